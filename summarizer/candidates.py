"""Which sentences of a document may be taken at all."""

import re

import numpy as np
import numpy.typing as npt

from summarizer.article import is_copy
from summarizer.document import Document, Sentence
from summarizer.errors import EmptyTextError

_LONGEST_CANDIDATE = 200
_UNFINISHED = (":", ";", ",", "…", "...")
_LINKS = ("http://", "https://", "www.")
_QUESTION_OR_ANSWER = re.compile(
    r"(?:Вопрос|Корреспондент|Корр\.?|В\.|Журналист|Интервьюер|Ведущ(?:ий|ая))(?: \d+)? ?[:.—–]|"
    r"[А-ЯЁ][\w .-]{0,30}: [^.!?]+\?$|"
    r"(?:Да|Нет|Конечно|Безусловно|Разумеется|Именно так)[,.!] "
)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def find_candidates(document: Document) -> npt.NDArray[np.intp]:
    """Return the indices of the sentences that may be chosen.

    Not headings, captions and signatures, nothing that breaks off or announces («…:»), nothing
    that repeats the title, no monsters, no foreign sentences, nothing with a link in it, no items
    of a list, questions or bare answers of an interview. Where nothing is left, the rules are
    relaxed; the title's copies stay out.

    Raises:
        EmptyTextError: the body has nothing besides the title.
    """
    body = [s for s in document.sentences if not _repeats(s, document.title)]
    if not body:
        raise EmptyTextError("the text is empty: it has nothing besides its title and page litter")
    fit = [s for s in body if s.role == "text" and _is_whole(s.text)]
    whole = [s for s in fit if not (s.text[0].islower() or depends_on_question(s.text))]
    return np.array([s.index for s in whole or fit or body], dtype=np.intp)


def depends_on_question(sentence: str) -> bool:
    """Whether a sentence is the question of an interview, or an answer that needs one.

    >>> depends_on_question("Вопрос: Когда откроют мост?"), depends_on_question("Нет, не в мае.")
    (True, True)
    """
    return _QUESTION_OR_ANSWER.match(sentence) is not None


def _repeats(sentence: Sentence, title: str | None) -> bool:
    return (
        title is not None
        and abs(len(sentence.text) - len(title)) < 10
        and is_copy(sentence.text, title)
    )


def _is_whole(text: str) -> bool:
    return (
        not text.endswith(_UNFINISHED)
        and _CYRILLIC.search(text) is not None
        and not any(link in text for link in _LINKS)
        and text.count(" ") < _LONGEST_CANDIDATE
    )
