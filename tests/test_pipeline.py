"""What a caller of ``summarize`` and ``Summarizer`` may rely on."""

import inspect
import json
import pickle
import re
import time
from itertools import pairwise

import numpy as np
import pytest

import summarizer.pipeline
from summarizer import (
    BudgetError,
    EmptyTextError,
    InputError,
    LanguageError,
    OptionError,
    Page,
    Summarizer,
    SummarizerError,
    Summary,
    TextTooLongError,
    TextTypeError,
    UnknownNameError,
    summarize,
)
from summarizer.rank import RANKERS, Ranking, get_ranker
from summarizer.segment import split
from summarizer.select import select
from summarizer.words import count_words
from summarizer.write import STYLES, Draft, Written
from tests.texts import (
    ARTICLE,
    BODY,
    BRIDGES,
    BULGARIAN,
    CRITICS,
    ENGLISH,
    LEAD,
    POOL,
    SCHEDULE,
    SENTENCES,
    TITLE,
    UKRAINIAN,
    compose,
    compose_long,
)

styles = pytest.mark.parametrize("style", sorted(STYLES))
rankers = pytest.mark.parametrize("ranker", sorted(RANKERS))
seeds = pytest.mark.parametrize("seed", range(12))


def extract(text, **options):
    return [s.text for s in summarize(text, style="extract", **options).sentences]


class Backwards:
    """The end of the article first."""

    name = "backwards"

    def rank(self, document, terms):
        return Ranking(np.arange(terms.shape[0], dtype=float))


class Telegram:
    """Sentences in capitals."""

    name = "telegram"

    def write(self, document, ranking, budget):
        chosen = (document.sentences[n] for n in select(ranking, budget))
        drafts = tuple(Draft(s.text.upper(), (s,)) for s in chosen)
        return Written(drafts, ("written in capitals",))


# The title.


def test_the_title_is_the_first_line():
    assert summarize(ARTICLE).document.title == TITLE


def test_a_given_title_is_the_title():
    assert summarize(BODY, title=TITLE).document.title == TITLE


def test_a_first_line_that_repeats_the_given_title_is_dropped():
    document = summarize(ARTICLE, title=TITLE.upper()).document
    assert [s.text for s in document.sentences] == list(SENTENCES)


def test_a_first_line_that_says_something_else_stays_when_a_title_is_given():
    document = summarize(ARTICLE, title="Новая ветка для дачников").document
    assert [s.text for s in document.sentences] == [TITLE, *SENTENCES]


@rankers
def test_a_body_sentence_that_equals_the_title_is_never_extracted(ranker):
    text = f"{LEAD} {TITLE}. {' '.join(SENTENCES[1:])} {TITLE}!"
    found = extract(text, title=TITLE, ratio=1, ranker=ranker)
    assert not [line for line in found if line.rstrip(".!") == TITLE]
    assert LEAD in found


@pytest.mark.parametrize("text", [TITLE, f"{TITLE}\n\n{TITLE}", f"{TITLE}.\nФото: архив"])
def test_a_text_that_is_only_its_title_is_empty(text):
    with pytest.raises(EmptyTextError, match="title"):
        summarize(text, title=TITLE)


@rankers
@pytest.mark.parametrize("text", [f"{TITLE}\n{TITLE}", "В", "Фото: архив"])
def test_a_title_or_litter_and_nothing_else_is_empty(text, ranker):
    with pytest.raises(EmptyTextError):
        summarize(text, ranker=ranker)


def test_the_title_of_the_call_goes_before_the_title_of_the_summarizer():
    ready = Summarizer(title="Прежний заголовок")
    assert ready.summarize(BODY).document.title == "Прежний заголовок"
    assert ready.summarize(BODY, title=TITLE).document.title == TITLE


@pytest.mark.parametrize("title", [5, b"title", ["title"]])
def test_a_title_that_is_no_str_is_an_input_error(title):
    with pytest.raises(TextTypeError):
        summarize(BODY, title=title)


# What is said twice, and what the article concludes itself.


