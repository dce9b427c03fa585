"""Articles with references: JSON lines, or a folder of articles that carry their own conclusion."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from summarizer.batch import find_articles, read_page
from summarizer.pipeline import read

BUNDLED = Path(__file__).parent / "data" / "articles"
"""The articles that come with the benchmark; ``data/README.md`` describes them."""


@dataclass(frozen=True, slots=True)
class Example:
    """One article and the summaries that people wrote for it."""

    id: str
    title: str | None
    text: str
    references: tuple[str, ...]


def load(path: Path, reference: str = "summary", limit: int | None = None) -> list[Example]:
    """Load a data set: a folder (``load_folder``) or a file (``load_lines``).

    Raises:
        ValueError: there is not one article with a reference in it.
    """
    examples = load_folder(path) if path.is_dir() else load_lines(path, reference)
    found = list(islice(examples, limit))
    if not found:
        raise ValueError(f"{path}: no article with a reference")
    return found


def load_lines(path: Path, reference: str) -> Iterator[Example]:
    """Yield the articles of a file of JSON lines, gzipped or not.

    A row has ``text`` and the field named ``reference`` (a text or a list of texts), and may have
    ``title`` and ``id``. Rows without a reference are passed over.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            references = row.get(reference) or []
            references = [references] if isinstance(references, str) else references
            if references:
                name, title = str(row.get("id", number)), row.get("title") or None
                yield Example(name, title, row["text"], tuple(references))


def load_folder(folder: Path) -> Iterator[Example]:
    """Yield the articles below a folder that carry their own «Заключение»: it is the reference."""
    for path in find_articles(folder):
        page = read_page(path)
        document = read(page.text, title=page.title)
        if document.conclusion is not None and document.sentences:
            body = document.text[document.sentences[0].start : document.sentences[-1].stop]
            name = path.relative_to(folder).as_posix()
            yield Example(name, document.title, body, (document.conclusion,))
