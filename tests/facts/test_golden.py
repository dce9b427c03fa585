"""The golden facts; the head of their file explains the format."""

from pathlib import Path

import pytest

from summarizer import check

GOLDEN = Path(__file__).parents[1] / "golden" / "facts.txt"


def read_cases() -> list[tuple[str, str, list[str]]]:
    cases, article = [], ""
    for line in GOLDEN.read_text("utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "=":
            article = text
        elif mark in ("+", "-"):
            summary, _, pieces = text.partition(" :: ")
            cases.append((article, summary, pieces.split("; ") if pieces else []))
    return cases


CASES = read_cases()


@pytest.mark.parametrize(
    ("article", "summary", "pieces"), CASES, ids=[summary for _, summary, _ in CASES]
)
def test_what_is_unsupported_is_found_and_nothing_else(article, summary, pieces):
    found = check(article, summary)
    assert [f"{bad.kind} {bad.text}" for bad in found] == pieces
    assert all(summary[bad.start : bad.stop] == bad.text and bad.reason for bad in found)


def test_the_golden_file_holds_enough_of_both():
    assert len(CASES) >= 150
    assert sum(1 for *_, pieces in CASES if pieces) >= 70


@pytest.mark.parametrize("article", sorted({article for article, _, _ in CASES}))
def test_an_article_supports_itself(article):
    assert check(article, article) == ()
