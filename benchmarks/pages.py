"""How long a report takes to make, how large it is, and how soon one can use it in Chromium."""

import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.chromium import open_chromium
from benchmarks.datasets import Example
from summarizer.errors import SummarizerError
from summarizer.pipeline import Summarizer
from summarizer.report import Entry, Report

OPENINGS = 5

# From the start of the navigation: the list can be searched, and has been drawn.
_USABLE = """
const done = arguments[0];
(function look() {
  const times = ["usable", "first-contentful-paint"].map((name) =>
    performance.getEntriesByName(name)[0]?.startTime);
  if (times.every((time) => time !== undefined)) done(Math.max(...times));
  else setTimeout(look, 5);
})();
"""
# From the letters typed to the list drawn.
_SEARCH = """
const [word, done] = arguments;
query.value = word;
const start = performance.now();
list();
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""
# From the click to the article drawn.
_ARTICLE = """
const [number, done] = arguments;
const start = performance.now();
location.hash = "#a" + number;
(function look() {
  if (byId("view").dataset.number === String(number)) done(performance.now() - start);
  else requestAnimationFrame(look);
})();
"""


def summarize(examples: list[Example], articles: int) -> list[Entry]:
    """Return entries of so many articles, the examples over again where there are too few.

    Extracts, since the pages do not care how a summary was written.
    """
    summarizer = Summarizer(style="extract", words=95)
    entries: list[Entry] = []
    for number, example in enumerate(islice(cycle(examples), articles)):
        started = time.perf_counter()
        try:
            result = summarizer.summarize(example.text, title=example.title)
        except SummarizerError as error:
            entries.append(Entry.of(f"{number:06d}.txt", error))
        else:
            seconds = time.perf_counter() - started
            entries.append(Entry.of(f"{number:06d}.txt", result, seconds))
    return entries


def measure(examples: list[Example], articles: int) -> str:
    """Make a report, open it a few times, return what was measured: medians."""
    entries = summarize(examples, articles)
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), time.process_time()
        with Report(Path(folder)) as report:
            for entry in entries:
                report.add(entry)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        largest = max(page.stat().st_size for page in Path(folder).iterdir())
        page = report.index if articles <= 2_000 else Path(folder, "part-0001.html")
        usable, search, article = _open(page)
    return "\n".join(
        [
            f"made in {wall:.1f} s ({cpu:.1f} s of one processor), {articles} articles",
            f"largest page {largest / 1e6:.1f} MB",
            f"usable in Chromium after {usable:.0f} ms, medians of {OPENINGS} openings",
            f"search {search:.0f} ms, an article opens in {article:.0f} ms",
        ]
    )


def _open(page: Path) -> tuple[float, float, float]:
    driver = open_chromium()
    try:
        found: list[tuple[float, float, float]] = []
        for turn in range(OPENINGS):
            driver.get("about:blank")
            driver.get(page.as_uri())
            usable = driver.execute_async_script(_USABLE)
            search = driver.execute_async_script(_SEARCH, "город")
            found.append((usable, search, driver.execute_async_script(_ARTICLE, 10 * turn)))
    finally:
        driver.quit()
    usable, search, article = (statistics.median(values) for values in zip(*found, strict=True))
    return usable, search, article
