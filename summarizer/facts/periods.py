"""Units of time without a number: «через месяц», «раз в год», «за сутки»."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.data.clock import AFTER, EACH, EVERY, PASSED, PERIODS, WITHIN
from summarizer.facts.tokens import Token

Sort = Literal["after", "each", "within"]


class Period(NamedTuple):
    """A unit of time at ``text[start:stop]``, its preposition included."""

    sort: Sort
    dimension: str
    value: float
    start: int
    stop: int

    def measures(self, dimension: str, value: float) -> bool:
        """Whether a number says the same: «24 часа» of «сутки»."""
        return (self.dimension, self.value) == (dimension, value)


def read_periods(tokens: Sequence[Token]) -> list[Period]:
    """Return the units of time that stand for one of them, in order.

    >>> from summarizer.facts.tokens import tokenize
    >>> [period[:3] for period in read_periods(tokenize("Раз в год, а ныне через неделю"))]
    [('each', 'years', 12.0), ('after', 'time', 604800.0)]
    """
    found: list[Period] = []
    for position, token in enumerate(tokens):
        if token.kind != "word":
            continue
        if token.folded in PERIODS:
            period = _read(tokens, position)
            found += [period] if period is not None else []
        else:
            found += (
                Period("each", *unit, token.start, token.stop)
                for stem, unit in EACH
                if token.folded.startswith(stem)
            )
    return found


def _read(tokens: Sequence[Token], at: int) -> Period | None:
    first = at - 1
    if first > 0 and tokens[first].folded in PASSED:
        first -= 1
    if first < 0:
        return None
    before = tokens[first].folded
    earlier = tokens[first - 1].folded if first else ""
    sort: Sort
    if before in AFTER:
        sort = "after"
    elif before in EVERY:
        sort = "each"
    elif before == "в" and earlier in ("раз", "раза"):
        sort, first = "each", first - 1
    elif before in WITHIN or (before == "течение" and earlier == "в"):
        sort = "within"
    else:
        return None
    return Period(sort, *PERIODS[tokens[at].folded], tokens[first].start, tokens[at].stop)


def contradicts(period: Period, source: Sequence[Period]) -> bool:
    """Whether the source has another unit in such a place, and this one in none."""
    unit = (period.dimension, period.value)
    alike = [other for other in source if (other.sort == "after") == (period.sort == "after")]
    return any(other.sort == period.sort for other in alike) and not any(
        (other.dimension, other.value) == unit for other in alike
    )
