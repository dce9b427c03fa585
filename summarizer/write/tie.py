"""Lines → a paragraph: the formula, connectives by content, fusion, a closing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.budget import Budget
from summarizer.data import mentions, phrases
from summarizer.syntax import Token, Tree
from summarizer.words import (
    count_words,
    is_adjective,
    is_common_noun_form,
    is_first_name,
    is_nominative,
    is_proper,
)
from summarizer.write import Draft
from summarizer.write.edit import capitalize, mend
from summarizer.write.fit import lacks_subject
from summarizer.write.line import Desk, Line
from summarizer.write.reference import introduce, stem
from summarizer.write.rules import is_capitalized_inside, is_small_inside, subordinate
from summarizer.write.speech import find_attribution, is_reporting

_NOTES = frozenset("отмечает подчёркивает подчеркивает сообщает указывает утверждает".split())
_ALWAYS_DUE = phrases.BACKGROUND + phrases.CONTRASTING
_LONGEST_CLOSING = 28
_REPORTED_ALREADY = re.compile(
    r"(?:По |Как |Согласно|Ранее|При |В результате|В итоге|Так|Если|Было |Из |Чтобы|Хотя|Несмотря|"
    r"Чем |Кто |Кому |Почему |Зачем |Как(?:ой|ая|ое|ие|им|ими|ую) |Сколько |Когда |Где |Что )|"
    r"(?:\w+ ){0,3}(?:считает|известно)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the paragraph is made of: lines in document order, the first opens; one that closes."""

    lines: tuple[Line, ...]
    closing: Line | None = None

    @property
    def paragraph(self) -> tuple[Line, ...]:
        """All lines in reading order."""
        return self.lines if self.closing is None else (*self.lines, self.closing)


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


def tie(plan: Plan, desk: Desk, budget: Budget) -> list[Draft]:
    """Write the paragraph of lines that keep the budget by themselves."""
    lines = plan.paragraph
    room = None
    if budget.words is not None:
        room = budget.words - phrases.OPENING_WORDS - sum(line.words for line in lines)
    knot = Knot(desk, Purse(room))
    return [
        Draft(mend(knot.write(n, lines, plan.closing)), (lines[n].source,))
        for n in range(len(lines))
    ]


class Knot:
    """What the sentences written so far leave to the next: who was named, what was used."""

    def __init__(self, desk: Desk, purse: Purse) -> None:
        self._desk = desk
        self._purse = purse
        self._context = desk.context
        self._mentioned: set[str] = set()
        self._used: set[str] = set()
        self._spoke: str | None = None
        self._plain = 0
        self._before = ""

    def write(self, position: int, lines: Sequence[Line], closing: Line | None) -> str:
        """Write the next line as a sentence of the paragraph."""
        line = lines[position]
        who = speaker(line.tree)
        again = speaks_again(line.tree) if who is not None and who == self._spoke else None
        text = says_once(self._introduce(line), self._before)
        if who is None or who != self._spoke:
            text = soften(text)
        self._spoke = who
        self._before = text
        if position == 0:
            text = as_opening(text)
            return put_under(choose_opening(text), text, line.tree, self._context)
        if again is not None:
            return again
        if line is closing and self._purse.pay(count_words(phrases.CLOSING)):
            return put_under(phrases.CLOSING, text, line.tree, self._context)
        return self._connect(text, position, lines)

    def _introduce(self, line: Line) -> str:
        text = introduce(line.tree, self._desk.people, self._mentioned, self._desk.role_of)
        return text if self._purse.pay(count_words(text) - line.words) else line.text

    def _connect(self, text: str, position: int, lines: Sequence[Line]) -> str:
        line, before = lines[position], lines[position - 1]
        connective = choose_connective(line, before, self._used, last=position == len(lines) - 1)
        if connective is not None:
            due = self._plain > 1 or position == 1 or connective in _ALWAYS_DUE
            if due and self._purse.pay(count_words(connective)):
                self._used.add(connective)
                self._plain = 0
                return put_under(connective, text, line.tree, self._context)
        self._plain += 1
        return text


def choose_opening(text: str) -> str:
    """Return the formula that suits what happened: to be stressed, to be noted, or told."""
    fits = (formula for formula, told in phrases.OPENINGS if re.search(told, text, re.IGNORECASE))
    return next(fits, phrases.OPENING)


def choose_connective(line: Line, before: Line, used: set[str], *, last: bool) -> str | None:
    """Return the connective that the content asks for, each once a paragraph; None for none."""
    if not bears_connective(line.tree) or (line.leans and not line.contrast):
        return None
    choices: tuple[str, ...] = phrases.PLAIN
    if line.contrast and line.follows == before.source.index:
        choices = phrases.CONTRASTING
    elif phrases.EARLIER.match(line.text):
        choices = phrases.BACKGROUND
    elif last:
        choices = phrases.LAST
    elif phrases.WEIGHTY.search(line.text):
        choices = phrases.STRESSED
    elif re.search(r"\d", line.text):
        choices = phrases.COUNTED
    return next((choice for choice in choices if choice not in used), None)


