"""Stage 5: scores + budget → the chosen sentences, in document order."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizer.article import is_copy
from summarizer.document import Document, Sentence
from summarizer.errors import BudgetError, EmptyTextError
from summarizer.words import Terms

COPY = 0.7
"""Two sentences that share this much of the shorter one say the same."""

_COPY_LEMMAS = 4
_LONGEST_CANDIDATE = 200
_UNFINISHED = re.compile(r"(?:[:;,]|…|\.\.\.)$")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)

# The default length: 4 or 5 sentences for a short article; twice that for one 30 times as long.
_DEFAULT_WORDS = 110
_WORDS_A_SENTENCE = 22
_SHORT_ARTICLE = 400
_GROWTH = 0.2
_LARGEST_SHARE = 0.55


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be.

    ``sentences`` and ``words`` (as ``words.count_words`` has them) are upper bounds, None for no
    bound; both hold. ``aim`` is the number of sentences that room is kept for while words last.
    A ``loose`` budget that no sentence fits lets one sentence pass. ``overhead`` is what the
    writer adds, in words.
    """

    sentences: int | None = None
    words: int | None = None
    aim: int = 1
    loose: bool = False
    overhead: int = 0


def check_length(sentences: object, words: object, ratio: object) -> None:
    """Raise BudgetError unless at most one length is given and it is possible."""
    given = {
        name: value
        for name, value in (("sentences", sentences), ("words", words), ("ratio", ratio))
        if value is not None
    }
    if len(given) > 1:
        raise BudgetError(f"give one length, not {len(given)}: {', '.join(given)}")
    for name, value in given.items():
        if name == "ratio":
            possible = isinstance(value, int | float) and 0 < value <= 1
            wanted = "a number above 0, at most 1"
        else:
            possible = isinstance(value, int) and value >= 1
            wanted = "a whole number, at least 1"
        if isinstance(value, bool) or not possible:
            raise BudgetError(f"{name} is {wanted}, not {value!r}")


def plan_budget(
    document: Document,
    terms: Terms,
    *,
    sentences: int | None = None,
    words: int | None = None,
    ratio: float | None = None,
    overhead: int = 0,
) -> Budget:
    """Turn the length asked for (at most one of the three) into a budget for this document.

    ``ratio`` is the share of the body's sentences and of its words; at least one sentence.
    """
    if sentences is not None:
        return Budget(sentences=sentences, overhead=overhead)
    if words is not None:
        return Budget(words=words, overhead=overhead)
    length = int(terms.words.sum())
    if ratio is not None:
        most = max(1, math.floor(ratio * len(document.sentences)))
        allowed = math.floor(ratio * length)
        return Budget(sentences=most, words=allowed, loose=True, overhead=overhead)
    growth = max(1.0, length / _SHORT_ARTICLE) ** _GROWTH
    allowed = min(_LARGEST_SHARE * length, _DEFAULT_WORDS * growth)
    most = math.ceil(allowed / _WORDS_A_SENTENCE)
    return Budget(
        sentences=most,
        words=math.floor(allowed),
        aim=max(1, most - 1),
        loose=True,
        overhead=overhead,
    )


def find_candidates(
    document: Document, accepts: Callable[[str], bool] | None = None
) -> npt.NDArray[np.intp]:
    """Return the indices of the sentences that may be chosen.

    Not headings, captions and signatures, nothing that breaks off or announces («…:»), nothing
    that repeats the title, no monsters, no foreign sentences; of these, the ones that the writer
    ``accepts``. Where nothing is left, the rules are relaxed; the title's copies stay out.

    Raises:
        EmptyTextError: the body has nothing besides the title.
    """
    body = [s for s in document.sentences if not _repeats(s, document.title)]
    if not body:
        raise EmptyTextError("the text is empty: it has nothing besides its title and page litter")
    fit = [s for s in body if s.role == "text" and _is_whole(s.text)]
    accepted = [s for s in fit if accepts(s.text)] if accepts else fit
    return np.array([s.index for s in accepted or fit or body], dtype=np.intp)


