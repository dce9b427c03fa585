"""A folder → the article files below it."""

import fnmatch
import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer.batch.formats import kind_of, suffix_of
from summarizer.batch.options import FOLDER

_JOURNAL = os.fsencode(FOLDER)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file, or a folder that cannot be listed, below a folder: ``error`` says what ails it."""

    path: bytes
    size: int
    changed: int
    error: str | None = None

    @property
    def signature(self) -> str:
        """Size and time of the last change, or the error: what tells whether it was touched."""
        return f"!{self.error}" if self.error else f"{self.size}:{self.changed}"


def find_articles(folder: Path, exclude: Path | None = None) -> Iterator[Path]:
    """Yield the article files below ``folder``, sorted by path; see ``walk``."""
    found = (item for item in walk(folder, exclude) if item.error is None)
    for item in sorted(found, key=lambda item: item.path):
        yield folder / os.fsdecode(item.path)


def walk(
    folder: Path,
    exclude: Path | None = None,
    globs: tuple[str, ...] = (),
    left_out: Counter[str] | None = None,
) -> Iterator[Listed]:
    """Yield the article files below ``folder`` as they come, with paths relative to it.

    Hidden files and folders are passed over, so is ``exclude`` with all below it, and the output
    of any other batch. Links to folders are not followed. Files that are no articles are counted
    by their kinds in ``left_out``. A name of an article with no file behind it (a broken link, a
    pipe) and a folder that cannot be listed are yielded with their error.
    """
    top = os.fsencode(folder)
    without = None if exclude is None else os.fsencode(exclude)
    pending = [b""]
    while pending:
        below = pending.pop()
        try:
            with os.scandir(os.path.join(top, below)) as entries:  # noqa: PTH118
                for entry in entries:
                    relative = below + entry.name
                    if entry.name.startswith(b".") or entry.path == without:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if not os.path.lexists(os.path.join(entry.path, _JOURNAL)):  # noqa: PTH118
                            pending.append(relative + b"/")
                        continue
                    path = os.fsdecode(relative)
                    if globs and not any(fnmatch.fnmatchcase(path, glob) for glob in globs):
                        continue
                    if suffix_of(path) is not None:
                        yield from _look_at(entry, relative)
                    elif left_out is not None and entry.is_file():
                        left_out[kind_of(path)] += 1
        except OSError as error:
            yield Listed(below.rstrip(b"/"), 0, 0, f"cannot be listed: {error.strerror}")


def _look_at(entry: os.DirEntry[bytes], relative: bytes) -> Iterator[Listed]:
    try:
        status = entry.stat()
    except OSError as error:
        yield Listed(relative, 0, 0, error.strerror)
        return
    if stat.S_ISREG(status.st_mode):
        yield Listed(relative, status.st_size, status.st_mtime_ns)
    elif not stat.S_ISDIR(status.st_mode):  # a link to a folder named like an article
        yield Listed(relative, 0, 0, "is not a regular file")
