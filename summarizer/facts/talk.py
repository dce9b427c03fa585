"""Talk about the article rather than of its matter: «в тексте не сказано, когда …»."""

import re
from collections.abc import Iterator

from summarizer.data import talk

_PLACE = (
    rf"(?:в|во|из|на основ\w+|по|согласно)(?: самом| самой)?(?: (?:{'|'.join(talk.THIS)})\w*)* "
    rf"(?:{'|'.join(talk.TEXTS)})\w*"
)
_SILENT = (
    rf"(?:не (?:\w+ )?(?:{'|'.join(talk.SAID)})\w*|нет (?:\w+ ){{0,2}}(?:{'|'.join(talk.TOLD)})\w*|"
    rf"отсутству\w+|не хватает|недостаточно|невозможно|нельзя)"
)
_GAP = r"[^.!?;]{0,90}?"
_TALK = re.compile(
    rf"\b{_PLACE}\b(?:{_GAP} )?{_SILENT}\b|"
    rf"\b{_SILENT}\b(?:{_GAP})? {_PLACE}\b|"
    rf"\b(?:{'|'.join(talk.VOICES)})(?: \w+)? не (?:{'|'.join(talk.SAID)})\w*",
    re.IGNORECASE,
)


def find_talk(text: str) -> Iterator[tuple[int, int]]:
    """Yield where ``text`` says what the article does not say.

    >>> text = "Мост открыт, однако в тексте не сказано, кем."
    >>> [text[start:stop] for start, stop in find_talk(text)]
    ['в тексте не сказано']
    """
    if "не" in text or "отсутству" in text or "нельзя" in text:
        yield from (match.span() for match in _TALK.finditer(text))
