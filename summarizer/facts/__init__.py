"""Stage 6: written text → checked text. What a text claims, and what its source does not support.

    tokens → numbers, dates, names, quotations, negation → align → verify → repair

One phenomenon a file; ``verify`` compares, ``repair`` mends.
"""

from summarizer.facts.article import ArticleFacts
from summarizer.facts.repair import guard
from summarizer.facts.verify import Unsupported, check, find_unsupported

__all__ = ["ArticleFacts", "Unsupported", "check", "find_unsupported", "guard"]
