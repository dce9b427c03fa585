"""The order of the article: news says first what matters most. The baseline to beat."""

import numpy as np

from summarizer.document import Document
from summarizer.rank import Ranking
from summarizer.words import Terms


class Lead:
    """Score a sentence by its place: 1 for the first, falling to 0."""

    name = "lead"

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Return ``1 - index / n`` for every sentence."""
        size = len(document.sentences)
        return Ranking(1 - np.arange(size) / max(size, 1))
