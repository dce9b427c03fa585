"""Annotated articles → token sequences: the prompt, and the paragraph that an editor made."""

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from summarizer.write.editor.prompt import Cited, answer, ask

BOS, EOS, BREAK = 2, 1, 4  # ids of <bos>, <eos> and the line break in the cut vocabulary
LONGEST = 720
_EXTRA_CONTEXT = 0.25
_HELD_OUT = 25  # one article of so many


@dataclass(frozen=True, slots=True)
class Example:
    """A sequence of tokens, of which the last ``target`` are to be learned."""

    id: str
    tokens: list[int]
    target: int


def read_rows(path: Path) -> list[dict]:
    """Read JSON lines, gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def is_held_out(row: dict) -> bool:
    """Whether an article is kept for validation, by its name alone."""
    return hashlib.sha256(row["id"].encode()).digest()[0] % _HELD_OUT == 0


def encode_lines(tokenizer: Tokenizer, lines: list[str]) -> list[int]:
    """Return the tokens of lines, each with its line break."""
    return [
        token
        for line in lines
        for token in (*tokenizer.encode(line, add_special_tokens=False).ids, BREAK)
    ]


def make_example(tokenizer: Tokenizer, row: dict, rng: random.Random) -> Example | None:
    """Turn an annotated article into a sequence; None if it is too long.

    Context is what the chosen sentences depend on, and now and then the one before, so that the
    model learns to do without and to leave it be.
    """
    units = [Cited(tuple(unit["src"]), " ".join(unit["out"].split())) for unit in row["F"]]
    chosen = {index for unit in units for index in unit.sources}
    context = {parents[-1] for index in chosen if (parents := row["dep"].get(str(index)))}
    context |= {index - 1 for index in chosen if rng.random() < _EXTRA_CONTEXT}
    context = {index for index in context if index >= 0} - chosen
    prompt = encode_lines(tokenizer, ask(row["title"], row["sentences"], chosen, context))
    target = [*encode_lines(tokenizer, answer(units)), EOS]
    tokens = [BOS, *prompt, *target]
    return Example(row["id"], tokens, len(target)) if len(tokens) <= LONGEST else None


def stream(tokenizer: Tokenizer, rows: list[dict], seed: int) -> Iterator[Example]:
    """Yield examples without end, every article once an epoch, in a seeded order."""
    epoch = 0
    while True:
        rng = random.Random(f"{seed}-{epoch}")  # noqa: S311
        order = rng.sample(rows, len(rows))
        for row in order:
            if example := make_example(tokenizer, row, rng):
                yield example
        epoch += 1
