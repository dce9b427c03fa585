"""Base weights: a GGUF of Gemma 3 270M → a causal model and a tokenizer cut to Russian news.

    python -m models.editor.base --gguf gemma-3-270m-q4_k_m.gguf --data DIR --out BASE

Of the 262,144 pieces some 39,000 cover 99.9 % of Russian text; the others are cut out of the
embedding, which takes the model from 268 M parameters to 125 M. Words that need a piece which is
gone are spelled in shorter pieces, down to bytes: nothing is out of vocabulary.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import torch
from gguf import GGUFReader
from tokenizers import Tokenizer, decoders, normalizers
from tokenizers.models import BPE
from transformers import AutoModelForCausalLM, Gemma3ForCausalLM, Gemma3TextConfig

SPACE = "▁"
SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>", "\n")
NORMAL, BYTE = 1, 6  # token types of GGUF
LEAST = 3  # a piece that the corpora use less often is cut out
CORPORA = ("news/unlabelled", "conclusions/train", "plans/train", "rt/train", "papers/train")
FIELDS = ("title", "text", "conclusion", "summary")


def cut_vocabulary(gguf: Path, texts: Iterable[str], least: int) -> tuple[Tokenizer, list[int]]:
    """Build the tokenizer of the pieces that ``texts`` use ``least`` times or more.

    Returns:
        The tokenizer, and for each of its ids the id in the base model.
    """
    fields = GGUFReader(gguf).fields
    pieces = fields["tokenizer.ggml.tokens"].contents()
    scores = fields["tokenizer.ggml.scores"].contents()
    kinds = fields["tokenizer.ggml.token_type"].contents()
    normal = {p: s for p, s, kind in zip(pieces, scores, kinds, strict=True) if kind == NORMAL}
    bytes_ = [p for p, kind in zip(pieces, kinds, strict=True) if kind == BYTE]
    whole = _bpe(normal, list(normal), bytes_)
    words = Counter(SPACE + word for text in texts for word in text.split())
    words.update({word.removeprefix(SPACE): 1 for word in list(words)})
    used: Counter[str] = Counter()
    for word, count in words.items():
        for piece in whole.encode(word, add_special_tokens=False).tokens:
            used[piece] += count
    kept = {p for p, count in used.items() if p in normal and (count >= least or len(p) == 1)}
    kept |= {part for piece in kept for part in _intermediates(piece, normal)}
    kept = {p for p in pieces if p in kept}
    order = {piece: index for index, piece in enumerate(pieces)}
    ordered = sorted(kept, key=order.__getitem__)
    tokenizer = _bpe(normal, ordered, bytes_)
    vocabulary = tokenizer.get_vocab()
    by_id = sorted(vocabulary, key=vocabulary.__getitem__)
    return tokenizer, [order[piece] for piece in by_id]


def _bpe(scores: dict[str, float], pieces: list[str], bytes_: list[str]) -> Tokenizer:
    vocabulary = {p: n for n, p in enumerate((*SPECIAL, *bytes_, *pieces))}
    merges = []
    for piece in pieces:
        halves = ((piece[:n], piece[n:]) for n in range(1, len(piece)))
        local = [h for h in halves if h[0] in vocabulary and h[1] in vocabulary]
        local.sort(key=lambda h: (vocabulary[h[0]], vocabulary[h[1]]))
        merges += [(scores[piece], h) for h in local]
    merges.sort(key=lambda m: m[0], reverse=True)
    model = BPE(
        vocab=vocabulary,
        merges=[pair for _, pair in merges],
        unk_token="<unk>",  # noqa: S106
        fuse_unk=True,
        byte_fallback=True,
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Replace(" ", SPACE)
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace(SPACE, " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    return tokenizer


def _intermediates(piece: str, scores: dict[str, float]) -> Iterator[str]:
    """Yield the pieces that merging ``piece`` out of its letters goes through."""
    parts = list(piece)
    while len(parts) > 1:
        gains = [scores.get(a + b, float("-inf")) for a, b in pairwise(parts)]
        best = max(gains)
        if best == float("-inf"):
            return
        place = gains.index(best)
        parts[place : place + 2] = [parts[place] + parts[place + 1]]
        yield parts[place]


def load_base(gguf: Path, ids: list[int]) -> Gemma3ForCausalLM:
    """Open the base weights with the embedding cut to ``ids``."""
    whole = AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=torch.float32
    )
    config = Gemma3TextConfig(
        **{
            **{k: v for k, v in whole.config.to_dict().items() if k != "quantization_config"},
            "vocab_size": len(ids),
        }
    )
    config.pad_token_id, config.eos_token_id, config.bos_token_id = 0, 1, 2
    config.tie_word_embeddings = True
    model = Gemma3ForCausalLM(config)
    state = whole.state_dict()
    rows = state["model.embed_tokens.weight"][torch.tensor(ids)]
    state["model.embed_tokens.weight"] = state["lm_head.weight"] = rows
    model.load_state_dict(state)
    return model


def texts(data: Path) -> Iterator[str]:
    """Yield what the vocabulary is cut to: news, conclusions, papers, edited paragraphs."""
    for name in CORPORA:
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                yield from (row[key] for key in FIELDS if row.get(key))
                yield from (unit["out"] for unit in row.get("F", ()))


def main() -> None:
    """Make the folder that the training starts from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    tokenizer, ids = cut_vocabulary(args.gguf, texts(args.data), LEAST)
    model = load_base(args.gguf, ids)
    model.save_pretrained(args.out)
    tokenizer.save(str(args.out / "tokenizer.json"))
    print(f"{len(ids)} pieces, {model.num_parameters() / 1e6:.1f} M parameters")


if __name__ == "__main__":
    main()
