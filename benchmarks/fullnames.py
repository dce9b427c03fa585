"""Full names that an article does not have: both parts stand in it, but never as one name.

Belongs to ``unsupported`` and like it shares nothing with the library. «Граждан Израиля Украина
предупредила» names nobody «Израиль Украина»; a Юрий and a Швыткин who stand apart are no «Юрий
Швыткин».
"""

import re
from collections.abc import Iterator

from benchmarks.forms import keys
from benchmarks.numerals import readings

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PART = r"[А-Я][а-я]+(?:-[А-Я]?[а-я]+)*"
_PAIR = re.compile(rf"(?<![\w-])(?=({_PART}) ((?:[а-я]{{2,3}}-)?{_PART})(?![\w-]))")
_BETWEEN = re.compile(r"[ .\"«»“”„()\[\]-]*\n?")
_FAR = 3
_NAMES = ("Name", "Surn", "Patr")


class FullNames:
    """The pairs of words of an article that can be full names."""

    def __init__(self, text: str) -> None:
        self._words = list(_WORD.finditer(text))
        self._text = text
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            if not word.group().islower():
                for key in keys(word.group().lower()):
                    self._places.setdefault(key, []).append(place)

    def find_unknown(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a folded text has a first name and a surname that are no name here."""
        for pair in _PAIR.finditer(text):
            first, surname = pair.group(1).lower(), pair.group(2).lower()
            if _claims(first, surname) and not self._has(first, surname):
                yield pair.start(1), pair.end(2)

    def _has(self, first: str, surname: str) -> bool:
        agreed = _agree(first, surname)
        own = set().union(*map(keys, (first, *first.split("-"))))  # «Жан — Жак Савен»
        places = {place for key in keys(surname) for place in self._places.get(key, ())}
        return any(
            (found, self._words[place].group().lower()) == (first, surname)
            or (
                agreed
                and (
                    (len(found) == 1 and found == first[0])
                    or (own & keys(found) and _agree(found, self._words[place].group().lower()))
                )
            )
            for place in places
            for found in self._beside(place)
        )

    def _beside(self, place: int) -> Iterator[str]:
        """Yield the words that can be the first name to a surname: before it, or behind it."""
        for back in range(1, _FAR + 1):
            if place < back:
                break
            left, right = self._words[place - back], self._words[place - back + 1]
            between = self._text[left.end() : right.start()]
            if left.group().islower() or not _BETWEEN.fullmatch(between):
                break
            yield left.group().lower()
        if place + 1 < len(self._words):
            left, right = self._words[place], self._words[place + 1]
            if self._text[left.end() : right.start()] == " ":
                yield right.group().lower()


def _claims(first: str, surname: str) -> bool:
    """Whether two words claim to be a full name: the first is likeliest a name, both agree.

    Where they do not agree, the second must be a surname, and the first own nothing: «Юрий
    Швыткина», not «уроженец Феодосии Айвазовский».
    """
    likeliest = readings(first)[0].tag
    if "Name" not in likeliest:
        return False
    if _agree(first, surname):
        return any(mark in reading.tag for reading in readings(surname) for mark in _NAMES) or (
            not readings(surname)[0].is_known
        )
    genitive = any(r.tag.case == "gent" and r.tag.number == "sing" for r in readings(first))
    return not genitive and any("Surn" in reading.tag for reading in readings(surname))


def _agree(first: str, surname: str) -> bool:
    """Whether two forms share a case, and of known surnames the gender."""
    left = [r.tag for r in readings(first) if "Name" in r.tag and r.tag.number != "plur"]
    known = [r.tag for r in readings(surname) if r.is_known or "Surn" in r.tag]
    right = [tag for tag in known if tag.POS == "NOUN" and tag.number != "plur"]
    surnames = [tag for tag in right if "Surn" in tag]
    if not left or not right or any("Fixd" in tag for tag in (*left, *right)):
        return True
    return any(
        a.case == b.case and (not surnames or None in (a.gender, b.gender) or a.gender == b.gender)
        for a in left
        for b in surnames or right
    )
