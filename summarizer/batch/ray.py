"""The same batch on Ray Data (https://docs.ray.io/en/latest/data/data.html): more than one machine.

    sources → tasks that read → chunks of items → tasks that work → entries, or files of records

Ray shares the chunks out, keeps memory bounded, and gives again what a dead process or machine
had. A worker keeps one process of ``Pool`` from chunk to chunk: models are loaded once, and an
article that is slow or kills costs itself alone, as on one machine.
"""

import logging
import os
import pickle
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from summarizer.batch.entries import Entry
from summarizer.batch.options import Fields, Plan, versions
from summarizer.batch.pool import CHUNK_BYTES, Lost, Pool, chunked, entry_of_lost
from summarizer.batch.records import Item
from summarizer.batch.stores import Part, Shelf, find_tables
from summarizer.batch.tables import digest, items_of
from summarizer.batch.worker import Setup
from summarizer.errors import MissingExtraError, OptionError, SummarizerError, WorkerError

CHUNK = 256
PART = 1_000
"""Most articles in a chunk, and in a file of records."""

_BYTES = 20_000

Source = Callable[[], Iterable[Item]]
"""Yields items, the same ones whenever it is called; it is sent to where it is read."""


class _Sealed:
    """Unpickles as what was pickled: models come to life in the process that uses them alone."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        return pickle.loads, (self.data,)


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is told; with a ``shelf`` it writes its entries there itself."""

    setup: bytes
    timeout: float
    chunk: int
    fields: Fields
    shelf: Shelf | None = None


def summarize_entries(
    sources: Iterable[Source], setup: Setup, plan: Plan, share: int
) -> Generator[Entry]:
    """Yield what becomes of the items; ``share`` is how many of them are well given at a time."""
    work = Work(pickle.dumps(setup), plan.timeout, min(CHUNK, share), plan.fields)
    for entries in _run(sources, work, plan.workers):
        yield from entries


def summarize_parts(source: str, target: str, plan: Plan) -> Generator[Part]:
    """Carry a plan out from one store to another, in place of its own; yield the files written.

    They hold, read by name, what a run on one machine writes. There is no journal: a file is done
    that was made from what is in the input still; the others are written anew, or taken away.

    Raises:
        OptionError: the plan cannot be carried out, or ``target`` holds something else.
    """
    if plan.jsonl or plan.globs or plan.forms not in {("jsonl",), ("parquet",)}:
        raise OptionError("between URLs go JSON lines or Parquet: no text, no --jsonl, no globs")
    tables = find_tables(source, plan.fields, plan.format)
    if not tables:
        raise OptionError(f"no .jsonl, .csv or .parquet in {source}")
    shelf = Shelf(target, plan.forms[0], plan.fields.kept)
    names = [str(table.path) for table in tables]
    about = {**plan.identity(), "source": source, "limit": plan.limit}
    shelf.begin(about, names, restart=plan.restart)
    # A limit counts over all files, so one task reads them.
    groups = [(table,) for table in tables] if plan.limit is None else [tables]
    setup = Setup(plan.summary, plan.fields, keep_documents=False, log=None)
    work = Work(pickle.dumps(setup), plan.timeout, PART, plan.fields, shelf)
    sources = (partial(items_of, group, plan.limit) for group in groups)
    written: set[str] = set()
    for part in _run(sources, work, plan.workers):
        written.add(part.name)
        yield part
    shelf.finish(written)


def _run(sources: Iterable[Source], work: Work, workers: int | None) -> Generator[Any]:
    """Yield what came of every chunk as it is done, by «00003-000017»: source, place in it."""
    rows = [{"n": n, "source": pickle.dumps(source)} for n, source in enumerate(sources)]
    if not rows:
        return
    with _session(workers) as ray:
        context = ray.data.DataContext.get_current().copy()
        context.enable_progress_bars = False
        context.target_max_block_size = 1  # a block a chunk
        with ray.data.DataContext.current(context):
            readers = ray.data.TaskPoolStrategy(min(4, len(rows)))  # they are fast
            given = ray.data.from_items(rows, override_num_blocks=len(rows))
            read = given.flat_map(_read, fn_args=(work.chunk,), num_cpus=0, compute=readers)
            worked = read.map(
                _work,
                fn_args=(pickle.dumps((work, versions())),),
                num_cpus=1,
                compute=ray.data.TaskPoolStrategy(workers),
                # Readers have another environment, so models are not loaded where they ran.
                runtime_env={"env_vars": {"OPENBLAS_NUM_THREADS": "1"}},
            )
            try:
                for row in worked.iter_rows():
                    found = pickle.loads(row["found"])  # noqa: S301
                    if isinstance(found, SummarizerError):
                        raise found
                    yield found
            except ray.exceptions.RayError as error:
                raise WorkerError(f"Ray gives up: {error}") from error


def _read(row: dict[str, Any], most: int) -> Iterator[dict[str, Any]]:
    source: Source = pickle.loads(row["source"])  # noqa: S301
    try:
        for n, items in enumerate(chunked(iter(source()), most, most * _BYTES)):
            yield {"name": f"{row['n']:05}-{n:06}", "given": pickle.dumps(items)}
    except SummarizerError as error:  # comes back as it is, which Ray would not see to
        yield {"name": "", "given": pickle.dumps(error)}


def _work(row: dict[str, Any], packed: bytes) -> dict[str, bytes]:
    given = pickle.loads(row["given"])  # noqa: S301
    try:
        found = given if isinstance(given, SummarizerError) else _do(row["name"], given, packed)
    except SummarizerError as error:
        found = error
    return {"found": pickle.dumps(found)}


def _do(name: str, items: list[Item], packed: bytes) -> object:
    work, pool = _worker(packed)
    signature = digest(*((item.name, item.signature) for item in items))
    if work.shelf and (known := work.shelf.known(name, signature)):
        return known
    try:
        done = list(pool.run(chunked(iter(items), work.chunk, 10 * CHUNK_BYTES)))
    except BaseException:  # its process is in the middle of something
        _worker.cache_clear()
        pool.close()
        raise
    entries = [
        entry_of_lost(one, work.fields) if isinstance(one, Lost) else one for one in done if one
    ]
    entries.sort(key=lambda entry: entry.n)
    return work.shelf.write(name, entries, signature) if work.shelf else entries


@lru_cache(maxsize=1)
def _worker(packed: bytes) -> tuple[Work, Pool]:
    """Return what a process of Ray keeps from chunk to chunk."""
    work, expected = pickle.loads(packed)  # noqa: S301
    setup: Any = _Sealed(work.setup)
    if versions() != expected:
        raise OptionError(f"{os.uname().nodename} has {versions()}, not {expected}")
    return work, Pool(setup, 1, work.timeout)


@contextmanager
def _session(workers: int | None) -> Iterator[Any]:
    """Join the cluster of the caller or of ``RAY_ADDRESS``; else have one here, on loopback."""
    address = os.environ.get("RAY_ADDRESS", "local")
    own: dict[str, Any] = {}
    # What stands in the environment must stand there before Ray is imported.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if address == "local":
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # keeps it to 127.0.0.1
        own = {"num_cpus": workers, "object_store_memory": 256 << 20, "include_dashboard": False}
    try:
        import ray.data
    except ImportError as error:
        raise MissingExtraError("ray", "--engine ray") from error
    if ray.is_initialized():  # the caller's, who ends it
        yield ray
        return
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    ray.init(address, log_to_driver=False, logging_level=logging.ERROR, **own)
    try:
        yield ray
    finally:
        ray.shutdown()
