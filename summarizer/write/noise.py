"""Source noise: what typing, cutting and pasting left in a sentence, and ties to what is gone."""

import re
from collections.abc import Iterator

from summarizer.data import phrases
from summarizer.syntax import Tree
from summarizer.words import is_adjective, is_nominative
from summarizer.write.edit import Edit

FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DISCOURSE = re.compile(
    rf"(?:{'|'.join(phrases.DISCOURSE)}),? (?=[\w«“\"])|(?:{'|'.join(phrases.DISCOURSE_COMMA)}), |"
    r"(?:но|а|и(?!.* и )),? (?=[\w«“\"])",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"(?<![-\w])(?:я(?!\.)|мы|мне|нам|меня|нас|мной|нами|мо(?:й|я|ё|и|его|ему|ей|ю|их|им|ими|ём)|вы|вам|вас|вами|ты|тебя|тебе|ваш(?:а|е|и|его|ему|ей|у|их|им|ими|ем)?|"
    r"наш(?:а|е|и|его|ему|ей|у|их|им|ими|ем)?)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"^[—–-]|^«[^»]*[»,!?…][,»]* ?[—–]|[,!?…»] [—–] [а-яё]+(?:л|ла|ли|ет|ит|ют)\b")
_DATELINE = re.compile(
    r"^[«\"]*(?:[А-ЯЁ][А-ЯЁа-яё-]+(?: [А-ЯЁ][А-ЯЁа-яё-]+)?[,.] ?)?\d{1,2} [а-я]{3,8}\.? ?"
    r"(?:\([^)]{2,30}\) ?|[—–-]? ?(?:РИА Новости|ТАСС|Интерфакс|INTERFAX\.RU|Рейтер|"
    r"[А-Яа-я]+ Новости)[^—–-]{0,30})[.,]? ?[—–-] |"
    r"^(?:INTERFAX\.RU|ТАСС|РИА Новости|Интерфакс) ?[—–-] "
)
_PICTURE = re.compile(  # whose it is: «Anna Orlova et al. / Nature, 2019 Учёные открыли …»
    r"^(?:[^.!?]{0,90}\b(?:Фото|Фотография|Изображение|Иллюстрация|Кадр): )?"
    r"(?=[A-Za-z][^а-яё]*(?:/|et al|\d{4}|,))(?:[A-Za-z][\w.&'’-]*(?:[ ,/]|\d{4}\b)+)+"
    r"(?=[А-ЯЁ][а-яё]+ )|^Фото: [^.!?/]{3,40}/ ?\w+ (?=[А-ЯЁ][а-яё]+ )"
)
_COMPOUND = re.compile(r"\b([а-яё]{3,}о) [—–] ([а-яё]{5,})\b")
_QUOTES = re.compile(  # the last is one that closes, turned round: «мост «.
    r"(?<![\w'])'(?=\w[^']*')|(?<=[\w.!?])'(?!\w)|``|''|\"\"|[„“”\"]| «(?=[,.;]|\s*$)"
)
_SPACED = (
    (re.compile(r"\b((?!До|От|Минус)[А-ЯЁA-Z][А-ЯЁа-яёA-Za-z]*|\d+) -(?=\d)"), r"\1-"),  # Ил -76
    (re.compile(r"(?<=\d) — (?=(?:процентн|километров|метров|дневн|часов|минутн|этажн)\w)"), "-"),
    (
        re.compile(r"\b(Жан|С[аеи]нт?а?|Порт|Нью|Лос|Рио|Тель|Шри|Коста) — (?=[А-ЯЁ])"),
        r"\1-",
    ),
    (re.compile(r"(?<=\w)\. (?=(?:gov|ru|com|net|org|info)\b)"), "."),
    (re.compile(r"(?<=\d): (?=\d)"), ":"),  # 3: 2
    (re.compile(r"(?<=\d)(?: [—–] | ?-? ?(?:ти|х|и|ми)?[ -])(?=летн)"), "-"),  # 85-ти летний
    (re.compile(r"(?<=[»”\"\w]) ?\*+(?![\w«\"])"), ""),
    (re.compile(r"(?<=[\w»)”\"]) - (?=[\w«“\"])"), " — "),
    (re.compile(r"(?<!\d) – (?!\d)"), " — "),
    (re.compile(r"\b([а-яё]{2,}) \1\b"), r"\1"),  # до до
    (re.compile(r" (?=[,;])"), ""),
    (re.compile(r"(?<=\d)г\."), " г."),
    (re.compile(r"(?<![\w.])([А-ЯЁ]\.)(?=[А-ЯЁ][а-яё])"), r"\1 "),
)


def dateline(tree: Tree, _: object) -> Iterator[Edit]:
    """«ЗАРЕЧНЫЙ, 6 мая - РИА Новости - Мост открыт» → «Мост открыт»; whose picture it is, too."""
    if stop := find_dateline(tree.text):
        yield Edit(0, stop)


def find_dateline(text: str) -> int:
    """Return where a sentence begins behind when and where an agency sent it."""
    match = _DATELINE.match(text) or _PICTURE.match(text)
    return match.end() if match else 0


def marks(tree: Tree, _: object) -> Iterator[Edit]:
    """«... Мост открыт» → «Мост открыт»: what a cut or a typo left in front."""
    start, stop = find_dateline(tree.text), find_opening(tree.text)
    if stop > start:
        yield Edit(start, stop)


def find_opening(text: str) -> int:
    """Return where a sentence begins behind marks, of quotations those that nothing closes."""
    rest = text[find_dateline(text) :].lstrip(" .?!…,;:-–—")
    said = quote(rest)
    opens = said.startswith("«") and said.count("«") == said.count("»") + 1
    return len(text) - len(rest) + opens if rest else 0


def discourse(tree: Tree, _: object) -> Iterator[Edit]:
    """«Кроме того, мост отремонтируют» → «Мост отремонтируют»: ties to what may be missing."""
    start = find_opening(tree.text)
    if (stop := skip_discourse(tree.text, start)) > start:
        yield Edit(start, stop)


def skip_discourse(text: str, start: int) -> int:
    """Return where a sentence goes on behind words that tie it to another one."""
    while match := _DISCOURSE.match(text, start):
        start = match.end()
    return start


def strip_discourse(sentence: str) -> str:
    """Take away what ties the sentence to one that may be missing.

    >>> strip_discourse("Кроме того, мост отремонтируют.")
    'Мост отремонтируют.'
    """
    start = skip_discourse(sentence, 0)
    return sentence[start : start + 1].upper() + sentence[start + 1 :] if start else sentence


def quotes(tree: Tree, _: object) -> Iterator[Edit]:
    """«Завод "Заря" открыт» → «Завод «Заря» открыт»."""
    for match in _QUOTES.finditer(tree.text):
        yield Edit(*match.span(), turn(match))


def quote(text: str) -> str:
    """Put «ёлочки» in the place of typewriter quotes.

    >>> quote('Завод "Заря" открыт.')
    'Завод «Заря» открыт.'
    """
    return _QUOTES.sub(turn, text)


def turn(mark: re.Match[str]) -> str:
    """Return the quotation mark that belongs in the place of one: it opens behind a space."""
    before = mark.string[mark.start() - 1 : mark.start()]
    opens = mark.group() != " «" and (not before or before in " (—–-«")
    return "«" if opens else "»"


def typing(tree: Tree, _: object) -> Iterator[Edit]:
    """«Борт Ил -76 сел , он цел» → «Борт Ил-76 сел, он цел»; marks of footnotes go."""
    for pattern, replacement in _SPACED:
        for match in pattern.finditer(tree.text):
            yield Edit(*match.span(), match.expand(replacement))
    for match in _COMPOUND.finditer(tree.text):  # военно — технический
        if is_adjective(match[2]) and not is_nominative(match[1]):
            yield Edit(*match.span(), f"{match[1]}-{match[2]}")


def speaks_in_person(sentence: str) -> bool:
    """Whether «я», «мы», «наш» stand outside quotation marks."""
    return _FIRST_PERSON.search(re.sub(r"«[^»]*»", "", sentence)) is not None


def is_statement(sentence: str) -> bool:
    """Whether the sentence can follow «что»: it states, does not ask, and is not direct speech.

    >>> is_statement("Мост готов."), is_statement("«Мост готов», — сказал он.")
    (True, False)

    A single word states nothing: «Коротко.»
    """
    return sentence.endswith((".", "»", ")")) and " " in sentence and not _SPEECH.search(sentence)


def is_balanced(sentence: str) -> bool:
    """Whether every quotation mark and bracket that opens is closed."""
    quotes = re.sub(r"[^«»]", "", sentence)
    while "«»" in quotes:
        quotes = quotes.replace("«»", "")
    return (
        not quotes and sentence.count("(") == sentence.count(")") and sentence.count('"') % 2 == 0
    )
