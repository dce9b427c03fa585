"""Stage 4: document → one score a sentence. One algorithm a file, each registered here by name."""

from importlib import import_module
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from summarizer.document import Document
from summarizer.errors import OptionError, UnknownNameError
from summarizer.words import Terms

RANKERS = {
    "lead": "summarizer.rank.lead:Lead",
    "centrality": "summarizer.rank.centrality:Centrality",
}
"""Name → where the class stands; imported when first asked for."""


@runtime_checkable
class Ranker(Protocol):
    """What can rank: anything with a ``name``, a ``redundancy`` and this one method.

    ``redundancy`` is what selection takes off a score for full likeness to what is chosen.
    """

    name: str
    redundancy: float

    def score(self, document: Document, terms: Terms) -> npt.NDArray[np.float64]:
        """Return the salience of every sentence of ``document``: finite, higher is better."""


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
        raise OptionError(
            f"a ranker is a name or has .name, .redundancy and .score(): {ranker!r} does not"
        )
    return ranker
