import pytest

from summarizer.budget import Budget
from summarizer.data.phrases import OPENING_WORDS
from summarizer.pipeline import read
from summarizer.plan.model import judge
from summarizer.rank import rank
from summarizer.rank.lead import Lead
from summarizer.write.context import Context
from summarizer.write.line import rewrite
from summarizer.write.plan import plan, repeats

PARK = (
    "Директор парка Нина Ветрова открыла в Заречье липовую аллею. Мы ждали дождя всё лето. "
    "Садовники посадили сорок молодых лип. В парке посадили сорок молодых лип садовники. "
    "Например, деревья привезли из Дальнего. Ветрова купила насос для пруда. "
    "Билет в парк стоит сто рублей."
)

FOUND = (
    "Директор парка Нина Ветрова открыла в Заречье липовую аллею. "
    "Садовники посадили сорок молодых лип. Например, деревья привезли из Дальнего. "
    "Ветрова купила насос для пруда. Билет в парк стоит сто рублей."
)


def planned(budget, text=PARK):
    document = read(text)
    ranking = rank(Lead(), document)
    return plan(document, ranking, budget, Context(document), judge(document, ranking))


def indices(lines):
    return [line.source.index for line in lines]


@pytest.mark.parametrize("words", [15, 25, 40, 80])
def test_the_lines_keep_the_words_behind_the_formula(words):
    lines = planned(Budget(words=words))
    assert lines
    assert sum(line.words for line in lines) <= words - OPENING_WORDS


@pytest.mark.parametrize("most", range(1, 8))
def test_the_lines_keep_the_number_and_the_order_of_the_article(most):
    found = indices(planned(Budget(sentences=most)))
    assert 1 <= len(found) <= most
    assert found == sorted(found)


@pytest.mark.parametrize("most", range(1, 8))
def test_what_leans_comes_behind_what_it_leans_on(most):
    lines = planned(Budget(sentences=most), FOUND)
    told = indices(lines)
    assert all(line.follows in told for line in lines if line.leans)


def test_what_cannot_be_written_and_what_repeats_is_left_out():
    found = indices(planned(Budget()))
    assert 1 not in found
    assert not {2, 3} <= set(found)


def test_nothing_is_planned_where_nothing_can_be_written():
    assert planned(Budget(), "Мы ждали дождя. Мы полили липы. Наш пруд высох.") == []
    assert planned(Budget(words=OPENING_WORDS + 1)) == []


def test_a_line_repeats_one_that_says_the_same_in_another_order():
    document = read(PARK)
    context = Context(document)
    limes, again, pump = (rewrite(document.sentences[n], context) for n in (2, 3, 5))
    assert repeats(again, [limes])
    assert not repeats(pump, [limes, again])
    assert not repeats(limes, [])