def bears_connective(tree: Tree) -> bool:
    """Whether «Сообщается, что» can stand in front: it is not reported already."""
    root = tree.root
    return (
        root is not None
        and not is_reporting(root)
        and not tree.children(root, "ccomp")
        and not lacks_subject(tree, root)
        and find_attribution(tree) is None
        and ", следует из " not in tree.text
        and not _REPORTED_ALREADY.match(tree.text)
    )


def can_close(line: Line) -> bool:
    """Whether a line looks ahead, so that «Ожидается, что» is true of it and it can come last."""
    root = line.tree.root
    future = root is not None and (
        root.has(Tense="Fut")
        or any(t.lower in {"будет", "будут"} for t in line.tree.children(root))
    )
    return (
        future
        and not line.leans
        and line.words <= _LONGEST_CLOSING
        and bears_connective(line.tree)
        and not phrases.GUESS.search(line.text)
        and not phrases.WEEKDAY.search(line.text)
    )


def put_under(clause: str, text: str, tree: Tree, context: str) -> str:
    """Put a line under «… что»; a name that opens it keeps its capital: «Роб Бэйн»."""
    first = tree.tokens[0]
    second = tree.tokens[1] if len(tree.tokens) > 1 else first
    named = first.has(Animacy="Anim") or second.text[:1].isupper()
    small = is_small_inside(first.text, context) or is_adjective(first.lower)
    kind = is_kind_of_person(first.lower) and (
        second.text[:1].isupper()
        or not (is_proper(first.lower) or is_capitalized_inside(first.text, context))
    )
    if second.text[:1].isupper() and first.lower in mentions.SURNAMES_OF_ASIA:
        return clause + text
    if text.startswith(first.text) and first.pos == "PROPN" and named and not small and not kind:
        return clause + text
    official = re.match(phrases.OFFICIAL, text) is not None
    if text.startswith(first.text) and not official and is_common(first, second, context):
        text = text[0].lower() + text[1:]
    return subordinate(clause, text, context)


def is_kind_of_person(word: str) -> bool:
    """Whether a word before a name says who that is: «новозеландка», not «роман» or «вера»."""
    return is_common_noun_form(word) and is_nominative(word) and not is_first_name(word)


def is_common(first: Token, second: Token, context: str) -> bool:
    """Whether the word that opens a sentence is no name: «Внук Орлова», «Российский рынок».

    An adjective that opens the name of an institution has its capital inside sentences too, before
    the same word: «Федеральная служба».
    """
    if not first.text[1:].islower():
        return False
    if first.pos == "NOUN" and first.has(Animacy="Anim"):
        named = second.text[:1].isupper() and is_capitalized_inside(first.text, context)
        return (is_common_noun_form(first.lower) or first.has(Number="Plur")) and not named
    if first.pos != "ADJ" or second.text[:1].isupper():
        return False
    stems = (re.escape(t.text[: max(3, len(t.text) - 3)]) for t in (first, second))
    pair = r"\w* ".join(stems)
    return re.search(rf"(?<=[а-яё,»] ){pair}", context) is None


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


def says_once(text: str, before: str) -> str:
    """Drop who says it where the sentence before names the same: «Как говорится в докладе, …»

    >>> says_once("Как говорится в докладе, мост готов.", "Как говорится в докладе, дорог мало.")
    'Мост готов.'
    """
    source = re.match(
        r"Как (?:говорится|сказано|указано|отмечается|сообща\w+|следует) [^,]+, (?=\w)", text
    )
    if source is None or source.group().lower() not in before.lower():
        return text
    return capitalize(text[source.end() :])


def speaks_again(tree: Tree) -> str | None:
    """Turn «Орлов добавил, что …» behind another word of Orlov's into «Он также добавил, что …»

    And «Мэрия отмечает, что …» behind another word of the mayoralty into «Также отмечается, что …»
    """
    root = tree.root
    who = _subject(tree, root) if root else None
    if root is None or who is None or not who.has(Number="Sing"):
        return None
    if not who.has(Animacy="Anim"):
        told = tree.text[root.stop :]
        return f"Также {root.lower}ся{told}" if root.lower in _NOTES and told[:1] == "," else None
    gender = who.feats.get("Gender")
    subject = tree.subtree(who)
    if (
        subject[0].index != 0
        or root.index != subject[-1].index + 1
        or gender not in {"Masc", "Fem"}
    ):
        return None
    pronoun = "Он" if gender == "Masc" else "Она"
    return f"{pronoun} также {tree.text[root.start :]}"


def as_opening(text: str) -> str:
    """Take away what refers back or only passes on: «Как пишет издание, …», «также»."""
    passed = re.match(r"Как (?:сообща|переда)[^,]{3,60}, (?=[\w«])", text)
    if passed:
        text = capitalize(text[passed.end() :])
    return re.sub(r"(?<!\bа)(?<!,) также ", " ", text, count=1)


def soften(text: str) -> str:
    """Let nobody «add» to what was not said: «добавил» → «отметил»."""
    text = re.sub(r"\bдобавил(а|и|о)?, что\b", r"отметил\1, что", text, count=1)
    return re.sub(r"^Как добавил(а|и|о)?\b", r"Как отметил\1", text)
