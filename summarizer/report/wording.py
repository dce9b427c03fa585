"""How the pages put things: plurals, numbers. Language facts without logic first.

A page speaks Russian. What the library says of an article (errors, notes, what its source does not
support) stands there in English, in the very words of the command line and the records.

>>> plural(21, WORDS), plural(3, WORDS), plural(1250, WORDS)
('21 слово', '3 слова', '1\\xa0250 слов')
"""

import re
from collections.abc import Sequence

Forms = tuple[str, str, str]

WORDS: Forms = ("слово", "слова", "слов")
SENTENCES: Forms = ("предложение", "предложения", "предложений")
ARTICLES: Forms = ("статья", "статьи", "статей")
PARTS: Forms = ("часть", "части", "частей")
FACTS: Forms = ("факт", "факта", "фактов")

# By the writer.
HEADINGS = {
    "rules": "Заключение",
    "theses": "Ключевые тезисы",
    "headline": "Заголовок",
    "extract": "Главное",
}

# Groups of features of the learned ranker.
REASONS = {
    "position": "место в тексте",
    "length": "длина",
    "title": "слова заголовка",
    "lead": "близость к началу",
    "centrality": "близость ко всему тексту",
    "novelty": "новизна",
    "rarity": "редкие слова",
    "lexicon": "слова, которые берут редакторы",
    "names and numbers": "имена и числа",
    "speech and form": "речь и форма",
    "document": "статья в целом",
}

# Controls, lone surrogates, bidi marks, non-characters: nobody sees them, some mislead.
_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_SEPARATORS = "\u2028\u2029"
# Marks heaped on one letter until they cover the lines around it.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_ODD = re.compile(f"(?P<hidden>[{_HIDDEN}])|[{_SEPARATORS}]|(?P<kept>[{_MARKS}]{{3}})[{_MARKS}]+")


def visible(value: object) -> object:
    """Return what is shown of a value: its text, with what is hidden in it as «\ufffd».

    HTML that was escaped already stays as it is.

    >>> visible("отчёт\\u202etxt.exe\\x00")
    'отчёт\ufffdtxt.exe\ufffd'
    """
    return value if hasattr(value, "__html__") else _ODD.sub(_show, str(value))


def _show(odd: re.Match[str]) -> str:
    return "\ufffd" if odd["hidden"] else odd["kept"] or " "


def plural(count: int, forms: Sequence[str]) -> str:
    """Return a number with its noun."""
    tail, tens = count % 10, count % 100
    if tail == 1 and tens != 11:
        form = forms[0]
    elif tail in (2, 3, 4) and tens not in (12, 13, 14):
        form = forms[1]
    else:
        form = forms[2]
    return f"{number(count)} {form}"


def number(value: float, digits: int = 0) -> str:
    """Return a number as Russian print has it.

    >>> number(12345), number(0.256, 2), number(-3)
    ('12\\xa0345', '0,26', '\u22123')
    """
    shown = f"{value:,.{digits}f}"
    return shown.replace(",", "\xa0").replace(".", ",").replace("-", "\u2212")


def duration(seconds: float) -> str:
    """Return a time with its unit.

    >>> duration(0.0123), duration(0.25), duration(7), duration(75)
    ('12 мс', '250 мс', '7,0 с', '75 с')
    """
    if seconds < 0.9995:
        return f"{number(max(1, seconds * 1000))} мс"
    return f"{number(seconds, 1 if seconds < 10 else 0)} с"
