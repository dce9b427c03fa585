"""Words for every stage: forms → lemmas, stop words, the sentence × lemma matrix.

One cache a process serves all stages: lemmatizing dominates the time of a short article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from summarizer.data.stopwords import STOP_WORDS
from summarizer.once import once

CACHED_FORMS = 200_000
"""Word forms whose analysis is kept: the vocabulary of some thousand articles, about 50 MB."""

LONGEST_WORD = 40
"""A longer run of letters is no word and is left as it stands."""

_WORD = re.compile(r"\w+")
_RUSSIAN = re.compile(r"[а-яё-]+")
_STRESS = "\u0301"
_NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")  # marks of OpenCorpora


def fold(word: str) -> str:
    """Return a word as it is compared: lower case, «ё» as «е»."""
    return word.lower().replace("ё", "е")


def tokenize(text: str) -> list[str]:
    """Return the words of ``text`` folded for comparing: lower case, «ё» as «е», no stress marks.

    >>> tokenize("Ёлка стоила 3,5 тыс. руб.")
    ['елка', 'стоила', '3', '5', 'тыс', 'руб']
    """
    return _WORD.findall(text.replace(_STRESS, "").lower().replace("ё", "е"))


def count_words(text: str) -> int:
    """Return the length of ``text`` in words.

    Of the two usual counts, white space and ``\\w+``, the larger: a budget kept by it is kept
    whichever way it is checked.
    """
    return max(len(text.split()), len(_WORD.findall(text)))


@once
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def _readings(word: str) -> list[Any]:
    """Return the analyses of a lower-case word, likeliest first; none of what is not Russian."""
    if len(word) > LONGEST_WORD or not _RUSSIAN.fullmatch(word):
        return []
    readings: list[Any] = _analyzer().parse(word)
    return readings


@lru_cache(maxsize=CACHED_FORMS)
def lemma(form: str) -> str:
    """Return the dictionary form of a folded word, folded too: «городов» → «город».

    The most probable analysis of pymorphy3 (Korobov 2015), whatever the context.
    """
    readings = _readings(form)
    return str(readings[0].normal_form).replace("ё", "е") if readings else form


@lru_cache(maxsize=10_000)
def is_word(word: str) -> bool:
    """Whether the dictionary has a lower-case word: «трамвай», not «трамвуй»."""
    return _is_known(_readings(word))


@lru_cache(maxsize=10_000)
def is_proper(word: str) -> bool:
    """Whether a capitalised word may be a name: a name in the dictionary, or not in it at all."""
    readings = _readings(word)
    return not _is_known(readings) or any(map(_is_name, readings))


@lru_cache(maxsize=10_000)
def is_known(word: str) -> bool:
    """Whether the dictionary has a word: «мост», not «мостт»; true of what is not Russian."""
    readings = _readings(word)
    return not readings or _is_known(readings)


@lru_cache(maxsize=10_000)
def is_common_noun_form(word: str) -> bool:
    """Whether the dictionary's likeliest reading is no name: «роман», though Роман is one.

    What can be a place counts as a name: «Волга», «Дон».
    """
    readings = _readings(word)
    return (
        _is_known(readings)
        and not _is_name(readings[0])
        and not any("Geox" in reading.tag for reading in readings)
    )


@lru_cache(maxsize=10_000)
def is_predicate(word: str) -> bool:
    """Whether a word can be the predicate of a clause: «истекает», «построен», «нужно»."""
    readings = _readings(word)
    return bool(readings) and readings[0].tag.POS in ("VERB", "PRTS", "ADJS", "PRED")


@lru_cache(maxsize=10_000)
def is_always_name(word: str) -> bool:
    """Whether a word's likeliest reading is a name of a person or a place: «россии», «иванов»."""
    readings = _readings(word)
    return bool(readings) and any(
        mark in readings[0].tag for mark in ("Name", "Surn", "Patr", "Geox")
    )


@lru_cache(maxsize=10_000)
def is_abbreviation(word: str) -> bool:
    """Whether a word's likeliest reading is an acronym: «сша», «мвд»."""
    readings = _readings(word)
    return bool(readings) and "Abbr" in readings[0].tag


