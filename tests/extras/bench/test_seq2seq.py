"""Models of the hub as systems: tiny ones, seeded, made here with a vocabulary of our texts."""

import io
import json
import sys
import warnings
from dataclasses import fields

import click
import huggingface_hub
import pytest
import sentencepiece
import torch
from transformers import MBartConfig, T5Config
from transformers.models.auto import AutoModelForSeq2SeqLM

from benchmarks import seq2seq
from benchmarks.datasets import Example
from benchmarks.seq2seq import (
    _SETTINGS,
    CONVENTIONS,
    Convention,
    _cut,
    find_convention,
    load_model,
)
from benchmarks.systems import get_system
from summarizer import MissingExtraError
from summarizer.words import count_words
from tests.texts import BODY, POOL, SENTENCES

pytestmark = pytest.mark.filterwarnings("ignore:.* reads .* tokens")

ARTICLE = Example("a", None, BODY, (SENTENCES[0],))
LONG = Example("b", None, " ".join(POOL), (SENTENCES[0],))
GAZETA = "IlyaGusev/mbart_ru_sum_gazeta"

T5 = T5Config(
    vocab_size=500, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2, decoder_start_token_id=0
)
SMALL = {
    "vocab_size": 500,
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 16,
    "decoder_ffn_dim": 16,
}
SPECIAL = {
    "T5Tokenizer": {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1},
    "MBartTokenizer": {"unk_id": 0, "bos_id": 1, "eos_id": 2, "pad_id": -1},
}
SPECIAL["MBart50Tokenizer"] = SPECIAL["MBartTokenizer"]


