"""What the README shows is what the program prints."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.report import SHOWN_FIRST, all_tables, table, write_tables
from summarizer.cli import main

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_example_is_what_the_command_prints(name):
    readme = (ROOT / name).read_text(encoding="utf-8")
    example = re.compile(r"^    \$ summarizer (.+)\n\n((?:    .+\n)+)", re.MULTILINE)
    command, shown = example.findall(readme)[0]
    result = CliRunner().invoke(main, [str(ROOT / command)])
    assert " ".join(shown.split()) == " ".join(result.stdout.split())


@pytest.mark.parametrize(("data", "budget"), SHOWN_FIRST)
def test_the_tables_come_from_the_results(data, budget):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert table(RESULTS, data, budget) in readme


def test_all_tables_stand_beside_the_results():
    assert (RESULTS / "README.md").read_text(encoding="utf-8") == all_tables(RESULTS)


def test_writing_the_tables_again_changes_nothing(tmp_path):
    results, readme = tmp_path / "results", tmp_path / "README.md"
    results.mkdir()
    for path in RESULTS.glob("*.json"):
        (results / path.name).write_bytes(path.read_bytes())
    readme.write_bytes((ROOT / "README.md").read_bytes())
    write_tables(results, readme)
    assert readme.read_bytes() == (ROOT / "README.md").read_bytes()
    assert (results / "README.md").read_bytes() == (RESULTS / "README.md").read_bytes()


def test_a_readme_without_marks_is_refused(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("# summarizer", encoding="utf-8")
    with pytest.raises(ValueError, match="results"):
        write_tables(RESULTS, readme)
