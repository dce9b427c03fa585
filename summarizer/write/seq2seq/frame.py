"""The formulas around what a model wrote, so that any model yields a «Заключение»."""

from collections.abc import Sequence

from summarizer.document import Document
from summarizer.write import Draft
from summarizer.write.conclusion import open_with_formula
from summarizer.write.rules import strip_discourse

_OPENED = "в заключени"


def frame(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """Open with the formula of the rules; what closes is the model's."""
    framed = list(drafts)
    if framed and not framed[0].text.lower().startswith(_OPENED):
        text = open_with_formula(strip_discourse(framed[0].text), document.text)
        framed[0] = Draft(text, framed[0].evidence)
    return framed
