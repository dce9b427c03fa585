"""A run that is killed at random moments and resumed, against one that nobody disturbs."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer.batch.options import FOLDER
from tests.texts import compose

FLAGS = ["--style", "extract", "--ranker", "lead", "--workers", "2", "--quiet"]
FLAGS += ["--to", "text", "--to", "jsonl"]
SHORTEST = 0.05


@dataclass(frozen=True)
class Kill:
    """One kill: after how many seconds, articles safe by then, and whether all came out right."""

    seconds: float
    safe: int
    same_bytes: bool
    each_once: bool


def make_folder(folder: Path, articles: int) -> None:
    """Write distinct articles, a hundredth of them without text."""
    folder.mkdir(parents=True)
    for n in range(articles):
        text = "" if n % 100 == 99 else compose(90, n)
        (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")


def run_kills(work: Path, articles: int, kills: int, flags: list[str], seed: int) -> Iterator[Kill]:
    """Kill a run ``kills`` times, each time a new one, and resume it to its end."""
    source = work / "in"
    make_folder(source, articles)
    began = time.monotonic()
    subprocess.run(command(source, work / "whole", flags), check=False, capture_output=True)
    length = time.monotonic() - began
    expected = contents(work / "whole")
    chance = random.Random(seed)  # noqa: S311
    while kills:
        target = work / "killed"
        shutil.rmtree(target, ignore_errors=True)
        seconds = chance.uniform(SHORTEST, length)
        if not kill_after(command(source, target, flags), seconds):
            continue  # it was done by then: another moment
        safe = count_done(target)
        subprocess.run(command(source, target, flags), check=False, capture_output=True)
        found = contents(target)
        lines = (target / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
        ids = [json.loads(line)["id"] for line in lines]
        once = len(ids) == len(set(ids)) == articles and count_done(target) == articles
        kills -= 1
        yield Kill(seconds, safe, found == expected, once)


def command(source: Path, target: Path, flags: list[str]) -> list[str]:
    """Return the command of one run."""
    return [sys.executable, "-m", "summarizer", "batch", str(source), str(target), *flags]


def kill_after(arguments: list[str], seconds: float) -> bool:
    """Start a process and kill it; False if it has ended before."""
    with subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def contents(target: Path) -> dict[str, bytes]:
    """Return every file of an output folder, the journal's folder apart."""
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in sorted(target.rglob("*"))
        if path.is_file() and FOLDER not in path.parts
    }


def count_done(target: Path) -> int:
    """Return how many articles the journal of a run holds."""
    path = target / FOLDER / "journal.sqlite"
    if not path.exists():
        return 0
    base = sqlite3.connect(path)
    try:
        return int(base.execute("SELECT count(*) FROM done").fetchone()[0])
    except sqlite3.OperationalError:  # killed before there was a table
        return 0
    finally:
        base.close()
