"""Entries for pages: real summaries of made-up articles, and some made by hand to do harm."""

from functools import cache

from summarizer import Document, EmptyTextError, Sentence, Summarizer, Summary, WrittenSentence
from summarizer.report import Entry, explained
from tests.texts import ARTICLE, LEAD, SENTENCES, TITLE, compose

OWN = "Трамвай до озера связал Лесогорск с дачами, и город готовит следующую ветку."
SUMMARIZER = Summarizer()
QUICK = Summarizer(style="extract", sentences=4)


@cache
def good(text: str = ARTICLE, source: str = "новости/трамвай.txt") -> Entry:
    return explained(Entry(source, SUMMARIZER.summarize(text), 0.0123), SUMMARIZER)


def with_own_conclusion() -> Entry:
    return good(f"{ARTICLE}\n\nЗаключение\n\n{OWN}", "новости/трамвай-2.txt")


def failed(reason: str = "the text is empty", source: str = "пустая.txt") -> Entry:
    return Entry.of(source, EmptyTextError(reason))


def many(count: int) -> list[Entry]:
    return [Entry(f"обзор-{n:04d}.txt", _summarize_week(n), (n + 1) / 1000) for n in range(count)]


@cache
def _summarize_week(number: int) -> Summary:
    return QUICK.summarize(compose(150, number))


def made_of(text: str, *, notes: tuple[str, ...] = ()) -> Summary:
    """Return a summary that has ``text`` wherever a text can stand, as no pipeline would."""
    body = f"{text}\n{LEAD} {text}\n{text}\n{SENTENCES[1]}"
    starts = [0, len(text) + 1, len(text) + len(LEAD) + 2, 2 * len(text) + len(LEAD) + 3]
    stops = [len(text), starts[1] + len(LEAD), starts[2] + len(text), starts[3] + len(text)]
    sentences = tuple(
        Sentence(n, start, stop, body[start:stop], paragraph, score=n / 4)
        for n, (start, stop, paragraph) in enumerate(zip(starts, stops, (0, 1, 1, 2), strict=True))
    )
    written = f"{text} {LEAD}"
    lines = (
        WrittenSentence(0, len(text), text, (sentences[0], sentences[2])),
        WrittenSentence(len(text) + 1, len(written), LEAD, (sentences[1],)),
    )
    return Summary(written, lines, Document(body, text, sentences, text), text, (text, *notes))


def hostile(text: str) -> list[Entry]:
    """Return one summary and one failure that are made of ``text``."""
    return [
        Entry(text, made_of(text), 0.5, ({text: 1.0}, {text: -1.0}, {text: 2.0}, {})),
        Entry.of(text, EmptyTextError(text)),
    ]


__all__ = ["ARTICLE", "OWN", "TITLE", "failed", "good", "hostile", "many", "with_own_conclusion"]
