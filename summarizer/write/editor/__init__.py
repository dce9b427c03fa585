"""A small model that makes a conclusion of planned sentences by edits, held to what it cites."""

from summarizer.write.editor.installed import find_weights
from summarizer.write.editor.writer import EditorWriter

__all__ = ["EditorWriter", "open_installed"]


def open_installed() -> EditorWriter:
    """Return the writer with the weights that are installed.

    Raises:
        MissingExtraError: the ``editor`` extra is not installed.
        WeightsError: the weights are missing or damaged.
    """
    return EditorWriter(find_weights())
