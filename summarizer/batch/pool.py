"""Worker processes that may die: an article that kills its worker costs that article alone.

The processes are forked off a small server of ``multiprocessing``, not off this process, so they
hold none of its locks and files. Each has a pipe of its own; when this process dies, the pipes
close and the workers stop at once.
"""

import heapq
import multiprocessing
import os
import selectors
import signal
import time
from collections import Counter, deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from summarizer.batch.entries import Entry, pack
from summarizer.batch.options import Fields
from summarizer.batch.records import Item, failed_record, kept_of
from summarizer.batch.worker import Broke, Message, Ready, Setup, Started, work
from summarizer.errors import SlowError, SummarizerError, WorkerError

TICK = 0.25
"""Seconds after which the pool reports even if there is nothing to report."""

GATHER = 0.02
"""Seconds in which messages may gather: to wake for each would take time from the workers."""

START_SECONDS = 600.0
"""How long a worker may take to load its models."""

CHUNK_BYTES = 100_000
"""Of what is sent ahead to a worker that is busy: it must fit into a pipe."""

_AHEAD = 2
_LIVES = 2
_FALSE_STARTS = 5
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class Lost:
    """An article that cannot be done, and why."""

    item: Item
    error: SummarizerError


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    since: float
    ready: bool = False
    reason: str = ""
    chunks: deque[list[Item]] = field(default_factory=deque)
    started: dict[int, Item] = field(default_factory=dict)

    def waiting(self) -> list[Item]:
        """Return the items that it has and has not begun."""
        return [item for chunk in self.chunks for item in chunk if item.n not in self.started]


