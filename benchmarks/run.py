"""Run systems over data: one JSON file a (system, data, budget), with all that decides it."""

import hashlib
import json
import os
import platform
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.datasets import Example
from benchmarks.rouge import METRICS, Rouge
from benchmarks.systems import get_system
from summarizer import SummarizerError
from summarizer.words import count_words, lemma

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
    """The length asked of every system: sentences or words."""

    sentences: int | None = None
    words: int | None = None

    def __str__(self) -> str:
        return f"{self.sentences} sentences" if self.sentences else f"{self.words} words"


def run(
    system: str, data: str, examples: Sequence[Example], budget: Budget, folder: Path
) -> Iterator[int]:
    """Score one system and write its result file; yield the number of articles done.

    A result that stands there already with the same signature, version and articles is kept.
    """
    rouge, summarize = Rouge(), get_system(system)
    head = {
        "system": system,
        "data": data,
        "articles": len(examples),
        "fingerprint": fingerprint(examples),
        "budget": str(budget),
        "signature": rouge.signature(len(examples)),
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}",
    }
    path = folder / re.sub(r"[^\w.-]+", "-", f"{data}.{budget}.{system}.json")
    if path.exists() and _head(path, head) == head:
        return
    lemma.cache_clear()  # each system pays for the words that it looks up
    documents: list[dict[str, Any]] = []
    seconds = 0.0
    for done, example in enumerate(examples, 1):
        start = time.perf_counter()
        try:
            sentences = summarize(example, budget.sentences, budget.words)
        except SummarizerError:  # an empty hypothesis scores 0 and counts
            sentences = []
        seconds += time.perf_counter() - start
        text = "\n".join(sentences)
        scores = rouge.score(text, example.references)
        documents.append(
            {
                "id": example.id,
                "words": count_words(text),
                "article_words": count_words(example.text),
                **{name: [round(v, 4) for v in asdict(scores[name]).values()] for name in METRICS},
            }
        )
        yield done
    folder.mkdir(parents=True, exist_ok=True)
    body = {
        **head,
        "milliseconds": round(1000 * seconds / len(examples), 3),
        "notes": list(getattr(summarize, "notes", ())),
        "documents": documents,
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


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
