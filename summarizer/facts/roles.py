"""Who did it, and who is meant: a name that stands where the source has another one.

«Сомов обогнал Орлова» of «Орлов обогнал Сомова», «жители Ветлугии» of «жители Тарсании». The words
right beside a name tell it: dependency trees found less than half as much, with more false alarms.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.letters import is_misspelt
from summarizer.facts.names import Name, are_aliases, read_names, stems_of
from summarizer.facts.tokens import Token
from summarizer.words import find_cases_of_name, is_passive, kind_of_name, lemma

_REACH = 6
"""Words to either side that say where a name stands."""

_OWN = 3
"""A name that stands so near to a word somewhere in the article may stand beside it."""

_PREPOSITIONS = frozenset(
    "в во на из с со к ко у о об от до по для под над за перед при через про без".split()
)
_QUOTES = frozenset('«»"“”„')

Kind = Literal["person", "place", "organisation"]


class Slot(NamedTuple):
    """A name in its place, at ``text[start:stop]``.

    ``words`` are folded, ``cases`` those it may stand in, by gender, none where no form tells;
    ``preposition`` stands in front of it; ``before`` and ``behind`` are the lemmas right beside it,
    empty where a mark or a name stands there; ``near`` are those around it by their distance.
    """

    kind: Kind
    words: tuple[str, ...]
    abbreviated: bool
    stems: frozenset[str]
    cases: frozenset[tuple[str, str]]
    preposition: str
    before: str
    behind: str
    near: dict[str, int]
    start: int
    stop: int


class _Item(NamedTuple):
    """A word, a name or a mark; ``lemma`` is empty of the latter two."""

    sort: Literal["word", "preposition", "mark", "person", "place", "organisation"]
    lemma: str
    tokens: list[Token]


_NAMES = ("person", "place", "organisation")


def read_slots(tokens: Sequence[Token]) -> list[Slot]:
    """Return the names among ``tokens``, each where it stands, in order."""
    items = _read_items(tokens)
    words = [n for n, item in enumerate(items) if item.sort == "word" or item.sort in _NAMES]
    found: list[Slot] = []
    for place, n in enumerate(words):
        item = items[n]
        if item.sort not in _NAMES:
            continue
        near: dict[str, int] = {}
        for other in range(max(0, place - _REACH), min(len(words), place + _REACH + 1)):
            name, distance = items[words[other]].lemma, other - place
            if name and abs(distance) < abs(near.get(name, _REACH + 1)):
                near[name] = distance
        before = items[n - 1] if n else None
        preposition = before.lemma if before is not None and before.sort == "preposition" else ""
        first = n - 2 if preposition else n - 1
        found.append(
            Slot(
                item.sort,  # type: ignore[arg-type]
                tuple(token.folded for token in item.tokens),
                item.tokens[0].text.isupper(),
                frozenset(s for token in item.tokens for s in stems_of(token.folded)),
                _cases_of(item.tokens),
                preposition,
                _lemma_at(items, first),
                _lemma_at(items, n + 1),
                near,
                item.tokens[0].start,
                item.tokens[-1].stop,
            )
        )
    return found


def _read_items(tokens: Sequence[Token]) -> list[_Item]:
    """Join the words of a name, leave out stop words and quotation marks."""
    names = {name.start for name in read_names(tokens)}
    items: list[_Item] = []
    for at, token in enumerate(tokens):
        if token.text in _QUOTES:
            continue
        if token.kind == "sign":
            items.append(_Item("mark", "", [token]))
        elif kind := _kind_of(tokens, at, token.start in names):
            last = items[-1] if items else None
            if last is not None and last.sort == kind and token.start - last.tokens[-1].stop == 1:
                last.tokens.append(token)
            else:
                items.append(_Item(kind, "", [token]))
        elif token.folded in _PREPOSITIONS:
            items.append(_Item("preposition", token.folded, [token]))
        elif (name := lemma(token.folded)) not in STOP_WORDS:
            # «обогнал» is another thing than «обогнан»
            items.append(_Item("word", name + "~" * is_passive(token.folded), [token]))
    return items


def _kind_of(tokens: Sequence[Token], at: int, named: bool) -> Kind | Literal[""]:
    token = tokens[at]
    if named:
        if token.text.isupper() or not "а" <= token.folded[0] <= "я":
            return "organisation"
        return kind_of_name(token.folded)
    around = {other.text for other in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    quoted = len(around & _QUOTES) == 2 and token.text[0].isupper()  # «Заря»
    return "organisation" if quoted else ""


def _lemma_at(items: Sequence[_Item], at: int) -> str:
    return items[at].lemma if 0 <= at < len(items) else ""


def _cases_of(tokens: Iterable[Token]) -> frozenset[tuple[str, str]]:
    """Return the cases that all words of a name may stand in, those that decline."""
    cases: frozenset[tuple[str, str]] = frozenset()
    for token in tokens:
        own = find_cases_of_name(token.folded)
        cases = cases & own or own or cases
    return cases


def find_rows(tokens: Sequence[Token]) -> Iterator[frozenset[str]]:
    """Yield the stems of the names that stand in a row: of «Олег» and «Ким» in «Олег Ким»."""
    row: list[Name] = []
    for name in (*read_names(tokens), None):
        if name is not None and row and name.start - row[-1].stop == 1:
            row.append(name)
            continue
        if len(row) > 1:
            yield frozenset(stem for part in row for stem in stems_of(part.folded))
        row = [name] if name is not None else []


def find_rivals(slot: Slot, evidence: Sequence[Slot]) -> list[tuple[str, list[Slot]]]:
    """Return the words beside a name with the other names that the evidence has beside them.

    At least one of those must stand among the same words, as far as two places can tell.
    """
    fitting = [other for other in evidence if _fits(slot, other)]
    sides = (
        (slot.before, [other for other in fitting if other.before == slot.before]),
        (slot.behind, [other for other in fitting if other.behind == slot.behind]),
    )
    return [
        (word, rivals)
        for word, rivals in sides
        if word and any(_count_shared(slot, other) > 1 for other in rivals)
    ]


def is_taken(
    slot: Slot,
    found: Sequence[tuple[str, Sequence[Slot]]],
    article: Sequence[Slot],
    rows: Sequence[frozenset[str]],
) -> bool:
    """Whether the rivals ``found`` for a name stand where a text has it.

    The article must have the name, but nowhere near the word beside it, nor in a place more like
    this one; and no rival may be the name in other words. ``rows`` are the stems of names of the
    article that stand in a row: «Олег» and «Ким» are one man.
    """
    own = [other for other in article if not slot.stems.isdisjoint(other.stems)]
    places = [other for other in own if _is_inflected_alike(slot, other)]
    known = max((len(slot.near.keys() & other.near.keys()) for other in places), default=0)
    return bool(own) and any(
        any(_count_shared(slot, other) > known for other in rivals)
        and not any(abs(other.near.get(word, _REACH)) <= _OWN for other in places)
        and not any(are_one(slot, other, rows) for other in rivals)
        for word, rivals in found
    )


def _fits(slot: Slot, other: Slot) -> bool:
    return (
        (slot.kind, slot.preposition) == (other.kind, other.preposition)
        and _can_agree(slot, other)
        and slot.stems.isdisjoint(other.stems)
    )


def _can_agree(slot: Slot, other: Slot) -> bool:
    """Whether two names may stand in one case."""
    own, theirs = ({case for case, _ in name.cases} for name in (slot, other))
    return not (own and theirs) or not own.isdisjoint(theirs)


def _is_inflected_alike(slot: Slot, other: Slot) -> bool:
    """Whether a name may stand in one case in two places: «Сомов» is no case of «Сомова»."""
    return not (slot.cases and other.cases) or not slot.cases.isdisjoint(other.cases)


def _count_shared(slot: Slot, other: Slot) -> int:
    """Count the lemmas around two names that stand at the same distance, a step more or less."""
    return sum(
        abs(distance - other.near[name]) <= 1
        for name, distance in slot.near.items()
        if name in other.near
    )


def are_one(slot: Slot, other: Slot, rows: Sequence[frozenset[str]]) -> bool:
    """Whether two names may mean one thing: «Олег» and «Ким» of «Олег Ким», «МГД», «Мосгордума»."""
    if any(not slot.stems.isdisjoint(row) and not other.stems.isdisjoint(row) for row in rows):
        return True
    if slot.abbreviated != other.abbreviated and slot.words[0][0] == other.words[0][0]:
        return True
    return any(
        are_aliases(word, another) or is_misspelt(word, another)
        for word in slot.words
        for another in other.words
    )
