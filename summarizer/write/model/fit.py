"""What a model reads of an article: all of it where it fits, else what the ranker finds best.

A text of more than 100 sentences that does not fit is cut into parts, each of which gives its
best sentences, in a prompt of its own or into one. So nothing is cut off at the end, and a long
document is read from its whole length.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from summarizer.budget import Budget
from summarizer.data.phrases import OPENING_WORDS
from summarizer.document import Document, Sentence
from summarizer.rank import Ranked
from summarizer.write.model.trace import content, repeats

SENTENCE = 18
"""Words of a sentence, asked of a model by a budget in sentences."""

LONG = 100
"""Sentences from which on a text that does not fit is read in parts."""

MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Window:
    """What a model can read at once: ``limit`` tokens of a prompt, as ``count`` counts texts.

    ``ask`` makes the prompt of a text and a length in words. The parts of a long text are asked
    about one by one, or ``together``. ``room`` is the most tokens that it may write, None for
    as many as the length asked for needs.
    """

    ask: Callable[[str, int], str]
    limit: int
    count: Callable[[Sequence[str]], list[int]]
    together: bool = False
    room: int | None = None

    def fits(self, sentences: Sequence[Sentence], words: int) -> bool:
        """Whether the prompt with these sentences, in this order, is read whole."""
        return self.count([self.ask(join(sentences), words)])[0] <= self.limit

    def measure(self, sentences: Sequence[Sentence]) -> dict[int, int]:
        """Return index → tokens of each sentence by itself."""
        added, *lengths = self.count(["", *(sentence.text for sentence in sentences)])
        return {s.index: n - added for s, n in zip(sentences, lengths, strict=True)}

    def deal(
        self, parts: Sequence[Sequence[Sentence]], tokens: dict[int, int], words: int
    ) -> list[tuple[Sentence, ...]]:
        """Let each part in turn take its next best sentence while there is room for it.

        ``parts`` have their best sentences first. What repeats a taken one is passed over.
        """
        waiting = [deque(part) for part in parts]
        prompts = 1 if self.together else len(parts)
        rooms = [self.limit - self.count([self.ask("", words)])[0]] * prompts
        taken: list[list[Sentence]] = [[] for _ in rooms]
        said: list[frozenset[str]] = []
        while any(waiting):
            for part, number in zip(waiting, cycle(range(prompts)), strict=False):
                while part:
                    sentence = part.popleft()
                    if tokens[sentence.index] > rooms[number]:
                        continue
                    lemmas = content(sentence.text)
                    if not repeats(lemmas, said):
                        taken[number].append(sentence)
                        rooms[number] -= tokens[sentence.index]
                        said.append(lemmas)
                        break
        return [self._trim(part, words) for part in taken]

    def _trim(self, best: list[Sentence], words: int) -> tuple[Sentence, ...]:
        """Return sentences in order, without the worst if pieces merged where they meet."""
        while best and not self.fits(sorted(best, key=_index), words):
            best.pop()
        return tuple(sorted(best, key=_index))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model gets to read: for each part its sentences, in the document's order.

    ``left`` is the number of the body's sentences that are in no part; ``limit`` is in tokens.
    """

    parts: tuple[tuple[Sentence, ...], ...]
    left: int
    limit: int

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that is read, in the document's order."""
        return tuple(sentence for part in self.parts for sentence in part)


def plan_reading(document: Document, ranking: Ranked, budget: Budget, window: Window) -> Reading:
    """Choose what the model reads: all of the body, or of each part of it the best sentences.

    A sentence that is longer than the window is not read; there may be no part at all.
    """
    body = [s for s in document.sentences if s.role == "text"] or list(document.sentences)
    words = words_asked(budget)
    tokens = window.measure(body)
    if sum(tokens.values()) <= window.limit and window.fits(body, words):
        return Reading((tuple(body),), 0, window.limit)
    number = min(MOST_PARTS, max(1, _sentences_asked(budget))) if len(body) > LONG else 1
    place = {index: place for place, index in enumerate(ranking.order.tolist())}
    stretches = [
        body[len(body) * part // number : len(body) * (part + 1) // number]
        for part in range(number)
    ]
    best = [sorted(stretch, key=lambda s: place[s.index]) for stretch in stretches]
    parts = window.deal(best, tokens, words)
    read = tuple(part for part in parts if part)
    return Reading(read, len(body) - sum(map(len, read)), window.limit)


def join(sentences: Sequence[Sentence]) -> str:
    """Return sentences as one text, each paragraph on a line of its own."""
    text = ""
    for number, sentence in enumerate(sentences):
        if number:
            text += " " if sentence.paragraph == sentences[number - 1].paragraph else "\n"
        text += sentence.text
    return text


def words_asked(budget: Budget) -> int:
    """Return the length to ask of a model, in words."""
    if budget.words is not None:
        return max(1, budget.words - OPENING_WORDS)
    return (budget.sentences or 5) * SENTENCE


def _sentences_asked(budget: Budget) -> int:
    asked = words_asked(budget) // SENTENCE
    return asked if budget.sentences is None else min(asked, budget.sentences)


def _index(sentence: Sentence) -> int:
    return sentence.index
