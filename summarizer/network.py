"""The small networks that the ranker and the plan run: numpy, one hidden layer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from summarizer.errors import WeightsError

Floats = npt.NDArray[np.float32]


def standardize(features: Floats, mean: Floats, scale: Floats) -> Floats:
    """Bring features to mean 0 and deviation 1, outliers cut off."""
    inputs: Floats = np.clip((features - mean) / scale, -8, 8)
    return inputs


@dataclass(frozen=True, slots=True)
class Network:
    """Standardized inputs, one hidden layer of rectified units, logistic outputs.

    ``output`` has shape (units,) for one output, (units, outputs) for several.
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats

    @classmethod
    def read(cls, folder: Path, tensors: dict[str, npt.NDArray[Any]], name: str) -> "Network":
        """Take the network of a name out of the tensors of a model folder.

        Raises:
            WeightsError: a tensor is missing.
        """
        fields = cls.__dataclass_fields__
        return cls(**{field: read_tensor(folder, tensors, f"{name}.{field}") for field in fields})

    def logits(self, inputs: Floats) -> Floats:
        """Return log odds for standardized inputs of shape (rows, features)."""
        active = np.maximum(inputs @ self.hidden + self.hidden_bias, 0)
        odds: Floats = active @ self.output + self.output_bias
        return odds

    def __call__(self, features: Floats) -> Floats:
        """Return probabilities, float32 of shape (rows,) or (rows, outputs)."""
        odds = self.logits(standardize(features, self.mean, self.scale))
        chances: Floats = np.float32(1) / (np.float32(1) + np.exp(-odds))
        return chances


def read_tensor(folder: Path, tensors: dict[str, npt.NDArray[Any]], key: str) -> npt.NDArray[Any]:
    """Return a tensor of a model folder by its name.

    Raises:
        WeightsError: there is none of that name.
    """
    if key not in tensors:
        raise WeightsError(folder, f"weights.safetensors has no tensor {key!r}")
    return tensors[key]
