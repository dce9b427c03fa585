"""What the tests of the pipeline share: styles and rankers to try, ones of our own."""

import numpy as np
import pytest

from summarizer import summarize
from summarizer.rank import RANKERS, Ranking
from summarizer.select import select
from summarizer.write import STYLES, Draft, Written

styles = pytest.mark.parametrize("style", sorted(STYLES))
rankers = pytest.mark.parametrize("ranker", sorted(RANKERS))
seeds = pytest.mark.parametrize("seed", range(12))


def extract(text, **options):
    return [s.text for s in summarize(text, style="extract", **options).sentences]


class Backwards:
    """The end of the article first."""

    name = "backwards"

    def rank(self, document, terms):
        return Ranking(np.arange(terms.shape[0], dtype=float))


class Telegram:
    """Sentences in capitals."""

    name = "telegram"

    def write(self, document, ranking, budget):
        chosen = (document.sentences[n] for n in select(ranking, budget))
        drafts = tuple(Draft(s.text.upper(), (s,)) for s in chosen)
        return Written(drafts, ("written in capitals",))
