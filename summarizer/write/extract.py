"""Sentences as they stand."""

from summarizer.budget import Budget
from summarizer.document import Document
from summarizer.rank import Ranked
from summarizer.select import select
from summarizer.write import Draft, Written


class Extract:
    """Write nothing new: every sentence is a slice of the text."""

    name = "extract"

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Return the sentences that selection finds best, in document order, each its own evidence.

        Raises:
            BudgetError: no sentence fits into the budget.
        """
        chosen = (document.sentences[n] for n in sorted(select(ranking, budget)))
        return Written(tuple(Draft(sentence.text, (sentence,)) for sentence in chosen))
