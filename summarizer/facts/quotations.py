"""Words that a text puts between quotation marks: they must stand in the article."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.facts.names import stems
from summarizer.facts.tokens import fold
from summarizer.words import lemma

_QUOTED = re.compile(
    r"«([^«»\n]{2,400})»|“([^“”\n]{2,400})”|„([^„“”\n]{2,400})[“”]|\"([^\"\n]{2,400})\""
)
_WORD = re.compile(r"\w+")


class Quotation(NamedTuple):
    """What stands between quotation marks: ``text[start:stop]``, marks left out."""

    text: str
    start: int
    stop: int


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of ``text``, the innermost ones where they are nested.

    >>> [quotation.text for quotation in find_quotations("Клуб «Заря» назвал это «ошибкой».")]
    ['Заря', 'ошибкой']
    """
    return [
        Quotation(text[start:stop], start, stop)
        for match in _QUOTED.finditer(text)
        for start, stop in (match.span(match.lastindex or 0),)
    ]


def words_of(text: str) -> list[str]:
    """Return the words of ``text``, folded, in order."""
    return _WORD.findall(fold(text))


def lemmas_of(text: str) -> list[str]:
    """Return the lemmas of ``text`` in order."""
    return [lemma(form) for form in words_of(text)]


def stands_in(quotation: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words ``quotation`` stand in ``words`` in this order, inflected at most.

    >>> stands_in(["белых", "касок"], ["снимали", "белые", "каски"])
    True
    """
    position = 0
    for word in quotation:
        own = stems(word)
        while position < len(words) and own.isdisjoint(stems(words[position])):
            position += 1
        if position == len(words):
            return False
        position += 1
    return True
