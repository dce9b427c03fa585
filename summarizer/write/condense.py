"""Compression: what a sentence can lose without a reader missing it."""

import re
from collections.abc import Iterator

from summarizer.data import phrases, reporting
from summarizer.syntax import Token, Tree
from summarizer.words import lemma, tokenize
from summarizer.write.edit import Edit

_BRACKETS = re.compile(r" ?\([^()]*\)")
_FIGURE = re.compile(r" ?\((?:\d+[:–-]\d+[^()а-яё]{0,20}|\d[\d., ]* ?%?)\)")
_ARTICLE_OF_LAW = re.compile(r"\b(?:ст\.|стать[а-яё]+) [\d., ]+(?:УК|КоАП|ГК)?[^()]{0,12}$")
_ABBREVIATION = re.compile(r" ?\((?=\w*[А-ЯЁA-Z]\w*[А-ЯЁA-Z])[А-ЯЁA-Zа-яa-z]{2,8}\)")
_TIES = re.compile(rf"(?<![ ,][аи])(?<!но)(?<!так)(?<!,) (?:{'|'.join(phrases.TIES)})(?= )")
_TIES_COMMAS = re.compile(rf", (?:{'|'.join(phrases.TIES_COMMAS)}),")
_DATED = re.compile(r",? \d{1,2} [а-я]{3,8}(?: \d{4}(?: г\.| года?)?)?")
_WEEKDAYS = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье воскресение".split()
)
_PART_OF_DAY = re.compile(r" (?:вечером|утром|ночью|днём|днем)\b")
_PARTS_OF_DAY = frozenset("вечером утром ночью днём днем".split())
_CLAUSE = re.compile(r", (?:что|чтобы|когда|где|куда|как|пока|после того|котор\w+|а|но)\b")
_SENT_OUT = re.compile(
    r", (?:распростран[её]|опубликова|обнародова|размещ[её])нн\w+ "
    r"(?:вчера|сегодня|накануне|"
    r"во? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье))(?=[,.])"
)
_PAST = frozenset("минувший минувшую минувшее минувшая прошлый прошлую прошлое".split())
_DEICTIC = frozenset("вчера сегодня завтра накануне позавчера послезавтра".split())


def brackets(tree: Tree, _: object) -> Iterator[Edit]:
    """«300 миль (480 км)» → «300 миль»; a figure or name stays: «(1:3)», «(55 %)», «(ВОЗ)»."""
    for match in _BRACKETS.finditer(tree.text):
        if _FIGURE.fullmatch(match.group()) or _ABBREVIATION.fullmatch(match.group()):
            continue
        if not _ARTICLE_OF_LAW.search(tree.text[: match.start()]):
            yield Edit(*match.span())


def ties(tree: Tree, _: object) -> Iterator[Edit]:
    """«Политик также, по его словам, указал на риск» → «Политик указал на риск»."""
    for pattern in (_TIES, _TIES_COMMAS):
        for match in pattern.finditer(tree.text):
            yield Edit(*match.span())


def relative_days(tree: Tree, _: object) -> Iterator[Edit]:
    """«Вчера мост открыли», «в среду, 22 ноября, мост открыли»: what a later reader can't place."""
    for token in tree.tokens:
        if token.lower in _DEICTIC and token.pos == "ADV":
            yield from _drop_deictic(tree, token)
        elif lemma(token.lower) in _WEEKDAYS and token.index:
            before = tree.tokens[token.index - 1]
            if before.lower in _PAST and before.index:  # «в минувший вторник»
                before = tree.tokens[before.index - 1]
            yield from _drop_weekday(tree, token, before)
    for found in _SENT_OUT.finditer(tree.text):  # «в заявлении, распространённом в среду, …»
        comma = tree.text[found.end()] == "," and not tree.text.startswith("Как ")
        yield Edit(found.start(), found.end() + comma)


def _drop_deictic(tree: Tree, token: Token) -> Iterator[Edit]:
    following = tree.text[token.stop :]
    if (dated := _DATED.match(following)) is not None:  # «вчера, 16 августа 2016 года,»
        yield Edit(token.start, token.stop + 1)
        yield from _drop_comma(tree, token.stop + dated.end())
    elif (part := _PART_OF_DAY.match(following)) is not None and not _is_in_list(tree, token):
        yield Edit(token.start, token.stop + part.end())
    elif not _is_in_list(tree, token) and min(t.index for t in tree.subtree(token)) == token.index:
        set_off = token.index > 0 and tree.tokens[token.index - 1].text == ","
        comma = following.startswith(",")
        if comma and set_off:  # «17 ноября, сегодня, в Заречном»
            yield Edit(tree.tokens[token.index - 1].start, token.stop + 1)
        else:
            yield Edit(token.start, token.stop + (comma and token.index == 0))


def _drop_weekday(tree: Tree, token: Token, before: Token) -> Iterator[Edit]:
    head = tree.head(token)
    dangling = head is not None and head.has(VerbForm="Part") and len(tree.children(head)) < 3
    listed = _is_in_list(tree, before) or _is_in_list(tree, token)
    if before.lower not in {"в", "во"} or listed or dangling:
        return
    following = tree.text[token.stop :]
    start = before.start
    if before.index and tree.tokens[before.index - 1].lower in {"ещё", "еще", "уже"}:
        start = tree.tokens[before.index - 1].start
    if before.index and tree.tokens[before.index - 1].lower in _PARTS_OF_DAY:  # утром в среду
        start = tree.tokens[before.index - 1].start
    if (dated := _DATED.match(following)) is not None:
        yield Edit(start, token.stop + 1)
        yield from _drop_comma(tree, token.stop + dated.end())
    else:
        part = _PART_OF_DAY.match(following)
        yield Edit(start, token.stop + (part.end() if part else 0))


def _drop_comma(tree: Tree, place: int) -> Iterator[Edit]:
    if tree.text[place : place + 1] == "," and not _CLAUSE.match(tree.text, place):
        yield Edit(place, place + 1)


def _is_in_list(tree: Tree, token: Token) -> bool:
    near = tree.tokens[max(0, token.index - 1) : token.index + 2]
    return any(
        t.lower in {"и", "или", "а", "но", "—", "–", "не", "с", "до", "только", "лишь"}
        for t in near
        if t.index != token.index
    )


_PASSING = re.compile(
    r"Как (?:сообща|переда|информиру|отмеча|уточня|рассказыва)[^,«]{0,40}"
    r"(?:«[^»]{2,30}»[^,«]{0,60})?, "
)


_ACCORDING = re.compile(
    r"По (?:данным|информации|сведениям) (?:(?:журналист|корреспондент)ов )?"
    r"(?:издания|агентства|газеты|телеканала|журнала|портала)(?: «[^»]{2,30}»)?, |"
    r"(?:(?<=[Ии]сточник)|(?<=[Ии]сточник[аиу])|(?<=[Ии]сточник(?:ов|ом|ам)))"
    r" (?:издания|агентства|газеты|телеканала)\b(?! «)"
)


def media(tree: Tree, _: object) -> Iterator[Edit]:
    """«Как передаёт «Север», мост открыли» → «Мост открыли»; who was there stays."""
    found = _PASSING.match(tree.text)
    if found is not None and names_media(found.group()):
        yield Edit(*found.span())
    for according in _ACCORDING.finditer(tree.text):
        yield Edit(*according.span())


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
