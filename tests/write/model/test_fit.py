"""What a model would read, with words for tokens."""

import pytest

from summarizer.budget import Budget
from summarizer.pipeline import read
from summarizer.rank import rank
from summarizer.rank.lead import Lead
from summarizer.write.model.fit import LONG, MOST_PARTS, Window, join, plan_reading
from summarizer.write.seq2seq import Convention
from tests.texts import ARTICLE, BODY, Given, compose_long


def count(texts):
    return [len(text.split()) + 1 for text in texts]


def plan(text, limit, budget=None, scores=None, convention=None):
    document = read(text)
    window = Window((convention or Convention()).ask, limit, count)
    ranking = rank(Lead() if scores is None else Given(scores), document)
    return document, plan_reading(document, ranking, budget or Budget(words=90), window)


def test_what_fits_is_read_whole_paragraph_by_paragraph():
    document, reading = plan(ARTICLE, 1_000)
    assert reading.parts == (document.sentences,)
    assert reading.left == 0
    assert join(reading.sentences) == BODY.replace("\n\n", "\n")


def test_what_does_not_fit_gives_its_best_sentences_in_order():
    _, reading = plan(ARTICLE, 28, scores=[0.1, 0.9, 0.2, 0.3, 0.4, 0.8, 0.5])
    (part,) = reading.parts
    assert [sentence.index for sentence in part] == [1, 5]
    assert reading.left == 5
    assert count([join(part)])[0] <= 28


def test_the_prompt_counts():
    long = Convention(prompt="раз два три четыре пять шесть семь восемь девять десять {text}")
    _, free = plan(ARTICLE, 50)
    _, taken = plan(ARTICLE, 50, convention=long)
    assert len(taken.sentences) < len(free.sentences)
    assert count([long.ask(join(taken.sentences), 1)])[0] <= 50


@pytest.mark.parametrize("limit", [40, 128, 512, 2048])
def test_a_long_document_is_read_from_its_whole_length(limit):
    document, reading = plan(compose_long(2_000), limit, Budget(sentences=9, words=160))
    assert len(reading.parts) == MOST_PARTS
    size = len(document.sentences)
    for number, part in enumerate(reading.parts):
        stretch = range(size * number // MOST_PARTS, size * (number + 1) // MOST_PARTS)
        assert {sentence.index for sentence in part} <= set(stretch)
        assert count([join(part)])[0] <= limit
    assert reading.left == size - len(reading.sentences)


def test_there_are_no_more_parts_than_sentences_asked_for():
    text = compose_long(LONG + 50)
    assert len(plan(text, 100, Budget(sentences=3))[1].parts) == 3
    assert len(plan(text, 100, Budget(words=45))[1].parts) == 2
    assert len(plan(text, 100, Budget(words=5))[1].parts) == 1


def test_where_no_sentence_fits_there_is_nothing_to_read():
    document, reading = plan(ARTICLE, 4)
    assert reading.parts == ()
    assert reading.left == len(document.sentences)
