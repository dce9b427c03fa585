"""Where torch and transformers are installed, the core still leaves them alone."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

HEAVY = ("torch", "transformers")


def loaded_by(code: str) -> set[str]:
    code += "\nimport json, sys\nprint(json.dumps(list(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("name", HEAVY)
def test_the_extra_is_installed(name):
    assert find_spec(name) is not None


@pytest.mark.parametrize(
    "code",
    [
        "import summarizer",
        "import summarizer; summarizer.summarize('Мост открыли весной.')",
        "import summarizer.batch, summarizer.cli",
    ],
)
def test_the_core_does_not_load_it(code):
    loaded = loaded_by(code)
    assert "summarizer" in loaded
    assert loaded.isdisjoint(HEAVY)
