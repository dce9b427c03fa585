"""How fast: our extract beside sumy TextRank on the same texts, in one run, and how it grows."""

import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.datasets import Example
from benchmarks.systems import SYSTEMS
from summarizer.pipeline import DEFAULT_RANKER, read
from summarizer.words import lemma

SENTENCES = 4
_PARAGRAPH = 5
# The kernel's high-water mark of this program alone; what getrusage reports of a child includes
# the parent that it was forked from.
_PEAK_OF_RUN = """
import re, sys
from pathlib import Path
from summarizer import Summarizer
from summarizer.batch import find_articles, read_page
pages = map(read_page, find_articles(Path(sys.argv[1])))
for _ in Summarizer(style="extract", ranker=sys.argv[2]).map(pages, on_error="return"):
    pass
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1))
"""


def stitch(texts: list[str], size: int) -> str:
    """Make one text of ``size`` sentences from the bodies of many."""
    sentences: list[str] = []
    while len(sentences) < size:
        before = len(sentences)
        for text in texts:
            sentences += [s.text for s in read(text).sentences if s.role == "text"]
            if len(sentences) >= size:
                break
        if len(sentences) == before:
            raise ValueError("the texts hold no sentences")
    return "\n\n".join(
        " ".join(sentences[start : min(start + _PARAGRAPH, size)])
        for start in range(0, size, _PARAGRAPH)
    )


def time_calls(run: Callable[[], object], seconds: float = 2.0) -> float:
    """Return the median time of a call in milliseconds, of 3 calls or of ``seconds``' worth."""
    times: list[float] = []
    while len(times) < 3 or (sum(times) < seconds and len(times) < 200):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def beside(texts: list[str], peer: str, ranker: str, sizes: list[int]) -> list[str]:
    """Return table rows: sentences, ours cold and warm, the peer, the ratio."""
    rows = [
        "| sentences | cold, ms | warm, ms | articles/s | " + peer + ", ms | ratio |",
        "|" + "---|" * 6,
    ]
    for size in sizes:
        example = Example("", None, stitch(texts, size), ())
        lemma.cache_clear()
        start = time.perf_counter()
        SYSTEMS[ranker](example, SENTENCES, None)
        cold = 1000 * (time.perf_counter() - start)
        warm = time_calls(partial(SYSTEMS[ranker], example, SENTENCES, None))
        theirs = time_calls(partial(SYSTEMS[peer], example, SENTENCES, None))
        rows.append(
            f"| {size} | {cold:.1f} | {warm:.2f} | {1000 / warm:.0f} | {theirs:.1f} "
            f"| {theirs / warm:.1f} × |"
        )
    return rows


def growth(texts: list[str], ranker: str, sizes: list[int]) -> str:
    """Return the exponent of our time between the first and the last size, warm."""
    times = []
    for size in sizes:
        example = Example("", None, stitch(texts, size), ())
        SYSTEMS[ranker](example, SENTENCES, None)
        times.append(time_calls(partial(SYSTEMS[ranker], example, SENTENCES, None)))
    exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    shown = ", ".join(f"{n}: {ms:.1f} ms" for n, ms in zip(sizes, times, strict=True))
    return f"growth {sizes[0]}–{sizes[-1]} sentences: n^{exponent:.2f} ({shown})"


def import_time() -> str:
    """Return the median time of ``import summarizer`` in a new process, Python itself apart."""

    def run(code: str) -> float:
        return time_calls(lambda: subprocess.run([sys.executable, "-c", code], check=True), 2)

    return f"import summarizer: {run('import summarizer') - run('pass'):.0f} ms"


def folder_memory(texts: list[str], ranker: str, articles: int = 500) -> str:
    """Return the peak memory of one worker over a folder in ``extract``."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in")
        source.mkdir()
        for number in range(articles):
            Path(source, f"{number}.txt").write_text(texts[number % len(texts)], encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-c", _PEAK_OF_RUN, str(source), ranker],
            check=True,
            capture_output=True,
            text=True,
        )
    peak = int(run.stdout) // 1024
    return f"peak memory of one worker, {articles} articles in extract: {peak} MB"


def measure(texts: list[str], ranker: str = DEFAULT_RANKER, peer: str = "sumy-textrank") -> str:
    """Run it all and return the report."""
    return "\n".join(
        [
            *beside(texts, peer, ranker, [10, 30, 100, 300, 1000]),
            growth(texts, ranker, [300, 1_000, 3_000, 10_000]),
            folder_memory(texts, ranker),
            import_time(),
        ]
    )
