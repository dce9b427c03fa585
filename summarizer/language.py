"""Is there anything to read, and is it Russian?"""

import re

from summarizer.clean.traced import Span
from summarizer.errors import EmptyTextError, LanguageError

_LETTER = re.compile(r"[^\W\d_]")
_NOT_LETTER = re.compile(r"[\W\d_]+")
_NOT_CYRILLIC = re.compile(r"[^\u0400-\u052f]+")
# Words without a capital: names of any alphabet are at home in a Russian text.
_SMALL_WORD = re.compile(r"(?<!\w)[а-яёѐ-ӿ]+(?!\w)")
_NOT_RUSSIAN = re.compile(r"[^а-яё]")
# In Russian «ъ» stands before е, ё, ю, я alone; in Bulgarian it is a vowel: «България».
_BULGARIAN = re.compile(r"ъ(?![еёюя])")
_OTHER_CYRILLIC = re.compile(r"[Ѐ\u0402-\u040fѐ\u0452-\u052f]")
_STRANGE = re.compile(r"[A-Za-z\xc0-Ѐ\u0402-\u040fѐ\u0452-\u1fff\u2c00-\U0010ffff]")
_RUSSIAN_RUN = re.compile(r"[а-яёА-ЯЁ]+")
_LINE = re.compile(r"[^\n]+")
_SAMPLE = 1_000
_ENOUGH_LETTERS = 100
_PARAGRAPH_LETTERS = 40
_FEWEST_WORDS = 3
_FOREIGN_SHARE = 0.1


def require_russian(text: str) -> None:
    """Raise unless ``text`` holds letters, a third of them Cyrillic or more, and those Russian.

    Looks at the beginning, the middle and the end. Other languages written in Cyrillic are told
    by words with their letters (і, ў, ә, ј, …), Bulgarian by its «ъ».

    Raises:
        EmptyTextError: no letters at all.
        LanguageError: another language.
    """
    if _LETTER.search(text) is None:
        raise EmptyTextError("the text is empty: there is not one letter in it")
    sample = _sample(text)
    if _is_plainly_russian(sample):
        return
    letters = _NOT_LETTER.sub("", sample.lower())
    cyrillic = _NOT_CYRILLIC.sub("", letters)
    if 3 * len(cyrillic) < len(letters):
        raise LanguageError("the text is not Russian: most of its letters are not Cyrillic")
    if len(cyrillic) >= _ENOUGH_LETTERS and _is_other_cyrillic(sample, cyrillic):
        raise LanguageError("the text is in Cyrillic, but its letters are not those of Russian")


def find_foreign(text: str) -> tuple[Span, ...]:
    """Return the lines of a text that are in another language, long enough to tell.

    >>> find_foreign("Мост открыли утром.\\nThe bridge was opened to the public this very morning.")
    (Span(start=20, stop=74),)
    """
    return tuple(
        Span(match.start(), match.end())
        for match in _LINE.finditer(text)
        if _is_foreign(match.group())
    )


def _is_plainly_russian(sample: str) -> bool:
    """Whether it is told without counting letters: half as many words as foreign letters."""
    return (
        sample.count("ъ") < 2
        and len(_OTHER_CYRILLIC.findall(sample)) < _FEWEST_WORDS
        and len(_STRANGE.findall(sample)) <= 2 * len(_RUSSIAN_RUN.findall(sample))
    )


def _is_foreign(line: str) -> bool:
    sample = line[:_SAMPLE]
    if len(sample) < _PARAGRAPH_LETTERS or (
        "ъ" not in sample and len(_STRANGE.findall(sample)) * 20 < len(sample)
    ):
        return False
    letters = _NOT_LETTER.sub("", sample.lower())
    if len(letters) < _PARAGRAPH_LETTERS:
        return False
    cyrillic = _NOT_CYRILLIC.sub("", letters)
    if 4 * len(cyrillic) < len(letters):
        return True
    return _is_other_cyrillic(sample, cyrillic)


def _is_other_cyrillic(text: str, cyrillic: str) -> bool:
    if len(_BULGARIAN.findall(cyrillic)) > max(1, 0.005 * len(cyrillic)):
        return True
    if _NOT_RUSSIAN.search(cyrillic) is None:
        return False
    words = _SMALL_WORD.findall(text)
    foreign = sum(_NOT_RUSSIAN.search(word) is not None for word in words)
    return foreign >= max(_FEWEST_WORDS, _FOREIGN_SHARE * len(words))


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
