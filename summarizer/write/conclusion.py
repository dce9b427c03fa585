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
from summarizer.write.tie import Plan, Purse, can_close, closing_strength, tie

_MENDABLE = re.compile(r"(?:Он|Она|По (?:его|её|ее) (?:словам|мнению)) |.*[—–-] [а-яё]+ он", re.IGNORECASE)
_HEAD = 2
_SHORTEST_WITH_CLOSING = 3


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
        kept = plan(lines, budget)
        if not kept.lines:
            best = chosen[0]
            opening = subordinate(phrases.OPENING, quote(best.text), document.text)
            return Written((Draft(opening, (best,)),))
        return Written(tuple(tie(kept, desk, budget)))


def plan(lines: Sequence[Line], budget: Budget) -> Plan:
    """Choose the opening, the facts and the closing; ``lines`` come best first.

    The opening is the line of the article's head, which says what happened. The closing is the
    best line that says where things stand; without one there is none. Between them stand the best
    lines that the budget has room for, in document order; one that leans comes with the line
    before it or not at all.
    """
    most = budget.sentences or len(lines)
    if budget.loose and budget.words is not None:
        most += 1  # lines are shorter than sentences
    purse = Purse(None if budget.words is None else budget.words - budget.overhead)
    ordered = lead_first(lines)
    closing = None
    if most > _SHORTEST_WITH_CLOSING:
        closing = max((line for line in ordered[1:] if can_close(line)), key=closing_strength, default=None)
    if closing is not None and not purse.pay(closing.words + phrases.LONGEST_CLOSING):
        closing = None
    room = most - (closing is not None)
    kept: dict[int, Line] = {}
    places = {line.source.index: line for line in lines}
    for line in ordered:
        if line is closing:
            continue
        group = [line]
        while group[0].leans and (before := places.get(group[0].source.index - 1)) is not None:
            group.insert(0, before)
        if group[0].leans or closing in group:
            continue
        new = [each for each in group if each.source.index not in kept]
        if len(kept) + len(new) <= room and purse.pay(sum(each.words for each in new)):
            kept |= {each.source.index: each for each in new}
    return Plan(tuple(kept[index] for index in sorted(kept)), closing)


def lead_first(lines: Sequence[Line]) -> list[Line]:
    """Put the line from the article's head, which says what happened, in front of the others."""
    head = [line for line in lines if line.source.index < _HEAD and not line.leans]
    first = min(head, key=lambda line: line.source.index, default=None)
    return list(lines) if first is None else [first, *(line for line in lines if line is not first)]
