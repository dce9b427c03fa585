"""A model run by CTranslate2: int8 on the CPU, several times as fast as torch.

It converts T5, mT5, BART, mBART and Pegasus. There is no hook into its decoding, so numbers are
not held to the source while they are written: the guard alone sees to them.
"""

import copy
import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.document import Tokens
from summarizer.errors import MissingExtraError, WeightsError
from summarizer.write.model.engine import Reply, Request
from summarizer.write.seq2seq.generate import bucket, find_settings, limit_room
from summarizer.write.seq2seq.loading import EXTRA, Checkpoint, load_model

FORMAT = 1
"""Rises when we convert differently, so that what the cache holds is made anew."""

KINDS: dict[str, dict[str, bool]] = {
    "t5": {},
    "mt5": {},
    "bart": {"normalize_before": False, "normalize_embedding": True},
    "mbart": {"normalize_before": True, "normalize_embedding": True},
    "pegasus": {"normalize_before": True, "normalize_embedding": False},
}
"""``model_type`` of what converts → what the converter asks of a configuration.

transformers builds these kinds in one way only and since version 5 no longer states it.
"""


class CTranslate2:
    """A converted model. The conversion is kept in the user's cache folder, ``XDG_CACHE_HOME``.

    Args:
        device: ``"cpu"`` or ``"cuda"``; without it the CPU.
        dtype: int8, float32, float16 or bfloat16.
        threads: of one batch; as many as there are cores without it.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        *,
        device: str | None,
        dtype: str,
        beams: int,
        batch_size: int,
        threads: int | None,
    ) -> None:
        try:
            import ctranslate2
        except ImportError as error:
            raise MissingExtraError(EXTRA, "the runtime ctranslate2") from error
        if checkpoint.config.model_type not in KINDS:
            raise WeightsError(
                Path(checkpoint.name),
                f"CTranslate2 does not convert a {checkpoint.config.model_type}: "
                f"it takes {', '.join(KINDS)}",
            )
        folder = _convert(checkpoint, dtype)
        try:
            self._translator = ctranslate2.Translator(
                str(folder),
                device=device or "cpu",
                compute_type=dtype,
                intra_threads=threads or 0,
            )
        except (RuntimeError, ValueError) as error:
            raise WeightsError(Path(checkpoint.name), str(error)) from error
        self._tokenizer = checkpoint.tokenizer
        self._limit = checkpoint.limit
        self._positions = checkpoint.positions
        self._batch_size = batch_size
        settings = find_settings(checkpoint, beams)
        first = settings.forced_bos_token_id
        self._first = (
            checkpoint.convention.language
            if first is None
            else self._tokenizer.convert_ids_to_tokens(first)
        )
        self._end = self._tokenizer.convert_ids_to_tokens(settings.eos_token_id)
        self._options = {
            "beam_size": beams,
            "length_penalty": settings.length_penalty or 0,
            "no_repeat_ngram_size": settings.no_repeat_ngram_size,
            "repetition_penalty": settings.repetition_penalty,
            "min_decoding_length": checkpoint.convention.shortest,
        }

    def generate(self, requests: Sequence[Request]) -> list[Reply]:
        """Answer every request; ``source`` is of no use here."""
        replies: dict[int, Reply] = {}
        inputs = self._tokenizer(
            [request.prompt for request in requests], truncation=True, max_length=self._limit
        )["input_ids"]
        for numbers in bucket(requests, list(map(len, inputs)), self._batch_size):
            room = limit_room(requests[numbers[0]], self._positions)
            batch = [self._tokenizer.convert_ids_to_tokens(inputs[number]) for number in numbers]
            replies.update(zip(numbers, self._answer(batch, room), strict=True))
        return [replies[number] for number in range(len(requests))]

    def _answer(self, batch: list[list[str]], room: int) -> list[Reply]:
        try:
            results = self._translator.translate_batch(
                batch,
                target_prefix=[[self._first]] * len(batch) if self._first else None,
                max_input_length=0,
                max_decoding_length=room,
                return_end_token=True,
                **self._options,
            )
        except (RuntimeError, ValueError) as error:
            return [Reply("", finished=False, failure=str(error))] * len(batch)
        pieces = [result.hypotheses[0] for result in results]
        texts = self._tokenizer.batch_decode(
            [self._tokenizer.convert_tokens_to_ids(tokens) for tokens in pieces],
            skip_special_tokens=True,
        )
        return [
            Reply(
                text.strip(),
                finished=tokens[-1:] == [self._end],
                tokens=Tokens(
                    len(read), sum(piece != self._tokenizer.pad_token for piece in tokens)
                ),
            )
            for text, tokens, read in zip(texts, pieces, batch, strict=True)
        ]


def _convert(checkpoint: Checkpoint, dtype: str) -> Path:
    """Return the folder of the converted model, made once for the same files."""
    target = _cache() / _fingerprint(checkpoint, dtype)
    if (target / "model.bin").is_file():
        return target
    from ctranslate2.converters import TransformersConverter

    class Loaded(TransformersConverter):  # type: ignore[misc]
        """Converts what our own, careful way of loading has loaded."""

        def load_model(self, *_: Any, **__: Any) -> Any:
            model = load_model(checkpoint)
            model.config.tokenizer_class = type(checkpoint.tokenizer).__name__  # tells mBART-50
            model.config.update(KINDS[checkpoint.config.model_type])
            if KINDS[checkpoint.config.model_type]:  # of T5 the converter names unused pieces
                model.resize_token_embeddings(
                    min(model.config.vocab_size, len(checkpoint.tokenizer))
                )
            return model

        def load_tokenizer(self, *_: Any, **__: Any) -> Any:
            tokenizer = copy.deepcopy(checkpoint.tokenizer)
            tokenizer.bos_token = tokenizer.bos_token or tokenizer.eos_token  # mBART-50 has none
            return tokenizer

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        made = Path(scratch, "model")
        try:
            Loaded(str(checkpoint.folder)).convert(
                str(made), quantization=None if dtype == "float32" else dtype
            )
        except (AttributeError, KeyError, RuntimeError, ValueError) as error:
            raise WeightsError(
                Path(checkpoint.name), f"CTranslate2 cannot convert it: {error}"
            ) from error
        if target.exists():  # left half there, or made by another process meanwhile
            shutil.rmtree(target, ignore_errors=True)
        os.replace(made, target)
    return target


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "summarizer"


def _fingerprint(checkpoint: Checkpoint, dtype: str) -> str:
    """Return a name that changes with the files of the model and with the converter."""
    import ctranslate2

    files = sorted(path for path in checkpoint.folder.iterdir() if path.is_file())
    facts = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    told = (str(checkpoint.folder.resolve()), facts, dtype, ctranslate2.__version__, FORMAT)
    return f"ct2-{hashlib.sha256(repr((told, checkpoint.convention)).encode()).hexdigest()[:24]}"
