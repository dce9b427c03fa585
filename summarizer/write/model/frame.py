"""The formulas around what a model wrote, so that any model yields a «Заключение».

Opening and closing are those of the rule writer.
"""

from collections.abc import Sequence

from summarizer.data import phrases
from summarizer.document import Document
from summarizer.syntax import parse
from summarizer.words import count_words
from summarizer.write import Draft
from summarizer.write.conclusion import open_with_formula
from summarizer.write.line import Line
from summarizer.write.rules import strip_discourse
from summarizer.write.tie import can_close, put_under

_OPENED = "в заключени"
_ENOUGH = 3  # sentences


def frame(drafts: Sequence[Draft], document: Document, words: int | None) -> list[Draft]:
    """Open with the formula and close as the rules do, where the model's last sentence bears it.

    Args:
        drafts: what the model wrote, with the budget's room left for the opening.
        document: the article.
        words: most words of the whole; None for no bound.
    """
    framed = list(drafts)
    if framed and not opens(framed):
        text = open_with_formula(strip_discourse(framed[0].text), document.text)
        framed[0] = Draft(text, framed[0].evidence)
    length = sum(count_words(draft.text) for draft in framed) + count_words(phrases.CLOSING)
    if len(framed) >= _ENOUGH and (words is None or length <= words):
        framed[-1] = close_with_formula(framed[-1], document.text)
    return framed


def opens(drafts: Sequence[Draft]) -> bool:
    """Whether a model has opened a conclusion by itself."""
    return bool(drafts) and drafts[0].text.lower().startswith(_OPENED)


def close_with_formula(draft: Draft, context: str) -> Draft:
    """Put the closing before a sentence that looks ahead; others stay as they are."""
    line = Line(draft.evidence[-1], parse([draft.text])[0])
    if not line.tree.tokens or not can_close(line):
        return draft
    return Draft(put_under(phrases.CLOSING, draft.text, line.tree, context), draft.evidence)
