"""A GGUF file in this process: llama.cpp's server without a server, by ``xllamacpp``.

The only file that knows that package. Its engine also listens on loopback, on a port of its own;
that is closed to all others by a key that nobody is told.
"""

import secrets
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from summarizer.errors import MissingExtraError, WeightsError
from summarizer.write.chat.cache import OneByOne
from summarizer.write.chat.completion import payload, read_completion
from summarizer.write.chat.grammar import write_grammar
from summarizer.write.model.engine import Reply, Request

_MAGIC = b"GGUF"
_QUIET = -1
_FORMATS = 2  # of the file, the least that llama.cpp still reads
_MARGIN = 0.8  # names and numbers have shorter pieces
_SAMPLE = (
    "Глава города сообщила, что новую дорогу откроют осенью: строители закончили насыпь и "
    "укладывают асфальт, а движение по старому мосту ограничат до конца сентября."
)


class GGUF(OneByOne):
    """A model in one file, opened at the first request.

    Args:
        path: of the file; of a model in several the first.
        context: tokens, prompt and reply together.
        threads: of the CPU; as llama.cpp likes without it.

    Raises:
        MissingExtraError: the ``gguf`` extra is not installed.
        WeightsError: it is no such file.
    """

    def __init__(self, path: Path, *, context: int, threads: int | None) -> None:
        try:
            import xllamacpp
        except ImportError as error:
            raise MissingExtraError("gguf", f"the model {path}") from error
        try:
            facts = path.stat()
            with path.open("rb") as file:
                head = file.read(8)
        except OSError as error:
            raise WeightsError(path, error.strerror or str(error)) from error
        if head[:4] != _MAGIC or int.from_bytes(head[4:], "little") < _FORMATS:
            raise WeightsError(path, "it is no GGUF file that llama.cpp reads")
        self._library = xllamacpp
        self._path = path
        self._asked = context
        self._threads = threads
        self.identity = (
            "gguf", str(path.resolve()), facts.st_size, facts.st_mtime_ns, context,
            xllamacpp.__version__,
        )  # fmt: skip

    @cached_property
    def _server(self) -> Any:
        settings = self._library.CommonParams()
        settings.model.path = str(self._path)
        settings.n_ctx = self._asked
        settings.n_parallel = 1
        settings.verbosity = _QUIET
        settings.warmup = False
        settings.api_keys = [secrets.token_hex()]
        if self._threads is not None:
            settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = self._threads
        try:
            return self._library.Server(settings)
        except (RuntimeError, ValueError) as error:
            raise WeightsError(self._path, f"llama.cpp cannot open it: {error}") from error

    @cached_property
    def context(self) -> int:
        """Tokens that it takes: as many as asked for, or as it was trained with."""
        too_long = {"prompt": [1] * (self._asked + 1), "max_tokens": 1}
        error = self._server.handle_completions(too_long).get("error", {})
        return min(self._asked, int(error.get("n_ctx", self._asked)))

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens texts have, by how many a text like them has; rather more."""
        return [int(len(text) / self._piece) + 1 for text in texts]

    @cached_property
    def _piece(self) -> float:
        """Characters a token, with a margin for names and numbers."""
        found = self._server.handle_completions({"prompt": _SAMPLE, "max_tokens": 1})
        pieces = int(found.get("usage", {}).get("prompt_tokens", len(_SAMPLE)))
        return _MARGIN * len(_SAMPLE) / max(1, pieces)

    def answer(self, request: Request) -> Reply:
        """Answer one request."""
        fields = payload(request, request.room) | {"grammar": write_grammar(request.source)}
        fields["chat_template_kwargs"] = {"enable_thinking": False}
        found = self._server.handle_chat_completions(fields)
        error = found.get("error") if isinstance(found, dict) else None
        if isinstance(error, dict):
            return Reply.failed(f"llama.cpp says: {error.get('message')}")
        return read_completion(found, request)
