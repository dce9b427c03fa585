"""The tree drawn in the module's docstring is the tree there is."""

import inspect
import pickle
import re
from pathlib import Path

import pytest

import summarizer
from summarizer import errors

EXAMPLES = {
    "TextTooLongError": (11, 10, "characters"),
    "UnknownNameError": ("ranker", "x", ("lead", "centrality")),
    "FileError": (Path("a.txt"), "something"),
    "ReadError": (Path("a.txt"), "no such file"),
    "FetchError": ("https://example.org/", "not found"),
    "WriteError": (Path("a.txt"), "File name too long"),
    "BusyError": (Path("out"),),
    "ChangedError": (Path("out"), ("words (None then, 50 now)",)),
    "JournalError": (Path("out/journal.sqlite"), "disk full"),
    "SlowError": (300.0,),
    "WeightsError": (Path("models/x-v1"), "not there"),
    "MissingExtraError": ("documents", "reading HTML"),
}
FOUND = {
    name: value
    for name, value in vars(errors).items()
    if inspect.isclass(value) and value.__module__ == errors.__name__
}
names = pytest.mark.parametrize("name", sorted(FOUND))


def drawn() -> dict[str, set[str]]:
    """Return each error of the drawing with its parents: «│   ├── BudgetError (ValueError)»."""
    parents: dict[str, set[str]] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if line == "SummarizerError":
            parents[line] = {"Exception"}
            path = [line]
        elif match := re.match(r"([│ ]*)[├└]── (\w+)(?: \((\w+)\))?", line):
            depth = len(match[1]) // 4 + 1
            path = [*path[:depth], match[2]]
            parents[match[2]] = {path[depth - 1], *([match[3]] if match[3] else [])}
    return parents


def build(name):
    return FOUND[name](*EXAMPLES.get(name, ("what happened",)))


def test_the_drawing_shows_every_error_and_no_other():
    assert set(drawn()) == set(FOUND)


@names
def test_an_error_has_the_parents_that_are_drawn(name):
    assert {base.__name__ for base in FOUND[name].__bases__} == drawn()[name]


@names
def test_an_error_is_caught_with_the_root(name):
    assert isinstance(build(name), errors.SummarizerError)


@names
def test_an_error_is_public(name):
    assert name in summarizer.__all__
    assert getattr(summarizer, name) is FOUND[name]


@names
def test_an_error_has_a_docstring_of_its_own(name):
    assert "__doc__" in vars(FOUND[name])
    assert FOUND[name].__doc__


@names
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_pickles_with_all_it_carries(name, protocol):
    error = build(name)
    copy = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_too_long_says_how_long_and_how_long_it_may_be():
    error = errors.TextTooLongError(1_234_567, 1_000_000, "characters")
    assert "1,234,567 characters" in str(error)
    assert "1,000,000" in str(error)


def test_an_unknown_name_is_shown_with_the_known_ones():
    message = str(errors.UnknownNameError("ranker", "x", ("lead", "centrality")))
    assert message == "unknown ranker 'x': use 'lead' or 'centrality'"


def test_a_read_error_shows_path_and_reason():
    error = errors.ReadError(Path("статьи/а.txt"), "no text in it")
    assert str(error) == f"{Path('статьи/а.txt')}: no text in it"


def test_a_missing_extra_says_how_to_install_it():
    assert "pip install 'zaklyuchenie[documents]'" in str(
        errors.MissingExtraError("documents", "reading HTML")
    )
