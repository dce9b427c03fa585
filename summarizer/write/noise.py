"""Source noise: what typing, cutting and pasting left in a sentence, and ties to what is gone."""

import re

from summarizer.data import phrases
from summarizer.words import is_adjective, is_nominative

FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DISCOURSE = re.compile(
    rf"(?:{'|'.join(phrases.DISCOURSE)}),? (?=\w|«)|(?:{'|'.join(phrases.DISCOURSE_COMMA)}), |"
    r"(?:но|а|и(?!.* и )),? (?=\w|«)",
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
    r"^(?:INTERFAX\.RU|ТАСС|РИА Новости|Интерфакс) ?[—–-] |"
    r"^[А-ЯЁ-]{3,}(?: [А-ЯЁ-]{3,})?,? [—–-] |^\d{2}:\d{2} ?[—–-]? "
)
_PICTURE = re.compile(  # whose it is: «Anna Orlova et al. / Nature, 2019 Учёные открыли …»
    r"^(?:[^.!?]{0,90}\b(?:Фото|Фотография|Изображение|Иллюстрация|Кадр): )?"
    r"(?=[A-Za-z][^а-яё]*(?:/|et al|\d{4}|,))(?:[A-Za-z][\w.&'’-]*(?:[ ,/]|\d{4}\b)+)+"
    r"(?=[А-ЯЁ][а-яё]+ )|"
    r"^Фото: [^.!?/]{3,40}/ ?\w+ (?=[А-ЯЁ][а-яё]+ )|^Справка (?:«[^»]+»|[А-ЯЁ]+):? (?=[А-ЯЁ])"
)
_FOOTNOTES = re.compile(r"(?<=[»\w]) ?\*+(?![\w«])")
_COMPOUND = re.compile(r"\b([а-яё]{3,}о) [—–-] ([а-яё]{5,})\b")
_QUOTES = re.compile(r"(?<![\w'])'(?=\w[^']*')|(?<=[\w.!?])'(?!\w)|``|''|\"\"|[„“”\"]")
_TURNED = re.compile(r" «(?=[,.;]|\s*$)")  # a mark that closes, turned round: «мост «.
_SPACED = (
    (re.compile(r"\b([А-ЯЁA-Z][А-ЯЁа-яёA-Za-z]{0,2}|\d+) -(?=\d)"), r"\1-"),  # Ил -76, not «до -3»
    (re.compile(r"\b(?!До|От|Минус)([А-ЯЁ][а-яё]+) -(?=\d)"), r"\1-"),  # Восточный -2
    (re.compile(r"(?<=\w)\. (?=(?:gov|ru|com|net|org|info)\b)"), "."),
    (
        re.compile(
            r"(?<=\d) — (?=(?:процентн|километров|метров|летн|дневн|часов|минутн|этажн)\w+)"
        ),
        "-",
    ),
    (
        re.compile(
            r"\b(Род|Баб|Санта|Сент|Солт|Форт|Рио|Буэнос|Куала|Алма|Улан|Тель|Баден|Жан|Сен|Сан|Синт|"
            r"Нью|Лос|Порт|Шри|Коста|Аль|Эль|Абу) — (?=[А-ЯЁ])"
        ),
        r"\1-",
    ),
    (re.compile(r"(?<=\d): (?=\d)"), ":"),  # 3: 2
    (re.compile(r"(?<=\d)(?: [—–] | ?-? ?(?:ти|х|и|ми)?[ -])(?=летн)"), "-"),  # 85-ти летний
    (re.compile(r"(?<=[\w»)]) - (?=[\w«])"), " — "),
    (re.compile(r"(?<!\d) – (?!\d)"), " — "),
    (re.compile(r"\b([а-яё]{2,}) \1\b"), r"\1"),  # до до
    (re.compile(r" (?=[,;])"), ""),
    (re.compile(r"(?<=\d)г\."), " г."),
    (re.compile(r"(?<![\w.])([А-ЯЁ]\.)(?=[А-ЯЁ][а-яё])"), r"\1 "),
)


def strip_marks(sentence: str) -> str:
    """Take away the marks that a cut or a typo left in front.

    >>> strip_marks("... Мост открыт."), strip_marks("«Заря» выиграла.")
    ('Мост открыт.', '«Заря» выиграла.')
    """
    stripped = sentence.lstrip(" .?!…,;:-–—")
    if stripped.startswith("«") and stripped.count("«") == stripped.count("»") + 1:
        stripped = stripped[1:]
    return stripped or sentence


def strip_dateline(sentence: str) -> str:
    """Take off where and when an agency sent the news, and whose the picture above it is.

    >>> strip_dateline("ЗАРЕЧНЫЙ, 6 мая - РИА Новости - Мост открыт.")
    'Мост открыт.'
    """
    return _PICTURE.sub("", _DATELINE.sub("", sentence, count=1), count=1) or sentence


def quote(sentence: str) -> str:
    """Put «ёлочки» in the place of typewriter quotes.

    >>> quote('Завод "Заря" открыт.')
    'Завод «Заря» открыт.'
    """
    parts: list[str] = []
    last = 0
    sentence = _TURNED.sub("»", sentence)
    for match in _QUOTES.finditer(sentence):
        before = sentence[match.start() - 1 : match.start()]
        opening = not before or before in " (—–-«"
        parts += [sentence[last : match.start()], "«" if opening else "»"]
        last = match.end()
    return "".join([*parts, sentence[last:]])


def speaks_in_person(sentence: str) -> bool:
    """Whether «я», «мы», «наш» stand outside quotation marks."""
    return _FIRST_PERSON.search(re.sub(r"«[^»]*»", "", sentence)) is not None


def mend_typing(sentence: str) -> str:
    """Put spaces and dashes right, take off marks of footnotes.

    >>> mend_typing("Борт Ил -76 «Зари»* сел , он цел.")
    'Борт Ил-76 «Зари» сел, он цел.'
    """
    for pattern, replacement in _SPACED:
        sentence = pattern.sub(replacement, sentence)
    sentence = _COMPOUND.sub(join_compound, sentence)
    return _FOOTNOTES.sub("", sentence)


def join_compound(found: re.Match[str]) -> str:
    """Put the hyphen back into an adjective of two stems: «военно — технический»"""
    first, second = found.groups()
    joined = is_adjective(second) and not is_nominative(first)
    return f"{first}-{second}" if joined else found.group()


def strip_discourse(sentence: str) -> str:
    """Take away what ties the sentence to one that may be missing.

    >>> strip_discourse("Кроме того, мост отремонтируют.")
    'Мост отремонтируют.'
    """
    start = 0
    while match := _DISCOURSE.match(sentence, start):
        start = match.end()
    return sentence[start : start + 1].upper() + sentence[start + 1 :] if start else sentence


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
