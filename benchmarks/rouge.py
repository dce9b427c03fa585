"""ROUGE that Russian can trust (Lin 2004, https://aclanthology.org/W04-1013). Scores in percent.

The modes ``plain`` (word forms), ``lemma`` (dictionary forms by pymorphy3) and ``stem`` (Snowball)
are rouge-score over words made comparable: NFC, lower case, «ё» is «е», a word is ``\\w+``. The
mode ``gazeta`` repeats the protocol of the published Gazeta tables (Gusev 2020,
https://arxiv.org/abs/2006.11063): lower-cased razdel tokens, punctuation too, counted by pltrdy's
rouge of 2019, whose n-grams are sets and whose ROUGE-L is at summary level.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Protocol

import razdel
import snowballstemmer
from rouge_score.rouge_scorer import RougeScorer

from benchmarks.bootstrap import SEED
from summarizer import __version__
from summarizer.segment import split
from summarizer.words import lemma, tokenize

METRICS = ("rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum")
GAZETA_METRICS = {"rouge1": "rouge-1", "rouge2": "rouge-2", "rougeL": "rouge-l"}
MODES = ("lemma", "plain", "stem", "gazeta")

_stemmer = snowballstemmer.stemmer("russian")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one metric on one document, in percent."""

    precision: float
    recall: float
    f1: float


class Counter(Protocol):
    """What counts in one mode: metric → score of a hypothesis against one reference."""

    name: str

    def count(self, hypothesis: str, reference: str) -> dict[str, Score]:
        """Score one text against one other."""


class Rouge:
    """A scorer whose scores carry its signature.

    >>> Rouge("lemma").score("Мосты открыты", ["Мост открыли"])["rouge1"].f1
    100.0
    """

    def __init__(self, mode: str = "lemma") -> None:
        if mode not in MODES:
            raise ValueError(f"no mode {mode!r}: use {', '.join(MODES)}")
        self.mode = mode
        self._counter: Counter = _Gazeta() if mode == "gazeta" else _Words(mode)

    def signature(self, articles: int) -> str:
        """Return everything that decides the scores of so many articles and their intervals."""
        return f"rouge:{self._counter.name}|n:{articles}|seed:{SEED}|v:{__version__}"

    def score(self, hypothesis: str, references: Sequence[str]) -> dict[str, Score]:
        """Score one text; of several references the best F1 counts, metric by metric.

        An empty hypothesis scores 0.
        """
        scores = [self._counter.count(hypothesis, reference) for reference in references]
        return {name: max((s[name] for s in scores), key=lambda s: s.f1) for name in scores[0]}


@lru_cache(maxsize=200_000)
def _stem(form: str) -> str:
    return str(_stemmer.stemWord(form))


class _Words:
    """rouge-score over folded words, lemmas or stems."""

    def __init__(self, mode: str) -> None:
        normal: dict[str, Callable[[str], str]] = {"plain": str, "lemma": lemma, "stem": _stem}
        package = {"plain": "", "lemma": "pymorphy3", "stem": "snowballstemmer"}[mode]
        self._normal = normal[mode]
        self._scorer = RougeScorer(list(METRICS), tokenizer=self)
        made = f"+{package}-{version(package)}" if package else ""
        self.name = f"rouge-score-{version('rouge-score')}|mode:{mode}|tok:nfc+lower+ё=е+\\w+{made}"

    def tokenize(self, text: str) -> list[str]:
        return [self._normal(form) for form in tokenize(unicodedata.normalize("NFC", text))]

    def count(self, hypothesis: str, reference: str) -> dict[str, Score]:
        scores = self._scorer.score(_by_line(reference), _by_line(hypothesis))
        return {
            name: Score(100 * s.precision, 100 * s.recall, 100 * s.fmeasure)
            for name, s in scores.items()
        }


class _Gazeta:
    """pltrdy's rouge over razdel tokens; it splits sentences at the token «.»."""

    def __init__(self) -> None:
        from rouge import Rouge as Pltrdy

        self._scorer = Pltrdy(metrics=list(GAZETA_METRICS.values()))
        self.name = f"pltrdy-{version('rouge')}|mode:gazeta|tok:lower+razdel-{version('razdel')}"

    def count(self, hypothesis: str, reference: str) -> dict[str, Score]:
        texts = [_tokens(hypothesis), _tokens(reference)]
        if not all(text.replace(".", "").strip() for text in texts):
            return dict.fromkeys(GAZETA_METRICS, Score(0.0, 0.0, 0.0))
        found = self._scorer.get_scores(*texts)[0]
        return {
            name: Score(*(100 * found[theirs][key] for key in ("p", "r", "f")))
            for name, theirs in GAZETA_METRICS.items()
        }


def _tokens(text: str) -> str:
    return " ".join(token.text for token in razdel.tokenize(text.lower()))


def _by_line(text: str) -> str:
    """One sentence a line, as ROUGE-Lsum wants it."""
    return "\n".join(sentence.text for sentence in split(text))
