"""Polarity of the verbs of a text: «подтвердил» against «не подтвердил», «отказался», «нет»."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.tokens import Token, tokenize
from summarizer.words import is_predicate, is_word, lemma

_PARTICLES = frozenset(("не", "ни"))
_WORDS = frozenset(
    "нет нельзя без вместо никто никого никому ничто ничего ничему никогда нигде никак вопреки "
    "вряд едва только".split()
)
_STEMS = re.compile(
    r"(?:никак|препят|единственн|неизменн|отказ|отклон|отверг|отверж|отриц|опроверг|опроверж|исключ|запре|прекра|переста|отсутств|избе[гж]|невозмож|"
    r"неизвест|непричаст|несоглас|невер|против|отмен|сомн|лиш|потер|трудн|сложн|откладыва|отлож|"
    r"воздерж|недопус|неприем|необосн|неспособ|недостат|нехват|неправ|недействит|недовол|невинов|нежел|"
    r"недостоверн|незакон|бездей|безуспеш|тщетн|напрасн|провал|отпор|уклон|сорва|срыв|упуст|запрет)[а-я]*"
)


AUXILIARIES = frozenset("быть мочь стать смочь иметь являться".split())
"""Verbs that many clauses share: theirs is no telling polarity."""

_REPORTS = frozenset(
    "сообщить сообщать сообщаться рассказать рассказывать заявить заявлять пояснить пояснять "
    "отметить отмечать отмечаться подчеркнуть подчеркивать указать указывать указываться добавить "
    "сказать говорить говориться объяснить предупредить напомнить напоминаться заверить пообещать "
    "посетовать признаться призвать попросить выразить объявить".split()
)
"""Verbs that report: «не пояснил, что …» takes a source that did not explain."""

_REPORTED = frozenset("отметить подчеркнуть указать сказать добавить признать".split())
_FORMULAS = {
    "следовать": _REPORTED,
    "стоить": _REPORTED,
    "позволять": frozenset(("сделать", "говорить", "заключить", "судить")),
    "свидетельствовать": frozenset(("о", "об")),
}

_SCOPE, _REACH, _APART = 6, 7, 5

CLEARLY = 3
"""So many more words around a verb that stand where nothing is negated tell that it is not."""

_SILENT = frozenset(
    "удаться последовать поступить хватать хватить исключить исключать уточнить уточнять раскрыть "
    "раскрываться уточняться приводиться назвать указать сообщить сообщаться".split()
)
"""What an editor says of a silent source: «причины не названы», «отклика не последовало»."""

_YET = frozenset("пока еще больше так".split())


_SHORTEST_ROOT, _LONGEST_ROOT = 4, 6


class Verb(NamedTuple):
    """A predicate at ``text[start:stop]``; ``negated`` by «не» in front of it.

    ``open`` where the negation says that something is not so «yet», or that the source is
    «silent» of it; ``governed`` where another negative word stands shortly before it;
    ``near`` are the lemmas around it. A verb that ``reports`` belongs to a formula: «сообщается»,
    «следует отметить», «свидетельствует о том».
    """

    lemma: str
    negated: bool
    reports: bool
    governed: bool
    open: Literal["", "yet", "silent"]
    near: frozenset[str]
    start: int
    stop: int

    def count_shared(self, other: "Verb") -> int:
        """Count the lemmas that stand around both, their own among them."""
        return len(self.near & other.near)


def find_verbs(text: str) -> list[Verb]:
    """Return the predicates of ``text`` with their polarity.

    >>> [(verb.lemma, verb.negated) for verb in find_verbs("Мэр не подтвердил, что мост закроют.")]
    [('подтвердить', True), ('закрыть', False)]
    """
    return read_verbs(tokenize(text))


def root(verb: str) -> str:
    """Return the beginning that the verbs of one root share, whatever their aspect.

    >>> root("подтвердить") == root("подтверждать"), root("получить") == root("получать")
    (True, True)
    """
    return verb[: max(_SHORTEST_ROOT, min(_LONGEST_ROOT, len(verb) - 3))]


def read_verbs(tokens: Sequence[Token]) -> list[Verb]:
    """Return the predicates among ``tokens``."""
    found: list[Verb] = []
    for position, token in enumerate(tokens):
        if token.kind != "word" or not token.text.islower() or not is_verb(token.folded):
            continue
        particle = _particle(tokens, position)
        start = token.start if particle is None else tokens[particle].start
        normal = lemma(token.folded)
        found.append(
            Verb(
                normal,
                particle is not None,
                _reports(tokens, position, normal),
                has_negative(tokens[max(0, position - _SCOPE) : position])
                or has_negative(tokens[position + 1 : position + 1 + _SCOPE]),
                "" if particle is None else _openness(tokens, particle, position, normal),
                _read_near(tokens, position),
                start,
                token.stop,
            )
        )
    return found


def _read_near(tokens: Sequence[Token], at: int) -> frozenset[str]:
    around = tokens[max(0, at - _REACH) : at + _REACH + 1]
    return frozenset(lemma(token.folded) for token in around if token.kind == "word") - STOP_WORDS


@lru_cache(maxsize=20_000)
def is_verb(word: str) -> bool:
    """Whether a folded word is likeliest a predicate."""
    return is_predicate(word)


def _particle(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the «не» of a verb stands: in front of it, or before «был», «бы»."""
    for back in (1, 2):
        if at < back:
            return None
        word = tokens[at - back].folded
        if word in _PARTICLES:
            return at - back
        if word not in ("бы", "был", "была", "было", "были", "будет", "будут", "быть"):
            return None
    return None


