"""Words that a text puts between quotation marks: they must stand in the article."""

import re
from typing import NamedTuple

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


def lemmas_of(text: str) -> list[str]:
    """Return the lemmas of ``text`` in order."""
    return [lemma(form) for form in _WORD.findall(fold(text))]


def stands_in(quotation: list[str], words: list[str]) -> bool:
    """Whether the lemmas ``quotation`` stand in ``words`` in this order, at most some left out."""
    position = 0
    for word in quotation:
        try:
            position = words.index(word, position) + 1
        except ValueError:
            return False
    return True
