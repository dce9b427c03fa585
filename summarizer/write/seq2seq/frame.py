"""The formulas around what a model wrote, so that any model yields a «Заключение»."""

from collections.abc import Sequence

from summarizer.data import phrases
from summarizer.document import Document
from summarizer.select import Budget
from summarizer.words import count_words
from summarizer.write import Draft
from summarizer.write.rules import decapitalize, is_statement, leans, strip_discourse, subordinate

_OPENED = "в заключени"
_ENOUGH = 3  # sentences


def frame(drafts: Sequence[Draft], document: Document, budget: Budget) -> list[Draft]:
    """Open with the formula of the rules, and close as they do where the last sentence bears it."""
    framed = list(drafts)
    if framed and not framed[0].text.lower().startswith(_OPENED):
        framed[0] = Draft(open_with_formula(framed[0].text, document.text), framed[0].evidence)
    room = budget.words
    if room is not None:
        room -= sum(count_words(draft.text) for draft in framed) + count_words(phrases.CLOSING)
    if len(framed) >= _ENOUGH and (room is None or room >= 0) and bears_closing(framed[-1].text):
        text = phrases.CLOSING + decapitalize(framed[-1].text, document.text)
        framed[-1] = Draft(text, framed[-1].evidence)
    return framed


def open_with_formula(sentence: str, context: str) -> str:
    """Put the opening formula in front of a sentence.

    >>> open_with_formula("Мост готов.", "")
    'В заключение можно отметить, что мост готов.'
    """
    sentence = strip_discourse(sentence)
    if is_statement(sentence):
        return subordinate(phrases.OPENING, sentence, context)
    return phrases.OPENING_ANY + decapitalize(sentence, context)


def bears_closing(sentence: str) -> bool:
    """Whether a sentence says where things stand, so that «Таким образом» is true of it."""
    return (
        is_statement(sentence)
        and not leans(sentence)
        and not sentence.startswith("В ")
        and phrases.STANDING.search(sentence) is not None
    )