@styles
@rankers
def test_a_lead_that_stands_there_twice_with_typos_is_taken_once(style, ranker):
    lead = (
        "Вице-премьер края Юрий Валуев осмотрел в Кедровке новую насосную станцию и пообещал, что "
        "вода в домах появится до первых морозов."
    )
    typo = (
        "Вице-Примьер края Юрий Валуев осмотрел в Кедровке новую насосную станцию и пообещал что "
        "вода в домах появиться до первых морозов."
    )
    text = f"Вода придёт до зимы\n\n{lead}\n\n{typo}\n\n{' '.join(POOL[6:14])}"
    summary = summarize(text, style=style, ranker=ranker, sentences=6)
    taken = [s.evidence[0].text for s in summary.sentences]
    assert len({lead, typo}.intersection(taken)) <= 1


@styles
def test_the_own_conclusion_is_kept_apart_and_not_summarized(style):
    own = "Трамвай до озера изменит привычки дачников, и это главное."
    summary = summarize(f"{ARTICLE}\n\nЗаключение\n\n{own}", style=style, ratio=1)
    assert summary.document.conclusion == own
    assert "привычки дачников" not in summary.text
    assert all(s.text != own for s in summary.document.sentences)


def test_without_an_own_conclusion_there_is_none():
    assert summarize(ARTICLE).document.conclusion is None


# Length.


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"headline"}))
@seeds
def test_two_hundred_words_become_four_or_five_sentences(style, seed):
    summary = summarize(compose(200, seed), style=style)
    assert 4 <= len(summary.sentences) <= 5
    assert 60 <= count_words(summary.text) <= 110


def test_two_thousand_words_become_a_longer_summary_of_less_than_250():
    text = compose_long(95)
    assert 1_900 < len(text.split()) < 2_300
    short, long = summarize(compose(200)), summarize(text)
    assert count_words(short.text) < count_words(long.text) < 250
    assert len(long.sentences) >= len(short.sentences)


def test_the_summary_grows_with_the_article():
    words = [count_words(summarize(compose_long(size)).text) for size in (8, 25, 80, 240)]
    assert all(later > 0.95 * earlier for earlier, later in pairwise(words))
    assert words[-1] > 1.2 * words[0]


@styles
@rankers
@pytest.mark.parametrize("sentences", [1, 2, 4, 100])
def test_the_sentences_asked_for_are_not_exceeded(style, ranker, sentences):
    summary = summarize(compose(200), style=style, ranker=ranker, sentences=sentences)
    assert 1 <= len(summary.sentences) <= sentences
    assert len(split(summary.text)) <= sentences


@styles
@rankers
@pytest.mark.parametrize("words", [25, 40, 77, 150, 10**9])
def test_the_words_asked_for_are_not_exceeded(style, ranker, words):
    text = summarize(compose(200), style=style, ranker=ranker, words=words).text
    assert len(text.split()) <= words
    assert len(re.findall(r"\w+", text)) <= words


def test_stress_marks_do_not_break_the_word_budget():
    stressed = " ".join(SENTENCES).replace("о", "о\u0301").replace("и", "и\u0301")
    text = summarize(stressed, style="extract", words=40).text
    assert max(len(text.split()), len(re.findall(r"\w+", text))) <= 40


@styles
@pytest.mark.parametrize("ratio", [0.01, 0.2, 0.5, 1])
def test_the_ratio_asked_for_is_not_exceeded(style, ratio):
    summary = summarize(compose(200), style=style, ratio=ratio)
    assert len(summary.sentences) <= max(1, ratio * len(summary.document.sentences))
    if len(summary.sentences) > 1:
        body = sum(count_words(s.text) for s in summary.document.sentences)
        assert count_words(summary.text) <= ratio * body


@styles
@pytest.mark.parametrize("mark", ["... ", "? ", ". ", "!! ", "…"])
def test_a_sentence_that_begins_with_a_mark_is_one_sentence(style, mark):
    text = f"{mark}Мост открыли вчера в городе Кедровке. Паром ушёл."
    assert len(split(summarize(text, style=style, sentences=1).text)) == 1


def test_the_whole_article_is_its_own_extract():
    assert extract(ARTICLE, ratio=1) == list(SENTENCES)


