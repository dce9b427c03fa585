"""Does a text claim what its source does not say? One check a kind of fact."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from summarizer.facts.compare import COUNTS, counts_alike, is_compatible, is_rounded
from summarizer.facts.content import content_of, is_invented
from summarizer.facts.dates import Date
from summarizer.facts.direction import (
    find_opposite,
    is_reversed,
    is_said_otherwise,
    read_changes,
    read_moves,
)
from summarizer.facts.doers import read_telling
from summarizer.facts.fullnames import read_full_names, stand_together
from summarizer.facts.mentions import Mention, Mentions, counts_the_same, is_moved
from summarizer.facts.negation import AUXILIARIES, Verb, root
from summarizer.facts.numbers import Number
from summarizer.facts.periods import Period, contradicts, read_periods
from summarizer.facts.quotations import find_quotations, stands_in, words_of
from summarizer.facts.roles import read_slots
from summarizer.facts.source import Claims, Source
from summarizer.facts.times import Time

_EASY = 2
"""An editor may count so far himself: «отношения двух стран»."""

_YEAR = 12

CLOSER = 2
"""So many more words around a verb make a place in the source the more like one."""

Kind = Literal[
    "number", "date", "name", "quotation", "negation", "direction", "roles", "content", "talk"
]

Place = tuple[int, int, str]
"""Where the text claims something, and what is missing."""


def _check_numbers(claims: Claims, source: Source) -> Iterator[Place]:
    for mention in claims.mentions:
        number = mention.number
        if any(time.start <= number.start < time.stop for time in claims.times):
            continue
        if reason := _lacks_number(mention, claims, source):
            yield number.start, number.stop, reason
    yield from _check_times(claims, source)
    for period in read_periods(claims.tokens):
        if contradicts(period, source.periods) and not _is_counted(period, source.mentions):
            yield period.start, period.stop, "another unit of time in the source"


def _check_times(claims: Claims, source: Source) -> Iterator[Place]:
    for time in claims.times:
        if source.article.clock.has(time):
            continue
        if time.told or not _is_figure(time, claims, source):
            yield time.start, time.stop, "no such time of the day in the article"


def _is_figure(time: Time, claims: Claims, source: Source) -> bool:
    """Whether what looks like a time is a number of the source: a score, «в 7 часов езды»."""
    within = [m for m in claims.mentions if time.start <= m.number.start < time.stop]
    return bool(within) and not any(_lacks_number(m, claims, source) for m in within)


def _is_counted(period: Period, source: Mentions) -> bool:
    """Whether the source says a unit of time with a number: «за 24 часа» of «за сутки»."""
    return any(period.measures(other.number.dimension, other.number.value) for other in source.all)


def _lacks_number(mention: Mention, claims: Claims, source: Source) -> str:
    number = mention.number
    if _counts_nobody_new(number):
        return ""
    if number.form == "label":
        return "" if source.article.has_figure(number.label) else "no such figure in the article"
    equal = source.mentions.find_equal(number)
    if any(is_compatible(number, other.number) for other in equal):
        moved = is_moved(mention, claims.numbers, source.mentions)
        return "another number stands there in the source" if moved else ""
    if _is_said_otherwise(mention, claims, source) or _goes_on(number, source):
        return ""
    return f"{'another unit or thing counted' if equal else 'no such number'} in the source"


def _counts_nobody_new(number: Number) -> bool:  # «обе страны», «один из них»
    one = number.spelled and number.figure == 1 and number.form == "count"
    return one or number.form == "both"


def _is_said_otherwise(mention: Mention, claims: Claims, source: Source) -> bool:
    """Whether a number was counted by the editor, rounded, or is a unit of time: «сутки»."""
    number = mention.number
    return (
        _is_derived(mention, claims, source)
        or any(period.measures(number.dimension, number.value) for period in source.periods)
        or any(is_rounded(number, other.number) for other in source.mentions.all)
        or (number.dimension == "years" and number.value / _YEAR in source.spans)
    )


def _goes_on(number: Number, source: Source) -> bool:
    """Whether the evidence is continued with a number that its unit tells: «Сбор вырос. На 5 %.»"""
    return any(
        other.number.dimension
        and counts_alike(number, other.number)
        and is_compatible(number, other.number)
        for other in source.beside.find_equal(number)
    )


def _is_derived(mention: Mention, claims: Claims, source: Source) -> bool:
    """Whether an editor may have counted or ordered himself: «отношения двух стран».

    More than two he counts where they are listed.
    """
    number = mention.number
    if (
        not number.spelled
        or number.dimension not in COUNTS
        or any(
            not _counts_nobody_new(other.number) and counts_the_same(mention, other)
            for other in source.mentions.find_others(number)
        )
    ):
        return False
    if number.form == "count" and number.figure > _EASY:
        return number.figure in source.listed or number.figure in claims.listed
    return number.figure <= _EASY + (number.form == "ordinal")


def _check_dates(claims: Claims, source: Source) -> Iterator[Place]:
    for date in claims.dates:
        if reason := _lacks_date(date, source):
            yield date.start, date.stop, reason


def _lacks_date(date: Date, source: Source) -> str:
    return source.calendar.lacks(date) and source.article.calendar.lacks(date)


def _check_names(claims: Claims, source: Source) -> Iterator[Place]:
    lacking: set[int] = set()
    for name in claims.names:
        if name.folded in source.words and name.first_name in source.words:
            continue
        if reason := source.article.names.lacks(name):
            lacking.add(name.start)
            yield name.start, name.stop, reason
    for start, stop, reason in _check_full_names(claims, source):
        if not any(start <= place < stop for place in lacking):
            yield start, stop, reason


def _check_full_names(claims: Claims, source: Source) -> Iterator[Place]:
    """Find first names and surnames that the article has, but never as one name."""
    for name in read_full_names(claims.names):
        lexicon = source.article.names
        if not (lexicon.has_exactly(name.first) and lexicon.has_exactly(name.surname)):
            continue  # spelt otherwise there
        near = (*source.tokens, source.article.tokens)
        if not any(stand_together(name, tokens) for tokens in near):
            yield name.start, name.stop, "never together in the article"


def _check_quotations(claims: Claims, source: Source) -> Iterator[Place]:
    for quotation in find_quotations(claims.text):
        words = words_of(quotation.text)
        if not any(stands_in(words, words_of(sentence)) for sentence in source.evidence) and not (
            source.article.has_words(words)
            or source.article.names.has_torn("".join(words))
            or source.article.has_root(words)
            or (words and all(map(source.article.names.has_in_other_letters, words)))
        ):
            yield quotation.start, quotation.stop, "not quoted so in the article"


def _check_verbs(claims: Claims, source: Source) -> Iterator[Place]:
    for verb in claims.verbs:
        if reason := _lacks_polarity(verb, claims, source):
            yield verb.start, verb.stop, reason


def _lacks_polarity(verb: Verb, claims: Claims, source: Source) -> str:
    same = [other for other in source.verbs.get(root(verb.lemma), []) if _is_same(verb, other)]
    if verb.open == "yet" or (verb.open == "silent" and not same):
        return ""
    if same and not _is_turned(verb, same):
        return ""
    if verb.negated:
        if (
            (not same and source.negates(verb))
            or is_said_otherwise(verb, source.moves, max(map(verb.count_shared, same), default=0))
            or source.negates_kin(verb)
        ):
            return ""
        return "not negated in the source"
    if same and not verb.governed:
        return "negated in the source"
    return ""


def _is_same(verb: Verb, other: Verb) -> bool:
    """Whether two verbs of one root can tell of one thing: an auxiliary alone tells nothing."""
    if verb.lemma in AUXILIARIES:
        return verb.lemma == other.lemma and verb.count_shared(other) > CLOSER
    return verb.negated or verb.count_shared(other) >= CLOSER


def _is_turned(verb: Verb, same: Sequence[Verb]) -> bool:
    """Whether the verb stands in the source with the other polarity in the more like place."""
    agreeing = [verb.count_shared(other) for other in same if other.negated == verb.negated]
    turned = [verb.count_shared(other) for other in same if other.negated != verb.negated]
    return bool(turned) and (not agreeing or max(turned) >= max(agreeing) + CLOSER)


def _check_direction(claims: Claims, source: Source) -> Iterator[Place]:
    for move in read_moves(claims.tokens):
        if find_opposite(move, source.moves) is not None:
            yield move.start, move.stop, "the opposite in the source"
    for change in read_changes(claims.tokens, claims.numbers):
        if is_reversed(change, source.changes):
            yield change.start, change.stop, "the other way round in the source"


def _check_roles(claims: Claims, source: Source) -> Iterator[Place]:
    telling = read_telling(claims.tokens, read_slots(claims.tokens))
    for slot in source.article.cast.find_replaced(telling.places):
        yield slot.start, slot.stop, "another name stands there in the source"


def _check_content(claims: Claims, source: Source) -> Iterator[Place]:
    if is_invented(content_of(claims.plain), source.article.roots, claims.text):
        yield 0, len(claims.text), "most of its words are nowhere in the article"


def _check_talk(claims: Claims, source: Source) -> Iterator[Place]:
    for start, stop in claims.talk:
        yield start, stop, "talks about the article: no fact of it"


CHECKS: dict[Kind, Callable[[Claims, Source], Iterator[Place]]] = {
    "number": _check_numbers,
    "date": _check_dates,
    "name": _check_names,
    "quotation": _check_quotations,
    "negation": _check_verbs,
    "direction": _check_direction,
    "roles": _check_roles,
    "content": _check_content,
    "talk": _check_talk,
}
"""Kind → what finds the claims of that kind that the source does not support."""

FACTS = frozenset(("number", "date"))
"""Kinds that are checked of talk about the article too: the rest of it claims nothing."""
