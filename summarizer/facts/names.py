"""Names of people, organisations and places, in any case form.

Names decline, and dictionaries know few of them, so forms are compared by the stems that they may
have: «Смаилова» and «Смаиловым» share «смаилов».
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.data.aliases import ALIASES, KNOWN, METONYMS
from summarizer.facts.content import root_of, roots_of
from summarizer.facts.letters import Sounds
from summarizer.facts.tokens import ROMAN, Token, fold, tokenize
from summarizer.words import is_common_noun_form as is_common
from summarizer.words import is_first_name, is_gerund, is_proper, lemma

SHORTEST_STEM = 3
_LONGEST_ROW = 5
_SHORTEST_TORN = 6

_CASE_ENDINGS = sorted(
    (
        "а я у ю е и ы о й ь ой ей ою ею ом ем ым им ам ям ах ях ами ями ого его ому ему "
        "ая яя ую юю ое ее ый ий ые ие ых их ыми ими ия ию ии ией ием иям иях".split()
    ),
    key=len,
    reverse=True,
)
_FLEETING = {"ец": "ц", "ок": "к", "ек": "к", "ень": "н", "ел": "л", "ер": "р", "ев": "ьв"}
_RELATED = re.compile(r"(.{3,}?)(?:овск|евск|инск|анск|янск|ийск|ейск|еск|ск)(?:[а-я]{1,4})?")
_SHORT = re.compile(r"([а-я]{2})(?:[йяюеоауиы]|[ео][мй])?")
_CYRILLIC = re.compile(r"[а-я-]+")
_LATIN = re.compile(r"[^\W\d_а-яё]+(?:-[^\W\d_а-яё]+)*")
_INITIAL = re.compile(r"[А-ЯЁA-Z]")
_CAPITALIZED = re.compile(r"[^\W\d_a-zа-яё]\w*(?:[-‑'’`]\w+)*")
_ABBREVIATION = re.compile(r"(?<![\w-])[А-ЯЁ]{3,6}(?![\w-])")
_IN_PLACE = frozenset("в во из под около близ до у через".split())
_SENTENCE_END = frozenset(".!?…\n:")


class Name(NamedTuple):
    """A word of a name at ``text[start:stop]``.

    ``opens`` where it opens a sentence or a quotation, and may owe its capital to that;
    ``first_name`` is the folded first name in front of it, if any, ``before`` the word in front
    and ``row`` the words from it on.
    """

    text: str
    folded: str
    start: int
    stop: int
    opens: bool
    first_name: str = ""
    before: str = ""
    row: tuple[str, ...] = ()


@lru_cache(maxsize=100_000)
def stems(form: str) -> frozenset[str]:
    """Return the stems that a folded word form may have.

    >>> sorted(stems("смаиловым"))
    ['смаилов', 'смаиловый', 'смаиловым']
    """
    if not _CYRILLIC.fullmatch(form):
        return frozenset((form,))
    short = _SHORT.fullmatch(form)
    found = {form} if short is None else {form, f"{short.group(1)}~"}  # Вэй, Вэя · Ош, Оша
    if len(form) <= SHORTEST_STEM:
        return frozenset(found)
    found.add(lemma(form))
    for ending in _CASE_ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_STEM:
            found.add(form[: -len(ending)])
    for full, fleeting in _FLEETING.items():
        if form.endswith(full) and len(form) - len(full) >= 2:
            found.add(form[: -len(full)] + fleeting)
    return frozenset(found)


def stems_of(word: str) -> frozenset[str]:
    """Return the stems of a word and of its parts: «Бодров-младший», «аль-Шахри»."""
    return frozenset(stem for part in (word, *word.split("-")) for stem in stems(part))


@lru_cache(maxsize=10_000)
def _aliases_of(word: str) -> frozenset[str]:
    """Return the sets of names that a folded word belongs to, each by its first."""
    own = stems(word)
    found = {group[0] for group in ALIASES if any(_is_alias(alias, word, own) for alias in group)}
    for capital, countries in METONYMS.items():
        if capital in own or word.startswith(countries):
            found.add(capital)
    return frozenset(found)


@cache
def _first_names() -> dict[str, str]:
    """Return lemma of a surname → the first name, of people whom everybody knows."""
    return {lemma(surname): first for surname, first in KNOWN.items()}


def are_aliases(word: str, other: str) -> bool:
    """Whether two folded words may name one thing: «Минск» and «Белоруссия».

    >>> are_aliases("минск", "белоруссией"), are_aliases("минск", "польши")
    (True, False)
    """
    return not _aliases_of(word).isdisjoint(_aliases_of(other))


def find_names(text: str) -> list[Name]:
    """Return the words of ``text`` that belong to names.

    >>> [name.text for name in find_names("Вчера глава МВД Олег Ким прибыл в Ош на Ту-154.")]
    ['МВД', 'Олег', 'Ким', 'Ош', 'Ту-154']
    """
    return read_names(tokenize(text))


def read_names(tokens: Sequence[Token]) -> list[Name]:
    """Return the words among ``tokens`` that belong to names, in order."""
    found: list[Name] = []
    first_name = ""
    previous = "."
    for position, token in enumerate(tokens):
        opens = previous in _SENTENCE_END or previous in '«"“„(—–-•'
        if token.kind == "code" or (token.kind == "word" and _may_be_name(token, opens)):
            row = [t.folded for t in tokens[position : position + _LONGEST_ROW] if t.kind == "word"]
            found.append(
                Name(
                    token.text,
                    token.folded,
                    token.start,
                    token.stop,
                    opens,
                    first_name,
                    fold(previous),
                    tuple(row),
                )
            )
            first_name = token.folded if is_first_name(token.folded) else ""
        else:
            first_name = ""
        previous = token.text
    return found


def _may_be_name(token: Token, opens: bool) -> bool:
    text, word = token.text, token.folded
    if len(text) < 2 or ROMAN.fullmatch(text):
        return False
    if _LATIN.fullmatch(word):
        return True
    if text.islower():
        return False
    if text[0].islower():
        return True  # «iPhone», «самого В.Путина»
    return not opens or text[1:] != text[1:].lower() or _opens_with_name(word)


@lru_cache(maxsize=20_000)
def _opens_with_name(word: str) -> bool:
    """Whether a word that opens a sentence is a name rather than a common word."""
    return is_proper(word) and not is_common(word) and not is_gerund(word)


class Lexicon:
    """The words of an article, to look up whether it has a name in some form."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word form, folded; the parts of a hyphenated one too."""
        words = set(re.findall(r"\w+(?:-\w+)*", self._folded))
        return frozenset(words.union(*(word.split("-") for word in words if "-" in word)))

    @cached_property
    def _capitals(self) -> frozenset[str]:
        folded = {fold(word) for word in _CAPITALIZED.findall(self._text)}
        parts = (part for word in folded if "-" in word for part in word.split("-"))
        return frozenset(folded | set(parts))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for form in self._capitals for stem in stems(form))

    @cached_property
    def _all_stems(self) -> frozenset[str]:
        return frozenset(stem for form in self.forms for stem in stems(form))

    def has_form(self, word: str) -> bool:
        """Whether a folded word stands in the article, capitalised or not, inflected at most."""
        return word in self.forms or not stems(word).isdisjoint(self._all_stems)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemma of every word form."""
        return frozenset(lemma(form) for form in self.forms)

    def has_exactly(self, word: str) -> bool:
        """Whether a capitalised word stands in the article in these letters, inflected at most."""
        parts = (word, *word.split("-"))
        return any(not stems(part).isdisjoint(self._stems) for part in parts)

    def has_torn(self, letters: str) -> bool:
        """Whether these letters, not so few as to meet by chance, stand in a row with any gaps."""
        gapped = r"[\W_]*".join(map(re.escape, letters))
        found = re.search(rf"\b{gapped}\b", self._folded)
        return len(letters) >= _SHORTEST_TORN and found is not None

    def has_in_other_letters(self, word: str) -> bool:
        """Whether a name stands in the article in other letters: «Сименс» for «Siemens»."""
        return self._sounds.has(stems(word))

    def lacks(self, name: Name) -> str:
        """Say why the article does not support a name; empty where it does."""
        if self._has(name.folded):
            if (
                name.first_name
                and self._has(name.first_name)
                and self._gives_another_first_name(name)
            ):
                return "the article gives another first name"
            return ""
        if (
            self._has_country_of(name)
            or self._abbreviates_row(name.row)
            or (name.before.isalpha() and self._abbreviates_row((name.before, *name.row)))
            or self._knows(name.row)
        ):
            return ""
        parts = re.split(r"[-‑'’`]", name.text.lower().replace("ё", "е"))  # «Sotheby' s»
        if len(parts) > 1 and all(self._has(part) for part in parts):
            return ""
        return "" if self.has_torn(name.folded) else "no such name in the article"

    def _has(self, word: str) -> bool:
        return bool(word) and (
            word in self.forms
            or not stems(word).isdisjoint(self._stems)
            or lemma(word) in self.lemmas
            or self._has_relative(word)
            or self._has_alias(word)
            or self._spells_out(word)
            or self._is_built_of(word)
            or self._sounds.has(stems(word))
            or (is_common(word) and root_of(lemma(word)) in self._roots)
        )

    @cached_property
    def _roots(self) -> frozenset[str]:
        return roots_of(self.lemmas)

    @cached_property
    def _sounds(self) -> Sounds:
        return Sounds(
            stem
            for form in self._capitals
            if len(form) >= SHORTEST_STEM
            for stem in stems(form)
            if stem.isalpha()
        )

    def _has_relative(self, word: str) -> bool:
        """Whether «казахстанский» stands for «Казахстан», or the reverse."""
        own = stems(word)
        related = _RELATED.fullmatch(word)
        if related is not None and any(
            _is_close(related.group(1), form) for form in self._capitals
        ):
            return True
        return any(
            _is_close(stem, base)
            for stem in own
            if len(stem) > SHORTEST_STEM
            for base in self._adjective_bases
        )

    @cached_property
    def _adjective_bases(self) -> frozenset[str]:
        matches = map(_RELATED.fullmatch, self.forms)
        return frozenset(match.group(1) for match in matches if match is not None)

    def _has_alias(self, word: str) -> bool:
        own = stems(word)
        for group in ALIASES:
            if any(_is_alias(alias, word, own) for alias in group) and any(
                re.search(rf"(?<!\w){re.escape(alias.rstrip('*'))}", self._folded)
                if alias.endswith("*")
                else re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", self._folded)
                for alias in group
            ):
                return True
        return False

    def _has_country_of(self, name: Name) -> bool:
        """Whether «Москва» stands for its government, not for the place."""
        if name.before in _IN_PLACE:
            return False
        federal = name.before.startswith("российск") and name.folded.startswith("федерац")
        countries = METONYMS.get("москва" if federal else lemma(name.folded), ())
        return any(re.search(rf"(?<!\w){country}", self._folded) for country in countries)

    def _knows(self, row: Sequence[str]) -> bool:
        """Whether a first name is that of somebody known whom the article has by the surname."""
        return (
            len(row) > 1
            and self._has(row[1])
            and not stems(_first_names().get(lemma(row[1]), "")).isdisjoint(stems(row[0]))
        )

    @cached_property
    def _abbreviations(self) -> frozenset[str]:
        return frozenset(map(fold, _ABBREVIATION.findall(self._text)))

    def _abbreviates_row(self, row: Sequence[str]) -> bool:
        """Whether the article shortens «Федеральная служба охраны»: ФСО, or «Совет …»: Совбез."""
        initials = "".join(word[0] for word in row)
        if any(initials.startswith(short) for short in self._abbreviations):
            return True
        return len(row) > 1 and any(
            re.search(rf"(?<!\w){re.escape(row[0][:3])}{re.escape(word[:3])}", self._folded)
            for word in row[1:3]
            if min(len(row[0]), len(word)) > SHORTEST_STEM
        )

    def _spells_out(self, word: str) -> bool:
        """Whether «МВД» is spelt out: words in a row that begin with its letters."""
        if not (2 <= len(word) <= 6) or not _CYRILLIC.fullmatch(word):
            return False
        row = r"\w{2,}[ -][«\"]?(?:(?:и|по|в|во|на|за|для|о|об|с) )?".join(map(re.escape, word))
        return re.search(rf"(?<!\w){row}\w{{2}}", self._folded) is not None

    def _is_built_of(self, word: str) -> bool:
        """Whether «Минфин» is built of «министерство финансов»."""
        return any(
            len(word) - cut >= SHORTEST_STEM
            and re.search(
                rf"(?<!\w){re.escape(word[:cut])}\w+\s+(?:\w+\s+)?{re.escape(word[cut:][:4])}",
                self._folded,
            )
            for cut in (3, 4, 5)
        )

    def _gives_another_first_name(self, name: Name) -> bool:
        """Whether the surname stands in the article, but always behind other first names."""
        own = stems_of(name.first_name)
        firsts = self._first_names.get_all(stems(name.folded))
        return bool(firsts) and all(
            first and own.isdisjoint(stems_of(first)) and not _abbreviates(first, name.first_name)
            for first in firsts
        )

    @cached_property
    def _first_names(self) -> "_FirstNames":
        return _FirstNames(self._text)


class _FirstNames:
    """Stem of a surname → the first names or initials in front of it."""

    def __init__(self, text: str) -> None:
        words = re.findall(r"[^\W\d_a-zа-яё][\w'’`-]*\.?|\w+|[^\s\w]", text)
        self._known: dict[str, set[str]] = {}
        for before, word in pairwise(["", *words]):
            if not (word[0].isupper() and len(word) > 2):
                continue
            first = fold(before)
            if not (first.endswith(".") and len(first) == 2) and not is_first_name(first):
                first = ""
            for stem in stems(fold(word).rstrip(".")):
                self._known.setdefault(stem, set()).add(first)

    def get_all(self, surname: Iterable[str]) -> set[str]:
        return set().union(*(self._known.get(stem, ()) for stem in surname))


def _abbreviates(initial: str, first_name: str) -> bool:
    return initial.endswith(".") and first_name.startswith(initial[:1])


def _is_alias(alias: str, word: str, own: frozenset[str]) -> bool:
    if alias.endswith("*"):
        return word.startswith(alias[:-1])
    return word == alias or (" " not in alias and len(word) > SHORTEST_STEM and alias in own)


def _is_close(base: str, form: str) -> bool:
    """Whether a base and a name share all but their last letters: «норвеж», «норвег»."""
    shared = max(SHORTEST_STEM, min(len(base), len(form)) - 1)
    return base[:shared] == form[:shared] and abs(len(base) - len(form)) <= 3
