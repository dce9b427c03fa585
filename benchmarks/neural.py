"""What the seq2seq stage promises, measured on models made here: speed, likeness, memory.

No model of the hub is needed: a T5-base with random weights takes as long as a trained one, and a
small model that learned in minutes to copy and shorten (``copying.py``) writes what has a meaning.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.copying import find_pairs, make_bart, make_base_t5, make_vocabulary, train
from benchmarks.speed import stitch
from summarizer import Summarizer
from summarizer.write.model import Engine, Request
from summarizer.write.seq2seq import Convention, Seq2SeqWriter
from summarizer.write.seq2seq.loading import find_checkpoint
from summarizer.write.seq2seq.writer import open_engine

ARTICLES = 16
NEW_TOKENS = 64
_PIECES = 3_000
_BASE_PIECES = 32_128
_BEGINNING = 2_000  # characters of an article that the small model learns from
_COMPARED = 300
_BATCHED = 160
_LONG = 5_000  # sentences

_MEMORY = """
import re, sys
import torch
from transformers import AutoModelForSeq2SeqLM, T5ForConditionalGeneration
from summarizer.write.model import Request
from summarizer.write.seq2seq.loading import find_checkpoint
from summarizer.write.seq2seq.writer import open_engine
def read(name):
    return int(re.search(name + r":\\s+(\\d+)", open("/proc/self/status").read()).group(1)) / 1024
