"""The command line: flags, progress, exit codes. The only file that prints."""

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click

from summarizer import __version__
from summarizer.bar import Bar
from summarizer.batch import Fields, Plan, Progress, Run, SummaryOptions, read_page
from summarizer.batch.formats import format_of, tell_kinds
from summarizer.batch.options import STANDARD_OUTPUT, Engine, Form, Format
from summarizer.batch.readers import ReadFailure, read_bytes
from summarizer.batch.run import count_cores
from summarizer.budget import LENGTHS
from summarizer.document import Page, Summary, Tokens, sum_tokens
from summarizer.errors import OptionError, ReadError, SummarizerError
from summarizer.facts import KINDS, check, to_object, to_table
from summarizer.flags import MODEL_FLAGS, MODEL_OPTIONS, open_writer
from summarizer.pipeline import DEFAULT_RANKER, Summarizer
from summarizer.rank import RANKERS
from summarizer.report import Entry, Report, check_place, explained, read_entry, write_page
from summarizer.write import STYLES
from summarizer.write.model.writer import ModelWriter

FAILED = 1
INTERRUPTED = 130

_READABLE = click.Path(exists=True, allow_dash=True, path_type=Path)

_FLAGS = (
    click.option("--title", help="Title of the article, if the text does not begin with it."),
    click.option(
        "--style",
        type=click.Choice(list(STYLES)),
        default="conclusion",
        show_default=True,
        help="One concluding paragraph, short lines, one sentence, or sentences as they stand.",
    ),
    click.option("--sentences", type=int, metavar="N", help="At most N sentences."),
    click.option("--words", type=int, metavar="N", help="At most N words."),
    click.option(
        "--length",
        type=click.Choice(list(LENGTHS)),
        help="Half of what suits the article, that, or near twice as much.",
    ),
    click.option("--ratio", type=float, metavar="X", help="At most this share, 0 < X <= 1."),
    click.option(
        "--ranker",
        type=click.Choice(list(RANKERS)),
        default=DEFAULT_RANKER,
        show_default=True,
        help="How sentences are ranked.",
    ),
    click.option(
        "--writer",
        metavar="NAME",
        help="Who writes the conclusion: rules; chat:MODEL on a server; a GGUF file; a model by "
        "its name on the Hugging Face hub or its folder.  [default: rules]",
    ),
)


def _summarizer_flags(command: Callable[..., None]) -> Callable[..., None]:
    for flag in reversed(_FLAGS + MODEL_FLAGS):
        command = flag(command)
    return command


class _Command(click.Command):
    """A command whose errors are told here: what was asked wrongly, or what failed."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OptionError as error:
            raise click.UsageError(str(error), ctx) from error
        except SummarizerError as error:
            _fail(error)


class _FileOrCommand(click.Group):
    """``summarizer FILE`` without a subcommand: what is no command is a file."""

    command_class = _Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help", "--version"):
            args = ["file", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_FileOrCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all good, 1 an article failed, 2 wrong usage, 130 stopped by Ctrl-C.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Summaries of Russian articles, each sentence traced to its source.

    \b
    summarizer FILE [OPTIONS]               print the summary of one article
    summarizer batch INPUT OUT_DIR [OPTIONS]     summarize a folder, or a file of many
    summarizer check ARTICLE SUMMARY        find what a summary from elsewhere cannot claim
    summarizer serve [OPTIONS]              answer over HTTP
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


class _Place(click.Path):
    """A path, or a URL, which nobody looks up here."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if "://" in value else super().convert(value, param, ctx)


@main.command("file")
@click.argument("file", type=_Place(exists=True, allow_dash=True, path_type=Path))
@_summarizer_flags
@click.option("--json", "as_json", is_flag=True, help="Print the summary with its evidence.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PAGE",
    help="Also write a page that shows where each sentence came from.",
)
def file_command(file: Path | str, as_json: bool, report: Path | None, **options: Any) -> None:
    """Print the summary of one article.

    FILE is .txt, .md, .html, .docx, .pdf, .rtf, .fb2, .eml, .srt or .vtt, gzipped or not, - for
    standard input, or the URL of a web page. What it is its bytes tell, where its name does not.
    """
    summarizer = _set_up(options).build()
    page = _read(file)
    summary = summarizer.summarize(page.text, title=options["title"] or page.title)
    if report is not None:
        _write_page(report, file, summary, summarizer)
    shown = json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) if as_json else summary.text
    try:
        click.echo(shown)
        sys.stdout.flush()
    except OSError as error:
        _fail(error)
    if not as_json:
        for note in summary.notes:
            click.echo(f"note: {note}", err=True)


