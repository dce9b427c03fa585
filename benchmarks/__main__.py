"""``python -m benchmarks``."""

from pathlib import Path

import click

from benchmarks.datasets import load
from benchmarks.speed import measure
from summarizer.pipeline import DEFAULT_RANKER


@click.group()
def main() -> None:
    """Measure the summarizer beside its peers."""


@main.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--reference", default="summary", help="Field that holds the reference.")
@click.option("--ranker", default=DEFAULT_RANKER)
def speed(data: Path, reference: str, ranker: str) -> None:
    """Time and memory beside sumy TextRank."""
    click.echo(measure([example.text for example in load(data, reference)], ranker))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