torch.set_num_threads(1)
checkpoint = find_checkpoint(sys.argv[1])
before = read("VmRSS")
engine = open_engine(checkpoint, beams=1, held=False)
loaded = read("VmHWM")
engine.generate([Request("а", "а", 1)])
used = read("VmHWM")
weights = sum(p.numel() * p.element_size() for p in engine._model.parameters()) / 2**20
print((loaded - before) / weights, (used - before) / weights, weights)
"""


def measure(texts: Sequence[str], minutes: float, threads: int) -> str:
    """Run it all, in temporary folders, and return a table."""
    import torch

    torch.set_num_threads(threads)
    seen = [text[:_BEGINNING] for text in texts[: 4 * len(texts) // 5]]
    unseen = texts[len(seen) :]
    rows = ["| what | found | how |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as scratch:
        small, large = Path(scratch, "copying"), Path(scratch, "base")
        loss = make_copier(small, seen, 60 * minutes)
        rows += likeness(small, unseen, loss, threads)
        rows += batching(small, unseen)
        rows += length(small, unseen, threads)
        make_vocabulary(large, seen, _PIECES)
        make_base_t5(large, _BASE_PIECES)
        rows += speed(large, unseen, threads)
        rows += memory(large)
    return "\n".join(rows)


def make_copier(folder: Path, texts: Sequence[str], seconds: float) -> float:
    """Train the small model; return its loss."""
    from transformers import AutoTokenizer

    make_vocabulary(folder, texts, _PIECES)
    model = make_bart(len(AutoTokenizer.from_pretrained(folder)))
    return train(folder, model, list(find_pairs(texts)), seconds)


def likeness(folder: Path, texts: Sequence[str], loss: float, threads: int) -> list[str]:
    """Compare int8 of CTranslate2 with fp32 of transformers, neither held to numbers."""
    pairs = list(islice(find_pairs(texts), _COMPARED))
    requests = [Request(source, source, 64) for source, _ in pairs]
    checkpoint = find_checkpoint(str(folder))
    exact = open_engine(checkpoint, beams=1, held=False).generate(requests)
    fast = open_engine(
        checkpoint, beams=1, runtime="ctranslate2", dtype="int8", threads=threads
    ).generate(requests)
    same = total = 0
    for one, other in zip(exact, fast, strict=True):
        left, right = (
            checkpoint.tokenizer(reply.text, add_special_tokens=False)["input_ids"]
            for reply in (one, other)
        )
        same += sum(a == b for a, b in zip(left, right, strict=False))
        total += max(len(left), len(right))
    right_share = sum(reply.text == target for reply, (_, target) in zip(exact, pairs, strict=True))
    return [
        f"| int8 against fp32, equal tokens by place | {100 * same / max(total, 1):.1f} % "
        f"| {_COMPARED} outputs, {total:,} tokens; the model's loss {loss:.2f}, "
        f"{100 * right_share / len(pairs):.0f} % of its outputs are right to the letter |"
    ]


def batching(folder: Path, texts: Sequence[str]) -> list[str]:
    """Compare batches by length with one request at a time, numbers held, as the writer does."""
    checkpoint = find_checkpoint(str(folder))
    requests = [Request(source, source, 64) for source, _ in islice(find_pairs(texts), _BATCHED)]
    rows = []
    for beams in (1, 4):
        engine = open_engine(checkpoint, beams=beams)
        engine.generate(requests[:ARTICLES])
        together, seconds = _time(lambda e=engine: e.generate(requests))
        alone, others = _time(lambda e=engine: [e.generate([one])[0] for one in requests])
        same = sum(a == b for a, b in zip(together, alone, strict=True))
        rows.append(
            f"| batches by length against one by one, beam {beams} | {others / seconds:.1f} × | "
            f"{len(requests)} texts: {seconds:.1f} s and {others:.1f} s; {same} outputs the same |"
        )
    return rows


def length(folder: Path, texts: Sequence[str], threads: int) -> list[str]:
    """Summarize a document of 5,000 sentences by models with short inputs."""
    document = stitch(list(texts), _LONG)
    rows = []
    for limit in (64, 256, 512):
        writer = Seq2SeqWriter(folder, beams=1, threads=threads, convention=Convention(limit=limit))
        summary, seconds = _time(
            lambda w=writer: Summarizer(writer=w, words=200).summarize(document)
        )
        size = len(summary.document.sentences)
        tenths = {10 * s.index // size for one in summary.sentences for s in one.evidence}
        rows.append(
            f"| {size:,} sentences, {limit} tokens | evidence from {len(tenths)} tenths of the "
            f"document | {seconds:.1f} s; {len(summary.sentences)} sentences; "
            f"{'; '.join(summary.notes).replace(str(folder), 'the model')} |"
        )
    return rows


def speed(folder: Path, texts: Sequence[str], threads: int) -> list[str]:
    """Compare CTranslate2 int8 with transformers fp32, the same fixed number of new tokens."""
    convention = Convention(shortest=NEW_TOKENS, limit=512)
    checkpoint = find_checkpoint(str(folder), convention=convention)
    long_enough = [text for text in texts if len(text) > 2_500]
    requests = [Request(text, "", NEW_TOKENS) for text in long_enough[:ARTICLES]]
    rows = []
    for beams in (1, 4):
        slow, fast = (
            _time_cpu(
                open_engine(checkpoint, beams=beams, threads=threads, held=False, **options),
                requests,
            )
            for options in ({}, {"runtime": "ctranslate2", "dtype": "int8"})
        )
        rows.append(
            f"| CTranslate2 int8 against transformers fp32, T5-base, beam {beams} | "
            f"{slow / fast:.1f} × | {len(requests)} articles of 512 tokens in one batch, "
            f"{NEW_TOKENS} new ones each: {fast:.1f} s and {slow:.1f} s of the CPU, "
            f"{threads} thread(s) |"
        )
    return rows


def _time_cpu(engine: Engine, requests: Sequence[Request]) -> float:
    """Return the seconds of the CPU, of all threads: others on the machine count less."""
    engine.generate([Request("а", "", NEW_TOKENS)])
    start = time.process_time()
    engine.generate(requests)
    return time.process_time() - start


def memory(folder: Path) -> list[str]:
    """Return what loading takes, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _MEMORY, str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    loaded, used, weights = map(float, re.findall(r"[\d.]+", run.stdout))
    return [
        f"| memory of loading, peak over weights | {loaded:.2f} | fp32, {weights:.0f} MB of "
        f"safetensors, mapped; after the first article {used:.2f} |"
    ]


def _time(run: Any) -> tuple[Any, float]:
    start = time.perf_counter()
    result = run()
    return result, time.perf_counter() - start
