"""A writer that lets a model write, and the rules where the model fails."""

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import Lock
from typing import Any

from summarizer.budget import Budget
from summarizer.data.phrases import OPENING_WORDS
from summarizer.document import Document, Sentence, Tokens, sum_tokens
from summarizer.errors import OptionError
from summarizer.rank import Ranked
from summarizer.words import count_words
from summarizer.write import Draft, Job, Written
from summarizer.write.conclusion import Conclusion
from summarizer.write.model.engine import Engine, Reply, Request
from summarizer.write.model.fit import Reading, Window, join, plan_reading, words_asked
from summarizer.write.model.frame import frame, opens
from summarizer.write.model.trace import CLOSE, Tracer, cut, find_fault, fuse, read_sentences, trace

_LONG_SENTENCE = 40  # words that a sentence may need
_MARGIN = 1.5  # tokens to write over those that the budget needs: sentences are cut off after it


class ModelWriter:
    """What a writer is whose sentences come from a model.

    Its text is the body of a conclusion: the opening comes from the rules, unless the model
    ``concludes`` by itself. Every sentence has evidence in what the model read; where there is
    no text worth keeping, the rules write and a note says why.

    Args:
        name: of the model.
        engine: what runs it.
        batch_size: articles that ``Summarizer.map`` reads ahead, to write together.
        options: the keywords that make it again in another process. ``self.options`` are those
            that decide what it writes, for whoever tells two runs apart: all but the ``idle`` ones.
    """

    concludes = False
    likeness = CLOSE
    idle: frozenset[str] = frozenset()

    def __init__(self, name: str, engine: Engine, batch_size: int, options: dict[str, Any]) -> None:
        self.name = name
        self.batch_size = batch_size
        self.options = {key: value for key, value in options.items() if key not in self.idle}
        self._made_with = options
        self._engine = engine
        # Neither tokenizers nor the memory of a batch are for two threads.
        self._lock: AbstractContextManager[object] = Lock()
        self.understudy = Conclusion()
        """Who writes where the model fails."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the options, not the model: another process opens it itself."""
        return _make, (type(self), self._made_with)

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Write about one article."""
        return self.write_batch([Job(document, ranking, budget)])[0]

    def write_batch(self, jobs: Sequence[Job]) -> list[Written]:
        """Write about many articles; what can be asked together is."""
        with self._lock:
            return self._write(jobs)

    def _write(self, jobs: Sequence[Job]) -> list[Written]:
        readings = []
        requests = []
        for job in jobs:
            window = self._open_window(job.document)
            reading = plan_reading(self._show(job.document), job.ranking, job.budget, window)
            readings.append(reading)
            requests += [_ask(job, part, window, len(reading.parts)) for part in reading.parts]
        replies = map(self._clean, self._engine.generate(requests))
        return [
            self._finish(job, reading, [next(replies) for _ in reading.parts])
            for job, reading in zip(jobs, readings, strict=True)
        ]

    def _open_window(self, document: Document) -> Window:
        """Return what the model can read at once of an article."""
        raise NotImplementedError

    def _show(self, document: Document) -> Document:
        """Return the article without the sentences that the model shall not read."""
        return document

    def _clean(self, reply: Reply) -> Reply:
        """Return a reply without what is not meant for the reader."""
        return reply

    def _finish(self, job: Job, reading: Reading, replies: Sequence[Reply]) -> Written:
        """Trace, join, frame and cut what the model wrote; let the rules write where nothing is."""
        if not reading.parts:
            return self._fall_back(job, f"no sentence fits into its {reading.limit} tokens")
        faults = [reply.failure or find_fault(reply.text) for reply in replies]
        traced = []
        strange = 0
        for part, reply, fault in zip(reading.parts, replies, faults, strict=True):
            texts = [] if fault else read_sentences(reply.text, finished=reply.finished)
            drafts, untraced = trace(texts, Tracer(part, self.likeness))
            traced.append(drafts)
            strange += untraced
        notes = tuple(reply.note for reply in replies if reply.note)
        tokens = sum_tokens(*(reply.tokens for reply in replies))
        if not any(traced):
            fault = next(filter(None, faults), "what it wrote is not in the article")
            return self._fall_back(job, fault, notes, tokens)
        drafts = self._compose(job, traced)
        if not drafts:
            fault = "its first sentence is longer than the summary may be"
            return self._fall_back(job, fault, notes, tokens)
        return Written(tuple(drafts), (*_notes(reading, faults, strange), *notes), tokens)

    def _compose(self, job: Job, traced: Sequence[Sequence[Draft]]) -> list[Draft]:
        sentences, words = job.budget.sentences, job.budget.words
        if self.concludes or opens(traced[0]):
            return cut(fuse(traced, sentences, words), sentences, words)
        room = None if words is None else words - OPENING_WORDS
        return frame(cut(fuse(traced, sentences, room), sentences, room), job.document)

    def _fall_back(
        self,
        job: Job,
        reason: str,
        notes: tuple[str, ...] = (),
        tokens: Tokens | None = None,
    ) -> Written:
        written = self.understudy.write(job.document, job.ranking, job.budget)
        note = f"written by rules, not by {self.name}: {reason}"
        return replace(written, notes=(*written.notes, note, *notes), tokens=tokens)


def check_whole(least: int = 1, **numbers: object) -> None:
    """Raise OptionError unless each option that is given is a whole number, at least ``least``."""
    for name, value in numbers.items():
        if value is not None and (type(value) is not int or value < least):
            raise OptionError(f"{name} is a whole number, at least {least}, not {value!r}")


def own_options(given: dict[str, Any]) -> dict[str, Any]:
    """Return the keywords of a constructor, of its ``locals()``."""
    return {name: value for name, value in given.items() if name not in ("self", "__class__")}


def _make(kind: type[Any], options: dict[str, Any]) -> Any:
    return kind(**options)


def _ask(job: Job, part: Sequence[Sentence], window: Window, parts: int) -> Request:
    """Ask for a text about one part, with room for what its share of the budget may need."""
    asked = max(1, words_asked(job.budget) // parts)
    prompt = window.ask(join(part), asked)
    words = max(_LONG_SENTENCE, asked if job.budget.words else 2 * asked)
    pieces = window.count([prompt])[0] / max(1, count_words(prompt))
    source = "\n".join([job.document.title or "", *(sentence.text for sentence in part)])
    room = math.ceil(_MARGIN * words * pieces)
    return Request(prompt, source, room if window.room is None else min(room, window.room))


def _notes(reading: Reading, faults: Sequence[str | None], strange: int) -> list[str]:
    notes = []
    if reading.left:
        read = len(reading.sentences)
        parts = f" of {len(reading.parts)} parts" if len(reading.parts) > 1 else ""
        notes.append(
            f"the model reads {reading.limit} tokens: it was given the best {read} of "
            f"{read + reading.left} sentences{parts}"
        )
    if failed := list(filter(None, faults)):
        notes.append(f"{len(failed)} of {len(faults)} parts have no text: {failed[0]}")
    if strange:
        noun = "sentence" if strange == 1 else "sentences"
        notes.append(f"{strange} {noun} of the model left out: not in what it read")
    return notes
