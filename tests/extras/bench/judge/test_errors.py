"""Wrong usage, wrong tables."""

import re

import click
import pytest
from click.testing import CliRunner

from benchmarks.datasets import Example
from benchmarks.judge import (
    FAULTS,
    arrange,
    judge,
    make_items,
    parse_entries,
    read_key,
    read_verdicts,
)
from summarizer.segment import split
from tests.extras.bench.judge.sheets import PAIR


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--systems", "нет"], "no system 'нет'"),
        (["--systems", "lead:x"], "no system 'lead:x'"),
        (["--systems", "lead:0"], "no room"),
        (["--systems", "formula+lead:5"], "no room"),
        (["--systems", "lead:0s"], "no room"),
        (["--systems", "lead:5ы"], "no system 'lead:5ы'"),
        (["--systems", "summa"], "no default length"),
        (["--systems", "lead,lead"], "two that differ"),
        (["--systems", "lead,centrality,learned"], "two that differ"),
        (["--systems", "lead", "--words", "9", "--sentences", "2"], "one budget"),
        (["--systems", "lead", "--twice"], "--twice"),
        (["--systems", "lead", "--reference", "нет"], "no article"),
        ([], "give --systems"),
    ],
)
def test_the_sheet_refuses_wrong_usage(make, flags, message):
    result = make(*flags)
    assert result.exit_code == 2
    assert message in result.output


def test_articles_need_ids_of_their_own():
    examples = [Example("a", None, "Мост.", ())] * 2
    with pytest.raises(click.UsageError, match="same id"):
        make_items(examples, [("А.", "Б.")] * 2, ("a", "b"), arrange(2, 1))


def test_the_formula_is_part_of_the_budget():
    first, second = parse_entries("formula+lead:95,centrality", None, 60)
    assert (first.words, first.formula, second.words, second.formula) == (90, True, 60, False)


def test_a_length_in_sentences_is_not_in_words():
    first, second = parse_entries("formula+lead:5s,formula+sumy-lexrank:95", None, None)
    assert (first.sentences, first.words) == (5, None)
    assert (second.sentences, second.words) == (None, 90)


def test_five_sentences_stand_behind_the_formula(make, tmp_path):
    make("--systems", "formula+lead:5s", "--limit", "1")
    page = (tmp_path / "sheet.html").read_text("utf-8")
    (text,) = re.findall(r'<h3 id="text-[\w-]+">.*?<p>(В заключение.*?)</p>', page, re.DOTALL)
    assert len(split(text)) == 5


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("-2,", "-9,", "row 3: no item"),
        ("left", "both", "row 2: verdict is 'both'"),
        ("item,", "items,", "no column item"),
        ("-3,", "-2,", "row 4: item"),
    ],
)
def test_scoring_names_file_and_row(make, score, tmp_path, old, new, message):
    make(*PAIR)
    score(["left", "tie", ""])
    path = tmp_path / "reader-0.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    arguments = ["--score", str(path), "--key", str(tmp_path / "sheet.key.json")]
    result = CliRunner().invoke(judge, arguments)
    assert result.exit_code == 2
    assert f"{path}" in result.output
    assert message in result.output


def test_an_item_read_twice_is_refused(make, score, tmp_path):
    make(*PAIR)
    score(["left", "tie", ""])
    path = tmp_path / "reader-0.csv"
    path.write_text(
        path.read_text("utf-8") + "\n" + path.read_text("utf-8").splitlines()[1], "utf-8"
    )
    with pytest.raises(click.UsageError, match="second time"):
        read_verdicts(path, read_key(tmp_path / "sheet.key.json"), "one")


def test_a_bad_fault_is_refused(make, score):
    make("--systems", "lead")
    bad = ["да", *[""] * (len(FAULTS) - 1), "no"]
    assert "row 2: wrong-fact is 'да'" in score([bad] * 3).output


def test_another_sheet_s_key_is_refused(make, score, tmp_path):
    make("--systems", "centrality,lead-raw:30", out="other")
    make(*PAIR)
    score(["left", "tie", ""])
    with pytest.raises(click.UsageError, match=r"row 2: no item"):
        read_verdicts(tmp_path / "reader-0.csv", read_key(tmp_path / "other.key.json"), "one")


@pytest.mark.parametrize("flags", [["--reader", "А"], ["--reader", "А", "--reader", "А"]])
def test_each_reader_has_a_name_of_its_own(make, score, flags):
    make(*PAIR)
    assert "of its own" in score(["tie"] * 3, ["tie"] * 3, flags=flags).output


def test_blank_tables_and_wrong_keys_are_refused(make, score, tmp_path):
    make(*PAIR)
    assert "every verdict is blank" in score([""] * 3).output
    (tmp_path / "sheet.key.json").write_text('{"items": []}')
    assert "not the key" in score(["tie"] * 3).output
