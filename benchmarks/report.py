"""Result files → tables: means with intervals, and which differences are real."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import interval, paired

SHOWN = ("rouge1", "rouge2", "rougeL")


def table(folder: Path, data: str, budget: str, baseline: str = "lead") -> str:
    """Return a Markdown table of all systems on one data set and budget, best ROUGE-1 first.

    Cells are F1 in percent; the last column is the paired difference in ROUGE-1 to ``baseline``
    with its 95 % bootstrap interval, bold where it excludes 0.
    """
    results = [
        result
        for path in sorted(folder.glob("*.json"))
        if (result := json.loads(path.read_text(encoding="utf-8")))["data"] == data
        and result["budget"] == budget
    ]
    results.sort(key=lambda result: -interval(f1(result, "rouge1")).mean)
    reference = next(result for result in results if result["system"] == baseline)
    rows = [
        f"| system | R1 | R2 | RL | words | ms | R1 − {baseline} |",
        "|---|---|---|---|---|---|---|",
    ]
    for result in results:
        means = [f"{interval(f1(result, metric)).mean:.1f}" for metric in SHOWN]
        words = sum(document["words"] for document in result["documents"])
        difference = paired(f1(result, "rouge1"), f1(reference, "rouge1"))
        shown = f"**{difference}**" if difference.excludes_zero else str(difference)
        cells = [
            result["system"],
            *means,
            f"{words / len(result['documents']):.0f}",
            f"{result['milliseconds']:.1f}",
            "–" if result is reference else shown,
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def f1(result: dict[str, Any], metric: str) -> Sequence[float]:
    """Return the per-document F1 of a result."""
    return [document[metric][2] for document in result["documents"]]
