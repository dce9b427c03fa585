import pytest

from summarizer.budget import Budget
from summarizer.data.phrases import CONTRASTING, OPENING, OPENING_WORDS
from summarizer.pipeline import read
from summarizer.write.context import Context
from summarizer.write.line import rewrite
from summarizer.write.realize import affords, count_names, realize

PARK = "Парк в Заречье открыли в мае. Однако липы в парке уже цветут."
PEOPLE = "Парк открыт. Нина Ветрова купила липы. Ветрова посадила клёны. Ветрова открыла аллею."


def given(text, *indices):
    document = read(text)
    context = Context(document)
    return [rewrite(document.sentences[n], context) for n in indices], context


def texts(text, *indices, budget=None):
    lines, context = given(text, *indices)
    return [draft.text for draft in realize(lines, context, budget or Budget())]


def test_the_first_line_opens_and_a_contrast_is_said():
    assert texts(PARK, 0, 1) == [
        f"{OPENING}парк в Заречье открыли в мае.",
        f"{CONTRASTING}липы в парке уже цветут.",
    ]


def test_a_contrast_is_not_said_where_no_words_are_left():
    lines, _ = given(PARK, 0, 1)
    tight = Budget(words=OPENING_WORDS + sum(line.words for line in lines))
    assert texts(PARK, 0, 1, budget=tight)[1] == "Липы в парке уже цветут."


def test_a_contrast_with_what_was_left_out_is_not_said():
    text = "Парк открыли в мае. Пруд высох летом. Однако липы в парке уже цветут."
    assert texts(text, 0, 2)[1] == "Липы в парке уже цветут."


def test_a_person_is_named_in_full_once():
    assert texts(PEOPLE, 0, 2, 3)[1:] == ["Нина Ветрова посадила клёны.", "Ветрова открыла аллею."]
    lines, context = given(PEOPLE, 0, 2, 3)
    assert count_names(lines, context) == 1


def test_each_draft_knows_its_sources():
    lines, context = given(PARK, 0, 1)
    drafts = realize(lines, context, Budget())
    assert [draft.evidence for draft in drafts] == [line.sources for line in lines]
    assert realize([], context, Budget()) == []


@pytest.mark.parametrize(("left", "is_so"), [(None, True), (2, True), (1, False), (0, False)])
def test_what_is_longer_is_paid_for(left, is_so):
    assert affords("Директор Нина Ветрова ушла.", "Ветрова ушла.", left) == is_so


def test_no_clause_with_a_conjunction_stands_in_another():
    text = "Садовник Олег Горин сообщил, что липы в парке цветут. Билет в парк стоит сто рублей."
    assert texts(text, 0) == [
        f"{OPENING.strip()}, как сообщил садовник Олег Горин, липы в парке цветут."
    ]
