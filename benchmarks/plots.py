"""Result files → plots: quality against speed, quality by article length, paired differences.

Every plot is drawn of one group: the results of all systems on the same articles under one budget.
Colours are Okabe and Ito's (2008), and no colour is alone: kinds differ by marker too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter
from matplotlib.transforms import Bbox

from benchmarks.bootstrap import Interval, interval, paired
from benchmarks.report import SHOWN, f1, load_results
from benchmarks.systems import SYSTEMS, ours

BASELINE, ORACLE = "lead", "oracle"
INK, PAPER, GRID = "#1b1b1b", "#ffffff", "#9a9a9a"
METRIC_NAMES = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L"}

_NEEDED = frozenset({"system", "data", "budget", "fingerprint", "signature", "packages"}) | {
    "machine",
    "milliseconds",
    "documents",
}
_LEAST_MILLISECONDS = 0.001  # what run.py rounds to; a log axis has no 0
_LABEL_SIZE = 8.5
_BESIDE = 2  # the first places of a label, left and right of its point
_COLUMN = 28  # points from the last marker to the labels beside it
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 9.5,
    "text.color": INK,
    "text.parse_math": False,  # a $ in a name is a $
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.titlesize": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
    "grid.color": GRID,
    "grid.alpha": 0.3,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "svg.fonttype": "path",  # looks the same where the font is missing
    "svg.hashsalt": "summarizer",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """How the systems of one origin look."""

    name: str
    color: str
    marker: str


OURS = Kind("ours", "#0072b2", "o")
PEER = Kind("peers", "#d55e00", "s")
REFERENCE = Kind("reference points", "#7a7a7a", "D")


@dataclass(frozen=True, slots=True)
class Group:
    """The results of several systems on the same articles under one budget, in the given order.

    Raises ValueError where they cannot be compared: no results, a field missing, a system twice,
    other articles, another signature.
    """

    results: tuple[dict[str, Any], ...]

    def __post_init__(self) -> None:
        if not self.results:
            raise ValueError("no results")
        for result in self.results:
            name = result.get("system", "?")
            if lacking := sorted(_NEEDED - result.keys()):
                raise ValueError(f"the result of {name!r} lacks {', '.join(lacking)}")
            if not result["documents"]:
                raise ValueError(f"{self.title}: the result of {name!r} has no documents")
            for field in ("data", "budget", "signature", "fingerprint"):
                if result[field] != self.results[0][field]:
                    other = self.results[0]["system"]
                    raise ValueError(
                        f"{self.title}: {other!r} and {name!r} differ in their {field} and "
                        "cannot be compared; run them again"
                    )
            if _ids(result) != _ids(self.results[0]):
                raise ValueError(f"{self.title}: {name!r} was run on other articles; run it again")
        names = self.systems
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"{self.title}: several results of {', '.join(map(repr, twice))}")

    @property
    def data(self) -> str:
        """Name of the data set."""
        return str(self.results[0]["data"])

    @property
    def budget(self) -> str:
        """The length asked of every system, such as ``4 sentences``."""
        return str(self.results[0]["budget"])

    @property
    def articles(self) -> int:
        """Number of articles."""
        return len(self.results[0]["documents"])

    @property
    def title(self) -> str:
        """Data set and budget, for people."""
        return f"{self.data}, {self.budget}"

    @property
    def stem(self) -> str:
        """The start of a file name, without characters that a path could stumble over."""
        name = f"{self.data}.{self.budget.replace(' ', '-')}"
        return re.sub(r"[^\w.-]", lambda match: f"%{ord(match[0]):02x}", name)

    @property
    def systems(self) -> list[str]:
        """Names of the systems."""
        return [str(result["system"]) for result in self.results]

    @property
    def baseline(self) -> dict[str, Any]:
        """The result that differences are taken to; ValueError where it is missing."""
        for result in self.results:
            if result["system"] == BASELINE:
                return result
        raise ValueError(f"{self.title}: no result of the baseline {BASELINE!r}; run it too")


def best_first(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return results in the order of the tables: highest mean ROUGE-1 F1 first."""
    return sorted(results, key=lambda result: -interval(f1(result, "rouge1")).mean)


