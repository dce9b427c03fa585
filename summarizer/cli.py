"""The command line: flags, progress, exit codes. The only file that prints."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from summarizer import __version__
from summarizer.batch import Outcome, find_articles, read_page, summarize_folder
from summarizer.batch.source import decode
from summarizer.document import Page, Summary
from summarizer.errors import OptionError, ReadError, SummarizerError
from summarizer.pipeline import DEFAULT_RANKER, Summarizer
from summarizer.rank import RANKERS
from summarizer.write import STYLES, is_model
from summarizer.write.seq2seq import DTYPES, ENGINES, Seq2SeqWriter

FAILED = 1

_MODEL_OPTIONS = ("beams", "device", "dtype", "engine", "threads", "revision", "offline")

_FLAGS = (
    click.option("--title", help="Title of the article, if the text does not begin with it."),
    click.option(
        "--style",
        type=click.Choice(list(STYLES)),
        default="conclusion",
        show_default=True,
        help="One concluding paragraph, or sentences as they stand.",
    ),
    click.option("--sentences", type=int, metavar="N", help="At most N sentences."),
    click.option("--words", type=int, metavar="N", help="At most N words."),
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
        help="Who writes the conclusion: rules, or a seq2seq model by its name on the Hugging Face "
        "hub or its folder.  [default: rules]",
    ),
)

_MODEL_FLAGS = (
    click.option("--beams", type=int, metavar="N", help="Of a model: width of the search."),
    click.option("--device", metavar="NAME", help="Of a model: cpu, cuda, cuda:1, …"),
    click.option(
        "--dtype",
        type=click.Choice(DTYPES),
        help="Of a model: precision; int8 is the fast one on the CPU.  [default: float32]",
    ),
    click.option(
        "--engine",
        type=click.Choice(ENGINES),
        help="Of a model: what runs it.  [default: ctranslate2 for int8, else transformers]",
    ),
    click.option("--threads", type=int, metavar="N", help="Of a model: threads of the CPU."),
    click.option("--revision", metavar="REF", help="Of a model on the hub: commit, tag, branch."),
    click.option("--offline", is_flag=True, default=None, help="Of a model: download nothing."),
)


def _summarizer_flags(command: Callable[..., None]) -> Callable[..., None]:
    for flag in reversed(_FLAGS + _MODEL_FLAGS):
        command = flag(command)
    return command


class _FileOrCommand(click.Group):
    """``summarizer FILE`` without a subcommand: what is no command is a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help", "--version"):
            args = ["file", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_FileOrCommand,
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all good, 1 an article failed, 2 wrong usage.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Summaries of Russian articles, each sentence traced to its source.

    \b
    summarizer FILE [OPTIONS]               print the summary of one article
    summarizer batch IN_DIR OUT_DIR [OPTIONS]    summarize a folder of articles
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command("file")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@_summarizer_flags
@click.option("--json", "as_json", is_flag=True, help="Print the summary with its evidence.")
def file_command(file: Path, as_json: bool, **options: Any) -> None:
    """Print the summary of one article; FILE is .txt, .md, .html, or - for standard input."""
    summarizer = _set_up(options)
    try:
        page = _read_standard_input() if str(file) == "-" else read_page(file)
        summary = summarizer.summarize(page.text, title=options["title"] or page.title)
    except OptionError as error:
        raise click.UsageError(str(error)) from error
    except SummarizerError as error:
        _fail(error)
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
@click.argument("in_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out_dir", type=click.Path(file_okay=False, path_type=Path))
@_summarizer_flags
@click.option(
    "--jsonl",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write one record a document, with evidence or error.",
)
@click.option("--quiet", is_flag=True, help="No progress and no closing line.")
def batch_command(
    in_dir: Path, out_dir: Path, jsonl: Path | None, quiet: bool, **options: Any
) -> None:
    """Summarize every article below IN_DIR into OUT_DIR, under the same relative paths."""
    summarizer = _set_up(options)
    try:
        outcomes = summarize_folder(in_dir, out_dir, summarizer, jsonl=jsonl)
        if not quiet and sys.stderr.isatty():
            total = sum(1 for _ in find_articles(in_dir.resolve(), out_dir.resolve()))
            outcomes = _show_progress(outcomes, total)
        done = failed = 0
        for outcome in outcomes:
            if isinstance(outcome.result, Summary):
                done += 1
            else:
                failed += 1
                click.echo(f"{outcome.source}: {_reason(outcome.result)}", err=True)
    except OptionError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        _fail(error)
    if not quiet:
        click.echo(f"{done} summarized, {failed} failed", err=True)
    if failed:
        sys.exit(FAILED)


def _set_up(options: dict[str, Any]) -> Summarizer:
    given = {name: value for name in _MODEL_OPTIONS if (value := options.pop(name)) is not None}
    try:
        return Summarizer(**options | {"writer": _open_writer(options["writer"], given)})
    except OptionError as error:
        raise click.UsageError(str(error)) from error
    except SummarizerError as error:
        _fail(error)


def _open_writer(name: str | None, given: dict[str, Any]) -> str | Seq2SeqWriter | None:
    if not given:
        return name
    if name is None or not is_model(name):
        raise OptionError(f"--{next(iter(given))} is of a model: name one with --writer")
    return Seq2SeqWriter(name, **given)


def _read_standard_input() -> Page:
    if sys.stdin is None:  # closed by the caller: summarizer - <&-
        raise ReadError(Path("-"), "standard input is closed")
    try:
        return Page(decode(sys.stdin.buffer.read()))
    except UnicodeDecodeError as error:
        raise ReadError(Path("-"), "not a text in a known encoding") from error


def _show_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.progress import track

    return iter(
        track(outcomes, "Summarizing", total=total, console=Console(stderr=True), transient=True)
    )


def _reason(error: SummarizerError) -> str:
    if isinstance(error, ReadError):
        return error.reason
    return str(error)


def _fail(error: Exception) -> NoReturn:
    click.echo(f"Error: {error}", err=True)
    sys.exit(FAILED)
