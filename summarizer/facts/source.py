"""The facts of a written sentence, and those of the sentences that it was written from."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from summarizer.facts.article import ArticleFacts
from summarizer.facts.dates import Calendar, read_dates
from summarizer.facts.direction import Change, Move
from summarizer.facts.lines import mend_lines
from summarizer.facts.lists import count_listed
from summarizer.facts.mentions import Mentions, read_mentions
from summarizer.facts.names import read_names
from summarizer.facts.negation import (
    AUXILIARIES,
    Verb,
    has_negative,
    read_verbs,
    root,
    stands_affirmed,
)
from summarizer.facts.periods import Period
from summarizer.facts.talk import find_talk
from summarizer.facts.times import read_times
from summarizer.facts.tokens import Token, tokenize


class Claims:
    """The facts of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(mend_lines(text))
        self.dates, _ = read_dates(self.tokens)
        self.times = read_times(self.tokens)
        self.mentions = read_mentions(self.tokens)
        self.numbers = [mention.number for mention in self.mentions]
        self.names = read_names(self.tokens)
        self.talk = list(find_talk(text))

    @cached_property
    def listed(self) -> frozenset[int]:
        """How many things it lists."""
        return frozenset(count_listed(self.tokens))

    @cached_property
    def verbs(self) -> list[Verb]:
        """The predicates."""
        return read_verbs(self.tokens)

    @cached_property
    def plain(self) -> list[Token]:
        """The tokens that belong to no number, date, time or name, which have other checks."""
        taken = [(date.start, date.stop) for date in self.dates]
        taken += [(time.start, time.stop) for time in self.times]
        taken += [(number.start, number.stop) for number in self.numbers]
        taken += [(name.start, name.stop) for name in self.names]
        return [
            token
            for token in self.tokens
            if not any(start <= token.start < stop for start, stop in taken)
        ]


class Source:
    """The facts of the evidence, and of the article that it is from."""

    def __init__(self, evidence: Sequence[str], article: ArticleFacts) -> None:
        self.article = article
        self.evidence = [*evidence, article.title] if article.title else list(evidence)
        self.passages = [article.read(sentence) for sentence in self.evidence]

    @cached_property
    def tokens(self) -> list[list[Token]]:
        """The tokens of each sentence."""
        return [passage.tokens for passage in self.passages]

    @cached_property
    def mentions(self) -> Mentions:
        """The numbers."""
        return Mentions(
            mention.behind(before)
            for passage in self.passages
            if passage.mentions
            for before in (self.article.content_before(passage.text),)
            for mention in passage.mentions
        )

    @cached_property
    def beside(self) -> Mentions:
        """The numbers of the sentences right beside the evidence, which go on about it."""
        pairs = list(pairwise(self.article.sentences))
        beside = [after for before, after in pairs if before in self.evidence]
        beside += [before for before, after in pairs if after in self.evidence]
        passages = map(self.article.read, beside)
        return Mentions(mention for passage in passages for mention in passage.mentions)

    @cached_property
    def words(self) -> frozenset[str]:
        """The word forms of the evidence, folded, and the empty one."""
        return frozenset(token.folded for tokens in self.tokens for token in tokens) | {""}

    @cached_property
    def calendar(self) -> Calendar:
        """The dates."""
        return Calendar.of((date for passage in self.passages for date in passage.dates), ())

    @cached_property
    def spans(self) -> frozenset[int]:
        """How many years pass between the dates of each span."""
        return frozenset(years for passage in self.passages for years in passage.spans)

    @cached_property
    def periods(self) -> list[Period]:
        """The units of time without a number."""
        return [period for passage in self.passages for period in passage.periods]

    @cached_property
    def listed(self) -> frozenset[int]:
        """How many things each list of the evidence has."""
        return frozenset(count for passage in self.passages for count in passage.listed)

    @cached_property
    def moves(self) -> list[Move]:
        """The words that have opposites."""
        return [move for passage in self.passages for move in passage.moves]

    @cached_property
    def changes(self) -> list[Change]:
        """The changes from one number to another."""
        return [change for passage in self.passages for change in passage.changes]

    @cached_property
    def verbs(self) -> dict[str, list[Verb]]:
        """Predicates by root."""
        found: dict[str, list[Verb]] = {}
        for passage in self.passages:
            for verb in passage.verbs:
                found.setdefault(root(verb.lemma), []).append(verb)
        return found

    def negates(self, verb: Verb) -> bool:
        """Whether the evidence negates anything that a negated verb can render."""
        if verb.reports:
            verbs = (other for same in self.verbs.values() for other in same)
            return any(other.negated and other.reports for other in verbs)
        return self._is_negative and (
            verb.lemma in AUXILIARIES
            or not stands_affirmed(verb, (passage.surroundings for passage in self.passages))
        )

    def negates_kin(self, verb: Verb) -> bool:
        """Whether the evidence negates the verb without its prefix, or with one: «не видел»."""
        return any(
            other.negated and (other.lemma.endswith(verb.lemma) or verb.lemma.endswith(other.lemma))
            for same in self.verbs.values()
            for other in same
        )

    @cached_property
    def _is_negative(self) -> bool:
        return any(map(has_negative, self.tokens))