def load_groups(folder: Path) -> list[Group]:
    """Return the groups of a folder of result files, by data and budget, systems best first.

    Raises ValueError where there are no results, some cannot be compared, or a baseline is missing.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for result in load_results(folder):
        if not isinstance(result, dict) or _NEEDED - result.keys():
            raise ValueError(f"{folder} holds a .json file that is not a result of this benchmark")
        found.setdefault((result["data"], result["budget"]), []).append(result)
    if not found:
        raise ValueError(f"no result files in {folder}: python -m benchmarks run writes them")
    groups = []
    for _, results in sorted(found.items()):
        group = Group(tuple(results))  # told apart before they are averaged
        group.baseline  # noqa: B018  its absence is an error here, not in the middle of drawing
        groups.append(Group(tuple(best_first(group.results))))
    return groups


def kind(system: str) -> Kind:
    """Return whose a system is; a name that ``SYSTEMS`` does not know is a peer's.

    >>> kind("learned").name, kind("sumy-lsa").name, kind("lead").name
    ('ours', 'peers', 'reference points')
    """
    if system in {"random", "lead", "lead-raw", ORACLE}:
        return REFERENCE
    known = SYSTEMS.get(system)
    return OURS if isinstance(known, partial) and known.func is ours else PEER


@contextmanager
def _style() -> Iterator[None]:
    """Draw by our settings alone, whatever the user's matplotlibrc says."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def short(system: str) -> str:
    """Return a name as it is written into a plot: the last part of a path, not too long.

    >>> short("hf:IlyaGusev/rut5_base_sum_gazeta"), short("x" * 40)
    ('rut5_base_sum_gazeta', 'xxxxxxxxxxxxxxxxxxxxxxx…')
    """
    name = system.rstrip("/").rpartition("/")[2]
    return name if len(name) <= 24 else name[:23] + "…"


@_style()
def quality_speed(group: Group) -> Figure:
    """Draw ROUGE-1 F1 (%) with its 95 % interval against the time an article takes (ms, log).

    The oracle is left out: what reads the reference has no speed worth comparing.
    """
    shown = [result for result in group.results if result["system"] != ORACLE]
    names = [result["system"] for result in shown]
    figure = _figure(6.6, 4.6)
    axes = figure.subplots()
    times = [max(r["milliseconds"], _LEAST_MILLISECONDS) for r in shown]
    quality = [interval(f1(result, "rouge1")) for result in shown]
    for system, time, found in zip(names, times, quality, strict=True):
        look = kind(system)
        axes.errorbar(
            time,
            found.mean,
            [[found.mean - found.low], [found.high - found.mean]],
            color=look.color,
            marker=look.marker,
            markersize=6.5,
            elinewidth=1.1,
            capsize=2.5,
        )
    axes.set_xscale("log")
    reach = max(times) / min(times)
    margin = max(reach**0.14, 1.4)
    axes.set_xlim(min(times) / margin, max(times) * margin)
    few_tens = reach < 20  # fewer than two powers of ten in sight
    axes.xaxis.set_minor_formatter(FuncFormatter(_two_five) if few_tens else NullFormatter())
    axes.tick_params(axis="x", which="both", length=3, pad=4)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.margins(y=0.1)
    axes.set_xlabel("time, ms an article (log scale; further left is faster)")
    axes.set_ylabel("ROUGE-1 F1, % (95 % interval)")
    axes.grid()
    _titled(axes, f"Quality against speed: {group.title}, {group.articles} articles")
    _legend(figure, names)
    _settle(figure)
    _label_points(figure, axes, names, times, quality)
    return figure


