"""A batch from end to end: input → items → workers → journal → output."""

import json
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summarizer.batch.folder import walk
from summarizer.batch.journal import Entry, Journal, pack, unpack
from summarizer.batch.lines import require_parquet, write_lines, write_parquet
from summarizer.batch.options import STANDARD_INPUT, Plan
from summarizer.batch.pool import CHUNK_BYTES, Lost, Pool, chunked, entry_of_lost
from summarizer.batch.readers import MAX_BYTES
from summarizer.batch.records import Item, failed_record
from summarizer.batch.tables import Table, items_of, open_table
from summarizer.batch.texts import TextTree, name_of_file, name_of_id
from summarizer.batch.worker import Setup
from summarizer.errors import ChangedError, OptionError, ReadError, WriteError
from summarizer.write import Writer

CHUNK = 16
AT_ONCE = 64
FRESH = 256
"""Entries held until their turn to be written; the journal holds the others."""
FILES = 10_000

LINES = "summaries.jsonl"
PARQUET = "summaries.parquet"


@dataclass(frozen=True)
class Outcome:
    """What became of one article.

    ``source`` names it in the input, ``error`` is None or the reason why there is no summary;
    ``written`` is the text file below the output folder, if one is written.
    """

    n: int
    source: str
    error: str | None
    written: Path | None
    entry: Entry

    @cached_property
    def record(self) -> dict[str, Any]:
        """The record, as it stands in the JSON lines."""
        found: dict[str, Any] = json.loads(unpack(self.entry.record))
        return found

    @cached_property
    def document(self) -> dict[str, Any] | None:
        """Clean text and all sentences with scores, where the plan keeps documents."""
        if self.entry.document is None:
            return None
        found: dict[str, Any] = json.loads(unpack(self.entry.document))
        return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles done and failed, earlier ones included, of how many in all.

    ``resumed`` of them were done by earlier runs. ``total`` is estimated by the first lines of a
    file of lines, and None where nobody can know.
    """

    done: int
    failed: int
    resumed: int
    total: int | None


class Run:
    """One run over a plan: iterate over it for the outcomes, in the order of the input.

    Use it as a context manager; leaving the block early keeps what is done, so that the next run
    of the same plan goes on from there. The output files that hold all records appear when the
    iteration has come to its end.

    Raises:
        OptionError: the plan cannot be carried out, another run is at work on the output folder
            (``BusyError``), or that folder holds a run of something else (``ChangedError``).
        JournalError: the journal cannot be kept.
    """

    def __init__(self, plan: Plan, on_progress: Callable[[Progress], None] | None = None) -> None:
        self.plan = plan = _checked(plan)
        self._on_progress = on_progress
        summarizer = plan.summary.build()
        self._workers = plan.workers or _default_workers(summarizer.writer)
        self._batch = int(getattr(summarizer.writer, "batch_size", 1))
        self._table = None if plan.source.is_dir() else _table(plan)
        if self._table is None and next(walk(plan.source, plan.target, plan.globs), None) is None:
            raise OptionError(_no_articles(plan))
        _make_folder(plan.target)
        self._journal = Journal(plan.target)
        try:
            self.total = self._begin()
        except BaseException:
            self._journal.close()
            raise
        self._texts = TextTree(plan.target) if "text" in plan.forms else None
        self._last = self._journal.last()
        self._done = self._failed = self._resumed = 0
        self._fresh: dict[int, Entry] = {}

    @property
    def progress(self) -> Progress:
        """How far the run is."""
        return Progress(self._done, self._failed, self._resumed, self.total)

    def _begin(self) -> int | None:
        plan, journal = self.plan, self._journal
        if plan.restart:
            journal.restart()
        kind = "folder" if self._table is None else self._table.format
        journal.begin({"input": kind, **plan.identity()}, self._workers)
        if self._table is None:
            total = journal.list_inputs(walk(plan.source, plan.target, plan.globs))
        else:
            counted = self._table.count()
            if counted is None:
                return None
            total = counted
        return total if plan.limit is None else min(total, plan.limit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._texts is not None:
            self._texts.close()
        self._journal.close()

    def __iter__(self) -> Iterator[Outcome]:
        """Do the work that is left; yield what became of every article, earlier ones included."""
        position = 0
        missing = -1
        with closing(self._finished()) as finished:
            for arrived in finished:
                # No more than so many at once, or the workers would wait for a long row of them.
                for _ in range(AT_ONCE):
                    if position == missing != arrived:
                        break
                    outcome = self._deliver(position)
                    if outcome is None:
                        missing = position
                        break
                    position += 1
                    yield outcome
                self._journal.write_if_due()
        while (outcome := self._deliver(position)) is not None:
            position += 1
            yield outcome
        self._journal.sync()
        self._write_files(position)

    def _finished(self) -> Generator[int | None]:
        """Work; yield the place of each article when it is in the journal, None now and then."""
        setup = Setup(
            self.plan.summary,
            self.plan.fields,
            self.plan.keep_documents,
            self._journal.folder / "workers.log",
        )
        with closing(self._results(setup)) as results:
            for result in results:
                if result is None:
                    yield None
                    continue
                entry = entry_of_lost(result) if isinstance(result, Lost) else result
                self._journal.add(entry)
                if len(self._fresh) < FRESH:
                    self._fresh[entry.n] = entry
                self._done += entry.error is None
                self._failed += entry.error is not None
                self._tell()
                yield entry.n

    def _results(self, setup: Setup) -> Generator[Entry | Lost | None]:
        if self.plan.engine == "ray":
            from summarizer.batch.ray import summarize_entries

            total = 10**9 if self.total is None else self.total
            share = max(CHUNK, 4 * self._batch, total // (16 * self._workers))
            yield from summarize_entries(self._sources(), setup, self.plan, share)
        else:
            with closing(Pool(setup, self._workers, self.plan.timeout)) as pool:
                yield from pool.run(self._chunks())

    def _sources(self) -> Iterator[Callable[[], Iterable[Item]]]:
        """Share the items out to those that read them elsewhere; of a file there is one."""
        if self._table is None:
            for items in chunked(self._left(), FILES, FILES * MAX_BYTES):
                yield partial(iter, items)
            return
        left = None
        if self._last >= 0:  # an earlier run: look at what it has done
            places = bytearray()
            for item in self._left():
                places += bytes(item.n - len(places)) + b"\1"
            left = bytes(places)
        if left != b"":
            yield partial(items_of, (self._table,), self.plan.limit, left)

    def _chunks(self) -> Iterator[list[Item]]:
        if self._batch > 1:  # a writer of batches wants several of them at a time
            return chunked(self._left(), 4 * self._batch, 10 * CHUNK_BYTES)
        share = CHUNK if self.total is None else self.total // (4 * self._workers)
        return chunked(self._left(), min(CHUNK, max(1, share)), CHUNK_BYTES)

    def _left(self) -> Iterator[Item]:
        """Yield the items that no run has done yet.

        Raises:
            ChangedError: one that was done is not what it was.
        """
        n = -1
        for n, item in enumerate(islice(self._items(), self.plan.limit)):
            known = self._journal.get(n) if n <= self._last else None
            if known is None:
                yield item
                continue
            if known.signature != item.signature:
                raise ChangedError(self.plan.target, (f"input {item.name}",))
            self._resumed += 1
            self._done += known.error is None
            self._failed += known.error is not None
            self._tell()
        if (self.plan.limit is None or n + 1 < self.plan.limit) and self._last > n:
            raise ChangedError(self.plan.target, (f"inputs gone after number {n + 1:,}",))

    def _items(self) -> Iterator[Item]:
        if self._table is not None:
            return self._table.items()
        return (
            _file_item(self.plan.source, n, *listed)
            for n, listed in enumerate(self._journal.inputs())
        )

    def _tell(self) -> None:
        if self._on_progress is not None:
            self._on_progress(self.progress)

    def _deliver(self, n: int) -> Outcome | None:
        """Write the text of an article whose turn has come; None if it is not done yet."""
        if self.plan.limit is not None and n >= self.plan.limit:
            return None
        entry = self._fresh.pop(n, None) or self._journal.get(n)
        if entry is None:
            return None
        written = None
        if self._texts is not None and entry.error is None:
            record = json.loads(unpack(entry.record))
            if self._table is None:
                name = name_of_file(entry.name)
            else:
                name = name_of_id(record["id"])
            try:
                text = f"{record['summary']}\n"
                written = self._texts.write(name, text, may_be_there=n <= self._last)
            except WriteError as error:
                entry = self._refuse(entry, record, error)
        return Outcome(n, entry.name, entry.error, written, entry)

    def _refuse(self, entry: Entry, record: dict[str, Any], error: WriteError) -> Entry:
        """Put down as failed an article whose text cannot be written."""
        item = Item(entry.n, entry.name, entry.signature, 0, Path())
        failed = failed_record(item, error, record["id"])
        entry = replace(entry, error=failed.error, record=pack(failed.to_json()))
        self._journal.add(entry)
        self._done -= 1
        self._failed += 1
        self._tell()
        return entry

    def _write_files(self, stop: int) -> None:
        plan = self.plan
        if plan.jsonl is not None:
            write_lines(plan.jsonl, self._journal.records(stop))
        if "jsonl" in plan.forms:
            write_lines(plan.target / LINES, self._journal.records(stop))
        if "parquet" in plan.forms:
            write_parquet(plan.target / PARQUET, self._journal.records(stop))
        if self._texts is not None:
            os.sync()


def summarize_batch(
    plan: Plan, on_progress: Callable[[Progress], None] | None = None
) -> Iterator[Outcome]:
    """Carry a plan out; yield what became of every article, in the order of the input.

    Raises:
        OptionError, JournalError: as ``Run`` does, before any work.
    """
    run = Run(plan, on_progress)

    def outcomes() -> Iterator[Outcome]:
        with run:
            yield from run

    return outcomes()


def _checked(plan: Plan) -> Plan:
    """Return the plan with real paths.

    Raises:
        OptionError: it cannot be carried out.
    """
    target = plan.target.resolve()
    if plan.limit is not None and plan.limit < 1:
        raise OptionError("limit is at least 1")
    if plan.workers is not None and plan.workers < 1:
        raise OptionError("workers is at least 1")
    if not plan.timeout > 0:
        raise OptionError("timeout is above 0")
    if not plan.forms and plan.jsonl is None:
        raise OptionError("nothing to write: choose text, jsonl or parquet")
    if "parquet" in plan.forms:
        require_parquet()
    if plan.source == STANDARD_INPUT:
        if plan.engine == "ray":
            raise OptionError("standard input is of one machine: give Ray a file")
        return replace(plan, target=target)
    source = plan.source.resolve()
    _check_places(source, target)
    _check_lines(plan.jsonl, source, target)
    return replace(plan, source=source, target=target)


def _check_places(source: Path, target: Path) -> None:
    if not source.exists():
        raise OptionError(f"{source} does not exist")
    if source == target:
        raise OptionError(f"input and output are the same folder: {source}")
    if target in source.parents and source.is_dir():
        raise OptionError(f"the input lies in the output folder {target}: articles could be lost")
    if source in (target / LINES, target / PARQUET):
        raise OptionError(f"the output would overwrite the input {source}")


def _check_lines(lines: Path | None, source: Path, target: Path) -> None:
    if lines is None:
        return
    within = lines.resolve().parents
    if lines.suffix == ".txt" and target in within:
        raise OptionError(f"{lines} would look like a summary: name it .jsonl")
    if lines.resolve() == source or (source in within and target not in within):
        raise OptionError(f"{lines} lies among the articles: put it elsewhere")


def _no_articles(plan: Plan) -> str:
    if plan.globs and next(walk(plan.source, plan.target, ()), None) is not None:
        patterns = " or ".join(map(repr, plan.globs))
        return f"no article in {plan.source} has a path below it that fits {patterns}"
    return f"no articles in {plan.source}: .txt, .md, .html, .docx, .pdf, or .gz"


def _table(plan: Plan) -> Table:
    return open_table(plan.source, plan.fields, plan.format)


def _make_folder(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(target, error.strerror or str(error)) from error


def _default_workers(writer: Writer) -> int:
    """One for a writer that takes batches, since it uses all cores itself; else one a core."""
    return 1 if hasattr(writer, "write_batch") else count_cores()


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _file_item(folder: Path, n: int, path: bytes, signature: str, size: int) -> Item:
    name = path.decode("utf-8", "backslashreplace")
    if signature.startswith("!"):
        return Item(n, name, signature, 0, ReadError(Path(name), signature[1:]))
    return Item(n, name, signature, size, folder / os.fsdecode(path))
