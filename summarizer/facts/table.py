"""Findings for people and for programs: a table with places, one object for JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from summarizer.facts.verify import Unsupported

_HEAD = ("place", "kind", "claim", "why")
_LONGEST = 60


def to_table(findings: Sequence[Unsupported], summary: str) -> str:
    """Return the findings as a table: line and column of each, its kind, its words, the reason.

    >>> from summarizer.facts import check
    >>> text = "Мост за 3 млрд руб. открыт."
    >>> print(to_table(check("Мост за 2 млрд руб. открыли.", text), text))
    place  kind    claim         why
    1:9    number  «3 млрд руб»  no such number in the source
    """
    if not findings:
        return ""
    rows = [_HEAD]
    for bad in findings:
        line, column = place_of(summary, bad.start)
        rows.append((f"{line}:{column}", bad.kind, f"«{_shorten(bad.text)}»", bad.reason))
    widths = [max(len(row[n]) for row in rows) for n in range(len(_HEAD) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    )


def to_object(findings: Sequence[Unsupported], summary: str) -> dict[str, Any]:
    """Return the findings as one object that JSON can hold."""
    found = []
    for bad in findings:
        line, column = place_of(summary, bad.start)
        found.append(asdict(bad) | {"line": line, "column": column})
    return {"supported": not findings, "unsupported": found}


def place_of(text: str, position: int) -> tuple[int, int]:
    """Return line and column, both from 1, as editors count them.

    >>> place_of("Мост\\nоткрыт", 5)
    (2, 1)
    """
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