def _reports(tokens: Sequence[Token], at: int, verb: str) -> bool:
    following = {token.folded for token in tokens[at + 1 : at + 3]}
    return verb in _REPORTS or (verb in _FORMULAS and not following.isdisjoint(_FORMULAS[verb]))


def _openness(
    tokens: Sequence[Token], particle: int, at: int, verb: str
) -> Literal["", "yet", "silent"]:
    before = {token.folded for token in tokens[max(0, particle - 2) : particle]}
    reports = [token.folded for token in tokens[at + 1 : at + 3]] == [",", "что"]
    if not before.isdisjoint(_YET):
        return "yet"
    return "silent" if verb in _SILENT and not reports else ""


def has_negative(tokens: Sequence[Token]) -> bool:
    """Whether any word of ``tokens`` can carry a negation."""
    return any(
        token.folded in _PARTICLES
        or token.folded in _WORDS
        or _STEMS.fullmatch(token.folded)
        or _is_negated_inside(token.folded)
        for token in tokens
        if token.kind == "word"
    )


class Surroundings(NamedTuple):
    """The lemmas around each negative word of a sentence, and around each that has none near."""

    negative: tuple[frozenset[str], ...]
    affirmative: tuple[frozenset[str], ...]


def read_surroundings(tokens: Sequence[Token]) -> Surroundings:
    """Return what stands around the words that can carry a negation, and around the others."""
    places = [at for at, token in enumerate(tokens) if has_negative((token,))]
    return Surroundings(
        tuple(_read_near(tokens, at) for at in places),
        tuple(
            _read_near(tokens, at)
            for at in range(len(tokens))
            if all(abs(at - place) > _APART for place in places)
        ),
    )


def stands_affirmed(verb: Verb, source: Iterable[Surroundings]) -> bool:
    """Whether what surrounds a verb stands where nothing is negated, by ``CLEARLY`` more words."""
    affirmed = negated = 0
    for one in source:
        affirmed = max([affirmed, *(len(verb.near & near) for near in one.affirmative)])
        negated = max([negated, *(len(verb.near & near) for near in one.negative)])
    return affirmed >= negated + CLEARLY


_NOT_INSIDE = ("недел", "нефт", "неб", "нерв", "невест", "некотор", "нескольк", "недавн", "немец")


@lru_cache(maxsize=20_000)
def _is_negated_inside(word: str) -> bool:
    """Whether «не» has grown into a word: «неизменный», «несовместимо»."""
    return (
        word.startswith("не")
        and len(word) > _LONGEST_ROOT
        and not word.startswith(_NOT_INSIDE)
        and is_word(word[2:])
    )
