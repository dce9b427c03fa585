"""Input and output in a store that a whole cluster sees: any path or URL of fsspec."""

import json
import os
import re
import tempfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.batch.entries import Entry, unpack
from summarizer.batch.formats import format_of
from summarizer.batch.journal import differences
from summarizer.batch.lines import write_lines, write_parquet
from summarizer.batch.options import Fields, Form, Format
from summarizer.batch.tables import Table
from summarizer.errors import ChangedError

_PLAN = "_batch.json"
_DONE = "_done"
_NAME = re.compile(r"summaries-(\d{5})-(\d{6})\.\w+")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of records: how many have a summary; source and error of those that have none."""

    name: str
    done: int
    failures: tuple[tuple[str, str], ...]


def find_tables(url: str, fields: Fields, format: Format | None) -> tuple[Table, ...]:  # noqa: A002
    """Return the files of articles at and below a path or URL, by name.

    Hidden ones are left out, and so is the output of other batches.
    """
    store, top = _locate(url)
    found = []
    paths = store.find(top)
    outputs = {os.path.dirname(path) for path in paths if os.path.basename(path) == _PLAN}  # noqa: PTH119, PTH120
    outputs.discard(top)
    for path in paths:
        name = os.path.relpath(path, top) if path != top else os.path.basename(path)  # noqa: PTH119
        if any(path.startswith(f"{output}/") for output in outputs):
            continue
        if (form := format or format_of(name)) and not name.startswith((".", "_")):
            found.append(Table(Path(name), form, fields, partial(store.open, path)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a batch puts files of records.

    Each appears whole, and beside it, in ``_done/``, what it was made from: where that is still in
    the input the file is done. ``files`` of the input give their numbers to those of the output.
    """

    url: str
    form: Form
    kept: tuple[str, ...] = ()

    def begin(self, identity: dict[str, Any], files: list[str], *, restart: bool) -> None:
        """Put down what the batch is about; give what is done the numbers of its files now.

        Raises:
            ChangedError: the files that are here are about something else.
        """
        store, plan = _locate(f"{self.url}/{_PLAN}")
        store.makedirs(f"{self._folder}/{_DONE}", exist_ok=True)
        asked = {**json.loads(json.dumps(identity)), "files": files}
        if restart:
            self.finish(())
        elif store.exists(plan):
            known = json.loads(store.cat_file(plan))
            before = known.pop("files", [])
            gone = [name for name in before if name not in files]
            if known.get("source") != asked.get("source") and not gone:
                known["source"] = asked.get("source")  # it has moved
            if found := tuple(differences(known, {**asked, "files": None})):
                raise ChangedError(Path(self.url), found)
            self._move({n: files.index(name) for n, name in enumerate(before) if name in files})
        store.pipe_file(plan, json.dumps(asked).encode())

    def known(self, name: str, signature: str) -> Part | None:
        """Return what an earlier run has written from the same; None if there is nothing."""
        store, path = _locate(self._path(name))
        try:
            done = json.loads(store.cat_file(self._mark(name)))
        except (FileNotFoundError, ValueError):
            return None
        if done["signature"] != signature or not store.exists(path):
            return None
        return Part(name, done["done"], tuple(map(tuple, done["failures"])))

    def write(self, name: str, entries: list[Entry], signature: str) -> Part:
        """Write a file; to write it twice, at once even, does no harm."""
        store, path = _locate(self._path(name))
        records = (unpack(entry.record) for entry in entries)
        part = _part(name, [(entry.name, entry.error) for entry in entries])
        with tempfile.TemporaryDirectory() as folder:
            if self.form == "jsonl":
                write_lines(Path(folder, "part"), records)
            else:
                write_parquet(Path(folder, "part"), records, self.kept)
            hidden = f"{self._folder}/.{name}.{os.uname().nodename}.{os.getpid()}"
            store.put_file(f"{folder}/part", hidden)
            _remove(store, self._mark(name))  # of what is there now it says nothing
            store.mv(hidden, path)
        done = {"signature": signature, "done": part.done, "failures": part.failures}
        store.pipe_file(self._mark(name), json.dumps(done).encode())
        return part

    def finish(self, names: Collection[str]) -> None:
        """Take away the files that are not among ``names``: what they were made from has gone."""
        store, _ = _locate(self.url)
        for name in self._names():
            if name not in names:
                _remove(store, self._mark(name))
                _remove(store, self._path(name, located=True))

    def _move(self, places: dict[int, int]) -> None:
        """Give the files of one number another; what is cut off within is done again."""
        store, _ = _locate(self.url)
        for path in store.glob(f"{self._folder}/.moved-*"):
            store.rm_file(path)
        moved: list[tuple[str, bytes]] = []
        for name in self._names():
            number, part = name.split("-")
            place = places.get(int(number))
            if place is None or place == int(number) or not store.exists(self._mark(name)):
                continue
            moved.append((f"{place:05}-{part}", store.cat_file(self._mark(name))))
            store.rm_file(self._mark(name))
            store.mv(self._path(name, located=True), f"{self._folder}/.moved-{moved[-1][0]}")
        for name, mark in moved:
            _remove(store, self._mark(name))
            store.mv(f"{self._folder}/.moved-{name}", self._path(name, located=True))
            store.pipe_file(self._mark(name), mark)

    def _names(self) -> list[str]:
        store, _ = _locate(self.url)
        found = (_NAME.fullmatch(os.path.basename(path)) for path in self._listed(store))  # noqa: PTH119
        return sorted(f"{match[1]}-{match[2]}" for match in found if match)

    def _listed(self, store: Any) -> list[str]:
        return list(store.glob(f"{self._folder}/summaries-*.{self.form}"))

    @property
    def _folder(self) -> str:
        return str(_locate(self.url)[1]).rstrip("/")

    def _path(self, name: str, *, located: bool = False) -> str:
        return f"{self._folder if located else self.url}/summaries-{name}.{self.form}"

    def _mark(self, name: str) -> str:
        return f"{self._folder}/{_DONE}/{name}.json"


def _remove(store: Any, path: str) -> None:
    with suppress(FileNotFoundError):
        store.rm_file(path)


def _part(name: str, found: list[tuple[str, str | None]]) -> Part:
    failures = tuple((source, error) for source, error in found if error is not None)
    return Part(name, len(found) - len(failures), failures)


def _locate(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    store, path = url_to_fs(url)
    return store, path
