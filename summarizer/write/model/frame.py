"""The formula of the rules before what a model wrote, so that any model yields a «Заключение»."""

from collections.abc import Sequence

from summarizer.document import Document
from summarizer.syntax import parse
from summarizer.write import Draft
from summarizer.write.casing import open_with_formula
from summarizer.write.noise import strip_discourse

_OPENED = "в заключени"


def frame(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """Open with the formula, unless the model did; ``drafts`` leave the budget's room for it."""
    framed = list(drafts)
    if framed and not opens(framed):
        tree = parse([strip_discourse(framed[0].text)])[0]
        framed[0] = Draft(open_with_formula(tree, document.text), framed[0].evidence)
    return framed


def opens(drafts: Sequence[Draft]) -> bool:
    """Whether a model has opened a conclusion by itself."""
    return bool(drafts) and drafts[0].text.lower().startswith(_OPENED)
