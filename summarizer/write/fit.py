"""Whether a sentence can stand in a conclusion: whole, in the third person, free of litter.

What is in doubt is left out: the writer chooses from more sentences than it needs.
"""

import re
from collections.abc import Callable, Collection, Iterator

from summarizer.data import phrases
from summarizer.syntax import Token, Tree
from summarizer.words import count_words, is_imperative, lemma
from summarizer.write.casing import is_capitalized_inside
from summarizer.write.context import Scene
from summarizer.write.edit import Edit
from summarizer.write.noise import is_balanced, is_statement, speaks_in_person
from summarizer.write.speech import is_reporting

LONGEST = 48
LONGEST_LEAD = 60
"""A line of more words is left out; of the article's first sentence these."""

_LITTERED = re.compile(
    r"^О том, (?:что|как)\b(?!.*, [а-яё]+(?:л|ла|ли|ло|ет|ют|ит|но)\b)|"
    r"(?<![\d,.])\d{1,2} \d{1,2} [а-я]|» «[А-ЯЁ]|https?:|\*|…|"
    r"^\S+(?: \S+)? со ссылкой на .{3,40}, |^\d{1,2}[.)] |(?<=[а-я])[.!?][А-ЯЁ]|"
    r"(?<=[а-яё])\d(?=[а-яё])|\bet al\.|arXiv|"
    r"(?i:фотография:|подробнее (?:об этом )?можно|собственност\w+ своих авторов)|"
    r"(?i:\b(?:вчерашн|завтрашн|минувш(?:ие|их) сутк))|"
    r"(?i:(?:фото|видео|примере|скриншоте|рисунке|таблице|ролике) ниже|"
    r"материалы по теме|читайте также|\bпобеседовал\w* с |трансляцию в[её]л|"
    r"не предоставил\w* .*комментари|не предназначенн\w+ для лиц)|^В то время как\b|"
    r"\b\d{2,3}-\d\d-\d\d\b"
)
_TEASER = re.compile(
    r"(?:рассказал|объяснил|пояснил|выяснил)[аи]?(?: [^,]{2,30})?, "
    r"(?:чем|как|почему|зачем|кто|как(?:ой|ая|ое|ие|им|ими|ую))\b"
)
_SHORTEST_REST = 6
_ALWAYS_SMALL = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "ADV", "DET", "PRON", "VERB"})


def find_fault(
    tree: Tree, context: str, *, lead: bool = False, off: Collection[str] = ()
) -> str | None:
    """Return why a sentence can't stand in a conclusion; None where it can.

    Of the article's ``lead`` more is taken: nothing can stand for it. Faults that are ``off``
    are not looked for.
    """
    asked = (name for name in FAULTS if name not in off)
    return next((name for name in asked if FAULTS[name](tree, context, lead)), None)


def outside(tree: Tree) -> Iterator[Token]:
    """Yield the words outside quotation marks."""
    depth = 0
    for token in tree.tokens:
        depth += (token.text == "«") - (token.text == "»")
        if not depth:
            yield token


def is_only_quotation(text: str) -> bool:
    """Whether a sentence is nothing but a quotation."""
    return text.startswith("«") and text.rstrip(".").endswith("»") and text.count("«") == 1


def is_told_by_nobody(tree: Tree) -> bool:
    """Whether a sentence has no predicate, or none who does it."""
    root = tree.root
    main = (token for token in tree.tokens if not token.rel.startswith("acl"))
    told = root is not None and (is_predicate_of(tree, root) or any(map(is_told, main)))
    return root is None or not told or lacks_subject(tree, root)


def speaks_to_somebody(token: Token) -> bool:
    """Whether a verb stands in the first or second person or commands."""
    second = token.has(VerbForm="Fin") and token.feats.get("Person") in {"1", "2"}
    return second or token.has(Mood="Imp") or is_imperative(token.lower)


def announces(tree: Tree, token: Token) -> bool:
    """Whether speech is announced that does not come: «Мэр сообщил:»"""
    return is_reporting(token) and tree.text[token.stop : token.stop + 1] == ":"


