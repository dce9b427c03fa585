"""The writers that are language models: behind a server, in a GGUF file, on the hub."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarizer.document import Document
from summarizer.errors import OptionError, WeightsError
from summarizer.write.chat.cache import Cached, Telling
from summarizer.write.chat.causal import Causal
from summarizer.write.chat.endpoint import Endpoint, check_url
from summarizer.write.chat.gguf import GGUF
from summarizer.write.chat.prompt import commands, find_prompt
from summarizer.write.chat.wash import wash
from summarizer.write.model import ModelWriter, Reply
from summarizer.write.model.fit import Window
from summarizer.write.model.trace import FREE
from summarizer.write.model.writer import check_whole, own_options
from summarizer.write.seq2seq.generate import DTYPES, set_threads
from summarizer.write.seq2seq.loading import find_checkpoint

REPLY = 1_024
"""Tokens of the context that are kept for the reply."""

AT_ONCE = 8
"""Articles that are read ahead for each request at a time."""

CONTEXT = 8_192
"""Tokens that a model is taken to read, prompt and reply together."""


class LanguageModel(ModelWriter):
    """What the three have in common: the prompt, the washing of replies, the cache.

    Of ``options`` it knows ``prompt``: a text with ``{text}``, perhaps ``{title}`` and ``{words}``,
    or the path of a file that holds it, None for our own; and ``cache``: whether replies are kept
    on the disk and never asked for twice.
    """

    likeness = FREE
    idle = frozenset({"cache", "timeout", "retries", "concurrency", "device", "threads", "offline"})

    def __init__(
        self, name: str, engine: Telling, options: dict[str, Any], batch_size: int = AT_ONCE
    ) -> None:
        self._prompt = find_prompt(options["prompt"])
        options = options | {"prompt": self._prompt.template}
        super().__init__(name, Cached(engine) if options["cache"] else engine, batch_size, options)
        self._source = engine

    def _open_window(self, document: Document) -> Window:
        def ask(text: str, words: int) -> str:
            return self._prompt.ask(document.title, text, words)

        context = self._source.context
        room = min(REPLY, context // 2)
        return Window(ask, context - room, self._source.count, together=True, room=room)

    def _show(self, document: Document) -> Document:
        """Leave out what is said to a model."""
        hidden = commands(document)
        shown = tuple(s for s in document.sentences if s.index not in hidden)
        return replace(document, sentences=shown or document.sentences)

    def _clean(self, reply: Reply) -> Reply:
        if reply.failure is not None:
            return reply
        return replace(reply, text=wash(reply.text, self._prompt.own_words), finished=True)


class ChatWriter(LanguageModel):
    """Writes with a model behind a server that speaks the protocol of OpenAI.

    The key is what the environment variable ``OPENAI_API_KEY`` holds, which local servers do not
    need; it is kept out of records, journals, caches and messages. What the server does wrong costs
    an article its model, not its summary: the rules write, and a note says why.

    Args:
        model: as the server calls it.
        base_url: of the server, mostly with ``/v1`` at its end; without it ``OPENAI_BASE_URL``.
        prompt, cache: see ``LanguageModel``.
        context: tokens, prompt and reply together.
        timeout: seconds for one reply, with all that is repeated for it.
        retries: how often a request is repeated.
        concurrency: requests at a time.
        grammar: whether to send a grammar made for the article, as llama.cpp and vLLM take it;
            a server that refuses it is asked without.

    Raises:
        MissingExtraError: the ``chat`` extra is not installed.
        OptionError: an option that is impossible.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        prompt: str | Path | None = None,
        context: int = CONTEXT,
        cache: bool = True,
        timeout: float = 240.0,
        retries: int = 2,
        concurrency: int = 1,
        grammar: bool = True,
    ) -> None:
        check_whole(context=context, concurrency=concurrency)
        check_whole(0, retries=retries)
        if not timeout > 0:
            raise OptionError(f"timeout is above 0, not {timeout!r}")
        base_url = check_url(base_url)
        options = own_options(locals())
        engine = Endpoint(
            model,
            base_url,
            timeout=timeout,
            retries=retries,
            concurrency=concurrency,
            grammar=grammar,
            context=context,
        )
        super().__init__(f"chat:{model}", engine, options, AT_ONCE * concurrency)
        self._lock = nullcontext()  # the client is for many threads


class GGUFWriter(LanguageModel):
    """Writes with a GGUF file in this process, by llama.cpp and a grammar made for the article.

    Args:
        model: path of the file; of a model in several files the first.
        prompt, cache: see ``LanguageModel``.
        context: tokens, prompt and reply together; a model may take less.
        threads: of the CPU; as llama.cpp likes without it.

    Raises:
        MissingExtraError: the ``gguf`` extra is not installed.
        WeightsError: it is no such file.
        OptionError: an option that is impossible.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        prompt: str | Path | None = None,
        context: int = CONTEXT,
        cache: bool = True,
        threads: int | None = None,
    ) -> None:
        check_whole(context=context, threads=threads)
        engine = GGUF(Path(model), context=context, threads=threads)
        super().__init__(str(model), engine, own_options(locals()))


class CausalWriter(LanguageModel):
    """Writes with a causal model of the Hugging Face hub or of a folder; opens it at once.

    It is asked by the chat template that it brings, and can write no number that it did not read.

    Args:
        model: name on the hub, or path of a folder.
        prompt, cache: see ``LanguageModel``.
        context: tokens, prompt and reply together; a model may take less.
        device, dtype, threads, revision, offline: as of ``Seq2SeqWriter``.

    Raises:
        MissingExtraError: the ``seq2seq`` extra is not installed.
        WeightsError: no such model, or it cannot be used.
        OptionError: an option that is impossible.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        prompt: str | Path | None = None,
        context: int = CONTEXT,
        cache: bool = True,
        device: str | None = None,
        dtype: str = "float32",
        threads: int | None = None,
        revision: str | None = None,
        offline: bool = False,
    ) -> None:
        check_whole(context=context, threads=threads)
        options = own_options(locals())
        checkpoint = find_checkpoint(str(model), revision=revision, offline=offline)
        if not checkpoint.causal:
            raise WeightsError(Path(model), "it is no causal model: it takes Seq2SeqWriter")
        if dtype not in DTYPES:
            raise OptionError(f"dtype is one of {', '.join(DTYPES)}, not {dtype!r}")
        set_threads(threads)
        engine = Causal(checkpoint, context=context, device=device, dtype=dtype)
        super().__init__(str(model), engine, options)
