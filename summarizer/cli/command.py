"""What all commands share: exit codes, how an error is told, which arguments are places."""

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from summarizer.errors import OptionError, SummarizerError

FAILED = 1
INTERRUPTED = 130

READABLE = click.Path(exists=True, allow_dash=True, path_type=Path)


class Command(click.Command):
    """A command whose errors are told here: what was asked wrongly, or what failed."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; end with an error's message and exit code."""
        try:
            return super().invoke(ctx)
        except OptionError as error:
            raise click.UsageError(str(error), ctx) from error
        except SummarizerError as error:
            fail(error)


class Place(click.Path):
    """A path, or a URL, which nobody looks up here."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a URL as it is, a path as a path."""
        return value if "://" in value else super().convert(value, param, ctx)


def fail(error: Exception, advice: str = "") -> NoReturn:
    """Print an error, and what can be done, and exit."""
    click.echo(f"Error: {error}", err=True)
    if advice:
        click.echo(advice, err=True)
    sys.exit(FAILED)
