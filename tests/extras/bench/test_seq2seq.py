"""Models of the hub as systems: tiny ones, seeded, made with a vocabulary of our texts."""

import sys
import warnings
from dataclasses import fields

import click
import huggingface_hub
import pytest

from benchmarks.datasets import Example
from benchmarks.seq2seq import _SETTINGS, change, load_model
from benchmarks.systems import get_system
from summarizer import MissingExtraError
from summarizer.words import count_words
from summarizer.write.model import Reply
from summarizer.write.seq2seq import Convention
from summarizer.write.seq2seq.conventions import CONVENTIONS
from tests.extras.seq2seq.tiny import build
from tests.texts import BODY, POOL, SENTENCES

pytestmark = pytest.mark.filterwarnings("ignore:.* reads .* tokens")

ARTICLE = Example("a", None, BODY, (SENTENCES[0],))
SHORT = Example("s", None, SENTENCES[0], (SENTENCES[0],))
LONG = Example("b", None, " ".join(POOL), (SENTENCES[0],))
GAZETA = "IlyaGusev/mbart_ru_sum_gazeta"


@pytest.fixture(scope="module")
def t5(tmp_path_factory):
    return build(tmp_path_factory.mktemp("hub") / "t5", "t5")


@pytest.fixture(scope="module")
def mbart(tmp_path_factory):
    return build(tmp_path_factory.mktemp("hub") / GAZETA, "mbart")


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    load_model.cache_clear()


class Script:
    def __init__(self, text, finished):
        self._reply = Reply(text, finished)
        self.requests = []

    def generate(self, requests):
        self.requests += requests
        return [self._reply for _ in requests]


def says(model, text, *, finished=True):
    """Make the model write ``text``; return what it is asked."""
    model._engine = Script(text, finished)
    return model._engine.requests


@pytest.mark.parametrize("kind", ["t5", "mbart"])
def test_a_model_in_a_folder_is_a_system(kind, request):
    system = get_system(f"hf:{request.getfixturevalue(kind)}")
    first, second = (system(ARTICLE, None, 60) for _ in range(2))
    assert first == second
    assert count_words(" ".join(first)) <= 60


def test_the_convention_of_a_model_is_used(mbart):
    assert load_model(str(mbart)).convention is CONVENTIONS[GAZETA]


def test_numbers_are_not_held(t5):
    assert load_model(str(t5))._engine._pieces is None


def test_the_room_grows_with_the_budget(t5):
    model = load_model(str(t5))
    asked = says(model, "")
    for budget in ((None, 20), (None, 60), (1, None), (3, None)):
        model(ARTICLE, *budget)
    few, many, one, three = (request.room for request in asked)
    assert 20 < few < many
    assert one < three


def test_the_prompt_is_that_of_the_card(t5):
    model = load_model(f"{t5}?as=cointegrated/rut5-base-absum")
    asked = says(model, "")
    model(ARTICLE, None, 50)
    assert asked[0].prompt == f"[50] {BODY}"


def test_what_is_not_read_is_counted_and_said(t5):
    model = load_model(str(t5))
    says(model, "")
    with pytest.warns(UserWarning, match="128 tokens"):
        model(LONG, None, 20)
    with warnings.catch_warnings(action="error"):
        model(LONG, None, 20)
    assert model.cut_articles == model.articles == 2
    full = len(model._tokenizer(LONG.text)["input_ids"])
    assert model.cut_tokens == 2 * (full - 128)
    assert f"{model.cut_tokens:,} of {2 * full:,} tokens were not read" in model.notes[0]


def test_what_is_read_whole_makes_no_note(t5):
    model = load_model(f"{t5}?limit=100000")
    says(model, "")
    model(LONG, None, 20)
    assert (model.cut_tokens, model.notes) == (0, ())


def test_what_is_cut_keeps_prompt_and_special_tokens(mbart, monkeypatch):
    model = load_model(f"{mbart}?prompt=Суд: {{text}}&limit=40")
    read = []
    real = model._engine._model.generate
    monkeypatch.setattr(
        model._engine._model,
        "generate",
        lambda **options: read.append(options["input_ids"][0]) or real(**options),
    )
    with pytest.warns(UserWarning, match="40 tokens"):
        model(LONG, None, 20)
    assert len(read[0]) == 40
    assert model._tokenizer.decode(read[0], skip_special_tokens=True).startswith("Суд: В Берёз")
    assert read[0][-1] == model._tokenizer.convert_tokens_to_ids("ru_RU")


def test_the_output_is_cut_in_whole_sentences(t5):
    model = load_model(str(t5))
    says(model, " ".join(SENTENCES[:4]))
    assert model(SHORT, 2, None) == list(SENTENCES[:2])
    two = count_words(" ".join(SENTENCES[:2]))
    assert model(SHORT, None, two) == list(SENTENCES[:2])
    assert model(SHORT, None, two - 1) == [SENTENCES[0]]
    assert model.notes == ()


def test_a_first_sentence_over_the_budget_leaves_nothing_and_is_counted(t5):
    model = load_model(str(t5))
    says(model, " ".join(SENTENCES[:2]))
    assert model(SHORT, None, 3) == []
    assert "1 outputs" in model.notes[0]


def test_a_last_sentence_that_breaks_off_is_left_out(t5):
    model = load_model(str(t5))
    says(model, f"{SENTENCES[0]} Вагоны ход", finished=False)
    assert model(SHORT, 3, None) == [SENTENCES[0]]


def test_an_empty_output_is_no_sentence(t5):
    model = load_model(str(t5))
    says(model, "")
    assert model(SHORT, None, 30) == []
    assert model.notes == ()


def test_settings_change_what_the_name_says():
    found = change(Convention(), f"as={GAZETA}&beams=2&one_line=1&prompt=Сократи: {{text}}")
    assert (found.beams, found.one_line, found.language) == (2, True, "ru_RU")
    assert found.prompt == "Сократи: {text}"


def test_every_field_can_be_set():
    assert set(_SETTINGS) == {field.name for field in fields(Convention)}


@pytest.mark.parametrize(
    "settings", ["beam=2", "beams=два", "as=mine", "prompt={что}", "prompt={", "one_line=да"]
)
def test_wrong_settings_are_wrong_usage(settings):
    with pytest.raises(click.UsageError):
        change(Convention(), settings)


@pytest.mark.parametrize("name", ["nobody/nothing", "/no/such/folder", "нет такого"])
def test_a_model_that_is_not_there_is_wrong_usage(name):
    with pytest.raises(click.UsageError, match="cannot be loaded"):
        get_system(f"hf:{name}")


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"zaklyuchenie\[seq2seq\]"):
        get_system("hf:nobody/nothing")
