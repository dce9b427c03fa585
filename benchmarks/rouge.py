"""ROUGE that Russian can trust: rouge-score (Lin 2004) over words made comparable.

Text is NFC, lower case, «ё» is «е», a word is ``\\w+``. Modes: ``plain`` compares word forms,
``lemma`` dictionary forms by pymorphy3, ``stem`` Snowball stems. Scores are in percent.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

import snowballstemmer
from rouge_score.rouge_scorer import RougeScorer

from summarizer.segment import split
from summarizer.words import lemma, tokenize

METRICS = ("rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum")

_stemmer = snowballstemmer.stemmer("russian")


@lru_cache(maxsize=200_000)
def _stem(form: str) -> str:
    return str(_stemmer.stemWord(form))


MODES: dict[str, Callable[[str], str]] = {"plain": str, "lemma": lemma, "stem": _stem}


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one metric on one document, in percent."""

    precision: float
    recall: float
    f1: float


class _Tokenizer:
    def __init__(self, mode: str) -> None:
        self.normal = MODES[mode]

    def tokenize(self, text: str) -> list[str]:
        return [self.normal(form) for form in tokenize(unicodedata.normalize("NFC", text))]


class Rouge:
    """A scorer whose scores carry its signature.

    >>> Rouge("lemma").score("Мосты открыты", ["Мост открыли"])["rouge1"].f1
    100.0
    """

    def __init__(self, mode: str = "lemma") -> None:
        self.mode = mode
        self._scorer = RougeScorer(list(METRICS), tokenizer=_Tokenizer(mode))

    @property
    def signature(self) -> str:
        """Everything that decides the scores."""
        words = {"plain": "", "lemma": "pymorphy3", "stem": "snowballstemmer"}[self.mode]
        normal = f"+{words}-{version(words)}" if words else ""
        tokens = f"nfc+lower+ё=е+\\w+{normal}"
        return f"rouge:rouge-score-{version('rouge-score')}|mode:{self.mode}|tok:{tokens}"

    def score(self, hypothesis: str, references: Sequence[str]) -> dict[str, Score]:
        """Score one text; of several references the best counts, metric by metric."""
        scores = self._scorer.score_multi(
            [_by_line(text) for text in references], _by_line(hypothesis)
        )
        return {
            name: Score(100 * s.precision, 100 * s.recall, 100 * s.fmeasure)
            for name, s in scores.items()
        }


def _by_line(text: str) -> str:
    """One sentence a line, as ROUGE-Lsum wants it."""
    return "\n".join(sentence.text for sentence in split(text))
