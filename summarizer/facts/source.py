"""The facts of a written sentence, and those of the sentences that it was written from."""

from collections.abc import Sequence
from functools import cached_property

from summarizer.facts.article import ArticleFacts
from summarizer.facts.dates import Calendar, read_dates
from summarizer.facts.direction import Change, Move, read_changes, read_moves
from summarizer.facts.lines import mend_lines
from summarizer.facts.mentions import Mention, Mentions, read_mentions
from summarizer.facts.names import read_names
from summarizer.facts.negation import Verb, has_negative, read_verbs, root
from summarizer.facts.periods import Period, read_periods
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

    @cached_property
    def tokens(self) -> list[list[Token]]:
        """The tokens of each sentence."""
        return [tokenize(mend_lines(sentence)) for sentence in self.evidence]

    @cached_property
    def _mentions(self) -> list[list[Mention]]:
        """The numbers of each sentence."""
        return [read_mentions(tokens) for tokens in self.tokens]

    @cached_property
    def mentions(self) -> Mentions:
        """The numbers."""
        return Mentions(mention for mentions in self._mentions for mention in mentions)

    @cached_property
    def words(self) -> frozenset[str]:
        """The word forms of the evidence, folded, and the empty one."""
        return frozenset(token.folded for tokens in self.tokens for token in tokens) | {""}

    @cached_property
    def calendar(self) -> Calendar:
        """The dates."""
        return Calendar.of((d for tokens in self.tokens for d in read_dates(tokens)[0]), ())

    @cached_property
    def periods(self) -> list[Period]:
        """The units of time without a number."""
        return [period for tokens in self.tokens for period in read_periods(tokens)]

    @cached_property
    def moves(self) -> list[Move]:
        """The words that have opposites."""
        return [move for tokens in self.tokens for move in read_moves(tokens)]

    @cached_property
    def changes(self) -> list[Change]:
        """The changes from one number to another."""
        return [
            change
            for tokens, mentions in zip(self.tokens, self._mentions, strict=True)
            for change in read_changes(tokens, [mention.number for mention in mentions])
        ]

    @cached_property
    def predicates(self) -> list[list[Verb]]:
        """The predicates of each sentence."""
        return [read_verbs(tokens) for tokens in self.tokens]

    @cached_property
    def verbs(self) -> dict[str, list[Verb]]:
        """Predicates by root."""
        found: dict[str, list[Verb]] = {}
        for verbs in self.predicates:
            for verb in verbs:
                found.setdefault(root(verb.lemma), []).append(verb)
        return found

    def negates(self, verb: Verb) -> bool:
        """Whether the evidence negates anything that a negated verb can render."""
        if verb.reports:
            verbs = (other for same in self.verbs.values() for other in same)
            return any(other.negated and other.reports for other in verbs)
        return self._is_negative

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
