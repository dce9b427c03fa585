"""One system in a process of its own: its time and memory are not mixed with another's."""

import re
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benchmarks.datasets import Example
from benchmarks.systems import System, get_system
from summarizer import SummarizerError

_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Output:
    """What a system made of one article.

    ``seconds`` is the time of this article; ``megabytes`` the peak of the process so far, imports
    included (None where the system does not tell); ``notes`` what the system has noted so far.
    """

    sentences: tuple[str, ...]
    seconds: float
    megabytes: float | None
    notes: tuple[str, ...]


def summarize(system: str, sentences: int | None, words: int | None, example: Example) -> Output:
    """Run a system by name on one article; a refused article is an empty output."""
    run = _system(system)
    start = time.perf_counter()
    try:
        found = run(example, sentences, words)
    except SummarizerError:
        found = []
    seconds = time.perf_counter() - start
    return Output(tuple(found), seconds, _peak(), tuple(getattr(run, "notes", ())))


@lru_cache(maxsize=1)
def _system(name: str) -> System:
    return get_system(name)


def _peak() -> float | None:
    if not _STATUS.exists():
        return None
    found = re.search(r"VmHWM:\s+(\d+)", _STATUS.read_text(encoding="ascii"))
    return int(found.group(1)) / 1024 if found else None
