"""Where the editor's weights lie, if they and what opens them are installed."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from summarizer.errors import WeightsError
from summarizer.weights import find_model

MODEL = "editor-v1"
PACKAGE = "zaklyuchenie_editor"
"""The package that the weights are installed as, where the project is no checkout."""


@cache
def find_editor() -> Path | None:
    """Return the folder of the editor's weights; None unless everything is there to use them."""
    if find_spec("ctranslate2") is None or find_spec("tokenizers") is None:
        return None
    try:
        return find_weights()
    except WeightsError:
        return None


def find_weights() -> Path:
    """Return the folder of the editor's weights.

    Raises:
        WeightsError: they are not installed.
    """
    package = find_spec(PACKAGE)
    if package is not None and package.submodule_search_locations:
        return Path(package.submodule_search_locations[0])
    try:
        return find_model(MODEL)
    except WeightsError as error:
        reason = (
            "not there: the editor's weights are a distribution of their own, "
            "pip install zaklyuchenie-editor"
        )
        raise WeightsError(error.folder, reason) from error
