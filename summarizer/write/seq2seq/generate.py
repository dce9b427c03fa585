"""Requests → what a model writes, in batches of like length, by transformers."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from summarizer.document import Tokens
from summarizer.errors import OptionError, WeightsError
from summarizer.write.model.engine import Reply, Request
from summarizer.write.model.held import HeldToSource, Pieces
from summarizer.write.seq2seq.loading import UNLIMITED, Checkpoint, load_model

DTYPES = ("float32", "bfloat16", "float16", "int8")

_ROOMS = 32  # requests are batched by room in steps of so many tokens


class Transformers:
    """A model run by transformers and torch.

    Args:
        device: as torch has it, ``"cuda"``; without it CUDA where there is one.
        dtype: one of ``DTYPES``; int8 quantizes the linear layers and runs on the CPU alone.
        beams: 1 is greedy.
        batch_size: most requests at a time.
        held: whether numbers are held to the source.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        *,
        device: str | None,
        dtype: str,
        beams: int,
        batch_size: int,
        held: bool,
    ) -> None:
        import torch

        self._device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        model = load_model(checkpoint, "float32" if dtype == "int8" else dtype)
        if dtype == "int8":
            if self._device != "cpu":
                raise OptionError("dtype='int8' runs on the CPU: leave device out")
            model = _quantize(model)
        try:
            self._model = model.to(self._device)
        except (RuntimeError, AssertionError) as error:  # no such device; torch without CUDA
            raise OptionError(f"device={self._device!r} cannot be used: {error}") from error
        self._tokenizer = checkpoint.tokenizer
        self._limit = checkpoint.limit
        self._positions = checkpoint.positions
        self._batch_size = batch_size
        self._pieces = Pieces(checkpoint.tokenizer) if held else None
        # generate() fills what a configuration leaves open from that of the model: make them one.
        self._model.generation_config = find_settings(checkpoint, beams)

    def generate(self, requests: Sequence[Request]) -> list[Reply]:
        """Answer every request; what has no memory as a batch is tried in halves."""
        replies: dict[int, Reply] = {}
        lengths = count_tokens(self._tokenizer, [request.prompt for request in requests])
        for numbers in bucket(requests, lengths, self._batch_size):
            batch = self._answer([requests[number] for number in numbers])
            replies.update(zip(numbers, batch, strict=True))
        return [replies[number] for number in range(len(requests))]

    def _answer(self, requests: Sequence[Request]) -> list[Reply]:
        try:
            return self._run(requests)
        except (RuntimeError, ValueError, IndexError) as error:  # out of memory, broken numbers
            if len(requests) == 1:
                return [Reply("", finished=False, failure=str(error).partition("\n")[0])]
        half = len(requests) // 2
        return self._answer(requests[:half]) + self._answer(requests[half:])

    def _run(self, requests: Sequence[Request]) -> list[Reply]:
        import torch

        inputs = self._encode([request.prompt for request in requests]).to(self._device)
        start = self._start(inputs)
        room = limit_room(requests[0], self._positions - start)
        settings = self._model.generation_config
        sources = [request.source for request in requests]
        held = [HeldToSource(self._pieces, sources, start)] if self._pieces else []
        with torch.inference_mode():
            outputs = self._model.generate(
                input_ids=inputs["input_ids"],
                attention_mask=inputs["attention_mask"],
                max_new_tokens=room,
                min_new_tokens=min(settings.min_new_tokens or 0, room) or None,
                logits_processor=held,
            )
        outputs = outputs[:, start:]
        texts = self._tokenizer.batch_decode(outputs, skip_special_tokens=True)
        ends = _as_list(settings.eos_token_id)
        read = inputs["attention_mask"].sum(dim=1).tolist()
        return [
            Reply(
                text.strip(),
                finished=any(piece in ends for piece in output),
                tokens=Tokens(length, sum(piece != settings.pad_token_id for piece in output)),
            )
            for text, output, length in zip(texts, outputs.tolist(), read, strict=True)
        ]

    def _encode(self, prompts: list[str]) -> Any:
        return self._tokenizer(
            prompts, truncation=True, max_length=self._limit, padding=True, return_tensors="pt"
        )

    def _start(self, inputs: Any) -> int:
        """Return how many pieces stand before what the model writes: the one that starts it."""
        return 1


