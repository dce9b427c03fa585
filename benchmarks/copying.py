"""A small BART that copies and shortens, made in minutes: something whose outputs mean something.

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
from pathlib import Path
from typing import Any

from summarizer.segment import split

_BRACKETS = re.compile(r" ?\([^()]*\)")
_WIDTH, _POSITIONS = 128, 512
_LONGEST = 64
_SPREAD = 0.1
_SPECIAL = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}


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


def make_base_t5(folder: Path, pieces: int, seed: int = 0) -> None:
    """Put a T5-base (Raffel et al. 2020, arXiv:1910.10683) with random weights into a folder."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    torch.manual_seed(seed)
    config = T5Config(
        vocab_size=pieces,
        d_model=768,
        d_kv=64,
        d_ff=3072,
        num_layers=12,
        num_heads=12,
        decoder_start_token_id=0,
    )
    T5ForConditionalGeneration(config).save_pretrained(folder)


def make_bart(pieces: int, seed: int = 0) -> Any:
    """Return a BART of a million parameters that is near to copying from the start.

    Its positions are sinusoids, and the decoder's attention to the source is the identity: it
    looks where it writes.
    """
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    torch.manual_seed(seed)
    half = {"layers": 2, "attention_heads": 4, "ffn_dim": 256}
    config = BartConfig(
        vocab_size=pieces,
        d_model=_WIDTH,
        max_position_embeddings=_POSITIONS,
        dropout=0.0,
        pad_token_id=0,
        bos_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
        forced_eos_token_id=None,
        **{
            f"{side}_{name}": value
            for side in ("encoder", "decoder")
            for name, value in half.items()
        },
    )
    model = BartForConditionalGeneration(config)
    angles = torch.arange(_POSITIONS + 2)[:, None] / 1e3 ** (
        torch.arange(_WIDTH // 2) / (_WIDTH // 2)
    )
    with torch.no_grad():
        model.model.shared.weight.normal_(0, _SPREAD)
        for stack in (model.model.encoder, model.model.decoder):
            stack.embed_positions.weight.copy_(
                torch.cat([angles.sin(), angles.cos()], 1) * 2**0.5 * _SPREAD
            )
        for layer in model.model.decoder.layers:
            attention = layer.encoder_attn
            for part in (attention.q_proj, attention.k_proj, attention.v_proj, attention.out_proj):
                part.weight.copy_(torch.eye(_WIDTH))
            attention.q_proj.weight.mul_(2)
    return model


def find_pairs(texts: Sequence[str], longest: int = 14) -> Iterator[tuple[str, str]]:
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
    rate: float = 1e-3,
    seed: int = 0,
) -> float:
    """Train for a while and save; return the loss of the last hundred steps, in nats a piece."""
    import torch
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    encoded = [
        (source[:_LONGEST], target[:_LONGEST])
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
        losses.append(loss.item())
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
