import re

import numpy as np
import pytest

from summarizer import BudgetError, summarize
from summarizer.budget import Budget
from summarizer.rank import Ranked
from summarizer.select import select
from summarizer.words import count_terms, count_words
from tests.texts import compose

SHORT = (
    "Мост открыли вчера утром.",
    "Паром ушёл на зимовку.",
    "Школа получила новый автобус.",
    "Клуб закрыли до весны.",
)
LONG = (
    "Администрация округа, подрядчик и жители трёх посёлков договорились о ремонте старой плотины, "
    "которую размыло июньским паводком после недели дождей."
)


def choose(sentences, scores, budget, redundancy=0.0, candidates=None):
    ranking = Ranked(
        np.array(scores, dtype=float),
        redundancy,
        terms=count_terms(sentences),
        candidates=np.arange(len(sentences)) if candidates is None else np.array(candidates),
    )
    return select(ranking, budget)


def test_the_highest_scores_are_chosen_the_best_first():
    assert choose(SHORT, [0.1, 0.9, 0.2, 1.0], Budget(sentences=2)) == (3, 1)


def test_equal_scores_go_to_the_earlier():
    assert choose(SHORT, [0.5] * 4, Budget(sentences=2)) == (0, 1)


def test_only_candidates_are_chosen():
    assert choose(SHORT, [1, 0.9, 0.8, 0.7], Budget(sentences=2), candidates=[1, 3]) == (1, 3)


def test_all_are_chosen_when_the_budget_lasts():
    assert choose(SHORT, [0.1, 0.9, 0.2, 1.0], Budget(sentences=99)) == (3, 1, 2, 0)


def test_the_words_of_the_chosen_never_exceed_the_budget():
    for words in range(4, 40):
        chosen = choose((*SHORT, LONG), [0.3, 0.2, 0.1, 0.4, 1.0], Budget(words=words))
        assert 0 < sum(count_words((*SHORT, LONG)[n]) for n in chosen) <= words


def test_both_bounds_hold():
    chosen = choose(SHORT, [1, 0.9, 0.8, 0.7], Budget(sentences=3, words=9))
    assert len(chosen) == 2


def test_a_shorter_sentence_fills_what_a_longer_one_cannot():
    size = count_words(LONG)
    chosen = choose((SHORT[0], LONG, SHORT[1]), [1, 0.9, 0.1], Budget(words=size))
    assert chosen == (0, 2)


def test_the_aim_keeps_room_for_more_sentences():
    sentences, scores = (LONG, *SHORT), [1, 0.4, 0.3, 0.2, 0.1]
    words = count_words(LONG) + 4
    assert 0 in choose(sentences, scores, Budget(words=words, aim=1))
    kept = choose(sentences, scores, Budget(words=words, aim=4))
    assert kept == (1, 2, 3, 4)


def test_an_aim_out_of_reach_does_not_leave_the_summary_empty():
    assert choose(SHORT, [1, 0.9, 0.8, 0.7], Budget(words=5, aim=4)) == (0,)


def test_a_loose_budget_that_nothing_fits_takes_the_best_sentence():
    chosen = choose((SHORT[0], LONG, SHORT[1]), [0.1, 1.0, 0.2], Budget(words=1, loose=True))
    assert chosen == (1,)


def test_a_strict_budget_that_nothing_fits_names_the_words_needed():
    shortest = min(map(count_words, SHORT))
    with pytest.raises(BudgetError, match=rf"ask for at least {shortest}\b"):
        choose(SHORT, [1, 0.9, 0.8, 0.7], Budget(words=2))


@pytest.mark.parametrize("style", ["conclusion", "extract"])
@pytest.mark.parametrize("seed", range(8))
def test_the_number_that_the_error_names_is_the_least_that_works(style, seed):
    text = compose(150, seed)
    with pytest.raises(BudgetError) as caught:
        summarize(text, style=style, words=1)
    least = int(re.search(r"at least (\d+)", str(caught.value)).group(1))
    assert count_words(summarize(text, style=style, words=least).text) <= least
    with pytest.raises(BudgetError):
        summarize(text, style=style, words=least - 1)


# Redundancy.

FERRY = "Паром «Витязь» перевёз через пролив сто тысяч пассажиров за летний сезон."
FERRY_AGAIN = "За летний сезон паром «Витязь» перевёз через пролив уже сто тысяч пассажиров."
FERRY_PARTLY = "Паром «Витязь» построили за два летних сезона на верфи соседнего города."


def test_what_says_the_same_in_another_order_is_chosen_once():
    chosen = choose((FERRY, FERRY_AGAIN, SHORT[2]), [1, 0.9, 0.1], Budget(sentences=3))
    assert chosen == (0, 2)


def test_a_part_of_a_chosen_sentence_is_not_chosen_beside_it():
    part = "Паром «Витязь» перевёз через пролив сто тысяч пассажиров."
    assert choose((FERRY, part, SHORT[2]), [1, 0.9, 0.1], Budget(sentences=2)) == (0, 2)


def test_the_same_sentence_with_a_typo_is_chosen_once():
    lead = "Вице-премьер Андрей Орлов открыл в Кедровке новую районную поликлинику."
    typo = "Вице-примьер Андрей Орлов открыл в Кедровке новую районную поликлинику."
    assert choose((lead, typo, SHORT[2]), [1, 0.9, 0.1], Budget(sentences=3)) == (0, 2)


def test_redundancy_prefers_another_subject_to_a_slightly_better_score():
    sentences = (FERRY, FERRY_PARTLY, SHORT[2])
    assert choose(sentences, [1, 0.5, 0.45], Budget(sentences=2), redundancy=0.0) == (0, 1)
    assert choose(sentences, [1, 0.5, 0.45], Budget(sentences=2), redundancy=1.0) == (0, 2)


def test_two_short_sentences_that_share_a_word_are_no_copies():
    sentences = ("Мост открыли.", "Мост красивый.", "Погода ясная.")
    assert choose(sentences, [1, 0.9, 0.1], Budget(sentences=2)) == (0, 1)


def test_a_short_sentence_is_not_chosen_twice():
    sentences = ("Работы продолжаются.", "Мост закрыт.", "Работы продолжаются.")
    assert choose(sentences, [1, 0.8, 0.9], Budget(sentences=2)) == (0, 1)


def test_sentences_without_lemmas_are_no_copies_of_each_other():
    assert choose(("Он и она.", "И не то.", "Что же ещё?"), [1, 0.9, 0.8], Budget(sentences=3)) == (
        0,
        1,
        2,
    )
