"""Entries as they stream in → a folder of pages. Holds one part of them at a time."""

import base64
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from summarizer.document import Summary
from summarizer.errors import OptionError
from summarizer.report.entry import Entry
from summarizer.report.page import get_environment, render, view, write_whole
from summarizer.report.plots import Plot, Spread, draw
from summarizer.report.view import Article
from summarizer.report.wording import ARTICLES, duration, number, plural, visible

PART = 2_000
"""Most articles of one page."""

CHUNK = 8
"""Articles packed together; the script knows the number too."""

_FAILURES_SHOWN = 500
_SEPARATOR = "\0"  # no text that is shown holds one
_SEARCHABLE = 50  # parts, 100,000 articles, whose titles the index holds too
_SCRIPTS = ("common.js", "article.js", "batch.js")
_FILTERS = (
    ("failed", "Не удалось"),
    ("notes", "С замечаниями"),
    ("own", "Со своим заключением"),
)


def part_name(number: int) -> str:
    """Return the file name of a part, counted from 1."""
    return f"part-{number:04d}.html"


def check_place(report: Path, source: Path, target: Path | None = None) -> None:
    """Refuse a report that would be read as an article, or lie over one.

    Args:
        source: the article, or the folder of articles.
        target: the folder of summaries, which is not read.

    Raises:
        OptionError: it would.
    """
    report, source = report.resolve(), source.resolve()
    above = (report, *report.parents)
    if source in above and (target is None or target.resolve() not in above):
        raise OptionError(f"the report {report} would lie among the articles: put it elsewhere")


