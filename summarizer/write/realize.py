"""Lines → the paragraph: the formula, contrasts, people introduced where they are first named."""

import re
from collections.abc import Sequence

from summarizer.budget import Budget
from summarizer.data import phrases
from summarizer.words import count_words
from summarizer.write import Draft
from summarizer.write.casing import open_with_formula, subordinate
from summarizer.write.context import Context
from summarizer.write.edit import capitalize, mend
from summarizer.write.line import Line, reread
from summarizer.write.reference import introduce
from summarizer.write.speech import front_speaker


def realize(lines: Sequence[Line], context: Context, budget: Budget) -> list[Draft]:
    """Write the paragraph of lines that keep the budget by themselves.

    What is added, a post or first name, a contrast, is paid for from the words that are left.
    """
    left = None
    if budget.words is not None:
        left = budget.words - phrases.OPENING_WORDS - sum(line.words for line in lines)
    mentioned: set[str] = set()
    drafts: list[Draft] = []
    for position, line in enumerate(lines):
        text = line.text
        known = frozenset(mentioned)
        for role_of in (context.role_of, None):
            mentioned = set(known)
            longer = introduce(line.tree, context.people, mentioned, role_of)
            if affords(longer, text, left):
                text = longer
                break
        if position == 0:
            tree = reread(line.tree, mend(as_opening(text)))
            tree = reread(tree, front_speaker(tree, context.text))
            text = open_with_formula(tree, context.text)
        elif line.contrast and line.follows == lines[position - 1].source.index:
            contrasted = subordinate(phrases.CONTRASTING, text, context.text, line.tree)
            text = contrasted if affords(contrasted, line.text, left) else text
        if left is not None and position:
            left -= count_words(text) - line.words
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


def as_opening(text: str) -> str:
    """Take away what refers back or only passes on: «Как пишет издание, …», «также»."""
    passed = re.match(r"Как (?:сообща|переда)[^,]{3,60}, (?=[\w«])", text)
    if passed:
        text = capitalize(text[passed.end() :])
    return re.sub(r"(?<!\bа)(?<!,) также ", " ", text, count=1)
