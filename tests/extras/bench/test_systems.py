"""Every system under a budget: what it takes, what it may take, and by what it chooses."""

from contextlib import suppress
from itertools import combinations

import click
import pytest

from benchmarks import systems
from benchmarks.datasets import BUNDLED, Example, load
from benchmarks.rouge import Rouge
from benchmarks.systems import SYSTEMS, check_system, get_system
from summarizer import Summarizer, SummarizerError
from summarizer.segment import split
from summarizer.words import count_words
from tests.texts import BODY, ENGLISH, MAYOR, PLANS, SENTENCES, TITLE, compose

EXAMPLES = load(BUNDLED, limit=3)
SUMY = sorted(name for name in SYSTEMS if name.startswith("sumy-"))
EXTRACTS = sorted(set(SYSTEMS) - {"conclusion"})

every = pytest.mark.parametrize("system", sorted(SYSTEMS))


def example(text=BODY, *references, title=TITLE, name="a"):
    return Example(name, title, text, references or (MAYOR,))


def gain(texts, references):
    scores = Rouge().score("\n".join(texts), references)
    return scores["rouge1"].f1 + scores["rouge2"].f1


@every
@pytest.mark.parametrize("words", [45, 95])
def test_the_words_are_kept_and_used(system, words):
    for article in EXAMPLES:
        size = count_words(" ".join(SYSTEMS[system](article, None, words)))
        assert words / 2 < size <= words


@every
def test_the_sentences_are_kept(system):
    for article in EXAMPLES:
        assert 1 <= len(SYSTEMS[system](article, 3, None)) <= 3


