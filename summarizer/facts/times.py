"""Times of the day: «19:00», «18.15», «7 вечера», «в половине третьего», «до полуночи»."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.data.clock import BEFORE_HOUR, HOUR, MINUTE, MOMENTS, PARTS, ZONES
from summarizer.data.numerals import CARDINALS, ORDINAL_STEMS
from summarizer.facts.tokens import Token

_DAY, _HALF_DAY = 24 * 60, 12 * 60
_CLOCK = re.compile(r"(\d{1,2})[:.] ?(\d{2})(?:: ?\d{2})?")
_ORDINAL = re.compile(r"([а-я]+?)(?:ого|ьего)")


class Time(NamedTuple):
    """A time at ``text[start:stop]``, in minutes from midnight.

    ``either`` where nothing says which half of the day it is in: «в половине третьего»; ``told``
    where a word for a part of the day does.
    """

    minutes: int
    either: bool
    told: bool
    start: int
    stop: int


class Clock:
    """The times of a text, to look one up."""

    def __init__(self, times: Iterable[Time]) -> None:
        self._all = frozenset((time.minutes, time.either) for time in times)

    def has(self, time: Time) -> bool:
        """Whether a time is among them, in whatever spelling."""
        return any(
            minutes == time.minutes
            or ((either or time.either) and (minutes - time.minutes) % _HALF_DAY == 0)
            for minutes, either in self._all
        )


def read_times(tokens: Sequence[Token]) -> list[Time]:
    """Return the times of the day among ``tokens``, in order.

    >>> from summarizer.facts.tokens import tokenize
    >>> [time[:2] for time in read_times(tokenize("с 18.15 до 7 вечера, в половине третьего"))]
    [(1095, False), (1140, False), (150, True)]
    """
    found: list[Time] = []
    position = 0
    while position < len(tokens):
        read = _read(tokens, position)
        if read is None:
            position += 1
            continue
        time, position = read
        found.append(time)
    return found


_Read = tuple[Time, int]


def _read(tokens: Sequence[Token], at: int) -> _Read | None:
    token = tokens[at]
    if token.kind == "clock" or (token.kind == "number" and "." in token.text):
        return _read_clock(tokens, at)
    if token.folded in MOMENTS:
        return _at(tokens, at, at + 1, MOMENTS[token.folded] * 60, told=True)
    if token.folded in ("половине", "половина", "половину"):
        return _read_half(tokens, at)
    hour = _hour(token)
    return None if hour is None else _read_hour(tokens, at, hour)


def _read_clock(tokens: Sequence[Token], at: int) -> _Read | None:  # 19:00 · с 18.15 · 7:30 вечера
    match = _CLOCK.fullmatch(tokens[at].text)
    if match is None:
        return None
    hour, minute = int(match.group(1)), int(match.group(2))
    part = _part(tokens, at + 1, hour)
    if hour > 24 or minute > 59:
        return None
    if tokens[at].kind == "number" and part is None and not _is_clock(tokens, at):
        return None
    stop = at + 1 if part is None else at + 2
    minutes = (hour if part is None else part) * 60 + minute
    return _at(tokens, at, stop, minutes, told=part is not None)


def _is_clock(tokens: Sequence[Token], at: int) -> bool:
    """Whether «18.15» is a time: behind «в» or «до», and nothing is counted by it."""
    before = tokens[at - 1].folded if at else ""
    following = [token for token in tokens[at + 1 : at + 3] if token.folded != "по"]
    if following and following[0].folded in ZONES:
        return True
    ends = not following or following[0].text in ".,;)—–-" or following[0].folded in BEFORE_HOUR
    return before in BEFORE_HOUR and ends


def _read_half(tokens: Sequence[Token], at: int) -> _Read | None:  # в половине третьего
    match = _ORDINAL.fullmatch(tokens[at + 1].folded) if at + 1 < len(tokens) else None
    hour = int(ORDINAL_STEMS.get(match.group(1), 0)) if match else 0
    if not 1 <= hour <= 12:
        return None
    part = _part(tokens, at + 2, hour - 1 or 12)
    stop = at + 2 if part is None else at + 3
    minutes = (hour - 1 if part is None else part) * 60 + 30
    return _at(tokens, at, stop, minutes, either=part is None, told=part is not None)


def _read_hour(tokens: Sequence[Token], at: int, hour: int) -> _Read | None:
    """Read «7 вечера», «семь часов утра», «в 19 часов», «в 19 часов 30 минут»."""
    stop = at + 1
    spoken = stop < len(tokens) and tokens[stop].folded in HOUR
    stop += spoken
    stop += spoken and stop < len(tokens) and tokens[stop].text == "."
    minute = 0
    if spoken and stop + 1 < len(tokens) and tokens[stop + 1].folded in MINUTE:
        minute = int(tokens[stop].text) if tokens[stop].text.isdigit() else 0
        stop += 2
    part = _part(tokens, stop, hour)
    before = tokens[at - 1].folded if at else ""
    if part is not None and (spoken or before in BEFORE_HOUR):  # «за два дня» is a span
        return _at(tokens, at, stop + 1, part * 60 + minute, told=True)
    if part is not None or not spoken or before != "в":
        return None
    return _at(tokens, at, stop, hour * 60 + minute, either=hour <= 12)


def _hour(token: Token) -> int | None:
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= 2:
        hour = int(token.text)
    elif token.kind == "word" and token.folded in CARDINALS:
        hour = int(CARDINALS[token.folded])
    elif token.folded == "час":  # «в час ночи»
        hour = 1
    else:
        return None
    return hour if hour <= 24 else None


def _part(tokens: Sequence[Token], at: int, hour: int) -> int | None:
    """Return the hour of the day that a part of the day makes of an hour of twelve."""
    if at >= len(tokens):
        return None
    return PARTS.get(tokens[at].folded, {}).get(hour)


def _at(
    tokens: Sequence[Token],
    first: int,
    stop: int,
    minutes: int,
    *,
    either: bool = False,
    told: bool = False,
) -> _Read:
    start, end = tokens[first].start, tokens[stop - 1].stop
    return Time(minutes % _DAY, either, told, start, end), stop