@main.command("batch")
@click.argument("source", metavar="INPUT", type=_Place(exists=True, allow_dash=True))
@click.argument("target", metavar="OUT_DIR", type=_Place(file_okay=False))
@_summarizer_flags
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
    help="Also write one record an article, with evidence or error, to this file; - prints them.",
)
@click.option("--from", "format", type=click.Choice(["jsonl", "csv", "parquet"]), help="Of a file.")
@click.option("--glob", "globs", multiple=True, metavar="PATTERN", help="Of a folder, only these.")
@click.option("--text-field", default="text", show_default=True, help="Column of the text.")
@click.option("--id-field", default="id", show_default=True, help="Column of the id.")
@click.option("--title-field", default="title", show_default=True, help="Column of the title.")
@click.option(
    "--keep",
    multiple=True,
    metavar="COLUMNS",
    help="Columns that go into the records as they are: url,date.",
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
    help="Processes.  [default: one a core; 1 for a neural writer without Ray]",
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
    help="Also write pages to look at: an index with search, each summary with its sources.",
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
    and .vtt files, searched to the bottom; a file of JSON lines or a JSON array, of
    CSV or Parquet; or - for JSON lines on standard input. All but Parquet may be
    gzipped.

    The same command again goes on where a stopped run was, and does what is new
    or changed in INPUT; what has gone from INPUT leaves OUT_DIR. Hidden in OUT_DIR
    lies .summarizer/ with the journal of the run.
    """
    folder = Path(source).is_dir()
    plan = Plan(
        source=Path(source),
        target=Path(target),
        summary=_set_up(options),
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
        _fail(error, "what is done is kept: the same command goes on from there")
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


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True)
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes.  [default: one a core]"
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one request.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=1_000_000,
    show_default=True,
    metavar="N",
    help="Largest body of a request.",
)
def serve_command(
    host: str, port: int, workers: int | None, timeout: float, max_bytes: int
) -> None:
    """Serve summaries over HTTP.

    \b
    POST /summarize  {"text": "…", "sentences": 3}           a summary with its evidence
    POST /check      {"article": "…", "summary": "…"}        what it cannot claim
    GET  /health, /openapi.json, /                           is it at work; how it is asked

    Stops at Ctrl-C or SIGTERM, when the requests that have begun are done. No one is asked who he
    is: put a proxy before it where strangers can reach it.
    """
    from summarizer.serve.limits import Limits
    from summarizer.serve.server import serve

    with suppress(KeyboardInterrupt):  # it has stopped by then
        serve(
            host,
            port,
            workers=workers or count_cores(),
            limits=Limits(body=max_bytes, seconds=timeout),
            on_ready=lambda url: click.echo(f"serving on {url}", err=True),
        )


@main.command("check")
@click.argument("article", type=_READABLE)
@click.argument("summary", type=_READABLE)
@click.option("--json", "as_json", is_flag=True, help="Print one object of JSON.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these kinds.")
def check_command(article: Path, summary: Path, as_json: bool, kinds: tuple[str, ...]) -> None:
    """Print what SUMMARY claims and ARTICLE does not support.

    Numbers, dates, names, quotations, negations, words that have opposites, sentences without
    support and talk about the article are looked at. Each of the two is .txt, .md, .html, or - for
    standard input (one of them).

    Exit codes: 0 all supported, 1 something is not, 2 wrong usage or a file that cannot be read.
    """
    if str(article) == str(summary) == "-":
        raise click.UsageError("only one of ARTICLE and SUMMARY can be standard input")
    try:
        source = _read(article)
        text = _read(summary).text
        page = f"{source.title}\n{source.text}" if source.title else source.text
        found = check(page, text, kinds=kinds or KINDS)
    except SummarizerError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(to_object(found, text), ensure_ascii=False, indent=2))
    elif found:
        click.echo(to_table(found, text))
    if found:
        sys.exit(FAILED)


def _read(file: Path | str) -> Page:
    if isinstance(file, str):
        from summarizer.fetch import fetch_page

        return fetch_page(file)
    if str(file) == "-":
        return _read_standard_input()
    if file.is_dir():
        raise OptionError(f"{file} is a folder: summarizer batch {file} OUT_DIR")
    if format_of(file.name):
        raise OptionError(f"{file} holds many articles: summarizer batch {file} OUT_DIR")
    return read_page(file)


def _write_page(report: Path, file: Path | str, summary: Summary, summarizer: Summarizer) -> None:
    name = file if isinstance(file, str) else file.name if str(file) != "-" else ""
    if name and isinstance(file, Path):
        check_place(report, file)
    write_page(report, explained(Entry.of(name, summary), summarizer))


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _set_up(options: dict[str, Any]) -> SummaryOptions:
    """Return the options of a summarizer; those of a model go into its writer."""
    given = {name: value for name in MODEL_OPTIONS if (value := options.pop(name)) is not None}
    return SummaryOptions(**options | {"writer": open_writer(options["writer"], given)})


def _read_standard_input() -> Page:
    if sys.stdin is None:  # closed by the caller: summarizer - <&-
        raise ReadError(Path("-"), "standard input is closed")
    try:
        return read_bytes(sys.stdin.buffer.read()).page
    except ReadFailure as error:
        raise ReadError(Path("-"), str(error)) from error


def _fail(error: Exception, advice: str = "") -> NoReturn:
    click.echo(f"Error: {error}", err=True)
    if advice:
        click.echo(advice, err=True)
    sys.exit(FAILED)
