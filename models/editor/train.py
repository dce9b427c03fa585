"""Train the editor: base weights and annotated articles → a checkpoint.

    python -m models.editor.train --base BASE --data FILE… --out OUT

Every step writes some paragraphs and rates some articles. The model computes in bf16 where the
processor or the GPU is made for it; the weights that learn are kept in fp32. The state of
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

from models.editor.examples import (
    Example,
    Rated,
    is_held_out,
    make_example,
    make_rated,
    prepare,
    read_rows,
    stream,
)
from summarizer.write.editor.prompt import RATINGS

WRITTEN, RATED = 4, 4  # sequences a step
RATING_WEIGHT = 0.3  # of the loss of a rating, beside that of a token
WARMUP = 20  # steps
VALIDATION = 24  # articles
DECAY = 0.5  # the last share of the steps, over which the rate falls to nothing


def rate(step: int, steps: int) -> float:
    """Return the share of the learning rate at a step: warm-up, plateau, linear decay."""
    return min(1.0, (step + 1) / WARMUP, (steps - step) / (DECAY * steps))


class Editor:
    """The model, and what it loses on a sequence."""

    def __init__(self, base: Path, device: torch.device) -> None:
        self.device = device
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.model = Gemma3ForCausalLM.from_pretrained(base, attn_implementation="sdpa")
        self.model.to(device)
        digits = [self.tokenizer.token_to_id(str(digit)) for digit in range(len(RATINGS))]
        self.digits = torch.tensor(digits, device=device)

    def losses(self, example: Example | Rated) -> torch.Tensor:
        """Return the loss of each target token or rating, in nats; shape (targets,)."""
        tokens = torch.tensor([example.tokens], device=self.device)
        hidden = self.model.model(input_ids=tokens, use_cache=False).last_hidden_state[0]
        if isinstance(example, Rated):
            logits = self.model.lm_head(hidden[example.ends])[:, self.digits]
            targets = torch.tensor(example.ratings, device=self.device)
        else:
            logits = self.model.lm_head(hidden[-example.target - 1 : -1])
            targets = tokens[0, -example.target :]
        return cross_entropy(logits.float(), targets, reduction="none")

    def validate(self, examples: list[Example] | list[Rated]) -> float:
        """Return the mean loss of held-out articles, in nats."""
        self.model.eval()
        with torch.inference_mode():
            each = [self.losses(example) for example in examples]
        return torch.cat(each).mean().item()


class Run:
    """One training: the weights that learn, in fp32; the optimizer; how far it has come."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.editor = Editor(
            args.base, torch.device("cuda" if torch.cuda.is_available() else "cpu")
        )
        model = self.editor.model
        for frozen in (model.model.embed_tokens, *model.model.layers[: args.frozen]):
            frozen.requires_grad_(requires_grad=False)
        self.learning = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self.weights = {n: p.detach().clone().float() for n, p in self.learning.items()}
        model.to(torch.bfloat16 if likes_bf16(self.editor.device) else torch.float32)
        self.optimizer = torch.optim.AdamW(
            self.weights.values(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01
        )
        self.step = 0
        self.state = args.out / "state.pt"
        if self.state.exists():
            saved = torch.load(self.state, weights_only=True, map_location=self.editor.device)
            for name, weight in self.weights.items():
                weight.copy_(saved["weights"][name])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step = saved["step"]
            self._hand_over()

    def _hand_over(self) -> None:
        with torch.no_grad():
            for name, parameter in self.learning.items():
                parameter.copy_(self.weights[name])

    def _take_gradients(self) -> None:
        for name, parameter in self.learning.items():
            weight = self.weights[name]
            if parameter.grad is not None:
                sum_ = 0 if weight.grad is None else weight.grad
                weight.grad = sum_ + parameter.grad.float()
            parameter.grad = None

    def learn(self, written: list[Example], rated: list[Rated]) -> tuple[float, float]:
        """Take one step; return the mean losses of the target tokens and of the ratings."""
        self.editor.model.train()
        found = []
        for batch, weight in ((written, 1.0), (rated, RATING_WEIGHT)):
            size = sum(e.target if isinstance(e, Example) else len(e.ends) for e in batch)
            total = 0.0
            for example in batch:
                loss = self.editor.losses(example).sum() / size
                (weight * loss).backward()
                self._take_gradients()
                total += loss.item()
            found.append(total)
        torch.nn.utils.clip_grad_norm_(self.weights.values(), 1.0)
        for group in self.optimizer.param_groups:
            group["lr"] = self.args.rate * rate(self.step, self.args.steps)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self._hand_over()
        self.step += 1
        return found[0], found[1]

    def save(self) -> None:
        """Write the state whole, or leave the one before it."""
        part = self.state.with_suffix(".part")
        optimizer = self.optimizer.state_dict()
        torch.save({"weights": self.weights, "optimizer": optimizer, "step": self.step}, part)
        part.replace(self.state)

    def finish(self) -> None:
        """Write the checkpoint that ``convert.py`` takes."""
        model = self.editor.model.float()
        model.load_state_dict(self.weights, strict=False)
        model.save_pretrained(self.args.out / "model")
        self.editor.tokenizer.save(str(self.args.out / "model" / "tokenizer.json"))


class Data:
    """Examples to learn from, without end, and those of the articles held out."""

    def __init__(self, rows: list[dict], tokenizer: Tokenizer, seed: int) -> None:
        edited = [row for row in rows if row["edits"]]
        learned, held_out = _split(edited)
        self.written: Iterator[Example] = stream(make_example, tokenizer, learned, seed)
        self.rated: Iterator[Rated] = stream(make_rated, tokenizer, _split(rows)[0], seed)
        rng = random.Random(0)  # noqa: S311
        made = [make_example(tokenizer, row, rng) for row in held_out]
        self.written_held_out = [example for example in made if example][:VALIDATION]
        rated = [make_rated(tokenizer, row, rng) for row in _split(rows)[1]]
        self.rated_held_out = rated[:VALIDATION]

    def take(self) -> tuple[list[Example], list[Rated]]:
        """Return the batch of one step."""
        return list(islice(self.written, WRITTEN)), list(islice(self.rated, RATED))


def _split(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    return [r for r in rows if not is_held_out(r)], [r for r in rows if is_held_out(r)]


def train(run: Run) -> None:
    """Learn to the end, from where the run stands."""
    args, editor = run.args, run.editor
    rows = [prepare(row) for path in args.data for row in read_rows(path)]
    data = Data(rows, editor.tokenizer, args.seed)
    for _ in range(run.step):
        data.take()
    with (args.out / "log.jsonl").open("a", encoding="utf-8") as log:
        while run.step < args.steps:
            start = time.perf_counter()
            written, rated = data.take()
            losses = run.learn(written, rated)
            tokens = sum(len(example.tokens) for example in (*written, *rated))
            record: dict[str, float] = {
                "step": run.step,
                "writing": round(losses[0], 4),
                "rating": round(losses[1], 4),
                "tokens/s": round(tokens / (time.perf_counter() - start), 1),
            }
            if run.step % args.every == 0 or run.step == args.steps:
                record["held out, writing"] = round(editor.validate(data.written_held_out), 4)
                record["held out, rating"] = round(editor.validate(data.rated_held_out), 4)
                run.save()
            print(json.dumps(record), file=log, flush=True)
    run.finish()


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder that base.py wrote")
    parser.add_argument(
        "--data", type=Path, required=True, nargs="+", help="files like plans/train.jsonl.gz"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=400)
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


def likes_bf16(device: torch.device) -> bool:
    """Whether products of bf16 are faster than of fp32: where the processor multiplies them."""
    return device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001


if __name__ == "__main__":
    main()
