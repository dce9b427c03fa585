"""Count what the library's summaries claim and their articles do not, over whole files.

    articles → summaries → findings → a table, and a JSON file a data set (ids, words, no texts)

``alterations`` measures the checker itself.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from benchmarks.alterations import KINDS, Recall, alter_extracts
from benchmarks.datasets import Example, load
from benchmarks.unsupported import Evidence, Finding
from summarizer import Summarizer, SummarizerError, __version__
from summarizer.segment import split

RESULTS = Path(__file__).parent / "results" / "unsupported"
REFERENCE = "reference"
WRITER = "writer:"
STYLES = ("conclusion", "extract")

_GUARDED = re.compile(r"\b(?:repaired|dropped)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Checked:
    """A summary as it left a system; ``notes`` is what the library noted of it."""

    text: str
    sentences: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """What one system did on one data set.

    ``repaired`` and ``dropped`` count the notes of the guard, one a sentence.
    """

    system: str
    articles: int = 0
    refused: int = 0
    sentences: int = 0
    repaired: int = 0
    dropped: int = 0
    findings: list[dict[str, Any]] = field(default_factory=list)

    def add(self, article: str, entry: Mapping[str, Any]) -> None:
        """Count one summary, by what ``audit`` found of it."""
        if entry.get("refused"):
            self.refused += 1
            return
        self.articles += 1
        self.sentences += entry["sentences"]
        self.dropped += entry["dropped"]
        self.repaired += entry["guarded"] - entry["dropped"]
        self.findings += [{"article": article, **finding} for finding in entry["findings"]]

    @property
    def guarded(self) -> float:
        """The share of the sentences written that the guard repaired or dropped, in percent."""
        return 100 * (self.repaired + self.dropped) / max(self.sentences + self.dropped, 1)

    def cells(self) -> list[str]:
        """Return the tally as the cells of a row of ``table``."""
        kinds = Counter(finding["kind"] for finding in self.findings)
        return [
            self.system,
            str(self.articles),
            str(self.refused),
            str(self.sentences),
            *(str(kinds[kind]) for kind in ("number", "date", "name", "full name")),
            f"{self.guarded:.1f}",
        ]


Writes = Callable[[Example], Checked]


def get_writes(system: str) -> Writes:
    """Return what makes the summaries of a system: a style, ``reference``, or ``writer:NAME``.

    Raises:
        SummarizerError: no such style or writer.
    """
    if system == REFERENCE:
        return lambda example: Checked(example.references[0], len(split(example.references[0])))
    if system.startswith(WRITER):
        summarizer = Summarizer(writer=system.removeprefix(WRITER))
    else:
        summarizer = Summarizer(style=system)  # type: ignore[arg-type]

    def write(example: Example) -> Checked:
        summary = summarizer.summarize(example.text, title=example.title)
        return Checked(summary.text, len(summary.sentences), summary.notes)

    return write


class Journal:
    """What was counted of each article so far, a line of JSON each: a run that was cut goes on.

    Raises:
        ValueError: a line is none of a journal.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[tuple[str, int, str], dict[str, Any]] = {}
        for line in path.read_text("utf-8").splitlines() if path and path.exists() else ():
            entry = json.loads(line)
            self._known[entry["data"], entry["row"], entry["system"]] = entry

    def get(self, data: str, row: int, system: str) -> dict[str, Any] | None:
        """Return what is known of an article by its place in its file."""
        return self._known.get((data, row, system))

    def add(self, entry: dict[str, Any]) -> None:
        """Write down what was counted of one article."""
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(entry, ensure_ascii=False) + "\n")


def audit(
    examples: Iterable[Example],
    systems: Sequence[str],
    data: str = "",
    journal: Journal | None = None,
) -> list[Tally]:
    """Summarize every article by every system and check what comes out.

    What the ``journal`` knows of ``data`` is not done again.

    Raises:
        SummarizerError: no such system; a refused article is counted and passed over.
    """
    journal = journal or Journal(None)
    writes = {system: get_writes(system) for system in systems}
    tallies = {system: Tally(system) for system in systems}
    for row, example in enumerate(examples):
        for system, write in writes.items():
            entry = journal.get(data, row, system)
            if entry is None:
                entry = {"data": data, "row": row, "system": system, **_check(example, write)}
                journal.add(entry)
            tallies[system].add(example.id, entry)
    return list(tallies.values())


