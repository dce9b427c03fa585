import re

import numpy as np
import pytest

from summarizer.data.stopwords import STOP_WORDS
from summarizer.words import (
    CACHED_FORMS,
    count_terms,
    count_words,
    is_common_noun_form,
    is_predicate,
    is_proper,
    lemma,
    tokenize,
)
from tests.texts import POOL, SENTENCES


def dense(terms):
    matrix = np.zeros(terms.shape)
    matrix[terms.rows, terms.columns] = terms.counts
    return matrix


def test_a_token_is_lower_case_with_e_for_yo():
    assert tokenize("Ёлка ВСЁ ещё") == ["елка", "все", "еще"]


def test_a_stress_mark_is_no_part_of_a_token():
    assert tokenize("за\u0301мок") == ["замок"]


def test_marks_separate_tokens():
    assert tokenize("«юго-запад», 3,5 %") == ["юго", "запад", "3", "5"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Мост открыт.", 2),
        ("Мост — открыт.", 3),  # white space counts the dash
        ("юго-запад 3,5", 4),  # \\w+ counts the parts
        ("за\u0301мок", 2),  # \\w+ ends at a stress mark
    ],
)
def test_of_the_two_counts_of_words_the_larger_holds(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize("text", [*POOL, *SENTENCES])
def test_a_count_of_words_is_the_larger_of_two(text):
    assert count_words(text) == max(len(text.split()), len(re.findall(r"\w+", text)))


@pytest.mark.parametrize(
    ("form", "normal"),
    [
        ("городов", "город"),
        ("людьми", "человек"),
        ("открыли", "открыть"),
        ("елкой", "елка"),
        ("2024", "2024"),
        ("mp3", "mp3"),
        ("и", "и"),
        ("", ""),
    ],
)
def test_a_form_has_its_lemma(form, normal):
    assert lemma(form) == normal


def test_a_lemma_is_folded():
    assert "ё" not in lemma("елки")


def test_a_monster_is_its_own_lemma():
    assert lemma("а" * 100_000) == "а" * 100_000


@pytest.mark.parametrize("form", ["\U00017000", "мост\U00017000", "\U0001b170"])
def test_a_letter_that_unicode_gives_no_name_does_no_harm(form):
    assert lemma(form) == form
    assert is_proper(form)
    assert is_common_noun_form(form) in (True, False)
    assert not is_predicate(form)


def test_the_cache_of_lemmas_is_bounded_and_holds_a_hundred_thousand_forms():
    size = lemma.cache_info().maxsize
    assert size is not None
    assert size == CACHED_FORMS
    assert size >= 100_000


def test_a_form_is_analyzed_once():
    lemma("паромщикам")
    before = lemma.cache_info().misses
    lemma("паромщикам")
    assert lemma.cache_info().misses == before


@pytest.mark.parametrize("word", ["пётр", "каменка", "бряхлов", "саратов", "а" * 50])
def test_a_name_or_an_unknown_word_may_be_proper(word):
    assert is_proper(word)


@pytest.mark.parametrize("word", ["дорога", "строили", "новый", "затем"])
def test_a_common_word_is_not_proper(word):
    assert not is_proper(word)


def test_a_word_that_is_both_is_common_when_that_is_likelier():
    assert is_common_noun_form("роман")
    assert not is_common_noun_form("пётр")


@pytest.mark.parametrize("word", ["истекает", "построен", "нужно"])
def test_a_predicate_is_known(word):
    assert is_predicate(word)


@pytest.mark.parametrize("word", ["мост", "новый", "быстро", "и" * 50])
def test_another_part_of_speech_is_no_predicate(word):
    assert not is_predicate(word)


def test_forms_of_one_word_share_a_column():
    terms = count_terms(["Мосты строят.", "Мост построен у моста."])
    column = terms.lemmas.index("мост")
    assert dense(terms)[:, column].tolist() == [1, 2]


def test_stop_words_have_no_cell():
    terms = count_terms(list(POOL))
    assert STOP_WORDS.isdisjoint(terms.lemmas[column] for column in terms.columns)


def test_content_tells_a_lemma_from_a_stop_word():
    terms = count_terms(list(POOL))
    assert [name not in STOP_WORDS for name in terms.lemmas] == terms.content.tolist()


def test_the_tokens_are_all_words_in_reading_order():
    terms = count_terms(list(POOL))
    lemmas = [[lemma(form) for form in tokenize(sentence)] for sentence in POOL]
    spans = zip(terms.starts, terms.starts[1:], strict=False)
    found = [[terms.lemmas[n] for n in terms.tokens[start:stop]] for start, stop in spans]
    assert found == lemmas


def test_every_token_knows_its_sentence():
    terms = count_terms(["Мост открыт.", "…", "Он и она."])
    assert terms.token_rows.tolist() == [0, 0, 2, 2, 2]


def test_the_cells_stand_by_row_then_column_and_once():
    terms = count_terms([f"{a} {b}" for a, b in zip(POOL, reversed(POOL), strict=True)])
    keys = terms.rows * terms.shape[1] + terms.columns
    assert (np.diff(keys) > 0).all()


def test_the_counts_are_those_of_a_plain_loop():
    terms = count_terms(list(POOL))
    matrix = np.zeros(terms.shape)
    for row, sentence in enumerate(POOL):
        for form in tokenize(sentence):
            if lemma(form) not in STOP_WORDS:
                matrix[row, terms.lemmas.index(lemma(form))] += 1
    assert (dense(terms) == matrix).all()


def test_the_title_holds_the_columns_of_its_words_and_no_others():
    terms = count_terms(["Мост открыли.", "Дорога свободна."], "Открытие дорог и мостов в Каменке")
    assert {terms.lemmas[column] for column in terms.title} == {"мост", "дорога"}


def test_without_a_title_no_column_is_in_it():
    assert len(count_terms(list(POOL)).title) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        *POOL,
        "Мост — открыт.",
        "Юго-запад: 3,5 %",
        "!!!",
        "Ста\u0301рый за\u0301мок откры\u0301ли для тури\u0301стов.",
    ],
)
def test_the_length_of_a_sentence_is_what_count_words_says(sentence):
    assert count_terms([sentence]).words.tolist() == [count_words(sentence) or 1]


def test_no_sentences_make_an_empty_matrix():
    terms = count_terms([])
    assert terms.shape == (0, 0)
    assert terms.rows.size == terms.counts.size == 0


def test_sentences_of_stop_words_are_empty_rows():
    terms = count_terms(["Он и она.", "Мост открыт.", "И не то."])
    assert terms.shape[0] == 3
    assert set(terms.rows.tolist()) == {1}
