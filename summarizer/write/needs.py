"""What a sentence takes for granted: pronouns, bare nouns, words that set it beside another one.

A reader of the article knows from the sentences before; a reader of the conclusion may not.
"""

import re

from summarizer.data import mentions, phrases
from summarizer.data.stopwords import STOP_WORDS
from summarizer.syntax import Token, Tree
from summarizer.words import fold, lemma, tokenize
from summarizer.write.reference import People, stem

_PRONOUNS = frozenset(
    "он она оно они его её ее их ему ей им него неё нее них ним ней ними нему нём нем".split()
)
_PERIODS = frozenset("год месяц неделя день время период".split())
_POINTING = frozenset(
    "этот тот такой данный подобный указанный названный упомянутый вышеупомянутый".split()
)
_THIS = frozenset({"это", "этого", "этому", "этим", "этом"})
_MANY = frozenset({"они", "их", "им", "них", "ним", "ними"})
_HERS = frozenset({"её", "ее", "она", "ей", "неё", "нее", "ней"})
_ANNOUNCES = re.compile(r",? (?:что|как|когда|чтобы)\b")
_SOURCE = re.compile(r"(?:По|Согласно) [^,]+, ")
_LEANS_INSIDE = re.compile(r", что (?:так|поэтому|тогда|там|здесь|таким образом|эт(?:о|от|и|а)) ")
_BESIDE = re.compile(mentions.BESIDE, re.IGNORECASE)
_BESIDE_FIRST = re.compile(mentions.BESIDE_FIRST, re.IGNORECASE)
_TOLD = frozenset(
    {
        "det",
        "amod",
        "nmod",
        "appos",
        "nummod",
        "nummod:gov",
        "nummod:entity",
        "acl",
        "acl:relcl",
        "flat:name",
    }
)
_PARTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "iobj", "nmod"})


def content(text: str) -> frozenset[str]:
    """Return the lemmas of a text without stop words."""
    return frozenset(lemma(form) for form in tokenize(text)) - STOP_WORDS


def stands_beside(tree: Tree) -> bool:
    """Whether a sentence sets itself beside something said before: «другой», «ещё один», «в ответ»

    >>> from summarizer.syntax import parse
    >>> [stands_beside(tree) for tree in parse(["Ещё один мост закрыли.", "Мост закрыли."])]
    [True, False]
    """
    return (
        counts_unnamed(tree)
        or adds_itself(tree)
        or _LEANS_INSIDE.search(tree.text) is not None
        or _BESIDE_FIRST.match(tree.text) is not None
        or any(
            not re.match(r" друг", tree.text[found.end() :])
            for found in _BESIDE.finditer(tree.text)
        )
    )


def counts_unnamed(tree: Tree) -> bool:
    """Whether a number at the beginning counts what is not named: «В трёх обнаружен вирус.»"""
    first = next((t for t in tree.tokens if t.pos not in {"ADP", "ADV", "PART"}), None)
    if first is None or first.pos != "NUM" or first.index + 1 >= len(tree.tokens):
        return False
    head = tree.head(first)
    follows = tree.tokens[first.index + 1]
    return follows.pos in {"VERB", "PUNCT", "ADP"} and (head is None or head.pos == "VERB")


def adds_itself(tree: Tree) -> bool:
    """Whether «и» or «тоже» adds somebody to others unnamed: «Об этом говорят и врачи.»"""
    for token in tree.tokens[1:]:
        head = tree.head(token)
        behind_verb = tree.tokens[token.index - 1].pos in {"VERB", "AUX"}
        adds = token.lower == "и" and behind_verb and head is not None and head.index > token.index
        if token.lower == "тоже" or (adds and head is not None and head.rel.startswith("nsubj")):
            return True
    return False


def find_needs(tree: Tree, people: People) -> frozenset[str]:
    """Return what the sentence names without saying which: lemmas of nouns, stems of surnames.

    >>> from summarizer.syntax import parse
    >>> sorted(find_needs(parse(["Инцидент произошёл ночью в порту Заречного."])[0], People("")))
    ['инцидент']
    """
    needs: set[str] = set()
    depth = 0
    for token in tree.tokens:
        depth += (token.text == "«") - (token.text == "»")
        if not depth and token.rel in _PARTS and is_bare_mention(tree, token, people):
            key = stem(token.text) if token.pos == "PROPN" else lemma(fold(token.text))
            if key not in content(tree.text[: token.start]):
                needs.add(key)
    return frozenset(needs)