class Pool:
    """Works chunks off in processes; ``timeout`` is in seconds for one article.

    The processes live until ``close``, through as many runs as there are.
    """

    def __init__(self, setup: Setup, workers: int, timeout: float) -> None:
        self._setup = setup
        self._size = workers
        self._timeout = timeout
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["summarizer.batch.worker"])
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()
        self._again: list[tuple[int, list[Item]]] = []
        self._deaths: Counter[int] = Counter()
        self._false_starts = 0
        self._looked = time.monotonic()
        self._pace = 0.0  # seconds that an article takes, smoothed

    def run(self, chunks: Iterator[list[Item]]) -> Generator[Entry | Lost | None]:
        """Yield what becomes of the items, in the order in which they are ready.

        None says that there is nothing new, every ``TICK`` seconds or sooner.

        Raises:
            WorkerError: workers die before they have begun.
            SummarizerError: they cannot be set up.
        """
        self._deaths.clear()
        while self._feed(chunks):
            yield from self._listen()

    def _feed(self, chunks: Iterator[list[Item]]) -> bool:
        """Give every worker something to do and something to go on with; False when all is done."""
        for ahead in range(1, _AHEAD + 1):
            for place in range(self._size):
                worker = self._workers[place] if place < len(self._workers) else None
                if worker is not None and len(worker.chunks) >= ahead:
                    continue
                chunk = self._next(chunks)
                if chunk is None:
                    return any(worker.chunks for worker in self._workers)
                if ahead > 1 and not _fits_a_pipe(chunk):
                    heapq.heappush(self._again, (chunk[0].n, chunk))
                    return True
                if worker is None:
                    worker = self._start()
                worker.chunks.append(chunk)
                self._send(worker, chunk)
        return True

    def _next(self, chunks: Iterator[list[Item]]) -> list[Item] | None:
        if self._again:
            return heapq.heappop(self._again)[1]
        return next(chunks, None)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._setup), daemon=True)
        with _one_thread_of_openblas():
            process.start()
        theirs.close()
        worker = _Worker(process, ours, time.monotonic())
        self._workers.append(worker)
        self._selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    @staticmethod
    def _send(worker: _Worker, chunk: list[Item]) -> None:
        try:
            worker.pipe.send(chunk)
        except OSError:
            return  # it has died; its pipe tells so when it is read

    def _listen(self) -> Iterator[Entry | Lost | None]:
        away = time.monotonic() - self._looked
        if away > 4 * TICK:  # this process was stopped or busy elsewhere: no fault of the workers
            for worker in self._workers:
                worker.since += away
        if self._selector.select(TICK):
            left = min(sum(map(len, worker.chunks)) for worker in self._workers)
            time.sleep(min(GATHER, left * self._pace / 2))  # none may run out of work
        results: list[Entry | Lost] = []
        for key, _ in self._selector.select(0):
            results.extend(self._read(key.data))
        for worker in list(self._workers):
            if self._is_late(worker):
                worker.reason = "late"
                results.extend(self._bury(worker))
        self._looked = time.monotonic()
        yield from results or (None,)

    def _read(self, worker: _Worker) -> Iterator[Entry | Lost]:
        try:
            while worker.pipe.poll():
                for message in worker.pipe.recv():
                    entry = self._take(worker, message)
                    if entry is not None:
                        yield entry
        except (EOFError, OSError):
            yield from self._bury(worker)

    def _take(self, worker: _Worker, message: Message) -> Entry | None:
        worker.since = time.monotonic()
        if isinstance(message, Ready):
            worker.ready = True
        elif isinstance(message, Started):
            item = next(item for item in worker.waiting() if item.n == message.n)
            worker.started[message.n] = item
        elif isinstance(message, Broke):
            if message.error is not None:
                raise message.error
            worker.reason = message.reason
        else:
            self._false_starts = 0
            self._pace += ((message.seconds or 0.0) - self._pace) / 16
            del worker.started[message.n]
            chunk = worker.chunks[0]
            chunk[:] = [item for item in chunk if item.n != message.n]
            if not chunk:
                worker.chunks.popleft()
            return message
        return None

    def _is_late(self, worker: _Worker) -> bool:
        waited = time.monotonic() - worker.since
        if not worker.ready:
            return waited > START_SECONDS
        # A writer of batches has several begun at a time: each has its share.
        return bool(worker.started) and waited > self._timeout * len(worker.started)

    def _bury(self, worker: _Worker) -> Iterator[Lost]:
        """Take a worker away, share its work out again, and judge the articles it had begun."""
        worker.process.kill()
        worker.process.join(_GRACE)
        self._selector.unregister(worker.pipe)
        worker.pipe.close()
        self._workers.remove(worker)
        slow = worker.reason == "late"
        suspects = list(worker.started.values())
        if not suspects:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise WorkerError(f"workers die before they have begun: {_cause(worker)}")
        for chunk in worker.chunks:
            rest = [item for item in chunk if item.n not in worker.started]
            if rest:
                heapq.heappush(self._again, (rest[0].n, rest))
        for item in suspects:
            self._deaths[item.n] += 1
            if slow and len(suspects) == 1:
                yield Lost(item, SlowError(self._timeout))
            elif self._deaths[item.n] >= _LIVES:
                yield Lost(item, WorkerError(f"the worker died of it: {_cause(worker)}"))
            else:
                heapq.heappush(self._again, (item.n, [item]))

    def close(self) -> None:
        """Kill the processes."""
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.kill()
            worker.process.join(_GRACE)
        self._workers.clear()
        self._selector.close()


def entry_of_lost(lost: Lost, fields: Fields) -> Entry:
    """Return what the journal keeps of an article that cannot be done."""
    record = failed_record(lost.item, lost.error, kept=kept_of(lost.item, fields))
    return Entry(
        lost.item.n, lost.item.signature, lost.item.name, record.error, pack(record.to_json())
    )


def chunked(items: Iterator[Item], most: int, most_bytes: int) -> Iterator[list[Item]]:
    """Share items out in chunks of so many, and of so many bytes unless one alone has more."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        if chunk and (len(chunk) >= most or size + item.size > most_bytes):
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += item.size
    if chunk:
        yield chunk


def _fits_a_pipe(chunk: list[Item]) -> bool:
    """Whether sending cannot block, even if the worker is deep in code that lets no thread run."""
    return sum(item.size for item in chunk if not isinstance(item.content, Path)) <= CHUNK_BYTES


@contextmanager
def _one_thread_of_openblas() -> Iterator[None]:
    """Let numpy in the workers calculate with one thread: they share the cores among themselves.

    The variable must be set before numpy is loaded, so it stands while the server starts.
    """
    name = "OPENBLAS_NUM_THREADS"
    before = os.environ.get(name)
    os.environ.setdefault(name, "1")
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]


def _cause(worker: _Worker) -> str:
    if worker.reason:
        return worker.reason
    code = worker.process.exitcode
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"{name} (out of memory?)" if -code == signal.SIGKILL else name
    return f"exit code {code}"
