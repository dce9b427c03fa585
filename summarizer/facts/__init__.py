"""Stage 6: written text → checked text. What a text claims, and what its source does not support.

    tokens → numbers, dates, names, quotations, negation, direction → align → verify → repair

One phenomenon a file; ``checks`` compares, ``verify`` is what callers use, ``repair`` mends.
"""

from summarizer.facts.article import ArticleFacts
from summarizer.facts.content import find_share_of_new
from summarizer.facts.repair import guard
from summarizer.facts.table import to_object, to_table
from summarizer.facts.verify import KINDS, Checker, Unsupported, check, find_unsupported

__all__ = [
    "KINDS",
    "ArticleFacts",
    "Checker",
    "Unsupported",
    "check",
    "find_share_of_new",
    "find_unsupported",
    "guard",
    "to_object",
    "to_table",
]
