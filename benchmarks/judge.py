"""Blind reading: a sheet for people or language models, and what their verdicts say.

    examples → items → page, CSV, key        verdicts, key → report, published verdicts

Page and CSV never name a system. The key does: readers must not see it.
"""

import base64
import csv
import hashlib
import io
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path

import click
import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.bootstrap import Interval, interval
from benchmarks.datasets import BUNDLED, Example, load
from benchmarks.rows import to_json
from benchmarks.systems import SPEC, Entry, parse_entry
from summarizer import SummarizerError, __version__

JUDGED = Path(__file__).parent / "results" / "judged"
TIE = "tie"
FAULTS = {
    "wrong-fact": "неверный факт или число отнесено не к тому",
    "unsupported": "факт, которого нет в статье",
    "grammar": "нарушена грамматика (согласование, падеж)",
    "reference": "неясно, о ком или о чём речь (он, это …)",
    "punctuation": "пунктуация или кавычки",
    "person": "осталось первое или второе лицо, прямая речь",
    "repetition": "повтор",
    "missing": "нет важного",
    "unimportant": "оставлено неважное",
    "formula": "вводная формула не к месту или не тот стиль",
    "time": "повисшее время (вчера, в среду, на днях)",
    "coherence": "нет связи между предложениями или связка не к месту",
    "other": "другое",
}
"""Column of the CSV → what the reader is asked."""

GRAMMAR = ("grammar", "reference", "punctuation")
"""The faults of grammar, counted together too."""

_KEYS = "abcdefghijklm"

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HEAD = ("item", "article")


