"""Full names: first name and surname must stand together in the article, as one name.

«Юрий Швыткин» is nobody where the article has a Юрий and another Швыткин, nor where the two words
only met: «граждан Израиля Украина предупредила».
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.facts.letters import is_misspelt
from summarizer.facts.names import Name, stems_of
from summarizer.facts.tokens import Token
from summarizer.words import can_agree, can_own, is_surname

_REACH = 5
_SHORT = 5
_MARKS = frozenset('.«»"“”„-–—()[]')
_PARTICLES = frozenset("аль аш ас ан эз эль бин ибн бен де ди да ла ле фон ван дер дель".split())


class FullName(NamedTuple):
    """Two words of a text that claim to be one name, folded, at ``text[start:stop]``.

    ``broken`` where they cannot agree in case and gender: «Юрий Швыткина».
    """

    first: str
    surname: str
    broken: bool
    start: int
    stop: int


def read_full_names(names: Sequence[Name]) -> Iterator[FullName]:
    """Yield first names with the word of a name behind them, in order.

    Two words that cannot agree are taken for one name only where the second is a surname, and the
    first owns nothing: «уроженец Феодосии Айвазовский» is no name.

    >>> from summarizer.facts.names import find_names
    >>> [name[:3] for name in read_full_names(find_names("Вчера Олег Ким прибыл в Ош."))]
    [('олег', 'ким', False)]
    """
    for n, (left, right) in enumerate(pairwise(names)):
        if (
            right.first_name == left.folded
            and right.start == left.stop + 1
            and right.folded[0] >= "а"
            and not _is_inside(names, n)
        ):
            broken = not can_agree(left.folded, right.folded)
            if not broken or (is_surname(right.folded) and not can_own(left.folded)):
                yield FullName(left.folded, right.folded, broken, left.start, right.stop)


def _is_inside(names: Sequence[Name], at: int) -> bool:
    """Whether two words are the middle of more names: «Ким Чен Ира Ким», «Додона Майя Санду»."""
    before, left, right = names[at - 1] if at else None, names[at], names[at + 1]
    if before is not None and before.stop + 1 == left.start and not before.text.isupper():
        return bool(before.first_name) or len(before.text) < _SHORT
    after = names[at + 2] if at + 2 < len(names) else None
    return after is not None and after.start == right.stop + 1 and after.first_name == right.folded


def stand_together(name: FullName, tokens: Sequence[Token]) -> bool:
    """Whether a text has both words near each other, in whatever order, and as one name.

    Initials will do: «Ю. Швыткин». A broken name must stand there word by word.
    """
    surname = stems_of(name.surname)
    for at, token in enumerate(tokens):
        own = stems_of(token.folded) if _is_capital(token) else frozenset()
        if surname.isdisjoint(own) and not any(
            is_misspelt(stem, other) for stem in surname for other in own
        ):
            continue
        if name.broken:
            if token.folded == name.surname and at and tokens[at - 1].folded == name.first:
                return True
        elif any(_is_first(other, token, name) for other in _neighbours(tokens, at)):
            return True
    return False


def _neighbours(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """Yield the words that can be one name with a surname: behind it, or in front of it.

    In front may stand one more name, initials, a nickname in quotation marks.
    """
    yield from tokens[at + 1 : at + 2]
    between = 0
    for token in reversed(tokens[max(0, at - _REACH) : at]):
        if token.text in _MARKS:
            continue
        if token.folded in _PARTICLES:
            yield token  # «Бен Карнс», though «бен» is a particle too
            continue
        if not _is_capital(token) or between > 1:
            return
        yield token
        between += len(token.text) > 1


def _is_capital(token: Token) -> bool:
    return token.kind == "word" and not token.text.islower()  # «аль-Шахри»


def _is_first(token: Token, surname: Token, name: FullName) -> bool:
    if len(token.text) == 1:
        return token.folded == name.first[0]
    return not stems_of(name.first).isdisjoint(stems_of(token.folded)) and can_agree(
        token.folded, surname.folded
    )
