"""Small plots: how a figure spreads over the articles. Counts values, holds no articles."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from summarizer.report.wording import ARTICLES, plural

BINS = 24
WIDTH, HEIGHT = 240, 56
"""Of the drawing, in pixels."""

_SHOWN = 0.98  # the longest tail is heaped into the last bin
_DIGITS = 3


class Spread:
    """Counts of a figure, its values rounded to three digits: bounded, however many articles."""

    def __init__(self) -> None:
        self.counts: Counter[float] = Counter()

    def add(self, value: float) -> None:
        """Count one value; none is negative."""
        self.counts[float(f"{value:.{_DIGITS}g}")] += 1

    def update(self, other: "Spread") -> None:
        """Count all that another one has counted."""
        self.counts.update(other.counts)

    def __len__(self) -> int:
        return self.counts.total()

    def quantile(self, share: float) -> float:
        """Return the least value that ``share`` of all values do not exceed."""
        left = share * len(self)
        for value in sorted(self.counts):
            left -= self.counts[value]
            if left <= 0:
                return value
        return max(self.counts, default=0.0)

    def histogram(self) -> "Histogram":
        """Put the values into equal bins; what is far above the rest goes into the last."""
        low, high = min(self.counts, default=0.0), self.quantile(_SHOWN)
        step = (high - low) / BINS or 1.0
        counts = [0] * BINS
        for value, count in self.counts.items():
            counts[min(BINS - 1, int((value - low) / step))] += count
        return Histogram(low, high, max(self.counts, default=0.0), tuple(counts))


@dataclass(frozen=True, slots=True)
class Column:
    """A bin as drawn."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts of ``BINS`` equal bins from ``low`` to ``high``; the last goes on to ``highest``."""

    low: float
    high: float
    highest: float
    counts: tuple[int, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The bins that hold anything, as rectangles."""
        most = max(self.counts)
        width = WIDTH / BINS
        return tuple(
            Column(round(place * width, 1), round(HEIGHT - height, 1), width - 1, round(height, 1))
            for place, count in enumerate(self.counts)
            if count
            for height in [max(1.5, HEIGHT * count / most)]
        )


@dataclass(frozen=True, slots=True)
class Plot:
    """A histogram with its words."""

    title: str
    median: str
    low: str
    high: str
    histogram: Histogram
    label: str


def draw(title: str, spread: Spread, show: Callable[[float], str]) -> Plot:
    """Draw a spread; ``show`` turns a value into words."""
    histogram = spread.histogram()
    median = show(spread.quantile(0.5))
    low, high = show(histogram.low), show(histogram.highest)
    label = f"{title}: {plural(len(spread), ARTICLES)}, от {low} до {high}, медиана {median}"
    tail = "" if histogram.highest <= histogram.high else " и больше"
    return Plot(title, median, low, show(histogram.high) + tail, histogram, label)