def _repeats(sentence: Sentence, title: str | None) -> bool:
    return (
        title is not None
        and abs(len(sentence.text) - len(title)) < 10
        and is_copy(sentence.text, title)
    )


def _is_whole(text: str) -> bool:
    return (
        not _UNFINISHED.search(text)
        and _CYRILLIC.search(text) is not None
        and text.count(" ") < _LONGEST_CANDIDATE
    )


def select(
    scores: npt.NDArray[np.float64],
    terms: Terms,
    candidates: npt.NDArray[np.intp],
    budget: Budget,
    *,
    redundancy: float = 0.0,
) -> tuple[int, ...]:
    """Choose candidates greedily by salience less likeness to what is chosen already.

    Maximal marginal relevance (Carbonell and Goldstein 1998,
    https://doi.org/10.1145/290941.291025). Likeness is the share of the shorter sentence's lemmas,
    weighted by rarity, that both have; at ``COPY`` and above a sentence is not chosen at all.
    Ties go to the earlier sentence. Cost: candidates × chosen.

    Raises:
        BudgetError: the word budget is smaller than the shortest candidate.
    """
    size, vocabulary = terms.shape
    words = terms.words
    rarity = np.log1p(size / np.maximum(np.bincount(terms.columns, minlength=vocabulary), 1))
    mass = np.bincount(terms.rows, rarity[terms.columns], size).astype(float)
    lemmas = np.bincount(terms.rows, minlength=size)
    likeness = np.zeros(size)
    open_ = np.zeros(size, dtype=bool)
    open_[candidates] = True
    most = len(candidates) if budget.sentences is None else budget.sentences
    room = int(words[candidates].sum()) if budget.words is None else budget.words - budget.overhead
    if budget.loose and words[candidates].min() > room:
        room = int(words[candidates][np.argmax(scores[candidates])])
    if words[candidates].min() > room:
        raise BudgetError(
            f"no sentence of the text fits into {budget.words} words: "
            f"ask for at least {words[candidates].min() + budget.overhead}"
        )
    chosen: list[int] = []
    while len(chosen) < most:
        fitting = open_ & (words <= room - _reserve(words[open_], budget.aim - len(chosen) - 1))
        if not fitting.any():
            fitting = open_ & (words <= room)
        if not fitting.any():
            break
        value = np.where(fitting, scores - redundancy * likeness, -np.inf)
        best = int(np.argmax(value))
        chosen.append(best)
        open_[best] = False
        room -= int(words[best])
        likeness = np.maximum(likeness, _likeness(best, terms, rarity, mass, lemmas))
        open_ &= likeness < COPY
    return tuple(sorted(chosen))


def _reserve(words: npt.NDArray[np.intp], sentences: int) -> int:
    """Return the words that the shortest ``sentences`` need, so that the aim stays in reach."""
    if sentences <= 0 or len(words) <= sentences:
        return 0
    return int(np.partition(words, sentences - 1)[:sentences].sum())


def _likeness(
    chosen: int,
    terms: Terms,
    rarity: npt.NDArray[np.float64],
    mass: npt.NDArray[np.float64],
    lemmas: npt.NDArray[np.intp],
) -> npt.NDArray[np.float64]:
    """Return the likeness of every sentence to ``chosen``; sentences of few lemmas have none."""
    start, stop = np.searchsorted(terms.rows, (chosen, chosen + 1))
    shared = np.zeros(len(rarity))
    shared[terms.columns[start:stop]] = rarity[terms.columns[start:stop]]
    common = np.bincount(terms.rows, shared[terms.columns], len(mass))
    likeness = common / np.maximum(np.minimum(mass, mass[chosen]), 1e-12)
    few = np.minimum(lemmas, lemmas[chosen]) < _COPY_LEMMAS
    capped: npt.NDArray[np.float64] = np.where(few, np.minimum(likeness, COPY / 2), likeness)
    return capped
