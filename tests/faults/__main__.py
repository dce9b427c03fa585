"""``python -m tests.faults``: the long runs; the suite has small ones of the same kind."""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import click

from tests.faults.grows import run_growths
from tests.faults.hostile import make
from tests.faults.kills import FLAGS, command, run_kills
from tests.faults.measures import parent_memory, time_runs


@click.group()
def main() -> None:
    """Break batches, and measure them."""


@main.command()
@click.option("--seed", default=1, show_default=True)
@click.option("--show", is_flag=True, help="Print what became of each file.")
def hostile(seed: int, show: bool) -> None:
    """Run over a folder of bad files with good ones beside them."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        bad, good = make(work / "in", seed)
        start = time.monotonic()
        run = subprocess.run(
            command(work / "in", work / "out", FLAGS), check=False, capture_output=True
        )
        seconds = time.monotonic() - start
        lines = (work / "out" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    if show:
        for record in records:
            click.echo(
                f"{record['source']!r}: {record['error_type'] or 'summary'} {record['error'] or ''}"
            )
    kinds = Counter(record["error_type"] or "summary" for record in records)
    done = {record["source"] for record in records if record["error"] is None}
    unclear = [r["source"] for r in records if not (r["summary"] or r["error"])]
    click.echo(
        f"{len(bad)} bad files, {len(good)} good ones; {len(records)} records in {seconds:.0f} s"
    )
    click.echo(f"exit code {run.returncode}; {dict(kinds)}")
    click.echo(f"good ones done: {len(done & set(good))} of {len(good)}; unclear ends: {unclear}")
    if (
        run.returncode != 1
        or not set(good) <= done
        or unclear
        or len(records) != len(bad) + len(good)
    ):
        sys.exit(1)


@main.command()
@click.option("--articles", default=2_000, show_default=True)
@click.option("--kills", default=50, show_default=True)
@click.option("--seed", default=1, show_default=True)
def kills(articles: int, kills: int, seed: int) -> None:
    """Kill runs with SIGKILL at random moments, resume them, compare the bytes."""
    right = 0
    flags = [*FLAGS, "--to", "parquet"]
    with tempfile.TemporaryDirectory() as folder:
        for number, kill in enumerate(run_kills(Path(folder), articles, kills, flags, seed), 1):
            right += kill.same_bytes and kill.each_once
            click.echo(
                f"{number}: killed after {kill.seconds:.2f} s, {kill.safe} safe; "
                f"same bytes: {kill.same_bytes}, each article once: {kill.each_once}"
            )
    click.echo(f"{right} of {kills} right")
    sys.exit(right != kills)


@main.command()
@click.option("--articles", default=2_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def grows(articles: int, seed: int) -> None:
    """Let a folder grow three times, killed once in between; compare the bytes with one run's."""
    right = True
    flags = [*FLAGS, "--to", "parquet"]
    with tempfile.TemporaryDirectory() as folder:
        for growth in run_growths(Path(folder), articles, flags, seed):
            right &= growth.same_bytes
            killed = "" if growth.killed_at is None else f"killed at {growth.killed_at:,} done, "
            click.echo(f"{growth.articles:,} articles: {killed}same bytes: {growth.same_bytes}")
    sys.exit(not right)


@main.command()
@click.option("--articles", default=200_000, show_default=True)
@click.option("--against", default=10_000, show_default=True)
def memory(articles: int, against: int) -> None:
    """Compare the peak memory of the parent over few and many articles."""
    with tempfile.TemporaryDirectory() as folder:
        few = parent_memory(Path(folder), against)
        click.echo(f"{against:,} articles: {few} MB")
        many = parent_memory(Path(folder), articles)
        click.echo(f"{articles:,} articles: {many} MB, {100 * (many - few) / few:+.1f} %")


@main.command()
@click.option(
    "--data", type=click.Path(exists=True, path_type=Path), help="JSON lines with `text`."
)
@click.option("--articles", default=5_000, show_default=True)
@click.option("--repeats", default=3, show_default=True)
def speed(data: Path | None, articles: int, repeats: int) -> None:
    """Time a bare loop over Summarizer.map, one worker and two, in turns."""
    with tempfile.TemporaryDirectory() as folder:
        for line in time_runs(Path(folder), data, articles, repeats):
            click.echo(line)


if __name__ == "__main__":
    main(prog_name="python -m tests.faults")
