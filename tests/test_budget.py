import re

import numpy as np
import pytest

from summarizer import BudgetError
from summarizer.budget import Budget, check_length, plan_budget
from summarizer.pipeline import read
from summarizer.words import count_words
from tests.texts import ARTICLE, POOL, SENTENCES


def plan(text, **length):
    lengths = [count_words(sentence.text) for sentence in read(text).sentences]
    return plan_budget(np.array(lengths), **length)


@pytest.mark.parametrize("name", ["sentences", "words"])
@pytest.mark.parametrize("value", [0, -1, True, False, 1.5, 2.0, "3", float("nan"), b"1", [1]])
def test_a_length_that_is_no_whole_number_above_zero_is_refused(name, value):
    with pytest.raises(BudgetError, match=re.escape(f"{name} is a whole number")):
        check_length(**{"sentences": None, "words": None, "ratio": None, name: value})


@pytest.mark.parametrize("value", [0, 0.0, -0.1, 1.1, 2, float("nan"), float("inf"), True, "0.5"])
def test_a_ratio_outside_of_zero_and_one_is_refused(value):
    with pytest.raises(BudgetError, match=r"ratio is a number above 0, at most 1"):
        check_length(None, None, value)


@pytest.mark.parametrize(
    "given", [(1, 2, None), (1, None, 0.5), (None, 2, 0.5), (1, 2, 0.5), (0, 0, None)]
)
def test_two_lengths_are_refused(given):
    with pytest.raises(BudgetError, match="give one length"):
        check_length(*given)


@pytest.mark.parametrize(
    "given", [(None, None, None), (1, None, None), (None, 10**30, None), (None, None, 1)]
)
def test_one_possible_length_or_none_passes(given):
    assert check_length(*given) is None


def test_sentences_bound_the_sentences_alone():
    assert plan(ARTICLE, sentences=3) == Budget(sentences=3)


def test_words_bound_the_words_alone():
    assert plan(ARTICLE, words=50) == Budget(words=50)


def test_a_ratio_bounds_sentences_and_words():
    budget = plan(ARTICLE, ratio=0.5)
    total = sum(map(count_words, SENTENCES))
    assert (budget.sentences, budget.words) == (len(SENTENCES) // 2, total // 2)


def test_a_tiny_ratio_leaves_one_sentence():
    assert plan(ARTICLE, ratio=1e-9).sentences == 1


def test_the_default_takes_about_half_of_a_short_text():
    budget = plan(ARTICLE)
    total = sum(map(count_words, SENTENCES))
    assert 0.5 * total <= budget.words <= 0.6 * total


def test_the_default_length_grows_with_the_article_and_slower():
    words = [plan("\n".join(POOL * times)).words for times in (1, 2, 4, 8)]
    assert words == sorted(words)
    assert words[3] < 2 * words[0]


@pytest.mark.parametrize("value", ["tiny", "", 1, True, ["short"]])
def test_a_length_of_another_name_is_refused(value):
    with pytest.raises(BudgetError, match="length is 'short' or 'medium' or 'long'"):
        check_length(None, None, None, value)


def test_a_length_by_name_goes_with_no_other():
    with pytest.raises(BudgetError, match="give one length"):
        check_length(None, 50, None, "short")


def test_lengths_by_name_grow():
    text = " ".join(POOL)
    short, medium, long = (plan(text, length=name) for name in ("short", "medium", "long"))
    assert medium == plan(text)
    assert short.words == pytest.approx(0.5 * medium.words, abs=1)
    assert long.words == pytest.approx(1.8 * medium.words, abs=1)
    assert short.sentences < medium.sentences < long.sentences


def test_a_long_summary_of_a_short_text_is_still_one():
    total = sum(map(count_words, SENTENCES))
    assert plan(ARTICLE, length="long").words <= 0.75 * total
