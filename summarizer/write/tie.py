"""Lines → a paragraph: the formula, connectives by content, fusion, a closing."""

import re
from collections.abc import Sequence

from summarizer.data import phrases
from summarizer.select import Budget
from summarizer.syntax import Token, Tree
from summarizer.words import count_words, lemma
from summarizer.write import Draft
from summarizer.write.edit import mend
from summarizer.write.line import Desk, Line
from summarizer.write.reference import introduce, stem
from summarizer.write.rules import decapitalize, subordinate
from summarizer.write.speech import is_reporting

_REPORTED_ALREADY = re.compile(
    r"(?:По |Как |Согласно|Ранее|При |Если|Было |Из |Чтобы|Хотя|Несмотря)|(?:\w+ ){0,3}(?:считает|известно)"
)


def tie(lines: Sequence[Line], desk: Desk, budget: Budget) -> list[Draft]:
    """Write the paragraph: ``lines`` are in document order and keep the budget by themselves."""
    room = None
    if budget.words is not None:
        room = budget.words - budget.overhead - sum(line.words for line in lines)
    purse = Purse(room)
    context = desk.document.text
    mentioned: set[str] = set()
    drafts: list[Draft] = []
    used: set[str] = set()
    spoke: str | None = None
    plain = 0
    for position, line in enumerate(lines):
        text = introduce(line.tree, desk.people, mentioned)
        if not purse.pay(count_words(text) - line.words):
            text = line.text
        who = speaker(line.tree)
        if position == 0:
            text = subordinate(phrases.OPENING, soften(text), context)
        elif who is not None and who == spoke and (again := speaks_again(line.tree)) is not None:
            text = again
        elif closes(line, position, lines) and purse.pay(count_words(phrases.CLOSING)):
            text = phrases.CLOSING + decapitalize(text, context)
        else:
            connective = choose_connective(line, lines[position - 1], used, last=position == len(lines) - 1)
            wanted = plain or position == 1 or (connective or "").startswith(phrases.BACKGROUND)
            if connective and wanted and purse.pay(count_words(connective)):
                used.add(connective)
                text = subordinate(connective, text, context)
                plain = -1
            plain += 1
        spoke = who
        drafts.append(Draft(mend(text), (line.source,)))
    return drafts


class Purse:
    """The words that are left; None for no bound."""

    def __init__(self, room: int | None) -> None:
        self._room = room

    def pay(self, words: int) -> bool:
        """Take words if there are so many."""
        if self._room is None:
            return True
        if words > self._room:
            return False
        self._room -= words
        return True


def choose_connective(line: Line, before: Line, used: set[str], *, last: bool) -> str | None:
    """Return the connective that the content asks for, each once a paragraph; None for none."""
    if not bears_connective(line.tree) or (line.leans and not line.contrast):
        return None
    if line.contrast and line.source.index == before.source.index + 1:
        choices: tuple[str, ...] = ("Вместе с тем ",)
    elif phrases.EARLIER.search(line.text):
        choices = (phrases.BACKGROUND + ", что ",)
    elif last:
        choices = ("Также указано, что ", "Кроме того, ")
    elif phrases.WEIGHTY.search(line.text):
        choices = ("Подчёркнуто, что ", "Отмечено, что ")
    elif re.search(r"\d", line.text):
        choices = ("Сообщается, что ", "Указано, что ", "Кроме того, ")
    else:
        choices = ("Сообщается, что ", "Отмечено, что ", "Кроме того, ")
    return next((choice for choice in choices if choice not in used), None)


def bears_connective(tree: Tree) -> bool:
    """Whether «Сообщается, что» can stand in front: it is not reported already."""
    root = tree.root
    return root is not None and not is_reporting(root) and not _REPORTED_ALREADY.match(tree.text)


def closes(line: Line, position: int, lines: Sequence[Line]) -> bool:
    """Whether the last line says where things stand, so that «Таким образом» is true of it."""
    return (
        position == len(lines) - 1
        and position > 1
        and not line.leans
        and bears_connective(line.tree)
        and not line.text.startswith("В ")
        and phrases.STANDING.search(line.text) is not None
    )


def speaker(tree: Tree) -> str | None:
    """Return the stem of who speaks in «X отметил, что …»; None where nobody does."""
    root = tree.root
    if root is None or not is_reporting(root) or not tree.children(root, "ccomp"):
        return None
    who = _subject(tree, root)
    if who is None:
        return None
    names = [t for t in tree.subtree(who) if t.pos == "PROPN" and t.has(Animacy="Anim")]
    return stem((names or [who])[-1].text)


def _subject(tree: Tree, root: Token) -> Token | None:
    return next(iter(tree.children(root, "nsubj")), None)


def speaks_again(tree: Tree) -> str | None:
    """Turn «Орлов добавил, что …» behind another word of Orlov's into «Он также добавил, что …»"""
    root = tree.root
    who = _subject(tree, root) if root else None
    if root is None or who is None or not who.has(Animacy="Anim", Number="Sing"):
        return None
    gender = who.feats.get("Gender")
    subject = tree.subtree(who)
    if subject[0].index != 0 or root.index != subject[-1].index + 1 or gender not in {"Masc", "Fem"}:
        return None
    pronoun = "Он" if gender == "Masc" else "Она"
    return f"{pronoun} также {tree.text[root.start :]}"


def soften(text: str) -> str:
    """Let nobody «add» in the first sentence: «добавил» → «отметил»."""
    return re.sub(r"\bдобавил(а|и|о)?, что\b", r"отметил\1, что", text, count=1)
