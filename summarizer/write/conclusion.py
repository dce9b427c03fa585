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
from summarizer.data.stopwords import STOP_WORDS
from summarizer.words import count_words, lemma, tokenize
from summarizer.write import Draft, Written
from summarizer.write.line import Desk, Line, rewrite
from summarizer.write.rules import leans, quote, subordinate
from summarizer.write.tie import Plan, Purse, can_close, tie

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
        head = [s for s in document.sentences[:_HEAD] if s.role == "text" and s not in chosen]
        sentences = [*chosen, *head]
        desk.read([sentence.index for sentence in sentences])
        lines = [line for sentence in sentences if (line := rewrite(sentence, desk)) is not None]
        kept = plan(lines, budget, document.title)
        if not kept.lines:
            best = chosen[0]
            opening = subordinate(phrases.OPENING, quote(best.text), document.text)
            return Written((Draft(opening, (best,)),))
        return Written(tuple(tie(kept, desk, budget)))


def plan(lines: Sequence[Line], budget: Budget, title: str | None) -> Plan:
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
    ordered = lead_first(lines, title)
    closing = None
    if most > _SHORTEST_WITH_CLOSING:
        closing = next((line for line in ordered[1:most] if can_close(line)), None)
    if closing is not None and not purse.pay(closing.words + count_words(phrases.CLOSING)):
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
    opening = ordered[0].source.index if ordered else None
    order = sorted(kept, key=lambda index: (index != opening, index))
    return Plan(tuple(kept[index] for index in order), closing)


def lead_first(lines: Sequence[Line], title: str | None) -> list[Line]:
    """Put the line that says what happened in front of the others: the head's, or the title's."""
    able = [line for line in lines if not line.leans and not phrases.EARLIER.match(line.text)]
    head = [line for line in able if line.source.index < _HEAD]
    first = min(head, key=lambda line: line.source.index, default=None)
    if first is None:
        words = _content(title or "")
        first = max(able, key=lambda line: len(words & _content(line.text)), default=None)
    return list(lines) if first is None else [first, *(line for line in lines if line is not first)]


def _content(text: str) -> set[str]:
    return {lemma(form) for form in tokenize(text)} - STOP_WORDS
