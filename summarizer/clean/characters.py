"""Characters: Unicode form, line ends, spaces, what cannot be seen, stress marks, look-alikes."""

import html
import re
import unicodedata

from summarizer.clean.traced import Traced
from summarizer.data.lookalikes import CYRILLIC, LATIN
from summarizer.words import is_word

REPLACEMENT = "\ufffd"
"""Stands where a character could not be read."""

_LINE_ENDS = r"\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_SPACES = r"\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Soft hyphen, controls, zero-width and bidi marks, byte order mark.
# The zero-width joiner stays: emoji are made with it.
_INVISIBLES = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f"
    r"\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
)
_ODD = re.compile(rf"[\r{_LINE_ENDS}{_SPACES}{_INVISIBLES}\ud800-\udfff]")
_CRLF = re.compile(r"\r\n?")
_OTHER_END = re.compile(rf"[{_LINE_ENDS}]")
_SPACE = re.compile(rf"[{_SPACES}]")
_SOFT_BREAK = re.compile(r"\xad(?= ?\n)")
_INVISIBLE = re.compile(rf"[{_INVISIBLES}]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_CLUSTER = re.compile(
    r"[^\x00-\u02ff\u0370-\u0590][\u0300-\u036f\u0591-\U0010ffff]*|.[\u0300-\u036f]+|[\u0300-\u036f]+",
    re.DOTALL,
)
_STRESS = re.compile(r"(?<=[аеёиоуыэюя])[\u0301\u0300\u00b4\u02ca]|(?<=[АЕЁИОУЫЭЮЯ])[\u0301\u0300]")
_STRESSED = re.compile("[\u0301\u0300\u00b4\u02ca]")
_MIXED = re.compile(
    r"(?<![A-Za-zА-Яа-яЁё])(?=[A-Za-zÀ-ÿ]*[А-Яа-яЁё])(?=[А-Яа-яЁё]*[A-Za-zÀ-ÿ])[A-Za-zÀ-ÿА-Яа-яЁё]{2,40}"
)
_TOUCHING = re.compile(r"[A-Za-zÀ-ÿ](?:(?=[А-Яа-яЁё])|(?<=[А-Яа-яЁё].))")
_LONE = re.compile(
    r"(?:(?<=[а-яё,] )|(?<=[а-яё]\n))[aco](?= [а-яё\d«])|"
    r"(?:^|(?<=[.!?…] )|(?<=\n))[ABCKOY](?= [А-ЯЁа-яё\d«])"
)
_LATIN_WORD = re.compile(
    r"(?<![A-Za-zА-Яа-яЁё\-./@_])[aceopxyABCEHKMOPTXY]{2,20}(?![A-Za-zА-Яа-яЁё\-/@_])"
)
_MANY = 3


def decode_entities(page: Traced) -> None:
    """«Мост&nbsp;&mdash; новый» → «Мост — новый»."""
    if "&" in page.text:
        page.sub(_ENTITY, lambda match: html.unescape(match.group()))


def plain(page: Traced) -> None:
    """Plain line ends and spaces, nothing that cannot be seen."""
    if not _ODD.search(page.text):
        return
    if "\r" in page.text:
        page.sub(_CRLF, "\n")
    page.recast(_OTHER_END.sub("\n", page.text))
    page.recast(_SURROGATE.sub(REPLACEMENT, page.text))
    page.recast(_SOFT_BREAK.sub("-", page.text))
    page.sub(_INVISIBLE, "")
    page.recast(_SPACE.sub(" ", page.text))


def compose(page: Traced) -> None:
    """Bring the text into Unicode form NFC."""
    if unicodedata.is_normalized("NFC", page.text):
        return
    page.sub(_CLUSTER, lambda match: _composed(match.group()))
    if not unicodedata.is_normalized("NFC", page.text):  # jamo, marks out of order over clusters
        whole = page.text
        page.sub(re.compile(r".+", re.DOTALL), lambda _: unicodedata.normalize("NFC", whole))


def _composed(cluster: str) -> str | None:
    composed = unicodedata.normalize("NFC", cluster)
    return None if composed == cluster else composed


def drop_stress(page: Traced) -> None:
    """«Хозя́ином за́мка» → «Хозяином замка»."""
    if _STRESSED.search(page.text):
        page.sub(_STRESS, "")


def undo_lookalikes(page: Traced) -> None:
    """«Зaвод в Oзёрске» with Latin «a» and «O» → Cyrillic; «Аpple» with a Cyrillic «А» → Latin."""
    if not _TOUCHING.search(page.text):
        return
    mended = 0

    def mend(match: re.Match[str]) -> str | None:
        nonlocal mended
        found = whole_word(match.group())
        mended += found is not None
        return found

    page.sub(_MIXED, mend)
    if mended:
        page.recast(_LONE.sub(lambda match: match.group().translate(CYRILLIC), page.text))
    if mended >= _MANY:
        page.sub(_LATIN_WORD, _cyrillic_word)


def whole_word(word: str) -> str | None:
    """Write a word of both alphabets in one; None where it is meant so («SMSка»).

    >>> whole_word("Зaвод"), whole_word("Аpple"), whole_word("SMSка")
    ('Завод', 'Apple', None)
    """
    bare = _STRESSED.sub("", unicodedata.normalize("NFD", word)) if not word.isalpha() else word
    bare = "".join(unicodedata.normalize("NFD", c)[0] if "À" <= c <= "ÿ" else c for c in bare)
    latin = [c for c in bare if c.isascii()]
    if all(ord(c) in CYRILLIC for c in latin):
        glued = re.match(r"[A-Z]{2,}(?=[а-яё]+$)", bare)  # EXPOцентр
        return None if glued else bare.translate(CYRILLIC)
    if all(c.isascii() or ord(c) in LATIN for c in bare) and len(latin) * 2 > len(bare):
        return bare.translate(LATIN)
    return None


def _cyrillic_word(match: re.Match[str]) -> str | None:
    word = match.group().translate(CYRILLIC)
    return word if is_word(word.lower()) else None
