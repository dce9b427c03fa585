"""One concluding paragraph by rules: «В заключение можно отметить, что …»

    chosen sentences → lines, each rewritten by itself → the best that fit → tied together

What a sentence needs and the paragraph can't give (a name for its pronoun, a third person for its
first) is mended, or the sentence is left out; nothing is added that the article does not say.
"""

import re
from collections.abc import Sequence
from itertools import islice

from summarizer.data import phrases
from summarizer.document import Document, Sentence
from summarizer.select import Budget
from summarizer.words import count_words
from summarizer.write import Draft, Written
from summarizer.write.line import Desk, rewrite
from summarizer.write.needs import is_credit
from summarizer.write.plan import HEAD, plan
from summarizer.write.rules import decapitalize, is_statement, leans, quote, subordinate
from summarizer.write.tie import Plan, choose_opening, tie

_THIN = 0.6
_REST = 40
_MENDABLE = re.compile(
    r"(?:Он|Она|По (?:его|её|ее) (?:словам|мнению)) |.*[—–-] [а-яё]+ он", re.IGNORECASE
)


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
        """Return one paragraph that keeps ``budget``, of the sentences that could be mended."""
        desk = Desk(document)
        sentences = with_neighbours(chosen, document.sentences)
        desk.read([sentence.index for sentence in sentences])
        lines = [line for sentence in sentences if (line := rewrite(sentence, desk)) is not None]
        kept = plan(lines, budget, document)
        if is_thin(kept, budget):
            rest = others(sentences, document.sentences)
            desk.read([sentence.index for sentence in rest])
            lines += [line for sentence in rest if (line := rewrite(sentence, desk)) is not None]
            kept = plan(lines, budget, document)
        if not kept.lines:
            return Written((open_plainly(chosen, document, budget),))
        return Written(tuple(tie(kept, desk, budget)))


def others(taken: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the first sentences of the article that were not taken, some forty of them."""
    known = {sentence.index for sentence in taken}
    rest = (s for s in sentences if s.role == "text" and s.index not in known)
    return list(islice(rest, _REST))


def is_thin(found: Plan, budget: Budget) -> bool:
    """Whether a plan leaves much of its budget, so that other sentences should be looked at."""
    lines = found.paragraph
    if budget.words is not None:
        room = budget.words - budget.overhead
        return sum(line.words for line in lines) < _THIN * room and len(lines) != budget.sentences
    return budget.sentences is not None and len(lines) < _THIN * budget.sentences


def open_plainly(chosen: Sequence[Sentence], document: Document, budget: Budget) -> Draft:
    """Put the formula before the best sentence that fits as it stands: no rule could take one."""
    rest = sorted(document.sentences, key=lambda sentence: len(sentence.text))
    for sentence in (*chosen, *rest):
        text = open_with_formula(quote(sentence.text), document.text)
        if budget.words is None or count_words(text) <= budget.words:
            return Draft(text, (sentence,))
    return Draft(open_with_formula(quote(chosen[0].text), document.text), (chosen[0],))


def open_with_formula(sentence: str, context: str) -> str:
    """Put the opening that suits a sentence before it; ``context`` shows which words are names.

    >>> open_with_formula("Мост открыт.", "")
    'В заключение можно отметить, что мост открыт.'
    """
    if not is_statement(sentence):
        return phrases.OPENING_ANY + decapitalize(sentence, context)
    return subordinate(choose_opening(sentence), sentence, context)


def with_neighbours(chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """Add the head of the article to what was chosen, and who said it: «Об этом заявил …»"""
    wanted = [*chosen, *sentences[:HEAD]]
    wanted += [sentences[s.index + 1] for s in wanted if s.index + 1 < len(sentences)]
    seen = dict.fromkeys(s.index for s in wanted if s.role == "text")
    given = {s.index for s in chosen} | set(range(HEAD))
    return [sentences[n] for n in seen if n in given or is_credit(sentences[n].text)]
