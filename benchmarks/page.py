"""Result files → one page for people: provenance, tables, plots, every pair of systems.

The page is self-contained and runs nothing: no script, nothing loaded, a content security policy
that allows its own style sheet alone. Tables are those of ``report.table``.
"""

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.bootstrap import RESAMPLES, Interval, paired
from benchmarks.plots import BASELINE, INK, PAPER, Group, best_first, draw, load_groups
from benchmarks.report import PAGES, ROOT, f1, table, write_tables

METRIC = "rouge1"
FEW = 30
"""Fewer articles than this, and the percentile bootstrap's intervals are too narrow."""

_CAPTIONS = {
    "speed": "ROUGE-1 F1 against the mean time of an article. Times are of one process, taken in "
    "the run that scored the system; the oracle, which reads the reference, is left out.",
    "length": f"ROUGE-1 F1 by article length: {BASELINE}, the best two of ours and of the peers.",
    "differences": f"F1 minus that of {BASELINE} on the same articles, paired bootstrap; "
    "without the oracle.",
}


@dataclass(frozen=True, slots=True)
class Pairs:
    """The paired differences of mean ROUGE-1 F1 (points) of every pair of systems.

    ``differences[row, column]`` is the system of the row minus that of the column, row < column,
    both places in ``systems``, which go from the best to the worst.
    """

    systems: tuple[str, ...]
    differences: dict[tuple[int, int], Interval]
    articles: int

    @property
    def real(self) -> int:
        """Number of differences whose interval excludes 0."""
        return sum(found.excludes_zero for found in self.differences.values())

    @property
    def note(self) -> str:
        """What the reader must know of so many comparisons."""
        count = len(self.differences)
        if not count:
            return "One system: nothing to compare."
        note = (
            f"{count} comparison{'s' if count > 1 else ''}, {self.real} real: the 95 % interval "
            f"({RESAMPLES:,} resamples, paired) excludes 0. "
        )
        if count > 1:
            note += (
                "The intervals are not corrected for their number: had no two systems differed, "
                f"about {0.05 * count:.1f} would still be expected to look real. "
            )
        return (note + few(self.articles)).strip()


def few(articles: int) -> str:
    """Return a warning where articles are too few for the bootstrap, else an empty text."""
    if articles >= FEW:
        return ""
    return f"Only {articles} articles: intervals of so few are too narrow."


def compare(results: Sequence[dict[str, Any]]) -> Pairs:
    """Compare every pair of the results of one data set and budget.

    Raises ValueError where they are not of the same articles (see ``Group``).
    """
    group = Group(tuple(results))
    ranked = best_first(group.results)
    scores = [f1(result, METRIC) for result in ranked]
    return Pairs(
        tuple(result["system"] for result in ranked),
        {
            (row, column): paired(scores[row], scores[column])
            for row, column in combinations(range(len(ranked)), 2)
        },
        group.articles,
    )


def pairs_table(results: Sequence[dict[str, Any]]) -> str:
    """Return a Markdown matrix of ROUGE-1 differences, row minus column, and a note below it.

    Bold are those whose paired 95 % interval excludes 0. The note gives the number of comparisons.
    Raises ValueError where the results are not of the same articles.
    """
    pairs = compare(results)
    names = [_escape(name) for name in pairs.systems]
    if len(names) == 1:
        return pairs.note
    rows = [
        f"| row − column | {' | '.join(names[1:])} |",
        "|" + "---|" * len(names),
    ]
    for row, name in enumerate(names[:-1]):
        cells = [_bold(pairs.differences.get((row, column))) for column in range(1, len(names))]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*rows, "", pairs.note])


def write_report(results: Path, out: Path) -> list[Path]:
    """Write report.html and the plots of a folder of results; return the files, the page first.

    The same results and versions give the same bytes. Raises ValueError where the folder holds no
    results, some that cannot be compared, or none of the baseline.
    """
    groups = load_groups(results)
    plots = [draw(group, out) for group in groups]
    html = (
        _environment()
        .get_template("page.html.jinja")
        .render(
            baseline=BASELINE,
            provenance=_provenance(groups),
            groups=[
                {
                    "title": group.title,
                    "articles": group.articles,
                    "notes": _notes(group),
                    "table": _cells(table(results, group.data, group.budget)),
                    "pairs": compare(group.results),
                    "plots": [
                        {
                            "name": name,
                            "caption": _CAPTIONS[name],
                            "files": [path.name for path in paths],
                            "svg": inline(
                                paths[0].read_text(encoding="utf-8"),
                                f"g{number}-{name}-",
                                f"{_CAPTIONS[name]} {group.title}.",
                            ),
                        }
                        for name, paths in drawn.items()
                    ],
                }
                for number, (group, drawn) in enumerate(zip(groups, plots, strict=True))
            ],
        )
    )
    page = out / "report.html"
    page.write_text(html, encoding="utf-8")
    return [page, *(path for drawn in plots for paths in drawn.values() for path in paths)]


