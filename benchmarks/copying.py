"""A small T5 that copies and shortens, made in minutes: something whose outputs mean something.

The task is plain: of a few sentences write the first, without what stands in brackets. Half of the
examples are random pieces to be copied: nothing but a pointer into the source solves those.
"""

import io
import json
import math
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.segment import split

_BRACKETS = re.compile(r" ?\([^()]*\)")
_SPECIAL = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of a T5."""

    width: int
    layers: int
    heads: int
    inner: int


TINY = Size(width=128, layers=2, heads=4, inner=512)
BASE = Size(width=768, layers=12, heads=12, inner=3072)
"""T5-base (Raffel et al. 2020, arXiv:1910.10683)."""


def make_vocabulary(folder: Path, texts: Sequence[str], pieces: int) -> None:
    """Train a vocabulary on texts and put it into a model's folder."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=model,
        vocab_size=pieces,
        num_threads=1,
        minloglevel=2,
        hard_vocab_limit=False,
        split_digits=True,
        **_SPECIAL,
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "spiece.model").write_bytes(model.getvalue())
    settings = {"tokenizer_class": "T5Tokenizer", "model_max_length": 512, "extra_ids": 0}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")


def make_model(folder: Path, size: Size, pieces: int, seed: int = 0) -> Any:
    """Return a T5 with random weights, saved into the folder of its vocabulary."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    torch.manual_seed(seed)
    config = T5Config(
        vocab_size=pieces,
        d_model=size.width,
        d_kv=size.width // size.heads,
        d_ff=size.inner,
        num_layers=size.layers,
        num_heads=size.heads,
        decoder_start_token_id=0,
        dropout_rate=0.0,
    )
    model = T5ForConditionalGeneration(config)
    model.save_pretrained(folder)
    return model


def find_pairs(texts: Sequence[str], longest: int = 30) -> Iterator[tuple[str, str]]:
    """Yield one or two neighbouring sentences, and the first of them without brackets."""
    for text in texts:
        sentences = [s.text for s in split(text) if len(s.text.split()) <= longest]
        for place in range(0, len(sentences) - 1, 2):
            source = " ".join(sentences[place : place + 1 + place % 4 // 2])
            target = _BRACKETS.sub("", sentences[place])
            if target:
                yield source, target


def train(
    folder: Path,
    model: Any,
    pairs: Sequence[tuple[str, str]],
    seconds: float,
    *,
    batch: int = 32,
    rate: float = 2e-3,
    seed: int = 0,
) -> float:
    """Train for a while and save; return the loss of the last hundred steps, in nats a piece."""
    import torch
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    encoded = [
        (source[:96], target[:64])
        for source, target in zip(
            tokenizer([source for source, _ in pairs])["input_ids"],
            tokenizer([target for _, target in pairs])["input_ids"],
            strict=True,
        )
    ]
    chance = random.Random(seed)  # noqa: S311  no secret
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.98))
    losses: list[float] = []
    start = time.monotonic()
    while (spent := time.monotonic() - start) < seconds:
        share = spent / seconds
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (len(losses) + 1) / 100, 2 * (1 - share) + 0.02)
        examples = chance.sample(encoded, batch)
        if len(losses) % 2:
            shift = math.ceil(4 + 28 * share)
            runs = [
                [chance.randrange(3, len(tokenizer)) for _ in range(chance.randint(4, shift))]
                for _ in examples
            ]
            examples = [([*run, 1], [*run, 1]) for run in runs]
        inputs = _pad(torch, [source for source, _ in examples], 0)
        labels = _pad(torch, [target for _, target in examples], -100)
        loss = model(input_ids=inputs, attention_mask=inputs != 0, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss))
        if len(losses) % 200 == 0:
            print(
                f"{spent:5.0f} s, step {len(losses)}: {_mean(losses[-100::2]):.3f} "
                f"random {_mean(losses[-99::2]):.3f}",
                flush=True,
            )
    model.eval().save_pretrained(folder)
    return _mean(losses[-100:])


def _pad(torch: Any, rows: Sequence[Sequence[int]], filling: int) -> Any:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[filling] * (width - len(row))] for row in rows])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
