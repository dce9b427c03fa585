"""Clauses that a long sentence can do without: who else someone is, how else something was done."""

import re
from collections.abc import Iterator

from summarizer.syntax import Token, Tree
from summarizer.words import count_words
from summarizer.write.condense import Span
from summarizer.write.edit import cut

READABLE = 30
"""Words that a line may have before clauses are taken out of it."""

_SHORTEST_REST = 9
_NEEDS_COMMA = re.compile(r", (?:а|но|и|однако)\b")
_GOES_ON = re.compile(
    r", (?:\w+ )?(?:что|как|когда|если|котор\w+|чтобы|где|хотя|поскольку|почему|ч[её]м|кто|куда|"
    r"за|по|в|на|[а-яё]+(?:вш|ющ|ащ|ящ|нн)\w+)\b"
)
_COPULAS = frozenset("став будучи являясь оставаясь оказавшись".split())
_REASONS = frozenset({"поскольку", "хотя", "как", "ведь"})


def shorten(tree: Tree) -> str:
    """Take clauses out of a sentence that is long, the last first, until it is readable.

    >>> from summarizer.syntax import parse
    >>> long = (
    ...     "Глава завода Пётр Орлов, который руководит им с 2010 года, рассказал, что новый цех с "
    ...     "двумя линиями и складом готовой продукции откроют в марте и что на нём будут работать "
    ...     "двести человек из города и области."
    ... )
    >>> shorten(parse([long])[0])[:50]
    'Глава завода Пётр Орлов рассказал, что новый цех с'
    """
    text = tree.text
    gone: list[Span] = []
    left = count_words(text)
    for start, stop in sorted(clauses(tree), reverse=True):
        if left <= READABLE:
            break
        words = count_words(text[start:stop])
        if left - words < _SHORTEST_REST or any(
            start < other[1] and other[0] < stop for other in gone
        ):
            continue
        gone.append((start, stop))
        left -= words
    return cut(text, gone) if gone else text


def clauses(tree: Tree) -> Iterator[Span]:
    """Yield spans that can go, with the commas that go with them."""
    for token in tree.tokens:
        if is_spare(tree, token) and (span := bounded(tree, token)) is not None:
            yield span


def is_spare(tree: Tree, token: Token) -> bool:
    """Whether a clause only adds: to a name, or a manner or reason to an event."""
    if token.rel in {"acl", "acl:relcl"}:
        head = tree.head(token)
        if head is None or (token.rel == "acl" and not token.has(VerbForm="Part")):
            return False
        named = [head, *tree.children(head, "appos", "flat:name", "nmod")]
        return any(t.pos == "PROPN" for t in named)
    if token.rel != "advcl" or token.lower in _COPULAS:
        return False
    return token.has(VerbForm="Conv") or any(
        mark.lower in _REASONS for mark in tree.children(token, "mark")
    )


def bounded(tree: Tree, token: Token) -> Span | None:
    """Return the clause from comma to comma; None where it isn't set off so."""
    below = tree.subtree(token)
    if below[-1].text == ",":
        below = below[:-1]
    if below[-1].index - below[0].index + 1 != len(below):
        return None
    first = below[0]
    if first.text == ",":
        start = first.start
    elif first.index and tree.tokens[first.index - 1].text == ",":
        start = tree.tokens[first.index - 1].start
    else:
        return None
    stop = below[-1].stop
    rest = tree.text[stop:]
    if rest in {".", ""}:
        return start, stop
    if not rest.startswith(",") or _GOES_ON.match(rest):
        return None
    return (start, stop) if _NEEDS_COMMA.match(rest) else (start, stop + 1)
