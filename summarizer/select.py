"""Scores + budget → the chosen sentences, best first: what an extract is made of."""

import numpy as np
import numpy.typing as npt

from summarizer.budget import Budget
from summarizer.errors import BudgetError
from summarizer.rank import Concepts, Ranked
from summarizer.words import Terms

COPY = 0.7
"""Two sentences that share this much of the shorter one say the same."""

BIGRAM_WEIGHT = 2.0
SALIENCE_WEIGHT = 0.3
"""Weights of expected ROUGE-2 and of mean salience beside expected ROUGE-1."""

_REFERENCE_SENTENCE = 18
_COPY_LEMMAS = 4


def select(ranking: Ranked, budget: Budget) -> tuple[int, ...]:
    """Choose candidates greedily, as long as the budget lasts; return them best first.

    Without concepts: by salience less likeness to what is chosen already, maximal marginal
    relevance (Carbonell and Goldstein 1998, https://doi.org/10.1145/290941.291025). With them: by
    the ROUGE that the summary may expect. Either way a sentence that shares ``COPY`` of the
    lemmas (weighted by rarity) of the shorter one with a chosen one is not chosen. Ties go to the
    earlier sentence. Cost: words of the document × chosen.

    Raises:
        BudgetError: the word budget is smaller than the shortest candidate.
    """
    terms, candidates = ranking.terms, ranking.candidates
    words = terms.words
    shortest = int(words[candidates].min())
    most = len(candidates) if budget.sentences is None else budget.sentences
    room = int(words[candidates].sum())
    if budget.words is not None:
        room = min(room, budget.words)
    if budget.loose and shortest > room:
        room = int(words[candidates][np.argmax(ranking.scores[candidates])])
    if shortest > room:
        raise BudgetError(
            f"no sentence of the text fits into {budget.words} words: ask for at least {shortest}"
        )
    likeness = Likeness(terms)
    value = (
        Marginal(ranking.scores, ranking.redundancy, likeness)
        if ranking.concepts is None
        else Expected(ranking.scores, ranking.concepts, terms, _expected_length(budget, room))
    )
    available = np.zeros(len(words), dtype=bool)
    available[candidates] = True
    chosen: list[int] = []
    while len(chosen) < most:
        reserve = _reserve(words[available], budget.aim - len(chosen) - 1)
        fitting = available & (words <= room - reserve)
        if not fitting.any():
            fitting = available & (words <= room)
        if not fitting.any():
            break
        best = int(np.argmax(np.where(fitting, value.of_each(), -np.inf)))
        chosen.append(best)
        room -= int(words[best])
        likeness.add(best)
        value.add(best)
        available &= likeness.to_chosen < COPY
        available[best] = False
    return tuple(chosen)


class Likeness:
    """How much of the shorter sentence's lemmas, weighted by rarity, two sentences share."""

    def __init__(self, terms: Terms) -> None:
        size, vocabulary = terms.shape
        self._terms = terms
        self._rarity = np.log1p(
            size / np.maximum(np.bincount(terms.columns, minlength=vocabulary), 1)
        )
        self._mass = np.bincount(terms.rows, self._rarity[terms.columns], size)
        self._lemmas = np.bincount(terms.rows, minlength=size)
        self.to_chosen = np.zeros(size)

    def add(self, chosen: int) -> None:
        """Raise ``to_chosen`` by a new sentence; one of few lemmas is a copy only if all agree."""
        terms = self._terms
        start, stop = np.searchsorted(terms.rows, (chosen, chosen + 1))
        shared = np.zeros(len(self._rarity))
        shared[terms.columns[start:stop]] = self._rarity[terms.columns[start:stop]]
        common = np.bincount(terms.rows, shared[terms.columns], len(self._mass))
        likeness = common / np.maximum(np.minimum(self._mass, self._mass[chosen]), 1e-12)
        few = np.minimum(self._lemmas, self._lemmas[chosen]) < _COPY_LEMMAS
        few &= common < np.maximum(self._mass, self._mass[chosen]) - 1e-9
        likeness = np.where(few, np.minimum(likeness, COPY / 2), likeness)
        self.to_chosen = np.maximum(self.to_chosen, likeness)


