"""Cutting and mending the text of one sentence."""

import re
from collections.abc import Iterable

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


def cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Take spans out of a sentence and mend what is left.

    >>> cut("Мост, как известно, готов.", [(4, 18)])
    'Мост, готов.'
    """
    parts: list[str] = []
    position = 0
    for start, stop in sorted(spans):
        if start >= position:
            parts.append(text[position:start])
        position = max(position, stop)
    return mend(" ".join([*parts, text[position:]]))


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
