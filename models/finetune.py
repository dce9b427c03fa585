"""Fine-tune a sequence-to-sequence model to write conclusions.

    python models/finetune.py MODEL train.jsonl.gz OUT --validation validation.jsonl.gz

MODEL is a name on the hub or a folder; the files have ``text``, ``conclusion`` and perhaps
``title`` in each line. OUT is a folder that the library opens: ``summarize(text, writer="OUT")``.

A pair whose conclusion claims a number, a date, a name or a quotation that its article does not
hold is left out: it would teach to invent. What the model reads of an article is chosen by the
same stages as when it is used. One optimizer, a rate that rises for a while and then falls to
zero, batches of like length; the weights with the least validation loss are kept.
"""

import gzip
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import torch

from summarizer import Summarizer, SummarizerError
from summarizer.data.phrases import OPENING_WORDS
from summarizer.facts import check
from summarizer.words import count_words
from summarizer.write.model.fit import Window, join, plan_reading
from summarizer.write.seq2seq.conventions import write_convention
from summarizer.write.seq2seq.generate import count_tokens, find_settings
from summarizer.write.seq2seq.loading import Checkpoint, find_checkpoint, load_model

IGNORED = -100  # what the loss passes over
WARM_UP = 0.06  # of all steps


@dataclass(frozen=True, slots=True)
class Pair:
    """One example in pieces."""

    source: tuple[int, ...]
    target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    epochs: int
    batch: int
    rate: float
    minutes: float | None
    seed: int


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def make_pairs(rows: Sequence[dict[str, Any]], checkpoint: Checkpoint) -> tuple[list[Pair], str]:
    """Return the pairs fit for training, and a line about those that are not."""
    tokenizer = checkpoint.tokenizer
    summarizer = Summarizer()
    window = Window(
        checkpoint.convention.ask, checkpoint.limit, lambda texts: count_tokens(tokenizer, texts)
    )
    pairs: list[Pair] = []
    unsupported = refused = 0
    for row in rows:
        try:
            job = summarizer.prepare(row["text"], title=row.get("title"))
        except SummarizerError:
            refused += 1
            continue
        article = f"{row.get('title') or ''}\n{job.document.text}"
        if check(article, row["conclusion"]):
            unsupported += 1
            continue
        words = count_words(row["conclusion"])
        budget = replace(job.budget, words=words + OPENING_WORDS)
        reading = plan_reading(job.document, job.ranking, budget, window)
        if len(reading.parts) != 1:  # so long that the library would read it in parts
            refused += 1
            continue
        prompt = checkpoint.convention.ask(join(reading.parts[0]), words)
        source = tokenizer(prompt)["input_ids"]
        target = tokenizer(text_target=row["conclusion"])["input_ids"]
        pairs.append(Pair(tuple(source), tuple(target[: checkpoint.positions - 1])))
    return pairs, (
        f"{len(pairs)} of {len(rows)} pairs; {unsupported} claim what the article does not hold, "
        f"{refused} cannot be read"
    )


