"""What a batch has done so far, on disk: an SQLite file, written and synced in groups.

SQLite (https://www.sqlite.org/wal.html) keeps a group whole or leaves it out, whenever the process
is killed or the power fails: a kill costs at most ``GROUP_SECONDS`` of work, a power cut
``SYNC_SECONDS``. Records wait here until the output is made from them, in the
order of the input, so it does not matter in which order they came. A lock of the kernel keeps a
second run away; it dies with the process that holds it.

Where the input is no longer what it was, records are set aside from there on and found again by
their signatures: what is still in the input is not done again, wherever it stands now.
"""

import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.batch.entries import Entry, unpack
from summarizer.batch.folder import Listed
from summarizer.batch.options import FOLDER
from summarizer.errors import BusyError, ChangedError, JournalError

if TYPE_CHECKING:
    from filelock import BaseFileLock

FORMAT = 2
GROUP_SECONDS = 0.1
SYNC_SECONDS = 1.0
_PAGE = 1_000

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (run INTEGER PRIMARY KEY, started REAL, host TEXT, process INTEGER,
                   workers INTEGER);
CREATE TABLE inputs (path BLOB PRIMARY KEY, signature TEXT NOT NULL, size INTEGER NOT NULL)
                    WITHOUT ROWID;
CREATE TABLE done (n INTEGER PRIMARY KEY, signature TEXT NOT NULL, error TEXT, name TEXT NOT NULL,
                   record BLOB NOT NULL, document BLOB,
                   seconds REAL, worker INTEGER, run INTEGER, at REAL);
CREATE TABLE aside (signature TEXT PRIMARY KEY, name TEXT NOT NULL, error TEXT,
                    record BLOB NOT NULL, document BLOB, seconds REAL, worker INTEGER);
