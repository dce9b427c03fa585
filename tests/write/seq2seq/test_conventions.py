"""Which convention a model gets; no model is needed for that."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from summarizer import WeightsError
from summarizer.write.seq2seq import Convention
from summarizer.write.seq2seq.conventions import (
    BY_TYPE,
    CONVENTIONS,
    FILE,
    check,
    find_convention,
    write_convention,
)

GAZETA = "IlyaGusev/mbart_ru_sum_gazeta"


def config(model_type="t5", **fields):
    return SimpleNamespace(model_type=model_type, **fields)


def test_the_exact_name_decides_then_the_kind(tmp_path):
    assert find_convention(GAZETA, tmp_path, config("mbart")) is CONVENTIONS[GAZETA]
    assert find_convention(f"/models/{GAZETA}", tmp_path, config("mbart")) is CONVENTIONS[GAZETA]
    assert find_convention(f"{GAZETA}-v2", tmp_path, config("mbart")) is BY_TYPE["mbart"]
    assert find_convention("mine/t5", tmp_path, config()) == Convention()


def test_a_prefix_that_the_configuration_states_is_used(tmp_path):
    tasks = {"summarization": {"prefix": "summarize {}: "}}
    found = find_convention("mine/t5", tmp_path, config(task_specific_params=tasks))
    assert found.ask("Мост открыли.", 50) == "summarize {}: Мост открыли."


def test_the_folder_has_the_first_word(tmp_path):
    own = Convention(prompt="Сократи: {text}", conclusion=True)
    write_convention(tmp_path, own)
    assert find_convention(GAZETA, tmp_path, config("mbart")) == own


@pytest.mark.parametrize(
    "stated",
    [
        {"beam": 2},
        {"beams": "2"},
        {"beams": True},
        {"beams": 0},
        {"limit": "много"},
        {"one_line": 1},
        {"prompt": "{что}"},
        {"prompt": "{"},
        {"prompt": "без места"},
        [1],
    ],
)
def test_a_convention_of_a_folder_that_is_none_is_refused(tmp_path, stated):
    (tmp_path / FILE).write_text(json.dumps(stated), encoding="utf-8")
    with pytest.raises(WeightsError, match="cannot be used"):
        find_convention("mine", tmp_path, config())


@pytest.mark.parametrize("name", CONVENTIONS)
def test_what_the_table_says_is_possible(name):
    check(CONVENTIONS[name])


@pytest.mark.parametrize(
    ("name", "words", "asked"),
    [
        ("cointegrated/rut5-base-absum", 50, "[50] Мост."),
        ("utrobinmv/t5_summary_en_ru_zh_base_2048", 30, "summary brief: Мост."),
        ("utrobinmv/t5_summary_en_ru_zh_base_2048", 60, "summary: Мост."),
        ("utrobinmv/t5_summary_en_ru_zh_base_2048", 120, "summary big: Мост."),
        ("RussianNLP/FRED-T5-Summarizer", 50, "<LM> Сократи текст.\n Мост."),
        ("IlyaGusev/rut5_base_sum_gazeta", 50, "Мост."),
    ],
)
def test_the_prompt_is_that_of_the_card(name, words, asked):
    assert CONVENTIONS[name].ask("Мост.", words) == asked


def test_a_text_with_braces_is_no_prompt():
    assert Convention(prompt="{text}").ask("{words} и {", 10) == "{words} и {"


def test_one_line_is_one_line():
    assert replace(Convention(), one_line=True).ask("а\nб  в", 10) == "а б в"
