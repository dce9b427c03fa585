import json

import numpy as np
import pytest
from safetensors.numpy import save_file

from summarizer.errors import WeightsError
from summarizer.weights import find_model, load_weights

CONFIG = {"kind": "ranker", "format": 1}


def build(folder, config=CONFIG, *, tensors=True):
    folder.mkdir(exist_ok=True)
    text = config if isinstance(config, str) else json.dumps(config)
    (folder / "config.json").write_text(text, encoding="utf-8")
    if tensors:
        save_file({"mean": np.arange(3, dtype=np.float32)}, folder / "weights.safetensors")
    return folder


def test_a_model_folder_opens(tmp_path):
    weights = load_weights(build(tmp_path), "ranker", 1)
    assert weights.config == CONFIG
    assert weights.tensors["mean"].tolist() == [0, 1, 2]


@pytest.mark.parametrize(("kind", "version"), [("ranker", 2), ("writer", 1)])
def test_another_kind_or_format_is_refused(tmp_path, kind, version):
    with pytest.raises(WeightsError, match=f"not {kind} {version}"):
        load_weights(build(tmp_path), kind, version)


def test_the_format_is_checked_before_the_tensors_are_read(tmp_path):
    with pytest.raises(WeightsError, match="format"):
        load_weights(build(tmp_path, tensors=False), "ranker", 2)


@pytest.mark.parametrize("config", ["", "{", "[]", "5", "null", '"ranker"', "\0"])
def test_a_damaged_config_is_refused(tmp_path, config):
    with pytest.raises(WeightsError, match=r"config\.json"):
        load_weights(build(tmp_path, config), "ranker", 1)


def test_a_config_in_no_utf_8_is_refused(tmp_path):
    (tmp_path / "config.json").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(WeightsError, match=r"config\.json"):
        load_weights(tmp_path, "ranker", 1)


def test_a_config_without_kind_is_refused(tmp_path):
    with pytest.raises(WeightsError):
        load_weights(build(tmp_path, {}), "ranker", 1)


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, b"garbage" * 50, None])
def test_damaged_or_missing_tensors_are_refused(tmp_path, damage):
    folder = build(tmp_path, tensors=False)
    if damage is not None:
        (folder / "weights.safetensors").write_bytes(damage)
    with pytest.raises(WeightsError, match=r"weights\.safetensors") as caught:
        load_weights(folder, "ranker", 1)
    assert caught.value.folder == folder


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(WeightsError):
        load_weights(tmp_path / "none", "ranker", 1)


def test_an_unknown_model_is_a_clear_error():
    with pytest.raises(WeightsError, match="not there") as caught:
        find_model("нет-такой-v9")
    assert caught.value.folder.name == "нет-такой-v9"
