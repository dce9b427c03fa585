"""A checkpoint → the folder that the library ships: int8 weights in parts, tokenizer, config.

python -m models.editor.convert --checkpoint OUT/model --out OUT/editor
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from ctranslate2.converters import TransformersConverter
from transformers import Gemma3ForCausalLM, PreTrainedTokenizerFast

from summarizer.write.editor.weights import FILES, FORMAT

PART = 64 * 2**20  # bytes of a file of weights: a forge refuses files of 100 MB


class Converter(TransformersConverter):
    """Converts the model with its cut vocabulary."""

    def load_model(self, _class: Any, folder: str, **_: Any) -> Gemma3ForCausalLM:
        """Open the checkpoint."""
        return Gemma3ForCausalLM.from_pretrained(folder)

    def load_tokenizer(self, _class: Any, folder: str, **_: Any) -> PreTrainedTokenizerFast:
        """Wrap the tokenizer, whose pieces become the vocabulary."""
        return PreTrainedTokenizerFast(
            tokenizer_file=str(Path(folder, "tokenizer.json")),
            bos_token="<bos>",  # noqa: S106
            eos_token="<eos>",  # noqa: S106
            unk_token="<unk>",  # noqa: S106
            pad_token="<pad>",  # noqa: S106
        )


def convert(checkpoint: Path, out: Path, part: int = PART) -> None:
    """Write the folder that the library opens."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch, "model")
        Converter(str(checkpoint)).convert(str(made), quantization="int8")
        weights = (made / "model.bin").read_bytes()
        for name in ("config.json", "vocabulary.json"):
            (out / name).write_bytes((made / name).read_bytes())
    (out / "tokenizer.json").write_bytes((checkpoint / "tokenizer.json").read_bytes())
    for old in out.glob("model-*.bin"):
        old.unlink()
    starts = range(0, len(weights), part)
    for number, start in enumerate(starts):
        (out / f"model-{number}.bin").write_bytes(weights[start : start + part])
    names = [*FILES, *(f"model-{number}.bin" for number in range(len(starts)))]
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    facts = {"format": FORMAT, "parts": len(starts), "sha256": digests}
    (out / "editor.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Convert."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    convert(args.checkpoint, args.out)


if __name__ == "__main__":
    main()
