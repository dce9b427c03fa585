"""One concluding paragraph by rules: «В заключение можно отметить, что …»

    document → ``plan``: chosen sentences, each rewritten by itself → ``realize``: the paragraph

What a sentence needs and the paragraph can't give (a name for its pronoun, a third person for its
first) is mended, or the sentence is left out; nothing is added that the article does not say.
"""

from summarizer.budget import Budget
from summarizer.data import phrases
from summarizer.document import Document
from summarizer.errors import BudgetError
from summarizer.plan.model import judge
from summarizer.rank import Ranked
from summarizer.syntax import parse
from summarizer.words import count_words
from summarizer.write import Draft, Written
from summarizer.write.casing import open_with_formula
from summarizer.write.context import Context
from summarizer.write.edit import mend
from summarizer.write.noise import quote
from summarizer.write.plan import plan
from summarizer.write.realize import realize


class Conclusion:
    """Open with the formula, tell what follows."""

    name = "rules"

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Return one paragraph that keeps ``budget``, of the sentences that could be mended.

        Raises:
            BudgetError: no sentence fits into the budget.
        """
        require_room(ranking, budget)
        context = self.open(document)
        lines = plan(document, ranking, budget, context, judge(document, ranking))
        if not lines:
            return Written((open_plainly(document, ranking, budget),))
        return Written(tuple(realize(lines, context, budget)))

    def open(self, document: Document) -> Context:
        """Return what the rules look up in an article, all of them at work."""
        return Context(document)


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
    fits = (
        s
        for s in best
        if budget.words is None or count_words(s.text) + phrases.OPENING_WORDS <= budget.words
    )
    sentence = next(fits, best[0])
    tree = parse([mend(quote(sentence.text))])[0]
    return Draft(open_with_formula(tree, document.text), (sentence,))
