"""Rules that split where razdel does not. ``left`` ends with a mark, ``right`` follows it."""

import re
from collections.abc import Callable

from razdel.segmenters.sokr import SOKRS

from summarizer.data.abbreviations import (
    AFTER_YEAR,
    BEFORE_NAME,
    BEFORE_NUMBER,
    DOMAINS,
    DOTTED_NAMES,
    LABELLED,
    MEASURES,
    OPENERS,
)
from summarizer.segment.ahead import (
    clause_before,
    first_word,
    has_predicate,
    opens_with_capital,
    predicate_ahead,
)
from summarizer.words import fold, is_proper, is_word, lemma

_NUMBER = r"\d[\d.,]*(?: ?(?:тыс|млн|млрд|трлн)\.?)?"
_GLUED_LEFT = re.compile(
    r"(?:([^\W\d_][а-яё]+)|[^\W\d_]\.? ?№? ?\d+|[:\d][%\d]|[%»)\]]|[A-ZА-ЯЁ]{2,}|[A-Za-z]{2,})"
    r"[.!?…]+»?$"
)
_GLUED_RIGHT = re.compile(r"«?([А-ЯЁ][а-яё]*)(?![а-яё]*\.[а-яё])")
_GLUED_NUMBER = re.compile(r"\d{1,4} [а-яё]{3,}")
_GLUED_NAME = re.compile(r"«?([A-Z][a-z]+)[ ,]")
_LAST_WORD = re.compile(r"\b([^\W\d_]+)\.$")
_AND_SO_ON = re.compile(r"\bт\. ?[дп]\.$|\b(?:др|пр)\.$")
_YEAR = re.compile(r"\b\d{4}(?:[-–—]\d{4})? ?(?:гг?|год[уа]?)\.$|\b[IVX]+ вв?\.$")
_MEASURE = re.compile(_NUMBER + r" ?(?:(?:кв|куб)\. ?)?([^\W\d_]+)\.$")
_MAGNITUDE = re.compile(r"\d ?(?:тыс|млн|млрд|трлн)\.$")
_POINTS = re.compile(r"\d ?(?:п|б|проц|базисн)\. ?п\.$")  # 3 п. п. · 25 б. п.
_DEGREES = re.compile(r"° ?[CСFК]\.$|[сювз]\. ?[шд]\.$")
_RATE = re.compile(
    r"\b[а-яё]/[а-яё]\.$|\d ?[А-Яа-яё]{1,3}[·*][а-яё]{1,3}\.$"
)  # к/к. · г/г. · 60 кВт·ч.
_SURNAME_INITIALS = re.compile(
    r"\b[А-ЯЁ][а-яё-]+(?: [А-ЯЁ]\.){1,2}$|\b[А-ЯЁ][а-яё-]+ [А-ЯЁ]\.[А-ЯЁ]\.$"
)
_SMALL_LEFT = re.compile(r"(?:[%»)\]]|[^\W\d_]{2,}[!?]|\b\d{2,}\.)[.!?]?$")
_REFERENCE = re.compile(r"\b([а-яё]+)\. ?№? ?\d+(?:[.,–-]\d+)*\.$")
_INITIAL = re.compile(r"\s*[А-ЯЁA-Z]\.")
_LABEL = re.compile(r"\b([а-яё]{3,}|^[А-ЯЁ][а-яё]{2,}) ([A-ZА-ЯЁ])\.$")


def no_space(left: str, right: str) -> bool:  # «Дом построили.Жильцы въехали.»
    if right[:1].isspace():
        return False
    before, after = _GLUED_LEFT.search(left), _GLUED_RIGHT.match(right)
    if before is None or not _ends_glued(left, (before.group(1) or "").lower()):
        return False
    if after is not None:
        return after.group(1).lower() not in DOMAINS
    word = before.group(1)
    if word is None or not is_word(word.lower()):
        return False
    return (
        _GLUED_NUMBER.match(right) is not None  # «Дорогу открыли.12 машин …»
        or _GLUED_NAME.match(right) is not None  # «Завод продали.Siemens …»
    )


