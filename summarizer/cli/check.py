"""``summarizer check``: what a summary from elsewhere cannot claim."""

import json
import sys
from pathlib import Path

import click

from summarizer.cli.command import FAILED, READABLE, Command
from summarizer.cli.reading import read
from summarizer.errors import SummarizerError
from summarizer.facts import KINDS, check, to_object, to_table


@click.command("check", cls=Command)
@click.argument("article", type=READABLE)
@click.argument("summary", type=READABLE)
@click.option("--json", "as_json", is_flag=True, help="Print one object of JSON.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these kinds.")
def check_command(article: Path, summary: Path, as_json: bool, kinds: tuple[str, ...]) -> None:
    """Print what SUMMARY claims and ARTICLE does not support.

    Looks at numbers, dates, names, quotations, negations, words that have opposites, sentences
    without support, and talk about the article. Each of the two is a file that summarizer FILE
    reads; one of them may be - for standard input.

    Exit codes: 0 all supported, 1 something is not, 2 wrong usage or a file that cannot be read.
    """
    if str(article) == str(summary) == "-":
        raise click.UsageError("only one of ARTICLE and SUMMARY can be standard input")
    try:
        source = read(article)
        text = read(summary).text
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
