"""Blind sheets of three tiny articles, made and scored."""

import csv
import json

import pytest
from click.testing import CliRunner

from benchmarks.judge import judge
from tests.texts import compose


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "tiny.jsonl"
    rows = [{"id": f"a{n}", "text": compose(60, n), "summary": "Мост открыт."} for n in range(3)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def make(data, tmp_path):
    def run(*flags, out="sheet"):
        arguments = ["--data", str(data), "--out", str(tmp_path / f"{out}.html"), *flags]
        return CliRunner().invoke(judge, arguments)

    return run


@pytest.fixture
def score(tmp_path):
    """Write verdicts of a sheet, by item number, and score them."""

    def run(*readers, flags=(), stem="sheet"):
        arguments = ["--key", str(tmp_path / f"{stem}.key.json"), *flags]
        for number, answers in enumerate(readers):
            rows = list(csv.reader((tmp_path / f"{stem}.csv").read_text("utf-8").splitlines()))
            for row, answer in zip(rows[1:], answers, strict=True):
                row[2:] = [answer] if isinstance(answer, str) else answer
            path = tmp_path / f"reader-{number}.csv"
            path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
            arguments += ["--score", str(path)]
        return CliRunner().invoke(judge, arguments)

    return run
