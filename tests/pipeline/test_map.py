"""Many texts."""

import pytest

import summarizer.pipeline
from summarizer import (
    EmptyTextError,
    InputError,
    LanguageError,
    OptionError,
    Page,
    Summarizer,
    Summary,
    TextTypeError,
    summarize,
)
from summarizer.rank import RANKERS
from tests.pipeline.own import Backwards, Telegram
from tests.texts import ARTICLE, BODY, ENGLISH, TITLE, compose


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
