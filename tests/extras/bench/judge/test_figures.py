"""The figures that hand-made verdicts give, and what is published."""

import json
import math
import re

import pytest

from benchmarks.judge import (
    FAULTS,
    GRAMMAR,
    Reading,
    Verdict,
    kappa,
    publish,
    read_key,
    read_verdicts,
    report,
    same_twice,
    win_rate,
)
from tests.extras.bench.judge.sheets import PAIR, TWICE, key_of, reading_of


def test_win_rates_by_hand():
    key = key_of(*[(name, ("A", "B")) for name in "wxyz"])
    reading = reading_of(key, ["A", "A", "tie", "B"])
    rate = win_rate([reading], "A")
    assert rate.mean == 62.5  # (100 + 100 + 50 + 0) / 4
    assert 0 <= rate.low < 62.5 < rate.high <= 100
    assert win_rate([reading], "B").mean == 37.5
    assert "| A | 62.5 [" in report(key, [reading])
    assert "| 2 | 1 | 1 |" in report(key, [reading])


def test_articles_weigh_the_same_however_often_they_are_read():
    reading = reading_of(TWICE, ["A", "B", "", "A", "", ""])
    assert win_rate([reading], "A").mean == 50  # x: 100, y: 0, z: no verdict


def test_both_readings_by_hand():
    reading = reading_of(TWICE, ["A", "tie", "B", "A", "tie", "A"])
    assert same_twice(reading) == [True, True, False]
    text = report(TWICE, [reading])
    assert "| one | 6 | 0 | 2 of 3 (67 %) | 1 of 4 (25 %) |" in text  # only the first A was left


def test_kappa_by_hand():
    first, second = ["A", "A", "B", "tie"], ["A", "B", "B", "tie"]
    # observed 3/4, expected (2·1 + 1·2 + 1·1) / 16 = 5/16
    assert kappa(first, second) == pytest.approx((3 / 4 - 5 / 16) / (1 - 5 / 16))
    assert kappa(["A", "B"], ["B", "A"]) == -1
    assert kappa(first, first) == 1
    assert math.isnan(kappa(["A"], ["A"]))


def test_readers_are_compared_on_what_both_judged():
    one = reading_of(TWICE, ["A", "A", "B", "tie", "A", ""], "one")
    two = reading_of(TWICE, ["A", "B", "B", "tie", "", "B"], "two")
    assert "| one / two | 3 of 4 (75 %) | 0.64 |" in report(TWICE, [one, two])


def test_readers_without_a_common_item_have_no_kappa():
    one = reading_of(TWICE, ["A", "", "", "", "", ""], "one")
    two = reading_of(TWICE, ["", "A", "", "", "", ""], "two")
    assert "| one / two | – | – |" in report(TWICE, [one, two])


def test_sides_become_systems_and_blanks_are_missing(make, score, tmp_path):
    make(*PAIR)
    places = read_key(tmp_path / "sheet.key.json").items
    sides = ["left" if place.shown[0] == "centrality" else "right" for place in places]
    output = score([*sides[:2], ""]).output
    assert "| centrality | 100.0 [100.0, 100.0] | 2 | 0 | 0 |" in output
    assert "| reader-0 | 2 | 1 |" in output


def test_faults_and_fitness_by_hand(make, score):
    make("--systems", "lead")
    none = [""] * len(FAULTS)
    first = ["1", "0", "1", *none[3:], "no"]
    output = score([first, [*none, "yes"], [*none, ""]], [first, first, [*none, "yes"]]).output
    assert "| lead | 50.0 [0.0, 100.0] | 2 | 3 |" in output  # articles: 0, 50, 100
    rows = (
        "wrong-fact | 3 | 60 | 2",
        "unsupported | 0 | 0 | 0",
        "grammar | 3 | 60 | 2",
        "grammar or reference or punctuation | 3 | 60 | 2",
        "none | 2 | 40 | 1",
    )
    assert all(f"| {row} |" in output for row in rows)
    assert "| lead | 50.0 [0.0, 100.0] | 2 | 3 | 1 of 3 (33 %) |" in output
    assert "| reader-0 | 2 | 1 |" in output


def test_an_output_is_fit_if_no_reader_refuses_it():
    key = key_of(*[(name, ("A",)) for name in "wxyz"], systems=("A",))
    one = reading_of(key, ["yes", "yes", "no", ""], "one")
    two = reading_of(key, ["yes", "no", "yes", "yes"], "two")
    assert "| A | 75.0 [" in report(key, [one, two])  # articles: 100, 50, 50, 100
    assert "| 2 of 4 (50 %) |" in report(key, [one, two])


def test_who_refuses_names_a_fault(make, score):
    make("--systems", "lead")
    output = score([[*[""] * len(FAULTS), "no"]] * 3).output
    assert "row 2: not fit and without a fault" in output


def test_faults_of_grammar_are_faults():
    assert set(GRAMMAR) < set(FAULTS)


def test_a_table_that_excel_saved_is_read(make, score, tmp_path):
    make(*PAIR)
    score(["tie"] * 3)
    path = tmp_path / "reader-0.csv"
    path.write_text("\ufeff" + path.read_text("utf-8").replace(",", ";"), encoding="utf-8")
    key = read_key(tmp_path / "sheet.key.json")
    assert read_verdicts(path, key, "one").missing == 0


def test_published_verdicts_hold_ids_and_no_text(make, score, tmp_path):
    make(*PAIR)
    name = "a large language model, fresh context"
    result = score(["tie"] * 3, flags=["--reader", name, "--results", str(tmp_path / "judged")])
    assert result.exit_code == 0
    (path,) = (tmp_path / "judged").iterdir()
    published = json.loads(path.read_text("utf-8"))
    assert published["reader"] == name
    assert [set(v) for v in published["verdicts"]] == [{"item", "article", "shown", "choice"}] * 3
    assert not re.search("[а-я]", path.read_text("utf-8"))


def test_published_faults(tmp_path):
    key = key_of(("x", ("A",)), systems=("A",))
    reading = Reading("Анна", {"1": Verdict(key.items[0], "no", ("grammar",))}, 0)
    published = json.loads(publish(reading, key, tmp_path).read_text("utf-8"))
    assert published["verdicts"] == [
        {"item": "1", "article": "x", "shown": ["A"], "choice": "no", "faults": ["grammar"]}
    ]
