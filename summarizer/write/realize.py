"""Lines → the paragraph: the formula, contrasts, people introduced where they are first named."""

from collections.abc import Sequence

from summarizer.budget import Budget
from summarizer.data import phrases
from summarizer.words import count_words
from summarizer.write import Draft
from summarizer.write.casing import open_with_formula, subordinate
from summarizer.write.context import Context
from summarizer.write.edit import mend
from summarizer.write.line import Line, reread
from summarizer.write.reference import introduce
from summarizer.write.speech import front_speaker


def realize(lines: Sequence[Line], context: Context, budget: Budget) -> list[Draft]:
    """Write the paragraph of lines that keep the budget by themselves.

    What is added, a first name, a contrast, is paid for from the words that are left.
    """
    left = None
    if budget.words is not None:
        left = budget.words - phrases.OPENING_WORDS - sum(line.words for line in lines)
    mentioned: set[str] = set()
    drafts: list[Draft] = []
    for position, line in enumerate(lines):
        named = introduce(line.tree, context.people, mentioned)
        text = named if affords(named, line.text, left) else line.text
        if position and line.contrast and line.follows == lines[position - 1].source.index:
            contrasted = subordinate(phrases.CONTRASTING, text, context.text, line.tree)
            text = contrasted if affords(contrasted, line.text, left) else text
        if left is not None:
            left -= count_words(text) - line.words
        if position == 0:
            tree = reread(line.tree, mend(text))
            text = open_with_formula(reread(tree, front_speaker(tree, context.text)), context.text)
        drafts.append(Draft(mend(text), line.sources))
    return drafts


def count_names(lines: Sequence[Line], context: Context) -> int:
    """Return how many words it takes to name people in full where they are first named."""
    mentioned: set[str] = set()
    named = [introduce(line.tree, context.people, mentioned) for line in lines]
    return sum(map(count_words, named)) - sum(line.words for line in lines)


def affords(longer: str, text: str, left: int | None) -> bool:
    """Whether the words that are left pay for a longer text."""
    return left is None or count_words(longer) - count_words(text) <= left
