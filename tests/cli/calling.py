"""The command line as a caller has it: in this process, or in one of its own."""

import os
import subprocess
import sys

from click.testing import CliRunner

from summarizer.cli import main


def call(*arguments, stdin=None):
    """Run the command in this process; nothing but a planned exit may come out of it."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def start(*arguments, stdin=None, **environment):
    """Run ``python -m summarizer`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "summarizer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )
