"""How much every sentence matters: what the model says, beside what the planner's networks say."""

import numpy as np

from summarizer.document import Document
from summarizer.network import Floats
from summarizer.plan.model import OUTPUTS, Judgement, Weighing, load_planner
from summarizer.rank import Ranked
from summarizer.write.editor.engine import Engine
from summarizer.write.editor.prompt import RATINGS, show

SHARE = 0.6
"""Of the model in the log odds; the planner has the rest."""

_IMPORTANCE, _USED = np.array(RATINGS).T
_MEANS = {
    "told": _IMPORTANCE >= 1,
    "important": _IMPORTANCE >= 2,
    "main": _IMPORTANCE >= 3,
    "chosen": _USED > 0,
    "written": _USED > 0,
}
"""What of the planner's outputs a rating answers."""


def judge(engine: Engine, document: Document, ranking: Ranked) -> Judgement:
    """Say what every sentence is worth and what it leans on."""
    chances, hosts = load_planner().chances(document, ranking)
    return Weighing().judge(blend(chances, rate(engine, document)), hosts)


def rate(engine: Engine, document: Document) -> Floats:
    """Return the chance of each of the ``RATINGS``, one row a sentence."""
    texts = [sentence.text for sentence in document.sentences]
    windows = show(document.title, texts, engine.measure)
    return np.vstack([engine.rate(window.lines, len(window.rated)) for window in windows])


def blend(chances: Floats, ratings: Floats, share: float = SHARE) -> Floats:
    """Return the planner's chances, moved to what the model says.

    Args:
        chances: of the planner's ``OUTPUTS``, one row a sentence.
        ratings: of the ``RATINGS``, one row a sentence.
        share: of the model.
    """
    blended = chances.copy()
    for name, means in _MEANS.items():
        column = OUTPUTS.index(name)
        odds = share * _log_odds(ratings[:, means].sum(axis=1))
        odds += (1 - share) * _log_odds(chances[:, column])
        blended[:, column] = 1 / (1 + np.exp(-odds))
    return blended


def _log_odds(chances: Floats) -> Floats:
    clipped = np.clip(chances, 1e-4, 1 - 1e-4)
    odds: Floats = np.log(clipped / (1 - clipped))
    return odds
