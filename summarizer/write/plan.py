"""Document → the lines of the paragraph: choose, rewrite what was chosen, choose again.

The plan of ``summarizer.plan`` says which sentences tell most. What of them can't be written, or
says what another one says, is taken out; a line that is known to lean on the sentence before it
costs more without it; and the rest is planned anew, until the plan holds.
"""

from collections.abc import Iterable

import numpy as np

from summarizer.budget import Budget
from summarizer.data.phrases import OPENING_WORDS
from summarizer.document import Document
from summarizer.plan.model import Judgement
from summarizer.plan.search import search
from summarizer.rank import Ranked
from summarizer.write.context import Context
from summarizer.write.edit import Reject
from summarizer.write.line import Line, rewrite
from summarizer.write.realize import count_names

LONGEST = 60
"""A sentence of more words is not planned with."""

_ROUNDS = 12
_COPY = 0.6


def plan(
    document: Document, ranking: Ranked, budget: Budget, context: Context, judged: Judgement
) -> list[Line]:
    """Return the lines of the paragraph in document order; none where nothing can be written.

    Args:
        document: the article.
        ranking: of its sentences.
        budget: that the lines keep, the formula and people's names with them.
        context: of the document.
        judged: what its sentences are worth, and what they lean on.
    """
    words = ranking.terms.words.copy()
    allowed = np.zeros(len(words), dtype=bool)
    allowed[ranking.candidates] = True
    allowed &= words <= LONGEST
    most_words = int(words.sum()) if budget.words is None else budget.words - OPENING_WORDS
    room = most_words
    most = len(words) if budget.sentences is None else budget.sentences
    lines: dict[int, Line] = {}
    chosen: list[int] = []
    for turn in range(_ROUNDS + 1):
        if turn == _ROUNDS:  # of what is written already
            allowed[[n for n in range(len(words)) if n not in lines]] = False
        chosen = search(judged, words, allowed, room, most)
        new = [n for n in chosen if n not in lines]
        context.read(new)
        for index in new:
            line = rewrite(document.sentences[index], context)
            if isinstance(line, Reject):
                allowed[index] = False
                continue
            lines[index] = line
            allowed[[source.index for source in line.sources[1:]]] = False
            words[index] = line.words
            if line.leans:
                judged = judged.tie(index, line.follows)
        told = [lines[n] for n in chosen if n in lines]
        copies = [line.source.index for k, line in enumerate(told) if repeats(line, told[:k])]
        allowed[copies] = False
        if not new and not copies:
            used = sum(line.words for line in told)
            over = used + count_names(told, context) - most_words
            if over <= 0 or len(told) < 2:
                break
            room = used - over
    return [lines[n] for n in chosen if n in lines]


def repeats(line: Line, kept: Iterable[Line]) -> bool:
    """Whether a line says what one of those kept says."""
    for other in kept:
        shorter = min(len(line.terms), len(other.terms))
        if shorter and len(line.terms & other.terms) > _COPY * shorter:
            return True
    return False
