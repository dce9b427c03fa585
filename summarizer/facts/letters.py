"""One name in other letters: «Siemens» and «Сименс», «Матис» and «Матисс»."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_LATIN_SOUNDS = (
    ("sch", "ш"), ("tch", "ч"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "г"), ("ph", "в"),
    ("th", "т"), ("ck", "к"), ("qu", "кв"), ("ts", "с"), ("tz", "с"), ("gh", "г"), ("wh", "в"),
    ("dj", "ж"), ("dzh", "ж"), ("x", "кс"),
)  # fmt: skip
_LATIN = str.maketrans("bcdfgjklmnpqrstvwz", "бкдвгжклмнпкрствв" + "с")
_LATIN_VOWELS = re.compile(r"[aeiouyh]+")
_CYRILLIC_SOUNDS = (("дж", "ж"), ("тс", "с"))
_CYRILLIC = str.maketrans("фхзцщ", "вгссш")
_CYRILLIC_VOWELS = re.compile(r"[аеиоуыэюяйьъ'-]+")
_TWICE = re.compile(r"(.)\1+")
_LETTERS = (
    "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh "
    "ц ts ч ch ш sh щ sch ы y э e ю yu я ya"
).split()
_ROMAN = str.maketrans(dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True)) | {"ь": "", "ъ": ""})

_SHORTEST = 5
_LEAST_SOUNDS = 3
_ALIKE = {1: 0.8, 2: 0.55}
"""Sounds that both share → how alike they must be in letters too; else ``_ENOUGH``."""

_ENOUGH = 0.45


@lru_cache(maxsize=50_000)
def sounds_of(word: str) -> str:
    """Return the consonants of a folded name, Latin or Cyrillic, as rough sounds.

    >>> sounds_of("siemens"), sounds_of("сименс"), sounds_of("матисс")
    ('смнс', 'смнс', 'мтс')
    """
    if word[:1].isascii() or not re.match(r"[а-я]", word):
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if c.isalpha())
        opens = "г" if word[:1] == "h" else ""
        for letters, sound in _LATIN_SOUNDS:
            word = word.replace(letters, sound)
        sounds = opens + _LATIN_VOWELS.sub("", word).translate(_LATIN)
    else:
        for letters, sound in _CYRILLIC_SOUNDS:
            word = word.replace(letters, sound)
        sounds = _CYRILLIC_VOWELS.sub("", word).translate(_CYRILLIC)
    return _TWICE.sub(r"\1", sounds)


def is_transliterated(latin: str, cyrillic: str) -> bool:
    """Whether a Latin name and a Cyrillic one of the same sounds are one name.

    >>> is_transliterated("google", "гугл"), is_transliterated("audi", "ода")
    (True, False)
    """
    needed = _ALIKE.get(len(sounds_of(latin)), _ENOUGH)
    return SequenceMatcher(None, latin, cyrillic.translate(_ROMAN)).ratio() >= needed


def is_misspelt(word: str, other: str) -> bool:
    """Whether two Cyrillic names of the same sounds differ by one vowel or a doubled letter.

    >>> is_misspelt("матис", "матисс"), is_misspelt("анжелес", "анджелес")
    (True, True)
    """
    first, second = word[:1], other[:1]
    if first != second and {first, second} != {"д", "ж"}:
        return False
    left, right = (_TWICE.sub(r"\1", name.replace("дж", "ж")) for name in (word, other))
    if min(len(left), len(right)) < _SHORTEST - 1 or left[0] != right[0]:
        return False
    return left == right or _is_one_apart(left, right)


def _is_one_apart(left: str, right: str) -> bool:
    """Whether one letter was put in, left out or exchanged."""
    if abs(len(left) - len(right)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    if at is None:
        return True
    return (
        left[at + 1 :] == right[at + 1 :]
        or left[at:] == right[at + 1 :]
        or (left[at + 1 :] == right[at:])
    )


class Sounds:
    """The names of a text by their sounds."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_sounds: dict[str, list[str]] = {}
        for name in sorted(names):
            self._by_sounds.setdefault(sounds_of(name), []).append(name)

    def has(self, names: Iterable[str]) -> bool:
        """Whether the text has one of ``names``, the stems of one, in other letters."""
        return any(
            _is_one(name, other)
            for name in names
            if (sounds := sounds_of(name))
            for other in self._by_sounds.get(sounds, ())
        )


def _is_one(name: str, other: str) -> bool:
    latin, foreign = name[0].isascii(), other[0].isascii()
    if latin and foreign:
        return name == other
    if latin:
        return is_transliterated(name, other)
    if foreign:
        return is_transliterated(other, name)
    return len(sounds_of(name)) >= _LEAST_SOUNDS and is_misspelt(name, other)
