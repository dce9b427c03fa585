"""The order of the article: news says first what matters most. The baseline to beat."""

import numpy as np
import numpy.typing as npt

from summarizer.document import Document
from summarizer.words import Terms


class Lead:
    """Score a sentence by its place: 1 for the first, falling to 0."""

    name = "lead"
    redundancy = 0.0

    def score(self, document: Document, terms: Terms) -> npt.NDArray[np.float64]:
        """Return ``1 - index / n`` for every sentence."""
        size = len(document.sentences)
        return 1 - np.arange(size) / max(size, 1)
