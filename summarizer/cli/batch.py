"""``summarizer batch``: many articles, with a bar and a closing line."""

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from summarizer.batch import Fields, Plan, Progress, Run
from summarizer.batch.formats import tell_kinds
from summarizer.batch.options import STANDARD_OUTPUT, Engine, Form, Format
from summarizer.cli.bar import Bar
from summarizer.cli.command import FAILED, INTERRUPTED, Command, Place, fail
from summarizer.cli.flags import FLAGS, set_up
from summarizer.document import Tokens, sum_tokens
from summarizer.errors import OptionError, SummarizerError
from summarizer.report import Report, check_place, read_entry
from summarizer.write.model.writer import ModelWriter


@click.command("batch", cls=Command, params=[*FLAGS])
@click.argument("source", metavar="INPUT", type=Place(exists=True, allow_dash=True))
@click.argument("target", metavar="OUT_DIR", type=Place(file_okay=False))
@click.option(
    "--to",
    "forms",
    type=click.Choice(["text", "jsonl", "parquet"]),
    multiple=True,
    help="What to write into OUT_DIR: text files as the input has them, summaries.jsonl, "
    "summaries.parquet; may be repeated.  [default: text of a folder, else jsonl]",
)
@click.option(
    "--jsonl",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Also write one record per article, with evidence or error, to this file; - prints them.",
)
@click.option(
    "--from",
    "format",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="Format of an input file.",
)
@click.option(
    "--glob", "globs", multiple=True, metavar="PATTERN", help="Of a folder, only files that match."
)
@click.option("--text-field", default="text", show_default=True, help="Column of the text.")
@click.option("--id-field", default="id", show_default=True, help="Column of the id.")
@click.option("--title-field", default="title", show_default=True, help="Column of the title.")
@click.option(
    "--keep",
    multiple=True,
    metavar="COLUMNS",
    help="Columns to copy into the records: url,date.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N articles.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Processes of this machine, or Ray (RAY_ADDRESS), which takes URLs too.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Processes.  [default: one per core; 1 for a neural writer without Ray]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one article.",
)
@click.option("--restart", is_flag=True, help="Begin anew, whatever an earlier run has done.")
@click.option(
    "--report",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Also write pages: an index with search, each summary with its sources.",
)
@click.option("--quiet", is_flag=True, help="No progress and no closing line.")
def batch_command(
    source: str,
    target: str,
    forms: tuple[Form, ...],
    jsonl: Path | None,
    format: Format | None,  # noqa: A002
    globs: tuple[str, ...],
    text_field: str,
    id_field: str,
    title_field: str,
    keep: tuple[str, ...],
    limit: int | None,
    engine: Engine,
    workers: int | None,
    timeout: float,
    restart: bool,
    report: Path | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Summarize many articles into OUT_DIR.

    \b
    INPUT is a folder with .txt, .md, .html, .docx, .pdf, .rtf, .fb2, .eml, .srt
    and .vtt files at any depth; a file of JSON lines or a JSON array, of CSV or
    Parquet; or - for JSON lines on standard input. All but Parquet may be gzipped.

    Give the same command again to resume a stopped run and to do what is new or
    changed in INPUT; what has gone from INPUT is removed from OUT_DIR. The journal of
    the run is in OUT_DIR/.summarizer/.
    """
    folder = Path(source).is_dir()
    plan = Plan(
        source=Path(source),
        target=Path(target),
        summary=set_up(options),
        fields=Fields(text_field, id_field, title_field, _columns(keep)),
        format=format,
        globs=globs,
        forms=forms or (("text",) if folder else () if jsonl else ("jsonl",)),
        jsonl=jsonl,
        limit=limit,
        engine=engine,
        workers=workers,
        timeout=timeout,
        keep_documents=report is not None,
        restart=restart,
    )
    try:
        if "://" in f"{source} {target}":
            progress = _run_between(source, target, plan, report)
        else:
            progress = _run(plan, report, quiet=quiet)
    except OptionError:
        raise
    except (SummarizerError, OSError) as error:
        fail(error, "what is done is kept: the same command goes on from there")
    except KeyboardInterrupt:
        click.echo("stopped: the same command goes on from here", err=True)
        sys.exit(INTERRUPTED)
    if not quiet:
        earlier = f", {progress.resumed} of them earlier" if progress.resumed else ""
        click.echo(f"{progress.done} summarized, {progress.failed} failed{earlier}", err=True)
        if progress.tokens is not None:
            told = f"{progress.tokens.read:,} tokens read, {progress.tokens.written:,} written"
            click.echo(told, err=True)
    if progress.failed:
        sys.exit(FAILED)


def _run(plan: Plan, report: Path | None, *, quiet: bool) -> Progress:
    shown = None if quiet or not _is_terminal() else Bar()
    counting = isinstance(plan.summary.writer, ModelWriter)
    total = None
    if report is not None:
        check_place(report, plan.source, plan.target)
    pages = nullcontext() if report is None else Report(report)
    with Run(plan, shown) as run, shown or nullcontext(), pages as book:
        if not quiet:
            _tell_input(run)
        for outcome in run:
            if plan.jsonl == STANDARD_OUTPUT:
                click.echo(outcome.line)
            if book is not None:
                book.add(read_entry(outcome.record, outcome.document, outcome.entry.seconds))
            if outcome.error is not None:
                click.echo(f"{outcome.source}: {outcome.error}", err=True)
            if counting and (tokens := outcome.record["tokens"]):
                total = sum_tokens(total, Tokens(**tokens))
        return replace(run.progress, tokens=total)


def _tell_input(run: Run) -> None:
    """Say what was found in a folder: what has changed, what is no article."""
    if run.changes:
        click.echo(f"since the last run: {', '.join(run.changes)}", err=True)
    if run.left_out:
        click.echo(f"left out, formats not read: {tell_kinds(run.left_out)}", err=True)


def _columns(keep: tuple[str, ...]) -> tuple[str, ...]:
    names = (name.strip() for given in keep for name in given.split(","))
    return tuple(name for name in names if name)


def _run_between(source: str, target: str, plan: Plan, report: Path | None) -> Progress:
    """Run from store to store."""
    if plan.engine != "ray" or report is not None:
        raise OptionError("URLs need --engine ray, which writes no report from one to another")
    from summarizer.batch.ray import summarize_parts

    done = failed = 0
    for part in summarize_parts(source, target, plan):
        done += part.done
        failed += len(part.failures)
        for name, error in part.failures:
            click.echo(f"{name}: {error}", err=True)
    return Progress(done, failed, 0, None)


def _is_terminal() -> bool:
    return sys.stderr.isatty()