@rankers
def test_the_largest_budget_takes_almost_everything(ranker):
    assert len(extract(ARTICLE, sentences=100, ranker=ranker)) == len(SENTENCES)


# What comes back.


@styles
@rankers
def test_the_offsets_of_the_summary_point_into_it(style, ranker):
    summary = summarize(compose(200), style=style, ranker=ranker)
    assert [summary.text[s.start : s.stop] for s in summary.sentences] == [
        s.text for s in summary.sentences
    ]


@styles
def test_the_offsets_of_the_document_point_into_it(style):
    document = summarize(f"\ufeff  {compose(200)}\r\n", style=style).document
    assert [document.text[s.start : s.stop] for s in document.sentences] == [
        s.text for s in document.sentences
    ]


@styles
@rankers
def test_every_sentence_is_traced_to_sentences_of_the_document(style, ranker):
    summary = summarize(compose(200), style=style, ranker=ranker)
    assert all(s.evidence for s in summary.sentences)
    assert all(e in summary.document.sentences for s in summary.sentences for e in s.evidence)


@rankers
def test_an_extract_is_a_subset_of_the_body_in_order(ranker):
    summary = summarize(compose(200), style="extract", ranker=ranker)
    numbers = [s.evidence[0].index for s in summary.sentences]
    assert numbers == sorted(set(numbers))
    assert [summary.document.sentences[n].text for n in numbers] == [
        s.text for s in summary.sentences
    ]


@rankers
def test_every_sentence_of_the_document_has_a_score(ranker):
    scores = [s.score for s in summarize(ARTICLE, ranker=ranker).document.sentences]
    assert all(isinstance(score, float) and np.isfinite(score) for score in scores)


@styles
@rankers
def test_the_method_names_ranker_and_writer(style, ranker):
    summary = summarize(ARTICLE, style=style, ranker=ranker)
    assert summary.method == f"{ranker}+{STYLES[style][-1]}"


def test_a_summary_prints_as_its_text():
    summary = summarize(ARTICLE)
    assert f"{summary}" == summary.text


def test_a_conclusion_opens_with_the_formula():
    assert summarize(ARTICLE).text.startswith("В заключение можно отметить")


