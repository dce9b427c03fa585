import json
import re
import subprocess
import sys
from types import ModuleType

import pytest

import summarizer

HEAVY = ("torch", "transformers", "sentencepiece", "rich", "trafilatura", "lxml", "ray")


def loaded_by(code: str) -> list[str]:
    code += "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def imported() -> list[str]:
    return loaded_by("import summarizer")


def test_what_is_public_is_what_all_promises():
    public = [
        name
        for name, value in vars(summarizer).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    ]
    assert sorted(public) == list(summarizer.__all__)


def test_all_is_sorted():
    assert list(summarizer.__all__) == sorted(summarizer.__all__)


def test_a_star_import_gives_all_of_it():
    names: dict[str, object] = {}
    exec("from summarizer import *", names)  # noqa: S102
    assert set(summarizer.__all__) <= set(names)


@pytest.mark.parametrize("name", summarizer.__all__)
def test_a_public_name_has_a_docstring(name):
    assert getattr(summarizer, name).__doc__


@pytest.mark.parametrize("module", HEAVY)
def test_importing_the_library_loads_nothing_heavy(imported, module):
    assert "summarizer" in imported
    assert module not in imported


def test_a_summary_of_a_text_loads_nothing_heavy_either():
    loaded = loaded_by("import summarizer; summarizer.summarize('Мост открыли весной.')")
    assert set(HEAVY).isdisjoint(loaded)


def test_importing_prints_nothing():
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import summarizer"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert (run.stdout, run.stderr) == ("", "")


def test_the_version_is_a_version():
    assert re.fullmatch(r"\d+\.\d+\.\d+", summarizer.__version__)
