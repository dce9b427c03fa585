"""Train the editor: base weights and annotated articles → a checkpoint.

    python -m models.editor.train --base BASE --data DIR --out OUT --examples 1600

One thread and fp32 or bf16, whichever the processor is made for; on a GPU bf16. The state of
everything is saved with each checkpoint, so the same command goes on where it was stopped.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy
from transformers import Gemma3ForCausalLM

from models.editor.examples import Example, is_held_out, make_example, read_rows, stream

BATCH = 4
WARMUP = 20  # steps
VALIDATION = 16  # articles
DECAY = 0.5  # the last share of the steps, over which the rate falls to nothing


def losses(model: Gemma3ForCausalLM, example: Example, device: torch.device) -> torch.Tensor:
    """Return the loss of each target token, in nats; shape (target,)."""
    tokens = torch.tensor([example.tokens], device=device)
    hidden = model.model(input_ids=tokens, use_cache=False).last_hidden_state
    logits = model.lm_head(hidden[0, -example.target - 1 : -1])
    return cross_entropy(logits.float(), tokens[0, -example.target :], reduction="none")


def rate(step: int, steps: int) -> float:
    """Return the share of the learning rate at a step: warm-up, plateau, linear decay."""
    return min(1.0, (step + 1) / WARMUP, (steps - step) / (DECAY * steps))


class Run:
    """One training: the model, its optimizer, and how far it has come."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.bf16 = torch.autocast(
            self.device.type, torch.bfloat16, enabled=likes_bf16(self.device)
        )
        self.tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
        model = Gemma3ForCausalLM.from_pretrained(args.base, attn_implementation="sdpa")
        self.model = model.to(self.device)
        for frozen in (model.model.embed_tokens, *model.model.layers[: args.frozen]):
            frozen.requires_grad_(requires_grad=False)
        self.trained = [p for p in model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(
            self.trained, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01
        )
        self.steps = args.examples // BATCH
        self.step = 0
        self.state = args.out / "state.pt"
        if self.state.exists():
            saved = torch.load(self.state, weights_only=True, map_location=self.device)
            self.model.load_state_dict(saved["model"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step = saved["step"]

    def learn(self, batch: list[Example]) -> float:
        """Take one step; return the mean loss of the batch's target tokens."""
        size = sum(example.target for example in batch)
        total = 0.0
        self.model.train()
        for example in batch:
            with self.bf16:
                loss = losses(self.model, example, self.device).sum() / size
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        for group in self.optimizer.param_groups:
            group["lr"] = self.args.rate * rate(self.step, self.steps)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        return total

    def save(self) -> None:
        """Write the state whole, or leave the one before it."""
        part = self.state.with_suffix(".part")
        saved = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(saved, part)
        part.replace(self.state)

    def finish(self) -> None:
        """Write the checkpoint that ``convert.py`` takes."""
        self.model.save_pretrained(self.args.out / "model")
        self.tokenizer.save(str(self.args.out / "model" / "tokenizer.json"))


def read_examples(
    data: Path, tokenizer: Tokenizer, seed: int
) -> tuple[Iterator[Example], list[Example]]:
    """Return examples to learn from, without end, and those of the articles held out."""
    rows = [row for row in read_rows(data / "plans/train.jsonl.gz") if "F" in row]
    rng = random.Random(0)  # noqa: S311
    held_out = [make_example(tokenizer, row, rng) for row in rows if is_held_out(row)]
    examples = stream(tokenizer, [row for row in rows if not is_held_out(row)], seed)
    return examples, [example for example in held_out if example][:VALIDATION]


def train(run: Run) -> None:
    """Learn to the end, from where the run stands."""
    args = run.args
    examples, validation = read_examples(args.data, run.tokenizer, args.seed)
    for _ in range(run.step * BATCH):
        next(examples)
    with (args.out / "log.jsonl").open("a", encoding="utf-8") as log:
        while run.step < run.steps:
            start = time.perf_counter()
            batch = list(islice(examples, BATCH))
            record: dict[str, float] = {"step": run.step, "loss": round(run.learn(batch), 4)}
            tokens = sum(len(example.tokens) for example in batch)
            record["tokens/s"] = round(tokens / (time.perf_counter() - start), 1)
            if run.step % args.every == 0 or run.step == run.steps:
                record["validation"] = round(
                    validate(run.model, validation, run.device, run.bf16), 4
                )
                run.save()
            print(json.dumps(record), file=log, flush=True)
    run.finish()


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder that base.py wrote")
    parser.add_argument("--data", type=Path, required=True, help="folder with plans/train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=1600)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--frozen", type=int, default=6, help="lower layers that stay as they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=40, help="steps between checkpoints")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    train(Run(args))


def validate(
    model: Gemma3ForCausalLM,
    examples: list[Example],
    device: torch.device,
    bf16: torch.autocast,
) -> float:
    """Return the mean loss of the target tokens of held-out articles, in nats."""
    model.eval()
    with torch.inference_mode(), bf16:
        each = [losses(model, example, device) for example in examples]
    return torch.cat(each).mean().item()


def likes_bf16(device: torch.device) -> bool:
    """Whether products of bf16 are faster than of fp32: where the processor multiplies them."""
    return device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001


if __name__ == "__main__":
    main()
