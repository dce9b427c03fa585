"""Another distribution that installs a module of this name: found, and said in one line.

Such distributions exist (``bert-extractive-summarizer`` is one). In one environment their files and
ours lie in one folder, and whoever came last has written its ``__init__.py``. Nothing here imports
the rest of the package, so that it works even then.
"""

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution

PACKAGE = Path(__file__).parent
DISTRIBUTION = "zaklyuchenie"
"""What pip calls this package."""

_REINSTALL = f"pip install --force-reinstall --no-deps {DISTRIBUTION}"


def warn_of_clash() -> None:
    """Warn where another distribution installs a module of this name."""
    if (clash := find_clash()) is not None:
        warnings.warn(clash, RuntimeWarning, stacklevel=2)


def find_clash() -> str | None:
    """Return one line about the others that install a module of this name, and what to do."""
    others = sorted({name for folder in _suspects() for name in _claimants(folder)})
    if not others:
        return None
    return (
        f"a module {PACKAGE.name!r} is installed by {' and '.join(others)} too: "
        f"pip uninstall {' '.join(others)}, then {_REINSTALL}, or keep them in environments apart"
    )


def explain_damage() -> str:
    """Return one line about a package of which parts are missing, and what to do."""
    return find_clash() or f"parts of {PACKAGE} are missing or another's: {_REINSTALL}"


def _suspects() -> Iterator[Path]:
    """Yield the folders on the path that hold a module of this name which may be another's."""
    if _has_strangers():
        yield PACKAGE.parent
    for entry in sys.path:
        folder = Path(entry)
        copy = folder / PACKAGE.name / "__init__.py"
        if copy.is_file() and not copy.parent.samefile(PACKAGE):
            yield folder


def _has_strangers() -> bool:
    """Whether something lies in this package that pip has not put there for us."""
    for record in PACKAGE.parent.glob(f"{DISTRIBUTION}-*.dist-info/RECORD"):
        start = f"{PACKAGE.name}/"
        lines = record.read_text(encoding="utf-8").splitlines()
        known = {line.split(",")[0].split("/")[1] for line in lines if line.startswith(start)}
        return any(path.name not in {*known, "__pycache__"} for path in PACKAGE.iterdir())
    return False


def _claimants(folder: Path) -> Iterator[str]:
    """Yield the names of other distributions in ``folder`` that install a module of this name."""
    from importlib.metadata import distributions  # slow to import, and rarely needed

    for found in distributions(path=[str(folder)]):
        if found.name not in {DISTRIBUTION, None} and _claims(found):
            yield found.name


def _claims(found: "Distribution") -> bool:
    if (names := found.read_text("top_level.txt")) is not None:
        return PACKAGE.name in names.split()
    return any(path.parts[0] == PACKAGE.name for path in found.files or ())
