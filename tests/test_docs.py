"""What users read is true: help texts, examples, links, names."""

import re
import tomllib
from pathlib import Path

import cogapp
import pytest

from summarizer import Summarizer, __version__, summarize
from summarizer.clash import DISTRIBUTION
from summarizer.cli import main
from tests.texts import ARTICLE

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *DOCS,
    *sorted((ROOT / "benchmarks").rglob("*.md")),
    *sorted((ROOT / "models").rglob("*.md")),
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SOURCE = PROJECT["urls"]["Source"]

_CODE = re.compile(r"^```.*?^```$|^    .*?$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def name_of(path):
    return str(path.relative_to(ROOT))


def anchors_of(path):
    """Return the anchors that forges make of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def examples():
    return [
        pytest.param(code, id=f"{name_of(page)}-{number}")
        for page in [ROOT / "README.md", ROOT / "README.ru.md", *DOCS]
        for number, code in enumerate(_PYTHON.findall(page.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_and_a_heading(page):
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        if link.startswith(("https://", "http://", "mailto:", "../../actions/")):
            continue
        target, _, anchor = link.partition("#")
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), link
        assert not anchor or anchor in anchors_of(found), link


@pytest.mark.parametrize("page", DOCS, ids=name_of)
def test_the_site_shows_every_page(page):
    assert f" {page.name}" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_help_texts_are_those_of_the_commands(capsys):
    failed = cogapp.Cog().main(["cog", "--check", str(ROOT / "docs" / "cli.md")])
    assert not failed, f"{capsys.readouterr().out}run make docs, or cog -r docs/cli.md"


@pytest.mark.parametrize("command", main.commands)
def test_every_command_has_its_help_text(command):
    assert f'cog show("{command}")' in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", examples())
def test_an_example_in_python_works(code, tmp_path, monkeypatch):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    given = {
        "text": ARTICLE,
        "article": ARTICLE,
        "texts": [ARTICLE, ""],
        "summarizer": Summarizer(),
        "summary": summarize(ARTICLE),
    }
    exec(code, given)  # noqa: S102


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_extras_are_installed_by_the_name_of_the_distribution(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"([\w-]+)\[([\w,]+)\]'?", " ".join(re.findall("pip install.+", text)))
    for distribution, extras in named:
        assert distribution == DISTRIBUTION
        assert set(extras.split(",")) <= set(PROJECT["optional-dependencies"])


def test_messages_call_the_distribution_by_its_name():
    assert PROJECT["name"] == DISTRIBUTION


def test_the_project_has_one_address():
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "mkdocs.yml")]
    found = {
        address for text in texts for address in re.findall(r"https://[^/\s\"]+/zaklyuchenie", text)
    }
    assert found == {SOURCE}


def test_the_changelog_dates_and_links_every_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert re.findall(r"^## \[(.+?)\]", text, re.MULTILINE) == ["Unreleased", *versions]
    assert versions[0] == __version__
    assert f"[Unreleased]: {SOURCE}/compare/v{__version__}...main\n" in text
    assert all(f"[{one}]: {SOURCE}/releases/tag/v{one}\n" in text for one in versions)


def test_the_readme_can_be_read_in_a_few_minutes():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) <= 900
