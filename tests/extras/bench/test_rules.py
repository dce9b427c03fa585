"""What a rule changes, on an article invented here."""

import gzip
import json

import pytest
from click.testing import CliRunner

from benchmarks import rules
from benchmarks.__main__ import main

PARK = (
    "Парк в Заречье (весь) открыли в мае. Директор парка Нина Ветрова посадила у пруда сорок лип. "
    "Ветрова купила для парка новый насос. Билет в парк стоит сто рублей."
)
SENTENCES = [f"{text}." for text in PARK.removesuffix(".").split(". ")]


@pytest.fixture
def data(tmp_path):
    rows = {
        "conclusions": {"title": "", "text": PARK, "conclusion": "Парк в Заречье открыли в мае."},
        "plans": {
            "title": "",
            "text": PARK,
            "sentences": SENTENCES,
            "imp": "3210",
            "dep": {"2": [1]},
            "E": [0, 1],
        },
    }
    for name, row in rows.items():
        (tmp_path / name).mkdir()
        with gzip.open(tmp_path / name / "validation.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return tmp_path


def notes(**changed):
    given = {"sentences": tuple(SENTENCES), "importance": (3, 2, 1, 0), "needs": {2: [1]}}
    return rules.Notes(**given | {"best": frozenset({0, 1})} | changed)


@pytest.mark.parametrize(
    ("used", "figures"),
    [
        ([0, 1], {"main": 1, "gain": 1, "trivia": 0, "unmet": 0, "F1": 1, "used": 2}),
        ([1, 2], {"main": 0, "gain": 0.6, "trivia": 1, "unmet": 0, "F1": 0.5, "used": 2}),
        ([2, 3], {"main": 0, "gain": 0.2, "trivia": 2, "unmet": 1, "F1": 0, "used": 2}),
        ([], {"main": 0, "gain": 0, "trivia": 0, "unmet": 0, "F1": 0, "used": 0}),
    ],
)
def test_what_was_used_is_held_to_an_editors_notes(used, figures):
    assert rules.weigh(used, notes()) == pytest.approx(figures)


def test_what_no_sentence_can_meet_is_not_unmet():
    assert rules.weigh([2], notes(needs={2: [-1]}))["unmet"] == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SENTENCES[1], [1]),
        (" ".join(SENTENCES[2:]), [2, 3]),
        ("Билет в парк стоит сто", [3]),
        ("Билет в этот парк стоит сто рублей.", [3]),
        ("Дождя не ждут до осени.", []),
    ],
)
def test_a_piece_of_the_article_is_found_however_it_was_cut(text, found):
    assert rules.locate(text, SENTENCES) == found


def test_an_article_with_both_is_one(data):
    (article,) = rules.load(data, "validation")
    assert article.conclusion == "Парк в Заречье открыли в мае."
    assert article.notes == notes()


def test_a_rule_that_did_nothing_changes_nothing(data):
    everything, effects = rules.measure(rules.load(data, "validation"))
    assert len(everything) == 1
    assert list(effects) == list(rules.RULES)
    assert effects["brackets"].fired == 1
    assert "(весь)" in effects["brackets"].changed[0].text
    assert not any(effects[name].changed for name in ("reply", "colon", "dateline"))


def test_the_columns_are_means_and_shares_of_sentences():
    one = rules.Figures("", {"main": 1.0, "trivia": 1, "used": 4, "R1": 40.0})
    other = rules.Figures("", {"main": 0.0, "trivia": 0, "used": 1})
    main_share, _, trivia, *_, r1, _, _ = rules.average([one, other])
    assert (main_share, trivia, r1) == (0.5, 20, 40)


def test_the_command_prints_a_row_a_rule(data):
    result = CliRunner().invoke(main, ["rules", "--data", str(data), "--only", "brackets,reply"])
    assert result.exit_code == 0
    *_, everything, brackets, reply = result.output.splitlines()
    assert everything.startswith("| all | | | 1 |")
    assert brackets.startswith("| brackets | compression | 1 | 1 | 100.0 |")
    assert reply.startswith("| reply | speech | 0 | 0 | 0.0 |")


@pytest.mark.parametrize("options", [["--only", "no such rule"], ["--split", "no such split"]])
def test_what_is_not_there_is_a_usage_error(data, options):
    result = CliRunner().invoke(main, ["rules", "--data", str(data), *options])
    assert result.exit_code == 2
