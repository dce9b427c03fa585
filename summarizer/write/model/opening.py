"""The name of a model → its writer: «chat:qwen3», a file, a folder, a name on the hub."""

import os
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

from summarizer.errors import OptionError
from summarizer.write.model.writer import ModelWriter
from summarizer.write.seq2seq.loading import find_checkpoint

SERVED = "chat:"
"""Stands before the name of a model behind a server."""

FILE = ".gguf"
"""Stands at the end of the name of a file."""


def is_model(name: str) -> bool:
    """Whether a writer's name is that of a model: served, a file, a folder, or on the hub.

    >>> is_model("chat:qwen3"), is_model("IlyaGusev/rut5_base_sum_gazeta"), is_model("rules")
    (True, True, False)
    """
    if name.startswith(SERVED) or name.lower().endswith(FILE):
        return True
    return "/" in name or os.sep in name or Path(name).is_dir()


def open_model(name: str, **options: Any) -> ModelWriter:
    """Open a model as a writer.

    Args:
        options: keywords of the writer that it takes.

    Raises:
        OptionError: its writer does not take that option, or its value is impossible.
        WeightsError: the model cannot be used.
        MissingExtraError: the extra that it needs is not installed.
    """
    kind = _find_kind(name, options)
    if strange := sorted(options.keys() - signature(kind).parameters.keys()):
        raise OptionError(f"{strange[0]} is no option of {name}")
    return kind(name.removeprefix(SERVED), **options)


def _find_kind(name: str, options: dict[str, Any]) -> Callable[..., ModelWriter]:
    from summarizer.write import chat, seq2seq

    if name.startswith(SERVED):
        return chat.ChatWriter
    if name.lower().endswith(FILE):
        return chat.GGUFWriter
    where = {key: options[key] for key in ("revision", "offline") if key in options}
    causal = find_checkpoint(name, **where).causal
    return chat.CausalWriter if causal else seq2seq.Seq2SeqWriter
