"""What an article is about: its keywords and the names in it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from summarizer.document import Document
from summarizer.facts.names import Name, stems
from summarizer.facts.names import find_names as find_name_words
from summarizer.rank.learned import load_model
from summarizer.words import (
    count_terms,
    dictionary_noun,
    find_cases,
    fold,
    is_adjective,
    is_common_noun_form,
    is_first_name,
    is_function_word,
    is_known,
    put_in_nominative,
)

KEYWORDS = 8
NAMES = 12

_LONGEST = 100_000
"""Characters of an article that are looked at: what comes first says what it is about."""

_TOWNS = ("ск", "град", "бург", "поль")
_LEAST = 2
_IN_TITLE = 2.0
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words next to each other that are one name."""

    words: tuple[str, ...]
    place: int


def find_keywords(document: Document, most: int = KEYWORDS) -> tuple[str, ...]:
    """Return the nouns that tell what the article is about, weightiest first.

    Weight is frequency × rarity in news (of the learned ranker's table), double for a word of the
    title; a noun that comes once counts only there.
    """
    terms = count_terms([s.text for s in document.sentences], document.title)
    rarity = load_model().lexicon.of(terms.lemmas).rarity
    counts = Counter(terms.tokens.tolist())
    title = set(terms.title.tolist())
    weighed = sorted(
        (
            -count * float(rarity[column]) * (_IN_TITLE if column in title else 1.0),
            column,
        )
        for column, count in counts.items()
        if terms.content[column] and (count >= _LEAST or column in title)
    )
    nouns = (dictionary_noun(terms.lemmas[column]) for _, column in weighed)
    return tuple(islice((noun for noun in nouns if noun and len(noun) >= _SHORTEST), most))


def find_names(document: Document, most: int = NAMES) -> tuple[str, ...]:
    """Return who and what is named, most often first, in the nominative where that is known.

    A surname or a first name alone counts for the full name.
    """
    text = f"{document.title or ''}\n{document.text}"[:_LONGEST]
    groups: list[list[_Mention]] = []
    known: dict[str, list[int]] = {}
    for mention in sorted(_mentions(text), key=lambda m: (-len(m.words), m.place)):
        endings = stems(fold(mention.words[-1]))
        near = sorted({n for stem in endings for n in known.get(stem, ())})
        home = next((n for n in near if _is_of(mention, groups[n][0])), len(groups))
        if home == len(groups):
            groups.append([])
            first = fold(mention.words[0])
            for stem in endings | (stems(first) if is_first_name(first) else set()):
                known.setdefault(stem, []).append(home)
        groups[home].append(mention)
    groups.sort(key=lambda group: (-len(group), min(m.place for m in group)))
    return tuple(dict.fromkeys(map(_show, groups[:most])))


def _mentions(text: str) -> Iterator[_Mention]:
    """Yield the names of a text: words next to each other that agree."""
    row: list[Name] = []
    for name in find_name_words(text):
        if row and not _goes_on(row[-1], name, text):
            yield from _finish(row)
            row = []
        row.append(name)
    yield from _finish(row)


def _goes_on(before: Name, name: Name, text: str) -> bool:
    """Whether a word belongs to the name before it: «Пётр Орлов», not «в Ош Пётр»."""
    if name.opens or text[before.stop : name.start] != " ":
        return False
    if is_first_name(name.folded) and not is_first_name(before.folded):
        return False
    cases, others = find_cases(before.folded), find_cases(name.folded)
    return not cases or not others or not cases.isdisjoint(others)


def _finish(row: list[Name]) -> Iterator[_Mention]:
    """Yield what the words make, unless it is a lone word of another kind: «Московский», «Что»."""
    word = row[0].folded if len(row) == 1 and not row[0].text.isupper() else ""
    opens = bool(word) and row[0].opens and is_common_noun_form(word)
    if row and not (opens or is_adjective(word) or is_function_word(word)):
        yield _Mention(tuple(name.text for name in row), row[0].start)


def _is_of(mention: _Mention, whole: _Mention) -> bool:
    """Whether a name whose last word fits stands for a longer one, or for one as long."""
    if len(mention.words) == 1:
        return True
    pairs = zip(mention.words, whole.words, strict=False)
    return all(not stems(fold(a)).isdisjoint(stems(fold(b))) for a, b in pairs)


def _show(group: list[_Mention]) -> str:
    """Return a name in the nominative, or as it stands where that is not known."""
    whole = [mention.words for mention in group if len(mention.words) == len(group[0].words)]
    written = {" ".join(words) for words in whole}
    for words in whole:
        if words[0].isupper():  # ФСБ России
            break
        shown = put_in_nominative(words)
        # What the dictionary only guesses has to stand in the text, or be built like a town.
        if shown is not None and (
            shown in written
            or shown.endswith(_TOWNS)
            or all(is_known(word.lower()) for word in words)
        ):
            return shown
    return " ".join(whole[0])
