"""A folder that grows, changes and shrinks between runs, one of them killed: as one run at last."""

import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.kills import command, contents, count_done, kill_after
from tests.texts import compose

TIMES = 3


@dataclass(frozen=True)
class Growth:
    """One growth: articles then, how many a killed run had done, and whether bytes are the same."""

    articles: int
    killed_at: int | None
    same_bytes: bool


def run_growths(
    work: Path, articles: int, flags: list[str], seed: int, killed: int = 2
) -> Iterator[Growth]:
    """Let a folder grow to so many articles; kill run number ``killed`` and give it again."""
    source, target = work / "in", work / "grown"
    chance = random.Random(seed)  # noqa: S311
    names = [f"{n % 7}/{n:05}.txt" for n in range(articles)]
    chance.shuffle(names)
    seconds = 0.0
    for number in range(TIMES + 1):
        _grow(source, names[number * articles // (TIMES + 1) :][: articles // (TIMES + 1)], number)
        if number > 0:
            _change(source, chance)
        killed_at = None
        if number == killed:
            kill_after(command(source, target, flags), chance.uniform(0.3, 0.7) * seconds)
            killed_at = count_done(target)
        began = time.monotonic()
        subprocess.run(command(source, target, flags), check=False, capture_output=True)
        seconds = time.monotonic() - began
        shutil.rmtree(work / "whole", ignore_errors=True)
        subprocess.run(command(source, work / "whole", flags), check=False, capture_output=True)
        found, expected = contents(target), contents(work / "whole")
        yield Growth(count_files(source), killed_at, found == expected)


def count_files(folder: Path) -> int:
    """Return how many articles there are now."""
    return sum(1 for _ in folder.rglob("*.txt"))


def _grow(source: Path, names: list[str], number: int) -> None:
    for n, name in enumerate(names):
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "" if n % 100 == 99 else compose(90, 10_000 * number + n)
        path.write_text(text, encoding="utf-8")


def _change(source: Path, chance: random.Random) -> None:
    """Change a few articles that were there before, and take a few away."""
    there = sorted(source.rglob("*.txt"))
    for path in chance.sample(there, max(1, len(there) // 50)):
        path.write_text(compose(80, chance.randrange(10**6)), encoding="utf-8")
        os.utime(path)
    for path in chance.sample(there, max(1, len(there) // 50)):
        path.unlink()
