"""Who is meant: pronouns → names, surnames → full names at their first mention.

Names are those that the article itself gives: first name and surname, in whatever case.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from summarizer.syntax import Token, Tree
from summarizer.words import (
    inflect_first_name,
    is_common_noun_form,
    is_first_name,
    is_known,
    is_place,
    normal_first_name,
)

_FULL_NAME = re.compile(
    r"(?<![«\w-])([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) (?=([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?![\w-]))"
)
_ENDING = re.compile(
    r"(?:ого|ому|ыми|ими|ый|ий|ым|им|ых|их|ой|ую|ая|ою|ом|ем|ём|ов|ах|ам|ами|ей|ею|а|у|ы|е|и|ю|я|о|й|ь)$"
)
_PATRONYMIC = re.compile(r"(?:[оеё]вич|ьич|[оеё]вна|ична)(?:а|у|ем|е|ы|ой)?$")
GENDERED = {"он": "Masc", "она": "Fem"}
_BACK = 3
_SHORTEST_SURNAME = 3
_LONGEST_ROLE = 9


@dataclass(frozen=True, slots=True)
class Person:
    """A person by name: «Пётр Орлов»; ``stem`` is what all cases of the surname share.

    ``first`` and ``surname`` are nominative, ``surname`` empty where the article never says it so.
    ``place`` is where the text first gives the full name, ``said`` all ways in which it does.
    """

    first: str
    surname: str
    stem: str
    place: int
    said: tuple[tuple[str, str], ...]


class People:
    """The people whom an article calls by first name and surname somewhere."""

    def __init__(self, text: str) -> None:
        self._by_stem: dict[str, Person | None] = {}
        for match in _FULL_NAME.finditer(text):
            first, surname = match.groups()
            if is_first_name(surname.lower()) and not is_said_alone(surname, text):
                continue
            if _PATRONYMIC.search(surname):
                continue
            if len(surname) < _SHORTEST_SURNAME or is_inside_name(text, match):
                continue
            if is_place(surname.lower()):  # «граждане Израиля, Украины»
                continue
            nominative = normal_first_name(first.lower()) if is_known(first.lower()) else None
            if nominative is None and (is_known(first.lower()) or not is_said_alone(surname, text)):
                continue
            key = stem(surname)
            known = self._by_stem.get(key)
            if key in self._by_stem and (known is None or known.first[:3] != first[:3]):
                if nominative is not None:
                    self._by_stem[key] = None  # two people of one surname
                continue
            exact = surname if first.lower() == nominative else ""
            shown = "" if nominative is None else first[0] + nominative[1:]
            self._by_stem[key] = Person(
                shown or (known.first if known else first),
                exact or (known.surname if known else ""),
                key,
                known.place if known else match.start(),
                ((first, surname), *(known.said if known else ())),
            )

    def find(self, surname: str) -> Person | None:
        """Return whom a surname in any case means; None for nobody or two people."""
        return self._by_stem.get(stem(surname))


def is_said_alone(surname: str, text: str) -> bool:
    """Whether a text also calls somebody by a surname alone: so the word before it is a name."""
    before = re.findall(rf"(\S+) {re.escape(surname[:-1])}", text)
    return not (all(word[0].isupper() for word in before) or is_common_noun_form(surname.lower()))


def is_inside_name(text: str, found: re.Match[str]) -> bool:
    """Whether two words that look like a name are the middle of a longer one: «Ким Чен Ира Ко»."""
    before = re.search(r"([А-ЯЁ][а-яё]+) $", text[max(0, found.start() - 20) : found.start()])
    return before is not None and not is_common_noun_form(before.group(1).lower())


@lru_cache(maxsize=10_000)
def stem(surname: str) -> str:
    """Return what the cases of a surname share: «Орловым» → «орл», «Орловой» → «орл».

    >>> stem("Орлову") == stem("Орлов") == stem("Орловым")
    True
    """
    folded = surname.lower().replace("ё", "е")
    for _ in range(2):
        if len(folded) > 3:
            folded = _ENDING.sub("", folded) or folded
    return folded


def resolve_pronoun(
    tree: Tree, index: int, people: People, tree_of: Callable[[int], Tree | None]
) -> str | None:
    """Put the name in the place of «он» or «она» that opens a sentence.

    Args:
        tree: the sentence, as it is being rewritten.
        index: its place in the article.
        people: the people of the article.
        tree_of: index → tree of that sentence of the article.

    Returns:
        The sentence with a name; None where it is not certain whom the pronoun means.
    """
    pronoun = next(
        (t for t in tree.tokens[:6] if t.lower in GENDERED and t.rel in {"nsubj", "nsubj:pass"}),
        None,
    )
    if pronoun is None:
        return None
    who = antecedent(GENDERED[pronoun.lower], index, people, tree_of)
    if who is None:
        return None
    return tree.text[: pronoun.start] + who + tree.text[pronoun.stop :]


def antecedent(
    gender: str, index: int, people: People, tree_of: Callable[[int], Tree | None]
) -> str | None:
    """Return the surname of the only person of that gender whom the sentences before can mean."""
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        tree = tree_of(back)
        if tree is None or not tree.tokens:
            return None
        named = {
            person.stem: person
            for token in tree.tokens
            if token.pos == "PROPN"
            and token.has(Animacy="Anim", Gender=gender)
            and not is_owner(tree, token)
            and (person := people.find(token.text))
        }
        speakers = [
            t for t in tree.tokens if t.rel in {"nsubj", "nsubj:pass"} and is_human(t, gender)
        ]
        if len(named) == 1:
            person = next(iter(named.values()))
            others = [t for t in speakers if not _within(tree, t, person)]
            if not others and person.surname:
                return person.surname
            return None
        if named or any(t.lower not in GENDERED for t in speakers):
            return None
        if not any(t.lower in GENDERED for t in tree.tokens):
            return None
    return None


def is_owner(tree: Tree, name: Token) -> bool:
    """Whether somebody is named only to say whose something is: «героиня Анны Серовой»."""
    top: Token | None = name
    for _ in tree.tokens:  # a tree that the parser broke may run in a circle
        if top is None or top.rel not in {"flat:name", "appos"}:
            break
        top = tree.head(top)
    return top is not None and top.rel == "nmod" and top.has(Case="Gen")


def is_human(token: Token, gender: str) -> bool:
    """Whether a noun or pronoun can be a person of that gender."""
    return (
        token.pos in {"NOUN", "PROPN", "PRON"}
        and token.has(Gender=gender, Number="Sing")
        and (token.has(Animacy="Anim") or token.lower in GENDERED)
    )


def _within(tree: Tree, subject: Token, person: Person) -> bool:
    return any(stem(t.text) == person.stem for t in tree.subtree(subject) if t.text[:1].isupper())


def introduce(
    tree: Tree,
    people: People,
    mentioned: set[str],
    role_of: Callable[[Person], str | None] | None = None,
) -> str:
    """Say who people are where they are first mentioned: post, first name; note them.

    A first name goes into the case of the surname; a post is added in the nominative only.
    """
    inserts: list[tuple[int, str]] = []
    for token in tree.tokens:
        person = people.find(token.text) if token.text[:1].isupper() else None
        if person is None or person.stem in mentioned or not is_surname(tree, token):
            continue
        mentioned.add(person.stem)
        before = tree.tokens[token.index - 1] if token.index else token
        named = token.index > 0 and before.text[:1].isupper()
        if named and stem(before.text)[:3] != stem(person.first)[:3]:
            continue
        opens = before if named else token
        if not named:
            first = inflect_for(person, token)
            if first is None:
                continue
            inserts.append((token.start, first))
        nominative = token.has(Case="Nom") or opens.has(Case="Nom")
        if role_of and nominative and is_bare(tree, opens) and (role := role_of(person)):
            inserts.append((opens.start, role))
    text = tree.text
    for place, words in sorted(inserts, key=lambda insert: insert[0], reverse=True):
        text = f"{text[:place]}{words} {text[place:]}"
    return text


def is_surname(tree: Tree, token: Token) -> bool:
    """Whether a capitalised word can be a surname by what stands round it: not «Ван Цзюнь»."""
    if token.pos not in {"PROPN", "NOUN"} or re.match(r" [А-ЯЁ][а-яё]", tree.text[token.stop :]):
        return False
    before = tree.tokens[token.index - 1].text if token.index else ""
    return tree.text[token.stop : token.stop + 1] not in {"»", "-"} and (
        not before or before not in "«.»"
    )


def inflect_for(person: Person, surname: Token) -> str | None:
    """Put a first name into the case of a surname; None where the case is in doubt.

    The parser takes a man's genitive for a woman's name: «по словам Орлова».
    """
    nominative = surname.has(Case="Nom")
    for first, said in person.said:  # as the article has it: «Петра Орлова», «Пётр Орлов»
        oblique = first[-1] == said[-1] and first[-1] in "аую"
        if surname.text == said and oblique != nominative and (oblique or first[-1] not in "аую"):
            return first
    if not is_known(person.first.lower()):
        first, said = person.said[0]
        sure = nominative and first[-1] == "а" and said == f"{surname.text}а"
        return first[:-1] if sure else None
    if person.surname:
        sure = nominative == (surname.text == person.surname)
    else:
        sure = nominative and any(is_nominative_of(surname.text, said) for _, said in person.said)
    name = inflect_first_name(person.first.lower(), surname.feats.get("Case", "")) if sure else None
    return None if name is None else "-".join(part.capitalize() for part in name.split("-"))


def is_nominative_of(surname: str, oblique: str) -> bool:
    """Whether a surname is the nominative of another form of it.

    >>> is_nominative_of("Орлов", "Орловым"), is_nominative_of("Серова", "Серовой")
    (True, True)
    """
    if surname == oblique:
        return surname[-1] in "иоуэюе"
    if surname[-1] in "ьй":
        return oblique[:-1] == surname[:-1] and oblique[-1] in "яюе"
    if surname[-1] in "ая":
        return oblique[: len(surname) - 1] == surname[:-1] and oblique.endswith(
            ("ой", "ую", "у", "ы", "и")
        )
    return oblique in {surname + ending for ending in ("а", "у", "ом", "ым", "е")}


def is_bare(tree: Tree, name: Token) -> bool:
    """Whether a name stands without a post and is a subject: «… Орлов отметил»."""
    if name.rel in {"appos", "flat:name"}:
        head = tree.head(name)
        if head is None or head.pos != "PROPN" or head.rel not in {"nsubj", "nsubj:pass"}:
            return False
    elif name.rel not in {"nsubj", "nsubj:pass"}:
        return False
    if name.index == 0:
        return True
    before = tree.tokens[name.index - 1]
    return before.pos in {"PUNCT", "SCONJ", "CCONJ", "VERB", "ADV"} and before.text not in {
        "-",
        "»",
    }


def find_role(tree: Tree, person: Person) -> str | None:
    """Return the post that stands before a name: «министр» of «Министр Пётр Орлов …»

    In the nominative only, of eight words at most; None where there is none.
    """
    for token in tree.tokens:
        if token.pos != "PROPN" or not token.text[:1].isupper():
            continue
        follows = tree.tokens[token.index + 1 : token.index + 2]
        if not follows or stem(follows[0].text) != person.stem:
            continue
        words = tree.tokens[: token.index]
        head = tree.head(token)
        if (
            token.rel != "appos"
            or head is None
            or head.pos != "NOUN"
            or not head.has(Case="Nom", Animacy="Anim")
        ):
            continue
        left = min(t.index for t in tree.subtree(head))
        span = words[left:]
        plain = all(
            (t.text not in ",:;—–()" and t.pos not in {"PRON", "DET"}) or t.text in "«»"
            for t in span
        )
        if span and plain and len(span) <= _LONGEST_ROLE and not any(t.pos == "NUM" for t in span):
            role = tree.text[span[0].start : span[-1].stop]
            return (
                role if span[0].pos == "PROPN" or role[:2].isupper() else role[0].lower() + role[1:]
            )
    return None


def genitive(surname: str, gender: str) -> str | None:
    """Put a surname in the nominative into the genitive; None where it is not certain.

    >>> genitive("Орлов", "Masc"), genitive("Орлова", "Fem"), genitive("Шевченко", "Masc")
    ('Орлова', 'Орловой', 'Шевченко')
    """
    lower = surname.lower()
    if lower[-1] in "оеиуюэё" or lower.endswith(("ых", "их")):
        return surname
    if gender == "Fem":
        if lower.endswith(("ова", "ева", "ёва", "ина", "ына")):
            return surname[:-1] + "ой"
        if lower.endswith("ая"):
            return surname[:-2] + "ой"
        return surname if lower[-1] not in "ая" else None
    if lower.endswith("ий"):
        return surname[:-2] + ("ого" if lower[-3] in "кгх" else "его")
    if lower.endswith(("ый", "ой")):
        return surname[:-2] + "ого"
    if lower[-1] in "йь":
        return surname[:-1] + "я"
    if lower[-1] == "а":
        return surname[:-1] + ("и" if lower[-2] in "гкхжшщч" else "ы")
    if lower[-1] == "я":
        return surname[:-1] + "и"
    return surname + "а"
