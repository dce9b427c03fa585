"""The command line, one command a file. Nothing else in the package prints."""

import sys

import click

from summarizer import __version__
from summarizer.cli.batch import batch_command
from summarizer.cli.check import check_command
from summarizer.cli.file import file_command
from summarizer.cli.serve import serve_command


class FileOrCommand(click.Group):
    """``summarizer FILE`` without a subcommand: what is no command is a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command ``file`` before what is no command."""
        if args and args[0] not in (*self.commands, "-h", "--help", "--version"):
            args = ["file", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=FileOrCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all good, 1 an article failed, 2 wrong usage, 130 stopped by Ctrl-C.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Summaries of Russian articles, each sentence traced to its source.

    \b
    summarizer FILE [OPTIONS]               print the summary of one article
    summarizer batch INPUT OUT_DIR [OPTIONS]     summarize a folder, or a file of many
    summarizer check ARTICLE SUMMARY        find claims that the article does not support
    summarizer serve [OPTIONS]              answer over HTTP
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


for command in (file_command, batch_command, check_command, serve_command):
    main.add_command(command)