def bucket(
    requests: Sequence[Request], lengths: Sequence[int], size: int
) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of requests that go together: equal room, then like length.

    A batch writes as long as its longest member and reads as wide, so it is made of equals.
    """
    rooms = [limit_room(request, UNLIMITED) for request in requests]
    order = sorted(range(len(requests)), key=lambda n: (rooms[n], lengths[n], requests[n].prompt))
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) == size or rooms[number] != rooms[batch[0]]):
            yield tuple(batch)
            batch = []
        batch.append(number)
    if batch:
        yield tuple(batch)


def count_tokens(tokenizer: Any, texts: Sequence[str]) -> list[int]:
    """Return the length of each text in tokens, those that a tokenizer adds included."""
    if not texts:
        return []
    return [len(ids) for ids in tokenizer(list(texts), verbose=False)["input_ids"]]


def set_threads(threads: int | None) -> None:
    """Let torch, in the whole process, calculate with so many threads; leave it alone without."""
    if threads is not None:
        import torch

        torch.set_num_threads(threads)


def limit_room(request: Request, positions: int) -> int:
    """Return the most tokens to write: the room asked for, rounded up, if there are positions."""
    return max(1, min(-(-request.room // _ROOMS) * _ROOMS, positions - 2))


def _as_list(ids: int | Sequence[int] | None) -> list[int]:
    if ids is None:
        return []
    return [ids] if isinstance(ids, int) else list(ids)


def find_settings(checkpoint: Checkpoint, beams: int) -> Any:
    """Return the model's own settings of generation without chance, with those of the convention.

    mBART starts to write with the language token, mBART-50 with the end token and then it. Old
    encoder-decoders of two BERTs do not say with which tokens they start, end and pad.

    Raises:
        WeightsError: the vocabulary lacks the language of the convention.
    """
    from transformers import GenerationConfig, MBart50Tokenizer

    tokenizer, convention = checkpoint.tokenizer, checkpoint.convention
    try:
        settings = GenerationConfig.from_pretrained(checkpoint.folder)
    except OSError:  # there is none
        settings = GenerationConfig.from_model_config(checkpoint.config)
    settings.update(
        do_sample=False,
        temperature=None,
        top_k=None,
        top_p=None,
        num_beams=beams,
        num_return_sequences=1,
        max_length=None,
        min_length=None,
        forced_eos_token_id=None,  # it would hide that there was no room for an end
        no_repeat_ngram_size=convention.no_repeat,
        repetition_penalty=convention.repetition_penalty,
        min_new_tokens=convention.shortest or None,
    )
    end = _first(tokenizer.eos_token_id, tokenizer.sep_token_id)
    pad = _first(tokenizer.pad_token_id, end)
    if convention.eos or settings.eos_token_id is None:
        settings.eos_token_id = end
    if settings.pad_token_id is None:
        settings.pad_token_id = pad
    if settings.decoder_start_token_id is None and not checkpoint.causal:
        settings.decoder_start_token_id = _first(
            settings.bos_token_id, tokenizer.cls_token_id, tokenizer.bos_token_id, pad
        )
    if convention.language:
        token = tokenizer.convert_tokens_to_ids(convention.language)
        if token is None or token == tokenizer.unk_token_id:
            raise WeightsError(Path(checkpoint.name), f"it has no language {convention.language!r}")
        tokenizer.src_lang = convention.language
        if isinstance(tokenizer, MBart50Tokenizer):
            settings.forced_bos_token_id = token
        else:
            settings.decoder_start_token_id = token
    return settings


def _first(*ids: int | None) -> int | None:
    return next((number for number in ids if number is not None), None)


def _quantize(model: Any) -> Any:
    """Quantize linear layers to int8, their inputs as they come (dynamic quantization)."""
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch moves this elsewhere and says so at length
        from torch.ao.quantization import quantize_dynamic

        return quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
