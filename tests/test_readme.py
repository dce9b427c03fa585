"""What the README shows is what the program prints."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.report import all_tables
from summarizer.cli import main

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_example_is_what_the_command_prints(name):
    readme = (ROOT / name).read_text(encoding="utf-8")
    command, shown = re.findall(
        r"^    \$ summarizer (.+)\n\n((?:    .+\n)+)", readme, re.MULTILINE
    )[0]
    result = CliRunner().invoke(main, [str(ROOT / command)])
    assert " ".join(shown.split()) == " ".join(result.stdout.split())


def test_the_tables_come_from_the_results():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all_tables(ROOT / "benchmarks" / "results") in readme
