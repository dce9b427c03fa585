"""What a sentence takes for granted: pronouns, words that set it beside or behind another one.

A reader of the article knows from the sentences before; a reader of the conclusion may not.
"""

import re

from summarizer.data import mentions, phrases
from summarizer.data.stopwords import STOP_WORDS
from summarizer.syntax import Token, Tree
from summarizer.words import lemma, tokenize
from summarizer.write.noise import is_balanced, speaks_in_person, strip_discourse

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
_BESIDE = re.compile(mentions.BESIDE, re.IGNORECASE)
_BESIDE_FIRST = re.compile(mentions.BESIDE_FIRST, re.IGNORECASE)
_LEANING_PHRASE = re.compile(phrases.LEANING_PHRASES, re.IGNORECASE)
_LEANING = frozenset(phrases.LEANING)
_FIRST = re.compile(r"\W*([^\W\d_]+(?:-[^\W\d_]+)*)")
_EARLY_PRONOUN = re.compile(  # «В 2024 г. он получил …»
    r"(?:\S+ ){1,3}(?:он|она|оно|они|ему|ей|им|его|её|ее|их|него|неё|нее|них|ним|ней|ними)\b"
)
_SPEAKER = re.compile(r"(?:[,!?…»]|\.\.) ?[—–] [а-яё]+ (?:он|она|они)\b")


def content(text: str) -> frozenset[str]:
    """Return the lemmas of a text without stop words."""
    return frozenset(lemma(form) for form in tokenize(text)) - STOP_WORDS


def stands_beside(text: str) -> bool:
    """Whether a sentence sets itself beside something said before: «другой», «ещё один», «в ответ»

    >>> stands_beside("Ещё один мост закрыли."), stands_beside("Жители помогают друг другу.")
    (True, False)
    """
    if _BESIDE_FIRST.match(text):
        return True
    return any(not text.startswith(" друг", found.end()) for found in _BESIDE.finditer(text))


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
    return not named and not relative


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


def leans(sentence: str) -> bool:
    """Whether the sentence can be understood only after the one before it.

    >>> leans("Он уехал в Заречный."), leans("По его словам, мост готов."), leans("Мост готов.")
    (True, True, False)
    """
    rest = strip_discourse(sentence)
    return (
        looks_back(rest)
        or _SPEAKER.search(rest) is not None
        or _EARLY_PRONOUN.match(rest) is not None
    )


def looks_back(text: str) -> bool:
    """Whether a sentence opens with a word that only the one before it explains.

    >>> looks_back("«Это мост."), looks_back("Для этого закроют мост."), looks_back("Мост готов.")
    (True, True, False)
    """
    first = _FIRST.match(text)
    leads = first is not None and first.group(1).lower() in _LEANING
    return leads or _LEANING_PHRASE.match(text) is not None


def stands_alone(sentence: str) -> bool:
    """Whether the sentence can be quoted in a conclusion by itself, in the third person."""
    return (
        sentence.endswith((".", "»", ")"))
        and is_balanced(sentence)
        and not sentence.startswith(("—", "–", "-"))
        and not speaks_in_person(sentence)
        and not leans(sentence)
    )
