"""The people whom an article calls by first name and surname, and the cases of their names."""

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.syntax import Token
from summarizer.words import (
    inflect_first_name,
    is_common_noun_form,
    is_first_name,
    is_known,
    is_place,
    normal_first_name,
)

_FULL_NAME = re.compile(
    r"(?<![«\w-])([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) (?=([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?![\w-]))"
)
_ENDING = re.compile(
    r"(?:ого|ому|ыми|ими|ый|ий|ым|им|ых|их|ой|ую|ая|ою|ом|ем|ём|ов|ах|ам|ами|ей|ею|а|у|ы|е|и|ю|я|о|й|ь)$"
)
_PATRONYMIC = re.compile(r"(?:[оеё]вич|ьич|[оеё]вна|ична)(?:а|у|ем|е|ы|ой)?$")
_SHORTEST_SURNAME = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A person by name: «Пётр Орлов»; ``stem`` is what all cases of the surname share.

    ``first`` and ``surname`` are nominative, ``surname`` empty where the article never says it so.
    ``said`` are all ways in which the text gives the full name.
    """

    first: str
    surname: str
    stem: str
    said: tuple[tuple[str, str], ...]


class People:
    """The people whom an article calls by first name and surname somewhere."""

    def __init__(self, text: str) -> None:
        self._by_stem: dict[str, Person | None] = {}
        for match in _FULL_NAME.finditer(text):
            first, surname = match.groups()
            if is_first_name(surname.lower()) and not is_said_alone(surname, text):
                continue
            if _PATRONYMIC.search(surname):
                continue
            if len(surname) < _SHORTEST_SURNAME or is_inside_name(text, match):
                continue
            if is_place(surname.lower()):  # «граждане Израиля, Украины»
                continue
            nominative = normal_first_name(first.lower()) if is_known(first.lower()) else None
            if nominative is None and (is_known(first.lower()) or not is_said_alone(surname, text)):
                continue
            key = stem(surname)
            known = self._by_stem.get(key)
            if key in self._by_stem and (known is None or known.first[:3] != first[:3]):
                if nominative is not None:
                    self._by_stem[key] = None  # two people of one surname
                continue
            exact = surname if first.lower() == nominative else ""
            shown = "" if nominative is None else first[0] + nominative[1:]
            self._by_stem[key] = Person(
                shown or (known.first if known else first),
                exact or (known.surname if known else ""),
                key,
                ((first, surname), *(known.said if known else ())),
            )

    def find(self, surname: str) -> Person | None:
        """Return whom a surname in any case means; None for nobody or two people."""
        return self._by_stem.get(stem(surname))


def is_said_alone(surname: str, text: str) -> bool:
    """Whether a text also calls somebody by a surname alone: so the word before it is a name."""
    parts = text.split(f" {surname[:-1]}")
    before = [part.split()[-1] for part in parts[:-1] if part[-1:].strip()]
    return not (all(word[0].isupper() for word in before) or is_common_noun_form(surname.lower()))


def is_inside_name(text: str, found: re.Match[str]) -> bool:
    """Whether two words that look like a name are the middle of a longer one: «Ким Чен Ира Ко»."""
    before = re.search(r"([А-ЯЁ][а-яё]+) $", text[max(0, found.start() - 20) : found.start()])
    return before is not None and not is_common_noun_form(before.group(1).lower())


@lru_cache(maxsize=10_000)
def stem(surname: str) -> str:
    """Return what the cases of a surname share: «Орловым» → «орл», «Орловой» → «орл».

    >>> stem("Орлову") == stem("Орлов") == stem("Орловым")
    True
    """
    folded = surname.lower().replace("ё", "е")
    for _ in range(2):
        if len(folded) > 3:
            folded = _ENDING.sub("", folded) or folded
    return folded


def inflect_for(person: Person, surname: Token) -> str | None:
    """Put a first name into the case of a surname; None where the case is in doubt.

    The parser takes a man's genitive for a woman's name: «по словам Орлова».
    """
    nominative = surname.has(Case="Nom")
    for first, said in person.said:  # as the article has it: «Петра Орлова», «Пётр Орлов»
        oblique = first[-1] == said[-1] and first[-1] in "аую"
        if surname.text == said and oblique != nominative and (oblique or first[-1] not in "аую"):
            return first
    if person.surname:
        sure = nominative == (surname.text == person.surname)
    else:
        sure = nominative and any(is_nominative_of(surname.text, said) for _, said in person.said)
    if not sure or not is_known(person.first.lower()):
        return None
    name = inflect_first_name(person.first.lower(), surname.feats.get("Case", ""))
    return None if name is None else "-".join(part.capitalize() for part in name.split("-"))


def is_nominative_of(surname: str, oblique: str) -> bool:
    """Whether a surname is the nominative of another form of it.

    >>> is_nominative_of("Орлов", "Орловым"), is_nominative_of("Серова", "Серовой")
    (True, True)
    """
    if surname[-1] in "иоуэюе":
        return surname == oblique
    endings = {"а": "ой ую у ы и", "я": "ой ую у ы и", "ь": "я ю е", "й": "я ю е"}
    stem = surname[:-1] if surname[-1] in endings else surname
    return oblique in {stem + end for end in endings.get(surname[-1], "а у ом ым е").split()}


def genitive(surname: str, gender: str) -> str | None:
    """Put a surname in the nominative into the genitive; None where it is not certain.

    >>> genitive("Орлов", "Masc"), genitive("Орлова", "Fem"), genitive("Шевченко", "Masc")
    ('Орлова', 'Орловой', 'Шевченко')
    """
    if surname[-1] in "оеиуюэё" or surname.endswith(("ых", "их")):
        return surname
    if gender == "Fem":
        return f"{surname[:-1]}ой" if surname.endswith(("ова", "ева", "ёва", "ина")) else None
    return None if surname[-1] in "аяйь" else f"{surname}а"