def inline(svg: str, prefix: str, label: str) -> str:
    """Return an SVG of ours as it may stand in the page.

    Ids get ``prefix``, since a page holds many plots; style attributes become presentation
    attributes, which the policy allows; ink and paper become the page's (class ``paper``).
    """
    root = ET.fromstring(svg)  # noqa: S314  matplotlib wrote it a moment ago
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("}metadata", "}style")):
                parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        attributes = _attributes(element, prefix)
        element.attrib.clear()
        element.attrib.update(attributes)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {
        "role": "img",
        "aria-label": label,
        "fill": "currentColor",  # letters have no colour of their own
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    return ET.tostring(root, encoding="unicode")


def _attributes(element: ET.Element, prefix: str) -> dict[str, str]:
    found = {name.rpartition("}")[2]: text for name, text in element.attrib.items()}
    for rule in filter(None, found.pop("style", "").split(";")):
        name, _, setting = rule.partition(":")
        found[name.strip()] = setting.strip().replace(INK, "currentColor")
    if found.get("fill") == PAPER:
        found["class"] = "paper"
    for name, before in (("id", ""), ("href", "#"), ("clip-path", "url(#")):
        if name in found:
            found[name] = before + prefix + found[name].removeprefix(before)
    return found


@click.command()
@click.option(
    "--results",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(__file__).parent / "results",
    help="Folder of result files.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for report.html and the plots.",
)
@click.option(
    "--tables",
    is_flag=True,
    help="Also put the tables into the project's pages and beside the results.",
)
def report(results: Path, out: Path, *, tables: bool) -> None:
    """Write a page with tables and plots of all results."""
    try:
        written = write_report(results, out)
        if tables:
            write_tables(results, [ROOT / page for page in PAGES])
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{written[0]} and {len(written) - 1} plot files")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table and whether it was bold."""

    text: str
    real: bool = False


def _cells(markdown: str) -> list[list[_Cell]]:
    """Return the cells of a table of ``report.table``, the head first.

    All columns but the first hold numbers, so a name may hold a ``|``.

    >>> [[cell.text for cell in row] for row in _cells("| a | b |\\n|---|---|\\n| x | y | 1 |")]
    [['a', 'b'], ['x | y', '1']]
    """
    head, _, *rows = (line.removeprefix("| ").removesuffix(" |") for line in markdown.splitlines())
    columns = head.count(" | ")
    return [[_cell(text) for text in line.rsplit(" | ", columns)] for line in (head, *rows)]


def _cell(text: str) -> _Cell:
    text = text.strip()
    bold = re.fullmatch(r"\*\*(-?\d.*)\*\*", text)
    return _Cell(bold[1], real=True) if bold else _Cell(text)


def _bold(found: Interval | None) -> str:
    if found is None:
        return ""
    return f"**{found}**" if found.excludes_zero else str(found)


def _escape(name: str) -> str:
    """Return a name as Markdown that shows it as it is.

    >>> _escape("a|b <i>")
    'a\\\\|b &lt;i>'
    """
    shown = name.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\|*_`\[\]])", r"\\\1", shown)


def _notes(group: Group) -> list[str]:
    """Return what weakens the comparisons of a group."""
    notes = [few(group.articles)]
    machines = sorted({result["machine"] for result in group.results})
    if len(machines) > 1:
        notes.append(f"Times of several machines side by side: {'; '.join(machines)}.")
    return [note for note in notes if note]


def _provenance(groups: Sequence[Group]) -> list[tuple[str, list[str]]]:
    """Return what decided the figures: each name with its values, more than one if they differ."""
    results = [result for group in groups for result in group.results]
    found = {
        "metric": {result["signature"] for result in results},
        "packages": {
            ", ".join(f"{name} {version}" for name, version in result["packages"].items())
            for result in results
        },
        "machine": {result["machine"] for result in results},
        "articles": {
            f"{group.data}: {group.articles}, fingerprint {group.results[0]['fingerprint']}"
            for group in groups
        },
        "intervals": {f"95 % percentile bootstrap over articles, {RESAMPLES:,} resamples, seeded"},
    }
    return [(name, sorted(values)) for name, values in found.items()]


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sha256"] = _sha256
    environment.filters["minus"] = lambda text: text.replace("-", "−")
    environment.filters["breakable"] = lambda name: re.sub("([_/])", "\\1\u200b", name)
    return environment


def _sha256(style: str) -> str:
    """Return the hash of a style sheet as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
