"""Summaries → a tree of text files that mirrors the input and never leaves its folder."""

import errno
import os
import re
import sqlite3
import stat
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from zlib import crc32

from summarizer.errors import WriteError

LONGEST_NAME = 255
"""In bytes: what file systems take."""

_OF_ONE_NAME = frozenset(
    (
        errno.EACCES,
        errno.EEXIST,
        errno.EILSEQ,
        errno.EINVAL,
        errno.EISDIR,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.ENOTDIR,
        errno.EPERM,
    )
)
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]")


class TextTree:
    """Writes one file a summary below ``target``.

    Names that differ by case or Unicode form alone would be one file on many disks: the later one
    in the input is written as ``a~2.txt``.
    """

    def __init__(self, target: Path) -> None:
        self._target = target.resolve()
        # SQLite keeps what does not fit into its cache in a temporary file that it deletes.
        self._names = sqlite3.connect("", isolation_level=None)
        self._names.execute("CREATE TABLE names (name TEXT PRIMARY KEY, path TEXT) WITHOUT ROWID")
        self._names.execute("PRAGMA journal_mode = OFF")
        self._safe_folders: set[Path] = set()

    def write(
        self,
        name: PurePosixPath,
        text: str,
        *,
        claim: Callable[[str], None] | None = None,
        may_be_there: bool = False,
    ) -> Path:
        """Write ``text`` under ``name`` or the nearest one that is free; return the relative path.

        Args:
            name: relative to the target.
            text: what is written.
            claim: called with the path before anything is written there.
            may_be_there: a file that holds the text already is left alone.

        Raises:
            WriteError: this name cannot be written.
            OSError: nothing can: the disk is full, say.
        """
        relative = self._free(name)
        if claim is not None:
            claim(str(relative))
        path = self._target / relative
        data = text.encode("utf-8", "backslashreplace")
        try:
            self._make_folder(path.parent)
            if not (may_be_there and _holds(path, data)):
                _replace(path, data)
        except OSError as error:
            if error.errno in _OF_ONE_NAME:
                raise WriteError(path, os.strerror(error.errno)) from error
            raise
        return Path(relative)

    def remove(self, relative: str) -> None:
        """Take away a file that an earlier run wrote, and the folders that are empty then.

        On a disk that takes names for one, it may be the file of another name: that stays.
        """
        path = self._target / relative
        row = self._names.execute("SELECT path FROM names WHERE name = ?", (_folded(relative),))
        taken = row.fetchone()
        with suppress(OSError):
            if not path.parent.resolve().is_relative_to(self._target):
                return
            if taken is None or not path.samefile(self._target / taken[0]):
                path.unlink(missing_ok=True)
            for folder in path.relative_to(self._target).parents[:-1]:
                (self._target / folder).rmdir()

    def close(self) -> None:
        """Forget the names."""
        self._names.close()

    def _free(self, name: PurePosixPath) -> PurePosixPath:
        number = 1
        while True:
            candidate = (
                name if number == 1 else name.with_name(f"{name.stem}~{number}{name.suffix}")
            )
            row = (_folded(str(candidate)), str(candidate))
            if self._names.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", row).rowcount:
                return candidate
            number += 1

    def _make_folder(self, folder: Path) -> None:
        if folder in self._safe_folders:
            return
        if not folder.resolve().is_relative_to(self._target):
            raise WriteError(folder, "a link there leads out of the output folder")
        folder.mkdir(parents=True, exist_ok=True)
        if len(self._safe_folders) < 10_000:
            self._safe_folders.add(folder)


def _folded(path: str) -> str:
    folded = unicodedata.normalize("NFC", path).casefold()
    return unicodedata.normalize("NFC", folded)


def name_of_file(relative: str) -> PurePosixPath:
    """Return where the summary of a file goes: ``a.txt``, but ``b.html`` → ``b.html.txt``."""
    path = PurePosixPath(relative)
    name = path.name if path.suffix == ".txt" else f"{path.name}.txt"
    return path.with_name(_shorten(name))


def name_of_id(identity: str) -> PurePosixPath:
    """Return where the summary of a row goes: its id without what has a meaning in a path.

    >>> str(name_of_id("../../etc/passwd"))
    '_.._etc_passwd.txt'
    """
    name = _UNSAFE.sub("_", identity).lstrip(".").strip() or "_"
    return PurePosixPath(_shorten(f"{name}.txt"))


def _shorten(name: str) -> str:
    """Cut a name that is too long for a file system, or would be with a number added."""
    data = os.fsencode(name)
    if len(data) <= LONGEST_NAME:
        return name
    mark = f"~{crc32(data):08x}.txt"
    stem = os.fsencode(name.removesuffix(".txt"))[: LONGEST_NAME - len(mark) - 8]
    return stem.decode("utf-8", "ignore") + mark


def _holds(path: Path, data: bytes) -> bool:
    try:
        status = os.lstat(path)
        known = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
        return known and path.read_bytes() == data
    except OSError:
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole: under a temporary name first, then renamed; links are not followed."""
    temporary = path.with_name(f".{crc32(os.fsencode(path.name)):08x}.partial")
    try:
        try:
            descriptor = os.open(temporary, _NEW_FILE, 0o644)
        except FileExistsError:  # a run that was killed has left it
            temporary.unlink()
            descriptor = os.open(temporary, _NEW_FILE, 0o644)
        try:
            while data:
                data = data[os.write(descriptor, data) :]
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