@styles
@rankers
def test_the_same_text_gives_an_equal_summary(style, ranker):
    text = compose(200, 3)
    assert summarize(text, style=style, ranker=ranker) == summarize(
        text, style=style, ranker=ranker
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_make_no_difference(end):
    assert summarize(ARTICLE.replace("\n", end)) == summarize(ARTICLE)


@styles
def test_a_summary_is_json_with_the_offsets_of_its_evidence(style):
    summary = summarize(compose(200), style=style)
    record = json.loads(json.dumps(summary.to_dict(), ensure_ascii=False))
    assert record["summary"] == summary.text
    assert set(record) == {
        "title",
        "summary",
        "sentences",
        "conclusion",
        "method",
        "notes",
        "tokens",
        "keywords",
        "names",
    }
    for sentence in record["sentences"]:
        assert summary.text[sentence["start"] : sentence["stop"]] == sentence["text"]
        for source in sentence["evidence"]:
            assert summary.document.text[source["start"] : source["stop"]] == source["text"]


def test_a_summary_travels_between_processes():
    summary = summarize(ARTICLE)
    assert pickle.loads(pickle.dumps(summary)) == summary  # noqa: S301


def test_a_summary_cannot_be_changed():
    summary = summarize(ARTICLE)
    with pytest.raises(AttributeError):
        summary.text = "другое"


# Texts that are no articles.


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


# Options.


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


# One's own ranker and writer.


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


# Many texts.


def test_map_takes_one_text_at_a_time():
    taken = []

    def texts():
        for seed in range(100):
            taken.append(seed)
            yield compose(60, seed)

    summaries = Summarizer().map(texts())
    assert taken == []
    next(summaries)
    assert taken == [0]
    next(summaries)
    assert taken == [0, 1]


def test_map_keeps_the_order_and_equals_single_calls():
    texts = [compose(80, seed) for seed in range(6)]
    ready = Summarizer(sentences=2)
    assert list(ready.map(texts)) == [summarize(text, sentences=2) for text in texts]


def test_map_raises_at_the_first_text_that_fails():
    summaries = Summarizer().map([ARTICLE, "", ARTICLE])
    assert isinstance(next(summaries), Summary)
    with pytest.raises(EmptyTextError):
        next(summaries)


def test_map_returns_errors_in_their_places_when_asked_to():
    results = list(Summarizer().map([ENGLISH, ARTICLE, None, ""], on_error="return"))
    assert [type(result) for result in results] == [
        LanguageError,
        Summary,
        TextTypeError,
        EmptyTextError,
    ]


def test_map_takes_pages_with_titles():
    page, plain = Summarizer().map([Page(BODY, TITLE), Page(BODY)])
    assert page.document.title == TITLE
    assert plain.document.title is None


@pytest.mark.parametrize("on_error", ["skip", None, True, ""])
def test_map_refuses_another_on_error_at_once(on_error):
    with pytest.raises(OptionError, match="on_error"):
        Summarizer().map([ARTICLE], on_error=on_error)


def test_map_lets_an_error_of_the_iterable_through():
    def texts():
        yield ARTICLE
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        list(Summarizer().map(texts(), on_error="return"))


def test_map_of_nothing_is_nothing():
    assert list(Summarizer().map([])) == []


def test_a_programming_error_of_a_ranker_is_not_hidden():
    class Broken(Backwards):
        def rank(self, document, terms):
            raise KeyError("bug")

    with pytest.raises(KeyError, match="bug"):
        list(Summarizer(ranker=Broken()).map([ARTICLE], on_error="return"))


def test_one_summarizer_keeps_nothing_of_the_text_before():
    ready = Summarizer()
    first = ready.summarize(compose(200, 1))
    ready.summarize(compose(200, 2))
    assert ready.summarize(compose(200, 1)) == first


def test_the_default_ranker_is_registered():
    assert summarizer.pipeline.DEFAULT_RANKER in RANKERS


def test_an_error_of_the_text_is_an_input_error():
    with pytest.raises(InputError):
        summarize(ENGLISH)


class Together(Telegram):
    """A writer of batches that remembers how many it was given at once."""

    batch_size = 3

    def __init__(self):
        self.sizes = []

    def write_batch(self, jobs):
        self.sizes.append(len(jobs))
        return [self.write(job.document, job.ranking, job.budget) for job in jobs]


def test_a_writer_of_batches_gets_batches_and_the_order_stays():
    texts = [ARTICLE, compose(60), "", compose(300), ARTICLE, compose(60), ENGLISH]
    writer = Together()
    found = list(Summarizer(words=30, writer=writer).map(texts, on_error="return"))
    alone = list(Summarizer(words=30, writer=Telegram()).map(texts, on_error="return"))
    assert writer.sizes == [2, 3]
    assert [str(one) for one in found] == [str(one) for one in alone]
    assert [type(one) for one in found] == [type(one) for one in alone]


def test_an_error_stops_a_batch_in_its_place():
    results = Summarizer(words=30, writer=Together()).map([ARTICLE, "", compose(60)])
    assert isinstance(next(results), Summary)
    with pytest.raises(EmptyTextError):
        next(results)


def test_no_more_is_read_ahead_than_a_batch():
    seen = []

    def texts():
        for number in range(10):
            seen.append(number)
            yield ARTICLE

    next(Summarizer(words=30, writer=Together()).map(texts()))
    assert seen == [0, 1, 2]


def test_a_batch_that_comes_back_short_is_an_error():
    class Lossy(Together):
        def write_batch(self, jobs):
            return super().write_batch(jobs)[1:]

    with pytest.raises(OptionError, match="must return 2 texts, not 1"):
        list(Summarizer(words=30, writer=Lossy()).map([ARTICLE, ARTICLE]))
    results = list(
        Summarizer(words=30, writer=Lossy()).map([ARTICLE, "", ARTICLE], on_error="return")
    )
    assert [type(one) for one in results] == [OptionError, EmptyTextError, OptionError]
