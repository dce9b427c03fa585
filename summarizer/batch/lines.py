"""Records → one file of JSON lines, or one Parquet file, whole or not at all."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from summarizer.errors import MissingExtraError

ROW_GROUP = 1_000


def write_lines(path: Path, records: Iterable[bytes]) -> None:
    """Write records (JSON as bytes) as lines; the file appears when it is complete and synced."""

    def fill(temporary: Path) -> None:
        with temporary.open("wb") as file:
            for record in records:
                file.write(record)
                file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())

    _appear(path, fill)


def write_parquet(path: Path, records: Iterable[bytes], kept: tuple[str, ...] = ()) -> None:
    """Write records as Parquet, the columns as in the JSON; row groups of fixed length.

    Columns of the input that are ``kept`` are text; what was none there is written as JSON.

    Raises:
        MissingExtraError: the ``parquet`` extra is not installed.
    """
    require_parquet()
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = _schema(kept)

    def fill(temporary: Path) -> None:
        with ParquetWriter(temporary, schema, compression="zstd") as writer:
            for group in _groups(records):
                rows = [_row(json.loads(record), kept) for record in group]
                writer.write_table(pa.Table.from_pylist(rows, schema), ROW_GROUP)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())

    _appear(path, fill)


def require_parquet() -> None:
    """Raise ``MissingExtraError`` unless Parquet can be read and written."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("parquet", "Parquet") from error


def _appear(path: Path, fill: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{crc32(os.fsencode(path.name)):08x}.partial")
    try:
        with suppress(FileNotFoundError):
            temporary.unlink()
        fill(temporary)
        os.replace(temporary, path)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _groups(records: Iterable[bytes]) -> Iterator[list[bytes]]:
    iterator = iter(records)
    while group := list(islice(iterator, ROW_GROUP)):
        yield group


def _row(record: dict[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    row = {**record, "versions": list(record["versions"].items())}
    for name in kept:
        if not isinstance(row[name], str | None):
            row[name] = json.dumps(row[name], ensure_ascii=False)
    return row


def _schema(kept: tuple[str, ...]) -> Any:
    import pyarrow as pa

    text = pa.string()
    evidence = pa.struct(
        [
            ("index", pa.int64()),
            ("start", pa.int64()),
            ("stop", pa.int64()),
            ("text", text),
            ("score", pa.float64()),
        ]
    )
    sentence = pa.struct(
        [
            ("text", text),
            ("start", pa.int64()),
            ("stop", pa.int64()),
            ("evidence", pa.list_(evidence)),
        ]
    )
    return pa.schema(
        [
            ("id", text),
            ("source", text),
            ("title", text),
            ("summary", text),
            ("sentences", pa.list_(sentence)),
            ("conclusion", text),
            ("method", text),
            ("model", text),
            ("versions", pa.map_(text, text)),
            ("encoding", text),
            ("notes", pa.list_(text)),
            ("error", text),
            ("error_type", text),
            ("tokens", pa.struct([("read", pa.int64()), ("written", pa.int64())])),
            *((name, text) for name in kept),
        ]
    )
