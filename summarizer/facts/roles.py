"""Who did it: subject and object exchanged, a deed given to another name of the article.

Trees are slow, so a sentence is parsed only where the names around one of its verbs stand otherwise
than around the same verb of the source.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.facts.names import Name, stems
from summarizer.facts.negation import Verb, root
from summarizer.facts.tokens import fold
from summarizer.syntax import Token, Tree
from summarizer.words import lemma

_NEAR = 3
"""Words, names left out, that both verbs must have around them to be one deed."""

_REACH = 120
"""Characters from a verb to a name that may belong to it."""

_PARTS_OF_NAME = ("flat:name", "flat", "appos", "nmod:name")


class Sides(NamedTuple):
    """The names before a verb and behind it."""

    before: list[Name]
    behind: list[Name]


class Deed(NamedTuple):
    """A verb with the names of those who did it, and of the others around it, as stems.

    ``start`` and ``stop`` are where the first of the doers stands.
    """

    root: str
    agents: frozenset[str]
    others: frozenset[str]
    start: int
    stop: int


def is_one_deed(verb: Verb, other: Verb, names: frozenset[str]) -> bool:
    """Whether two verbs of one root have enough around them in common, names left out."""
    if root(verb.lemma) != root(other.lemma):
        return False
    shared = (verb.near & other.near) - {verb.lemma, other.lemma}
    return sum(stems(word).isdisjoint(names) for word in shared) >= _NEAR


def find_sides(verb: Verb, names: Sequence[Name]) -> Sides:
    """Return the names around a verb."""
    near = [name for name in names if -_REACH < name.start - verb.start < _REACH]
    return Sides(
        [name for name in near if name.start < verb.start],
        [name for name in near if name.start > verb.start],
    )


def is_suspect(claim: Sides, source: Sides) -> bool:
    """Whether a name changed sides, two their case, or the one before the verb gave way."""
    own, known = [*claim.before, *claim.behind], [*source.before, *source.behind]
    shared = [name for name in own if _stands_in(name, known)]
    if any(
        not _stands_in(name, source.before if name in claim.before else source.behind)
        for name in shared
    ):
        return True
    forms = {name.folded for name in known}
    gone = any(not _stands_in(name, own) for name in source.before)
    return sum(name.folded not in forms for name in shared) > 1 or (gone and len(shared) < len(own))


def _stands_in(name: Name, names: Sequence[Name]) -> bool:
    return any(not stems(name.folded).isdisjoint(stems(other.folded)) for other in names)


def read_deeds(tree: Tree) -> Iterator[Deed]:
    """Yield the verbs of a tree whose doer has a name; of a passive one it is the instrumental."""
    for verb in tree.tokens:
        if verb.pos not in ("VERB", "ADJ") or verb.has(VerbForm="Conv"):
            continue
        subjects = [
            token
            for token in tree.children(verb, "nsubj", "nsubj:pass")
            if token.feats.get("Case", "Nom") == "Nom"
        ]
        rest = tree.children(verb, "obj", "iobj", "obl", "obl:agent", "xcomp")
        agents, others = subjects, rest
        if verb.has(Voice="Pass"):
            agents = [token for token in rest if token.has(Case="Ins")]
            others = [*subjects, *(token for token in rest if token not in agents)]
        named = [name for token in agents for name in _names_of(tree, token)]
        if named:
            yield Deed(
                root(lemma(fold(verb.text)).removesuffix("ся")),
                _stems_of(named),
                _stems_of(name for token in others for name in tree.subtree(token)),
                named[0].start,
                named[-1].stop,
            )


def _names_of(tree: Tree, token: Token) -> list[Token]:
    """Return the words of the name of a noun: itself, or what is put beside it."""
    named = token.pos == "PROPN" or (token.index > 0 and token.pos in ("NOUN", "X"))
    found = [token] if named and token.text[0].isupper() else []
    for child in tree.children(token, *_PARTS_OF_NAME):
        if child.index != token.index:
            found += _names_of(tree, child) if child.index > token.index else []
    return found


def _stems_of(tokens: Iterator[Token] | Sequence[Token]) -> frozenset[str]:
    return frozenset(s for token in tokens for s in stems(fold(token.text)) if len(s) > 1)


def find_exchanged(claim: Tree, sources: Sequence[Tree]) -> Iterator[Deed]:
    """Yield the deeds of a sentence that every source tree with that verb gives to another name."""
    known = [deed for tree in sources for deed in read_deeds(tree)]
    for deed in read_deeds(claim):
        same = [other for other in known if other.root == deed.root]
        if same and all(deed.agents.isdisjoint(other.agents) for other in same):
            yield deed
