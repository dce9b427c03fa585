import huggingface_hub
import pytest
import torch

from tests.extras.seq2seq.tiny import build


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """Return the folder of the tiny model of a kind, made when first asked for."""
    root = tmp_path_factory.mktemp("hub")
    made = {}

    def get(kind):
        if kind not in made:
            made[kind] = build(root / "tiny" / kind, kind)
        return made[kind]

    return get


@pytest.fixture(autouse=True)
def offline(monkeypatch, tmp_path_factory):
    """No network, and no cache outside of the test's own folders."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
