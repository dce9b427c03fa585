"""Find, verify and open a model folder: ``config.json`` and ``weights.safetensors``.

Nothing that can run code is loaded: JSON and safetensors only.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file

from summarizer.errors import WeightsError

_HERE = Path(__file__).parent
_FOLDERS = (_HERE / "models", _HERE.parent / "models")  # in a wheel · in a checkout


@dataclass(frozen=True, slots=True)
class Weights:
    """An opened model: what ``config.json`` says, and the tensors by name."""

    config: dict[str, Any]
    tensors: dict[str, npt.NDArray[np.generic]]


def find_model(name: str) -> Path:
    """Return the folder of a model that comes with the library.

    Raises:
        WeightsError: it is not there.
    """
    for folder in _FOLDERS:
        if (folder / name).is_dir():
            return folder / name
    raise WeightsError(_FOLDERS[0] / name, "not there: install the library again")


def load_weights(folder: Path, kind: str, version: int) -> Weights:
    """Open a model folder; its format is checked before any tensor is read.

    Raises:
        WeightsError: a file is missing or damaged, or the format is another one.
    """
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        found = config.get("kind"), config.get("format")
    except (OSError, ValueError, AttributeError) as error:
        raise WeightsError(folder, f"config.json cannot be read: {error}") from error
    if found != (kind, version):
        raise WeightsError(folder, f"holds {found[0]} format {found[1]}, not {kind} {version}")
    try:
        tensors = load_file(folder / "weights.safetensors")
    except (OSError, SafetensorError) as error:
        raise WeightsError(folder, f"weights.safetensors cannot be read: {error}") from error
    return Weights(config, tensors)