def lacks_subject(tree: Tree, root: Token) -> bool:
    """Whether nobody does what the root says: «Принял участие в боях.»"""
    if root.pos != "VERB" or root.has(Variant="Short") or root.lower.endswith("ся"):
        return False
    done = root.feats.get("Gender") in {"Masc", "Fem"} or root.has(Number="Sing", Person="3")
    if not done or lemma(root.lower) in phrases.IMPERSONAL:
        return False
    near = [*tree.tokens[: root.index], *tree.children(root)]
    return not any(
        t.rel.startswith(("nsubj", "csubj", "nummod"))
        or t.has(Case="Nom")
        or t.text.isupper()  # ЦСКА разгромил «Урал»
        for t in near
    )


def is_predicate_of(tree: Tree, root: Token) -> bool:
    """Whether a root makes a whole sentence: a finite verb, or something with a subject."""
    if any(t.lower in phrases.QUANTITATIVE for t in tree.tokens):
        return True
    if root.has(VerbForm="Fin") or root.has(Variant="Short") or root.lower in phrases.PREDICATIVES:
        return True
    if " — " in tree.text and tree.children(root, "nsubj"):
        return True
    if (
        root.pos == "NOUN"
        and not tree.children(root, "cop", "aux", "csubj")
        and " — " not in tree.text
    ):
        return False
    helpers = tree.children(root, "cop", "aux", "aux:pass", "nsubj", "nsubj:pass", "csubj")
    return bool(helpers) or any(
        t.has(VerbForm="Fin")
        for t in tree.tokens
        if t.rel == "root" or (t.head == root.index and t.rel == "conj")
    )


def heading(tree: Tree, scene: Scene) -> Iterator[Edit]:
    """«Новый мост В Заречном открыли мост» → «В Заречном открыли мост»: a heading ran into it."""
    for token in tree.tokens[2:-_SHORTEST_REST]:
        apart = tree.text[token.start - 1] == " "
        opens = token.pos == "ADP" and token.text[:1].isupper()
        if apart and opens and is_glued(tree, token, scene.context.text):
            if any(map(is_told, tree.tokens[token.index :])):
                yield Edit(0, token.start)
            return


def is_told(token: Token) -> bool:
    """Whether a word can tell what happened: a finite verb, a short form."""
    return token.has(VerbForm="Fin") or token.has(Variant="Short")


def is_glued(tree: Tree, token: Token, context: str) -> bool:
    """Whether a heading ran into the sentence: «Все на борьбу Власти объявили …»"""
    if not token.index:
        return False
    before = tree.tokens[token.index - 1]
    if before.text in {"»", ")"} and token.pos in {"ADP", "SCONJ"} and token.text[:1].isupper():
        return True
    if before.pos == "PUNCT" or not before.text[-1:].isalnum():
        return False
    if len(token.text) == 1 and token.pos != "ADP":
        return False
    if not token.text[:1].isupper() or token.text[1:] != token.text[1:].lower():
        return False
    if token.pos in _ALWAYS_SMALL:  # but «Халиф Аль Тани», «Марин Ле Пен»
        named = before.pos == "PROPN" and token.pos != "ADP"
        return not token.has(VerbForm="Part") and not named
    small = re.search(rf"(?<![\w«-]){token.lower}(?![\w-])", context) is not None
    return (
        token.pos == "ADJ"
        and before.text[:1].isupper()
        and token.has(Case="Nom")
        and small
        and not is_capitalized_inside(token.text, context, but=before.text)
    )


FAULTS: dict[str, Callable[[Tree, str, bool], bool]] = {
    "a quotation mark or bracket alone": lambda tree, *_: not is_balanced(tree.text),
    "no statement": lambda tree, *_: not is_statement(tree.text) or is_only_quotation(tree.text),
    "the first person": lambda tree, *_: speaks_in_person(tree.text),
    "litter": lambda tree, *_: _LITTERED.search(tree.text) is not None,
    "no predicate or subject": lambda tree, *_: is_told_by_nobody(tree),
    "an address": lambda tree, *_: any(map(speaks_to_somebody, outside(tree))),
    "speech that does not come": lambda tree, *_: any(announces(tree, t) for t in outside(tree)),
    "a heading that ran into it": lambda tree, article, _: any(
        is_glued(tree, t, article) for t in outside(tree)
    ),
    "a monster": lambda tree, _, lead: count_words(tree.text) > (LONGEST_LEAD if lead else LONGEST),
    "a teaser": lambda tree, _, lead: not lead and _TEASER.search(tree.text) is not None,
}
"""Why a sentence is left out, in the order in which it is asked; ``True`` with the lead."""
