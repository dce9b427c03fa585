"""The formulas around what a model wrote, so that any model yields a «Заключение»."""

from collections.abc import Sequence

from summarizer.data.phrases import OPENING, OPENING_ANY
from summarizer.document import Document
from summarizer.write import Draft
from summarizer.write.rules import decapitalize, is_statement, strip_discourse, subordinate

_OPENED = "в заключени"


def frame(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """Put the opening formula in front of the first sentence, unless the model did."""
    if not drafts or drafts[0].text.lower().startswith(_OPENED):
        return list(drafts)
    first = strip_discourse(drafts[0].text)
    if is_statement(first):
        opened = subordinate(OPENING, first, document.text)
    else:
        opened = OPENING_ANY + decapitalize(first, document.text)
    return [Draft(opened, drafts[0].evidence), *drafts[1:]]
