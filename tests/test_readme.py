"""What the README shows is what the program prints."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.report import all_tables, table
from summarizer.cli import main

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
SHOWN = (
    ("rt-validation", "4 sentences"),
    ("conclusions-validation", "95 words"),
    ("bundled", "95 words"),
)


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_example_is_what_the_command_prints(name):
    readme = (ROOT / name).read_text(encoding="utf-8")
    example = re.compile(r"^    \$ summarizer (.+)\n\n((?:    .+\n)+)", re.MULTILINE)
    command, shown = example.findall(readme)[0]
    result = CliRunner().invoke(main, [str(ROOT / command)])
    assert " ".join(shown.split()) == " ".join(result.stdout.split())


@pytest.mark.parametrize(("data", "budget"), SHOWN)
def test_the_tables_come_from_the_results(data, budget):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert table(RESULTS, data, budget) in readme


def test_all_tables_stand_beside_the_results():
    assert (RESULTS / "README.md").read_text(encoding="utf-8") == all_tables(RESULTS)