class Report(AbstractContextManager["Report"]):
    """A folder of pages: ``index.html``, and behind it parts where there are many articles.

    Up to ``part`` articles make one page that holds everything. Beyond that each ``part`` of them
    is written to ``part-0001.html`` … as it fills, and the index lists the parts and the first
    failures. The index is written last, when the block ends without an error.

        with Report(folder) as report:
            report.add(Entry.of("a.txt", summary))

    Raises:
        MissingExtraError: the ``report`` extra is not installed.
        WriteError: a page cannot be written.
    """

    def __init__(self, folder: Path, *, part: int = PART) -> None:
        get_environment()
        self.index = folder / "index.html"
        self._folder = folder
        self._size = part
        self._part = _Part(1)
        self._totals = _Totals()
        self._failed_rows: list[str] = []
        self._parts: list[PartLine] = []

    def add(self, entry: Entry) -> None:
        """Take the next article."""
        if len(self._part) == self._size:
            self._write_part(last=False)
        row = self._part.add(entry)
        if not isinstance(entry.result, Summary) and len(self._failed_rows) < _FAILURES_SHOWN:
            self._failed_rows.append(row)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            return
        if not self._parts:
            write_whole(self.index, self._part.render(parts=False))
            self._remove_parts(1)
            return
        self._write_part(last=True)
        self._remove_parts(self._part.number)
        articles = self._totals.done + self._totals.failed
        write_whole(
            self.index,
            render(
                "parts.html.jinja",
                scripts=("common.js", "parts.js") if self._searchable else (),
                searchable=self._searchable,
                title=f"Отчёт: {plural(articles, ARTICLES)}",
                totals=self._totals,
                failed_rows=self._failed_rows,
                parts=self._parts,
                part_name=part_name,
            ),
        )

    def _write_part(self, *, last: bool) -> None:
        part = self._part
        page = part.render(parts=True, last=last)
        write_whole(self._folder / part_name(part.number), page)
        self._totals.update(part.totals)
        self._parts.append(part.line(names=self._searchable))
        self._part = _Part(part.number + 1)

    def _remove_parts(self, number: int) -> None:
        """Take away the parts from ``number`` on of an earlier report, which had more articles."""
        while (stale := self._folder / part_name(number)).is_file():
            stale.unlink()
            number += 1

    @property
    def _searchable(self) -> bool:
        return len(self._parts) <= _SEARCHABLE


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part as the index lists it, with its first and last source.

    ``names`` are the packed places, titles and sources of its articles.
    """

    number: int
    first: str
    last: str
    done: int
    failed: int
    names: str


@dataclass(slots=True)
class _Totals:
    """What is counted over articles."""

    done: int = 0
    failed: int = 0
    kinds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(dict(_FILTERS), 0))
    words: Spread = field(default_factory=Spread)
    source_words: Spread = field(default_factory=Spread)
    seconds: Spread = field(default_factory=Spread)

    def add(self, article: Article) -> None:
        self.done += 1
        self.kinds["notes"] += bool(article.summary.notes)
        self.kinds["own"] += article.own
        self.words.add(article.words)
        self.source_words.add(article.source_words)
        if article.entry.seconds is not None:
            self.seconds.add(article.entry.seconds)

    def fail(self) -> None:
        self.failed += 1
        self.kinds["failed"] += 1

    def update(self, other: "_Totals") -> None:
        self.done += other.done
        self.failed += other.failed
        for kind, count in other.kinds.items():
            self.kinds[kind] += count
        self.words.update(other.words)
        self.source_words.update(other.source_words)
        self.seconds.update(other.seconds)

    @property
    def plots(self) -> tuple[Plot, ...]:
        """How the figures spread, where there is more than one article."""
        shown: tuple[tuple[str, Spread, Callable[[float], str]], ...] = (
            ("Слов в заключении", self.words, number),
            ("Слов в статье", self.source_words, number),
            ("Время", self.seconds, duration),
        )
        return tuple(draw(title, spread, show) for title, spread, show in shown if len(spread) > 1)


class _Part:
    """The page of up to ``PART`` articles: rows to look through, and the articles packed."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.totals = _Totals()
        self.first = self.last = ""
        self._names: list[str] = []
        self._rows: list[str] = []
        self._failed: list[str] = []
        self._chunks: list[str] = []
        self._pending: list[str] = []
        self._macros: Any = get_environment().get_template("macros.html.jinja").module

    def __len__(self) -> int:
        return self.totals.done + self.totals.failed

    def add(self, entry: Entry) -> str:
        """Take an article; return its row."""
        self.first, self.last = self.first or entry.source, entry.source
        done = isinstance(entry.result, Summary)
        place = f"a{self.totals.done}" if done else f"f{self.totals.failed}"
        self._names.append(
            "\t".join((place, _on_one_line(entry.title), _on_one_line(entry.source)))
        )
        if not done:
            row: str = self._macros.failed_row(entry, self.totals.failed)
            self.totals.fail()
            self._failed.append(row)
            return row
        article = view(entry)
        row = self._macros.row(article, self.totals.done)
        self._rows.append(row)
        self._pending.append(render("article.html.jinja", article=article))
        self.totals.add(article)
        if len(self._pending) == CHUNK:
            self._pack()
        return row

    def _pack(self) -> None:
        self._chunks.append(pack(self._pending))
        self._pending = []

    def line(self, *, names: bool) -> PartLine:
        """Return what the index shows of the part."""
        totals = self.totals
        packed = pack(self._names) if names else ""
        return PartLine(self.number, self.first, self.last, totals.done, totals.failed, packed)

    def render(self, *, parts: bool, last: bool = False) -> str:
        """Return the page."""
        if self._pending:
            self._pack()
        articles = plural(len(self), ARTICLES)
        filters = [("", "Все", len(self))]
        filters += [(key, name, n) for key, name in _FILTERS if (n := self.totals.kinds[key])]
        return render(
            "batch.html.jinja",
            scripts=_SCRIPTS,
            title=f"Часть {self.number}: {articles}" if parts else f"Отчёт: {articles}",
            part=self.number if parts else 0,
            last=last,
            part_name=part_name,
            totals=self.totals,
            timed=len(self.totals.seconds) > 0,
            filters=filters,
            rows=self._rows,
            failed_rows=self._failed,
            chunks=self._chunks,
        )


def _on_one_line(text: str) -> str:
    return " ".join(str(visible(text)).split())


def pack(fragments: list[str]) -> str:
    """Return pieces of HTML as one packed string of letters and digits: raw deflate in base64."""
    packer = zlib.compressobj(4, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(_SEPARATOR.join(fragments).encode()) + packer.flush()
    return base64.b64encode(packed).decode()
