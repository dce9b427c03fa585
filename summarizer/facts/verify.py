"""Does a text claim what its source does not say?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from summarizer.clean import clean
from summarizer.errors import TextTypeError
from summarizer.facts.article import ArticleFacts
from summarizer.facts.compare import is_compatible
from summarizer.facts.dates import Calendar, Date, read_dates
from summarizer.facts.mentions import Mention, Mentions, is_moved, read_mentions
from summarizer.facts.names import read_names
from summarizer.facts.negation import AUXILIARIES, Verb, has_negative, read_verbs, root
from summarizer.facts.numbers import Number
from summarizer.facts.quotations import find_quotations, stands_in, words_of
from summarizer.facts.tokens import Token, tokenize
from summarizer.segment import split

CLOSER = 2
"""So many more words around a verb make a place in the source the more like one."""

Kind = Literal["number", "date", "name", "quotation", "negation"]


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A piece of a summary that its article does not support.

    ``summary[start:stop] == text`` always; ``reason`` says in English what is missing.
    """

    kind: Kind
    text: str
    start: int
    stop: int
    reason: str


def check(article: str, summary: str) -> tuple[Unsupported, ...]:
    """Return what ``summary`` claims and ``article`` does not support, in reading order.

    Numbers with their units, dates, names, quotations and negated verbs are compared after
    normalising; which sentences of the article a sentence of the summary comes from is told by the
    lemmas that they share. What is left, word by word, may still be wrong: this finds
    contradictions in facts, it does not prove a text.

    >>> [bad.text for bad in check("Мост за 2 млрд руб. открыли.", "Мост за 3 млрд руб. открыт.")]
    ['3 млрд руб']

    Raises:
        TextTypeError: one of the two is not a ``str``.
        TextTooLongError: one of the two is longer than a text may be.
    """
    if not isinstance(summary, str):
        raise TextTypeError(f"a summary is a str, not {type(summary).__name__}")
    clean(summary)
    facts = ArticleFacts.of(clean(article))
    found: list[Unsupported] = []
    for sentence in split(summary):
        evidence = facts.find_evidence(sentence.text)
        found += (
            Unsupported(
                bad.kind,
                bad.text,
                bad.start + sentence.start,
                bad.stop + sentence.start,
                bad.reason,
            )
            for bad in find_unsupported(sentence.text, evidence, facts)
        )
    return tuple(found)


def find_unsupported(
    text: str, evidence: Sequence[str], article: ArticleFacts
) -> tuple[Unsupported, ...]:
    """Return what ``text`` claims and its source does not support, in reading order.

    Args:
        text: one written sentence, or a few that share their evidence.
        evidence: the sentences it was written from, as they stand in the article.
        article: names and dates may stand anywhere in it.
    """
    if any(text in source for source in evidence):
        return ()
    claims = _Claims(text)
    source = _Source(evidence, article)
    found = [
        Unsupported(kind, text[start:stop], start, stop, reason)
        for kind, start, stop, reason in _find(claims, source)
    ]
    return tuple(sorted(found, key=lambda bad: (bad.start, bad.stop)))


