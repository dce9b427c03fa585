"""Is there anything to read, and is it Russian?"""

import re

from summarizer.errors import EmptyTextError, LanguageError

_LETTER = re.compile(r"[^\W\d_]")
_NOT_LETTER = re.compile(r"[\W\d_]+")
_NOT_CYRILLIC = re.compile(r"[^\u0400-\u052f]+")
_NOT_RUSSIAN = re.compile(r"[^а-яё]+")
# In Russian «ъ» stands before е, ё, ю, я alone; in Bulgarian it is a vowel: «България».
_BULGARIAN = re.compile(r"ъ(?![еёюя])")
_SAMPLE = 1_000
_ENOUGH_LETTERS = 100


def require_russian(text: str) -> None:
    """Raise unless ``text`` holds letters, a third of them Cyrillic or more, and those Russian.

    Looks at the beginning, the middle and the end. Other languages written in Cyrillic are told
    by their letters (і, ў, ә, ј, …), Bulgarian by its «ъ».

    Raises:
        EmptyTextError: no letters at all.
        LanguageError: another language.
    """
    if _LETTER.search(text) is None:
        raise EmptyTextError("the text is empty: there is not one letter in it")
    letters = _NOT_LETTER.sub("", _sample(text).lower())
    cyrillic = _NOT_CYRILLIC.sub("", letters)
    if 3 * len(cyrillic) < len(letters):
        raise LanguageError("the text is not Russian: most of its letters are not Cyrillic")
    russian = _NOT_RUSSIAN.sub("", cyrillic)
    if len(cyrillic) < _ENOUGH_LETTERS:
        return
    bulgarian = len(_BULGARIAN.findall(russian)) > 0.005 * len(cyrillic)
    if bulgarian or len(russian) < 0.98 * len(cyrillic):
        raise LanguageError("the text is in Cyrillic, but its letters are not those of Russian")


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
