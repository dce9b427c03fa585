"""The formula around what a model wrote, so that any model yields a «Заключение».

The one place where rules and models meet: a closing of the rules would be put here too.
"""

from collections.abc import Sequence

from summarizer.data import phrases
from summarizer.document import Document
from summarizer.write import Draft
from summarizer.write.rules import decapitalize, is_statement, strip_discourse, subordinate

_OPENED = "в заключени"


def frame(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """Open with the formula of the rules, unless the model did."""
    if not drafts or drafts[0].text.lower().startswith(_OPENED):
        return list(drafts)
    opened = open_with_formula(drafts[0].text, document.text)
    return [Draft(opened, drafts[0].evidence), *drafts[1:]]


def open_with_formula(sentence: str, context: str) -> str:
    """Put the opening formula in front of a sentence.

    >>> open_with_formula("Мост готов.", "")
    'В заключение можно отметить, что мост готов.'
    """
    sentence = strip_discourse(sentence)
    if is_statement(sentence):
        return subordinate(phrases.OPENING, sentence, context)
    return phrases.OPENING_ANY + decapitalize(sentence, context)
