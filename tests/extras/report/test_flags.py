"""``--report`` of both commands."""

import sys

import pytest

from summarizer.report.page import get_environment
from tests.cli.calling import call
from tests.texts import ENGLISH, LEAD, TITLE


@pytest.fixture
def bare(monkeypatch):
    """An installation without the extra."""
    get_environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    yield
    get_environment.cache_clear()


def test_the_page_of_an_article_is_written_beside_the_summary(article, tmp_path):
    page = tmp_path / "new" / "page.html"
    result = call(article, "--report", page)
    assert result.exit_code == 0
    assert result.stdout == call(article).stdout
    text = page.read_text(encoding="utf-8")
    assert TITLE in text
    assert "статья.txt" in text
    assert "Почему эти предложения" in text


def test_standard_input_has_a_page_too(tmp_path):
    call("-", "--report", tmp_path / "page.html", stdin=LEAD.encode())
    assert "Без названия" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_page_does_not_lie_over_the_article(article):
    before = article.read_bytes()
    result = call(article, "--report", article)
    assert result.exit_code == 2
    assert article.read_bytes() == before


def test_an_article_that_fails_has_no_page(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    assert call(path, "--report", tmp_path / "page.html").exit_code == 1
    assert not (tmp_path / "page.html").exists()


def test_a_page_that_cannot_be_written_exits_with_1(article, tmp_path):
    (tmp_path / "file").touch()
    result = call(article, "--report", tmp_path / "file" / "page.html")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_a_folder_has_a_report(folder, tmp_path):
    (folder / "bad.txt").write_text(ENGLISH, encoding="utf-8")
    result = call("batch", folder, tmp_path / "out", "--report", tmp_path / "report")
    assert result.exit_code == 1
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "Отчёт: 3 статьи" in page
    assert "the text is not Russian" in page
    assert "deep/b.md" in page


def test_the_report_does_not_lie_among_the_articles(folder, tmp_path):
    result = call("batch", folder, tmp_path / "out", "--report", folder / "report")
    assert result.exit_code == 2
    assert not (folder / "report").exists()
    assert not (tmp_path / "out").exists()


def test_a_report_that_cannot_be_written_exits_with_1(folder, article, tmp_path):
    result = call("batch", folder, tmp_path / "out", "--report", article / "report")
    assert result.exit_code in (1, 2)
    assert "Error: " in result.stderr


@pytest.mark.usefixtures("bare")
def test_without_the_extra_an_article_exits_with_1(article, tmp_path):
    result = call(article, "--report", tmp_path / "page.html")
    assert result.exit_code == 1
    assert "zaklyuchenie[report]" in result.stderr


@pytest.mark.usefixtures("bare")
def test_without_the_extra_a_folder_exits_with_1(folder, tmp_path):
    result = call("batch", folder, tmp_path / "out", "--report", tmp_path / "report")
    assert result.exit_code == 1
    assert "zaklyuchenie[report]" in result.stderr
