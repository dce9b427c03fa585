"""Articles with references: JSON lines, Parquet, a folder of articles, or a data set of the hub."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer.batch import find_articles, read_page
from summarizer.pipeline import read

BUNDLED = Path(__file__).parent / "data" / "articles"
"""The articles that come with the benchmark; ``data/README.md`` describes them."""

_BATCH = 256


@dataclass(frozen=True, slots=True)
class Example:
    """One article and the summaries that people wrote for it."""

    id: str
    title: str | None
    text: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A data set of the Hugging Face hub: ``hub`` is its repository, ``config`` the subset.

    ``revision`` is the branch where the hub keeps every data set as Parquet, a folder a subset:
    these three came with loading scripts, which ``datasets`` no longer runs. ``id`` is the column
    that names a row; text, title and summary have columns of these names.
    """

    hub: str
    config: str
    id: str = "url"
    revision: str = "refs/convert/parquet"


HUB = {
    "gazeta": Source("IlyaGusev/gazeta", "default"),  # Gusev 2020, arXiv:2006.11063
    "xlsum": Source("csebuetnlp/xlsum", "russian", id="id"),  # Hasan et al. 2021, arXiv:2106.13822
    "mlsum": Source("reciTAL/mlsum", "ru"),  # Scialom et al. 2020, arXiv:2004.14900
}
"""Name → data set; all are Russian news."""


def load(
    path: Path | str, reference: str = "summary", limit: int | None = None, split: str = "test"
) -> list[Example]:
    """Load a data set: a folder, a file, or a name in ``HUB``, unless a path is called that.

    Args:
        path: a folder (``load_folder``), ``.parquet`` (``load_parquet``), else ``load_lines``.
        reference: the column that holds the references; of no use for a folder.
        limit: how many articles, the first ones; all without it.
        split: of a data set of the hub, which part.

    Raises:
        ValueError: no such data, or not one article with a reference in it.
    """
    source = Path(path)
    if source.is_dir():
        examples = load_folder(source)
    elif source.suffix == ".parquet":
        examples = load_parquet(source, reference)
    elif source.is_file():
        examples = load_lines(source, reference)
    elif str(path) in HUB:
        examples = load_hub(str(path), reference, split)
    else:
        raise ValueError(f"{path}: no such file or folder, nor one of {', '.join(HUB)}")
    found = list(islice(examples, limit))
    if not found:
        raise ValueError(f"{path}: no article with a reference")
    return found


def load_lines(path: Path, reference: str) -> Iterator[Example]:
    """Yield the articles of a file of JSON lines, gzipped or not.

    A row has ``text`` and the field named ``reference`` (a text or a list of texts), and may have
    ``title`` and ``id``. Rows without a reference are passed over, so are empty lines.

    Raises:
        ValueError: a line, which is named, is no such row.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if not line.strip():
                continue
            where = f"{path}, line {number + 1}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{where}: not JSON: {error}") from error
            if not isinstance(row, dict):
                raise ValueError(  # noqa: TRY004  the data is wrong, not the call
                    f"{where}: a row is an object with fields, not {line[:40]!r}"
                )
            yield from _examples([row], reference, "id", where, number)


def load_parquet(path: Path, reference: str) -> Iterator[Example]:
    """Yield the articles of a Parquet file with the columns that ``load_lines`` wants.

    Raises:
        ValueError: pyarrow is not installed, it is no Parquet, or a row has no text.
    """
    try:
        from pyarrow import ArrowInvalid
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ValueError(f"{path}: reading Parquet needs pyarrow: pip install pyarrow") from error
    try:
        with ParquetFile(path) as file:
            batches = file.iter_batches(_BATCH)
            rows = (row for batch in batches for row in batch.to_pylist())
            yield from _examples(rows, reference, "id", str(path))
    except (OSError, ArrowInvalid) as error:
        raise ValueError(f"{path}: cannot be read as Parquet: {error}") from error


def load_hub(name: str, reference: str, split: str) -> Iterator[Example]:
    """Yield the articles of one part of a data set in ``HUB``, by the library ``datasets``.

    Raises:
        ValueError: the library is not installed, the hub is out of reach, there is no such split.
    """
    source = HUB[name]
    remedy = (
        f"download the Parquet files of {source.hub} (branch {source.revision}, folder "
        f"{source.config}) or its rows as JSON lines, and give the path of the file"
    )
    try:
        from datasets import load_dataset
        from datasets.exceptions import DatasetsError
    except ImportError as error:
        raise ValueError(f"{name}: pip install datasets; or {remedy}") from error
    try:
        rows = load_dataset(
            source.hub, data_dir=source.config, split=split, revision=source.revision
        )
    except (DatasetsError, OSError, RuntimeError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{name}: cannot be loaded ({reason}); {remedy}") from error
    yield from _examples(rows, reference, source.id, f"{name}, {split}")


def load_folder(folder: Path) -> Iterator[Example]:
    """Yield the articles below a folder that carry their own «Заключение»: it is the reference."""
    for path in find_articles(folder):
        page = read_page(path)
        document = read(page.text, title=page.title)
        if document.conclusion is not None and document.sentences:
            body = document.text[document.sentences[0].start : document.sentences[-1].stop]
            name = path.relative_to(folder).as_posix()
            yield Example(name, document.title, body, (document.conclusion,))


def _examples(
    rows: Iterable[Mapping[str, Any]], reference: str, key: str, where: str, start: int = 0
) -> Iterator[Example]:
    """Yield the rows that have a reference; a row without an id is called by its number."""
    for number, row in enumerate(rows, start):
        references = row.get(reference) or []
        references = [references] if isinstance(references, str) else references
        if not references:
            continue
        if row.get("text") is None:
            raise ValueError(f"{where}: row {number + 1} has a reference and no text")
        name = row.get(key)
        yield Example(
            str(number if name is None else name),
            row.get("title") or None,
            row["text"],
            tuple(references),
        )
