"""The real way from a checkpoint to a reply, with a tiny seeded model."""

import json

import pytest
import torch
from tokenizers import Tokenizer, decoders, normalizers
from tokenizers.models import BPE
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

from models.editor import convert
from summarizer import Summarizer
from summarizer.errors import WeightsError
from summarizer.write.editor.engine import Engine
from summarizer.write.editor.prompt import RATINGS
from summarizer.write.editor.weights import open_editor
from summarizer.write.editor.writer import EditorWriter
from tests.texts import ARTICLE, SENTENCES

PROMPT = ["Заголовок", f"[0] {SENTENCES[0]}", "Заключение"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of a converted model that has learned nothing."""
    checkpoint = tmp_path_factory.mktemp("checkpoint")
    letters = sorted({*ARTICLE, *"▁[]0123456789"} - {"\n", " "})
    pieces = ["<pad>", "<eos>", "<bos>", "<unk>", "\n", *letters]
    tokenizer = Tokenizer(BPE({p: n for n, p in enumerate(pieces)}, [], unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.Fuse()])
    tokenizer.save(str(checkpoint / "tokenizer.json"))
    torch.manual_seed(3)
    config = Gemma3TextConfig(
        vocab_size=len(pieces),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=8,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    Gemma3ForCausalLM(config).save_pretrained(checkpoint)
    out = tmp_path_factory.mktemp("editor")
    convert.convert(checkpoint, out, part=4096)
    return out


def test_the_weights_lie_in_parts_that_make_one(folder):
    facts = json.loads((folder / "editor.json").read_text())
    assert facts["parts"] > 1
    assert all((folder / f"model-{n}.bin").stat().st_size <= 4096 for n in range(facts["parts"]))


def test_a_prompt_has_one_reply(folder):
    engine = Engine(folder)
    longer = ["Заголовок", *(f"[{n}] {text}" for n, text in enumerate(SENTENCES)), "Заключение"]
    first = engine.write(PROMPT, 12)
    assert first
    engine.write(longer, 12)
    assert engine.write(PROMPT, 12) == first


def test_every_line_of_a_reply_is_more_or_less_doubted(folder):
    reply = Engine(folder).write(PROMPT, 12)
    assert all(line.doubt >= 0 for line in reply)


def test_ratings_are_chances(folder):
    lines = ["Заголовок", "2", *(f"{n} {text}" for n, text in enumerate(SENTENCES[:2]))]
    chances = Engine(folder).rate(lines, 2)
    assert chances.shape == (2, len(RATINGS))
    assert chances.sum(axis=1) == pytest.approx(1)


def test_a_model_that_learned_nothing_leaves_the_writing_to_the_rules(folder):
    summary = Summarizer(writer=EditorWriter(folder)).summarize(ARTICLE)
    assert summary.text.startswith("В заключение")
    assert summary.notes == (f"{len(summary.sentences)} of the sentences edited by rules",)
    assert all(sentence.evidence for sentence in summary.sentences)


@pytest.mark.parametrize("name", ["model-0.bin", "editor.json", "tokenizer.json", "config.json"])
def test_damage_is_an_error(folder, tmp_path, name):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_bytes(b"{")
    with pytest.raises(WeightsError):
        open_editor(tmp_path, threads=1)
