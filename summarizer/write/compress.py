"""A sentence that is too long for a line → what is left of it without its subordinate parts."""

from collections.abc import Iterator

from summarizer.syntax import Token, Tree, parse
from summarizer.words import count_words
from summarizer.write.edit import finish, mend

_OPTIONAL = frozenset(("acl:relcl", "acl", "advcl"))
_MODIFIERS = frozenset(("amod", "nmod", "nummod", "nummod:gov", "flat:name", "appos", "det"))
_MARKS = frozenset(",(")
_CLOSING = frozenset(",.);!")
_MOST_CUTS = 4


def compress(tree: Tree, most: int) -> Tree | None:
    """Take off relative clauses, participles, gerunds and asides until ``most`` words are left.

    Only what stands between marks goes, what comes last first. None where that doesn't suffice.

    >>> compress(parse(["Новый мост, который строили два года, открыт."])[0], 4).text
    'Новый мост открыт.'
    """
    for _ in range(_MOST_CUTS):
        if count_words(tree.text) <= most:
            return tree
        span = max(_find_spans(tree), default=None)
        if span is None:
            return None
        before, after = tree.text[: span[0]].rstrip(" ,—–-("), tree.text[span[1] :]
        rest = after.lstrip(" ,—–-)")
        text = f"{before} {rest}" if rest[:1].isalnum() or rest[:1] == "«" else before + rest
        tree = parse([finish(mend(text))])[0]
        if not tree.tokens:
            return None
    return tree if count_words(tree.text) <= most else None


def _find_spans(tree: Tree) -> Iterator[tuple[int, int]]:
    """Yield the parts that can go: (start, stop) in the text."""
    for token in tree.tokens:
        if token.rel in _OPTIONAL and not _says_which(tree, token):
            part = tree.subtree(token)
            if _is_apart(tree, part):
                yield part[0].start, part[-1].stop


def _says_which(tree: Tree, token: Token) -> bool:
    """Whether a clause tells which thing is meant: «записи, на которых …»."""
    head = tree.head(token)
    if head is None or head.pos != "NOUN":
        return False
    return not any(child.rel in _MODIFIERS for child in tree.children(head))


def _is_apart(tree: Tree, part: list[Token]) -> bool:
    """Whether a subtree is one piece with a mark before it, and a mark or the end behind it."""
    first, last = part[0].index, part[-1].index
    if last - first + 1 != len(part) or first == 0:
        return False
    opens = part[0].text in _MARKS or tree.tokens[first - 1].text in _MARKS
    closes = (
        part[-1].text in _CLOSING
        or last + 1 == len(tree.tokens)
        or tree.tokens[last + 1].text in _CLOSING
    )
    inside = tree.text[part[0].start : part[-1].stop]
    return opens and closes and inside.count("«") == inside.count("»")
