import json
from pathlib import Path

import pytest

from benchmarks.rows import to_json

RESULTS = Path(__file__).parents[3] / "benchmarks" / "results"


def test_a_row_is_a_line_and_a_field_is_a_line():
    rows = [{"id": "а", "rouge1": [1.5, 2.0]}, {"id": "б", "rouge1": [0.25, 1e-9]}]
    assert to_json({"system": "lead", "notes": [], "documents": rows}).splitlines() == [
        "{",
        '"system": "lead",',
        '"notes": [],',
        '"documents": [',
        '{"id": "а", "rouge1": [1.5, 2.0]},',
        '{"id": "б", "rouge1": [0.25, 1e-09]}',
        "]",
        "}",
    ]


@pytest.mark.parametrize(
    "body", [{}, {"a": []}, {"a": [{}]}, {"a": [1, {}]}, {"a": {"b": [{"c": None}]}, "«»": 0.1}]
)
def test_nothing_is_lost(body):
    assert json.loads(to_json(body)) == body


@pytest.mark.parametrize("path", sorted(RESULTS.rglob("*.json")), ids=lambda path: path.name)
def test_the_published_results_are_written_so(path):
    text = path.read_text(encoding="utf-8")
    assert to_json(json.loads(text)) == text
