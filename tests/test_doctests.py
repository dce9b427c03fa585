"""The examples in the docstrings hold."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import summarizer

# They import the extra `serve` and hold no examples; tests/extras/serve runs them.
SERVICE = {f"summarizer.serve.{name}" for name in ("protocol", "server")}
MODULES = ["summarizer"] + [
    module.name
    for module in pkgutil.walk_packages(summarizer.__path__, "summarizer.")
    if module.name not in SERVICE
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_of_a_module_holds(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples():
    examples = sum(doctest.testmod(import_module(name)).attempted for name in MODULES)
    assert examples >= 10
