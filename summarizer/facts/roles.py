"""The names of a text, each where it stands, and which of them may mean one thing."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.letters import is_misspelt
from summarizer.facts.names import are_aliases, read_names, stems_of
from summarizer.facts.tokens import Token
from summarizer.words import find_cases_of_name, is_passive, kind_of_name, lemma

_PREPOSITIONS = frozenset(
    "в во на из с со к ко у о об от до по для под над за перед при через про без".split()
)
QUOTES = frozenset('«»"“”„')

Kind = Literal["person", "place", "organisation"]


class Slot(NamedTuple):
    """A name in its place, at ``text[start:stop]``.

    ``words`` are folded; ``cases``, by gender, are those it may stand in, none where no form tells;
    ``joins`` where «с» stands in front; ``before`` and ``behind`` are the lemmas right beside it, a
    preposition left out, empty where a mark or a name stands there.
    """

    kind: Kind
    words: tuple[str, ...]
    abbreviated: bool
    stems: frozenset[str]
    cases: frozenset[tuple[str, str]]
    joins: bool
    before: str
    behind: str
    start: int
    stop: int


class _Item(NamedTuple):
    """A word, a name or a mark; ``lemma`` is empty of the latter two."""

    sort: Literal["word", "preposition", "mark", "person", "place", "organisation"]
    lemma: str
    tokens: list[Token]


_AMBIGUOUS = {"nomn": "accs", "accs": "nomn"}
_NAMES = ("person", "place", "organisation")


def read_slots(tokens: Sequence[Token]) -> list[Slot]:
    """Return the names among ``tokens``, each where it stands, in order."""
    items = _read_items(tokens)
    found: list[Slot] = []
    for n, item in enumerate(items):
        if item.sort not in _NAMES:
            continue
        prepositional = n > 0 and items[n - 1].sort == "preposition"
        found.append(
            Slot(
                item.sort,  # type: ignore[arg-type]
                tuple(token.folded for token in item.tokens),
                item.tokens[0].text.isupper(),
                frozenset(s for token in item.tokens for s in stems_of(token.folded)),
                _cases_of(item.tokens),
                prepositional and items[n - 1].tokens[0].folded in ("с", "со"),
                _lemma_at(items, n - 2 if prepositional else n - 1),
                _lemma_at(items, n + 1),
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
        if token.text in QUOTES:
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
            items.append(_Item("preposition", "", [token]))
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
    quoted = len(around & QUOTES) == 2 and token.text[0].isupper()  # «Заря»
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


def can_agree(slot: Slot, other: Slot) -> bool:
    """Whether two names may stand in one case."""
    own, theirs = ({case for case, _ in name.cases} for name in (slot, other))
    return not (own and theirs) or not own.isdisjoint(theirs)


def stand_alike(slot: Slot, other: Slot) -> bool:
    """Whether two names do the same on either side of a verb.

    Their forms may tell that they stand in one case, which «Киев» does not; and who meets with
    another is met.
    """
    return other.joins or (
        slot.cases == other.cases
        and any(
            case in _AMBIGUOUS and (_AMBIGUOUS[case], gender) not in slot.cases
            for case, gender in slot.cases
        )
    )


def may_be(slot: Slot, other: Slot, rows: Collection[frozenset[str]]) -> bool:
    """Whether two names may mean one thing: «Ким» and «Кимом», «МГД» and «Мосгордума».

    ``rows`` are the stems of names of many words: «Олег» and «Ким» are one of «Олег Ким».
    """
    if not slot.stems.isdisjoint(other.stems):
        return True
    if any(not slot.stems.isdisjoint(row) and not other.stems.isdisjoint(row) for row in rows):
        return True
    if slot.abbreviated != other.abbreviated and slot.words[0][0] == other.words[0][0]:
        return True
    return any(
        are_aliases(word, another) or is_misspelt(word, another)
        for word in slot.words
        for another in other.words
    )
