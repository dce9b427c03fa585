"""Finding and opening models: folders, the hub's cache, and what must not be opened."""

import json
import shutil
import sys
from pathlib import Path

import pytest
import torch

from summarizer import MissingExtraError, WeightsError
from summarizer.write.seq2seq import Seq2SeqWriter
from summarizer.write.seq2seq.loading import find_checkpoint, load_model
from tests.extras.seq2seq.tiny import build

KINDS = ("t5", "mt5", "mbart", "mbart50", "bart", "bert2bert")


def copy_but(folder, target, suffix):
    target.mkdir()
    for path in folder.iterdir():
        if path.suffix != suffix:
            shutil.copy(path, target)
    return target


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_is_opened_with_all_its_weights(models, kind):
    checkpoint = find_checkpoint(str(models(kind)))
    model = load_model(checkpoint)
    assert {tensor.dtype for tensor in model.parameters()} == {torch.float32}
    assert not model.training
    assert checkpoint.limit == 128
    assert checkpoint.positions >= 200


def test_loading_prints_nothing(models, capfd):
    load_model(find_checkpoint(str(models("t5"))))
    assert capfd.readouterr() == ("", "")


def test_weights_of_torch_are_read_too(models, tmp_path):
    folder = copy_but(models("t5"), tmp_path / "old", ".safetensors")
    model = load_model(find_checkpoint(str(models("t5"))))
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    other = load_model(find_checkpoint(str(folder)))
    assert torch.equal(model.shared.weight, other.shared.weight)


def test_a_pickle_that_runs_code_is_refused(models, tmp_path):
    class Bad:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    folder = copy_but(models("t5"), tmp_path / "bad", ".safetensors")
    torch.save({"x": Bad()}, folder / "pytorch_model.bin")
    with pytest.raises(WeightsError, match="cannot be loaded"):
        load_model(find_checkpoint(str(folder)))
    assert not (tmp_path / "ran").exists()


def test_code_of_a_model_is_refused(tmp_path):
    config = {"model_type": "own", "auto_map": {"AutoConfig": "own.Own"}}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "own.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(WeightsError, match="cannot be loaded"):
        find_checkpoint(str(tmp_path))


def test_code_beside_a_known_kind_is_not_run(models, tmp_path):
    folder = copy_but(models("t5"), tmp_path / "coded", ".none")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["auto_map"] = {"AutoModelForSeq2SeqLM": "own.Own", "AutoTokenizer": "own.Own"}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "own.py").write_text("raise SystemExit", encoding="utf-8")
    (folder / "custom_generate").mkdir()
    (folder / "custom_generate" / "generate.py").write_text("raise SystemExit", encoding="utf-8")
    assert type(load_model(find_checkpoint(str(folder)))).__module__.startswith("transformers.")


def test_damaged_weights_are_refused(models, tmp_path):
    folder = copy_but(models("t5"), tmp_path / "damaged", ".safetensors")
    (folder / "model.safetensors").write_bytes(b"\x08" * 64)
    with pytest.raises(WeightsError, match="cannot be loaded"):
        load_model(find_checkpoint(str(folder)))


def test_weights_of_another_model_are_refused(models, tmp_path):
    folder = copy_but(models("t5"), tmp_path / "other", ".safetensors")
    shutil.copy(models("bart") / "model.safetensors", folder)
    with pytest.raises(WeightsError):
        load_model(find_checkpoint(str(folder)))


def test_a_model_without_weights_is_refused(models, tmp_path):
    folder = copy_but(models("t5"), tmp_path / "empty", ".safetensors")
    with pytest.raises(WeightsError, match="no file named"):
        load_model(find_checkpoint(str(folder)))


def test_a_model_of_another_kind_is_refused(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}', encoding="utf-8")
    with pytest.raises(WeightsError, match="a gpt2 is no sequence-to-sequence model"):
        Seq2SeqWriter(tmp_path)


@pytest.mark.parametrize("name", ["nobody/nothing", "/no/such/folder", "нет/такого"])
def test_a_model_that_is_not_there_is_named_and_the_remedy_too(name):
    with pytest.raises(WeightsError, match="a name on the hub") as caught:
        find_checkpoint(name)
    assert caught.value.folder == Path(name)


def test_a_snapshot_of_the_hub_is_found_offline(models, tmp_path, monkeypatch):
    commit = "0123456789abcdef0123456789abcdef01234567"
    repository = tmp_path / "models--nobody--tiny"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(commit, encoding="ascii")
    (repository / "snapshots").mkdir()
    shutil.copytree(models("t5"), repository / "snapshots" / commit)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    for revision in (None, "main", commit):
        found = find_checkpoint("nobody/tiny", revision=revision, offline=True)
        assert found.folder == repository / "snapshots" / commit
    with pytest.raises(WeightsError):
        find_checkpoint("nobody/tiny", revision="another", offline=True)


def test_no_more_is_read_than_the_model_has_positions(tmp_path):
    folder = build(tmp_path / "wide", "mbart", model_max_length=100_000)
    assert find_checkpoint(str(folder)).limit == 200


def test_a_tokenizer_without_a_limit_gets_that_of_t5(tmp_path):
    folder = build(tmp_path / "t5", "t5", model_max_length=10**30)
    assert find_checkpoint(str(folder)).limit == 512


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"zaklyuchenie\[seq2seq\]"):
        find_checkpoint("nobody/nothing")
