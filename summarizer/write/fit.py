"""Whether a sentence can stand in a conclusion: whole, in the third person, free of litter.

What is in doubt is left out: the writer chooses from more sentences than it needs.
"""

import re
from collections.abc import Callable, Collection, Iterator

from summarizer.data import phrases
from summarizer.syntax import Token, Tree
from summarizer.words import count_words, is_imperative, lemma
from summarizer.write.edit import Edit
from summarizer.write.noise import is_balanced, is_statement, speaks_in_person
from summarizer.write.speech import is_reporting, is_told

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


def find_fault(tree: Tree, *, lead: bool = False, off: Collection[str] = ()) -> str | None:
    """Return why a sentence can't stand in a conclusion; None where it can.

    Of the article's ``lead`` more is taken: nothing can stand for it. Faults that are ``off``
    are not looked for.
    """
    asked = (name for name in FAULTS if name not in off)
    return next((name for name in asked if FAULTS[name](tree, lead)), None)


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
    if root is None:
        return True
    main = (token for token in tree.tokens if not token.rel.startswith("acl"))
    if any(map(is_told, main)):
        return lacks_subject(tree, root)
    helped = tree.children(root, "cop", "aux", "aux:pass", "csubj")
    named = tree.children(root, "nsubj", "nsubj:pass")
    whole = helped or (named and (root.pos != "NOUN" or " — " in tree.text))
    return not whole and not any(t.lower in phrases.PREDICATIVES for t in tree.tokens)


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


def heading(tree: Tree, _: object) -> Iterator[Edit]:
    """«Новый мост В Заречном открыли мост» → «В Заречном открыли мост»: a heading ran into it."""
    for token in tree.tokens[2:-_SHORTEST_REST]:
        apart = tree.text[token.start - 1] == " "
        opens = token.pos == "ADP" and token.text[:1].isupper()
        if apart and opens and is_glued(tree, token):
            if any(map(is_told, tree.tokens[token.index :])):
                yield Edit(0, token.start)
            return


def is_glued(tree: Tree, token: Token) -> bool:
    """Whether a heading ran into the sentence: «Все на борьбу Власти объявили …»"""
    before = tree.tokens[token.index - 1] if token.index else None
    closes = before is not None and before.text in {"»", ")"} and token.pos in {"ADP", "SCONJ"}
    if before is None or not (closes or before.text[-1:].isalnum()):
        return False
    capital = token.text[:1].isupper() and token.text[1:] == token.text[1:].lower()
    if not capital or token.pos not in _ALWAYS_SMALL or token.has(VerbForm="Part"):
        return False
    return token.pos == "ADP" or (len(token.text) > 1 and before.pos != "PROPN")  # «Аль Тани»


FAULTS: dict[str, Callable[[Tree, bool], bool]] = {
    "a quotation mark or bracket alone": lambda tree, _: not is_balanced(tree.text),
    "no statement": lambda tree, _: not is_statement(tree.text) or is_only_quotation(tree.text),
    "the first person": lambda tree, _: speaks_in_person(tree.text),
    "litter": lambda tree, _: _LITTERED.search(tree.text) is not None,
    "no predicate or subject": lambda tree, _: is_told_by_nobody(tree),
    "an address": lambda tree, _: any(map(speaks_to_somebody, outside(tree))),
    "speech that does not come": lambda tree, _: any(announces(tree, t) for t in outside(tree)),
    "a heading that ran into it": lambda tree, _: any(is_glued(tree, t) for t in outside(tree)),
    "a monster": lambda tree, lead: count_words(tree.text) > (LONGEST_LEAD if lead else LONGEST),
    "a teaser": lambda tree, lead: not lead and _TEASER.search(tree.text) is not None,
}
"""Why a sentence is left out, in the order in which it is asked; ``True`` with the lead."""