def _ends_glued(left: str, word: str) -> bool:
    """Whether what stands before the stop can end a sentence: no abbreviation but a measure."""
    if word in DOTTED_NAMES:
        return False
    if word not in SOKRS | BEFORE_NUMBER | BEFORE_NAME:
        return True
    measure = _MEASURE.search(left)
    return measure is not None and measure.group(1) in MEASURES


def glued_after_measure(left: str, right: str) -> bool:  # «в 2019 г.Он», «26 млн руб.Директор»
    after = _GLUED_RIGHT.match(right)
    if after is None or after.group(1).lower() in DOMAINS:
        return False
    measure = _MEASURE.search(left)
    return (
        (measure is not None and measure.group(1) in MEASURES)
        or _MAGNITUDE.search(left) is not None
        or any(p.search(left) for p in (_YEAR, _POINTS, _DEGREES, _RATE, _AND_SO_ON))
    )


def year_at_the_end(left: str, right: str) -> bool:  # «Договор истекает в 2026 г. Продлевать …»
    year, following = _YEAR.search(left), first_word(right)
    if year is None or following is None or not right[:1].isspace():
        return False
    word = following.lower()
    return word.replace("ё", "е") in OPENERS or (
        word.islower()
        and not is_proper(word)
        and has_predicate(clause_before(left[: year.start()]).lower())
    )


def measure_at_the_end(left: str, right: str) -> bool:  # «Рост прыгуна — 195 см. Он …»
    measure = _MEASURE.search(left)
    measured = measure is not None and measure.group(1) in MEASURES
    points = _POINTS.search(left) or _DEGREES.search(left)
    return (measured or points is not None) and opens_with_capital(right)


def rate_at_the_end(left: str, right: str) -> bool:  # «выросла на 8 % к/к. Чистая прибыль …»
    return _RATE.search(left) is not None and opens_with_capital(right)


def initials_at_the_end(left: str, right: str) -> bool:  # «подал Смирнов А. С. Он просит …»
    following = first_word(right)
    if following is None or not right[:1].isspace() or _INITIAL.match(right):
        return False
    word = following.lower().replace("ё", "е")
    return _SURNAME_INITIALS.search(left) is not None and (word in OPENERS or not is_proper(word))


def label_at_the_end(left: str, right: str) -> bool:  # «в группу Б. Там …», «Гепатит C. Лечение …»
    label, following = _LABEL.search(left), first_word(right)
    if label is None or following is None or not right[:1].isspace() or not following[0].isupper():
        return False
    word = following.lower().replace("ё", "е")
    if word in OPENERS and len(word) > 1:
        return True
    if label.group(2).isascii() or lemma(fold(label.group(1))) in LABELLED:
        return not is_proper(word) or (not _INITIAL.match(right) and predicate_ahead(right))
    return False


def reference_at_the_end(left: str, right: str) -> bool:  # «см. табл. 2. Подробнее …»
    reference = _REFERENCE.search(left)
    return (
        reference is not None
        and reference.group(1).lower() in BEFORE_NUMBER
        and opens_with_capital(right)
    )


def small_letter(left: str, right: str) -> bool:  # «мост открыли. автобусы пошли.»
    """Whether a sentence ends here; only of a line that has no capitals."""
    if right[:1].isspace() is False:
        return False
    word = _LAST_WORD.search(left)
    if word is None:  # «5 %. банк», «(см. ниже). он», «кто там? никто»
        return _SMALL_LEFT.search(left) is not None
    known = word.group(1) in SOKRS | BEFORE_NUMBER | BEFORE_NAME or len(word.group(1)) == 1
    if not known:
        return True
    following = first_word(right)
    closed = _YEAR.search(left) or _AND_SO_ON.search(left) or _MEASURE.search(left)
    return closed is not None and following in OPENERS - AFTER_YEAR


SPLITS: tuple[Callable[[str, str], bool], ...] = (
    no_space,
    glued_after_measure,
    year_at_the_end,
    measure_at_the_end,
    rate_at_the_end,
    initials_at_the_end,
    label_at_the_end,
    reference_at_the_end,
)
