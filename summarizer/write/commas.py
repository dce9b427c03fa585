"""Commas that the article forgot or put where none belongs, found on the dependency tree."""

import re

from summarizer.syntax import Token, Tree
from summarizer.words import is_participle

_INTRODUCES = re.compile(r"(?:После|В случае|В результате|В ходе|За|Из-за) [^,]+(?=, )")
_FULL = frozenset({"Nom", "Gen", "Dat", "Acc", "Ins", "Loc"})


def mend_commas(tree: Tree) -> str:
    """Put the commas of a sentence right where that is safe.

    >>> from summarizer.syntax import parse
    >>> mend_commas(parse(["Инженеры надеются осмотреть мост, и проверить опоры."])[0])
    'Инженеры надеются осмотреть мост и проверить опоры.'
    """
    marks: dict[int, str] = {}  # place → what to put there; an empty string takes the comma away
    for token in tree.tokens:
        if parts_predicates(tree, token) or parts_introduction(tree, token):
            marks[token.start] = ""
        elif (stop := end_of_participle(tree, token)) is not None:
            marks[tree.tokens[token.index - 1].stop] = ","
            if tree.text[stop] != ".":
                marks[stop] = ","
    text = tree.text
    for place, mark in sorted(marks.items(), reverse=True):
        text = text[:place] + mark + text[place if mark else place + 1 :]
    return text


def parts_predicates(tree: Tree, token: Token) -> bool:
    """Whether a comma parts two predicates of one subject: «осмотрел мост, и открыл его»"""
    if token.text != "," or token.index + 2 >= len(tree.tokens):
        return False
    joint, second = tree.tokens[token.index + 1 : token.index + 3]
    first = tree.head(second)
    if joint.lower != "и" or second.pos != "VERB" or second.rel != "conj" or first is None:
        return False
    same = ("VerbForm", "Tense", "Number", "Gender", "Person")
    if first.index > token.index or any(first.feats.get(f) != second.feats.get(f) for f in same):
        return False
    if second.has(VerbForm="Fin") and not tree.children(first, "nsubj"):
        return False
    if tree.children(second, "nsubj", "nsubj:pass", "csubj"):
        return False
    between = tree.tokens[first.index + 1 : token.index]
    return all(t.text != "," and t.pos != "VERB" for t in between)


def parts_introduction(tree: Tree, token: Token) -> bool:
    """Whether a comma parts a plain circumstance from its clause: «После дождя, мост закрыли»"""
    if token.text != "," or tree.root is None or tree.root.index < token.index:
        return False
    found = _INTRODUCES.match(tree.text)
    if found is None or found.end() != token.start:
        return False
    inside = tree.tokens[1 : token.index]
    following = tree.tokens[token.index + 1]
    plain = all(
        t.pos not in {"VERB", "AUX", "SCONJ"} and (t.pos != "CCONJ" or t.lower == "и")
        for t in inside
    )
    heads = [t for t in inside if t.head >= token.index or t.head < 0]
    return (
        plain
        and len(heads) == 1
        and heads[0].rel == "obl"
        and heads[0].head == tree.root.index
        and following.pos in {"NOUN", "PROPN", "ADJ", "DET", "VERB", "PRON"}
        and not re.search(
            r", [а-яё]+(?:ш|щ|вш|ем|им|нн|т)[а-яё]{2,3} .*,", tree.text[token.start :]
        )
        and following.rel not in {"acl", "conj", "appos"}
    )


def end_of_participle(tree: Tree, token: Token) -> int | None:
    """Return where a participle clause without commas ends: before its verb, or the full stop.

    «Опрос проведённый мэрией показал …» → behind «мэрией».
    """
    head = tree.head(token)
    participle = token.rel == "acl" and token.has(VerbForm="Part")
    participle = participle or (token.rel == "amod" and is_participle(token.lower))
    if head is None or not participle or not token.index:
        return None
    if head.index != token.index - 1 or token.feats.get("Case") not in _FULL:
        return None
    below = tree.subtree(token)
    last = below[-1]
    root = tree.root
    whole = len(below) == last.index - token.index + 1 and below[0] is token and len(below) > 1
    if not whole or root is None:
        return None
    final = tree.text[last.stop :] == "."
    if not final and (last.index + 1 != root.index or head.rel != "nsubj"):
        return None
    return last.stop
