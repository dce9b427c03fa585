"""A ranker that has learned what editors keep.

Three small networks, each seeing what the one before it found:

    sentence features → P(an editor would take the sentence)
    lemma features    → P(the lemma stands in the summary), first, second and third occurrence
    bigram features   → P(the pair of neighbouring lemmas stands in the summary)

The first gives the scores; the other two are the ``Concepts`` from which selection composes a
summary of greatest expected ROUGE (concept-based selection: Gillick and Favre 2009,
https://aclanthology.org/W09-1802). Training is in ``models/``; here is numpy alone.
"""

from dataclasses import dataclass

import numpy as np

from summarizer.document import Document
from summarizer.network import Network, read_tensor, standardize
from summarizer.once import once
from summarizer.rank import Concepts, Ranking
from summarizer.rank.features import (
    MAX_OCCURRENCE,
    SENTENCE_GROUPS,
    bigram_features,
    collect,
    lemma_features,
    sentence_features,
)
from summarizer.rank.lexicon import Lexicon
from summarizer.weights import find_model, load_weights
from summarizer.words import Terms

MODEL = "ranker-v1"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Model:
    """The lexicon and the three networks."""

    lexicon: Lexicon
    sentences: Network
    lemmas: Network
    bigrams: Network

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Run the networks one after the other."""
        lexicon = self.lexicon.of(terms.lemmas)
        scores = self.sentences(sentence_features(document, terms, lexicon))
        if not len(terms.tokens):
            return Ranking(scores.astype(float))
        found = collect(terms)
        features, owners = lemma_features(document, terms, found, lexicon, scores)
        chances = np.zeros((terms.shape[1], MAX_OCCURRENCE), dtype=np.float32)
        chances[owners[:, 0], owners[:, 1]] = self.lemmas(features)
        firsts = np.ascontiguousarray(chances[:, 0])
        pairs = bigram_features(document, terms, found, lexicon, scores, firsts)
        return Ranking(
            scores.astype(float),
            concepts=Concepts(
                lemma_chances=chances,
                occurrence=found.occurrence,
                bigram_rows=found.bigram_rows,
                bigram_ids=found.bigram_ids,
                bigram_chances=self.bigrams(pairs),
            ),
        )

    def explain(self, document: Document, terms: Terms) -> tuple[dict[str, float], ...]:
        """Return, for every sentence, what each group of features adds to its log odds.

        Against a sentence that is average in the features of that group, all else equal.
        """
        network = self.sentences
        features = sentence_features(document, terms, self.lexicon.of(terms.lemmas))
        inputs = standardize(features, network.mean, network.scale)
        whole = network.logits(inputs)
        moved: dict[str, list[float]] = {}
        start = 0
        for group, names in SENTENCE_GROUPS.items():
            average = inputs.copy()
            average[:, start : start + len(names)] = 0
            start += len(names)
            moved[group] = (whole - network.logits(average)).astype(float).tolist()
        return tuple(
            {group: values[index] for group, values in moved.items()}
            for index in range(len(document.sentences))
        )


class Learned:
    """Score a sentence by the chance that an editor would take it."""

    name = "learned"

    def __init__(self, model: Model | None = None) -> None:
        self._model = load_model() if model is None else model
        self.model = MODEL if model is None else None

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Return the chance of every sentence, and the concepts to choose by."""
        return self._model.rank(document, terms)

    def explain(self, document: Document, terms: Terms) -> tuple[dict[str, float], ...]:
        """Return what moved each sentence's log odds, by group of features."""
        return self._model.explain(document, terms)


@once
def load_model() -> Model:
    """Open the model that comes with the library.

    Raises:
        WeightsError: it is missing, damaged, or of another format.
    """
    folder = find_model(MODEL)
    tensors = load_weights(folder, "ranker", FORMAT).tensors

    rarity, prior, name = (read_tensor(folder, tensors, key) for key in ("rarity", "prior", "name"))
    return Model(
        Lexicon.from_steps(rarity, prior, name),
        Network.read(folder, tensors, "sentences"),
        Network.read(folder, tensors, "lemmas"),
        Network.read(folder, tensors, "bigrams"),
    )
