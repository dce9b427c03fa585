"""A batch from end to end: input → items → workers → journal → output."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summarizer.batch.checks import checked, no_articles
from summarizer.batch.entries import Entry, pack, unpack
from summarizer.batch.folder import walk
from summarizer.batch.journal import Journal
from summarizer.batch.lines import write_lines, write_parquet
from summarizer.batch.options import LINES, PARQUET, STANDARD_OUTPUT, Plan
from summarizer.batch.pool import CHUNK_BYTES, Lost, Pool, chunked, entry_of_lost
from summarizer.batch.readers import MAX_BYTES
from summarizer.batch.records import Item, failed_record, moved
from summarizer.batch.tables import Table, digest, items_of, open_table
from summarizer.batch.texts import TextTree, name_of_file, name_of_id
from summarizer.batch.worker import Setup
from summarizer.document import Tokens
from summarizer.errors import OptionError, ReadError, WriteError
from summarizer.write import Writer

CHUNK = 16
AT_ONCE = 64
FRESH = 256
"""Entries held until their turn to be written; the journal holds the others."""
FILES = 10_000


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

    @property
    def line(self) -> bytes:
        """The record as a line of JSON, without the line end."""
        return unpack(self.entry.record)

    @cached_property
    def record(self) -> dict[str, Any]:
        """The record, as it stands in the JSON lines."""
        found: dict[str, Any] = json.loads(self.line)
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
    file of lines, and None where nobody can know. ``tokens`` are those of a language model, if
    somebody adds them up.
    """

    done: int
    failed: int
    resumed: int
    total: int | None
    tokens: Tokens | None = None


class Run:
    """One run over a plan: iterate over it for the outcomes, in the order of the input.

    Use it as a context manager; leaving the block early keeps what is done, so that the next run
    of the same plan goes on from there. The output files that hold all records appear when the
    iteration has come to its end.

    An input that has grown or changed since an earlier run is done where it has: ``changes`` says
    what was found in a folder, ``left_out`` counts its files that are no articles, by kind.

    Raises:
        OptionError: the plan cannot be carried out, another run is at work on the output folder
            (``BusyError``), or that folder holds a run of something else (``ChangedError``).
        JournalError: the journal cannot be kept.
    """

    def __init__(self, plan: Plan, on_progress: Callable[[Progress], None] | None = None) -> None:
        self.plan = plan = checked(plan)
        self._on_progress = on_progress
        summarizer = plan.summary.build()
        self._workers = plan.workers or _default_workers(summarizer.writer)
        self._batch = int(getattr(summarizer.writer, "batch_size", 1))
        self._table = None if plan.source.is_dir() else _table(plan)
        if self._table is None and next(walk(plan.source, plan.target, plan.globs), None) is None:
            raise OptionError(no_articles(plan))
        self.changes: tuple[str, ...] = ()
        self.left_out: Counter[str] = Counter()
        _make_folder(plan.target)
        self._journal = Journal(plan.target)
        try:
            self.total = self._begin()
        except BaseException:
            self._journal.close()
            raise
        self._texts = TextTree(plan.target) if "text" in plan.forms else None
        self._last = self._journal.last()
        self._resumes = self._last >= 0 or self._journal.has_set_aside()
        self._done = self._failed = self._resumed = 0
        self._fresh: dict[int, Entry] = {}
        # Up to here the journal holds what is made of this input; beyond, perhaps of an older one.
        self._looked_at = 0 if self._resumes else sys.maxsize
        self._moved = False  # a record has come to a place that was looked at in vain

    @property
    def progress(self) -> Progress:
        """How far the run is."""
        return Progress(self._done, self._failed, self._resumed, self.total)

    def _begin(self) -> int | None:
        plan, journal = self.plan, self._journal
        if plan.restart:
            journal.restart()
        kind = "folder" if self._table is None else self._table.format
        identity = {"input": kind, **plan.identity()}
        journal.begin(identity, self._workers, os.fspath(plan.source))
        if self._table is None:
            files = walk(plan.source, plan.target, plan.globs, self.left_out)
            self.changes = journal.list_inputs(files)
            journal.accept(os.fspath(plan.source))
            total = journal.count_inputs()
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
                    if position >= self._looked_at:
                        break
                    if position == missing != arrived and not self._moved:
                        break
                    self._moved = False
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
        if self.plan.limit is None:
            self._journal.forget_aside()
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
                entry = entry_of_lost(result, setup.fields) if isinstance(result, Lost) else result
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
        if self._resumes:  # look at what earlier runs have done
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
            ChangedError: one that was done is not what it was, and the input is in another place.
        """
        journal = self._journal
        n = -1
        for n, item in enumerate(islice(self._items(), self.plan.limit)):
            known = None
            if self._resumes:
                known = self._known(n, item)
                self._looked_at = n + 1
            if known is None:
                yield item
                continue
            self._resumed += 1
            self._done += known.error is None
            self._failed += known.error is not None
            self._tell()
        if self.plan.limit is None or n + 1 < self.plan.limit:
            if self._last > n:
                journal.require_same_source(f"inputs gone after number {n + 1:,}")
                journal.set_aside(n + 1)
            journal.accept(os.fspath(self.plan.source))

    def _known(self, n: int, item: Item) -> Entry | None:
        """Return what an earlier run made of an item, wherever it stood then."""
        journal = self._journal
        known = journal.get(n) if n <= self._last else None
        if known is not None and known.signature != item.signature:
            journal.require_same_source(f"input {item.name}")
            journal.set_aside(n)
            self._last = n - 1
            known = None
        found = known or journal.find(item.signature)
        if found is not None and (found.n, found.name) != (n, item.name):
            found = moved(found, item, self.plan.fields)
            journal.add(found)
            self._moved = True
            journal.write_if_due()
        return found

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
                written = self._texts.write(
                    name,
                    f"{record['summary']}\n",
                    claim=lambda path: self._journal.claim(path, n),
                    may_be_there=self._resumes,
                )
            except WriteError as error:
                entry = self._refuse(entry, record, error)
        return Outcome(n, entry.name, entry.error, written, entry)

    def _refuse(self, entry: Entry, record: dict[str, Any], error: WriteError) -> Entry:
        """Put down as failed an article whose text cannot be written."""
        item = Item(entry.n, entry.name, entry.signature, 0, Path())
        kept = {name: record[name] for name in self.plan.fields.kept}
        failed = failed_record(item, error, record["id"], kept=kept)
        entry = replace(entry, error=failed.error, record=pack(failed.to_json()))
        self._journal.add(entry)
        self._journal.disclaim(entry.n)
        self._done -= 1
        self._failed += 1
        self._tell()
        return entry

    def _write_files(self, stop: int) -> None:
        plan = self.plan
        if plan.jsonl not in (None, STANDARD_OUTPUT):
            write_lines(plan.jsonl, self._journal.records(stop))
        if "jsonl" in plan.forms:
            write_lines(plan.target / LINES, self._journal.records(stop))
        if "parquet" in plan.forms:
            write_parquet(plan.target / PARQUET, self._journal.records(stop), plan.fields.kept)
        if self._texts is not None:
            for path in self._journal.stale_texts():
                self._texts.remove(path)
            self._journal.forget_texts()
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
        return Item(n, name, digest(path, signature), 0, ReadError(Path(name), signature[1:]))
    return Item(n, name, digest(path, signature), size, folder / os.fsdecode(path))
