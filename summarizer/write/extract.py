"""The chosen sentences as they stand."""

from collections.abc import Sequence

from summarizer.document import Document, Sentence
from summarizer.select import Budget
from summarizer.write import Draft, Written


class Extract:
    """Write nothing new: every sentence is a slice of the text."""

    name = "extract"
    overhead = 0
    spare = 1.0

    def accepts(self, sentence: str) -> bool:
        """Take every sentence."""
        return True

    def write(self, document: Document, chosen: Sequence[Sentence], budget: Budget) -> Written:
        """Return the chosen sentences, each its own evidence."""
        return Written(
            tuple(
                Draft(sentence.text, (sentence,))
                for sentence in sorted(chosen, key=lambda s: s.index)
            )
        )
