"""Edits of one sentence: what a rule yields, how the edits of a pass are made, how marks mend."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Put ``text`` in the place of ``[start:stop]`` of a sentence; without it that part goes."""

    start: int
    stop: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a sentence can't stand in a conclusion."""

    reason: str


_MENDS = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" +([,.;:!?»)])"), r"\1"),
    (re.compile(r"([«(]) +"), r"\1"),
    (re.compile(r"([,;:])(?:\s*,)+"), r"\1"),
    (re.compile(r",\s*([;:])"), r"\1"),
    (re.compile(r"[,;:—–-]+\s*\.$"), "."),
    (re.compile(r"^[\s,;:.—–-]+"), ""),
    (re.compile(r"\.{2}$"), "."),
)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Make edits in any order, of those that overlap the first, and mend what comes of them.

    >>> apply("Он, как известно, уехал.", [Edit(2, 17), Edit(0, 2, "Орлов")])
    'Орлов уехал.'
    """
    parts: list[str] = []
    position = 0
    for start, stop, words in sorted(edits):
        if start >= position:
            parts += (text[position:start], words or " ")
        position = max(position, stop)
    return mend("".join([*parts, text[position:]]))


def mend(text: str) -> str:
    """Put spaces and marks right, capitalise the first letter.

    >>> mend(" , мост готов , и точка..")
    'Мост готов, и точка.'
    """
    for pattern, replacement in _MENDS:
        text = pattern.sub(replacement, text)
    return capitalize(text.strip())


def capitalize(text: str) -> str:
    """Raise the first letter, also behind an opening quotation mark: «мост» stays inside."""
    return text[:1].upper() + text[1:]


def finish(clause: str) -> str:
    """Let a clause end with a full stop."""
    clause = clause.rstrip(" ,;:—–-")
    return clause if clause.endswith((".", "!", "?", "…")) else clause + "."
