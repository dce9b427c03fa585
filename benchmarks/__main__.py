"""``python -m benchmarks``."""

from pathlib import Path
from statistics import fmean

import click

from benchmarks import guard as guards
from benchmarks import pages
from benchmarks.audit import unsupported
from benchmarks.datasets import BUNDLED, Example, load
from benchmarks.engines import engines
from benchmarks.judge import judge
from benchmarks.liar import liar_command
from benchmarks.neural import measure as measure_neural
from benchmarks.page import report
from benchmarks.report import table
from benchmarks.rules import rules_command
from benchmarks.run import Budget
from benchmarks.run import run as run_system
from benchmarks.sanity import compare
from benchmarks.service import service
from benchmarks.speed import measure
from benchmarks.systems import SPEC, SYSTEMS, check_system, get_system
from summarizer.errors import MissingExtraError
from summarizer.pipeline import DEFAULT_RANKER
from summarizer.words import count_words

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
    help=f"Any of {', '.join(SYSTEMS)}; {SPEC}; hf:NAME_OR_PATH of any seq2seq model.",
)
@click.option("--baseline", help="What the others are compared to.  [default: lead, or the first]")
@click.option("--sentences", type=click.IntRange(min=1), help="At most N sentences.")
@click.option("--words", type=click.IntRange(min=1), help="At most N words.")
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
    baseline: str | None,
    sentences: int | None,
    words: int | None,
    limit: int | None,
    similarities: tuple[str, ...],
) -> None:
    """Score systems on data under one budget, and print the table.

    Without a budget each system has its own length, or the one that stands behind its name.
    """
    if sentences is not None and words is not None:
        raise click.UsageError("give one budget: --sentences N or --words N")
    names = systems.split(",")
    for system in names:
        check_system(system, sentences, words)
    budget = Budget(sentences, words)
    name = name or ("bundled" if data == str(BUNDLED) else Path(data).name.split(".")[0])
    examples = _load(data, reference, limit, split)
    for system in names:
        try:
            progress = run_system(system, name, examples, budget, results, similarities)
            with click.progressbar(progress, len(examples), f"{system:16}") as bar:
                for _ in bar:
                    pass
        except (MissingExtraError, ValueError) as error:
            raise click.ClickException(str(error)) from error
    baseline = baseline or ("lead" if "lead" in names else names[0])
    try:
        click.echo(table(results, name, str(budget), baseline))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    lengths = [fmean(map(count_words, example.references)) for example in examples]
    click.echo(f"\nThe references have {fmean(lengths):.1f} words on the mean.")


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


@main.command()
@_data
@_reference
@click.option("--seed", default=1, show_default=True)
@click.option("--show", default=0, help="Print so many misses of each kind.")
def guard(data: str, reference: str, seed: int, show: int) -> None:
    """Count what the guard catches of altered sentences, and its false alarms."""
    click.echo(guards.table(guards.measure(_load(data, reference), seed), show))


@main.command("pages")
@_data
@_reference
@click.option("--articles", default=2_000, show_default=True)
def pages_command(data: str, reference: str, articles: int) -> None:
    """Time to make a report, its size, and the time until it can be used in Chromium."""
    try:
        click.echo(pages.measure(_load(data, reference), articles))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


@click.option("--minutes", default=5.0, show_default=True, help="Of training the small model.")
@click.option("--threads", default=1, show_default=True)
def neural(data: str, reference: str, minutes: float, threads: int) -> None:
    """What the seq2seq stage promises, on models made here: speed, likeness, memory."""
    texts = [example.text for example in _load(data, reference)]
    click.echo(measure_neural(texts, minutes, threads))


def _load(
    data: str, reference: str, limit: int | None = None, split: str = "test"
) -> list[Example]:
    try:
        return load(data, reference, limit, split)
    except (OSError, ValueError) as error:
        raise click.UsageError(str(error)) from error


main.add_command(engines)
main.add_command(service)
main.add_command(judge)
main.add_command(report)
main.add_command(unsupported)
main.add_command(liar_command)
main.add_command(rules_command)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