class Marginal:
    """Salience less likeness to what is chosen."""

    def __init__(
        self, scores: npt.NDArray[np.float64], redundancy: float, likeness: Likeness
    ) -> None:
        self._scores = scores
        self._redundancy = redundancy
        self._likeness = likeness

    def of_each(self) -> npt.NDArray[np.float64]:
        """Return what each sentence would add now."""
        return self._scores - self._redundancy * self._likeness.to_chosen

    def add(self, chosen: int) -> None:
        """Nothing to remember: ``likeness`` does."""


class Expected:
    """Expected ROUGE-1 and ROUGE-2 of the summary with each sentence added.

    F1 against a reference of ``length`` words of which only the chances of its lemmas and
    bigrams are known; the weights were chosen on training data.
    """

    def __init__(
        self,
        scores: npt.NDArray[np.float64],
        concepts: Concepts,
        terms: Terms,
        length: float,
    ) -> None:
        self._concepts = concepts
        self._scores = scores
        self._length = length
        self._terms = terms
        self._rows = terms.token_rows
        self._sizes = np.diff(terms.starts)
        limit = concepts.lemma_chances.shape[1]
        # A column of zeros: occurrences beyond the last that is modelled are worth nothing.
        self._chances = np.hstack(
            (concepts.lemma_chances, np.zeros((len(terms.lemmas), 1), dtype=np.float32))
        )
        self._limit = limit
        self._held = np.zeros(len(terms.lemmas), dtype=np.intp)
        self._open = concepts.bigram_chances.astype(float)
        self._words = 0
        self._matches = 0.0
        self._pair_matches = 0.0
        self._salience = 0.0
        self._chosen = 0
        self._gains = self._count_gains()

    def _count_gains(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        tokens, concepts, size = self._terms.tokens, self._concepts, len(self._scores)
        place = np.minimum(self._held[tokens] + concepts.occurrence, self._limit)
        lemmas = np.bincount(self._rows, self._chances[tokens, place], size)
        pairs = np.bincount(concepts.bigram_rows, self._open[concepts.bigram_ids], size)
        return lemmas.astype(float), pairs.astype(float)

    def of_each(self) -> npt.NDArray[np.float64]:
        """Return the value of the summary with each sentence added."""
        lemmas, pairs = self._gains
        words = self._words + self._sizes
        rouge1 = 2 * (self._matches + lemmas) / (words + self._length)
        rouge2 = 2 * (self._pair_matches + pairs) / (words + self._length)
        salience = (self._salience + self._scores) / (self._chosen + 1)
        value: npt.NDArray[np.float64] = (
            rouge1 + BIGRAM_WEIGHT * rouge2 + SALIENCE_WEIGHT * salience
        )
        return value

    def add(self, chosen: int) -> None:
        """Take a sentence into the summary."""
        lemmas, pairs = self._gains
        self._matches += float(lemmas[chosen])
        self._pair_matches += float(pairs[chosen])
        start, stop = self._terms.starts[chosen : chosen + 2]
        np.add.at(self._held, self._terms.tokens[start:stop], 1)
        first, last = np.searchsorted(self._concepts.bigram_rows, (chosen, chosen + 1))
        self._open[self._concepts.bigram_ids[first:last]] = 0
        self._words += int(self._sizes[chosen])
        self._salience += float(self._scores[chosen])
        self._chosen += 1
        self._gains = self._count_gains()


def _expected_length(budget: Budget, room: int) -> float:
    """Return the length of the reference that a summary of this budget is meant to match."""
    wanted = room if budget.sentences is None else budget.sentences * _REFERENCE_SENTENCE
    return float(min(room, wanted))


def _reserve(words: npt.NDArray[np.intp], sentences: int) -> int:
    """Return the words that the shortest ``sentences`` need, so that the aim stays in reach."""
    if sentences <= 0 or len(words) <= sentences:
        return 0
    return int(np.partition(words, sentences - 1)[:sentences].sum())
