"""Who is meant: pronouns → names, surnames → full names at their first mention."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.data import phrases, reporting
from summarizer.syntax import Token, Tree
from summarizer.words import is_common_noun_form, lemma
from summarizer.write.cohesion import looks_back
from summarizer.write.context import Scene
from summarizer.write.edit import Edit
from summarizer.write.people import People, Person, genitive, inflect_for, stem

GENDERED = {"он": "Masc", "она": "Fem"}
_BACK = 3
_WHOSE_WORDS = re.compile(
    r"(По|Со) (?:(его|её|ее) )?(слов(?:ам)?|мнению|оценке|утверждению)"
    r"(?: ([а-яё]+)(?: (?:агентства|издания|RT))?)?(?=,)"
)


class Anaphor(NamedTuple):
    """Words near the beginning that mean a person whom only sentences before name.

    They are ``[start:stop]`` of the sentence; ``words`` stand before the name in the genitive,
    none of them before a nominative.
    """

    start: int
    stop: int
    gender: str
    words: str = ""


def find_anaphor(tree: Tree) -> Anaphor | None:
    """Find «По его словам», «По словам эксперта», «он», or the kind of person: «Генерал …»"""
    words = _WHOSE_WORDS.match(tree.text)
    if words and (words[2] or lemma(words[4] or "") in phrases.SPEAKERS):
        gender = "Fem" if words[2] in {"её", "ее"} else "Masc"
        return Anaphor(0, words.end(), gender, f"{words[1]} {words[3]} ")
    for token in tree.tokens[:6]:
        if token.lower in GENDERED and token.rel in {"nsubj", "nsubj:pass"}:
            return Anaphor(token.start, token.stop, GENDERED[token.lower])
    bare = None if looks_back(tree.text) else bare_subject(tree)
    if bare is None or lemma(bare.lower) in phrases.KNOWN_ROLES:
        return None
    return Anaphor(bare.start, tree.subtree(bare)[-1].stop, bare.feats.get("Gender", ""))


def bare_subject(tree: Tree) -> Token | None:
    """Return a subject that only names a kind of person: «Генерал отметил …»"""
    if tree.root is None:
        return None
    for token in tree.children(tree.root, "nsubj", "nsubj:pass"):
        common = token.pos == "NOUN" and is_common_noun_form(token.lower)
        if common and is_human(token, token.feats.get("Gender", "")):
            quoted = token.index and tree.tokens[token.index - 1].text == "«"
            whose = {lemma(child.lower) for child in tree.children(token)}
            if whose <= reporting.MEDIA and not quoted:  # «собеседник агентства»
                return token
    return None


def resolve(tree: Tree, scene: Scene) -> Iterator[Edit]:
    """«Он уехал» → «Орлов уехал», where the sentences before mean nobody else."""
    anaphor = find_anaphor(tree)
    who = antecedent(anaphor.gender, scene) if anaphor else None
    if anaphor is None or who is None:
        return
    if anaphor.words:
        known = stem(who) in map(stem, tree.text.split())
        who = None if known else genitive(who, anaphor.gender)
    if who is not None:
        yield Edit(anaphor.start, anaphor.stop, anaphor.words + who)


def antecedent(gender: str, scene: Scene) -> str | None:
    """Return the surname of the only person of that gender whom the sentences before can mean."""
    people = scene.context.people
    for back in range(scene.index - 1, max(-1, scene.index - 1 - _BACK), -1):
        tree = scene.context.tree_of(back)
        if tree is None or not tree.tokens:
            return None
        named = {
            person.stem: person
            for token in tree.tokens
            if token.pos == "PROPN"
            and token.has(Animacy="Anim", Gender=gender)
            and not is_owner(tree, token)
            and (person := people.find(token.text))
        }
        speakers = [
            t for t in tree.tokens if t.rel in {"nsubj", "nsubj:pass"} and is_human(t, gender)
        ]
        if len(named) == 1:
            person = next(iter(named.values()))
            others = [t for t in speakers if not _within(tree, t, person)]
            if not others and person.surname:
                return person.surname
            return None
        if named or any(t.lower not in GENDERED for t in speakers):
            return None
        if not any(t.lower in GENDERED for t in tree.tokens):
            return None
    return None


def is_owner(tree: Tree, name: Token) -> bool:
    """Whether somebody is named only to say whose something is: «героиня Анны Серовой»."""
    top: Token | None = name
    for _ in tree.tokens:  # a tree that the parser broke may run in a circle
        if top is None or top.rel not in {"flat:name", "appos"}:
            break
        top = tree.head(top)
    return top is not None and top.rel == "nmod" and top.has(Case="Gen")


def is_human(token: Token, gender: str) -> bool:
    """Whether a noun or pronoun can be a person of that gender."""
    return (
        token.pos in {"NOUN", "PROPN", "PRON"}
        and token.has(Gender=gender, Number="Sing")
        and (token.has(Animacy="Anim") or token.lower in GENDERED)
    )


def _within(tree: Tree, subject: Token, person: Person) -> bool:
    return any(stem(t.text) == person.stem for t in tree.subtree(subject) if t.text[:1].isupper())


def introduce(tree: Tree, people: People, mentioned: set[str]) -> str:
    """Give people their first name where they are first mentioned, in the case of the surname.

    Who is mentioned is noted.
    """
    text, shift = tree.text, 0
    for token in tree.tokens:
        person = people.find(token.text) if token.text[:1].isupper() else None
        if person is None or person.stem in mentioned or not is_surname(tree, token):
            continue
        mentioned.add(person.stem)
        named = token.index > 0 and tree.tokens[token.index - 1].text[:1].isupper()
        first = None if named else inflect_for(person, token)
        if first is not None:
            text = f"{text[: token.start + shift]}{first} {text[token.start + shift :]}"
            shift += len(first) + 1
    return text


def is_surname(tree: Tree, token: Token) -> bool:
    """Whether a capitalised word can be a surname by what stands round it: not «Ван Цзюнь»."""
    if token.pos not in {"PROPN", "NOUN"} or re.match(r" [А-ЯЁ][а-яё]", tree.text[token.stop :]):
        return False
    before = tree.tokens[token.index - 1].text if token.index else ""
    return tree.text[token.stop : token.stop + 1] not in {"»", "-"} and (
        not before or before not in "«.»"
    )