def make_batches(pairs: Sequence[Pair], size: int, chance: random.Random) -> list[list[Pair]]:
    """Return batches of like length in an order that is drawn."""
    order = sorted(pairs, key=lambda pair: (len(pair.source) // 32, chance.random()))
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(batches)
    return batches


def to_tensors(batch: Sequence[Pair], padding: int, device: str) -> dict[str, torch.Tensor]:
    """Return what a model takes: batch × length, labels with ``IGNORED`` behind their end."""

    def pad(rows: list[tuple[int, ...]], filling: int) -> torch.Tensor:
        width = max(map(len, rows))
        return torch.tensor([[*row, *[filling] * (width - len(row))] for row in rows])

    sources = [pair.source for pair in batch]
    return {
        "input_ids": pad(sources, padding).to(device),
        "attention_mask": pad([(1,) * len(row) for row in sources], 0).to(device),
        "labels": pad([pair.target for pair in batch], IGNORED).to(device),
    }


@torch.no_grad()
def measure(model: Any, pairs: Sequence[Pair], size: int, padding: int) -> float:
    """Return the loss in nats a piece."""
    model.eval()
    total = count = 0.0
    for start in range(0, len(pairs), size):
        tensors = to_tensors(pairs[start : start + size], padding, model.device.type)
        pieces = int((tensors["labels"] != IGNORED).sum())
        total += model(**tensors).loss.item() * pieces
        count += pieces
    return total / max(count, 1)


def train(
    model: Any, pairs: Sequence[Pair], held_out: Sequence[Pair], plan: Plan, padding: int
) -> Iterator[tuple[int, float, float]]:
    """Train; yield after each epoch its number, the training loss and the validation loss."""
    chance = random.Random(plan.seed)  # noqa: S311  no secret
    torch.manual_seed(plan.seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan.rate, weight_decay=0.01)
    steps = plan.epochs * math.ceil(len(pairs) / plan.batch)
    start, step = time.monotonic(), 0
    for epoch in range(1, plan.epochs + 1):
        model.train()
        losses = []
        for batch in make_batches(pairs, plan.batch, chance):
            spent = (time.monotonic() - start) / 60
            share = max(step / steps, spent / plan.minutes if plan.minutes else 0)
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * min(
                    1, share / WARM_UP + 1e-3, (1 - share) / (1 - WARM_UP)
                )
            loss = model(**to_tensors(batch, padding, model.device.type)).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            step += 1
        if not losses:
            return
        yield epoch, sum(losses) / len(losses), measure(model, held_out, plan.batch, padding)


def save(model: Any, checkpoint: Checkpoint, folder: Path) -> None:
    """Write a folder that the library opens: weights, vocabulary, convention."""
    model.save_pretrained(folder)
    checkpoint.tokenizer.save_pretrained(folder)
    write_convention(folder, replace(checkpoint.convention, conclusion=True))


@click.command(help=__doc__)
@click.argument("model_name", metavar="MODEL")
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--validation",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="More lines, never trained on.  [default: every tenth of the data]",
)
@click.option("--prompt", help="What the model is asked, with {text} and perhaps {words}.")
@click.option("--epochs", default=4, show_default=True)
@click.option("--batch", default=8, show_default=True, help="Pairs a step.")
@click.option("--rate", default=3e-4, show_default=True, help="Highest learning rate.")
@click.option("--minutes", type=float, help="Stop after so long; the rate falls in time.")
@click.option("--threads", type=int, help="Of the CPU.")
@click.option("--seed", default=0, show_default=True)
def main(
    model_name: str,
    data: Path,
    out: Path,
    validation: Path | None,
    prompt: str | None,
    epochs: int,
    batch: int,
    rate: float,
    minutes: float | None,
    threads: int | None,
    seed: int,
) -> None:
    """Train and say what came of it."""
    if threads:
        torch.set_num_threads(threads)
    checkpoint = find_checkpoint(model_name)
    if prompt:
        convention = replace(checkpoint.convention, prompt=prompt)
        checkpoint = find_checkpoint(model_name, convention=convention)
    settings = find_settings(checkpoint, checkpoint.convention.beams)
    model = load_model(checkpoint).to("cuda" if torch.cuda.is_available() else "cpu")
    for name in ("decoder_start_token_id", "pad_token_id", "eos_token_id"):
        setattr(model.config, name, getattr(settings, name))  # two BERTs do not say
    rows = read_rows(data)
    held_rows = read_rows(validation) if validation else rows[::10]
    rows = rows if validation else [row for n, row in enumerate(rows) if n % 10]
    pairs, line = make_pairs(rows, checkpoint)
    print(f"training: {line}")
    held_out, line = make_pairs(held_rows, checkpoint)
    print(f"validation: {line}")
    padding = settings.pad_token_id
    best = measure(model, held_out, batch, padding)
    print(f"before: validation loss {best:.3f} nats a piece")
    best = math.inf
    plan = Plan(epochs, batch, rate, minutes, seed)
    for epoch, loss, held_loss in train(model, pairs, held_out, plan, padding):
        kept = held_loss < best
        print(f"epoch {epoch}: {loss:.3f}, validation {held_loss:.3f}{', kept' * kept}", flush=True)
        if kept:
            best = held_loss
            save(model, checkpoint, out)


if __name__ == "__main__":
    main()