def is_bare_mention(tree: Tree, token: Token, people: People) -> bool:
    """Whether a noun stands alone and means one that must have been named."""
    name = lemma(fold(token.text))
    if token.pos == "PROPN":
        return (
            token.rel in {"nsubj", "nsubj:pass"}
            and token.has(Animacy="Anim", Number="Sing")
            and not any(t.pos in {"PROPN", "NOUN"} for t in tree.children(token))
            and not (token.index and tree.tokens[token.index - 1].text[:1].isupper())
            and name not in mentions.KNOWN_SURNAMES
            and people.find(token.text) is None
        )
    if token.pos != "NOUN" or name in mentions.KNOWN_PEOPLE:
        return False
    if any(child.rel in _TOLD for child in tree.children(token)):
        return False
    follows = tree.text[token.stop : token.stop + 2]
    if follows.startswith((" «", "-")) or re.match(r" [A-ZА-ЯЁ]", follows):
        return False
    if token.rel not in {"nsubj", "nsubj:pass"} and token.index > len(tree.tokens) // 2:
        return False
    if token.has(Number="Plur"):
        return name in mentions.SPECIFIC_MANY
    animate = token.has(Animacy="Anim") and token.rel in {"nsubj", "nsubj:pass", "iobj"}
    return animate or (name in mentions.SPECIFIC and token.rel in {"nsubj", "nsubj:pass", "obl"})


def has_loose_pronoun(tree: Tree) -> bool:
    """Whether a pronoun means something that the sentence has not named before it.

    >>> from summarizer.syntax import parse
    >>> [has_loose_pronoun(t) for t in parse(["Мэр назвал её важной.", "Мэр продал дом и сад."])]
    [True, False]
    """
    return any(is_loose(tree, token) for token in tree.tokens)


def is_loose(tree: Tree, token: Token) -> bool:
    """Whether one word is such a pronoun: personal, «это», «этот» with a noun."""
    source = _SOURCE.match(tree.text)
    start = source.end() if source else 0
    before = [t for t in tree.tokens[: token.index] if t.start >= start]
    if token.lower in _PRONOUNS and token.pos in {"PRON", "DET"}:
        return not any(t.pos in {"NOUN", "PROPN"} and agrees(token, t) for t in before)
    if token.lower in _THIS and token.pos == "PRON":
        previous = before[-1].text if before else ""
        announces = _ANNOUNCES.match(tree.text[token.stop :]) is not None
        told = any(t.has(VerbForm="Fin") for t in before) and "," in tree.text[: token.start]
        return (
            not told and token.rel != "expl" and previous not in {"—", "–", "-"} and not announces
        )
    if lemma(token.lower) not in _POINTING or token.rel not in {"det", "amod"}:
        return False
    noun = tree.head(token)
    if noun is None or noun.pos not in {"NOUN", "PROPN"}:
        return False
    same = {lemma(t.lower) for t in before if t.pos in {"NOUN", "PROPN"}}
    relative = any(t.rel == "acl:relcl" for t in tree.children(noun))
    named = lemma(noun.lower) in same | _PERIODS
    return not named and not relative and not is_behind_clause(tree, token)


def is_behind_clause(tree: Tree, token: Token) -> bool:
    """Whether a demonstrative stands in a subordinate clause behind its own main clause."""
    return any(t.pos == "SCONJ" and t.lower != "что" for t in tree.tokens[: token.index])


def agrees(pronoun: Token, noun: Token) -> bool:
    """Whether a pronoun can mean a noun by gender and number."""
    if pronoun.lower in _MANY and not pronoun.has(Number="Sing"):
        return noun.has(Number="Plur") or pronoun.lower in {"им", "ним"}
    if pronoun.lower in _HERS:
        return noun.has(Gender="Fem", Number="Sing")
    return noun.has(Number="Sing") and noun.feats.get("Gender") in {"Masc", "Neut"}


def is_credit(text: str) -> bool:
    """Whether a sentence only says who told what the sentence before it says: «Об этом заявил …»"""
    return re.match(phrases.CREDIT, text) is not None
