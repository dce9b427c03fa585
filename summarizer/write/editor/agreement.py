"""Words that do not agree: what small models write where they change a word's neighbours.

Only pairs that the source does not have are looked at: what the parser misreads there, it misreads
again.
"""

from collections.abc import Iterator

from summarizer.syntax import Token, Tree
from summarizer.words import find_cases

Pair = tuple[str, str]

_CASES = {
    "gent": "без для до из из-за из-под от около кроме после вместо ради среди против у",
    "datv": "к ко",
    "accs": "через про",
    "ablt": "над перед между",
    "loct": "при",
    "accs ablt": "за под",
    "accs loct": "в во на о об обо",
    "gent ablt accs": "с со",
    "datv loct accs": "по",
}
_GOVERNED = {word: frozenset(cases.split()) for cases, ws in _CASES.items() for word in ws.split()}


def find_disagreement(edited: Tree, source: Tree) -> str | None:
    """Return two words that do not agree, unless the source has them; None where all do.

    >>> from summarizer.syntax import parse
    >>> find_disagreement(*parse(["Мост закрыта на ремонт.", "Мост закрыт на ремонт."]))
    '«мост» and «закрыта» do not agree'
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
    """Whether a subject has a verb of another gender or number."""
    if subject.pos not in {"NOUN", "PRON"} or subject.has(Case="Gen"):
        return False
    if not (verb.has(VerbForm="Fin") or verb.has(Variant="Short")):
        return False
    if tree.children(subject, "conj", "nummod", "nummod:gov"):
        return False
    if _differ("Number", subject, verb):
        return verb.has(Number="Sing") or not tree.children(subject, "nmod")  # «ряд стран начали»
    personal = subject.pos == "NOUN" and subject.has(Animacy="Anim")  # «врач сказала»
    return not personal and verb.has(Number="Sing") and _differ("Gender", subject, verb)


def _differ(feature: str, subject: Token, verb: Token) -> bool:
    ours, theirs = subject.feats.get(feature), verb.feats.get(feature)
    return ours is not None and theirs is not None and ours != theirs


def _is_ungoverned(preposition: Token, noun: Token) -> bool:
    """Whether no form of a noun is one that its preposition governs."""
    allowed = _GOVERNED.get(preposition.lower)
    if allowed is None or preposition.rel != "case" or noun.pos not in {"NOUN", "PRON"}:
        return False
    cases = find_cases(noun.lower)
    return bool(cases) and allowed.isdisjoint(cases)
