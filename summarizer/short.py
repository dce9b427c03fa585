"""Texts so short that a summary is no shorter."""

from dataclasses import replace

from summarizer.budget import Budget
from summarizer.document import Document
from summarizer.words import count_words
from summarizer.write import Draft, Written

_SHORT = 50
_LONGEST_LEAD = 60
_FORMULA = 7
NOTE = "the text is too short to be summarized: it is given as it is"


def is_short(words: int, written: Written) -> bool:
    """Whether a text has ``_SHORT`` words or fewer, or a summary of it is as long as it is."""
    return words <= max(_SHORT, sum(count_words(draft.text) for draft in written.drafts))


def as_it_is(document: Document, written: Written) -> Written:
    """Give the whole body, with a note; what a model has read and written stays counted."""
    drafts = tuple(Draft(s.text, (s,)) for s in document.sentences)
    return replace(written, drafts=drafts, notes=(NOTE,))


def make_room_for_the_lead(budget: Budget, document: Document) -> Budget:
    """Let the first sentence fit, even over the default budget."""
    lead = next((s for s in document.sentences if s.role == "text"), None)
    if lead is None or budget.words is None:
        return budget
    needed = min(count_words(lead.text), _LONGEST_LEAD) + _FORMULA
    return budget if needed <= budget.words else replace(budget, words=needed)
