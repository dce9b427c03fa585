"""Rewriting rules of Russian, each a function from a sentence to a sentence.

A rule treats one phenomenon and returns the sentence unchanged where it does not occur.
"""

import re

from summarizer.data import phrases
from summarizer.words import (
    fold,
    is_adjective,
    is_common_noun_form,
    is_first_name,
    is_function_word,
    is_gerund,
    is_nominative,
    is_of_a_place,
    is_participle,
    is_proper,
    lemma,
    tokenize,
)

_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DISCOURSE = re.compile(
    rf"(?:{'|'.join(phrases.DISCOURSE)}),? (?=\w|«)|(?:{'|'.join(phrases.DISCOURSE_COMMA)}), |"
    r"(?:но|а|и(?!.* и )),? (?=\w|«)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    rf"(?:Он|Она|Они) (?:также |при этом |ещё |еще )?({'|'.join(phrases.REPORTED)})(?:а|и)?, что "
)
_LEANING_PHRASE = re.compile(phrases.LEANING_PHRASES, re.IGNORECASE)
_LEANING = frozenset(phrases.LEANING)
_FIRST_PERSON = re.compile(
    r"(?<![-\w])(?:я(?!\.)|мы|мне|нам|меня|нас|мной|нами|мо(?:й|я|ё|и|его|ему|ей|ю|их|им|ими|ём)|вы|вам|вас|вами|ты|тебя|тебе|ваш(?:а|е|и|его|ему|ей|у|их|им|ими|ем)?|"
    r"наш(?:а|е|и|его|ему|ей|у|их|им|ими|ем)?)\b",
    re.IGNORECASE,
)
_EARLY_PRONOUN = re.compile(  # «В 2024 г. он получил …»
    r"(?:\S+ ){1,3}(?:он|она|оно|они|ему|ей|им|его|её|ее|их|него|неё|нее|них|ним|ней|ними)\b"
)
_SPEAKER = re.compile(r"(?:[,!?…»]|\.\.) ?[—–] [а-яё]+ (?:он|она|они)\b")
_INTRODUCTORY = re.compile(
    r"(?:по (?:\w+ )?(?:словам|данным|оценк\w+|мнению|информации|сведениям|прогноз\w+|"
    r"подсчётам|версии)\b(?=[^.;]*,)|"
    r"к счастью|к сожалению|вероятно|возможно|конечно|кажется|казалось бы|видимо|как \w+|"
    r"чтобы|судя|"
    r"(?:если|когда|хотя|поскольку|согласно|пока|несмотря на|вопреки|помимо|кроме)(?=[^.;]*,))\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"^[—–-]|^«[^»]*[»,!?…][,»]* ?[—–]|[,!?…»] [—–] [а-яё]+(?:л|ла|ли|ет|ит|ют)\b")


def strip_marks(sentence: str) -> str:
    """Take away the marks that a cut or a typo left in front.

    >>> strip_marks("... Мост открыт."), strip_marks("«Заря» выиграла.")
    ('Мост открыт.', '«Заря» выиграла.')
    """
    stripped = sentence.lstrip(" .?!…,;:-–—")
    if stripped.startswith("«") and stripped.count("«") == stripped.count("»") + 1:
        stripped = stripped[1:]
    return stripped or sentence


_DATELINE = re.compile(
    r"^[«\"]*(?:[А-ЯЁ][А-ЯЁа-яё-]+(?: [А-ЯЁ][А-ЯЁа-яё-]+)?[,.] ?)?\d{1,2} [а-я]{3,8}\.? ?"
    r"(?:\([^)]{2,30}\) ?|[—–-]? ?(?:РИА Новости|ТАСС|Интерфакс|INTERFAX\.RU|Рейтер|"
    r"[А-Яа-я]+ Новости)[^—–-]{0,30})[.,]? ?[—–-] |"
    r"^(?:INTERFAX\.RU|ТАСС|РИА Новости|Интерфакс) ?[—–-] |"
    r"^[А-ЯЁ-]{3,}(?: [А-ЯЁ-]{3,})?,? [—–-] |^\d{2}:\d{2} ?[—–-]? "
)
_ANNOUNCED = 6
_ANNOUNCES = re.compile(
    r"\b(?:следующ\w+|так\w*|вот|сказал\w*|заяви\w*|отмети\w*|сообщи\w*|написа\w*|\w+ют|\w+ит):$"
)
_QUALIFIES = frozenset("бывший бывшая бывшие нынешний нынешняя действующий".split())
_FOOTNOTES = re.compile(r"(?<=[»\w]) ?\*+(?![\w«])")
_COMPOUND = re.compile(r"\b([а-яё]{3,}о) [—–-] ([а-яё]{5,})\b")
_OFFICIAL = re.compile(phrases.OFFICIAL)
_QUOTES = re.compile(r"(?<![\w'])'(?=\w[^']*')|(?<=[\w.!?])'(?!\w)|``|''|\"\"|[„“”\"]")


_TURNED = re.compile(r" «(?=[,.;]|\s*$)")  # a mark that closes, turned round: «мост «.


def strip_dateline(sentence: str) -> str:
    """Take off where and when an agency sent the news.

    >>> strip_dateline("ЗАРЕЧНЫЙ, 6 мая - РИА Новости - Мост открыт.")
    'Мост открыт.'
    """
    return _DATELINE.sub("", sentence, count=1) or sentence


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


def close(sentence: str) -> str:
    """Put a full stop in the place of a colon that announces what comes in the next sentence.

    >>> close("Премьер подал в отставку и призвал к выборам:")
    'Премьер подал в отставку и призвал к выборам.'
    """
    told = sentence.endswith(":") and len(sentence.split()) > _ANNOUNCED
    return f"{sentence[:-1]}." if told and not _ANNOUNCES.search(sentence) else sentence


def speaks_in_person(sentence: str) -> bool:
    """Whether «я», «мы», «наш» stand outside quotation marks."""
    return _FIRST_PERSON.search(re.sub(r"«[^»]*»", "", sentence)) is not None


_SPACED = (
    (re.compile(r"\b([А-ЯЁA-Z][А-ЯЁа-яёA-Za-z]{0,2}|\d+) -(?=\d)"), r"\1-"),  # Ил -76, not «до -3»
    (re.compile(r"\b(?!До|От|Минус)([А-ЯЁ][а-яё]+) -(?=\d)"), r"\1-"),  # Восточный -2
    (re.compile(r"(?<=\w)\. (?=(?:ru|com|net|org|info)\b)"), "."),
    (re.compile(r"(?<!\w)C(?= (?:\d|[а-яё]))"), "С"),  # a Latin letter
    (re.compile(r",(?= с целью\b)"), ""),
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
    (re.compile(r"(?<=\d)- (?=[а-яё])"), "-"),  # 13- летний
    (re.compile(r"(?<=\d)(?: [—–] | ?-? ?(?:ти|х|и|ми)?[ -])(?=летн)"), "-"),  # 85-ти летний
    (re.compile(r"(?<=[\w»)]) - (?=[\w«])"), " — "),
    (re.compile(r"\[https?://\S+ ([^\]]*)\]"), r"\1"),  # a link that nobody turned into one
    (re.compile(r"(?<=[а-яё]) [—–] (?=(?:старш|младш)(?:ий|его|ему|им)\b)"), "-"),
    (
        re.compile(
            r"(?<=[а-яё]) — (?=(?:контрактник|одиночк|тренер|меньшинств|спутник|срочник)\w*)"
        ),
        "-",
    ),
    (re.compile(r"(?<!\d) – (?!\d)"), " — "),
    (re.compile(r"\b([а-яё]{2,}) \1\b"), r"\1"),  # до до
    (re.compile(r",( (?:после|до|с) т(?:ого|ех пор), как\b)"), r"\1"),
    (re.compile(r"\bнесогласен(а|ны)? с\b"), r"не согласен\1 с"),
    (re.compile(r" (?=[,;])"), ""),
    (re.compile(r"(?<=\d)г\."), " г."),
    (re.compile(r"(?<=\d)-ых\b"), "-х"),
    (re.compile(r"(?<![\w.])([А-ЯЁ]\.)(?=[А-ЯЁ][а-яё])"), r"\1 "),
    (re.compile(rf"\b({'|'.join(phrases.BEFORE_THAT)}) что "), r"\1, что "),
)


def mend_typing(sentence: str) -> str:
    """Put spaces, dashes and a forgotten comma right, take off marks of footnotes.

    >>> mend_typing("Борт Ил -76 «Зари»* сел , говорится что цел.")
    'Борт Ил-76 «Зари» сел, говорится, что цел.'
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


def report_impersonally(sentence: str) -> str:
    """Turn a report by a pronoun into an impersonal one.

    >>> report_impersonally("Он отметил, что работы идут.")
    'Было отмечено, что работы идут.'
    """
    match = _REPORTED.match(sentence)
    if match is None:
        return sentence
    clause = sentence[match.end() :]
    if not any(map(is_nominative, re.findall(r"[а-яё]+", clause.split(",")[0].lower()))):
        return sentence  # «Она сообщила, что уходит.»: who?
    return f"Было {phrases.REPORTED[match.group(1)]}, что {clause}"


def decapitalize(sentence: str, context: str) -> str:
    """Lower the first letter unless the first word is a name; ``context`` shows how it is used.

    >>> decapitalize("Мост открыли.", ""), decapitalize("Пётр Орлов уехал.", "")
    ('мост открыли.', 'Пётр Орлов уехал.')
    """
    if sentence.startswith("«"):
        return decapitalize_quoted(sentence, context)
    match = _FIRST_WORD.match(sentence)
    if match is None or _OFFICIAL.match(sentence):
        return sentence
    word = match.group()
    rest = sentence[len(word) :]
    lowered = word[0].lower() + word[1:]
    if lowered != lowered.lower() or (rest.startswith(".") and rest != "."):
        return sentence  # США · Премьер-Министр · А. С. Орлов
    named = re.match(r" [А-ЯЁ][а-яё.]", rest) is not None
    return sentence if is_name(word, context, named=named) else lowered + rest


def is_name(word: str, context: str, *, named: bool) -> bool:
    """Whether a word that opens a sentence is a name; ``named``: a capital letter follows it."""
    lowered = word.lower()
    if is_function_word(lowered):
        return False
    if named and is_first_name(lowered):  # Вера Павлова
        return True
    if is_capitalized_inside(word, context):
        return True
    if is_small_inside(word, context) or is_participle(lowered):
        return False
    if lowered in _QUALIFIES:  # Бывший Президент
        return False
    if named and is_adjective(lowered) and not is_of_a_place(lowered):  # Нижний Новгород
        return True
    common = is_common_noun_form(lowered)
    if not is_proper(lowered) or (common and (not named or is_nominative(lowered))):
        return False  # Мост · Президент Орлов
    return "-" not in word or not is_common_noun_form(lowered.rsplit("-", 1)[1])  # Блог-менеджер


def decapitalize_quoted(sentence: str, context: str) -> str:
    """Lower the first letter of a quotation that the text elsewhere begins with a small one.

    >>> decapitalize_quoted("«Сухая осень» кончилась.", "После «сухой осени» пошёл снег.")
    '«сухая осень» кончилась.'
    """
    quotation = re.match(r"«([^«»]+)»", sentence)
    words = tokenize(quotation.group(1)) if quotation else []
    if not words or sentence[2:3].isupper():
        return sentence
    lemmas = [lemma(word) for word in words]
    for other in re.finditer(r"[«\"]([а-яё][^«»\"]*)[»\"]", context):
        if [lemma(word) for word in tokenize(other.group(1))] == lemmas:
            return "«" + sentence[1].lower() + sentence[2:]
    return sentence


def is_small_inside(word: str, context: str) -> bool:
    """Whether the text writes a word, in whatever case, with a small letter."""
    small = word.lower()
    stem = re.escape(small[: max(2, len(small) - 3)])
    return any(
        lemma(fold(found.group())) == lemma(fold(small))
        for found in re.finditer(rf"(?<![\w-]){stem}[а-яё]*(?![\w-])", context)
    )


def is_capitalized_inside(word: str, context: str, but: str = "") -> bool:
    """Whether the text writes a word, in whatever case, with a capital inside a sentence.

    Behind the word ``but`` it doesn't count.
    """
    if len(word) < 2:
        return False
    stem = re.escape(word[: max(2, len(word) - 3)])
    found = re.finditer(  # a full stop behind three letters may be an abbreviation's
        rf"(?<=[а-яё,] ){stem}[а-яё]*(?![\w-]|(?<=\b\w\w\w)\.|(?<=\b\w\w)\.)", context
    )
    if but:
        found = (m for m in found if not context[: m.start()].endswith(f"{but} "))
    return any(lemma(fold(match.group())) == lemma(fold(word)) for match in found)


def subordinate(clause: str, sentence: str, context: str) -> str:
    """Put a statement under a main clause that ends with «что».

    >>> subordinate("Отмечается, что ", "По словам мэра, мост готов.", "")
    'Отмечается, что, по словам мэра, мост готов.'
    """
    first = _FIRST_WORD.match(sentence)
    if _INTRODUCTORY.match(sentence) or (first and is_gerund(first.group().lower())):
        clause = clause.rstrip(" ,") + ", "
    return clause + decapitalize(sentence, context)


def leans(sentence: str) -> bool:
    """Whether the sentence can be understood only after the one before it.

    >>> leans("Он уехал в Заречный."), leans("По его словам, мост готов."), leans("Мост готов.")
    (True, True, False)
    """
    rest = strip_discourse(report_impersonally(sentence))
    first = _FIRST_WORD.match(rest)
    return (
        (first is not None and first.group().lower() in _LEANING)
        or _LEANING_PHRASE.match(rest) is not None
        or _SPEAKER.search(rest) is not None
        or _EARLY_PRONOUN.match(rest) is not None
    )


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


def stands_alone(sentence: str) -> bool:
    """Whether the sentence can be quoted in a conclusion by itself, in the third person."""
    unquoted = re.sub(r"«[^»]*»", "", sentence)
    return (
        sentence.endswith((".", "»", ")"))
        and is_balanced(sentence)
        and not sentence.startswith(("—", "–", "-"))
        and not _FIRST_PERSON.search(unquoted)
        and not leans(sentence)
    )
