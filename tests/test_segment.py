"""The golden sentences; the head of their file explains the format."""

import time
from itertools import groupby
from pathlib import Path

import pytest

from summarizer.article import Article, Paragraph, parse
from summarizer.segment import MAX_SENTENCES, segment, split
from tests.texts import ARTICLE, POOL, SENTENCES

GOLDEN = Path(__file__).with_name("golden") / "sentences.txt"
GLUES = {" ⏎": "\n", " ⁀": ""}


def read_cases() -> list[tuple[str, list[str]]]:
    lines = GOLDEN.read_text("utf-8").splitlines()
    blocks = (list(block) for filled, block in groupby(lines, key=bool) if filled)
    cases = []
    for block in blocks:
        marked = [line for line in block if not line.startswith("#")]
        if not marked:
            continue
        sentences, text = [], ""
        for line in marked:
            mark = next((mark for mark in GLUES if line.endswith(mark)), None)
            sentences.append(line.removesuffix(mark or ""))
            text += sentences[-1] + (" " if mark is None else GLUES[mark])
        cases.append((text.strip(), sentences))
    return cases


CASES = read_cases()


@pytest.mark.parametrize(("text", "sentences"), CASES, ids=[text[:50] for text, _ in CASES])
def test_a_text_is_split_as_a_linguist_splits_it(text, sentences):
    assert [sentence.text for sentence in split(text)] == sentences


def test_the_golden_file_holds_hundreds_of_cases():
    assert len(CASES) > 200


def test_the_offsets_point_into_the_text():
    text = f"  {ARTICLE}\n \n"
    assert all(text[s.start : s.stop] == s.text for s in split(text))


def test_the_sentences_are_numbered_from_zero():
    assert [s.index for s in split(ARTICLE)] == list(range(len(SENTENCES) + 1))


def test_a_line_end_always_ends_a_sentence():
    assert [s.text for s in split("мост через\nреку")] == ["мост через", "реку"]


def test_the_paragraph_is_the_number_of_the_line():
    assert [s.paragraph for s in split("Мост. Река.\n\nДом.")] == [0, 0, 1]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_has_no_sentences(text):
    assert split(text) == ()


def test_joined_sentences_come_apart_as_they_were():
    assert [s.text for s in split(" ".join(POOL))] == list(POOL)


def test_an_article_loses_its_title_and_keeps_its_sentences():
    assert tuple(s.text for s in segment(parse(ARTICLE))) == SENTENCES


def test_a_heading_is_one_sentence_whatever_stands_in_it():
    text = "Мост открыт\nМост стоит. Он нов.\nЧто? Где? Когда\nМост стоит. Он стар."
    roles = [(s.text, s.role) for s in segment(parse(text))]
    assert ("Что? Где? Когда", "heading") in roles


def test_a_sentence_that_only_names_the_medium_is_left_out():
    text = (
        "Мост открыли утром. Об этом сообщает портал «Река.инфо». Автобусы пошли по нему в полдень."
    )
    assert [s.text for s in segment(parse(text))] == [
        "Мост открыли утром.",
        "Автобусы пошли по нему в полдень.",
    ]


def test_the_numbers_stay_without_gaps_when_a_sentence_is_left_out():
    text = "Мост открыли. Об этом сообщает «Река.инфо». Автобусы пошли."
    assert [s.index for s in segment(parse(text))] == [0, 1]


def test_a_sentence_has_no_score_before_ranking():
    assert {s.score for s in split(ARTICLE)} == {None}


def test_more_sentences_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr("summarizer.segment.MAX_SENTENCES", 5)
    article = Article(ARTICLE, None, (Paragraph(0, len(ARTICLE), "text"),), None)
    with pytest.raises(ValueError, match="sentences") as caught:
        segment(article)
    assert (caught.value.limit, caught.value.unit) == (5, "sentences")
    assert MAX_SENTENCES >= 100_000


def test_an_abbreviation_far_down_a_long_line_ends_no_sentence():
    line = "Стройка обошлась в 5 млрд руб. и заняла два года."
    for before in range(690, 720):  # wherever a piece of 10,000 characters may end
        text = f"{'Мост открыли. ' * before}{line}{' Мост открыли.' * 50}"
        assert {s.text for s in split(text)} == {"Мост открыли.", line}


def test_a_long_line_takes_time_in_proportion():
    def took(times):
        text = " ".join(POOL * times)
        start = time.process_time()
        split(text)
        return time.process_time() - start

    took(1)
    assert min(took(40) for _ in range(3)) < 20 * max(took(4), 0.01)


def test_a_line_without_any_boundary_is_split_fast_and_loses_nothing():
    text = "слово " * 60_000
    start = time.perf_counter()
    sentences = split(text)
    assert time.perf_counter() - start < 3
    assert " ".join(s.text for s in sentences) == text.strip()
