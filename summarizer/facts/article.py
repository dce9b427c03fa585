"""What an article says, to hold a summary against: built once, each part when first asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from summarizer.facts.align import MOST_EVIDENCE, Aligner
from summarizer.facts.compare import is_equal
from summarizer.facts.content import root_of, roots_of
from summarizer.facts.dates import YEARS, Calendar, Date, read_dates
from summarizer.facts.doers import Cast
from summarizer.facts.lines import mend_lines
from summarizer.facts.mentions import read_mentions
from summarizer.facts.names import Lexicon
from summarizer.facts.passage import Passage
from summarizer.facts.quotations import stands_in, words_of
from summarizer.facts.times import Clock, read_times
from summarizer.facts.tokens import Token, tokenize
from summarizer.segment import split
from summarizer.words import is_common_noun_form as is_common
from summarizer.words import lemma

_FIGURE = re.compile(r"(?<!\d)\d{1,4}(?:\s?[:/–—.-]\s?\d{1,4})+(?!\d)")
_LONG = re.compile(r"(?<!\d)(?:\d{1,3}(?:\s\d{3}){4,}|\d{14,})(?!\d)")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True)
class ArticleFacts:
    """The facts of one article; ``ArticleFacts.of`` makes it.

    ``text`` is the article with its title in front. Names, dates, sentences are read when first
    asked for, each in one pass over the text.
    """

    text: str
    title: str | None = None

    @classmethod
    def of(cls, document_text: str, title: str | None = None) -> "ArticleFacts":
        """Take an article; ``title`` where the text may not hold it."""
        text = f"{title}\n{document_text}" if title else document_text
        return cls(mend_lines(text), title)

    @cached_property
    def names(self) -> Lexicon:
        """The words of the article."""
        return Lexicon(self.text)

    @cached_property
    def calendar(self) -> Calendar:
        """The dates of the article."""
        years = {int(digits) for digits in _FOUR_DIGITS.findall(self.text)}
        return Calendar.of(self._dates(), (year for year in years if year in YEARS))

    @cached_property
    def lines(self) -> list[list[Token]]:
        """The tokens of each line."""
        return [tokenize(line) for line in self.text.split("\n")]

    def _dates(self) -> Iterator[Date]:
        for tokens in self.lines:
            yield from read_dates(tokens)[0]

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of all lines."""
        return [token for tokens in self.lines for token in tokens]

    @cached_property
    def clock(self) -> Clock:
        """The times of the day of the article."""
        return Clock(time for tokens in self.lines for time in read_times(tokens))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the article, the title first."""
        return tuple(sentence.text for sentence in split(self.text))

    @cached_property
    def roots(self) -> frozenset[str]:
        """The beginnings of its lemmas."""
        return roots_of(self.names.lemmas)

    def has_figure(self, label: str) -> bool:
        """Whether a score, a time or a ratio stands in the article: «3:1», «3–1»; «1:3» too."""
        return label in self._figures or ":".join(reversed(label.split(":"))) in self._figures

    @cached_property
    def _figures(self) -> frozenset[str]:
        found = (re.sub(r"\s?[:–—-]\s?", ":", figure) for figure in _FIGURE.findall(self.text))
        long = (re.sub(r"\s", "", digits) for digits in _LONG.findall(self.text))
        return frozenset((*found, *long))

    def has_words(self, words: Sequence[str]) -> bool:
        """Whether a sentence of the article has these words in this order, inflected at most."""
        return all(map(self.names.has_form, words)) and any(
            stands_in(words, words_of(sentence)) for sentence in self.sentences
        )

    def has_root(self, words: Sequence[str]) -> bool:
        """Whether one common word is of a root of the article: «отмывались» of «отмывание»."""
        return len(words) == 1 and is_common(words[0]) and root_of(lemma(words[0])) in self.roots

    def read(self, sentence: str) -> Passage:
        """Return the facts of a sentence, read once an article."""
        found = self._passages.get(sentence)
        if found is None:
            found = self._passages[sentence] = Passage(sentence)
        return found

    def content_before(self, sentence: str) -> frozenset[str]:
        """Return the lemmas of the sentence before one, none before the first."""
        before = self._before.get(sentence)
        return frozenset() if before is None else self.read(before).content

    @cached_property
    def _before(self) -> dict[str, str]:
        return {after: before for before, after in reversed(list(pairwise(self.sentences)))}

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        return {}

    @cached_property
    def cast(self) -> Cast:
        """The names of the article, each with all that is said of it."""
        return Cast([self.read(sentence).telling for sentence in self.sentences])

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(self.sentences)

    def find_evidence(self, text: str) -> list[str]:
        """Return the sentences that ``text`` was made from, the nearest first, the title last."""
        found = [self.sentences[index] for index in self._aligner.align(text)]
        if not found:  # not one lemma in common: nothing tells where it comes from
            found = list(self.sentences[:MOST_EVIDENCE])
        found += [sentence for sentence in self._find_holders(text) if sentence not in found]
        return [*found, self.title] if self.title else found

    def _find_holders(self, text: str) -> Iterator[str]:
        """Yield the sentences that give a number of ``text``, of the same thing by a word near."""
        mentions = read_mentions(tokenize(mend_lines(text)))
        for sentence in self.sentences if mentions else ():
            if any(
                is_equal(mention.number, other.number)
                and mention.number.dimension == other.number.dimension
                and not mention.near.isdisjoint(other.near)
                for other in self.read(sentence).mentions
                for mention in mentions
            ):
                yield sentence
