"""How long a summary is."""

import re
from itertools import pairwise

import pytest

from summarizer import summarize
from summarizer.segment import split
from summarizer.words import count_words
from summarizer.write import STYLES
from tests.pipeline.own import extract, rankers, seeds, styles
from tests.texts import ARTICLE, SENTENCES, compose, compose_long


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"headline"}))
@seeds
def test_two_hundred_words_become_four_or_five_sentences(style, seed):
    summary = summarize(compose(200, seed), style=style)
    assert 4 <= len(summary.sentences) <= 5
    assert 60 <= count_words(summary.text) <= 110


def test_two_thousand_words_become_a_longer_summary_of_less_than_250():
    text = compose_long(95)
    assert 1_900 < len(text.split()) < 2_300
    short, long = summarize(compose(200)), summarize(text)
    assert count_words(short.text) < count_words(long.text) < 250
    assert len(long.sentences) >= len(short.sentences)


def test_the_summary_grows_with_the_article():
    words = [count_words(summarize(compose_long(size)).text) for size in (8, 25, 80, 240)]
    assert all(later > 0.95 * earlier for earlier, later in pairwise(words))
    assert words[-1] > 1.2 * words[0]


@styles
@rankers
@pytest.mark.parametrize("sentences", [1, 2, 4, 100])
def test_the_sentences_asked_for_are_not_exceeded(style, ranker, sentences):
    summary = summarize(compose(200), style=style, ranker=ranker, sentences=sentences)
    assert 1 <= len(summary.sentences) <= sentences
    assert len(split(summary.text)) <= sentences


@styles
@rankers
@pytest.mark.parametrize("words", [25, 40, 77, 150, 10**9])
def test_the_words_asked_for_are_not_exceeded(style, ranker, words):
    text = summarize(compose(200), style=style, ranker=ranker, words=words).text
    assert len(text.split()) <= words
    assert len(re.findall(r"\w+", text)) <= words


def test_stress_marks_do_not_break_the_word_budget():
    stressed = " ".join(SENTENCES).replace("о", "о\u0301").replace("и", "и\u0301")
    text = summarize(stressed, style="extract", words=40).text
    assert max(len(text.split()), len(re.findall(r"\w+", text))) <= 40


@styles
@pytest.mark.parametrize("ratio", [0.01, 0.2, 0.5, 1])
def test_the_ratio_asked_for_is_not_exceeded(style, ratio):
    summary = summarize(compose(200), style=style, ratio=ratio)
    assert len(summary.sentences) <= max(1, ratio * len(summary.document.sentences))
    if len(summary.sentences) > 1:
        body = sum(count_words(s.text) for s in summary.document.sentences)
        assert count_words(summary.text) <= ratio * body


@styles
@pytest.mark.parametrize("mark", ["... ", "? ", ". ", "!! ", "…"])
def test_a_sentence_that_begins_with_a_mark_is_one_sentence(style, mark):
    text = f"{mark}Мост открыли вчера в городе Кедровке. Паром ушёл."
    assert len(split(summarize(text, style=style, sentences=1).text)) == 1


def test_the_whole_article_is_its_own_extract():
    assert extract(ARTICLE, ratio=1) == list(SENTENCES)


@rankers
def test_the_largest_budget_takes_almost_everything(ranker):
    assert len(extract(ARTICLE, sentences=100, ranker=ranker)) == len(SENTENCES)
