"""How long a summary may be: the length asked for → a budget for one document."""

import math
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np
import numpy.typing as npt

from summarizer.errors import BudgetError

# The default length: 4 or 5 sentences for a short article; twice that for one 30 times as long.
_DEFAULT_WORDS = 110
_WORDS_A_SENTENCE = 22
_SHORT_ARTICLE = 225
_GROWTH = 0.2
_LARGEST_SHARE = 0.55

LENGTHS = {"short": 0.5, "medium": 1.0, "long": 1.8}
"""Length by name → how many times the default length."""

_LONG_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be.

    ``sentences`` and ``words`` (as ``words.count_words`` has them) are upper bounds, None for no
    bound; both hold. ``aim`` is the number of sentences that room is kept for while words last.
    A ``loose`` budget that no sentence fits lets one sentence pass.
    """

    sentences: int | None = None
    words: int | None = None
    aim: int = 1
    loose: bool = False


def check_length(sentences: object, words: object, ratio: object, length: object = None) -> None:
    """Raise BudgetError unless at most one length is given and it is possible."""
    asked = {"sentences": sentences, "words": words, "ratio": ratio, "length": length}
    given = {name: value for name, value in asked.items() if value is not None}
    if len(given) > 1:
        raise BudgetError(f"give one length, not {len(given)}: {', '.join(given)}")
    for name, value in given.items():
        if name == "length":
            possible = isinstance(value, str) and value in LENGTHS
            wanted = " or ".join(map(repr, LENGTHS))
        elif name == "ratio":
            possible = isinstance(value, Real) and 0 < float(value) <= 1
            wanted = "a number above 0, at most 1"
        else:
            possible = isinstance(value, Integral) and int(value) >= 1
            wanted = "a whole number, at least 1"
        if isinstance(value, bool) or not possible:
            raise BudgetError(f"{name} is {wanted}, not {value!r}")


def plan_budget(
    lengths: npt.NDArray[np.intp],
    *,
    sentences: int | None = None,
    words: int | None = None,
    ratio: float | None = None,
    length: str | None = None,
) -> Budget:
    """Turn the length asked for (at most one of the four) into a budget for one document.

    Args:
        lengths: words of every sentence of the body.
        sentences: most sentences.
        words: most words.
        ratio: share of the body's sentences and of its words; at least one sentence.
        length: one of ``LENGTHS``; without any of the four it is ``"medium"``.
    """
    if sentences is not None:
        return Budget(sentences=sentences)
    if words is not None:
        return Budget(words=words)
    total = int(lengths.sum())
    if ratio is not None:
        most = max(1, math.floor(ratio * len(lengths)))
        return Budget(sentences=most, words=math.floor(ratio * total), loose=True)
    growth = max(1.0, total / _SHORT_ARTICLE) ** _GROWTH
    factor = LENGTHS[length or "medium"]
    share = min(_LONG_SHARE, factor * _LARGEST_SHARE)
    allowed = min(share * total, factor * _DEFAULT_WORDS * growth)
    most = math.ceil(allowed / _WORDS_A_SENTENCE)
    return Budget(sentences=most, words=math.floor(allowed), aim=max(1, most - 1), loose=True)
