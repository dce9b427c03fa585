"""Run systems over data: one JSON file a (system, data, budget), with all that decides it."""

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.datasets import Example
from benchmarks.rouge import METRICS, Rouge
from benchmarks.rows import to_json
from benchmarks.similarity import get_similarity
from benchmarks.worker import Output, summarize
from summarizer.words import count_words

_PACKAGES = (
    "razdel",
    "pymorphy3",
    "numpy",
    "sumy",
    "summa",
    "lexrank",
    "rouge-score",
    "transformers",
)


@dataclass(frozen=True, slots=True)
class Budget:
    """The length asked of every system: sentences, words, or neither, which leaves it to them."""

    sentences: int | None = None
    words: int | None = None

    def __str__(self) -> str:
        if self.sentences:
            return f"{self.sentences} sentences"
        return f"{self.words} words" if self.words else "own length"


def run(
    system: str,
    data: str,
    examples: Sequence[Example],
    budget: Budget,
    folder: Path,
    similarities: Sequence[str] = (),
) -> Iterator[int]:
    """Score one system and write its result file; yield the number of articles done.

    The system runs in a process of its own. A result that stands there already with the same
    signature, versions and articles is kept.

    Args:
        similarities: more measures, as ``similarity.get_similarity`` names them.
    """
    rouge = Rouge()
    asked = {name: get_similarity(name) for name in similarities}
    measures = {name: measure for name, (_, measure) in asked.items()}
    head = {
        "system": system,
        "data": data,
        "articles": len(examples),
        "fingerprint": fingerprint(examples),
        "budget": str(budget),
        "signature": rouge.signature(len(examples)),
        "similarities": {name: signature for name, (signature, _) in asked.items()},
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}",
    }
    path = folder / re.sub(r"[^\w.-]+", "-", f"{data}.{budget}.{system}.json")
    if path.exists() and _head(path, head) == head:
        return
    documents: list[dict[str, Any]] = []
    outputs: list[Output] = []
    job = partial(summarize, system, budget.sentences, budget.words)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for example, output in zip(examples, pool.map(job, examples), strict=True):
            text = "\n".join(output.sentences)
            scores = rouge.score(text, example.references)
            documents.append(
                {
                    "id": example.id,
                    "words": count_words(text),
                    "article_words": count_words(example.text),
                    **{m: [round(v, 4) for v in asdict(scores[m]).values()] for m in METRICS},
                    **{m: round(f(text, example.references), 4) for m, f in measures.items()},
                }
            )
            outputs.append(output)
            yield len(documents)
    body = {
        **head,
        "milliseconds": round(1000 * sum(o.seconds for o in outputs) / len(outputs), 3),
        "megabytes": outputs[-1].megabytes and round(outputs[-1].megabytes),
        "notes": list(outputs[-1].notes),
        "documents": documents,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(to_json(body), encoding="utf-8")


def fingerprint(examples: Sequence[Example]) -> str:
    """Return a short hash of the articles, so that two results are known to be comparable."""
    digest = hashlib.sha256()
    for example in examples:
        digest.update(repr((example.text, example.references)).encode())
    return digest.hexdigest()[:16]


def _head(path: Path, like: dict[str, Any]) -> dict[str, Any]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: stored.get(name) for name in like}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
