"""How fast the batch is on Ray beside the pool of this machine: the same articles, in turns."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.datasets import BUNDLED, load

ENGINES = ("local", "ray")
_WARM = 0.1
"""Share of the articles after which the clock starts: by then all workers are at work."""


def time_engines(texts: list[str], articles: int, workers: int, repeats: int) -> Iterator[str]:
    """Run both engines in turns over ``articles`` in ``extract``; yield lines of a report.

    Start-up is left out: the clock starts when a tenth of the articles is done.
    """
    found: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for n in range(articles):
                file.write(json.dumps({"text": texts[n % len(texts)]}, ensure_ascii=False) + "\n")
        for turn in range(1, repeats + 1):
            for engine, rates in found.items():
                target = Path(folder, f"{engine}-{turn}")
                whole, rate = _timed(source, target, engine, workers)
                rates.append(rate)
                yield (
                    f"turn {turn}, {engine}: {rate:.1f} articles/s, {rate / workers:.1f} a worker, "
                    f"{whole:.1f} s with start-up, load {os.getloadavg()[0]:.1f}"
                )
        outputs = {path.read_bytes() for path in Path(folder).glob("*/summaries.jsonl")}
    local, ray = (found[engine] for engine in ENGINES)
    turns = ", ".join(f"{theirs / ours:.2f}" for ours, theirs in zip(local, ray, strict=True))
    ratio = statistics.median(ray) / statistics.median(local)
    yield f"ray against local: {100 * ratio:.0f} % of its speed by the medians; in turns {turns}"
    yield f"different outputs: {len(outputs) - 1}"


def _timed(source: Path, target: Path, engine: str, workers: int) -> tuple[float, float]:
    """Return the seconds of a run in a process of its own, and its articles a second when warm."""
    arguments = [str(source), str(target), engine, str(workers)]
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.engines", *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return time.perf_counter() - start, float(run.stdout)


def _run(source: str, target: str, engine: str, workers: str) -> float:
    from summarizer.batch import Plan, Progress, Run, SummaryOptions

    plan = Plan(
        Path(source),
        Path(target),
        SummaryOptions(style="extract", sentences=4),
        forms=("jsonl",),
        engine="ray" if engine == "ray" else "local",
        workers=int(workers),
    )
    times: list[tuple[int, float]] = []

    def note(progress: Progress) -> None:
        times.append((progress.done, time.perf_counter()))

    with Run(plan, note) as run:
        for _ in run:
            pass
    done, stop = times[-1]
    first, start = next(one for one in times if one[0] >= _WARM * done)
    return (done - first) / (stop - start)


@click.command()
@click.option("--data", default=str(BUNDLED), show_default="the bundled articles")
@click.option("--articles", default=5_000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--repeats", default=3, show_default=True)
def engines(data: str, articles: int, workers: int, repeats: int) -> None:
    """Time the batch on Ray and on the pool of this machine."""
    texts = [example.text for example in load(data)]
    for line in time_engines(texts, articles, workers, repeats):
        click.echo(line)


if __name__ == "__main__":
    sys.stdout.write(str(_run(*sys.argv[1:])))
