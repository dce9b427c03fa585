"""What the README shows is what the program prints."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.report import PAGES, all_tables, fill, write_tables
from summarizer.cli import main

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"


def examples():
    """Return the commands that a page shows with what they print."""
    example = re.compile(r"^    \$ summarizer (.+)\n\n((?:    .+\n)+)", re.MULTILINE)
    return [
        pytest.param(command, shown, id=f"{page.name}-{command}")
        for page in [*ROOT.glob("README*.md"), *sorted((ROOT / "docs").glob("*.md"))]
        for command, shown in example.findall(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("command", "shown"), examples())
def test_the_example_is_what_the_command_prints(command, shown, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, shlex.split(command))
    assert " ".join(shown.split()) == " ".join(result.stdout.split())


def test_both_readmes_show_an_example():
    assert {param.id.partition("-")[0] for param in examples()} >= {"README.md", "README.ru.md"}


@pytest.mark.parametrize("name", PAGES)
def test_the_tables_come_from_the_results(name):
    page = (ROOT / name).read_text(encoding="utf-8")
    assert fill(page, RESULTS) == page


def test_the_readme_shows_six_rows_of_the_table():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    asked, rows = re.findall(r"<!-- results: .+; (.+) -->\n(.+?)<!-- end", readme, re.DOTALL)[0]
    systems = re.findall(r"^\| ([\w-]+) \|", rows, re.MULTILINE)[1:]
    assert sorted(systems) == sorted(asked.split())
    assert len(systems) == 6


def test_all_tables_stand_beside_the_results():
    assert (RESULTS / "README.md").read_text(encoding="utf-8") == all_tables(RESULTS)


def test_writing_the_tables_again_changes_nothing(tmp_path):
    results, readme = tmp_path / "results", tmp_path / "README.md"
    results.mkdir()
    for path in RESULTS.glob("*.json"):
        (results / path.name).write_bytes(path.read_bytes())
    readme.write_bytes((ROOT / "README.md").read_bytes())
    write_tables(results, [readme])
    assert readme.read_bytes() == (ROOT / "README.md").read_bytes()
    assert (results / "README.md").read_bytes() == (RESULTS / "README.md").read_bytes()


def test_a_page_without_marks_is_refused():
    with pytest.raises(ValueError, match="results"):
        fill("# summarizer", RESULTS)
