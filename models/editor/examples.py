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

from summarizer.pipeline import read
from summarizer.write.cohesion import content
from summarizer.write.context import Context
from summarizer.write.editor.prompt import RATINGS, answer, ask, show
from summarizer.write.line import Line, rewrite

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


def prepare(row: dict) -> dict:
    """Return an annotated article with ``edits``: index → the sentence by rules and by the editor.

    What was made of one sentence counts, without the formula, in ``F`` (the paragraph) or ``G`` (of
    sentences outside it; it is preferred); joined sentences do not. Where the editor kept what the
    rules take away the sentence stands as it is.
    """
    document = read(row["text"], title=row["title"] or None)
    context = Context(document)
    places = {sentence.text.strip(): sentence for sentence in document.sentences}
    edits = {}
    for unit in sorted((*row.get("F", ()), *row.get("G", ())), key=lambda unit: unit["src"]):
        if len(unit["src"]) > 1:
            continue
        (index,) = unit["src"]
        source, edited = row["sentences"][index], strip_formula(" ".join(unit["out"].split()))
        place = places.get(source.strip())
        line = rewrite(place, context) if place else None
        ruled = line.text if isinstance(line, Line) else source
        gone = content(source) - content(ruled)
        edits[index] = (source if gone & content(edited) else ruled, edited)
    return {**row, "edits": edits}


def make_example(tokenizer: Tokenizer, row: dict, rng: random.Random) -> Example | None:
    """Turn an annotated article into a sequence to write; None if it is too long.

    Context is what the chosen sentences depend on, and now and then the one before, so that the
    model learns to do without and to leave it be.
    """
    edits = row["edits"]
    context = {parents[-1] for index in edits if (parents := row["dep"].get(str(index)))}
    context |= {index - 1 for index in edits if rng.random() < _EXTRA_CONTEXT}
    shown = {index: row["sentences"][index] for index in context if index >= 0}
    shown |= {index: ruled for index, (ruled, _) in edits.items()}
    prompt = encode_lines(tokenizer, ask(row["title"], shown, edits.keys()))
    edited = {index: text for index, (_, text) in edits.items()}
    target = [*encode_lines(tokenizer, answer(edited)), EOS]
    tokens = [BOS, *prompt, *target]
    return Example(row["id"], tokens, len(target)) if edits and len(tokens) <= LONGEST else None


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