CREATE TABLE texts (path TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE INDEX texts_of ON texts (n);
"""


class Journal:
    """The journal of one output folder, held by one process at a time.

    Every method raises ``JournalError`` where the disk or the file fails; what was synced before
    stays.
    """

    def __init__(self, target: Path) -> None:
        """Take the lock and open the journal.

        Raises:
            BusyError: another run holds the lock.
        """
        self.target = target
        self.folder = target / FOLDER
        self.path = self.folder / "journal.sqlite"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.folder / "lock", target)
        self._run = 0
        self._rows = 0
        self._same_source = True
        self._written = self._synced = time.monotonic()
        try:
            with self._translated():
                self._base = self._open()
        except JournalError:
            self._lock.release()
            raise

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, isolation_level=None)
        # One process: no shared memory file. SQLite syncs its log before it is moved into the file;
        # between that ``sync`` does it.
        base.execute("PRAGMA locking_mode = EXCLUSIVE")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
            base.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        base.execute("BEGIN")
        return base

    def restart(self) -> None:
        """Forget everything."""
        with self._translated():
            self._base.close()
            for path in self.folder.glob("journal.sqlite*"):
                path.unlink()
            self._base = self._open()

    def begin(self, identity: dict[str, Any], workers: int, source: str = "") -> None:
        """Begin a run, or go on with the one that is here.

        Args:
            identity: all that decides what the records say, inputs apart.
            workers: how many processes.
            source: where the inputs are; those of the same place may change.

        Raises:
            ChangedError: that one was about something else.
        """
        asked = {"format": FORMAT, **identity}
        with self._translated():
            known = {
                name: json.loads(value)
                for name, value in self._base.execute("SELECT name, value FROM about")
            }
            self._same_source = known.pop("source", source) == source
            if known and (found := tuple(differences(known, asked))):
                raise ChangedError(self.target, found)
            self._base.executemany(
                "INSERT OR REPLACE INTO about VALUES (?, ?)",
                [(name, json.dumps(value)) for name, value in asked.items()],
            )
            if self._same_source:
                self.accept(source)
            row = (time.time(), socket.gethostname(), os.getpid(), workers)
            self._base.execute(
                "INSERT INTO runs (started, host, process, workers) VALUES (?, ?, ?, ?)", row
            )
            (self._run,) = self._base.execute("SELECT max(run) FROM runs").fetchone()
        self.sync()

    def accept(self, source: str) -> None:
        """Take this for the place of the inputs from now on: they were found there."""
        with self._translated():
            self._base.execute(
                "INSERT OR REPLACE INTO about VALUES ('source', ?)", (json.dumps(source),)
            )
        self._same_source = True

    def require_same_source(self, *found: str) -> None:
        """Raise unless inputs may differ in what was found, for they are in the same place.

        Raises:
            ChangedError: they are in another place, so it may be another input altogether.
        """
        if found and not self._same_source:
            raise ChangedError(self.target, found)

    def list_inputs(self, listed: Iterable[Listed]) -> tuple[str, ...]:
        """Keep the list of the input files in place of the one kept; return what has changed.

        Raises:
            ChangedError: files of another place, and some have gone or changed.
        """
        with self._translated():
            self._base.execute(
                "CREATE TEMP TABLE listed (path BLOB PRIMARY KEY, signature TEXT NOT NULL, "
                "size INTEGER NOT NULL) WITHOUT ROWID"
            )
            try:
                self._base.executemany(
                    "INSERT INTO temp.listed VALUES (?, ?, ?)",
                    ((item.path, item.signature, item.size) for item in listed),
                )
                found: dict[str, str] = {}
                if self._base.execute("SELECT 1 FROM inputs").fetchone():
                    found = dict(self._input_differences())
                    self.require_same_source(*(found[kind] for kind in found if kind != "new"))
                self._base.execute("DELETE FROM inputs")
                self._base.execute("INSERT INTO inputs SELECT * FROM temp.listed")
            except BaseException:  # half a list is none
                self._base.execute("ROLLBACK")
                self._base.execute("BEGIN")
                raise
            self._base.execute("DROP TABLE temp.listed")
        return tuple(found.values())

    def count_inputs(self) -> int:
        """Return how many input files there are."""
        with self._translated():
            (count,) = self._base.execute("SELECT count(*) FROM inputs").fetchone()
        return int(count)

    def _input_differences(self) -> Iterator[tuple[str, str]]:
        joins = {
            "new": "listed LEFT JOIN inputs i USING (path) WHERE i.path IS NULL",
            "gone": "inputs LEFT JOIN listed l USING (path) WHERE l.path IS NULL",
            "changed": "inputs JOIN listed l USING (path) WHERE inputs.signature != l.signature",
        }
        for kind, join in joins.items():
            count, first = self._base.execute(
                f"SELECT count(*), min(path) FROM {join}"  # noqa: S608
            ).fetchone()
            if count:
                example = os.fsdecode(bytes(first)).encode("utf-8", "backslashreplace").decode()
                yield kind, f"{count:,} input{'' if count == 1 else 's'} {kind} ({example})"

    def inputs(self) -> Iterator[tuple[bytes, str, int]]:
        """Yield path, signature and size of every input file, by path."""
        last = b""
        while True:
            with self._translated():
                rows = self._base.execute(
                    "SELECT path, signature, size FROM inputs WHERE path > ? ORDER BY path LIMIT ?",
                    (last, _PAGE),
                ).fetchall()
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def add(self, entry: Entry) -> None:
        """Keep what became of an article; it is safe once its group is synced."""
        with self._translated():
            self._base.execute(
                "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    entry.n,
                    entry.signature,
                    entry.error,
                    entry.name,
                    entry.record,
                    entry.document,
                    entry.seconds,
                    entry.worker,
                    self._run,
                    time.time(),
                ),
            )
        self._rows += 1

    def get(self, n: int) -> Entry | None:
        """Return what became of an article; None if it is not done."""
        with self._translated():
            row = self._base.execute(
                "SELECT n, signature, name, error, record, document, seconds, worker FROM done "
                "WHERE n = ?",
                (n,),
            ).fetchone()
        return None if row is None else Entry(*row)

    def last(self) -> int:
        """Return the place of the last article done; -1 if there is none."""
        with self._translated():
            (found,) = self._base.execute("SELECT max(n) FROM done").fetchone()
        return -1 if found is None else int(found)

    def set_aside(self, n: int) -> None:
        """Put what was done from article ``n`` on where ``find`` finds it by its signature."""
        with self._translated():
            self._base.execute(
                "INSERT OR REPLACE INTO aside SELECT signature, name, error, record, document, "
                "seconds, worker FROM done WHERE n >= ?",
                (n,),
            )
            self._base.execute("DELETE FROM done WHERE n >= ?", (n,))
            self._base.execute("UPDATE texts SET n = NULL WHERE n >= ?", (n,))
        self._rows += 1

    def find(self, signature: str) -> Entry | None:
        """Return what was set aside under a signature, without its place; None if nothing was."""
        with self._translated():
            row = self._base.execute(
                "SELECT signature, name, error, record, document, seconds, worker FROM aside "
                "WHERE signature = ?",
                (signature,),
            ).fetchone()
        return None if row is None else Entry(-1, *row)

    def has_set_aside(self) -> bool:
        """Whether anything was set aside."""
        with self._translated():
            return self._base.execute("SELECT 1 FROM aside").fetchone() is not None

    def forget_aside(self) -> None:
        """Forget what was set aside: all of the input has been looked at."""
        with self._translated():
            self._base.execute("DELETE FROM aside")
        self._rows += 1

    def claim(self, path: str, n: int) -> None:
        """Put down that the text of article ``n`` is in this file, before it is written there."""
        with self._translated():
            row = self._base.execute("SELECT n FROM texts WHERE path = ?", (path,)).fetchone()
            if row == (n,):
                return
            self._base.execute("UPDATE texts SET n = NULL WHERE n = ?", (n,))
            self._base.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (path, n))
        self._write()

    def disclaim(self, n: int) -> None:
        """Put down that article ``n`` has no text."""
        with self._translated():
            self._base.execute("UPDATE texts SET n = NULL WHERE n = ?", (n,))
        self._rows += 1

    def stale_texts(self) -> list[str]:
        """Return the files whose articles have gone, or have another text elsewhere."""
        with self._translated():
            rows = self._base.execute("SELECT path FROM texts WHERE n IS NULL ORDER BY path")
            return [path for (path,) in rows]

    def forget_texts(self) -> None:
        """Forget the files that ``stale_texts`` returned: they are no more."""
        with self._translated():
            self._base.execute("DELETE FROM texts WHERE n IS NULL")
        self._rows += 1

    def records(self, stop: int | None = None) -> Iterator[bytes]:
        """Yield the records as JSON, in the order of the input, up to article ``stop``."""
        last = -1
        end = -1 if stop is None else stop
        while True:
            with self._translated():
                rows = self._base.execute(
                    "SELECT n, record FROM done WHERE n > ? AND (? < 0 OR n < ?) "
                    "ORDER BY n LIMIT 100",
                    (last, end, end),
                ).fetchall()
            if not rows:
                return
            for _, record in rows:
                yield unpack(record)
            last = rows[-1][0]

    def write_if_due(self) -> None:
        """Write a group, and sync, if it is time."""
        now = time.monotonic()
        if self._rows and now - self._written >= GROUP_SECONDS:
            self._write()
        if self._written > self._synced and now - self._synced >= SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """Put everything so far on the disk."""
        self._write()
        with self._translated():
            descriptor = os.open(f"{self.path}-wal", os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        self._synced = time.monotonic()

    def _write(self) -> None:
        with self._translated():
            self._base.execute("COMMIT")
            self._base.execute("BEGIN")
        self._rows = 0
        self._written = time.monotonic()

    def close(self) -> None:
        """Sync if possible, close, and let the lock go."""
        try:
            with self._translated():
                if self._base.in_transaction:
                    self._base.execute("COMMIT")
        finally:
            self._base.close()
            self._lock.release()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise JournalError(self.path, str(error)) from error


def _lock(path: Path, target: Path) -> "BaseFileLock":
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(target) from error
    return lock


def differences(known: dict[str, Any], asked: dict[str, Any]) -> Iterator[str]:
    """Yield in what two runs differ, for people to read."""
    for name in sorted(known.keys() | asked.keys()):
        before, now = known.get(name), asked.get(name)
        if before == now:
            continue
        if isinstance(before, dict) and isinstance(now, dict):
            for key in sorted(before.keys() | now.keys()):
                if before.get(key) != now.get(key):
                    yield f"{key} ({before.get(key)} then, {now.get(key)} now)"
        else:
            yield f"{name} ({before} then, {now} now)"
