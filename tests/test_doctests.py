"""The examples in the docstrings hold."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import summarizer

MODULES = ["summarizer"] + [
    module.name for module in pkgutil.walk_packages(summarizer.__path__, "summarizer.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_of_a_module_holds(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples():
    examples = sum(doctest.testmod(import_module(name)).attempted for name in MODULES)
    assert examples >= 10
