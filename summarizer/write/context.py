"""What the rules look up in one article: trees of its sentences, its people, open quotations."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

from summarizer.document import Document
from summarizer.syntax import Tree, parse
from summarizer.write.cohesion import is_credit
from summarizer.write.noise import quote
from summarizer.write.people import People
from summarizer.write.replies import find_speakers

QUOTE_REACH = 8


class Context:
    """What the rules look up in one article: trees of its sentences, its people, open quotes.

    ``off`` are the names of rules that are switched off; ``fired`` counts what the others did.
    """

    def __init__(self, document: Document, off: Collection[str] = ()) -> None:
        self.document = document
        self.off = frozenset(off)
        self.fired: Counter[str] = Counter()
        self.people = People(document.text)
        self.text = f"{document.title or ''}\n{document.text}"
        self._trees: dict[int, Tree] = {}
        self._speakers = find_speakers(document)

    def read(self, indices: Sequence[int]) -> None:
        """Parse sentences of the article together."""
        new = [n for n in indices if n not in self._trees and self._is_text(n)]
        texts = [self.document.sentences[n].text for n in new]
        self._trees.update(zip(new, parse(texts), strict=True))

    def tree_of(self, index: int) -> Tree | None:
        """Return the tree of a sentence of the article; None of a heading or of none."""
        if not self._is_text(index):
            return None
        self.read([index])
        return self._trees[index]

    def speaker_of(self, index: int) -> str | None:
        """Return whose reply of a talk a sentence stands in; None if there is no talk."""
        return self._speakers.get(self.document.sentences[index].paragraph)

    def credit_of(self, index: int) -> Tree | None:
        """Return the tree of the sentence behind one if it only says who told it."""
        following = self.document.sentences[index + 1 : index + 2]
        return self.tree_of(index + 1) if following and is_credit(following[0].text) else None

    def is_first(self, index: int) -> bool:
        """Whether no sentence stands before one, headings apart."""
        return not any(self._is_text(n) for n in range(index))

    def before(self, index: int) -> int:
        """Return the index of the sentence before one, without those that only say who told it."""
        found = index - 1
        while found >= 0 and is_credit(self.document.sentences[found].text):
            found -= 1
        return found

    def _is_text(self, index: int) -> bool:
        sentences = self.document.sentences
        return 0 <= index < len(sentences) and sentences[index].role == "text"

    def is_quoted(self, index: int) -> bool:
        """Whether a sentence begins or ends inside a quotation of several sentences."""
        here = self.document.sentences[index]
        text = quote(here.text)
        if text.startswith("«") and text.count("«") > text.count("»"):
            return True
        near = self.document.sentences[max(0, index - QUOTE_REACH) : index + QUOTE_REACH]
        near = tuple(s for s in near if s.paragraph == here.paragraph)
        return any(
            is_open(
                quote(" ".join(s.text for s in near if s.index < edge)),
                quote(" ".join(s.text for s in near if s.index >= edge)),
            )
            for edge in (index, index + 1)
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """Where in an article the sentence stands that is rewritten."""

    context: Context
    index: int


def is_open(before: str, after: str) -> bool:
    """Whether a quotation begins in one text and ends in the next; others may lie inside it.

    >>> is_open("Мэр сказал: «Мост готов.", "У «Зари» есть дорога».")
    True
    """
    depth = 0
    for mark in re.findall("[«»]", before):
        depth = max(0, depth + (1 if mark == "«" else -1))
    inside = accumulate(1 if mark == "«" else -1 for mark in re.findall("[«»]", after))
    return depth > 0 and any(level < 0 for level in inside)
