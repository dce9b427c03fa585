"""A writer that lets a model write, and the rules where the model fails."""

import math
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from summarizer.budget import Budget
from summarizer.data.phrases import OPENING_WORDS
from summarizer.document import Document, Sentence
from summarizer.errors import OptionError, WeightsError
from summarizer.rank import Ranked
from summarizer.words import count_words
from summarizer.write import Draft, Job, Written
from summarizer.write.conclusion import Conclusion
from summarizer.write.seq2seq import ct2, generate
from summarizer.write.seq2seq.conventions import Convention, check
from summarizer.write.seq2seq.fit import Reading, Window, join, plan_reading, words_asked
from summarizer.write.seq2seq.frame import frame
from summarizer.write.seq2seq.generate import DTYPES, Engine, Reply, Request, count_tokens
from summarizer.write.seq2seq.loading import Checkpoint, find_checkpoint
from summarizer.write.seq2seq.trace import Tracer, cut, find_fault, fuse, read_sentences, trace

RUNTIMES = ("transformers", "ctranslate2")

AT_ONCE = 16
"""Most articles that are written in one batch of a model."""

_LONG_SENTENCE = 40  # words that a sentence may need
_MARGIN = 1.5  # tokens to write over those that the budget needs: sentences are cut off after it


class Seq2SeqWriter:
    """Writes with a model of the Hugging Face hub or of a folder; opens it at once.

    Its text is the body of a conclusion: the opening comes from the rules, unless the
    model's convention says that it writes whole conclusions. Every sentence has evidence in what
    the model read; where there is no text worth keeping, the rules write and a note says why.
    The same text gives the same summary: beams or greedy, no sampling.

    Args:
        model: name on the hub, or path of a folder.
        convention: how the model wants to be asked, where the library does not know or is wrong.
        beams: width of the search, 1 is greedy; without it as the convention says.
        device: ``"cpu"``, ``"cuda"``, ``"cuda:1"``, …; without it CUDA where there is one.
        dtype: ``"float32"``, ``"bfloat16"``, ``"float16"``, or ``"int8"`` for the CPU.
        runtime: ``"transformers"`` or ``"ctranslate2"``; without it CTranslate2 for int8 where
            it converts the kind of model, else transformers. Only transformers can be kept from
            writing numbers that are not in the source; with either the guard checks the text.
        threads: of the CPU; of transformers they are those of the whole process.
        revision: commit, tag or branch of the hub.
        offline: use only what was downloaded before.
        batch_size: articles that ``Summarizer.map`` reads ahead, to write together what is alike.

    Raises:
        MissingExtraError: the ``seq2seq`` extra is not installed.
        WeightsError: no such model, or it cannot be used.
        OptionError: an option that is impossible.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        convention: Convention | None = None,
        beams: int | None = None,
        device: str | None = None,
        dtype: str = "float32",
        runtime: Literal["transformers", "ctranslate2"] | None = None,
        threads: int | None = None,
        revision: str | None = None,
        offline: bool = False,
        batch_size: int = 64,
    ) -> None:
        _check_options(convention, beams, dtype, runtime, threads, batch_size)
        self.options = {name: value for name, value in locals().items() if name != "self"}
        self.name = str(model)
        self._lock = Lock()  # neither tokenizers nor the memory of a batch are for two threads
        self.batch_size = batch_size
        self._rules = Conclusion()
        checkpoint = find_checkpoint(
            self.name, convention=convention, revision=revision, offline=offline
        )
        self._convention = checkpoint.convention
        self._engine = open_engine(
            checkpoint,
            beams=beams or checkpoint.convention.beams,
            device=device,
            dtype=dtype,
            runtime=runtime,
            threads=threads,
            batch_size=min(batch_size, AT_ONCE),
        )
        self._window = Window(
            checkpoint.convention,
            checkpoint.limit,
            lambda texts: count_tokens(checkpoint.tokenizer, texts),
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the options, not the weights: another process opens the model itself."""
        return _make, (self.options,)

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Write about one article."""
        return self.write_batch([Job(document, ranking, budget)])[0]

    def write_batch(self, jobs: Sequence[Job]) -> list[Written]:
        """Write about many articles; what is of like length is written together."""
        with self._lock:
            return self._write(jobs)

    def _write(self, jobs: Sequence[Job]) -> list[Written]:
        readings = [
            plan_reading(job.document, job.ranking, job.budget, self._window) for job in jobs
        ]
        requests = [
            self._ask(job, part, len(reading.parts))
            for job, reading in zip(jobs, readings, strict=True)
            for part in reading.parts
        ]
        replies = iter(self._engine.generate(requests))
        return [
            self._finish(job, reading, [next(replies) for _ in reading.parts])
            for job, reading in zip(jobs, readings, strict=True)
        ]

    def _ask(self, job: Job, part: Sequence[Sentence], parts: int) -> Request:
        """Ask for a text about one part, with room for what its share of the budget may need."""
        asked = max(1, words_asked(job.budget) // parts)
        prompt = self._convention.ask(join(part), asked)
        words = max(_LONG_SENTENCE, asked if job.budget.words else 2 * asked)
        pieces = self._window.count([prompt])[0] / max(1, count_words(prompt))
        source = "\n".join([job.document.title or "", *(sentence.text for sentence in part)])
        return Request(prompt, source, math.ceil(_MARGIN * words * pieces))

    def _finish(self, job: Job, reading: Reading, replies: Sequence[Reply]) -> Written:
        """Trace, join, frame and cut what the model wrote; let the rules write where nothing is."""
        if not reading.parts:
            return self._fall_back(job, f"no sentence fits into its {self._window.limit} tokens")
        faults = [reply.failure or find_fault(reply.text) for reply in replies]
        traced = []
        strange = 0
        for part, reply, fault in zip(reading.parts, replies, faults, strict=True):
            texts = [] if fault else read_sentences(reply.text, finished=reply.finished)
            drafts, untraced = trace(texts, Tracer(part))
            traced.append(drafts)
            strange += untraced
        if not any(traced):
            fault = next(filter(None, faults), "what it wrote is not in the article")
            return self._fall_back(job, fault)
        drafts = self._compose(job, traced)
        if not drafts:
            return self._fall_back(job, "its first sentence is longer than the summary may be")
        return Written(tuple(drafts), self._notes(job, reading, faults, strange))

    def _compose(self, job: Job, traced: Sequence[Sequence[Draft]]) -> list[Draft]:
        sentences, words = job.budget.sentences, job.budget.words
        if self._convention.conclusion:
            return cut(fuse(traced, sentences, words), sentences, words)
        room = None if words is None else words - OPENING_WORDS
        return frame(cut(fuse(traced, sentences, room), sentences, room), job.document, words)

    def _notes(
        self, job: Job, reading: Reading, faults: Sequence[str | None], strange: int
    ) -> tuple[str, ...]:
        notes = []
        if reading.left:
            read = len(reading.sentences)
            parts = f" of {len(reading.parts)} parts" if len(reading.parts) > 1 else ""
            notes.append(
                f"the model reads {self._window.limit} tokens: it was given the best {read} of "
                f"{read + reading.left} sentences{parts}"
            )
        if failed := list(filter(None, faults)):
            notes.append(f"{len(failed)} of {len(faults)} parts have no text: {failed[0]}")
        if strange:
            noun = "sentence" if strange == 1 else "sentences"
            notes.append(f"{strange} {noun} of the model left out: not in what it read")
        return tuple(notes)

    def _fall_back(self, job: Job, reason: str) -> Written:
        written = self._rules.write(job.document, job.ranking, job.budget)
        note = f"written by rules, not by {self.name}: {reason}"
        return Written(written.drafts, (*written.notes, note))


def open_engine(
    checkpoint: Checkpoint,
    *,
    beams: int,
    device: str | None = None,
    dtype: str = "float32",
    runtime: str | None = None,
    threads: int | None = None,
    batch_size: int = AT_ONCE,
    held: bool = True,
) -> Engine:
    """Load the weights into the runtime asked for, or the one that suits.

    Args:
        held: whether numbers are held to the source, with transformers.
    """
    converts = checkpoint.config.model_type in ct2.KINDS and device in (None, "cpu")
    if runtime == "ctranslate2" or (runtime is None and dtype == "int8" and converts):
        try:
            return ct2.CTranslate2(
                checkpoint,
                device=device,
                dtype=dtype,
                beams=beams,
                batch_size=batch_size,
                threads=threads,
            )
        except WeightsError:
            if runtime is not None:
                raise
    if threads is not None:
        import torch

        torch.set_num_threads(threads)
    return generate.Transformers(
        checkpoint, device=device, dtype=dtype, beams=beams, batch_size=batch_size, held=held
    )


def _make(options: dict[str, Any]) -> Seq2SeqWriter:
    return Seq2SeqWriter(**options)


def _check_options(
    convention: Convention | None,
    beams: int | None,
    dtype: str,
    runtime: str | None,
    threads: int | None,
    batch_size: int,
) -> None:
    numbers = {"beams": beams, "threads": threads, "batch_size": batch_size}
    for name, value in numbers.items():
        if value is not None and (type(value) is not int or value < 1):
            raise OptionError(f"{name} is a whole number, at least 1, not {value!r}")
    if dtype not in DTYPES:
        raise OptionError(f"dtype is one of {', '.join(DTYPES)}, not {dtype!r}")
    if runtime is not None and runtime not in RUNTIMES:
        raise OptionError(f"runtime is {' or '.join(RUNTIMES)}, not {runtime!r}")
    if convention is not None:
        try:
            check(convention)
        except ValueError as error:
            raise OptionError(f"convention: {error}") from error
