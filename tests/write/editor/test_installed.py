"""Who writes where nobody is named."""

import pytest

from summarizer import Summarizer
from summarizer.errors import UnknownNameError, WeightsError
from summarizer.write import DEFAULT, default_writer, get_writer
from summarizer.write.editor import installed


@pytest.fixture
def bare(monkeypatch):
    """Take the environment's word away, and what was found before."""
    monkeypatch.delenv(DEFAULT)
    installed.find_editor.cache_clear()
    yield monkeypatch
    installed.find_editor.cache_clear()


def install(monkeypatch, *modules):
    """Let only these of the editor's modules be there."""
    real = installed.find_spec
    parts = ("ctranslate2", "tokenizers", installed.PACKAGE)

    def find(name):
        return (
            real("summarizer.write" if name in modules else name)
            if (name in modules or name not in parts)
            else None
        )

    monkeypatch.setattr(installed, "find_spec", find)


def test_the_editor_writes_where_it_is_installed(bare):
    install(bare, "ctranslate2", "tokenizers", installed.PACKAGE)
    assert default_writer("conclusion") == "editor"
    assert default_writer("extract") == "extract"


@pytest.mark.parametrize("missing", ["ctranslate2", "tokenizers", "weights"])
def test_the_rules_write_where_a_part_is_missing(bare, missing):
    there = {"ctranslate2", "tokenizers", installed.PACKAGE} - {missing}
    if missing == "weights":
        there.discard(installed.PACKAGE)
        bare.setattr(installed, "MODEL", "editor-v0")
    install(bare, *there)
    assert default_writer("conclusion") == "rules"


def test_the_environment_names_the_writer(bare):
    install(bare, "ctranslate2", "tokenizers", installed.PACKAGE)
    bare.setenv(DEFAULT, "rules")
    assert Summarizer().writer.name == "rules"
    bare.setenv(DEFAULT, "nobody")
    with pytest.raises(UnknownNameError, match="editor"):
        get_writer("conclusion", None)


def test_missing_weights_name_the_distribution(bare):
    install(bare)
    bare.setattr(installed, "MODEL", "editor-v0")
    with pytest.raises(WeightsError, match="zaklyuchenie-editor"):
        installed.find_weights()
