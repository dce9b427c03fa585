"""The facts that a sentence states, whether supported or not: what a page marks as checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from summarizer.facts.dates import read_dates
from summarizer.facts.names import read_names
from summarizer.facts.numbers import read_numbers
from summarizer.facts.quotations import find_quotations
from summarizer.facts.tokens import tokenize

ClaimKind = Literal["number", "date", "name", "quotation"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with its unit, a date, a name of one or more words, a quotation: its place."""

    kind: ClaimKind
    start: int
    stop: int


def find_claims(text: str) -> tuple[Claim, ...]:
    """Return the facts that ``text`` states, in reading order, none inside another.

    >>> text = "Олег Ким 5 мая выделил 3 млн руб."
    >>> [(claim.kind, text[claim.start : claim.stop]) for claim in find_claims(text)]
    [('name', 'Олег Ким'), ('date', '5 мая'), ('number', '3 млн руб')]
    """
    found: list[Claim] = []
    for claim in sorted(_all_claims(text), key=lambda claim: (claim.start, -claim.stop)):
        last = found[-1] if found else None
        if last is not None and claim.start < last.stop:
            continue
        if last is not None and last.kind == claim.kind == "name" and claim.start - last.stop == 1:
            found[-1] = Claim("name", last.start, claim.stop)
        else:
            found.append(claim)
    return tuple(found)


def _all_claims(text: str) -> Iterator[Claim]:
    tokens = tokenize(text)
    dates, used = read_dates(tokens)
    for date in dates:
        yield Claim("date", date.start, date.stop)
    for number in read_numbers(tokens, used):
        yield Claim("number", number.start, number.stop)
    for name in read_names(tokens):
        yield Claim("name", name.start, name.stop)
    for quotation in find_quotations(text):
        yield Claim("quotation", quotation.start, quotation.stop)
