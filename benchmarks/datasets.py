"""Articles with references: any JSON-lines file, gzipped or not."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Example:
    """One article and the summaries that people wrote for it."""

    id: str
    title: str | None
    text: str
    references: tuple[str, ...]


def load(path: Path, reference: str = "summary", limit: int | None = None) -> Iterator[Example]:
    """Yield the articles of a file of JSON lines with ``text``, ``reference``, ``title``, ``id``.

    ``title`` and ``id`` may be missing; rows without a reference are passed over. A reference is
    a text or a list of texts.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        found = 0
        for number, line in enumerate(lines):
            row = json.loads(line)
            references = row.get(reference) or []
            references = [references] if isinstance(references, str) else references
            if references:
                yield Example(
                    str(row.get("id", number)),
                    row.get("title") or None,
                    row["text"],
                    tuple(references),
                )
                found += 1
                if found == limit:
                    return
