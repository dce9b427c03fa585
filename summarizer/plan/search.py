"""Worth, length and dependency of every sentence → the set that tells most within the budget.

A beam over the sentences in document order. A set is worth the sum of its sentences, less what the
model expects to hang in the air: of a sentence that leans, the share of its dependency that no
sentence chosen before it meets. States of about the same length compete with each other, so that
short sets aren't thrown away before they can grow.
"""

import numpy as np
import numpy.typing as npt

from summarizer.plan.model import Judgement

BEAM = 8
"""States that are kept of about the same length."""

_STEP = 8
"""Words within which two lengths are about the same."""


def search(
    judged: Judgement,
    words: npt.NDArray[np.intp],
    allowed: npt.NDArray[np.bool_],
    room: int,
    most: int,
) -> list[int]:
    """Return the indices of the best set in document order; empty where nothing fits.

    Args:
        judged: what the sentences are worth, and what they lean on.
        words: the length of every sentence as it would be written.
        allowed: the sentences that may be taken.
        room: most words of all.
        most: most sentences.
    """
    masks = np.zeros((1, len(words)), dtype=bool)
    values = np.zeros(1)
    used = np.zeros(1, dtype=np.intp)
    sizes = np.zeros(1, dtype=np.intp)
    for index in np.flatnonzero(allowed & (words <= room)).tolist():
        fits = (used + words[index] <= room) & (sizes < most)
        gained = judged.worth[index] - judged.penalty(index, masks)
        gained = gained + np.where(sizes == 0, judged.opening[index], 0.0)
        fits &= np.isfinite(gained)
        grown = masks[fits]
        grown[:, index] = True
        masks = np.vstack((masks, grown))
        values = np.concatenate((values, values[fits] + gained[fits]))
        used = np.concatenate((used, used[fits] + words[index]))
        sizes = np.concatenate((sizes, sizes[fits] + 1))
        kept = _prune(values, used)
        masks, values, used, sizes = masks[kept], values[kept], used[kept], sizes[kept]
    filled = sizes > 0
    if not filled.any():
        return []
    best = int(np.argmax(np.where(filled, values, -np.inf)))
    return [int(index) for index in np.flatnonzero(masks[best])]


def _prune(values: npt.NDArray[np.float64], used: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return the best states of every length."""
    length = used // _STEP
    order = np.lexsort((-values, length))
    first = np.searchsorted(length[order], length[order])
    kept: npt.NDArray[np.intp] = order[np.arange(len(order)) - first < BEAM]
    return kept
