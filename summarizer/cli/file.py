"""``summarizer FILE``: the summary of one article."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from summarizer.cli.command import Command, Place, fail
from summarizer.cli.flags import FLAGS, set_up
from summarizer.cli.reading import read
from summarizer.document import Summary
from summarizer.pipeline import Summarizer
from summarizer.report import Entry, check_place, explained, write_page


@click.command("file", cls=Command, params=[*FLAGS])
@click.argument("file", type=Place(exists=True, allow_dash=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the summary with its evidence.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PAGE",
    help="Also write a page that shows where each sentence comes from.",
)
def file_command(file: Path | str, as_json: bool, report: Path | None, **options: Any) -> None:
    """Print the summary of one article.

    FILE is .txt, .md, .html, .docx, .pdf, .rtf, .fb2, .eml, .srt or .vtt, gzipped or not; - for
    standard input; or the URL of a web page. Where the name does not tell the format, the bytes do.
    """
    summarizer = set_up(options).build()
    page = read(file)
    summary = summarizer.summarize(page.text, title=options["title"] or page.title)
    if report is not None:
        _write_page(report, file, summary, summarizer)
    shown = json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) if as_json else summary.text
    try:
        click.echo(shown)
        sys.stdout.flush()
    except OSError as error:
        fail(error)
    if not as_json:
        for note in summary.notes:
            click.echo(f"note: {note}", err=True)


def _write_page(report: Path, file: Path | str, summary: Summary, summarizer: Summarizer) -> None:
    name = file if isinstance(file, str) else file.name if str(file) != "-" else ""
    if name and isinstance(file, Path):
        check_place(report, file)
    write_page(report, explained(Entry.of(name, summary), summarizer))
