import re

import numpy as np
import pytest

from summarizer import BudgetError, EmptyTextError, summarize
from summarizer.document import Document
from summarizer.pipeline import read
from summarizer.rank import Ranking
from summarizer.select import Budget, check_length, find_candidates, plan_budget, select
from summarizer.words import count_terms, count_words
from tests.texts import ARTICLE, POOL, SENTENCES, compose

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
    terms = count_terms(sentences)
    ranking = Ranking(np.array(scores, dtype=float), redundancy)
    allowed = np.arange(len(sentences)) if candidates is None else np.array(candidates)
    return select(ranking, terms, allowed, budget)


def plan(text, **length):
    document = read(text)
    return plan_budget(document, count_terms([s.text for s in document.sentences]), **length)


def candidates(text, title=None, accepts=None):
    document = read(text, title=title)
    return [document.sentences[n].text for n in find_candidates(document, accepts)]


# Lengths.


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


# Budgets.


def test_sentences_bound_the_sentences_alone():
    assert plan(ARTICLE, sentences=3) == Budget(sentences=3)


def test_words_bound_the_words_alone():
    assert plan(ARTICLE, words=50, overhead=5) == Budget(words=50, overhead=5)


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


# Candidates.


def test_all_whole_sentences_may_be_chosen():
    assert candidates(ARTICLE) == list(SENTENCES)


def test_a_heading_may_not_be_chosen():
    assert "Что дальше" not in candidates(f"{ARTICLE}\nЧто дальше\n{POOL[0]}")


@pytest.mark.parametrize("end", [":", "…", "...", ",", ";"])
def test_what_breaks_off_may_not_be_chosen(end):
    line = f"Жители трёх посёлков теперь просят о следующем{end}"
    assert line not in candidates(f"{ARTICLE}\n{line}\n{POOL[0]}")


def test_what_repeats_the_title_may_not_be_chosen():
    title = "Мост через Сивуру открыли раньше срока"
    text = f"Паром ушёл на зимовку. {title}. Автобусы пошли по новому маршруту."
    assert f"{title}." not in candidates(text, title)


def test_a_foreign_sentence_may_not_be_chosen():
    assert "Read more at example dot com." not in candidates(
        f"{ARTICLE}\n{POOL[0]} Read more at example dot com."
    )


def test_a_monster_may_not_be_chosen():
    monster = f"Список: {'дом, ' * 250}и всё."
    assert candidates(f"{ARTICLE}\n{monster}") == list(SENTENCES)


def test_the_writer_may_decline():
    assert candidates(ARTICLE, accepts=lambda sentence: "трамва" in sentence) == [
        sentence for sentence in SENTENCES if "трамва" in sentence
    ]


def test_a_writer_that_declines_everything_is_overruled():
    assert candidates(ARTICLE, accepts=lambda _: False) == list(SENTENCES)


def test_where_nothing_is_whole_the_rules_are_relaxed():
    assert candidates("Мост открыли, а потом…") == ["Мост открыли, а потом…"]


def test_a_body_that_only_repeats_the_title_is_empty():
    document = read("Мост открыли раньше срока. Мост открыли раньше срока!", title="Мост")
    titled = Document(document.text, "Мост открыли раньше срока", document.sentences, None)
    with pytest.raises(EmptyTextError, match="nothing besides its title"):
        find_candidates(titled)


# Choosing.


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


def test_the_overhead_is_kept_free():
    words = count_words(SHORT[0]) + count_words(SHORT[1])
    assert len(choose(SHORT, [1, 0.9, 0, 0], Budget(words=words))) == 2
    assert len(choose(SHORT, [1, 0.9, 0, 0], Budget(words=words, overhead=1))) == 1


def test_a_loose_budget_that_nothing_fits_takes_the_best_sentence():
    chosen = choose((SHORT[0], LONG, SHORT[1]), [0.1, 1.0, 0.2], Budget(words=1, loose=True))
    assert chosen == (1,)


def test_a_strict_budget_that_nothing_fits_names_the_words_needed():
    shortest = min(map(count_words, SHORT))
    with pytest.raises(BudgetError, match=rf"ask for at least {shortest + 5}\b"):
        choose(SHORT, [1, 0.9, 0.8, 0.7], Budget(words=2, overhead=5))


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
