"""One concluding paragraph by rules: «В заключение можно отметить, что …»

    sentences → lines, each rewritten by itself → the best that fit → tied together

What a sentence needs and the paragraph can't give (a name for its pronoun, a third person for its
first) is mended, or the sentence is left out; nothing is added that the article does not say.
"""

from summarizer.budget import Budget
from summarizer.data import phrases
from summarizer.document import Document
from summarizer.errors import BudgetError
from summarizer.rank import Ranked
from summarizer.words import count_words
from summarizer.write import Draft, Written
from summarizer.write.edit import finish, mend
from summarizer.write.line import Desk, rewrite
from summarizer.write.plan import plan
from summarizer.write.rules import decapitalize, is_statement, quote, subordinate
from summarizer.write.tie import choose_opening, tie

_MOST = 60
"""Sentences that are looked at, the best of them."""


class Conclusion:
    """Open with the formula, tell what follows, tie it together."""

    name = "rules"

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Return one paragraph that keeps ``budget``, of the sentences that could be mended.

        Raises:
            BudgetError: no sentence fits into the budget.
        """
        require_room(ranking, budget)
        desk = Desk(document)
        order = [n for n in ranking.order.tolist() if document.sentences[n].role == "text"]
        sentences = [document.sentences[n] for n in order[:_MOST]]
        desk.read([sentence.index for sentence in sentences])
        lines = [line for sentence in sentences if (line := rewrite(sentence, desk)) is not None]
        kept = plan(lines, budget, document)
        if not kept.lines:
            return Written((open_plainly(document, ranking, budget),))
        return Written(tuple(tie(kept, desk, budget)))


def require_room(ranking: Ranked, budget: Budget) -> None:
    """Raise BudgetError unless the shortest sentence fits behind the formula."""
    if budget.words is None or budget.loose:
        return
    least = int(ranking.terms.words[ranking.candidates].min()) + phrases.OPENING_WORDS
    if least > budget.words:
        raise BudgetError(
            f"no sentence of the text fits into {budget.words} words: ask for at least {least}"
        )


def open_plainly(document: Document, ranking: Ranked, budget: Budget) -> Draft:
    """Put the formula before the best sentence that fits as it stands: no rule could take one."""
    candidates = set(ranking.candidates.tolist())
    best = [document.sentences[n] for n in ranking.order.tolist() if n in candidates]
    for sentence in best:
        text = open_with_formula(mend(quote(sentence.text)), document.text)
        if budget.words is None or count_words(text) <= budget.words:
            return Draft(text, (sentence,))
    return Draft(open_with_formula(mend(quote(best[0].text)), document.text), (best[0],))


def open_with_formula(sentence: str, context: str) -> str:
    """Put the opening that suits a sentence before it; ``context`` shows which words are names.

    >>> open_with_formula("Мост открыт.", "")
    'В заключение можно отметить, что мост открыт.'
    """
    if not is_statement(sentence):
        return phrases.OPENING_ANY + finish(decapitalize(sentence, context))
    return subordinate(choose_opening(sentence), sentence, context)