def _check(example: Example, write: Writes) -> dict[str, Any]:
    """Return what is counted of one article: as much as a line of a journal holds."""
    try:
        checked = write(example)
    except SummarizerError:
        return {"refused": True}
    evidence = Evidence(f"{example.title or ''}\n{example.text}")
    return entry_of(checked, evidence.find_unsupported(checked.text))


def entry_of(checked: Checked, findings: Iterable[Finding]) -> dict[str, Any]:
    """Return what is counted of one summary."""
    guarded = [note.lower() for note in checked.notes if _GUARDED.search(note)]
    return {
        "sentences": checked.sentences,
        "guarded": len(guarded),
        "dropped": sum("repaired" not in note for note in guarded),
        "findings": [asdict(finding) for finding in findings],
    }


def table(tallies: Sequence[Tally]) -> str:
    """Return the tallies as a Markdown table."""
    head = ["system", "articles", "refused", "sentences", "numbers", "dates", "names", "full names"]
    return _markdown([*head, "% repaired or dropped"], [tally.cells() for tally in tallies])


def recall_table(recalls: Sequence[Recall]) -> str:
    """Return what the checker caught of each kind of alteration as a Markdown table."""
    rows = [[r.kind, str(r.made), str(r.caught), f"{r.percent:.1f}"] for r in recalls]
    return _markdown(["alteration", "made", "caught", "%"], rows)


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_findings(folder: Path, data: str, tallies: Sequence[Tally]) -> Path:
    """Write the tallies of one data set with every finding, and return the path."""
    body = {"data": data, "version": __version__, "systems": [asdict(tally) for tally in tallies]}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{data}.json"
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def name_of(path: Path) -> str:
    """Return what a data set is called.

    >>> name_of(Path("data/rt/validation.jsonl.gz"))
    'rt-validation'
    """
    name = "-".join(part for part in (path.parent.name, path.name.split(".")[0]) if part)
    return re.sub(r"[^\w.-]+", "-", name)


@click.command()
@click.option(
    "--data",
    "paths",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    required=True,
    help="JSON lines with a field text, gzipped or not; may be repeated.",
)
@click.option(
    "--systems",
    default=",".join(STYLES),
    show_default=True,
    help=f"Styles, {WRITER}NAME, and {REFERENCE}: the texts of --reference.",
)
@click.option("--reference", help=f"Field that holds the texts of the system {REFERENCE!r}.")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first articles of each file.")
@click.option(
    "--alter",
    type=click.IntRange(min=1),
    help="Measure the checker: alter so many sentences of extracts for each of "
    f"{', '.join(KINDS)}.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--results", type=click.Path(path_type=Path), default=RESULTS, help="Folder of the findings."
)
@click.option(
    "--journal",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of what was counted so far: a run that was cut goes on where it stopped.",
)
def unsupported(
    paths: tuple[Path, ...],
    systems: str,
    reference: str | None,
    limit: int | None,
    alter: int | None,
    seed: int,
    results: Path,
    journal: Path | None,
) -> None:
    """Count unsupported numbers, dates and names in the summaries of every article."""
    names = systems.split(",")
    if (REFERENCE in names) != (reference is not None):
        raise click.UsageError(f"the system {REFERENCE!r} and --reference FIELD belong together")
    try:
        known = Journal(journal)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.UsageError(f"{journal}: no journal: {error}") from error
    for path in paths:
        try:
            # Each text is its own reference where none is asked for: every row has one.
            examples = load(path, reference or "text", limit)
            if alter is not None:
                recalls = alter_extracts(examples, alter, seed)
                click.echo(f"\n{name_of(path)}, {len(examples)} articles, seed {seed}:\n")
                click.echo(recall_table(recalls))
                continue
            started = time.perf_counter()
            with click.progressbar(examples, label=name_of(path)) as bar:
                tallies = audit(bar, names, name_of(path), known)
        except (OSError, ValueError, SummarizerError) as error:
            raise click.UsageError(str(error)) from error
        seconds = time.perf_counter() - started
        click.echo(f"\n{name_of(path)}, {len(examples)} articles, {seconds:.0f} s:\n")
        click.echo(table(tallies))
        click.echo(write_findings(results, name_of(path), tallies), err=True)