@_style()
def quality_length(group: Group) -> Figure:
    """Draw ROUGE-1 F1 (%) in the quartiles of article length (words) for a handful of systems.

    The handful: the baseline, the best two of ours, the best two peers. A quartile that ties leave
    empty is left out; a single article has no interval.
    """
    figure = _figure(6.6, 4.2)
    axes = figure.subplots()
    words = np.array([document["article_words"] for document in group.baseline["documents"]])
    parts = quartiles(words)
    handful = _handful(group)
    ends = []
    for number, result in enumerate(handful):
        look = kind(result["system"])
        second = any(kind(r["system"]) is look for r in handful[:number])
        scores = np.array(f1(result, "rouge1"))
        found = [interval(scores[part]) for part in parts]
        means = np.array([one.mean for one in found])
        places = np.arange(len(parts)) + 0.035 * (number - (len(handful) - 1) / 2)
        axes.errorbar(
            places,
            means,
            [means - [one.low for one in found], [one.high for one in found] - means],
            color=look.color,
            marker=look.marker,
            markersize=6,
            markerfacecolor=PAPER if second else look.color,
            linestyle="--" if second else "-",
            linewidth=1.5,
            elinewidth=0.9,
            capsize=2,
        )
        ends.append((float(places[-1]), float(means[-1])))
    axes.set_xticks(
        range(len(parts)),
        [f"{_span(words[part])}\nn = {len(part)}" for part in parts],
    )
    axes.set_xlim(-0.3, len(parts) - 0.8)
    axes.set_xlabel("article length, words (quartiles)")
    axes.set_ylabel("ROUGE-1 F1, % (95 % interval)")
    axes.grid(axis="y")
    _titled(axes, f"Quality by article length: {group.title}, {group.articles} articles")
    names = [result["system"] for result in handful]
    _legend(figure, names)
    labels = [
        axes.annotate(
            short(name),
            end,
            xytext=(_COLUMN, 0),
            textcoords="offset points",
            va="center",
            fontsize=_LABEL_SIZE,
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": kind(name).color,
                "lw": 0.7,
                "shrinkA": 1,
                "shrinkB": 5,
                "relpos": (0, 0.5),
            },
        )
        for name, end in zip(names, ends, strict=True)
    ]
    figure.draw_without_rendering()
    _spread(axes, labels)  # before the layout is kept: it makes room for them
    _settle(figure)
    _spread(axes, labels)
    return figure


