"""Is a sentence of the editor made of the sentence that it edits, and of nothing else?"""

from collections.abc import Sequence

from summarizer.document import Document
from summarizer.facts.article import ArticleFacts
from summarizer.facts.content import find_roots, find_share_of_new
from summarizer.facts.verify import find_unsupported
from summarizer.syntax import Tree
from summarizer.words import count_words
from summarizer.write.editor.agreement import find_disagreement
from summarizer.write.fit import find_fault
from summarizer.write.line import Line
from summarizer.write.model.trace import Tracer
from summarizer.write.speech import attributes

MOST_NEW = 0.2
"""Share of the content lemmas of a sentence that its citation may lack: of 4,091 sentences that
editors wrote 0.8 % have more, of the same with another citation 99.8 %."""

_ADDED_WORDS = 8  # a post before a name
_STARTS, _ENDS = '«"0123456789$€№', (".", "!", "?", "…", "»", ")")


class Holder:
    """Holds edited sentences of one article to what they were made of."""

    def __init__(self, document: Document, shown: Sequence[int]) -> None:
        """Take the article and the indices of the sentences that the editor was shown."""
        self._facts = ArticleFacts.of(document.text, document.title)
        self._tracer = Tracer(document.sentences)
        texts = [document.title or "", *(document.sentences[index].text for index in shown)]
        self._shown = find_roots(texts)

    def find_flaw(
        self, edited: Tree, line: Line, source: Tree, *, lead: bool = False
    ) -> str | None:
        """Say what is wrong with a sentence; None where nothing is.

        Args:
            edited: the sentence as the editor wrote it.
            line: as the rules wrote it.
            source: as it stands in the article.
            lead: whether it is the first of the article.
        """
        text = edited.text
        sources = [sentence.text for sentence in line.sources]
        if not (text.endswith(_ENDS) and (text[:1].isupper() or text[:1] in _STARTS)):
            return "is not whole"
        if count_words(text) > sum(map(count_words, sources)) + _ADDED_WORDS:
            return "is longer than what it was made of"
        if attributes(line.tree) and not attributes(edited):
            return "does not tell who said it"
        return (
            find_disagreement(edited, source)
            or self._find_addition(text, sources)
            or find_fault(edited, lead=lead)
        )

    def _find_addition(self, text: str, cited: Sequence[str]) -> str | None:
        if word := self._tracer.find_strange_word(text):
            return f"has a word of its own, «{word}»"
        if find_share_of_new(text, cited, self._shown) > MOST_NEW:
            return "says more than it cites"
        if found := find_unsupported(text, cited, self._facts):
            return f"claims «{found[0].text}» ({found[0].kind}: {found[0].reason})"
        return None
