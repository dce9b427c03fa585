"""Any sequence-to-sequence model of the Hugging Face hub as a system: ``hf:NAME_OR_PATH``.

The model alone, as its users run it: the whole article, cut off where the model's input ends, no
choice of sentences, no formula, nothing held to the source. The library opens it, asks it by its
convention (``summarizer/write/seq2seq/conventions.py``) and lets it write. Any field of the
convention can be set behind the name: ``hf:models/mine?as=IlyaGusev/mbart_ru_sum_gazeta&beams=3``.
"""

import math
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import click

from benchmarks.datasets import Example
from summarizer.errors import WeightsError
from summarizer.words import count_words
from summarizer.write import Draft
from summarizer.write.model import Engine, Request
from summarizer.write.model.trace import cut, read_sentences
from summarizer.write.seq2seq import Convention
from summarizer.write.seq2seq.conventions import CONVENTIONS, check
from summarizer.write.seq2seq.generate import count_tokens
from summarizer.write.seq2seq.loading import Checkpoint, find_checkpoint
from summarizer.write.seq2seq.writer import open_engine

_SENTENCE = 18  # words of a sentence, asked of a model by a budget in sentences
_LONG_SENTENCE = 40  # words of a sentence that a budget in sentences leaves room for
_MARGIN = 1.5  # tokens to write over those that the budget needs: sentences are cut off after it

_SETTINGS: dict[str, Callable[[str], Any]] = {
    "prompt": str,
    "limit": int,
    "language": str,
    "eos": str,
    "one_line": lambda value: bool(int(value)),
    "beams": int,
    "no_repeat": int,
    "repetition_penalty": float,
    "shortest": int,
    "conclusion": lambda value: bool(int(value)),
}


class Seq2Seq:
    """A loaded model as a system; it counts what it could not read and what had no room."""

    def __init__(self, name: str, checkpoint: Checkpoint, engine: Engine) -> None:
        self.name = name
        self.convention = checkpoint.convention
        self.limit = checkpoint.limit
        self._tokenizer = checkpoint.tokenizer
        self._engine = engine
        self.articles = 0
        self.tokens = 0
        self.cut_articles = 0
        self.cut_tokens = 0
        self.unfit = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What the scores should be read with: how much input was cut, how many outputs."""
        notes = []
        if self.cut_articles:
            notes.append(
                f"{self.cut_articles} of {self.articles} articles were cut to {self.limit} tokens: "
                f"{self.cut_tokens:,} of {self.tokens:,} tokens were not read"
            )
        if self.unfit:
            notes.append(f"{self.unfit} outputs began with a sentence over the budget: left empty")
        return tuple(notes)

    def __call__(self, example: Example, sentences: int | None, words: int | None) -> list[str]:
        """Summarize one article; whole sentences, as many from the first as the budget holds."""
        asked = words or (sentences or 5) * _SENTENCE
        room = words or (sentences or 5) * _LONG_SENTENCE
        prompt = self.convention.ask(example.text, asked)
        full = count_tokens(self._tokenizer, [prompt])[0]
        self._count(full)
        tokens = math.ceil(_MARGIN * room * full / max(count_words(prompt), 1))
        (reply,) = self._engine.generate([Request(prompt, example.text, tokens)])
        texts = read_sentences(reply.text, finished=reply.finished)
        kept = cut([Draft(text, ()) for text in texts], sentences, words)
        self.unfit += bool(texts and not kept)
        return [draft.text for draft in kept]

    def _count(self, full: int) -> None:
        self.articles += 1
        self.tokens += full
        if full > self.limit:
            if not self.cut_articles:
                warnings.warn(
                    f"{self.name} reads {self.limit} tokens: the rest of longer articles is cut "
                    "off and counted in notes",
                    stacklevel=3,
                )
            self.cut_articles += 1
            self.cut_tokens += full - self.limit


@lru_cache(maxsize=1)
def load_model(name: str) -> Seq2Seq:
    """Open ``NAME_OR_PATH`` or ``NAME_OR_PATH?field=value&…``.

    Raises:
        MissingExtraError: the ``seq2seq`` extra is not installed.
        click.UsageError: no such model here or on the hub, one that needs code of its own, or a
            setting that is none.
    """
    where, _, settings = name.partition("?")
    try:
        checkpoint = find_checkpoint(where)
        convention = change(checkpoint.convention, settings)
        if settings:
            checkpoint = find_checkpoint(where, convention=convention)
        engine = open_engine(checkpoint, beams=convention.beams, batch_size=1, held=False)
    except WeightsError as error:
        raise click.UsageError(f"hf:{error}") from error
    return Seq2Seq(name, checkpoint, engine)


def change(convention: Convention, settings: str) -> Convention:
    """Return a convention with the settings that stand behind a model's name.

    >>> change(Convention(), "beams=2&limit=600").limit
    600

    Raises:
        click.UsageError: an unknown setting, or a value that it cannot have.
    """
    given = dict(parse_qsl(settings, keep_blank_values=True))
    known = given.pop("as", None)
    if known is not None:
        if known not in CONVENTIONS:
            raise click.UsageError(f"as={known}: use one of {', '.join(CONVENTIONS)}")
        convention = CONVENTIONS[known]
    for setting, value in given.items():
        if setting not in _SETTINGS:
            raise click.UsageError(f"no setting {setting!r}: use as, {', '.join(_SETTINGS)}")
        try:
            changes: dict[str, Any] = {setting: _SETTINGS[setting](value)}
            convention = replace(convention, **changes)
            check(convention)
        except ValueError as error:
            raise click.UsageError(f"{setting}={value}: not possible: {error}") from error
    return convention
