"""Which sentences of a document may be taken at all."""

import re

import numpy as np
import numpy.typing as npt

from summarizer.article import is_copy
from summarizer.document import Document, Sentence
from summarizer.errors import EmptyTextError

_LONGEST_CANDIDATE = 200
_UNFINISHED = re.compile(r"(?:[:;,]|…|\.\.\.)$")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def find_candidates(document: Document) -> npt.NDArray[np.intp]:
    """Return the indices of the sentences that may be chosen.

    Not headings, captions and signatures, nothing that breaks off or announces («…:»), nothing
    that repeats the title, no monsters, no foreign sentences. Where nothing is left, the rules are
    relaxed; the title's copies stay out.

    Raises:
        EmptyTextError: the body has nothing besides the title.
    """
    body = [s for s in document.sentences if not _repeats(s, document.title)]
    if not body:
        raise EmptyTextError("the text is empty: it has nothing besides its title and page litter")
    fit = [s for s in body if s.role == "text" and _is_whole(s.text)]
    return np.array([s.index for s in fit or body], dtype=np.intp)


def _repeats(sentence: Sentence, title: str | None) -> bool:
    return (
        title is not None
        and abs(len(sentence.text) - len(title)) < 10
        and is_copy(sentence.text, title)
    )


def _is_whole(text: str) -> bool:
    return (
        not _UNFINISHED.search(text)
        and _CYRILLIC.search(text) is not None
        and text.count(" ") < _LONGEST_CANDIDATE
    )
