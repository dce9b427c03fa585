"""``summarizer check``."""

import json

import pytest

from tests.cli.calling import call
from tests.texts import ARTICLE, SENTENCES

WRONG = "Ветка длиной 64 км обошлась в 2,1 млрд руб.\nЕё открыла Анна Зуева."


@pytest.fixture
def files(tmp_path):
    article, summary = tmp_path / "статья.txt", tmp_path / "итог.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    summary.write_text(WRONG, encoding="utf-8")
    return article, summary


def test_a_clean_summary_exits_with_0(files, tmp_path):
    summary = tmp_path / "верно.txt"
    summary.write_text(SENTENCES[0], encoding="utf-8")
    result = call("check", files[0], summary)
    assert (result.exit_code, result.output) == (0, "")


def test_what_is_unsupported_is_named_with_its_place(files):
    result = call("check", *files)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "place  kind    claim    why",
        "1:14   number  «64 км»  no such number in the source",
        "2:12   name    «Анна»   no such name in the article",
        "2:17   name    «Зуева»  no such name in the article",
    ]


def test_json_holds_the_findings(files):
    result = call("check", *files, "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert not report["supported"]
    assert report["unsupported"][0] == {
        "kind": "number",
        "text": "64 км",
        "start": 13,
        "stop": 18,
        "reason": "no such number in the source",
        "line": 1,
        "column": 14,
    }
    clean = {"supported": True, "unsupported": []}
    assert json.loads(call("check", files[0], files[0], "--json").stdout) == clean


def test_either_may_come_by_standard_input(files):
    article, summary = files
    assert call("check", article, "-", stdin=WRONG.encode()).exit_code == 1
    assert call("check", "-", summary, stdin=ARTICLE.encode()).exit_code == 1
    assert call("check", "-", article, stdin=ARTICLE.encode()).exit_code == 0


@pytest.mark.parametrize("arguments", [(), ("-", "-"), ("нет.txt", "-"), ("-", "нет.txt")])
def test_wrong_usage_exits_with_2(arguments):
    assert call("check", *arguments).exit_code == 2


def test_a_file_that_is_no_text_exits_with_2(files, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    assert call("check", files[0], path).exit_code == 2


def test_only_the_kinds_asked_for_are_looked_at(files):
    assert call("check", *files, "--kind", "date").exit_code == 0
    assert len(call("check", *files, "--kind", "number").stdout.splitlines()) == 2
