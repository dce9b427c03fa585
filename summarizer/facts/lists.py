"""How many things a text lists by name or by figure: «Орлов, Сомов и Ким» are three."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from summarizer.facts.tokens import Token

_JOINTS = frozenset(", ; и".split())
_LONGEST = 6
_ENDS = 3


def count_listed(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield how many items each list among ``tokens`` has.

    An item has a capital or a figure: the first near its end, the last near its beginning. The
    capital that opens the sentence tells nothing, but of a name alone.

    >>> from summarizer.facts.tokens import tokenize
    >>> list(count_listed(tokenize("Были хирург Орлов, Сомов и Ким из села, что у реки Оби.")))
    [3, 1]
    """
    count = 0
    for is_joint, group in groupby(tokens, lambda token: token.folded in _JOINTS):
        if is_joint:
            continue
        item = list(group)
        if item[0] is tokens[0] and len(item) > 1:
            item = item[1:]
        goes_on = count > 0 and _tells(item[:_ENDS]) and not _turns(item)
        if goes_on:
            count += 1
        if goes_on and len(item) <= _LONGEST:
            continue
        if count:
            yield count
        count = int(_tells(item[-_ENDS:]))
    if count:
        yield count


def _turns(item: Sequence[Token]) -> bool:  # «Орлов и Ким, а Сомов …», not «а также Сомов»
    return item[0].folded in ("а", "но") and item[1:2] != [] and item[1].folded != "также"


def _tells(tokens: Sequence[Token]) -> bool:
    return any(token.text[0].isalnum() and not token.text[0].islower() for token in tokens)
