"""Is a sentence of the editor made of what it cites, and of nothing else?"""

from collections.abc import Sequence

from summarizer.document import Document
from summarizer.facts.article import ArticleFacts
from summarizer.facts.content import find_roots, find_share_of_new
from summarizer.facts.verify import find_unsupported
from summarizer.syntax import parse
from summarizer.words import count_words
from summarizer.write.editor.prompt import Cited
from summarizer.write.fit import find_fault
from summarizer.write.model.trace import Tracer, content, repeats

MOST_NEW = 0.2
"""Share of the content lemmas of a sentence that its citation may lack: of 4,091 sentences that
editors wrote 0.8 % have more, of the same with another citation 99.8 %."""

_ADDED_WORDS = 8  # «В заключение можно отметить, что», a post before a name
_STARTS, _ENDS = '«"0123456789$€№', (".", "!", "?", "…", "»", ")")


class Holder:
    """Holds the sentences of one paragraph to their citations, in reading order."""

    def __init__(self, document: Document, shown: Sequence[int]) -> None:
        """Take the article and the indices of the sentences that the editor was shown."""
        self._document = document
        self._facts = ArticleFacts.of(document.text, document.title)
        self._tracer = Tracer(document.sentences)
        texts = [document.title or "", *(document.sentences[index].text for index in shown)]
        self._shown = find_roots(texts)
        self._said: list[frozenset[str]] = []

    def find_flaw(self, unit: Cited) -> str | None:
        """Say what is wrong with a sentence; None where nothing is."""
        cited = [self._document.sentences[index].text for index in unit.sources]
        return (
            ("repeats another" if self.repeats(unit) else None)
            or _find_fault(unit.text, cited)
            or self._find_addition(unit.text, cited)
            or find_fault(parse([unit.text])[0], self._document.text, lead=0 in unit.sources)
        )

    def say(self, unit: Cited) -> None:
        """Take note of a sentence that stays: no other repeats it."""
        self._said.append(content(unit.text))

    def repeats(self, unit: Cited) -> bool:
        """Whether a sentence says what one before it has said."""
        return repeats(content(unit.text), self._said)

    def _find_addition(self, text: str, cited: Sequence[str]) -> str | None:
        if word := self._tracer.find_strange_word(text):
            return f"has a word of its own, «{word}»"
        if find_share_of_new(text, cited, self._shown) > MOST_NEW:
            return "says more than it cites"
        if found := find_unsupported(text, cited, self._facts):
            return f"claims «{found[0].text}» ({found[0].kind}: {found[0].reason})"
        return None


def _find_fault(text: str, cited: Sequence[str]) -> str | None:
    whole = text.endswith(_ENDS) and (text[:1].isupper() or text[:1] in _STARTS)
    if not whole:
        return "is not whole"
    if count_words(text) > sum(map(count_words, cited)) + _ADDED_WORDS:
        return "is longer than what it was made of"
    return None
