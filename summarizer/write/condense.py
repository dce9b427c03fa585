"""Compression: what a sentence can lose without a reader missing it."""

import re
from collections.abc import Iterator

from summarizer.data import phrases, reporting
from summarizer.syntax import Token, Tree
from summarizer.words import lemma, tokenize
from summarizer.write.edit import Edit

_BRACKETS = re.compile(r" ?\([^()]*\)")
_FIGURE = re.compile(r" ?\((?:\d+[:–-]\d+[^()а-яё]{0,20}|\d[\d., ]* ?%?)\)")
_ABBREVIATION = re.compile(r" ?\((?=\w*[А-ЯЁA-Z]\w*[А-ЯЁA-Z])[А-ЯЁA-Zа-яa-z]{2,8}\)")
_TIES = re.compile(rf", (?:{'|'.join(phrases.TIES)}),")
_DATED = re.compile(r",? \d{1,2} [а-я]{3,8}(?: \d{4}(?: г\.| года?)?)?")
_WEEKDAYS = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье воскресение".split()
)
_CLAUSE = re.compile(r", (?:что|чтобы|когда|где|куда|как|пока|после того|котор\w+|а|но)\b")
_LISTING = frozenset("и или а но — – не с до только лишь ещё еще уже".split())
_PART_OF_DAY = re.compile(r" (?:вечером|утром|ночью|днём|днем)\b")
_PAST = frozenset("минувший минувшую минувшее прошлый прошлую прошлое".split())
_DEICTIC = frozenset("вчера сегодня завтра накануне позавчера послезавтра".split())


def brackets(tree: Tree, _: object) -> Iterator[Edit]:
    """«300 миль (480 км)» → «300 миль»; a figure or name stays: «(1:3)», «(55 %)», «(ВОЗ)»."""
    for match in _BRACKETS.finditer(tree.text):
        if _FIGURE.fullmatch(match.group()) or _ABBREVIATION.fullmatch(match.group()):
            continue
        yield Edit(*match.span())


def ties(tree: Tree, _: object) -> Iterator[Edit]:
    """«Политик, по его словам, указал на риск» → «Политик указал на риск»."""
    for match in _TIES.finditer(tree.text):
        yield Edit(*match.span())


def relative_days(tree: Tree, _: object) -> Iterator[Edit]:
    """«Вчера мост открыли», «в среду, 22 ноября, мост открыли»: what a later reader can't place."""
    for token in tree.tokens:
        start = _find_day(tree, token)
        if start is None:
            continue
        dated = _DATED.match(tree.text, token.stop)
        part = _PART_OF_DAY.match(tree.text, token.stop)
        yield Edit(start, part.end() if part else token.stop + bool(dated))
        stop = dated.end() if dated else 0
        if tree.text[stop : stop + 1] == "," and not _CLAUSE.match(tree.text, stop):
            yield Edit(stop, stop + 1)


def _find_day(tree: Tree, token: Token) -> int | None:
    """Return where the words begin that end with a token and name a day of the article's week."""
    before = tree.tokens[token.index - 1] if token.index else token
    if before.lower in _PAST and before.index:  # «в минувший вторник»
        before = tree.tokens[before.index - 1]
    if _is_in_list(tree, token) or _is_in_list(tree, before):
        return None
    if token.lower in _DEICTIC and token.pos == "ADV":
        return token.start if tree.subtree(token)[0] == token else None
    weekday = before.lower in {"в", "во"} and lemma(token.lower) in _WEEKDAYS
    alone = before.index > 0 and tree.tokens[before.index - 1].has(VerbForm="Part")
    ends = tree.text.startswith((",", "."), token.stop) and not _DATED.match(tree.text, token.stop)
    return before.start if weekday and not (alone and ends) else None  # «открытом в среду, …»


def _is_in_list(tree: Tree, token: Token) -> bool:
    near = tree.tokens[max(0, token.index - 1) : token.index + 2]
    return any(t.lower in _LISTING for t in near if t is not token)


_PASSING = re.compile(
    r"Как (?:сообща|переда|информиру|отмеча|уточня|рассказыва)[^,«]{0,40}"
    r"(?:«[^»]{2,30}»[^,«]{0,60})?, "
)


_ACCORDING = re.compile(
    r"По (?:данным|информации|сведениям) (?:(?:журналист|корреспондент)ов )?"
    r"(?:издания|агентства|газеты|телеканала|журнала|портала)(?: «[^»]{2,30}»)?, "
)


def media(tree: Tree, _: object) -> Iterator[Edit]:
    """«Как передаёт «Север», мост открыли» → «Мост открыли»; who was there stays."""
    found = _PASSING.match(tree.text)
    if (found is not None and names_media(found.group())) or (found := _ACCORDING.match(tree.text)):
        yield Edit(*found.span())


_ALSO = re.compile(r"(?<!\bа)(?<!\bи)(?<!\bтак)(?<!,) также(?= [^«и])")


def also(tree: Tree, _: object) -> Iterator[Edit]:
    """«Мэр также открыл мост» → «Мэр открыл мост»: what came before may be missing."""
    for found in _ALSO.finditer(tree.text):
        yield Edit(*found.span())


def contrast(tree: Tree, _: object) -> Iterator[Edit]:
    """«Разногласия же возникли весной» → «Разногласия возникли весной»."""
    if len(tree.tokens) > 2 and tree.tokens[1].lower == "же":
        yield Edit(tree.tokens[0].stop, tree.tokens[1].stop)


def names_media(words: str) -> bool:
    """Whether words name a medium, and nobody who gave word to it."""
    lemmas = {lemma(form) for form in tokenize(words)}
    medium = lemmas & reporting.MEDIA or re.match(r",? ?[а-яё ]+ (?:«|[A-Z])", words, re.IGNORECASE)
    return bool(medium) and not lemmas & reporting.SOURCES
