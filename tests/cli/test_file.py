"""``summarizer FILE``."""

import gzip
import json
import sys

import pytest

from summarizer import Page, summarize
from summarizer.rank import RANKERS
from summarizer.segment import split
from summarizer.words import count_words
from tests.cli.calling import call
from tests.texts import ARTICLE, BODY, ENGLISH, SENTENCES, TITLE, UKRAINIAN


def test_the_summary_of_a_file_is_printed(article):
    result = call(article)
    assert result.exit_code == 0
    assert result.stdout == f"{summarize(ARTICLE)}\n"
    assert result.stderr == ""


def test_a_dash_is_standard_input():
    result = call("-", stdin=ARTICLE.encode())
    assert (result.exit_code, result.stdout) == (0, f"{summarize(ARTICLE)}\n")


def test_standard_input_may_be_in_an_old_encoding():
    assert call("-", stdin=ARTICLE.encode("cp1251")).stdout == f"{summarize(ARTICLE)}\n"


def test_the_command_may_be_named(article):
    assert call("file", article).stdout == call(article).stdout


def test_flags_may_stand_before_the_file(article):
    assert call("--sentences", 1, article).stdout == call(article, "--sentences", 1).stdout


def test_json_holds_the_summary_with_its_evidence(article):
    result = call(article, "--json")
    assert json.loads(result.stdout) == summarize(ARTICLE).to_dict()
    assert "Лесогорск" in result.stdout


def test_style_chooses_sentences_as_they_stand(article):
    result = call(article, "--style", "extract", "--ratio", 1)
    assert result.stdout == f"{' '.join(SENTENCES)}\n"


def test_sentences_bound_the_summary(article):
    assert len(split(call(article, "--sentences", 2).stdout)) <= 2


def test_words_bound_the_summary(article):
    assert 0 < count_words(call(article, "--words", 40).stdout) <= 40


def test_ratio_bounds_the_summary(article):
    record = json.loads(call(article, "--ratio", 0.3, "--json").stdout)
    assert len(record["sentences"]) <= 2


@pytest.mark.parametrize("ranker", sorted(RANKERS))
def test_ranker_is_handed_on(article, ranker):
    record = json.loads(call(article, "--ranker", ranker, "--json").stdout)
    assert record["method"] == f"{ranker}+rules"


def test_writer_is_handed_on(article):
    record = json.loads(call(article, "--writer", "rules", "--json").stdout)
    assert record["method"].endswith("+rules")


def test_title_is_handed_on(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    assert json.loads(call(path, "--title", TITLE, "--json").stdout)["title"] == TITLE


def test_a_given_title_goes_before_the_title_of_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.cli.reading.read_page", lambda path: Page(BODY, "Из страницы"))
    path = tmp_path / "a.html"
    path.touch()
    assert json.loads(call(path, "--json").stdout)["title"] == "Из страницы"
    assert json.loads(call(path, "--title", TITLE, "--json").stdout)["title"] == TITLE


def test_a_note_goes_to_the_error_stream(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE.replace("Депо", "Депо\ufffd"), encoding="utf-8")
    result = call(path)
    assert "note: 1 character" in result.stderr
    assert "note" not in result.stdout


@pytest.mark.parametrize(
    "text", ["", "   \n", "123 !!!", ENGLISH, UKRAINIAN, "\0\0\0", "Поделиться:\n18+"]
)
def test_a_text_that_is_no_article_exits_with_1_and_one_line(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    result = call(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"\xff\xfe\x00"])
def test_a_binary_file_exits_with_1(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    result = call(path)
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize("stdin", [b"", b"\xff\xfe\x00", ENGLISH.encode()])
def test_bad_standard_input_exits_with_1(stdin):
    result = call("-", stdin=stdin)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_html_without_the_extra_exits_with_1(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = tmp_path / "a.html"
    path.write_text(f"<p>{ARTICLE}</p>", encoding="utf-8")
    result = call(path)
    assert result.exit_code == 1
    assert "zaklyuchenie[documents]" in result.stderr


@pytest.mark.parametrize(
    "data", [gzip.compress(ARTICLE.encode(), mtime=0), ARTICLE.encode("utf-16")]
)
def test_standard_input_may_be_packed(data):
    assert call("-", stdin=data).stdout == f"{summarize(ARTICLE)}\n"


def test_standard_input_may_be_html():
    html = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    assert call("-", stdin=html.encode()).stdout == f"{summarize(BODY)}\n"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json", "a.parquet", "a.jsonl.gz", "a.TSV"])
def test_a_file_of_many_is_refused_and_the_command_named(tmp_path, name):
    (tmp_path / name).write_text(json.dumps({"text": ARTICLE}), encoding="utf-8")
    for arguments in ([tmp_path / name], ["check", tmp_path / name, tmp_path / name]):
        result = call(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"summarizer batch {tmp_path / name} OUT_DIR" in " ".join(result.stderr.split())


@pytest.mark.parametrize("form", [{}, {"indent": 2}])
def test_many_on_standard_input_are_refused_and_the_command_named(form):
    result = call("-", stdin=json.dumps([{"text": ARTICLE}] * 2, **form).encode())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "summarizer batch" in result.stderr


@pytest.mark.parametrize(
    "flags",
    [
        ("--sentences", "0"),
        ("--sentences", "-1"),
        ("--sentences", "1.5"),
        ("--sentences", "три"),
        ("--words", "0"),
        ("--words", "2"),
        ("--ratio", "0"),
        ("--ratio", "1.1"),
        ("--ratio", "nan"),
        ("--sentences", "2", "--words", "50"),
        ("--ranker", "нет"),
        ("--writer", "нет"),
        ("--writer", "extract"),
        ("--style", "нет"),
        ("--style", "extract", "--writer", "rules"),
        ("--нет",),
        ("--title",),
        ("ещё.txt",),
    ],
)
def test_wrong_usage_exits_with_2(article, flags):
    result = call(article, *flags)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_folder_is_refused_and_the_command_named(tmp_path):
    result = call(tmp_path)
    assert result.exit_code == 2
    assert "summarizer batch" in result.stderr


@pytest.mark.parametrize("name", ["нет.txt", ".", "нет/нет.txt"])
def test_a_file_that_is_not_there_exits_with_2(tmp_path, name):
    assert call(tmp_path / name).exit_code == 2


def test_nothing_at_all_shows_the_help():
    result = call()
    assert result.exit_code in (0, 2)
    assert "summarizer batch INPUT OUT_DIR" in result.output