class _Claims:
    """The facts of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.dates, _ = read_dates(self.tokens)
        self.mentions = read_mentions(self.tokens)
        self.numbers = [mention.number for mention in self.mentions]


class _Source:
    """The facts of the evidence, and of the article that it is from."""

    def __init__(self, evidence: Sequence[str], article: ArticleFacts) -> None:
        self.article = article
        self.evidence = [*evidence, article.title] if article.title else list(evidence)

    @cached_property
    def tokens(self) -> list[list[Token]]:
        return [tokenize(sentence) for sentence in self.evidence]

    @cached_property
    def mentions(self) -> Mentions:
        return Mentions(mention for tokens in self.tokens for mention in read_mentions(tokens))

    @cached_property
    def words(self) -> frozenset[str]:
        """The word forms of the evidence, folded, and the empty one."""
        return frozenset(token.folded for tokens in self.tokens for token in tokens) | {""}

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar.of((d for tokens in self.tokens for d in read_dates(tokens)[0]), ())

    @cached_property
    def verbs(self) -> dict[str, list[Verb]]:
        """Predicates by root."""
        found: dict[str, list[Verb]] = {}
        for tokens in self.tokens:
            for verb in read_verbs(tokens):
                found.setdefault(root(verb.lemma), []).append(verb)
        return found

    def negates(self, verb: Verb) -> bool:
        """Whether the evidence negates anything that a negated verb can render."""
        if verb.reports:
            verbs = (other for same in self.verbs.values() for other in same)
            return any(other.negated and other.reports for other in verbs)
        return self._is_negative

    @cached_property
    def _is_negative(self) -> bool:
        return any(map(has_negative, self.tokens))


_Finding = tuple[Kind, int, int, str]


def _find(claims: _Claims, source: _Source) -> Iterator[_Finding]:
    yield from _check_numbers(claims, source)
    yield from _check_dates(claims, source)
    yield from _check_names(claims, source)
    yield from _check_quotations(claims, source)
    yield from _check_verbs(claims, source)


def _check_numbers(claims: _Claims, source: _Source) -> Iterator[_Finding]:
    for mention in claims.mentions:
        if reason := _lacks_number(mention, claims.numbers, source):
            yield "number", mention.number.start, mention.number.stop, reason


def _lacks_number(mention: Mention, numbers: Sequence[Number], source: _Source) -> str:
    number = mention.number
    if number.form == "both" or (number.spelled and number.figure == 1 and number.form == "count"):
        return ""  # «обе страны», «один из них»
    if number.form == "label":
        return "" if source.article.has_figure(number.label) else "no such figure in the article"
    equal = source.mentions.find_equal(number)
    if any(is_compatible(number, other.number) for other in equal):
        moved = is_moved(mention, numbers, source.mentions)
        return "another number stands there in the source" if moved else ""
    if _is_derived(number, source.mentions):
        return ""
    if equal:
        return "another unit or thing counted in the source"
    return "no such number in the source"


def _is_derived(number: Number, source: Mentions) -> bool:
    """Whether an editor may have counted or ordered himself: «отношения двух стран»."""
    return (
        number.spelled
        and number.figure <= 2
        and not number.dimension
        and not any(
            other.number.form == number.form
            and (not number.counted or not number.counted.isdisjoint(other.number.counted))
            for other in source.find_others(number)
        )
    )


def _check_dates(claims: _Claims, source: _Source) -> Iterator[_Finding]:
    for date in claims.dates:
        if reason := _lacks_date(date, source):
            yield "date", date.start, date.stop, reason


def _lacks_date(date: Date, source: _Source) -> str:
    return source.calendar.lacks(date) and source.article.calendar.lacks(date)


def _check_names(claims: _Claims, source: _Source) -> Iterator[_Finding]:
    for name in read_names(claims.tokens):
        if name.folded in source.words and name.first_name in source.words:
            continue
        if reason := source.article.names.lacks(name):
            yield "name", name.start, name.stop, reason


def _check_quotations(claims: _Claims, source: _Source) -> Iterator[_Finding]:
    for quotation in find_quotations(claims.text):
        words = words_of(quotation.text)
        if not any(stands_in(words, words_of(sentence)) for sentence in source.evidence) and (
            not source.article.has_words(words)
        ):
            yield "quotation", quotation.start, quotation.stop, "not quoted so in the article"


def _check_verbs(claims: _Claims, source: _Source) -> Iterator[_Finding]:
    for verb in read_verbs(claims.tokens):
        if reason := _lacks_polarity(verb, claims, source):
            yield "negation", verb.start, verb.stop, reason


def _lacks_polarity(verb: Verb, claims: _Claims, source: _Source) -> str:
    same = [] if verb.lemma in AUXILIARIES else source.verbs.get(root(verb.lemma), [])
    if verb.open == "yet" or (verb.open == "silent" and not same):
        return ""
    if same and not _is_turned(verb, same):
        return ""
    if verb.negated:
        return "" if not same and source.negates(verb) else "not negated in the source"
    if same and not verb.governed:
        return "negated in the source"
    return ""


def _is_turned(verb: Verb, same: Sequence[Verb]) -> bool:
    """Whether the verb stands in the source with the other polarity in the more like place."""
    agreeing = [len(verb.near & other.near) for other in same if other.negated == verb.negated]
    turned = [len(verb.near & other.near) for other in same if other.negated != verb.negated]
    if not turned or (not verb.negated and max(turned) < CLOSER):
        return False  # nothing besides the verb itself is alike
    return not agreeing or max(turned) >= max(agreeing) + CLOSER
