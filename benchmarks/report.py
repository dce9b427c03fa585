"""Result files → tables: means with intervals, and which differences are real."""

import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import interval, paired

SHOWN = ("rouge1", "rouge2", "rougeL")

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.ru.md", "docs/measured.md")
"""The pages of the project that show tables, from its root."""

_MARKED = re.compile(
    r"(?P<start><!-- results: (?P<data>\S+), (?P<budget>[^;>]+?)(?:; (?P<systems>[^>]+))? -->\n)"
    r".*?(?P<end><!-- end of results -->)",
    re.DOTALL,
)


def table(
    folder: Path,
    data: str,
    budget: str,
    baseline: str = "lead",
    systems: Collection[str] | None = None,
) -> str:
    """Return a Markdown table of ``systems`` (all) on one data set and budget, best ROUGE-1 first.

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
        if systems is not None and result["system"] not in systems:
            continue
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


def write_tables(folder: Path, pages: Sequence[Path]) -> None:
    """Write all tables to ``README.md`` in ``folder``, and into ``pages`` those that they ask for.

    A page asks by a pair of marks, ``<!-- results: DATA, BUDGET -->`` or, of some systems alone,
    ``<!-- results: DATA, BUDGET; SYSTEM SYSTEM -->``, and ``<!-- end of results -->``.

    Raises:
        ValueError: a page has no such marks, or a result is missing.
    """
    for page in pages:
        page.write_text(fill(page.read_text(encoding="utf-8"), folder), encoding="utf-8")
    (folder / "README.md").write_text(all_tables(folder), encoding="utf-8")


def fill(text: str, folder: Path) -> str:
    """Return a page with the tables that it asks for, as ``write_tables`` says."""

    def put(mark: re.Match[str]) -> str:
        systems = mark["systems"].split() if mark["systems"] else None
        shown = table(folder, mark["data"], mark["budget"], systems=systems)
        return f"{mark['start']}\n{shown}\n\n{mark['end']}"

    filled, tables = _MARKED.subn(put, text)
    if not tables:
        raise ValueError("no <!-- results: DATA, BUDGET --> … <!-- end of results --> in the page")
    return filled


def load_results(folder: Path) -> list[dict[str, Any]]:
    """Return the contents of all result files of a folder."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def f1(result: dict[str, Any], metric: str) -> Sequence[float]:
    """Return the per-document F1 of a result."""
    return [document[metric][2] for document in result["documents"]]
