"""``python -m benchmarks``."""

from pathlib import Path

import click

from benchmarks.audit import unsupported
from benchmarks.datasets import BUNDLED, Example, load
from benchmarks.judge import judge
from benchmarks.page import report
from benchmarks.report import table
from benchmarks.run import Budget
from benchmarks.run import run as run_system
from benchmarks.sanity import compare
from benchmarks.speed import measure
from benchmarks.systems import SYSTEMS, get_system
from summarizer.errors import MissingExtraError
from summarizer.pipeline import DEFAULT_RANKER

RESULTS = Path(__file__).parent / "results"

_data = click.option(
    "--data",
    default=str(BUNDLED),
    show_default="the bundled articles",
    help="JSON lines, Parquet, a folder of articles with own conclusions; gazeta, xlsum, mlsum.",
)
_reference = click.option(
    "--reference", default="summary", show_default=True, help="Field that holds the reference."
)
_results = click.option(
    "--results", type=click.Path(path_type=Path), default=RESULTS, help="Folder of result files."
)


@click.group()
def main() -> None:
    """Measure the summarizer beside its peers."""


@main.command()
@_data
@_reference
@_results
@click.option("--split", default="test", show_default=True, help="Of a data set of the hub.")
@click.option("--name", help="What the data is called in the results.  [default: the file's name]")
@click.option(
    "--systems",
    default=",".join(SYSTEMS),
    show_default="all",
    help=f"Any of {', '.join(SYSTEMS)}, and hf:NAME_OR_PATH of any seq2seq model.",
)
@click.option("--sentences", type=int)
@click.option("--words", type=int)
@click.option("--limit", type=int, help="Only the first articles.")
@click.option(
    "--similarity", "similarities", multiple=True, help="Also chrf, or bert:NAME_OR_PATH."
)
def run(
    data: str,
    reference: str,
    results: Path,
    split: str,
    name: str | None,
    systems: str,
    sentences: int | None,
    words: int | None,
    limit: int | None,
    similarities: tuple[str, ...],
) -> None:
    """Score systems on data under one budget, and print the table."""
    if (sentences is None) == (words is None):
        raise click.UsageError("give a budget: --sentences N or --words N")
    budget = Budget(sentences, words)
    name = name or ("bundled" if data == str(BUNDLED) else Path(data).name.split(".")[0])
    examples = _load(data, reference, limit, split)
    for system in systems.split(","):
        try:
            progress = run_system(system, name, examples, budget, results, similarities)
            with click.progressbar(progress, len(examples), f"{system:16}") as bar:
                for _ in bar:
                    pass
        except (MissingExtraError, ValueError) as error:
            raise click.ClickException(str(error)) from error
    click.echo(table(results, name, str(budget)))


@main.command()
@_data
@_reference
@click.option("--system", default="learned", show_default=True)
@click.option("--sentences", default=4, show_default=True)
def sanity(data: str, reference: str, system: str, sentences: int) -> None:
    """Show that the metric matters: the same outputs by every mode and by misused defaults."""
    click.echo(compare(get_system(system), _load(data, reference), sentences))


@main.command()
@_data
@_reference
@click.option("--ranker", default=DEFAULT_RANKER, show_default=True)
def speed(data: str, reference: str, ranker: str) -> None:
    """Time and memory beside sumy TextRank."""
    click.echo(measure([example.text for example in _load(data, reference)], ranker))


def _load(
    data: str, reference: str, limit: int | None = None, split: str = "test"
) -> list[Example]:
    try:
        return load(data, reference, limit, split)
    except (OSError, ValueError) as error:
        raise click.UsageError(str(error)) from error


main.add_command(judge)
main.add_command(report)
main.add_command(unsupported)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