@lru_cache(maxsize=10_000)
def is_oblique(word: str) -> bool:
    """Whether a word is a noun or adjective that cannot be nominative: «городского»."""
    readings = _readings(word)
    return bool(readings) and all(
        reading.tag.POS in ("NOUN", "ADJF", "PRTF") and reading.tag.case != "nomn"
        for reading in readings
        if reading.score > 0.05
    )


@lru_cache(maxsize=10_000)
def is_first_name(word: str) -> bool:
    """Whether a word can be a first name: «вера», «лев»."""
    return any("Name" in reading.tag for reading in _readings(word))


@lru_cache(maxsize=10_000)
def normal_first_name(word: str) -> str | None:
    """Return a first name in the nominative: «петра» → «пётр»; None for what is none."""
    names = (reading for reading in _readings(word) if "Name" in reading.tag)
    found = next((reading for reading in names if reading.tag.number == "sing"), None)
    return None if found is None else str(found.normal_form)


@lru_cache(maxsize=10_000)
def can_agree(first_name: str, surname: str) -> bool:
    """Whether a first name and a word behind it can be one name in one case; both lower case.

    True where the dictionary cannot tell.

    >>> can_agree("олега", "кима"), can_agree("юрий", "швыткина"), can_agree("израиля", "украина")
    (True, False, False)
    """
    names = [r.tag for r in _readings(first_name) if "Name" in r.tag and r.tag.number != "plur"]
    readings = [r for r in _readings(surname) if r.tag.number != "plur"]
    surnames = [r.tag for r in readings if "Surn" in r.tag]
    others = surnames or [r.tag for r in readings if r.is_known and r.tag.POS == "NOUN"]
    if not names or not others or any("Fixd" in tag for tag in (*names, *others)):
        return True
    return any(
        name.case == tag.case
        and (not surnames or None in (name.gender, tag.gender) or name.gender == tag.gender)
        for name in names
        for tag in others
    )


@lru_cache(maxsize=10_000)
def can_own(word: str) -> bool:
    """Whether a word can stand in the genitive: «Феодосии», not «Юрий»."""
    return any(r.tag.case == "gent" and r.tag.number == "sing" for r in _readings(word))


@lru_cache(maxsize=10_000)
def is_surname(word: str) -> bool:
    """Whether a word can be a surname by the dictionary, or by its ending: «швыткина»."""
    return any("Surn" in reading.tag for reading in _readings(word))


_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}


@lru_cache(maxsize=10_000)
def inflect_first_name(name: str, case: str) -> str | None:
    """Put a first name, given in the nominative, into a case of Universal Dependencies.

    >>> inflect_first_name("пётр", "Dat")
    'петру'
    """
    if case not in _CASES:
        return None
    for reading in _readings(name):
        if "Name" in reading.tag and reading.tag.case == "nomn" and reading.tag.number == "sing":
            inflected = reading.inflect({_CASES[case], "sing"})
            return None if inflected is None else str(inflected.word)
    return None


@lru_cache(maxsize=10_000)
def is_place(word: str) -> bool:
    """Whether a word can be a place: «украины», «дон»."""
    return any("Geox" in reading.tag for reading in _readings(word))


@lru_cache(maxsize=10_000)
def is_imperative(word: str) -> bool:
    """Whether a word tells others what to do: «нажмите», not «сайте»."""
    if not word.endswith(("те", "тесь")):
        return False
    readings = _readings(word)
    return bool(readings) and readings[0].tag.mood == "impr"


@lru_cache(maxsize=10_000)
def is_adjective(word: str) -> bool:
    """Whether a word is likeliest an adjective: «нижний»."""
    readings = _readings(word)
    return bool(readings) and readings[0].tag.POS == "ADJF"


