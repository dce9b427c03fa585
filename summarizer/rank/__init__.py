"""Stage 4: document → one score a sentence. One algorithm a file, each registered here by name."""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from summarizer.candidates import find_candidates
from summarizer.document import Document
from summarizer.errors import OptionError, UnknownNameError
from summarizer.words import Terms, count_terms

RANKERS = {
    "learned": "summarizer.rank.learned:Learned",
    "lead": "summarizer.rank.lead:Lead",
    "centrality": "summarizer.rank.centrality:Centrality",
}
"""Name → where the class stands; imported when first asked for."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """What a ranker believes of single lemmas and pairs of lemmas, for selection to choose by.

    ``lemma_chances[column, k]`` is the probability that the summary holds the lemma more than
    ``k`` times; ``occurrence[t]`` tells how many equal lemmas stand before token ``t`` in its
    sentence. ``bigram_rows`` and ``bigram_ids`` are the cells of the sentence × bigram matrix;
    ``bigram_chances[id]`` is the probability that the summary holds the bigram.
    """

    lemma_chances: npt.NDArray[np.float32]
    occurrence: npt.NDArray[np.intp]
    bigram_rows: npt.NDArray[np.intp]
    bigram_ids: npt.NDArray[np.intp]
    bigram_chances: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The salience of every sentence (finite, higher is better) and how to choose by it.

    ``redundancy`` is what selection takes off a score for full likeness to what is chosen. Where
    there are ``concepts``, selection goes by them and lets the scores weigh a little.
    """

    scores: npt.NDArray[np.float64]
    redundancy: float = 0.0
    concepts: Concepts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked(Ranking):
    """A ranking with what it was made from, for those who choose sentences by it.

    ``terms`` are the words of the document, ``candidates`` the indices of the sentences that may
    be taken at all, in document order.
    """

    terms: Terms
    candidates: npt.NDArray[np.intp]

    @property
    def order(self) -> npt.NDArray[np.intp]:
        """The indices of all sentences, best first; ties go to the earlier one."""
        return np.argsort(-self.scores, kind="stable")


@runtime_checkable
class Ranker(Protocol):
    """What can rank: anything with a ``name`` and this one method."""

    name: str

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Return the salience of every sentence of ``document``."""


@runtime_checkable
class Explaining(Ranker, Protocol):
    """A ranker that can say what moved its scores."""

    def explain(self, document: Document, terms: Terms) -> tuple[dict[str, float], ...]:
        """Return, for every sentence, what each kind of evidence added to its score."""


def rank(ranker: Ranker, document: Document) -> Ranked:
    """Run a ranker over a document.

    Raises:
        EmptyTextError: the body has nothing besides the title.
        OptionError: what the ranker returns is no ranking of this document.
    """
    terms = count_terms([s.text for s in document.sentences], document.title)
    candidates = find_candidates(document)
    ranking = check_ranking(ranker.rank(document, terms), len(document.sentences), ranker.name)
    return Ranked(
        ranking.scores,
        ranking.redundancy,
        ranking.concepts,
        terms=terms,
        candidates=candidates,
    )


def get_ranker(ranker: str | Ranker) -> Ranker:
    """Return the ranker registered under a name, or the object itself.

    Raises:
        UnknownNameError: no such name.
        OptionError: neither a name nor a ranker.
    """
    if isinstance(ranker, str):
        if ranker not in RANKERS:
            raise UnknownNameError("ranker", ranker, tuple(RANKERS))
        module, name = RANKERS[ranker].split(":")
        found: Ranker = getattr(import_module(module), name)()
        return found
    if not isinstance(ranker, Ranker) or isinstance(ranker, type):
        raise OptionError(f"a ranker is a name or has .name and .rank(): {ranker!r} does not")
    return ranker


def check_ranking(ranking: object, size: int, name: str) -> Ranking:
    """Return the ranking with its scores as an array; ``size`` is the number of sentences.

    Raises:
        OptionError: it is no ``Ranking``, or not one finite score for each sentence.
    """
    if not isinstance(ranking, Ranking):
        raise OptionError(
            f"the ranker {name!r} must return a Ranking, not {type(ranking).__name__}"
        )
    try:
        scores = np.asarray(ranking.scores, dtype=float)
    except (TypeError, ValueError):
        scores = np.empty(0)
    if scores.shape != (size,) or not np.isfinite(scores).all():
        raise OptionError(f"the ranker {name!r} must return {size} finite scores, one a sentence")
    return replace(ranking, scores=scores)
