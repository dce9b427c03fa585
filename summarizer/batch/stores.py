"""Input and output in a store that a whole cluster sees: any path or URL of fsspec."""

import json
import os
import tempfile
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


@dataclass(frozen=True, slots=True)
class Part:
    """A file of records: how many have a summary; source and error of those that have none."""

    name: str
    done: int
    failures: tuple[tuple[str, str], ...]


def find_tables(url: str, fields: Fields, format: Format | None) -> tuple[Table, ...]:  # noqa: A002
    """Return the files of articles at and below a path or URL, by name; hidden ones apart."""
    store, top = _locate(url)
    found = []
    for path in store.find(top):
        name = os.path.relpath(path, top) if path != top else os.path.basename(path)  # noqa: PTH119
        if (form := format or format_of(name)) and not name.startswith((".", "_")):
            found.append(Table(Path(name), form, fields, partial(store.open, path)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a batch puts files of records. Each appears whole, so one that is there is done."""

    url: str
    form: Form
    kept: tuple[str, ...] = ()

    def begin(self, identity: dict[str, Any], *, restart: bool) -> None:
        """Put down what the batch is about.

        Raises:
            ChangedError: the files that are here are about something else.
        """
        store, plan = _locate(f"{self.url}/{_PLAN}")
        store.makedirs(os.path.dirname(plan), exist_ok=True)  # noqa: PTH120
        if restart:
            for path in store.glob(plan.replace(_PLAN, "summaries-*")):
                store.rm_file(path)
        elif store.exists(plan):
            known, asked = json.loads(store.cat_file(plan)), json.loads(json.dumps(identity))
            if found := tuple(differences(known, asked)):
                raise ChangedError(Path(self.url), found)
        store.pipe_file(plan, json.dumps(identity).encode())

    def known(self, name: str) -> Part | None:
        """Return what an earlier run has written; None if there is nothing."""
        store, path = _locate(f"{self.url}/summaries-{name}.{self.form}")
        if not store.exists(path):
            return None
        if self.form == "jsonl":
            records = [json.loads(line) for line in store.cat_file(path).splitlines()]
        else:
            from pyarrow.parquet import ParquetFile

            with store.open(path) as file:
                records = ParquetFile(file).read(["source", "error"]).to_pylist()
        return _part(name, [(record["source"], record["error"]) for record in records])

    def write(self, name: str, entries: list[Entry]) -> Part:
        """Write a file; to write it twice, at once even, does no harm."""
        store, path = _locate(f"{self.url}/summaries-{name}.{self.form}")
        records = (unpack(entry.record) for entry in entries)
        with tempfile.TemporaryDirectory() as folder:
            if self.form == "jsonl":
                write_lines(Path(folder, "part"), records)
            else:
                write_parquet(Path(folder, "part"), records, self.kept)
            hidden = f"{os.path.dirname(path)}/.{name}.{os.uname().nodename}.{os.getpid()}"  # noqa: PTH120
            store.put_file(f"{folder}/part", hidden)
            store.mv(hidden, path)
        return _part(name, [(entry.name, entry.error) for entry in entries])


def _part(name: str, found: list[tuple[str, str | None]]) -> Part:
    failures = tuple((source, error) for source, error in found if error is not None)
    return Part(name, len(found) - len(failures), failures)


def _locate(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    store, path = url_to_fs(url)
    return store, path
