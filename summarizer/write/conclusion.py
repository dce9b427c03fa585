"""One concluding paragraph by rules: «В заключение можно отметить, что …»

    chosen sentences → lines, each rewritten by itself → the best that fit → tied together

What a sentence needs and the paragraph can't give (a name for its pronoun, a third person for its
first) is mended, or the sentence is left out; nothing is added that the article does not say.
"""

import re
from collections.abc import Sequence

from summarizer.data import phrases
from summarizer.document import Document, Sentence
from summarizer.select import Budget
from summarizer.syntax import parse
from summarizer.words import count_words
from summarizer.write import Draft, Written
from summarizer.write.line import Desk, Line, rewrite
from summarizer.write.rules import leans, quote, subordinate
from summarizer.write.tie import tie

_MENDABLE = re.compile(r"(?:Он|Она|По (?:его|её|ее) (?:словам|мнению)) |.*[—–-] [а-яё]+ он", re.IGNORECASE)
_HEAD = 2


class Conclusion:
    """Open with the formula, tell what follows, tie it together."""

    name = "rules"
    overhead = count_words(phrases.OPENING)
    spare = 2.2

    def accepts(self, sentence: str) -> bool:
        """Take sentences that may be mended; what can't be is left out when writing."""
        return not sentence.endswith(("?", ":")) and (
            _MENDABLE.match(sentence) is not None or not leans(sentence)
        )

    def write(self, document: Document, chosen: Sequence[Sentence], budget: Budget) -> Written:
        """Return one paragraph that keeps ``budget``, of the sentences that could be made to fit."""
        desk = Desk(document)
        desk.read([sentence.index for sentence in chosen])
        lines = [line for sentence in chosen if (line := rewrite(sentence, desk)) is not None]
        kept = trim(lead_first(lines), budget)
        if not kept:
            best = chosen[0]
            opening = subordinate(phrases.OPENING, quote(best.text), document.text)
            return Written((Draft(opening, (best,)),))
        return Written(tuple(tie(kept, desk, budget)))


def lead_first(lines: Sequence[Line]) -> list[Line]:
    """Put the line from the article's head, which says what happened, in front of the others."""
    head = [line for line in lines if line.source.index < _HEAD and not line.leans]
    first = min(head, key=lambda line: line.source.index, default=None)
    return list(lines) if first is None else [first, *(line for line in lines if line is not first)]


def trim(lines: Sequence[Line], budget: Budget) -> list[Line]:
    """Keep the best lines (they come best first) that the budget has room for; document order.

    A line that leans comes with the one before it or not at all.
    """
    most = budget.sentences or len(lines)
    if budget.loose and budget.words is not None:
        most += 1  # lines are shorter than sentences
    room = None if budget.words is None else budget.words - budget.overhead
    kept: dict[int, Line] = {}
    places = {line.source.index: line for line in lines}
    for line in lines:
        group = [line]
        while group[0].leans and (before := places.get(group[0].source.index - 1)) is not None:
            group.insert(0, before)
        if group[0].leans:
            continue
        new = [each for each in group if each.source.index not in kept]
        cost = sum(each.words for each in new)
        if len(kept) + len(new) > most or (room is not None and cost > room):
            continue
        kept |= {each.source.index: each for each in new}
        room = None if room is None else room - cost
    return [kept[index] for index in sorted(kept)]