@_style()
def differences(group: Group) -> Figure:
    """Draw a forest plot: each system's ROUGE-1/2/L F1 minus the baseline's, in points.

    A filled marker is a difference whose 95 % interval (paired bootstrap) excludes 0. The oracle is
    left out: beside its difference all others would be points.
    """
    compared = [r for r in group.results if r["system"] not in {BASELINE, ORACLE}]
    figure = _figure(7.2, 1.75 + 0.3 * max(len(compared), 2))
    for axes, metric in zip(figure.subplots(1, 3, sharey=True), SHOWN, strict=True):
        baseline = f1(group.baseline, metric)
        for row, result in enumerate(compared):
            look = kind(result["system"])
            found = paired(f1(result, metric), baseline)
            axes.errorbar(
                found.mean,
                row,
                xerr=[[found.mean - found.low], [found.high - found.mean]],
                color=look.color,
                marker=look.marker,
                markersize=6,
                markerfacecolor=look.color if found.excludes_zero else PAPER,
                elinewidth=1.3,
                capsize=2.5,
            )
        axes.axvline(0, color=INK, linewidth=0.9, zorder=0)
        axes.grid(axis="x")
        axes.margins(x=0.08)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(FuncFormatter(_signed))
        axes.set_xlabel("points of F1")
        axes.set_title(METRIC_NAMES[metric])
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
    names = [result["system"] for result in compared]
    axes.set_yticks(range(len(names)), [short(name) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    figure.suptitle(
        f"Difference to {BASELINE}: {group.title}, {group.articles} articles\n",
        fontsize=10.5,
        linespacing=0.6,
        x=0.01,
        ha="left",
    )
    _legend(
        figure,
        names,
        Line2D([], [], color=INK, marker="o", linestyle="", label="interval excludes 0"),
        Line2D([], [], color=INK, marker="o", linestyle="", mfc=PAPER, label="includes 0"),
    )
    _settle(figure)
    return figure


PLOTS: dict[str, Callable[[Group], Figure]] = {
    "speed": quality_speed,
    "length": quality_length,
    "differences": differences,
}
"""Name, as in the files' names → plot."""


def write_plots(results: Path, out: Path) -> list[Path]:
    """Draw every plot of every group of a folder of results; return the files written.

    The same results, matplotlib and this file give the same bytes. Raises as ``load_groups``.
    """
    return [
        path
        for group in load_groups(results)
        for paths in draw(group, out).values()
        for path in paths
    ]


def draw(group: Group, out: Path) -> dict[str, list[Path]]:
    """Write the plots of a group as SVG and PNG; return the two paths by the plot's name.

    A group of the baseline alone (and the oracle) has no differences to draw.
    """
    out.mkdir(parents=True, exist_ok=True)
    written: dict[str, list[Path]] = {}
    for name, plot in PLOTS.items():
        if plot is differences and {BASELINE, ORACLE}.issuperset(group.systems):
            continue
        svg, png = (out / f"{group.stem}.{name}.{suffix}" for suffix in ("svg", "png"))
        with _style():
            figure = plot(group)
            figure.savefig(svg, metadata={"Date": None, "Creator": None})
            figure.savefig(png, dpi=160, metadata={"Software": None})
        written[name] = [svg, png]
    return written


def quartiles(words: Sequence[int] | np.ndarray) -> list[np.ndarray]:
    """Return the indices of the articles in each quartile of length, shortest first.

    >>> [part.tolist() for part in quartiles([10, 40, 20, 30])]
    [[0], [2], [3], [1]]
    """
    places = np.searchsorted(np.quantile(words, (0.25, 0.5, 0.75)), words)
    parts = [np.flatnonzero(places == place) for place in range(4)]
    return [part for part in parts if len(part)]


def _span(words: np.ndarray) -> str:
    low, high = int(words.min()), int(words.max())
    return str(low) if low == high else f"{low}–{high}"


def _ids(result: dict[str, Any]) -> list[str]:
    return [document["id"] for document in result["documents"]]


def _handful(group: Group) -> list[dict[str, Any]]:
    """Return the baseline, the best two of ours and the best two peers, in the group's order."""
    chosen = [BASELINE]
    for look in (OURS, PEER):
        chosen += [system for system in group.systems if kind(system) is look][:2]
    return [result for result in group.results if result["system"] in chosen]


def _figure(width: float, height: float) -> Figure:
    """Return a figure of so many inches."""
    return Figure(figsize=(width, height), layout="constrained")


def _titled(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", pad=10)


def _signed(value: float, _: int | None) -> str:
    return f"{value:+g}".replace("-", "−") if value else "0"


def _two_five(value: float, _: int | None) -> str:
    shown = f"{value:g}"
    return shown if shown.lstrip("0.")[:1] in {"2", "5"} else ""


def _legend(figure: Figure, systems: Sequence[str], *more: Line2D) -> None:
    """Name the kinds of systems that are shown, below the plot."""
    shown = {kind(system) for system in systems}
    handles = [
        Line2D([], [], color=look.color, marker=look.marker, linestyle="", label=look.name)
        for look in (OURS, PEER, REFERENCE)
        if look in shown
    ]
    handles += more
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles))


def _settle(figure: Figure) -> None:
    """Compute the layout and keep it, so that pixels may be reckoned with."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _label_points(
    figure: Figure,
    axes: Axes,
    names: Sequence[str],
    times: Sequence[float],
    quality: Sequence[Interval],
) -> None:
    """Put each name beside its point where it covers the least of what is drawn.

    Places are tried from the nearest on; a name that is not right beside its point gets a line.
    """
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    pixels = figure.dpi / 72  # a point
    room = axes.get_window_extent(renderer)
    written: list[Bbox] = []
    bars = [_bar(axes, time, found, pixels) for time, found in zip(times, quality, strict=True)]
    spots = [(time, found.mean) for time, found in zip(times, quality, strict=True)]
    points = axes.transData.transform(spots)
    labels = [
        axes.annotate(
            short(name),
            spot,
            xytext=(0, 0),
            textcoords="offset points",
            va="bottom",
            fontsize=_LABEL_SIZE,
            arrowprops={"arrowstyle": "-", "color": GRID, "lw": 0.7, "shrinkA": 0, "shrinkB": 4},
        )
        for name, spot in zip(names, spots, strict=True)
    ]
    choices: list[list[Bbox]] = []
    for label, (x, y) in zip(labels, points, strict=True):
        box = Text.get_window_extent(label, renderer)
        choices.append(
            [
                Bbox.from_bounds(x + right * pixels, y + up * pixels, box.width, box.height)
                for right, up in _offsets(box.width / pixels, box.height / pixels)
            ]
        )

    def costs(number: int) -> list[float]:
        others = np.delete(points, number, axis=0)
        return [
            _covered(place, bars, room)
            + 20 * _covered(place, written, room)
            + (_crossed(points[number], place, others, 6 * pixels) if n >= _BESIDE else 0)
            + n
            for n, place in enumerate(choices[number])
        ]

    # Names with room right beside their points first; the crowded ones take what is left.
    for number in sorted(range(len(names)), key=lambda n: (min(costs(n)) >= _BESIDE, times[n])):
        best = int(np.argmin(costs(number)))
        place, label = choices[number][best], labels[number]
        written.append(place)
        label.set_position(
            (
                float(place.x0 - points[number][0]) / pixels,
                float(place.y0 - points[number][1]) / pixels,
            )
        )
        if best < _BESIDE and label.arrow_patch:
            label.arrow_patch.set_visible(False)


def _crossed(point: np.ndarray, place: Bbox, others: np.ndarray, near: float) -> float:
    """Return what the line from a point to its label costs for the markers that it passes."""
    if not len(others):
        return 0.0
    middle = np.array([(place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2])
    along = point + np.linspace(0, 1, 40)[:, None] * (np.clip(middle, place.min, place.max) - point)
    distances = np.hypot(*(along[:, None] - others[None]).transpose(2, 0, 1)).min(axis=0)
    return 60.0 * float((distances < near).sum())


def _offsets(width: float, height: float) -> list[tuple[float, float]]:
    """Return places for the lower left corner of a label around its point, in points."""
    places: list[tuple[float, float]] = []
    for gap in (7.0, 18.0, 30.0, 44.0, 60.0, 78.0, 98.0):
        right, left, middle = gap, -gap - width, -height / 2
        above, below = middle + gap + 2, middle - gap - 2
        places += [(right, middle), (left, middle), (right, above), (right, below)]
        places += [(left, above), (left, below), (-width / 2, gap), (-width / 2, -gap - height)]
    return places


def _bar(axes: Axes, time: float, found: Interval, pixels: float) -> Bbox:
    """Return the box of a point with its interval, in pixels."""
    x, low = axes.transData.transform((time, found.low))
    _, high = axes.transData.transform((time, found.high))
    return Bbox.from_extents(x - 4 * pixels, low, x + 4 * pixels, max(high, low + 8 * pixels))


def _covered(place: Bbox, taken: Sequence[Bbox], room: Bbox) -> float:
    """Return the area (square pixels) that a label would cover, beyond the axes counted double."""
    common = [Bbox.intersection(place, other) for other in taken]
    inside = Bbox.intersection(place, room)
    outside = _area(place) - _area(inside)
    return sum(map(_area, common)) + 2 * outside


def _area(box: Bbox | None) -> float:
    return 0.0 if box is None else float(box.width * box.height)


def _spread(axes: Axes, labels: Sequence[Annotation]) -> None:
    """Push the labels of one column apart until none covers another, in the order of height."""
    pixels = axes.figure.dpi / 72
    line = 1.35 * _LABEL_SIZE
    points = np.array([axes.transData.transform(label.xy) for label in labels]) / pixels
    column, start = points[:, 0].max() + _COLUMN, points[:, 1]
    order = np.argsort(start, kind="stable")
    heights = start.copy()
    for _ in range(200):
        for below, above in pairwise(order):
            lacking = line - (heights[above] - heights[below])
            if lacking > 0:
                heights[above] += lacking / 2
                heights[below] -= lacking / 2
    for label, (x, y), height in zip(labels, points, heights, strict=True):
        label.set_position((float(column - x), float(height - y)))
