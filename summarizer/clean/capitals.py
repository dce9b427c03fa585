"""Paragraphs in capitals → small letters, with the capitals that sentences and names have."""

import re

from summarizer.clean.traced import Traced
from summarizer.data.mentions import NAMED_PLACES
from summarizer.words import (
    can_agree,
    find_cases,
    is_abbreviation,
    is_adjective,
    is_always_name,
    is_common_noun_form,
    is_first_name,
    is_function_word,
    is_surname,
    is_word,
    lemma,
)

_LINE = re.compile(r"[^\n]+")
_SMALL = re.compile(r"[a-zа-яё]")
_CAPITAL = re.compile(r"[А-ЯЁ]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OPENS = re.compile(r"(?:^|[.!?…]\s+)[«„\"(—–\s•-]*$")
_BEFORE = re.compile(r"([^\W\d_]+) $")
_REACH = 24
_VOWEL = re.compile(r"[АЕЁИОУЫЭЮЯAEIOUY]")

_FEWEST_LETTERS = 30
_FEWEST_WORDS = 5
_MOST_SMALL = 0.05
_ACRONYM = 5
_HEAD = 20


def lower_capitals(page: Traced) -> None:
    """«С 5 ПО 12 НОЯБРЯ В ОЗЁРСКЕ ЗАКРОЮТ МОСТ.» → «С 5 по 12 ноября в Озёрске закроют мост.»."""
    if not any(in_capitals(match.group()) for match in _LINE.finditer(page.text)):
        return
    lines = [
        lower(match.group()) if in_capitals(match.group()) else match.group()
        for match in _LINE.finditer(page.text)
    ]
    if any(
        changed != match.group()
        for changed, match in zip(lines, _LINE.finditer(page.text), strict=True)
    ):
        pieces = iter(lines)
        page.recast(_LINE.sub(lambda _: next(pieces), page.text))


def in_capitals(line: str) -> bool:
    """Whether a line is text in capitals, not an acronym or a short heading."""
    if line[:_HEAD] != line[:_HEAD].upper():
        return False
    capitals, small = len(_CAPITAL.findall(line)), len(_SMALL.findall(line))
    return (
        capitals >= _FEWEST_LETTERS
        and small <= _MOST_SMALL * capitals
        and len(_WORD.findall(line)) >= _FEWEST_WORDS
    )


def lower(line: str) -> str:
    """Write a line in capitals in small letters; names and acronyms keep theirs.

    >>> lower("МЧС РОССИИ ПРЕДУПРЕДИЛО ЖИТЕЛЕЙ МОСКВЫ. НОЧЬЮ БУДЕТ ДОЖДЬ.")
    'МЧС России предупредило жителей Москвы. Ночью будет дождь.'
    """
    return _WORD.sub(lambda match: _cased(line, match), line)


def _cased(line: str, match: re.Match[str]) -> str:
    word = match.group()
    small = word.lower()
    opens = _OPENS.search(line[max(0, match.start() - 8) : match.start()]) is not None
    if len(word) == 1 and line[match.end() : match.end() + 1] == ".":
        return word
    if len(word) > 1 and _is_acronym(word):
        return word
    if is_always_name(small) or (len(word) > 1 and not is_word(small) and word[0].isalpha()):
        return word.capitalize()
    if opens or _is_named(line, match, small):
        return word.capitalize()
    return small


def _is_named(line: str, match: re.Match[str], word: str) -> bool:
    """Whether a word beside tells that a word is a name: «Олег Ветров», «улице Садовой»."""
    after = _WORD.match(line, match.end() + 1)
    following = after.group().lower() if after else ""
    if is_first_name(word) and is_surname(following) and can_agree(word, following):
        return True  # Любовь Орлова
    before = _BEFORE.search(line[max(0, match.start() - _REACH) : match.start()])
    if before is None:
        return False
    known = before.group(1).lower()
    if is_first_name(known):
        return is_surname(word) or _may_be_surname(word, known)
    if lemma(known) not in NAMED_PLACES or not is_adjective(word):
        return False
    cases = find_cases(word)
    noun = len(following) > 1 and is_common_noun_form(following) and cases & find_cases(following)
    return bool(cases & find_cases(known)) and not noun


def _may_be_surname(word: str, first_name: str) -> bool:
    return (
        len(word) > 2
        and bool(find_cases(word))
        and not is_adjective(word)
        and not is_function_word(word)
        and can_agree(first_name, word)
    )


def _is_acronym(word: str) -> bool:
    if word.isascii():
        return True
    if is_abbreviation(word.lower()):
        return True
    if is_word(word.lower()):
        return False
    return len(word) <= _ACRONYM and (len(word) <= 3 or len(_VOWEL.findall(word)) <= 1)
