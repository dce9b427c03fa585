"""What reading leaves out, and what a user should know of it."""

import re

from summarizer.clean import Traced
from summarizer.clean.traced import Edit
from summarizer.document import Sentence
from summarizer.language import find_foreign, require_russian
from summarizer.words import count_words

_LONG = 60
_MARK = re.compile(r"[.!?…,]")


def leave_out_foreign(page: Traced) -> tuple[str, ...]:
    """Take paragraphs of another language out of a text that is Russian otherwise.

    Raises:
        LanguageError: most of the text is in another language.
    """
    foreign = find_foreign(page.text)
    if not foreign:
        return ()
    length = sum(span.stop - span.start for span in foreign)
    if 3 * (len(page.text) - length) < len(page.text):
        require_russian(page.text)
    if length == len(page.text):
        return ()
    page.apply(Edit(span.start, span.stop) for span in foreign)
    page.strip()
    noun = "paragraph" if len(foreign) == 1 else "paragraphs"
    return (f"{len(foreign)} {noun} in another language left out",)


def note_on_punctuation(sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    """Say where a long text has no full stop to cut it at."""
    uncut = [s for s in sentences if not _MARK.search(s.text) and count_words(s.text) > _LONG]
    if not uncut or len(uncut) * 2 < len(sentences):
        return ()
    return ("the text has no punctuation: nothing could be cut, give it with full stops",)
