"""Words that do not agree: what small models write where they change a word's neighbours.

Only pairs that the source does not have are looked at: what the parser misreads there, it misreads
again.
"""

from collections.abc import Iterator

from summarizer.syntax import Token, Tree

Pair = tuple[str, str]

_CASES = {
    "Gen": "без для до из из-за из-под от около кроме после вместо ради среди против у",
    "Dat": "к ко",
    "Acc": "через про",
    "Ins": "над перед между",
    "Loc": "при",
    "Acc Ins": "за под",
    "Acc Loc": "в во на о об обо",
    "Gen Ins Acc": "с со",
    "Dat Loc Acc": "по",
}
_ALLOWED = {
    word: frozenset(cases.split()) for cases, words in _CASES.items() for word in words.split()
}


def find_disagreement(edited: Tree, source: Tree) -> str | None:
    """Return two words that do not agree, unless the source has them; None where all do.

    >>> from summarizer.syntax import parse
    >>> find_disagreement(*parse(["Мост закрыла на ремонт.", "Мост закрыли на ремонт."]))
    """
    known = set(_find_pairs(source))
    found = next((pair for pair in _find_pairs(edited) if pair not in known), None)
    return None if found is None else f"«{found[0]}» and «{found[1]}» do not agree"


def _find_pairs(tree: Tree) -> Iterator[Pair]:
    for token in tree.tokens:
        head = tree.head(token)
        if head is None:
            continue
        subject = token.rel in {"nsubj", "nsubj:pass"}
        if (subject and _is_off(tree, token, head)) or _is_ungoverned(token, head):
            yield token.lower, head.lower


def _is_off(tree: Tree, subject: Token, verb: Token) -> bool:
    """Whether a subject in the singular has a verb of another gender or number."""
    if not subject.has(Case="Nom") or not (verb.has(VerbForm="Fin") or verb.has(Variant="Short")):
        return False
    if subject.pos not in {"NOUN", "PROPN", "PRON"} or tree.children(subject, "conj", "nummod"):
        return False
    for feature in ("Gender", "Number"):
        ours, theirs = subject.feats.get(feature), verb.feats.get(feature)
        if feature == "Gender" and subject.has(Animacy="Anim") and subject.pos == "NOUN":
            continue  # «врач сказала»
        if ours and theirs and ours != theirs:
            return True
    return False


def _is_ungoverned(preposition: Token, noun: Token) -> bool:
    """Whether a noun stands in a case that its preposition does not govern."""
    allowed = _ALLOWED.get(preposition.lower)
    case = noun.feats.get("Case")
    return (
        allowed is not None
        and preposition.rel == "case"
        and case is not None
        and noun.pos in {"NOUN", "PROPN", "PRON"}
        and case not in allowed
    )