@dataclass(frozen=True, slots=True)
class Item:
    """One question: an article and one summary, or two with the left one first."""

    id: str
    article: str
    title: str | None
    paragraphs: tuple[str, ...]
    summaries: tuple[str, ...]
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Which systems an item shows, left first."""

    item: str
    article: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What the reader must not know, and all that decides the sheet."""

    version: str
    data: str
    seed: int
    systems: tuple[str, ...]
    budget: str
    sheet: str
    items: tuple[Place, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the CSV; the last one must be filled for an item to count."""
        return columns(len(self.systems))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The choice of a reader: a system or ``tie``; ``yes`` or ``no`` if one summary was shown."""

    place: Place
    choice: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All verdicts of one reader, by item."""

    reader: str
    verdicts: dict[str, Verdict]
    missing: int


def columns(systems: int) -> tuple[str, ...]:
    """Return the columns of the CSV for one system or two."""
    return (*_HEAD, "verdict") if systems == 2 else (*_HEAD, *FAULTS, "fit")


def parse_entries(specs: str, sentences: int | None, words: int | None) -> list[Entry]:
    """Read one entry or two that differ, with a comma between them.

    Raises:
        click.UsageError: ``parse_entry``; more than two; the same one twice; two budgets.
    """
    if sentences is not None and words is not None:
        raise click.UsageError("give one budget: --sentences N or --words N")
    entries = [parse_entry(spec, sentences, words) for spec in specs.split(",")]
    if len({entry.spec for entry in entries}) != len(entries) or len(entries) > 2:
        raise click.UsageError("give one system, or two that differ")
    return entries


def _summarize(entry: Entry, example: Example) -> str:
    """Return the summary as one paragraph; empty where the system refuses the text."""
    try:
        return " ".join(entry(example))
    except SummarizerError:
        return ""


def arrange(articles: int, seed: int, *, twice: bool = False) -> list[tuple[int, bool]]:
    """Return the order of reading: the number of an article, and whether its pair is turned over.

    Half of the pairs are turned. A second reading has the opposite order and comes more than half
    of the articles later.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(articles)
    turned = rng.permutation(np.arange(articles) % 2 == 1)
    first = [(int(n), bool(turned[n])) for n in order]
    if not twice:
        return first
    early, late = order[: articles // 2], order[articles // 2 :]
    again = np.concatenate([rng.permutation(early), rng.permutation(late)])
    return first + [(int(n), not turned[n]) for n in again]


def make_items(
    examples: Sequence[Example],
    summaries: Sequence[Sequence[str]],
    systems: Sequence[str],
    order: Sequence[tuple[int, bool]],
) -> list[Item]:
    """Return the items in their order; ``summaries[n]`` are those of article n, by ``systems``.

    The id of an item begins with a mark of its sheet, so that no other key fits it.

    Raises:
        click.UsageError: two articles have the same id.
    """
    items: list[Item] = []
    for number, (n, turned) in enumerate(order, 1):
        example, step = examples[n], -1 if turned else 1
        items.append(
            Item(
                id=str(number),
                article=" ".join(visible(example.id).split()),
                title=visible(example.title) if example.title else None,
                paragraphs=tuple(visible(p) for p in example.text.splitlines() if p.strip()),
                summaries=tuple(visible(text) for text in summaries[n])[::step],
                systems=tuple(systems)[::step],
            )
        )
    if len({item.article for item in items}) < len(summaries):
        raise click.UsageError("two articles have the same id")
    mark = fingerprint(items)[:5]
    return [replace(item, id=f"s{mark}-{item.id}") for item in items]


def visible(text: str) -> str:
    """Spell out what would act on the page unseen: controls, lone surrogates, bidi marks.

    >>> visible("мост\\u202e")
    'мост⟨U+202E⟩'
    """
    return "".join(
        f"⟨U+{ord(char):04X}⟩"
        if char in _BIDI or (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\n\r")
        else char
        for char in text
    )


def fingerprint(items: Sequence[Item]) -> str:
    """Return a short hash of what the reader sees, under which a browser keeps the progress."""
    seen = [(i.article, i.title, i.paragraphs, i.summaries) for i in items]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]


def render_page(items: Sequence[Item]) -> str:
    """Return the page: one file of HTML that asks nothing of the network."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["csp_hash"] = _csp_hash
    template = environment.get_template("judge.html.jinja")
    return template.render(
        items=items,
        sheet=fingerprint(items),
        columns=columns(len(items[0].systems)),
        faults=dict(zip(_KEYS, FAULTS.items(), strict=True)),
    )


def _csp_hash(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def render_csv(items: Sequence[Item]) -> str:
    """Return the table to be filled: a row an item, its verdict columns empty."""
    head = columns(len(items[0].systems))
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([i.id, i.article, *[""] * (len(head) - len(_HEAD))] for i in items)
    return table.getvalue()


def write_sheet(out: Path, items: Sequence[Item], key: Key) -> list[Path]:
    """Write page, CSV and key beside each other and return their paths.

    Raises:
        click.UsageError: another CSV stands there, which may hold verdicts.
    """
    table = out.with_suffix(".csv")
    blank = render_csv(items).encode()
    if table.exists() and table.read_bytes() != blank:
        raise click.UsageError(f"{table} may hold verdicts: move it or choose another --out")
    files = {
        out: render_page(items).encode(),
        table: blank,
        out.with_suffix(".key.json"): _json(asdict(key)).encode(),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        path.write_bytes(content)
    return list(files)


def read_key(path: Path) -> Key:
    """Read the key of a sheet.

    Raises:
        click.UsageError: it is no key.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        places = tuple(Place(p["item"], p["article"], tuple(p["shown"])) for p in fields["items"])
        return Key(**{**fields, "systems": tuple(fields["systems"]), "items": places})
    except (KeyError, TypeError, ValueError) as error:
        raise click.UsageError(f"{path}: not the key of a sheet ({error})") from error


def read_verdicts(path: Path, key: Key, reader: str) -> Reading:
    """Read what one reader filled in; a row that is blank or not there counts as missing.

    Commas or semicolons part the cells. A fault is ``1``; blank or ``0`` is none.

    Raises:
        click.UsageError: an unknown, foreign or repeated item, a bad verdict, no such column.
    """
    places = {place.item: place for place in key.items}
    verdicts: dict[str, Verdict] = {}
    seen: set[str] = set()
    for where, row in _rows(path, key.columns):
        place = places.get(row["item"])
        if place is None:
            raise click.UsageError(f"{where}: no item {row['item']!r} in the key")
        if place.article != row["article"]:
            raise click.UsageError(
                f"{where}: item {place.item} is article {place.article!r} in the key, "
                f"not {row['article']!r}"
            )
        if place.item in seen:
            raise click.UsageError(f"{where}: item {place.item} for the second time")
        seen.add(place.item)
        verdict = _verdict(row, place, where)
        if verdict is not None:
            verdicts[place.item] = verdict
    return Reading(reader, verdicts, len(places) - len(verdicts))


def _rows(path: Path, names: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield where a row stands and its cells, stripped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path}: not UTF-8") from error
    delimiter = ";" if text.startswith("item;") else ","  # Excel in Russian
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if lacking := [name for name in names if name not in (rows.fieldnames or [])]:
        raise click.UsageError(f"{path}: no column {', '.join(lacking)}")
    for row in rows:
        yield f"{path}, row {rows.line_num}", {name: (row[name] or "").strip() for name in names}


def _verdict(row: dict[str, str], place: Place, where: str) -> Verdict | None:
    """Return the verdict of a row, None if it is blank."""
    if len(place.shown) == 2:
        choices = {"left": place.shown[0], "right": place.shown[1], TIE: TIE}
        column, faults = "verdict", []
    else:
        choices = {"yes": "yes", "no": "no"}
        column, faults = "fit", [name for name in FAULTS if row[name] == "1"]
        for name in FAULTS:
            if row[name] not in {"", "0", "1"}:
                raise click.UsageError(f"{where}: {name} is {row[name]!r}: use 1 or nothing")
    answer = row[column].lower()
    if answer not in {"", *choices}:
        raise click.UsageError(f"{where}: {column} is {answer!r}: use {', '.join(choices)}")
    if answer == "no" and not faults:
        raise click.UsageError(f"{where}: not fit and without a fault: name it, if only as other")
    return Verdict(place, choices[answer], tuple(faults)) if answer else None


def points(readings: Sequence[Reading], choice: str) -> list[float]:
    """Return for each article that was judged the share of verdicts for ``choice``, in percent.

    Ties count half.
    """
    worth = {choice: 100.0, TIE: 50.0}
    return [
        sum(worth.get(verdict.choice, 0.0) for verdict in verdicts) / len(verdicts)
        for verdicts in _by_article(readings).values()
    ]


def win_rate(readings: Sequence[Reading], choice: str) -> Interval:
    """Return the mean of ``points`` over articles and its interval, in percent."""
    return interval(points(readings, choice))


def same_twice(reading: Reading) -> list[bool]:
    """Return for each article that the reader judged twice whether the choice was the same."""
    choices: dict[str, list[str]] = defaultdict(list)
    for verdict in reading.verdicts.values():
        choices[verdict.place.article].append(verdict.choice)
    return [first == again[0] for first, *again in choices.values() if again]


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Return Cohen's kappa of two readers on the same items; NaN if both know one answer only.

    Source: Cohen 1960, https://doi.org/10.1177/001316446002000104

    >>> kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
    0.5
    """
    count = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    left, right = Counter(first), Counter(second)
    expected = sum(left[name] * right[name] for name in left) / count**2
    return (observed - expected) / (1 - expected) if expected < 1 else math.nan


def report(key: Key, readings: Sequence[Reading]) -> str:
    """Return what the verdicts say, in Markdown.

    Raises:
        click.UsageError: there is not one verdict.
    """
    if not any(reading.verdicts for reading in readings):
        raise click.UsageError("every verdict is blank")
    articles = len({place.article for place in key.items})
    head = f"{key.data}, {articles} articles, {key.budget}, version {key.version}:"
    pairs = len(key.systems) == 2
    tables = [_wins(key, readings)] if pairs else [_fitness(key, readings), _faults(readings)]
    tables.append(_readers(readings, pairs=pairs))
    if len(readings) > 1:
        tables.append(_agreement(readings))
    return "\n\n".join([head, *tables])


def _wins(key: Key, readings: Sequence[Reading]) -> str:
    """The win rate of each system, best first."""
    rates = {system: win_rate(readings, system) for system in key.systems}
    choices = Counter(v.choice for reading in readings for v in reading.verdicts.values())
    rows = [
        [system, str(rates[system]), choices[system], choices[TIE], choices[other]]
        for system, other in (key.systems, key.systems[::-1])
    ]
    rows.sort(key=lambda row: -rates[str(row[0])].mean)
    return _table(["system", "win rate, % [95 %], ties half", "won", "tied", "lost"], rows)


def _fitness(key: Key, readings: Sequence[Reading]) -> str:
    """How many outputs are fit, by verdicts and by outputs: one that any reader refuses is not."""
    choices = Counter(v.choice for reading in readings for v in reading.verdicts.values())
    read = _by_article(readings)
    fit = sum(all(v.choice == "yes" for v in verdicts) for verdicts in read.values())
    system, rate = key.systems[0], str(win_rate(readings, "yes"))
    row = [system, rate, choices["yes"], choices["no"], _share(fit, len(read))]
    return _table(
        ["system", "fit to publish, % [95 %]", "yes", "no", "fit for every reader"], [row]
    )


def _faults(readings: Sequence[Reading]) -> str:
    """How often each fault was found: verdicts, and outputs where any reader found it."""
    read = _by_article(readings)
    verdicts = [v for found in read.values() for v in found]
    asked = {name: (name,) for name in FAULTS} | {" or ".join(GRAMMAR): GRAMMAR}
    rows: list[list[object]] = []
    for shown, names in asked.items():
        count = sum(_has(v, names) for v in verdicts)
        outputs = sum(any(_has(v, names) for v in found) for found in read.values())
        rows.append([shown, count, _percent(count, len(verdicts)), outputs])
    clean = sum(not v.faults for v in verdicts)
    outputs = sum(not any(v.faults for v in found) for found in read.values())
    rows.append(["none", clean, _percent(clean, len(verdicts)), outputs])
    return _table(["fault", "verdicts", "%", f"outputs of {len(read)}"], rows)


def _has(verdict: Verdict, faults: Sequence[str]) -> bool:
    return any(name in verdict.faults for name in faults)


def _by_article(readings: Sequence[Reading]) -> dict[str, list[Verdict]]:
    read: dict[str, list[Verdict]] = defaultdict(list)
    for reading in readings:
        for verdict in reading.verdicts.values():
            read[verdict.place.article].append(verdict)
    return read


def _readers(readings: Sequence[Reading], *, pairs: bool) -> str:
    """What each reader judged; of pairs, how steadily and with which side preferred."""
    head = ["reader", "judged", "missing"]
    rows = [[r.reader, len(r.verdicts), r.missing] for r in readings]
    if pairs:
        head += ["same choice in both readings", "left preferred"]
        for row, reading in zip(rows, readings, strict=True):
            same = same_twice(reading)
            decided = [v for v in reading.verdicts.values() if v.choice != TIE]
            left = sum(v.choice == v.place.shown[0] for v in decided)
            row += [_share(sum(same), len(same)), _share(left, len(decided))]
    return _table(head, rows)


def _agreement(readings: Sequence[Reading]) -> str:
    """How two readers agree on the items that both judged."""
    rows = []
    for one, other in combinations(readings, 2):
        common = [item for item in one.verdicts if item in other.verdicts]
        first, second = ([r.verdicts[item].choice for item in common] for r in (one, other))
        same = sum(a == b for a, b in zip(first, second, strict=True))
        value = kappa(first, second) if common else math.nan
        shown = "–" if math.isnan(value) else f"{value:.2f}"
        rows.append([f"{one.reader} / {other.reader}", _share(same, len(common)), shown])
    return _table(["readers", "same choice", "Cohen's κ"], rows)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({_percent(part, whole)} %)" if whole else "–"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def publish(reading: Reading, key: Key, folder: Path) -> Path:
    """Write the verdicts of one reader with ids, without texts, and return the path."""
    verdicts = [
        {**asdict(v.place), "choice": v.choice}
        | ({"faults": v.faults} if len(key.systems) == 1 else {})
        for v in reading.verdicts.values()
    ]
    body = {"reader": reading.reader, **asdict(key), "missing": reading.missing}
    del body["items"]
    parts = (key.data, "-".join(key.systems), f"seed-{key.seed}", reading.reader)
    name = ".".join("-".join(re.findall(r"[\w-]+", part)) for part in parts)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(to_json({**body, "verdicts": verdicts}), encoding="utf-8")
    return path


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    default=BUNDLED,
    help="JSON lines, or a folder of articles with their own conclusion.",
    show_default="the bundled articles",
)
@click.option("--reference", default="summary", show_default=True, help="Field of the reference.")
@click.option("--name", help="What the data is called in the key.  [default: the file's name]")
@click.option("--systems", metavar="A[,B]", help=f"Each is {SPEC}.")
@click.option("--sentences", type=click.IntRange(min=1), help="At most N sentences.")
@click.option("--words", type=click.IntRange(min=1), help="At most N words, formula included.")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first articles.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--twice", is_flag=True, help="Ask each pair again in the opposite order.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page, *.html; the CSV and the key come beside it.",
)
@click.option(
    "--score",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Verdicts of a reader, CSV; may be repeated. Prints what they say.",
)
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--reader", multiple=True, help="Publish the verdicts under this name, one for each --score."
)
@click.option(
    "--results",
    type=click.Path(path_type=Path),
    default=JUDGED,
    help="Folder of published verdicts.",
)
def judge(
    data: Path,
    reference: str,
    name: str | None,
    systems: str | None,
    sentences: int | None,
    words: int | None,
    limit: int | None,
    seed: int,
    twice: bool,
    out: Path | None,
    score: tuple[Path, ...],
    key: Path | None,
    reader: tuple[str, ...],
    results: Path,
) -> None:
    """Make a blind reading sheet, or score the verdicts of its readers.

    \b
    judge --systems A[,B] --out sheet.html              make the page, a CSV and the key
    judge --score verdicts.csv --key sheet.key.json     print what the verdicts say
    """
    if score:
        if key is None:
            raise click.UsageError("give the key of the sheet: --key sheet.key.json")
        _score(score, read_key(key), reader, results)
        return
    if systems is None or out is None or out.suffix != ".html":
        raise click.UsageError("give --systems A[,B] and --out sheet.html, or --score and --key")
    entries = parse_entries(systems, sentences, words)
    if twice and len(entries) == 1:
        raise click.UsageError("--twice turns a pair over: give two systems")
    budget = f"{sentences} sentences" if sentences else f"{words} words" if words else "own length"
    try:
        examples = load(data, reference, limit)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    with click.progressbar(examples, label="summaries") as bar:
        summaries = [[_summarize(entry, example) for entry in entries] for example in bar]
    specs = tuple(entry.spec for entry in entries)
    items = make_items(examples, summaries, specs, arrange(len(examples), seed, twice=twice))
    places = tuple(Place(item.id, item.article, item.systems) for item in items)
    name = name or data.name.split(".")[0]
    sheet = Key(__version__, name, seed, specs, budget, fingerprint(items), places)
    for path in write_sheet(out, items, sheet):
        click.echo(path)


def _score(paths: Sequence[Path], key: Key, names: Sequence[str], results: Path) -> None:
    """Print the report; publish the verdicts if the readers have names."""
    if names and (len(names) != len(paths) or len(set(names)) != len(names)):
        raise click.UsageError("give each --score a --reader of its own")
    readers = names or [path.stem for path in paths]
    readings = [read_verdicts(p, key, reader) for p, reader in zip(paths, readers, strict=True)]
    click.echo(report(key, readings))
    if names:
        for reading in readings:
            click.echo(publish(reading, key, results), err=True)
