"""What an editor would think of every sentence: how much it matters, what it leans on.

Two small networks, trained on editors' annotations (``models/planner-v1``):

    sentence → P(more than noise), P(important), P(the main event), P(in the best extract),
               P(in an edited summary), P(it leans on another sentence)
    sentence, one before it → P(the first leans on the second)
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from summarizer.document import Document
from summarizer.network import Floats, Network, read_tensor
from summarizer.once import once
from summarizer.plan.features import gather, look
from summarizer.rank import Ranked
from summarizer.rank.features import sentence_features
from summarizer.rank.learned import load_model as load_ranker
from summarizer.syntax import word_vectors
from summarizer.weights import find_model, load_weights

MODEL = "planner-v1"
FORMAT = 1

OUTPUTS = ("told", "important", "main", "chosen", "written", "leans")
"""What the first network answers, column by column."""


_NEXT = 0.3
"""Weight of the sentence before one that is known to lean, beside the hosts that are expected."""

_KNOWN = 1.5
"""What it costs more than expected where a sentence that is known to lean stands alone."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the sentences of one article are worth to a summary, and what they lean on.

    ``worth[i]`` is what sentence ``i`` adds; ``opening[i]`` what it adds where it comes first, 0
    at best. ``leaning[i]`` is the chance that it leans on another one, ``hosts[i, j]`` that it
    leans on ``j`` before it.
    """

    worth: npt.NDArray[np.float64]
    opening: npt.NDArray[np.float64]
    leaning: npt.NDArray[np.float64]
    hosts: npt.NDArray[np.float64]
    cost: float

    def penalty(self, index: int, masks: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        """Return what it costs to put a sentence behind each set of a row of ``masks``."""
        near = np.flatnonzero(self.hosts[index])
        met = masks[:, near] @ self.hosts[index, near]
        lost: npt.NDArray[np.float64] = self.leaning[index] - met
        return self.cost * np.maximum(lost, 0)

    def tie(self, index: int, host: int) -> "Judgement":
        """Return the judgement where a sentence is known to lean, likelier on ``host``."""
        leaning, hosts = self.leaning.copy(), self.hosts.copy()
        leaning[index] = _KNOWN
        if host >= 0:
            hosts[index, host] += _NEXT
        hosts[index] *= _KNOWN / max(hosts[index].sum(), 1e-6)
        return replace(self, leaning=leaning, hosts=hosts)


@dataclass(frozen=True, slots=True)
class Weighing:
    """How chances become worth: weights of some of the ``OUTPUTS``, less a threshold."""

    important: float = 1.0
    main: float = 1.0
    chosen: float = 1.0
    written: float = 0.5
    threshold: float = 0.2
    opening: float = 1.0
    cost: float = 0.9

    def judge(self, chances: Floats, hosts: Floats) -> Judgement:
        """Return the judgement for the chances of a document's sentences."""
        _, important, main, chosen, written, leans = chances.T.astype(float)
        worth = self.important * important + self.main * main - self.threshold
        worth += self.chosen * chosen + self.written * written
        leaning = np.maximum(leans, np.minimum(hosts.sum(axis=1), 1))
        return Judgement(worth, self.opening * (main - 1), leaning, hosts.astype(float), self.cost)


@dataclass(frozen=True, slots=True)
class Planner:
    """The two networks, and the projection of word vectors that the first one reads."""

    projection: Floats
    sentences: Network
    pairs: Network

    def chances(self, document: Document, ranking: Ranked) -> tuple[Floats, Floats]:
        """Return the ``OUTPUTS`` of every sentence, and of every pair whether one leans on one."""
        lexicon = load_ranker().lexicon.of(ranking.terms.lemmas)
        base = sentence_features(document, ranking.terms, lexicon)
        seen = look(document, ranking, base, lexicon.rarity, word_vectors())
        size = len(document.sentences)
        hosts = np.zeros((size, size), dtype=np.float32)
        if len(seen.later):
            hosts[seen.later, seen.earlier] = self.pairs(seen.pairs)
        return self.sentences(gather(seen, hosts, self.projection)), hosts


def judge(document: Document, ranking: Ranked) -> Judgement:
    """Say what every sentence is worth and what it leans on.

    Raises:
        WeightsError: the model is missing or damaged.
    """
    return Weighing().judge(*load_planner().chances(document, ranking))


@once
def load_planner() -> Planner:
    """Open the model that comes with the library.

    Raises:
        WeightsError: it is missing, damaged, or of another format.
    """
    folder = find_model(MODEL)
    tensors = load_weights(folder, "planner", FORMAT).tensors
    return Planner(
        read_tensor(folder, tensors, "projection"),
        Network.read(folder, tensors, "sentences"),
        Network.read(folder, tensors, "pairs"),
    )
