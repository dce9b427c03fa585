"""What a corpus knows of a lemma: how rare it is, whether editors keep it, whether it is a name."""

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from summarizer.network import Floats

BUCKETS = 1 << 17
"""Size of the hashed tables: statistics of a lemma stand at ``crc32(lemma) % BUCKETS``."""

STEPS = {"rarity": 0.1, "prior": 0.03, "name": 0.01}
"""The tables are stored as whole numbers of these steps, -127 to 127."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a corpus knows of a lemma, hashed into ``BUCKETS`` cells of each table.

    ``rarity`` is ln(documents / documents with the lemma); ``prior`` the log odds that editors
    keep a lemma that the article holds, against the average; ``name`` the share of capitals.
    """

    rarity: Floats
    prior: Floats
    name: Floats

    @classmethod
    def from_steps(
        cls, rarity: npt.NDArray[np.int8], prior: npt.NDArray[np.int8], name: npt.NDArray[np.int8]
    ) -> "Lexicon":
        """Make the tables from the whole steps that they are stored in."""
        return cls(
            np.float32(STEPS["rarity"]) * rarity,
            np.float32(STEPS["prior"]) * prior,
            np.float32(STEPS["name"]) * name,
        )

    def of(self, lemmas: tuple[str, ...]) -> "Lexicon":
        """Return the lexicon of a document: one cell a lemma, in the order of its columns."""
        cells = np.array([bucket(name) for name in lemmas], dtype=np.intp)
        return Lexicon(self.rarity[cells], self.prior[cells], self.name[cells])


@lru_cache(maxsize=100_000)
def bucket(lemma_: str) -> int:
    """Return the cell of a lemma in the tables of a ``Lexicon``."""
    return crc32(lemma_.encode()) % BUCKETS
