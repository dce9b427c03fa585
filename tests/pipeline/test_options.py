"""Options; a ranker and a writer of one's own."""

import inspect

import pytest

from summarizer import BudgetError, OptionError, Summarizer, UnknownNameError, summarize
from summarizer.rank import get_ranker
from tests.pipeline.own import Backwards, Telegram, rankers, styles
from tests.texts import ARTICLE, LEAD, SENTENCES


@pytest.mark.parametrize("sentences", [0, -1, True, 1.5, "3"])
def test_impossible_sentences_are_a_budget_error(sentences):
    with pytest.raises(BudgetError, match="sentences"):
        summarize(ARTICLE, sentences=sentences)


@pytest.mark.parametrize("words", [0, -5, True, 30.0, "30"])
def test_impossible_words_are_a_budget_error(words):
    with pytest.raises(BudgetError, match="words"):
        summarize(ARTICLE, words=words)


@pytest.mark.parametrize("ratio", [0, 1.1, float("nan"), -0.5, True, "0.5"])
def test_an_impossible_ratio_is_a_budget_error(ratio):
    with pytest.raises(BudgetError, match="ratio"):
        summarize(ARTICLE, ratio=ratio)


@styles
def test_too_few_words_are_a_budget_error(style):
    with pytest.raises(BudgetError, match=r"at least \d+"):
        summarize(ARTICLE, style=style, words=2)


def test_two_lengths_are_a_budget_error():
    with pytest.raises(BudgetError, match="one length"):
        summarize(ARTICLE, sentences=3, words=50)


@pytest.mark.parametrize(
    ("option", "kind"), [("ranker", "ranker"), ("writer", "writer"), ("style", "style")]
)
def test_an_unknown_name_is_refused_with_the_names_there_are(option, kind):
    with pytest.raises(UnknownNameError) as caught:
        summarize(ARTICLE, **{option: "нет такого"})
    assert (caught.value.kind, caught.value.name) == (kind, "нет такого")
    assert all(repr(name) in str(caught.value) for name in caught.value.known)


def test_an_extract_takes_no_writer():
    with pytest.raises(OptionError, match="leave writer out"):
        summarize(ARTICLE, style="extract", writer="rules")


def test_options_are_checked_before_any_text_comes():
    with pytest.raises(BudgetError):
        Summarizer(sentences=0)
    with pytest.raises(UnknownNameError):
        Summarizer(ranker="нет такого")


def test_summarize_and_summarizer_take_the_same_keywords():
    function = list(inspect.signature(summarize).parameters.values())[1:]
    setup = list(inspect.signature(Summarizer).parameters.values())
    assert function == setup
    assert {parameter.kind for parameter in setup} == {inspect.Parameter.KEYWORD_ONLY}


def test_any_object_that_ranks_is_a_ranker():
    summary = summarize(ARTICLE, style="extract", sentences=1, ranker=Backwards())
    assert summary.text == SENTENCES[-1]
    assert summary.method == "backwards+extract"


def test_any_object_that_writes_is_a_writer():
    summary = summarize(ARTICLE, sentences=1, ranker="lead", writer=Telegram())
    assert summary.text == LEAD.upper()
    assert summary.method == "lead+telegram"
    assert summary.notes == ("written in capitals",)


@pytest.mark.parametrize("ranker", [Backwards, None, 5, object(), Telegram()])
def test_a_class_or_another_object_is_no_ranker(ranker):
    with pytest.raises(OptionError, match="a ranker is a name"):
        summarize(ARTICLE, ranker=ranker)


@pytest.mark.parametrize("writer", [Telegram, 5, object(), Backwards()])
def test_a_class_or_another_object_is_no_writer(writer):
    with pytest.raises(OptionError, match="a writer is a name"):
        summarize(ARTICLE, writer=writer)


@rankers
def test_a_ranker_is_registered_under_its_name(ranker):
    assert get_ranker(ranker).name == ranker
