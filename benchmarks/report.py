"""Result files → tables: means with intervals, and which differences are real."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import interval, paired

SHOWN = ("rouge1", "rouge2", "rougeL")
SHOWN_FIRST = (
    ("rt-validation", "4 sentences"),
    ("conclusions-validation", "95 words"),
    ("bundled", "95 words"),
)
"""The data sets and budgets whose tables stand in the project's README."""

START, END = "<!-- results -->", "<!-- end of results -->"


def table(folder: Path, data: str, budget: str, baseline: str = "lead") -> str:
    """Return a Markdown table of all systems on one data set and budget, best ROUGE-1 first.

    R1, R2 and RL are F1 in percent; behind each its paired difference to ``baseline`` with the
    95 % bootstrap interval, bold where that excludes 0. ``ms`` is the mean time an article,
    each word form looked up when first seen; ``MB`` the peak of the process.
    """
    results = [
        result
        for result in load_results(folder)
        if (result["data"], result["budget"]) == (data, budget)
    ]
    results.sort(key=lambda result: -interval(f1(result, "rouge1")).mean)
    reference = next((result for result in results if result["system"] == baseline), None)
    if reference is None:
        raise ValueError(f"{folder}: no result of {baseline!r} on {data}, {budget}: run it first")
    rows = [
        "| system | words | ms | MB "
        + "".join(f"| {shown} | − {baseline} " for shown in ("R1", "R2", "RL"))
        + "|",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for measure in reference.get("similarities", ()):
        rows = [rows[0] + f" {measure} |", rows[1] + "---|"]
    for result in results:
        words = sum(document["words"] for document in result["documents"])
        cells = [
            result["system"],
            f"{words / len(result['documents']):.0f}",
            f"{result['milliseconds']:.1f}",
            f"{result.get('megabytes') or ''}",
        ]
        for metric in SHOWN:
            scores = f1(result, metric)
            difference = paired(scores, f1(reference, metric))
            shown = f"**{difference}**" if difference.excludes_zero else str(difference)
            cells += [f"{interval(scores).mean:.1f}", "" if result is reference else shown]
        for measure in reference.get("similarities", ()):
            scores = [document.get(measure, float("nan")) for document in result["documents"]]
            cells.append(f"{interval(scores).mean:.1f}")
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def all_tables(folder: Path) -> str:
    """Return the page with the tables of every data set and budget in ``folder``."""
    found = {(r["data"], r["articles"], r["budget"]): r["signature"] for r in load_results(folder)}
    parts = [
        f"## {data}, {articles} articles, {budget}\n\n`{found[data, articles, budget]}`\n\n"
        f"{table(folder, data, budget)}\n"
        for data, articles, budget in sorted(found)
    ]
    return "\n".join(["# Results\n", *parts])


def write_tables(folder: Path, readme: Path) -> None:
    """Write all tables to ``README.md`` in ``folder``, and those ``SHOWN_FIRST`` into ``readme``.

    They replace what stands between the marks ``<!-- results -->`` and ``<!-- end of results -->``.

    Raises:
        ValueError: ``readme`` has no such marks, or a result is missing.
    """
    articles = {(r["data"], r["budget"]): r["articles"] for r in load_results(folder)}
    tables = "\n\n".join(
        f"`{data}`, {articles.get((data, budget))} articles, {budget}:\n\n"
        f"{table(folder, data, budget)}"
        for data, budget in SHOWN_FIRST
    )
    text = readme.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{readme}: no {START} with an {END} behind it")
    readme.write_text(f"{before}{start}\n{tables}\n{end}{after}", encoding="utf-8")
    (folder / "README.md").write_text(all_tables(folder), encoding="utf-8")


def load_results(folder: Path) -> list[dict[str, Any]]:
    """Return the contents of all result files of a folder."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def f1(result: dict[str, Any], metric: str) -> Sequence[float]:
    """Return the per-document F1 of a result."""
    return [document[metric][2] for document in result["documents"]]
