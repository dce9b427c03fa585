"""Verify and open the folder of the editor's weights."""

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from summarizer.errors import MissingExtraError, WeightsError

FORMAT = 1

FILES = ("config.json", "vocabulary.json", "tokenizer.json")
"""What lies beside ``editor.json`` and the parts of the weights."""


def open_editor(folder: Path, threads: int) -> tuple[Any, Any]:
    """Open the generator and the tokenizer; no network, nothing that runs code.

    The parts are joined in a temporary folder: opened from there, the weights take half of the
    memory that they take from a buffer.

    Raises:
        MissingExtraError: the ``editor`` extra is not installed.
        WeightsError: a file is missing or damaged, or the format is another one.
    """
    try:
        import ctranslate2
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingExtraError("editor", "the editor") from error
    with tempfile.TemporaryDirectory(prefix="editor-") as joined:
        _join(folder, Path(joined))
        try:
            tokenizer = Tokenizer.from_file(f"{joined}/tokenizer.json")
            generator = ctranslate2.Generator(
                joined, device="cpu", compute_type="int8", inter_threads=1, intra_threads=threads
            )
        except Exception as error:  # tokenizers raises no other class
            raise WeightsError(folder, f"cannot be opened: {error}") from error
    return generator, tokenizer


def _join(folder: Path, out: Path) -> None:
    """Write the files under the names that CTranslate2 knows, all of them whole."""
    try:
        facts = json.loads((folder / "editor.json").read_text(encoding="utf-8"))
        if facts.get("format") != FORMAT:
            raise WeightsError(folder, f"holds format {facts.get('format')}, not {FORMAT}")
        parts = [f"model-{number}.bin" for number in range(facts["parts"])]
        for made, names in {"model.bin": parts, **{name: [name] for name in FILES}}.items():
            with (out / made).open("wb") as file:
                for name in names:
                    content = (folder / name).read_bytes()
                    if hashlib.sha256(content).hexdigest() != facts["sha256"][name]:
                        raise WeightsError(folder, f"{name} is damaged: install it again")
                    file.write(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(folder, f"cannot be read: {error}") from error