@lru_cache(maxsize=10_000)
def is_function_word(word: str) -> bool:
    """Whether a word is likeliest a preposition, conjunction, particle, pronoun or verb."""
    readings = _readings(word)
    return _is_known(readings) and readings[0].tag.POS in (
        "PREP", "CONJ", "PRCL", "NPRO", "VERB", "INFN", "ADVB", "GRND", "PRTS", "PRTF", "NUMR",
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def is_participle(word: str) -> bool:
    """Whether a word is likeliest a participle: «потрясшее»."""
    readings = _readings(word)
    return bool(readings) and readings[0].tag.POS == "PRTF"


@lru_cache(maxsize=20_000)
def lemma_of_verb(form: str) -> str:
    """Return the verb that a form may be a participle of, else its lemma: «скрыт» → «скрыть».

    The dictionary's likeliest reading of «скрыт» is the adjective «скрытый».
    """
    for reading in _readings(form):
        if reading.tag.POS in ("PRTS", "PRTF"):
            return str(reading.normal_form).replace("ё", "е")
    return lemma(form)


@lru_cache(maxsize=10_000)
def is_passive(word: str) -> bool:
    """Whether a word is likeliest a passive participle: «обогнан»."""
    readings = _readings(word)
    return bool(readings) and "pssv" in readings[0].tag


@lru_cache(maxsize=10_000)
def kind_of_name(word: str) -> Literal["person", "place", ""]:
    """Say what a capitalised word names: «орлова», «курске»; nothing where it is a common word.

    A word that the dictionary lacks is taken for a person.
    """
    readings = _readings(word)
    if not readings:
        return ""
    likeliest = readings[0].tag
    if likeliest.POS in ("ADJF", "ADJS", "PRTF") and "Surn" not in likeliest:
        return ""
    if "Geox" in likeliest:
        return "place"
    known = any(mark in reading.tag for reading in readings for mark in ("Name", "Surn", "Patr"))
    return "person" if known or not readings[0].is_known else ""


_SHORT_FORMS = {
    "masc": (("nomn", "masc"),),
    "femn": (("nomn", "femn"), ("gent", "masc"), ("accs", "masc")),
}


@lru_cache(maxsize=10_000)
def find_cases_of_name(word: str) -> frozenset[tuple[str, str]]:
    """Return case and gender of a name in the singular, none of what does not decline.

    The dictionary takes «сомов» and «сомова» for short adjectives.

    >>> sorted(find_cases_of_name("сомова"))
    [('accs', 'masc'), ('gent', 'masc'), ('nomn', 'femn')]
    """
    readings = [r for r in _readings(word) if r.tag.number == "sing"]
    if readings and readings[0].tag.POS == "ADJS":
        return frozenset(_SHORT_FORMS.get(readings[0].tag.gender, ()))
    if readings and "Fixd" in readings[0].tag:
        return frozenset()
    declined = [r for r in readings if r.tag.case is not None and "Fixd" not in r.tag]
    named = [r for r in declined if _is_name(r)] or declined
    return frozenset((str(r.tag.case), str(r.tag.gender)) for r in named)


@lru_cache(maxsize=10_000)
def is_of_a_place(word: str) -> bool:
    """Whether an adjective may be made of a place: «кубинский», «московская»."""
    return (
        is_adjective(word)
        and re.search(r"(?:[сц]к)(?:ий|ая|ое|ие|ого|ой|их|ому|им|ую|ими|ом)$", word) is not None
    )


@lru_cache(maxsize=10_000)
def is_gerund(word: str) -> bool:
    """Whether a word is likeliest a gerund: «замерзая»."""
    readings = _readings(word)
    return bool(readings) and readings[0].tag.POS == "GRND"


@lru_cache(maxsize=10_000)
def is_nominative(word: str) -> bool:
    """Whether a word can be a noun in the nominative: «работы»."""
    return any(r.tag.POS == "NOUN" and r.tag.case == "nomn" for r in _readings(word))


@lru_cache(maxsize=10_000)
def dictionary_noun(lemma_: str) -> str | None:
    """Return a common noun as the dictionary writes it: «самолет» → «самолёт»; None for others."""
    readings = _readings(lemma_)
    if not _is_known(readings) or readings[0].tag.POS != "NOUN" or _is_name(readings[0]):
        return None
    return str(readings[0].normal_form)


@lru_cache(maxsize=10_000)
def find_cases(word: str) -> frozenset[str]:
    """Return the cases that a lower-case word may stand in; none of what does not decline."""
    readings = _readings(word)
    if any("Fixd" in reading.tag for reading in readings):
        return frozenset()
    return frozenset(str(r.tag.case) for r in readings if r.tag.case is not None)


def put_in_nominative(words: tuple[str, ...]) -> str | None:
    """Put a name into the nominative; None where the dictionary can't tell how.

    >>> put_in_nominative(("Петром", "Орловым")), put_in_nominative(("Москве",))
    ('Пётр Орлов', 'Москва')
    """
    readings = [
        [r for r in _readings(word.lower()) if r.tag.case and "Fixd" not in r.tag] for word in words
    ]
    for first in sorted(readings[0], key=lambda r: r.tag.number == "plur"):
        shown: list[str] = []
        for word, choices in zip(words, readings, strict=True):
            like = (r for r in choices if _agrees(r, first))
            named = sorted(like, key=lambda r: not _is_name(r))
            form = named[0].inflect({"nomn"}) if named else None
            if form is None:
                break
            shown.append(form.word if word.islower() else _capitals_of(word, form.word))
        else:
            return " ".join(shown)
    return None


def _agrees(reading: Any, other: Any) -> bool:
    tag, like = reading.tag, other.tag
    if (tag.case, tag.number) != (like.case, like.number):
        return False
    return None in {tag.gender, like.gender} or tag.gender == like.gender


def _capitals_of(word: str, form: str) -> str:
    """Return a form with the capitals of the word that it is of: «Нью-Йорке» → «Нью-Йорк»."""
    parts = zip(word.split("-"), form.split("-"), strict=False)
    return "-".join(new[:1].upper() + new[1:] if old[:1].isupper() else new for old, new in parts)


def _is_known(readings: list[Any]) -> bool:
    return bool(readings) and bool(readings[0].is_known)


def _is_name(reading: Any) -> bool:
    return any(mark in reading.tag for mark in _NAMES)


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a document as numbers: each word is the index of its lemma in ``lemmas``.

    ``tokens`` are all words in reading order, stop words too; sentence ``i`` has
    ``tokens[starts[i]:starts[i + 1]]``. ``words[i]`` is its length as ``count_words`` has it.
    ``rows``, ``columns`` and ``counts`` are the sparse sentence × lemma matrix without stop words
    (the non-zero cells by row, then column). ``content[column]`` tells a lemma from a stop word;
    ``title`` holds the columns of the title's lemmas, each once.
    """

    lemmas: tuple[str, ...]
    content: npt.NDArray[np.bool_]
    tokens: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]
    words: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]
    counts: npt.NDArray[np.float64]
    title: npt.NDArray[np.intp]

    @property
    def shape(self) -> tuple[int, int]:
        """Sentences × lemmas."""
        return len(self.words), len(self.lemmas)

    @property
    def token_rows(self) -> npt.NDArray[np.intp]:
        """The sentence of every token."""
        return np.repeat(np.arange(len(self.words), dtype=np.intp), np.diff(self.starts))


def count_terms(sentences: Sequence[str], title: str | None = None) -> Terms:
    """Count the lemmas of each sentence; one pass, linear in the number of words."""
    columns: dict[str, int] = {}
    tokens: list[int] = []
    starts = [0]
    lengths: list[int] = []
    for sentence in sentences:
        forms = tokenize(sentence)
        counted = len(forms) if _STRESS not in sentence else 0
        lengths.append(max(len(sentence.split()), counted) if counted else count_words(sentence))
        tokens += [columns.setdefault(lemma(form), len(columns)) for form in forms]
        starts.append(len(tokens))
    content = np.array([normal not in STOP_WORDS for normal in columns], dtype=bool)
    cells = np.array(tokens, dtype=np.intp)
    bounds = np.array(starts, dtype=np.intp)
    width = max(len(columns), 1)
    keys = np.repeat(np.arange(len(sentences), dtype=np.intp), np.diff(bounds)) * width + cells
    keys, counts = np.unique(keys[content[cells]], return_counts=True)
    known = (columns.get(lemma(form)) for form in tokenize(title or ""))
    in_title = {column for column in known if column is not None and content[column]}
    return Terms(
        lemmas=tuple(columns),
        content=content,
        tokens=cells,
        starts=bounds,
        words=np.array(lengths, dtype=np.intp),
        rows=keys // width,
        columns=keys % width,
        counts=counts.astype(np.float64),
        title=np.array(sorted(in_title), dtype=np.intp),
    )
