"""Texts that are no articles, or odd ones."""

import time

import pytest

from summarizer import (
    EmptyTextError,
    LanguageError,
    Page,
    SummarizerError,
    TextTooLongError,
    TextTypeError,
    summarize,
)
from tests.pipeline.own import extract, rankers, styles
from tests.texts import ARTICLE, BRIDGES, BULGARIAN, CRITICS, ENGLISH, LEAD, SCHEDULE, UKRAINIAN


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "123 !!!", "\u200b\ufeff", "\0\0", "***"])
def test_a_text_without_letters_is_empty(text):
    with pytest.raises(EmptyTextError):
        summarize(text)


def test_a_page_of_nothing_but_litter_is_empty():
    with pytest.raises(EmptyTextError):
        summarize("Фото: пресс-служба мэрии\nПоделиться\nКомментарии (3)")


@pytest.mark.parametrize("text", [ENGLISH, UKRAINIAN, BULGARIAN], ids=["en", "uk", "bg"])
def test_another_language_is_refused(text):
    with pytest.raises(LanguageError):
        summarize(text)


@pytest.mark.parametrize("text", [None, b"\xd0\x9c", 5, 1.5, ["Мост"], Page(ARTICLE)])
def test_what_is_no_str_is_a_type_error(text):
    with pytest.raises(TextTypeError) as caught:
        summarize(text)
    assert isinstance(caught.value, TypeError)


def test_twenty_megabytes_of_one_letter_are_refused_at_once():
    text = "а" * 20_000_000
    start = time.perf_counter()
    with pytest.raises(TextTooLongError):
        summarize(text)
    assert time.perf_counter() - start < 1


def test_five_million_of_one_letter_end_soon_and_well():
    text = "а" * 5_000_000
    start = time.process_time()
    try:
        size = len(summarize(text).text)
    except SummarizerError:
        size = 0
    assert time.process_time() - start < 10
    assert size < 100_000


def test_a_nul_inside_a_word_is_dropped():
    assert summarize(ARTICLE.replace("трамвай", "трам\0вай")) == summarize(ARTICLE)


def test_lone_surrogates_are_shown_and_noted():
    summary = summarize(ARTICLE.replace("Депо", "\ud800Депо").replace("Мэр", "Мэр\udfff"))
    assert any("2 characters" in note for note in summary.notes)
    assert "\ufffd" in summary.document.text
    assert summary.text.encode("utf-8").decode("utf-8") == summary.text


def test_a_text_without_surrogates_has_no_note():
    assert summarize(ARTICLE).notes == ()


@rankers
@pytest.mark.parametrize("text", ["Мост открыли весной.", "Мост.", "Он и она.", "Я."])
def test_one_sentence_is_summarized_by_itself(text, ranker):
    assert extract(text, ranker=ranker) == [text]


@rankers
def test_sentences_of_marks_and_digits_do_no_harm(ranker):
    text = f"{SCHEDULE} 12. … {BRIDGES} !!! 3:1. {CRITICS}"
    assert SCHEDULE in summarize(text, ranker=ranker, style="extract", ratio=1).text


@rankers
def test_letters_of_a_script_that_few_know_do_no_harm(ranker):
    text = f"{LEAD} В витрине лежит табличка с надписью \U00017000\U00017001. {BRIDGES}"
    assert summarize(text, ranker=ranker).sentences


@rankers
def test_a_document_of_stop_words_is_summarized(ranker):
    assert summarize("Он и она. И не то. Что же ещё?", ranker=ranker).sentences


@styles
def test_a_sentence_as_long_as_an_article_still_gives_a_summary(style):
    summary = summarize(f"Список составили так: {'дом, ' * 400}и всё.", style=style)
    assert len(summary.sentences) == 1


def test_the_input_errors_are_value_errors():
    with pytest.raises(ValueError, match="empty"):
        summarize("")
