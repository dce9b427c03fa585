"""The figures of the seq2seq stage come out of a model that learns for a few seconds."""

import math

import pytest
import torch

from benchmarks import neural
from benchmarks.copying import find_pairs, make_vocabulary
from tests.texts import BODY, POOL, SENTENCES, compose_long


@pytest.fixture(scope="module")
def texts():
    return [compose_long(40), BODY, " ".join(POOL)] * 4


@pytest.fixture(scope="module")
def copier(tmp_path_factory, texts):
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("copier")
    loss = neural.make_copier(folder, [*texts, *POOL], seconds=3)
    assert math.isfinite(loss)
    return folder


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(neural, "_COMPARED", 8)
    monkeypatch.setattr(neural, "_BATCHED", 8)
    monkeypatch.setattr(neural, "_LONG", 120)


def test_a_pair_is_a_sentence_without_brackets():
    first = "Мост (старый) открыли вчера."
    assert list(find_pairs([f"{first} Он готов."])) == [(first, "Мост открыли вчера.")]


def test_likeness_and_batching_are_measured(copier, texts):
    (row,) = neural.likeness(copier, texts, 1.0, 1)
    assert row.startswith("| int8 against fp32")
    greedy, beams = neural.batching(copier, texts)
    assert "8 texts" in greedy
    assert "beam 4" in beams


def test_a_long_document_is_measured_at_three_limits(copier, texts):
    assert len(neural.length(copier, texts, 1)) == 3


def test_speed_and_memory_are_measured(tmp_path, copier, texts, monkeypatch):
    monkeypatch.setattr(neural, "NEW_TOKENS", 4)
    monkeypatch.setattr(neural, "ARTICLES", 2)
    greedy, beams = neural.speed(copier, [text * 3 for text in texts], 1)
    assert "2 articles" in greedy
    assert "beam 4" in beams
    (row,) = neural.memory(copier)
    assert "MB of safetensors" in row


def test_a_vocabulary_is_made_of_texts(tmp_path):
    make_vocabulary(tmp_path, SENTENCES, 200)
    assert (tmp_path / "spiece.model").exists()
