"""The figures that are published of a report are measured by this."""

import re

from benchmarks.datasets import Example
from benchmarks.pages import measure
from tests.texts import ENGLISH, compose


def test_a_report_is_measured(monkeypatch):
    monkeypatch.setattr("benchmarks.pages.OPENINGS", 2)
    examples = [Example(str(n), None, compose(120, n), ()) for n in range(5)]
    found = measure([*examples, Example("x", None, ENGLISH, ())], 24)
    assert "24 articles" in found
    numbers = [float(number) for number in re.findall(r"[\d.]+(?= (?:s|MB|ms)\b)", found)]
    assert len(numbers) == 6
    assert all(0 < number < 10_000 for number in numbers[2:])
