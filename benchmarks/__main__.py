"""``python -m benchmarks``."""

from pathlib import Path

import click

from benchmarks.datasets import BUNDLED, load
from benchmarks.judge import judge
from benchmarks.report import all_tables, table
from benchmarks.run import Budget
from benchmarks.run import run as run_system
from benchmarks.sanity import compare
from benchmarks.speed import measure
from benchmarks.systems import SYSTEMS
from summarizer.pipeline import DEFAULT_RANKER

RESULTS = Path(__file__).parent / "results"

_data = click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    default=BUNDLED,
    help="JSON lines, or a folder of articles with their own conclusion.",
    show_default="the bundled articles",
)
_reference = click.option(
    "--reference", default="summary", show_default=True, help="Field that holds the reference."
)


@click.group()
def main() -> None:
    """Measure the summarizer beside its peers."""


@main.command()
@_data
@_reference
@click.option("--name", help="What the data is called in the results.  [default: the file's name]")
@click.option("--systems", default=",".join(SYSTEMS), show_default=True)
@click.option("--sentences", type=int)
@click.option("--words", type=int)
@click.option("--limit", type=int, help="Only the first articles.")
@click.option(
    "--results", type=click.Path(path_type=Path), default=RESULTS, help="Folder of result files."
)
def run(
    data: Path,
    reference: str,
    name: str | None,
    systems: str,
    sentences: int | None,
    words: int | None,
    limit: int | None,
    results: Path,
) -> None:
    """Score systems on data under one budget, and print the table."""
    if (sentences is None) == (words is None):
        raise click.UsageError("give a budget: --sentences N or --words N")
    budget = Budget(sentences, words)
    name = name or data.name.split(".")[0]
    examples = load(data, reference, limit)
    for system in systems.split(","):
        if system not in SYSTEMS:
            raise click.UsageError(f"no system {system!r}: use {', '.join(SYSTEMS)}")
        progress = run_system(system, name, examples, budget, results)
        with click.progressbar(progress, len(examples), f"{system:16}") as bar:
            for _ in bar:
                pass
    click.echo(table(results, name, str(budget)))


@main.command()
@_data
@_reference
@click.option("--system", default="learned", show_default=True)
@click.option("--sentences", default=4, show_default=True)
def sanity(data: Path, reference: str, system: str, sentences: int) -> None:
    """Show that the metric matters: the same outputs by every mode and by misused defaults."""
    click.echo(compare(SYSTEMS[system], load(data, reference), sentences))


@main.command("table")
@click.option("--results", type=click.Path(exists=True, path_type=Path), default=RESULTS)
def table_command(results: Path) -> None:
    """Print the tables of all results, and write them beside the results."""
    tables = all_tables(results)
    (results / "README.md").write_text(tables, encoding="utf-8")
    click.echo(tables)


@main.command()
@_data
@_reference
@click.option("--ranker", default=DEFAULT_RANKER, show_default=True)
def speed(data: Path, reference: str, ranker: str) -> None:
    """Time and memory beside sumy TextRank."""
    click.echo(measure([example.text for example in load(data, reference)], ranker))


main.add_command(judge)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