def build(folder, tokenizer, config, **settings):
    """Write what a repository of the hub holds: vocabulary, configuration, weights."""
    folder.mkdir(parents=True)
    vocabulary = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(POOL + SENTENCES),
        model_writer=vocabulary,
        vocab_size=400,
        num_threads=1,
        minloglevel=2,
        **SPECIAL[tokenizer],
    )
    name = "spiece.model" if tokenizer == "T5Tokenizer" else "sentencepiece.bpe.model"
    (folder / name).write_bytes(vocabulary.getvalue())
    settings = {"tokenizer_class": tokenizer, "model_max_length": 128} | settings
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    torch.manual_seed(7)
    AutoModelForSeq2SeqLM.from_config(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def t5(tmp_path_factory):
    return build(tmp_path_factory.mktemp("hub") / "t5", "T5Tokenizer", T5)


@pytest.fixture(scope="module")
def mbart(tmp_path_factory):
    config = MBartConfig(**SMALL, max_position_embeddings=200)
    return build(tmp_path_factory.mktemp("hub") / GAZETA, "MBartTokenizer", config)


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    seq2seq._open.cache_clear()


def spy_on(model, monkeypatch):
    """Return the list that the options of every call of ``generate`` go to."""
    calls = []
    real = model._model.generate

    def generate(**options):
        calls.append(options | {"output": real(**options)})
        return calls[-1]["output"]

    monkeypatch.setattr(model._model, "generate", generate)
    return calls


def says(model, text, monkeypatch):
    """Make the model write ``text``."""
    monkeypatch.setattr(model, "_generate", lambda *_: (text, True))


@pytest.mark.parametrize("kind", ["t5", "mbart"])
def test_a_model_in_a_folder_is_a_system(kind, request):
    system = get_system(f"hf:{request.getfixturevalue(kind)}")
    first, second = (system(ARTICLE, None, 60) for _ in range(2))
    assert first == second
    assert count_words(" ".join(first)) <= 60


def test_a_second_look_up_gives_the_same_model_and_counts_anew(t5):
    first = get_system(f"hf:{t5}")
    first(ARTICLE, None, 30)
    second = get_system(f"hf:{t5}?beams=2")
    assert second._model is first._model
    assert (first.articles, second.articles) == (1, 0)


def test_weights_of_torch_are_read_too(t5, tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    for path in t5.iterdir():
        if path.suffix != ".safetensors":
            (folder / path.name).write_bytes(path.read_bytes())
    model = load_model(str(t5))._model
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    assert load_model(str(folder))(ARTICLE, 2, None) == load_model(str(t5))(ARTICLE, 2, None)


def test_a_pickle_that_runs_code_is_refused(t5, tmp_path):
    class Bad:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    folder = tmp_path / "bad"
    folder.mkdir()
    for path in t5.iterdir():
        if path.suffix != ".safetensors":
            (folder / path.name).write_bytes(path.read_bytes())
    torch.save({"x": Bad()}, folder / "pytorch_model.bin")
    with pytest.raises(click.UsageError, match="cannot be loaded"):
        load_model(str(folder))
    assert not (tmp_path / "ran").exists()


def test_code_of_a_model_is_refused(t5, tmp_path):
    folder = tmp_path / "coded"
    folder.mkdir()
    config = {"model_type": "own", "auto_map": {"AutoConfig": "own.Own"}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "own.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(click.UsageError, match="cannot be loaded"):
        load_model(str(folder))


def test_it_searches_by_beams_and_draws_nothing(t5, monkeypatch):
    model = load_model(f"{t5}?beams=3&no_repeat=2&repetition_penalty=1.5&shortest=4")
    calls = spy_on(model, monkeypatch)
    model(ARTICLE, None, 30)
    (call,) = calls
    assert call["do_sample"] is False
    assert (call["num_beams"], call["no_repeat_ngram_size"]) == (3, 2)
    assert (call["repetition_penalty"], call["min_new_tokens"]) == (1.5, 4)


def test_the_room_grows_with_the_budget(t5, monkeypatch):
    model = load_model(str(t5))
    calls = spy_on(model, monkeypatch)
    for budget in ((None, 20), (None, 60), (1, None), (3, None)):
        model(ARTICLE, *budget)
    few, many, one, three = (call["max_new_tokens"] for call in calls)
    assert 20 < few < many
    assert one < three


@pytest.mark.parametrize(
    ("name", "words", "start"),
    [
        ("cointegrated/rut5-base-absum", 50, "[50] Перв"),
        ("utrobinmv/t5_summary_en_ru_zh_base_2048", 30, "summary brief: Перв"),
        ("utrobinmv/t5_summary_en_ru_zh_base_2048", 60, "summary: Перв"),
        ("utrobinmv/t5_summary_en_ru_zh_base_2048", 120, "summary big: Перв"),
        ("RussianNLP/FRED-T5-Summarizer", 50, "<LM> Сократи текст.\n Перв"),
        ("IlyaGusev/rut5_base_sum_gazeta", 50, "Перв"),
    ],
)
def test_the_prompt_is_that_of_the_card(t5, monkeypatch, name, words, start):
    model = load_model(f"{t5}?as={name}")
    prompts = []
    monkeypatch.setattr(model, "_generate", lambda prompt, _: prompts.append(prompt) or ("", True))
    model(ARTICLE, None, words)
    assert prompts[0].startswith(start)
    assert prompts[0].endswith(BODY[-20:])


def test_a_model_of_one_line_gets_no_line_ends(t5, monkeypatch):
    model = load_model(f"{t5}?as=csebuetnlp/mT5_multilingual_XLSum")
    prompts = []
    monkeypatch.setattr(model, "_generate", lambda prompt, _: prompts.append(prompt) or ("", True))
    model(ARTICLE, 2, None)
    assert prompts == [" ".join(BODY.split())]


def test_mbart_is_told_the_language(mbart, monkeypatch):
    model = load_model(str(mbart))
    calls = spy_on(model, monkeypatch)
    model(ARTICLE, None, 30)
    russian = model._tokenizer.convert_tokens_to_ids("ru_RU")
    assert calls[0]["input_ids"][0, -1] == russian
    assert calls[0]["output"][0, 0] == russian
    assert model.convention is CONVENTIONS[GAZETA]


def test_mbart_50_is_told_the_language_its_own_way(tmp_path, monkeypatch):
    config = MBartConfig(**SMALL, max_position_embeddings=200, decoder_start_token_id=2)
    model = load_model(str(build(tmp_path / "m50", "MBart50Tokenizer", config)))
    calls = spy_on(model, monkeypatch)
    model(ARTICLE, None, 30)
    russian = model._tokenizer.convert_tokens_to_ids("ru_RU")
    assert calls[0]["input_ids"][0, 0] == russian
    assert calls[0]["output"][0, :2].tolist() == [2, russian]


def test_a_language_that_a_model_lacks_is_an_error(mbart):
    with pytest.raises(click.UsageError, match="no language 'xx'"):
        load_model(f"{mbart}?language=xx")


def test_what_is_not_read_is_counted_and_said(t5):
    model = load_model(str(t5))
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
    model(LONG, None, 20)
    assert (model.cut_tokens, model.notes) == (0, ())


def test_what_is_cut_keeps_prompt_and_special_tokens(mbart, monkeypatch):
    model = load_model(f"{mbart}?prompt=Суд: {{text}}&limit=40")
    calls = spy_on(model, monkeypatch)
    with pytest.warns(UserWarning, match="40 tokens"):
        model(LONG, None, 20)
    tokens = calls[0]["input_ids"][0]
    assert len(tokens) == 40
    assert model._tokenizer.decode(tokens, skip_special_tokens=True).startswith("Суд: В Берёз")
    assert tokens[-1] == model._tokenizer.convert_tokens_to_ids("ru_RU")


def test_no_more_is_read_than_the_model_has_positions(mbart):
    assert load_model(f"{mbart}?limit=100000").limit == 200
    assert load_model(str(mbart)).limit == 200  # 600 by the convention


def test_a_tokenizer_without_a_limit_gets_that_of_t5(tmp_path):
    folder = build(tmp_path / "t5", "T5Tokenizer", T5, model_max_length=10**30)
    assert load_model(str(folder)).limit == 512


def test_the_output_is_cut_in_whole_sentences(t5, monkeypatch):
    model = load_model(str(t5))
    says(model, " ".join(SENTENCES[:4]), monkeypatch)
    assert model(ARTICLE, 2, None) == list(SENTENCES[:2])
    two = count_words(" ".join(SENTENCES[:2]))
    assert model(ARTICLE, None, two) == list(SENTENCES[:2])
    assert model(ARTICLE, None, two - 1) == [SENTENCES[0]]
    assert model.notes == ()


def test_a_first_sentence_over_the_budget_leaves_nothing_and_is_counted(t5, monkeypatch):
    model = load_model(str(t5))
    says(model, " ".join(SENTENCES[:2]), monkeypatch)
    assert model(ARTICLE, None, 3) == []
    assert "1 outputs" in model.notes[0]


def test_a_last_sentence_that_breaks_off_is_left_out(t5, monkeypatch):
    model = load_model(str(t5))
    monkeypatch.setattr(model, "_generate", lambda *_: (f"{SENTENCES[0]} Вагоны ход", False))
    assert model(ARTICLE, 3, None) == [SENTENCES[0]]
    monkeypatch.setattr(model, "_generate", lambda *_: ("Вагоны ход", False))
    assert model(ARTICLE, 3, None) == ["Вагоны ход"]


def test_an_empty_output_is_no_sentence(t5, monkeypatch):
    model = load_model(str(t5))
    says(model, "", monkeypatch)
    assert model(ARTICLE, None, 30) == []
    assert model.notes == ()


def test_nothing_is_taken_behind_what_does_not_fit():
    assert _cut(["а б", "а б в г", "а"], None, 4) == ["а б"]


def test_the_exact_name_decides_then_the_kind():
    assert find_convention(GAZETA, "mbart") is CONVENTIONS[GAZETA]
    assert find_convention(f"/models/{GAZETA}", "mbart") is CONVENTIONS[GAZETA]
    assert find_convention(f"{GAZETA}-v2", "mbart") is seq2seq.BY_TYPE["mbart"]
    assert find_convention("mine/t5", "t5") == Convention()


def test_settings_change_what_the_name_says():
    found = find_convention(
        "mine", "t5", f"as={GAZETA}&beams=2&one_line=1&prompt=Сократи: {{text}}"
    )
    assert (found.beams, found.one_line, found.language) == (2, True, "ru_RU")
    assert found.prompt == "Сократи: {text}"


def test_every_field_can_be_set():
    assert set(_SETTINGS) == {field.name for field in fields(Convention)}


@pytest.mark.parametrize(
    "settings", ["beam=2", "beams=два", "as=mine", "prompt={что}", "prompt={", "one_line=да"]
)
def test_wrong_settings_are_wrong_usage(settings):
    with pytest.raises(click.UsageError):
        find_convention("mine", "t5", settings)


@pytest.mark.parametrize("name", ["nobody/nothing", "/no/such/folder", "нет такого"])
def test_a_model_that_is_not_there_is_wrong_usage(name):
    with pytest.raises(click.UsageError, match="cannot be loaded"):
        get_system(f"hf:{name}")


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"summarizer\[seq2seq\]"):
        get_system("hf:nobody/nothing")
