"""A sentence behind a formula: which formula, and whether its first letter stays a capital."""

import re

from summarizer.data import mentions, phrases
from summarizer.syntax import Token, Tree
from summarizer.words import (
    fold,
    is_adjective,
    is_common_noun_form,
    is_first_name,
    is_function_word,
    is_gerund,
    is_known,
    is_nominative,
    is_of_a_place,
    is_participle,
    lemma,
)
from summarizer.write.edit import finish
from summarizer.write.noise import FIRST_WORD, is_statement

_QUALIFIES = frozenset("бывший бывшая бывшие нынешний нынешняя действующий".split())
_CLAUSE = re.compile(r"(?:Что|Кто|Почему|Зачем|Сколько)\b")  # never behind «что»
_OFFICIAL = re.compile(phrases.OFFICIAL)
_ABBREVIATED = re.compile(r"(?:[А-ЯЁа-яё-]+ ){2,6}\(([А-ЯЁ]{2,8})\)")
_INTRODUCTORY = re.compile(
    r"(?:по (?:\w+ )?(?:словам|данным|оценк\w+|мнению|информации|сведениям|прогноз\w+|"
    r"подсчётам|версии)\b(?=[^.;]*,)|"
    r"к счастью|к сожалению|вероятно|возможно|конечно|кажется|казалось бы|видимо|как \w+|"
    r"чтобы|судя|"
    r"(?:если|когда|хотя|поскольку|согласно|пока|несмотря на|вопреки|помимо|кроме)(?=[^.;]*,))\b",
    re.IGNORECASE,
)


def open_with_formula(tree: Tree, context: str) -> str:
    """Put the formula that suits a sentence before it; ``context`` shows which words are names.

    >>> from summarizer.syntax import parse
    >>> open_with_formula(parse(["Мост открыт."])[0], "")
    'В заключение можно отметить, что мост открыт.'
    """
    if not is_statement(tree.text) or _CLAUSE.match(tree.text):
        return phrases.OPENING_ANY + finish(decapitalize(tree.text, context, tree))
    return subordinate(choose_opening(tree.text), tree.text, context, tree)


def choose_opening(text: str) -> str:
    """Return the formula that suits what happened: to be stressed, to be noted, or told."""
    fits = (formula for formula, told in phrases.OPENINGS if re.search(told, text, re.IGNORECASE))
    return next(fits, phrases.OPENING)


def subordinate(clause: str, sentence: str, context: str, tree: Tree | None = None) -> str:
    """Put a statement under a main clause that ends with «что».

    >>> subordinate("Отмечается, что ", "По словам мэра, мост готов.", "")
    'Отмечается, что, по словам мэра, мост готов.'
    """
    first = FIRST_WORD.match(sentence)
    if _INTRODUCTORY.match(sentence) or (first and is_gerund(first.group().lower())):
        clause = clause.rstrip(" ,") + ", "
    return clause + decapitalize(sentence, context, tree)


def decapitalize(sentence: str, context: str, tree: Tree | None = None) -> str:
    """Lower the first letter unless the first word is a name.

    Args:
        sentence: the sentence.
        context: the article, which shows how it writes the word elsewhere.
        tree: the sentence's tree, which tells names that no dictionary has.

    >>> decapitalize("Мост открыли.", ""), decapitalize("Пётр Орлов уехал.", "")
    ('мост открыли.', 'Пётр Орлов уехал.')
    """
    match = FIRST_WORD.match(sentence)
    if match is None or is_official(sentence):
        return sentence
    word, rest = match.group(), sentence[match.end() :]
    lowered = word[0].lower() + word[1:]
    if lowered != lowered.lower() or word[0].isascii() or (rest.startswith(".") and rest != "."):
        return sentence  # США · Премьер-Министр · Telegram-канал · А. С. Орлов
    following = re.match(r" ([А-ЯЁа-яё-]+)", rest)
    first = tree.tokens[0] if tree is not None and tree.tokens else None
    token = first if first is not None and first.text == word else None
    if is_name(word, following.group(1) if following else "", context, token):
        return sentence
    return lowered + rest


def is_official(sentence: str) -> bool:
    """Whether the name of an institution opens a sentence: «Народный фронт дорог (НФД) открыл …»

    Some are known; of others the abbreviation that follows has the same letters.
    """
    if _OFFICIAL.match(sentence):
        return True
    found = _ABBREVIATED.match(sentence)
    return found is not None and found.group(1)[0] == sentence[0]


def is_name(word: str, following: str, context: str, token: Token | None) -> bool:
    """Whether a word that opens a sentence keeps its capital as a name."""
    small = word.lower()
    capital = following[:1].isupper()
    if capital and small in mentions.SURNAMES_OF_ASIA:  # Ван Цзюнь
        return True
    if is_function_word(small):
        return False
    if capital and is_first_name(small):
        return not (is_small_inside(word, context) and not is_capitalized_inside(word, context))
    if is_adjective(small) or is_participle(small):
        return is_name_of_adjective(word, following, context)
    if is_small_inside(word, context):
        return False
    common = is_common_noun_form(small.rsplit("-", 1)[-1]) and "-" in small
    common = common or (is_common_noun_form(small) and is_known(small))
    if capital and common and is_nominative(small):
        return False  # Мэр Орлов
    if is_capitalized_inside(word, context):
        return True
    if common:
        return False
    return not is_known(small) or token is None or token.pos in {"PROPN", "X"} or capital


def is_name_of_adjective(word: str, following: str, context: str) -> bool:
    """Whether an adjective opens a name: before the same noun the article has it with a capital."""
    small = word.lower()
    stem, noun = (re.escape(part[: max(3, len(part) - 3)]) for part in (small, following.lower()))
    if not following or small in _QUALIFIES:  # Бывший Президент
        return False
    if re.search(rf"(?<![\w-]){stem}\w* {noun}", context):
        return False
    if re.search(rf"(?<=[а-яё,»] ){stem.capitalize()}\w* (?i:{noun})", context):
        return True
    return following[0].isupper() and not is_of_a_place(small) and not is_participle(small)


def is_small_inside(word: str, context: str) -> bool:
    """Whether the text writes a word, in whatever case, with a small letter."""
    small = word.lower()
    stem = re.escape(small[: max(2, len(small) - 3)])
    return any(
        lemma(fold(found.group())) == lemma(fold(small))
        for found in re.finditer(rf"(?<![\w-]){stem}[а-яё]*(?![\w-])", context)
    )


def is_capitalized_inside(word: str, context: str) -> bool:
    """Whether the text writes a word, in whatever case, with a capital inside a sentence."""
    if len(word) < 2:
        return False
    stem = re.escape(word[: max(2, len(word) - 3)])
    found = re.finditer(  # a full stop behind three letters may be an abbreviation's
        rf"(?<=[а-яё,] ){stem}[а-яё]*(?![\w-]|(?<=\b\w\w\w)\.|(?<=\b\w\w)\.)", context
    )
    return any(lemma(fold(match.group())) == lemma(fold(word)) for match in found)
