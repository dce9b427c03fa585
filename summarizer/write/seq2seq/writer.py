"""The writer of a sequence-to-sequence model."""

from pathlib import Path
from typing import Literal

from summarizer.document import Document
from summarizer.errors import OptionError, WeightsError
from summarizer.write.model.engine import Engine
from summarizer.write.model.fit import Window
from summarizer.write.model.writer import ModelWriter, check_whole, own_options
from summarizer.write.seq2seq import ct2, generate
from summarizer.write.seq2seq.conventions import Convention, check
from summarizer.write.seq2seq.generate import DTYPES, count_tokens
from summarizer.write.seq2seq.loading import Checkpoint, find_checkpoint

RUNTIMES = ("transformers", "ctranslate2")

AT_ONCE = 16
"""Most articles that are written in one batch of a model."""


class Seq2SeqWriter(ModelWriter):
    """Writes with a model of the Hugging Face hub or of a folder; opens it at once.

    ``ModelWriter`` says what becomes of its text; the model's convention says whether it writes
    whole conclusions. The same text gives the same summary: beams or greedy, no sampling.

    Args:
        model: name on the hub, or path of a folder.
        convention: how the model wants to be asked, where the library does not know or is wrong.
        beams: width of the search, 1 is greedy; without it as the convention says.
        device: ``"cpu"``, ``"cuda"``, ``"cuda:1"``, …; without it CUDA where there is one.
        dtype: ``"float32"``, ``"bfloat16"``, ``"float16"``, or ``"int8"`` for the CPU.
        runtime: ``"transformers"`` or ``"ctranslate2"``; without it CTranslate2 for int8 where
            it converts the kind of model, else transformers. Only transformers can be kept from
            writing numbers that are not in the source; with either the guard checks the text.
        threads: of the CPU; of transformers they are those of the whole process.
        revision: commit, tag or branch of the hub.
        offline: use only what was downloaded before.
        batch_size: articles that ``Summarizer.map`` reads ahead, to write together what is alike.

    Raises:
        MissingExtraError: the ``seq2seq`` extra is not installed.
        WeightsError: no such model, or it cannot be used.
        OptionError: an option that is impossible.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        convention: Convention | None = None,
        beams: int | None = None,
        device: str | None = None,
        dtype: str = "float32",
        runtime: Literal["transformers", "ctranslate2"] | None = None,
        threads: int | None = None,
        revision: str | None = None,
        offline: bool = False,
        batch_size: int = 64,
    ) -> None:
        _check_options(convention, dtype, runtime)
        check_whole(beams=beams, threads=threads, batch_size=batch_size)
        options = own_options(locals())
        name = str(model)
        checkpoint = find_checkpoint(
            name, convention=convention, revision=revision, offline=offline
        )
        if checkpoint.causal:
            kind = checkpoint.config.model_type
            raise WeightsError(Path(name), f"a {kind} is no sequence-to-sequence model")
        self.concludes = checkpoint.convention.conclusion
        opened = open_engine(
            checkpoint,
            beams=beams or checkpoint.convention.beams,
            device=device,
            dtype=dtype,
            runtime=runtime,
            threads=threads,
            batch_size=min(batch_size, AT_ONCE),
        )
        super().__init__(name, opened, batch_size, options)
        self._window = Window(
            checkpoint.convention.ask,
            checkpoint.limit,
            lambda texts: count_tokens(checkpoint.tokenizer, texts),
        )

    def _open_window(self, document: Document) -> Window:
        return self._window


def open_engine(
    checkpoint: Checkpoint,
    *,
    beams: int,
    device: str | None = None,
    dtype: str = "float32",
    runtime: str | None = None,
    threads: int | None = None,
    batch_size: int = AT_ONCE,
    held: bool = True,
) -> Engine:
    """Load the weights into the runtime asked for, or the one that suits.

    Args:
        held: whether numbers are held to the source, with transformers.
    """
    converts = checkpoint.config.model_type in ct2.KINDS and device in (None, "cpu")
    if runtime == "ctranslate2" or (runtime is None and dtype == "int8" and converts):
        try:
            return ct2.CTranslate2(
                checkpoint,
                device=device,
                dtype=dtype,
                beams=beams,
                batch_size=batch_size,
                threads=threads,
            )
        except WeightsError:
            if runtime is not None:
                raise
    generate.set_threads(threads)
    return generate.Transformers(
        checkpoint, device=device, dtype=dtype, beams=beams, batch_size=batch_size, held=held
    )


def _check_options(
    convention: Convention | None,
    dtype: str,
    runtime: str | None,
) -> None:
    if dtype not in DTYPES:
        raise OptionError(f"dtype is one of {', '.join(DTYPES)}, not {dtype!r}")
    if runtime is not None and runtime not in RUNTIMES:
        raise OptionError(f"runtime is {' or '.join(RUNTIMES)}, not {runtime!r}")
    if convention is not None:
        try:
            check(convention)
        except ValueError as error:
            raise OptionError(f"convention: {error}") from error
