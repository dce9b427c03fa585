"""Text → tokens with offsets, for what facts are made of: words, numbers, signs."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.data.numerals import CARDINALS, COLLECTIVES

Kind = Literal["word", "number", "compound", "code", "date", "clock", "fraction", "sign"]

_LETTERS = r"[A-Za-zªº\u00ad\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u036f\u0370-\u052f\u1e00-\u1fff]++"
_WORD = rf"{_LETTERS}(?:['’`]?[-‑]?{_LETTERS})*+"
_SPACE = r"[ \u00a0\u2009\u202f]"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD}(?![-‑]?\d))"
    r"|(?P<date>(?<![\d.])\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?![\d/])|"
    r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-]))"
    r"|(?P<clock>\d{1,3}(?:: ?\d{1,2})+(?!\d))"
    r"|(?P<fraction>\d{1,4}/\d{1,4}(?![\d/]))"
    r"|(?P<grouped>\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|(?:,\d{3}){2,}(?:\.\d+)?|"
    r"(?:['’]\d{3})+(?:[.,]\d+)?)(?![\d'’]|[.,]\d))"  # 1.844.036,12 · 36,000,000 · 12'500
    rf"|(?P<compound>\d+(?:[.,]\d+)?[-‑]{_LETTERS})"  # 41-летний · 2023-м · 1990-х
    rf"|(?P<code>{_LETTERS}(?:[-‑]{_LETTERS})*[-‑]?\d[\w-]*(?:\.\d\w*)*|"  # Ту-154 · Заря-2.1б
    r"\d+[A-ZА-ЯЁ]\w*|"  # 5G
    r"\d+(?:\.\d+){2,})"  # 1.2.3
    rf"|(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"|(?P<sign>[^\s]|\n)"
)
ROMAN = re.compile(r"(?=[IVXХLC])(?:C{0,3})(?:[XХ]C|[XХ]L|L?[XХ]{0,3})(?:I[XХ]|IV|V?I{0,3})")
_FOLDED = str.maketrans({"ё": "е", "‑": "-", "'": None, "’": None, "`": None})
_MARKS = re.compile(r"[\u0301\u00ad]")


class Token(NamedTuple):
    """A piece of text: ``text[start:stop]`` as it stands, ``folded`` for comparing."""

    kind: Kind
    text: str
    folded: str
    start: int
    stop: int


def fold(text: str) -> str:
    """Return ``text`` for comparing: NFC, lower case, «ё» as «е», no stress marks, no apostrophes.

    >>> fold("Ёлка")
    'елка'
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    return text.lower().translate(_FOLDED)


_fold_word = lru_cache(maxsize=100_000)(fold)


def tokenize(text: str) -> list[Token]:
    """Split ``text`` into tokens; white space is none.

    >>> [token.text for token in tokenize("Ту-154 взял 1 400 кг, 23% — в 10:30.")]
    ['Ту-154', 'взял', '1 400', 'кг', ',', '23', '%', '—', 'в', '10:30', '.']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = "number" if match.lastgroup == "grouped" else match.lastgroup
        token = Token(kind, match.group(), _fold_word(match.group()), *match.span())  # type: ignore[arg-type]
        if "-" in token.folded and token.kind == "word":
            tokens += _split_numerals(token)
        elif token.folded:  # a stress mark or a soft hyphen by itself is nothing
            tokens.append(token)
    return tokens


def _split_numerals(token: Token) -> list[Token]:  # «две-три», «двое-четверо»
    left, _, right = token.folded.partition("-")
    if not all(word in CARDINALS or word in COLLECTIVES for word in (left, right)):
        return [token]
    cut = token.start + len(left)
    return [
        Token("word", token.text[: len(left)], left, token.start, cut),
        Token("sign", "-", "-", cut, cut + 1),
        Token("word", token.text[len(left) + 1 :], right, cut + 1, token.stop),
    ]