@every
def test_the_same_article_gives_the_same_sentences(system):
    first, second = (SYSTEMS[system](EXAMPLES[0], None, 60) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("system", sorted(set(SYSTEMS) - {"summa"}))  # it ranks no lone sentence
def test_one_sentence_is_enough(system):
    assert len(SYSTEMS[system](example(SENTENCES[0], title=None), 3, None)) == 1


@every
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # sumy divides by 0
@pytest.mark.parametrize("text", ["", "... !!!", "Да. Нет. Он и она.", "12. 13.", ENGLISH])
def test_a_text_that_says_nothing_stops_no_run(system, text):
    with suppress(SummarizerError):  # a run counts it as an empty summary
        assert count_words(" ".join(SYSTEMS[system](example(text), None, 30))) <= 30


@pytest.mark.parametrize("system", EXTRACTS)
def test_extracts_stand_in_the_order_of_the_article(system):
    text = EXAMPLES[0].text
    found = [text.find(sentence[-25:]) for sentence in SYSTEMS[system](EXAMPLES[0], 4, None)]
    assert found == sorted(found)
    assert -1 not in found


@pytest.mark.parametrize("system", SUMY)
def test_sumy_is_chosen_by_its_ranking(system, monkeypatch):
    seen = []
    real = systems._fit

    def spy(texts, sentences, words):
        seen.append((texts, real(texts, sentences, words)))
        return seen[-1][1]

    monkeypatch.setattr(systems, "_fit", spy)
    article = EXAMPLES[1]
    chosen = SYSTEMS[system](article, None, 60)
    ((ranked, kept),) = seen
    assert sorted(chosen) == sorted(ranked[n] for n in kept)
    assert ranked[0] in chosen or count_words(ranked[0]) > 60
    # The whole ranking comes in, and it is the one by which sumy chooses without a word budget.
    assert len(ranked) == len(SYSTEMS[system](article, 10_000, None))
    assert sorted(ranked[:3]) == sorted(SYSTEMS[system](article, 3, None))
    assert ranked != list(SYSTEMS[system](article, 10_000, None))


def test_what_does_not_fit_is_passed_over_for_the_next_best():
    assert systems._fit(["а б в г", "а б", "а б в", "а"], None, 3) == [1, 3]
    assert systems._fit(["а б в г", "а б", "а б в", "а"], 1, 3) == [1]


def test_sumy_sees_one_letter_in_yo_and_ye():
    assert systems._RussianTokenizer().to_words("Ещё 3 ёлки") == ["еще", "елки"]


def test_edmundson_weighs_by_the_title_and_never_chooses_it():
    text = "\n\n".join(SENTENCES[2:])
    with_title = SYSTEMS["sumy-edmundson"](example(text, title="Завод «Кристалл»"), 1, None)
    assert with_title == [PLANS]
    shown = SYSTEMS["sumy-edmundson"](example(text, title="Завод «Кристалл»"), 100, None)
    assert sorted(shown) == sorted(SENTENCES[2:])


def test_edmundson_has_word_lists_that_do_not_meet():
    assert not set(systems.BONUS_WORDS) & set(systems.STIGMA_WORDS)


def test_chance_goes_by_the_id():
    text = compose(300, 1)
    first = SYSTEMS["random"](example(text, name="a"), 3, None)
    assert SYSTEMS["random"](example(text, name="a"), 3, None) == first
    others = {tuple(SYSTEMS["random"](example(text, name=str(n)), 3, None)) for n in range(20)}
    assert len(others) > 15


def test_chance_takes_our_candidates():
    text = f"{BODY}\n\nПогода\n\nСписок тех, кто пришёл на открытие:"
    possible = {s.text for s in Summarizer(style="extract", sentences=99).summarize(text).sentences}
    for n in range(30):
        assert set(SYSTEMS["random"](example(text, title=None, name=str(n)), 2, None)) <= possible


def test_the_oracle_finds_the_sentences_that_are_the_reference():
    article = example(BODY, f"{MAYOR} {PLANS}")
    assert SYSTEMS["oracle"](article, 3, None) == [MAYOR, PLANS]
    assert SYSTEMS["oracle"](article, 1, None) == [MAYOR]
    assert SYSTEMS["oracle"](article, None, count_words(PLANS)) == [PLANS]


def test_the_oracle_counts_as_rouge_score_does():
    for article in EXAMPLES:
        texts = SYSTEMS["oracle"](article, 3, None)
        grams = systems._grams([normal for text in texts for normal in systems._lemmas(text)])
        reference = systems._grams(systems._lemmas(article.references[0]))
        ours = 100 * sum(map(systems._f1, grams, reference))
        assert ours == pytest.approx(gain(texts, article.references), abs=1e-9)


def test_the_oracle_takes_the_best_sentence_first():
    article = EXAMPLES[0]
    best = max(gain([s.text], article.references) for s in split(article.text))
    assert gain(SYSTEMS["oracle"](article, 1, None), article.references) == pytest.approx(best)


def test_the_oracle_of_two_is_near_the_best_pair():
    article = example(BODY, "Мэр Дёмина пустила трамвай до озера; экологи просят экраны.")
    pairs = [gain(pair, article.references) for pair in combinations(SENTENCES, 2)]
    assert gain(SYSTEMS["oracle"](article, 2, None), article.references) >= 0.9 * max(pairs)


@pytest.mark.parametrize("system", sorted(set(EXTRACTS) - {"oracle"}))
def test_no_extract_beats_the_oracle_on_the_whole(system):
    def total(name):
        return sum(gain(SYSTEMS[name](e, None, 95), e.references) for e in EXAMPLES)

    assert total(system) < total("oracle")


def test_the_oracle_stops_where_nothing_is_gained():
    assert SYSTEMS["oracle"](example(BODY, "Xyz."), 3, None) == []


def test_of_several_references_the_oracle_takes_the_nearest():
    article = example(BODY, "Xyz.", PLANS)
    assert SYSTEMS["oracle"](article, 2, None) == [PLANS]


def test_a_registered_system_is_found_by_name():
    assert all(get_system(name) is SYSTEMS[name] for name in SYSTEMS)


def test_an_unknown_system_is_an_error_that_names_the_known():
    with pytest.raises(click.UsageError, match=r"'нет'.*oracle.*hf:"):
        get_system("нет")


def test_a_system_may_have_a_length_of_its_own_and_the_formula():
    found = get_system("formula+lead:2s")(EXAMPLES[0], None, 30)
    plain = SYSTEMS["lead"](EXAMPLES[0], 2, None)
    assert found[0].startswith("В заключение можно отметить, что ")
    assert found[0].endswith(plain[0][1:])
    assert found[1:] == plain[1:]


def test_the_words_of_the_formula_are_part_of_the_budget():
    size = count_words(" ".join(get_system("formula+lead")(EXAMPLES[0], None, 60)))
    assert 30 < size <= 60
    assert count_words(" ".join(get_system("lead:40")(EXAMPLES[0], None, 60))) <= 40


@pytest.mark.parametrize("name", ["summa", "formula+sumy-lexrank", "lead:0", "нет:5s"])
def test_a_system_without_a_length_needs_a_budget(name):
    with pytest.raises(click.UsageError):
        check_system(name, None, None)


@pytest.mark.parametrize("name", ["conclusion", "summa:5s", "formula+lead", "hf:any"])
def test_ours_have_a_length_of_their_own(name):
    check_system(name, None, None)
