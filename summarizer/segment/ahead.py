"""What follows a stop: the words that tell whether they open a sentence."""

import re

from summarizer.words import is_predicate

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"(?<!\w)([^\W\d_][\w-]*)\.$")
_LEFT_CLAUSE = re.compile(r"[.!?…] (?=[А-ЯЁ«])")
_RIGHT_CLAUSE = re.compile(r"[,;:.!?…—–(]")
_REACH = 4


def first_word(right: str) -> str | None:
    """Return the word that ``right`` opens with, quotes and brackets aside.

    >>> first_word(" «Заря» открыта")
    'Заря'
    """
    match = re.match(r"\s*[«„\"(]?([^\W\d_][\w-]*)", right)
    return match.group(1) if match else None


def last_word(left: str) -> str | None:
    """Return the word right before the stop that ``left`` ends with; None for a number.

    >>> last_word("выросла до 5 тыс."), last_word("выросла до 5.")
    ('тыс', None)
    """
    match = _LAST_WORD.search(left[left.rfind(" ") + 1 :])
    return match.group(1) if match else None


def has_predicate(clause: str) -> bool:
    """Whether a clause has a word that can be its predicate.

    >>> has_predicate("Выручка выросла до 5"), has_predicate("Всего за месяц 12")
    (True, False)
    """
    words = _WORD.findall(clause)
    return any(is_predicate(word.lower()) for word in words if word.islower() or word == words[0])


def clause_before(left: str) -> str:
    """Return what stands before the stop, from the last full stop on."""
    return _LEFT_CLAUSE.split(left)[-1]


def predicate_ahead(right: str) -> bool:
    """Whether one of the next words, before any comma, can be a predicate.

    >>> predicate_ahead(" Lada уже продали за границу"), predicate_ahead(" Lada и 3 тыс. Kia")
    (True, False)
    """
    clause = _RIGHT_CLAUSE.split(right, maxsplit=1)[0]
    return any(is_predicate(word) for word in _WORD.findall(clause)[1:_REACH] if word.islower())


def opens_with_capital(right: str) -> bool:
    """Whether a space and a capitalised word follow."""
    word = first_word(right)
    return word is not None and right[:1].isspace() and word[0].isupper()
