"""What a sentence can lose without a reader missing it, found on its dependency tree.

Each rule returns spans of ``tree.text`` that can go; ``condense`` takes them out.
"""

import re
from collections.abc import Callable, Iterator

from summarizer.data import phrases
from summarizer.syntax import Token, Tree
from summarizer.words import lemma
from summarizer.write.edit import cut

Span = tuple[int, int]

_BRACKETS = re.compile(r" ?\([^()]*\)")
_SCORE = re.compile(r"\d+[:–-]\d+")
_ABBREVIATION = re.compile(r" ?\([А-ЯЁA-Z]{2,8}\)")
_TIES = re.compile(rf"(?<![ ,][аи])(?<!но)(?<!так)(?<!,) (?:{'|'.join(phrases.TIES)})(?= )")
_TIES_COMMAS = re.compile(rf", (?:{'|'.join(phrases.TIES_COMMAS)}),")
_WEEKDAYS = frozenset("понедельник вторник среда четверг пятница суббота воскресенье".split())
_DEICTIC = frozenset("вчера сегодня завтра накануне позавчера послезавтра".split())


def brackets(tree: Tree) -> Iterator[Span]:
    """«300 миль (480 км)» → «300 миль»; a score or abbreviation stays: «(1:3)», «(ВОЗ)»."""
    for match in _BRACKETS.finditer(tree.text):
        if not _SCORE.search(match.group()) and not _ABBREVIATION.fullmatch(match.group()):
            yield match.span()


def ties(tree: Tree) -> Iterator[Span]:
    """«Политик также, по его словам, указал на риск» → «Политик указал на риск»."""
    for pattern in (_TIES, _TIES_COMMAS):
        for match in pattern.finditer(tree.text):
            yield match.span()


def relative_days(tree: Tree) -> Iterator[Span]:
    """«Вчера мост открыли», «в среду, 22 ноября, мост открыли»: what a later reader can't place."""
    for token in tree.tokens:
        if token.lower in _DEICTIC and token.pos == "ADV" and token.rel == "advmod" and not tree.children(token):
            after = tree.tokens[token.index + 1] if token.index + 1 < len(tree.tokens) else None
            if after is not None and after.text == "," and token.index == 0:
                yield token.start, after.stop
            elif not _is_in_list(tree, token):
                yield token.start, token.stop
        elif lemma(token.lower) in _WEEKDAYS and token.rel in {"obl", "nmod"}:
            yield from _weekday(tree, token)


def _weekday(tree: Tree, token: Token) -> Iterator[Span]:
    if token.index == 0 or tree.tokens[token.index - 1].lower not in {"в", "во"}:
        return
    if token.index + 1 >= len(tree.tokens):
        return
    start, after = tree.tokens[token.index - 1].start, tree.tokens[token.index + 1]
    dated = re.match(r", \d{1,2} [а-я]+(?: \d{4} года)?,?", tree.text[token.stop :])
    if dated:
        closes = tree.text[token.stop + dated.end() - 1] == ","
        yield start, token.stop + 1
        if closes:
            yield token.stop + dated.end() - 1, token.stop + dated.end()
    elif after.pos != "ADJ" and not [t for t in tree.children(token) if t.index > token.index]:
        yield start, token.stop


def _is_in_list(tree: Tree, token: Token) -> bool:
    near = tree.tokens[max(0, token.index - 1) : token.index + 2]
    return any(t.lower in {"и", "или", "—", "–", "не", "с", "до"} for t in near if t.index != token.index)


RULES: tuple[Callable[[Tree], Iterator[Span]], ...] = (brackets, ties, relative_days)


def condense(tree: Tree) -> str:
    """Take out of a sentence all that the rules find.

    >>> from summarizer.syntax import parse
    >>> condense(parse(["Вчера мост (длина 300 м) также открыли для пешеходов."])[0])
    'Мост открыли для пешеходов.'
    """
    spans = [span for rule in RULES for span in rule(tree)]
    return cut(tree.text, spans) if spans else tree.text
