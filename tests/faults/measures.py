"""What a batch costs: speed beside a bare loop and with more workers, memory of the parent."""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Time:
    """Seconds of one run: on the clock, and of the processors for it and all that it started."""

    clock: float
    cpu: float


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

    Turns, medians and processor seconds, since other work on the machine comes and goes.
    """
    source, target = work / "in", work / "out"
    fill(source, data, articles)
    found: dict[str, list[Time]] = {"bare": [], "1 worker": [], "2 workers": []}
    for turn in range(1, repeats + 1):
        for name, times in found.items():
            shutil.rmtree(target, ignore_errors=True)
            if name == "bare":
                arguments = [sys.executable, "-c", _BARE, str(source), str(articles)]
            else:
                arguments = [*batch(source, target, int(name[0])), "--limit", str(articles)]
            times.append(timed(arguments))
            load_ = os.getloadavg()[0]
            yield f"turn {turn}, {name}: {times[-1].clock:.1f} s, {times[-1].cpu:.1f} s of CPU, load {load_:.1f}"
    bare, one, two = (statistics.median(time_.clock for time_ in times) for times in found.values())
    yield f"two workers / one worker: {one / two:.2f} × (median clock)"
    pairs = zip(found["1 worker"], found["2 workers"], strict=True)
    yield f"  best turn: {max(a.clock / b.clock for a, b in pairs):.2f} ×"
    yield f"batch with one worker / bare loop: {100 * bare / one:.1f} % of its speed (median clock)"
    pairs = zip(found["bare"], found["1 worker"], strict=True)
    yield f"  best turn: {100 * max(a.clock / b.clock for a, b in pairs):.1f} %"


def batch(source: Path, target: Path, workers: int) -> list[str]:
    """Return the command of a run in ``extract`` with all its output."""
    return [
        *(sys.executable, "-m", "summarizer", "batch", str(source), str(target)),
        *("--style", "extract", "--sentences", "4", "--workers", str(workers), "--quiet"),
        *("--to", "text", "--to", "jsonl"),
    ]


def timed(arguments: list[str]) -> Time:
    """Run a command; return its times."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Time(clock, cpu)


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
