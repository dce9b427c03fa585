"""What a batch costs: speed beside a bare loop and with more workers, memory of the parent."""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.datasets import load
from tests.texts import compose

_BARE = """
import sys
from summarizer import Summarizer
from summarizer.batch import find_articles, read_page
from pathlib import Path
import itertools
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
pages = map(read_page, itertools.islice(find_articles(folder), limit))
for _ in Summarizer(style="extract", sentences=4).map(pages, on_error="return"):
    pass
"""
_BATCH = """
import re, sys
from pathlib import Path
from summarizer.cli import main
main(sys.argv[1:], standalone_mode=False)
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1))
"""


def fill(folder: Path, data: Path | None, articles: int) -> None:
    """Write articles as files: from a data set, else composed ones."""
    folder.mkdir(parents=True)
    if data is None:
        texts = [compose(220, n) for n in range(articles)]
    else:
        texts = [example.text for example in load(data, limit=articles)]
    for n in range(articles):
        (folder / f"{n:06}.txt").write_text(texts[n % len(texts)], encoding="utf-8")


def time_runs(work: Path, data: Path | None, articles: int, repeats: int) -> Iterator[str]:
    """Time a bare loop, one worker and two, in turns; yield lines of a report.

    In turns, with medians, since other work on the machine comes and goes. Each run has an output
    folder of its own that stays until the end: file systems may be slow to give away again what
    was just deleted (ext4 without its journal passes over such inodes one by one).
    """
    source = work / "in"
    fill(source, data, articles)
    found: dict[str, list[float]] = {"bare": [], "1 worker": [], "2 workers": []}
    for turn in range(1, repeats + 1):
        for name, times in found.items():
            if name == "bare":
                arguments = [sys.executable, "-c", _BARE, str(source), str(articles)]
            else:
                arguments = batch(source, work / f"{turn} {name}", int(name[0]))
            times.append(timed(arguments))
            yield f"turn {turn}, {name}: {times[-1]:.1f} s, load {os.getloadavg()[0]:.1f}"
    bare, one, two = found.values()
    yield _compare("two workers against one", one, two)
    yield _compare("batch with one worker against the bare loop", bare, one)


def _compare(what: str, before: list[float], now: list[float]) -> str:
    ratio = statistics.median(before) / statistics.median(now)
    turns = ", ".join(f"{a / b:.2f}" for a, b in zip(before, now, strict=True))
    return f"{what}: {ratio:.2f} × as fast by the medians; turn by turn {turns}"


def batch(source: Path, target: Path, workers: int) -> list[str]:
    """Return the command of a run in ``extract`` with all its output."""
    return [
        *(sys.executable, "-m", "summarizer", "batch", str(source), str(target)),
        *("--style", "extract", "--sentences", "4", "--workers", str(workers), "--quiet"),
        *("--to", "text", "--to", "jsonl"),
    ]


def timed(arguments: list[str]) -> float:
    """Run a command; return its seconds."""
    start = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - start


def parent_memory(work: Path, articles: int) -> int:
    """Return the peak memory of the parent over a folder of so many short articles, in MB."""
    source = work / f"in-{articles}"
    source.mkdir(parents=True)
    text = compose(40).encode()
    for n in range(articles):
        (source / f"{n:06}.txt").write_bytes(text)
    arguments = batch(source, work / f"out-{articles}", 2)[3:]
    run = subprocess.run(
        [sys.executable, "-c", _BATCH, *arguments, "--ranker", "lead"],
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"\d+", run.stdout)
    return int(found.group()) // 1024 if found else 0
