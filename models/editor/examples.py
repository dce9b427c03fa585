"""Annotated articles → token sequences, of two kinds.

To write: the prompt, and the paragraph that an editor made. To rate: the article, and what the
editor thought of every sentence.
"""

import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tokenizers import Tokenizer

from summarizer.write.editor.prompt import RATINGS, Cited, answer, ask, show

T = TypeVar("T")

BOS, EOS, BREAK = 2, 1, 4  # ids of <bos>, <eos> and the line break in the cut vocabulary
LONGEST = 720
_EXTRA_CONTEXT = 0.25
_HELD_OUT = 25  # one article of so many
_FORMULA = re.compile(r"В заключение[^,:]{0,40}(?:, что,?|:) ")


@dataclass(frozen=True, slots=True)
class Example:
    """A sequence of tokens, of which the last ``target`` are to be learned."""

    id: str
    tokens: list[int]
    target: int


@dataclass(frozen=True, slots=True)
class Rated:
    """An article, the places where its sentences end, and the rating of each."""

    id: str
    tokens: list[int]
    ends: list[int]
    ratings: list[int]


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
    """Turn an annotated article into a sequence to write; None if it is too long.

    What was made of one sentence is to be written, without the formula; joined sentences are not.
    Context is what the chosen sentences depend on, and now and then the one before, so that the
    model learns to do without and to leave it be.
    """
    units = [
        Cited(tuple(unit["src"]), strip_formula(" ".join(unit["out"].split())))
        for unit in sorted(row["F"], key=lambda unit: unit["src"])
        if len(unit["src"]) == 1
    ]
    chosen = {index for unit in units for index in unit.sources}
    context = {parents[-1] for index in chosen if (parents := row["dep"].get(str(index)))}
    context |= {index - 1 for index in chosen if rng.random() < _EXTRA_CONTEXT}
    context = {index for index in context if index >= 0} - chosen
    prompt = encode_lines(tokenizer, ask(row["title"], row["sentences"], chosen, context))
    target = [*encode_lines(tokenizer, answer(units)), EOS]
    tokens = [BOS, *prompt, *target]
    return Example(row["id"], tokens, len(target)) if units and len(tokens) <= LONGEST else None


def strip_formula(text: str) -> str:
    """Take the opening formula away.

    >>> strip_formula("В заключение можно отметить, что мост открыт.")
    'Мост открыт.'
    """
    bare = _FORMULA.sub("", text, count=1)
    return bare[:1].upper() + bare[1:]


def make_rated(tokenizer: Tokenizer, row: dict, rng: random.Random) -> Rated:
    """Turn one window of an annotated article into a sequence to rate."""

    def measure(line: str) -> int:
        return len(encode_lines(tokenizer, [line])) - 1

    window = rng.choice(show(row["title"], row["sentences"], measure))
    tokens = [BOS, *encode_lines(tokenizer, window.lines)]
    ends = [place for place, token in enumerate(tokens) if token == BREAK][-len(window.rated) :]
    used = {*row["E"], *(index for unit in row.get("F") or () for index in unit["src"])}
    ratings = [RATINGS.index((int(row["imp"][n]), n in used)) for n in window.rated]
    return Rated(row["id"], tokens, ends, ratings)


def stream(
    make: Callable[[Tokenizer, dict, random.Random], T | None],
    tokenizer: Tokenizer,
    rows: list[dict],
    seed: int,
) -> Iterator[T]:
    """Yield examples without end, every article once an epoch, in a seeded order."""
    epoch = 0
    while True:
        rng = random.Random(f"{seed}-{epoch}")  # noqa: S311
        order = rng.sample(rows, len(rows))
        for row in order:
            if example := make(tokenizer, row, rng):
                yield example
        epoch += 1
