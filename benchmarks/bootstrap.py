"""Intervals for means over documents: the seeded percentile bootstrap (Efron 1979)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2_000
SEED = 12_345


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the sign of the mean is certain at 95 %."""
        return self.low > 0 or self.high < 0

    def __str__(self) -> str:
        return f"{self.mean:.1f} [{self.low:.1f}, {self.high:.1f}]"


def interval(scores: Sequence[float]) -> Interval:
    """Return the mean of per-document scores and its interval."""
    values = np.asarray(scores)
    draws = np.random.default_rng(SEED).integers(len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), (2.5, 97.5))
    return Interval(float(values.mean()), float(low), float(high))


def paired(scores: Sequence[float], baseline: Sequence[float]) -> Interval:
    """Return the mean difference of two systems on the same documents and its interval."""
    return interval(np.asarray(scores) - np.asarray(baseline))
