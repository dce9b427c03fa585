"""The facts of one sentence of an article, each read once, however many written ones cite it."""

from functools import cached_property

from summarizer.facts.dates import Date, read_dates, read_spans
from summarizer.facts.direction import Change, Move, read_changes, read_moves
from summarizer.facts.doers import Telling, read_telling
from summarizer.facts.lines import mend_lines
from summarizer.facts.lists import count_listed
from summarizer.facts.mentions import Mention, find_content, read_mentions
from summarizer.facts.negation import Surroundings, Verb, read_surroundings, read_verbs
from summarizer.facts.periods import Period, read_periods
from summarizer.facts.roles import read_slots
from summarizer.facts.tokens import Token, tokenize


class Passage:
    """A sentence, and what it states."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens."""
        return tokenize(mend_lines(self.text))

    @cached_property
    def dates(self) -> list[Date]:
        """The dates."""
        return read_dates(self.tokens)[0]

    @cached_property
    def spans(self) -> frozenset[int]:
        """How many years pass between its dates: three of «2011–2013»."""
        return frozenset(read_spans(mend_lines(self.text), self.dates))

    @cached_property
    def mentions(self) -> list[Mention]:
        """The numbers."""
        return read_mentions(self.tokens)

    @cached_property
    def content(self) -> frozenset[str]:
        """The lemmas that say what its numbers are about."""
        return find_content(self.tokens)

    @cached_property
    def periods(self) -> list[Period]:
        """The units of time without a number."""
        return read_periods(self.tokens)

    @cached_property
    def listed(self) -> frozenset[int]:
        """How many things it lists."""
        return frozenset(count_listed(self.tokens))

    @cached_property
    def moves(self) -> list[Move]:
        """The words that have opposites."""
        return read_moves(self.tokens)

    @cached_property
    def changes(self) -> list[Change]:
        """The changes from one number to another."""
        return list(read_changes(self.tokens, [mention.number for mention in self.mentions]))

    @cached_property
    def verbs(self) -> list[Verb]:
        """The predicates."""
        return read_verbs(self.tokens)

    @cached_property
    def surroundings(self) -> Surroundings:
        """What stands where something is negated, and where nothing is."""
        return read_surroundings(self.tokens)

    @cached_property
    def telling(self) -> Telling:
        """What it tells of its names."""
        return read_telling(self.tokens, read_slots(self.tokens))
