"""Verify and open the folder of the editor's weights."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

from summarizer.errors import MissingExtraError, WeightsError

FORMAT = 1

FILES = ("config.json", "vocabulary.json", "tokenizer.json")
"""What lies beside ``editor.json`` and the parts of the weights."""


def open_editor(folder: Path, threads: int) -> tuple[Any, Any]:
    """Open the generator and the tokenizer; no network, nothing that runs code.

    Raises:
        MissingExtraError: the ``editor`` extra is not installed.
        WeightsError: a file is missing or damaged, or the format is another one.
    """
    try:
        import ctranslate2
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingExtraError("editor", "the editor") from error
    files, parts = _read(folder)
    try:
        tokenizer = Tokenizer.from_buffer(files.pop("tokenizer.json"))
        generator = ctranslate2.Generator(
            str(folder),
            device="cpu",
            compute_type="int8",
            inter_threads=1,
            intra_threads=threads,
            files={
                "model.bin": io.BytesIO(b"".join(parts)),
                **{name: io.BytesIO(content) for name, content in files.items()},
            },
        )
    except (ValueError, RuntimeError) as error:
        raise WeightsError(folder, f"cannot be opened: {error}") from error
    return generator, tokenizer


def _read(folder: Path) -> tuple[dict[str, bytes], list[bytes]]:
    """Return the files and the parts of the weights, all of them whole."""
    try:
        facts = json.loads((folder / "editor.json").read_text(encoding="utf-8"))
        if facts.get("format") != FORMAT:
            raise WeightsError(folder, f"holds format {facts.get('format')}, not {FORMAT}")
        names = [f"model-{number}.bin" for number in range(facts["parts"])]
        read = {name: (folder / name).read_bytes() for name in (*FILES, *names)}
        expected = {name: facts["sha256"][name] for name in read}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(folder, f"cannot be read: {error}") from error
    for name, content in read.items():
        if hashlib.sha256(content).hexdigest() != expected[name]:
            raise WeightsError(folder, f"{name} is damaged: install it again")
    return {name: read[name] for name in FILES}, [read[name] for name in names]
