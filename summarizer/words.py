"""Words for every stage: forms → lemmas, stop words, the sentence × lemma matrix.

One cache a process serves all stages: lemmatizing dominates the time of a short article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from summarizer.data.stopwords import STOP_WORDS

CACHED_FORMS = 200_000
"""Word forms whose analysis is kept: the vocabulary of some thousand articles, about 50 MB."""

LONGEST_WORD = 40
"""A longer run of letters is no word and is left as it stands."""

_WORD = re.compile(r"\w+")
_STRESS = "\u0301"


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


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=CACHED_FORMS)
def lemma(form: str) -> str:
    """Return the dictionary form of a folded word, folded too: «городов» → «город».

    The most probable analysis of pymorphy3 (Korobov 2015), whatever the context.
    """
    if len(form) > LONGEST_WORD or not form.isalpha():
        return form
    normal: str = _analyzer().parse(form)[0].normal_form
    return normal.replace("ё", "е")


@lru_cache(maxsize=10_000)
def is_proper(word: str) -> bool:
    """Whether a capitalised word may be a name: a name in the dictionary, or not in it at all."""
    if len(word) > LONGEST_WORD:
        return True
    analyzer = _analyzer()
    return not analyzer.word_is_known(word) or any(
        tag in parse.tag
        for parse in analyzer.parse(word)
        for tag in ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
    )


@lru_cache(maxsize=10_000)
def is_common_noun_form(word: str) -> bool:
    """Whether the likeliest reading of a word is no name: «роман», though Роман is one."""
    tag = _analyzer().parse(word)[0].tag
    return not any(mark in tag for mark in ("Name", "Surn", "Patr", "Geox", "Orgn", "UNKN"))


@lru_cache(maxsize=10_000)
def is_predicate(word: str) -> bool:
    """Whether a word can be the predicate of a clause: «истекает», «построен», «нужно»."""
    if len(word) > LONGEST_WORD:
        return False
    parse = _analyzer().parse(word)[0]
    return parse.tag.POS in ("VERB", "PRTS", "ADJS", "PRED")


@dataclass(frozen=True, slots=True)
class Terms:
    """Counts of lemmas by sentence, stop words left out: a sparse matrix of coordinates.

    ``rows``, ``columns`` and ``counts`` are arrays of one length (the non-zero cells, by row,
    then column); ``lemmas[column]`` names a column; ``words[row]`` is the sentence's length
    (as ``count_words`` has it); ``title`` holds the columns of the title's lemmas.
    """

    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]
    counts: npt.NDArray[np.float64]
    lemmas: tuple[str, ...]
    words: npt.NDArray[np.intp]
    title: npt.NDArray[np.intp]

    @property
    def shape(self) -> tuple[int, int]:
        """Sentences × lemmas."""
        return len(self.words), len(self.lemmas)


def count_terms(sentences: Sequence[str], title: str | None = None) -> Terms:
    """Count the lemmas of each sentence; one pass, linear in the number of words."""
    columns: dict[str, int] = {}
    cells: list[int] = []
    ends: list[int] = []
    lengths: list[int] = []
    for sentence in sentences:
        forms = tokenize(sentence)
        lengths.append(max(len(forms), sentence.count(" ") + 1))
        for form in forms:
            normal = lemma(form)
            if normal not in STOP_WORDS and form not in STOP_WORDS:
                cells.append(columns.setdefault(normal, len(columns)))
        ends.append(len(cells))
    width = max(len(columns), 1)
    sizes = np.array(ends, dtype=np.intp) - np.array([0, *ends[:-1]], dtype=np.intp)
    keys = np.repeat(np.arange(len(sentences), dtype=np.intp), sizes) * width
    keys += np.array(cells, dtype=np.intp)
    keys, counts = np.unique(keys, return_counts=True)
    known = (columns.get(lemma(form)) for form in tokenize(title or ""))
    return Terms(
        rows=keys // width,
        columns=keys % width,
        counts=counts.astype(np.float64),
        lemmas=tuple(columns),
        words=np.array(lengths, dtype=np.intp),
        title=np.array(sorted({column for column in known if column is not None}), dtype=np.intp),
    )
