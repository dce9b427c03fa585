"""Any sequence-to-sequence model of the Hugging Face hub as a system: ``hf:NAME_OR_PATH``.

How a model wants to be asked is its ``Convention``: that of its exact name in ``CONVENTIONS`` (for
a folder, of its last two parts), else that of its kind in ``BY_TYPE``. Any field can be set behind
the name: ``hf:models/mine?as=IlyaGusev/mbart_ru_sum_gazeta&beams=3``. Code that comes with a model
is never run, nor are pickles. Beams, no sampling: the same text gives the same summary.
"""

import math
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pickle import UnpicklingError
from typing import Any
from urllib.parse import parse_qsl

import click

from benchmarks.datasets import Example
from summarizer.errors import MissingExtraError
from summarizer.segment import split
from summarizer.words import count_words

_NEEDED = ("torch", "transformers", "sentencepiece", "google.protobuf")

_DEFAULT_LIMIT = 512  # what T5 was trained with, where a tokenizer names no limit
_UNLIMITED = 1_000_000  # transformers writes 10^30 for «no limit»
_SENTENCE = 18  # words of a sentence, asked of a model by a budget in sentences
_LONG_SENTENCE = 40  # words of a sentence that a budget in sentences leaves room for
_MARGIN = 1.5  # tokens to write over those that the budget needs: sentences are cut off after it
_BRIEF, _BIG = 40, 100  # words
_END = re.compile(r"[.!?…][»“\")]*$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Convention:
    """How a model wants to be asked.

    ``prompt`` is filled with ``{text}``, ``{words}`` (the budget) and ``{size}`` (" brief" below
    40 words, " big" from 100, else nothing). ``limit`` is the most tokens that it reads, without
    it what model and tokenizer state. ``language`` is the token of multilingual BARTs. ``eos`` is
    an end token that the tokenizer's files lack. With ``one_line`` white space becomes one space.
    ``no_repeat`` is the length in tokens of what may not stand twice, 0 for no such rule;
    ``shortest`` the fewest tokens to write.
    """

    prompt: str = "{text}"
    limit: int | None = None
    language: str | None = None
    eos: str | None = None
    one_line: bool = False
    beams: int = 5
    no_repeat: int = 0
    repetition_penalty: float = 1.0
    shortest: int = 0


# As the model cards say; where a card samples, we do not. The cards of absum and FRED-T5 state no
# limit and cut nothing: theirs is a bound on memory.
CONVENTIONS = {
    "IlyaGusev/rut5_base_sum_gazeta": Convention(limit=600, no_repeat=4),
    "IlyaGusev/mbart_ru_sum_gazeta": Convention(limit=600, no_repeat=4, language="ru_RU"),
    "csebuetnlp/mT5_multilingual_XLSum": Convention(limit=512, one_line=True, beams=4, no_repeat=2),
    "cointegrated/rut5-base-absum": Convention(
        prompt="[{words}] {text}", limit=2048, beams=3, repetition_penalty=10.0
    ),
    "utrobinmv/t5_summary_en_ru_zh_base_2048": Convention(
        prompt="summary{size}: {text}", limit=2048
    ),
    "RussianNLP/FRED-T5-Summarizer": Convention(
        prompt="<LM> Сократи текст.\n {text}", limit=2048, eos="</s>", no_repeat=4, shortest=17
    ),
    "d0rj/rut5-base-summ": Convention(),
}
"""Exact name on the hub → convention."""

BY_TYPE = {"mbart": Convention(language="ru_RU")}
"""``model_type`` of the configuration → convention of models that are not named above."""

_SETTINGS: dict[str, Callable[[str], Any]] = {
    "prompt": str,
    "limit": int,
    "language": str,
    "eos": str,
    "one_line": lambda value: bool(int(value)),
    "beams": int,
    "no_repeat": int,
    "repetition_penalty": float,
    "shortest": int,
}


class Seq2Seq:
    """A loaded model as a system; it counts what it could not read and what had no room."""

    def __init__(self, name: str, tokenizer: Any, model: Any, convention: Convention) -> None:
        self.name = name
        self.convention = convention
        self._tokenizer = tokenizer
        self._model = model
        self._positions = getattr(model.config, "max_position_embeddings", None) or _UNLIMITED
        self.limit = min(_limit(tokenizer, convention), self._positions)
        self._options = _special_tokens(name, tokenizer, convention)
        self.articles = 0
        self.tokens = 0
        self.cut_articles = 0
        self.cut_tokens = 0
        self.unfit = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What the scores should be read with: how much input was cut, how many outputs."""
        notes = []
        if self.cut_articles:
            notes.append(
                f"{self.cut_articles} of {self.articles} articles were cut to {self.limit} tokens: "
                f"{self.cut_tokens:,} of {self.tokens:,} tokens were not read"
            )
        if self.unfit:
            notes.append(f"{self.unfit} outputs began with a sentence over the budget: left empty")
        return tuple(notes)

    def __call__(self, example: Example, sentences: int | None, words: int | None) -> list[str]:
        """Summarize one article; whole sentences, as many from the first as the budget holds."""
        asked = words or (sentences or 5) * _SENTENCE
        room = words or (sentences or 5) * _LONG_SENTENCE
        text = _SPACE.sub(" ", example.text).strip() if self.convention.one_line else example.text
        size = " brief" if asked < _BRIEF else " big" if asked >= _BIG else ""
        prompt = self.convention.prompt.format(text=text, words=asked, size=size)
        written, finished = self._generate(prompt, room)
        texts = [sentence.text for sentence in split(written)]
        if not finished and len(texts) > 1 and not _END.search(texts[-1]):
            texts.pop()
        kept = _cut(texts, sentences, words)
        self.unfit += bool(texts and not kept)
        return kept

    def _generate(self, prompt: str, words: int) -> tuple[str, bool]:
        """Return what the model writes, with room for ``words``, and whether it came to an end."""
        import torch

        full = len(self._tokenizer(prompt, verbose=False)["input_ids"])
        inputs = self._tokenizer(
            prompt, truncation=True, max_length=self.limit, return_tensors="pt"
        ).to(self._model.device)
        self._count(full, inputs["input_ids"].shape[1])
        room = math.ceil(_MARGIN * words * full / max(count_words(prompt), 1))
        room = max(1, min(room, self._positions - 1))
        convention = self.convention
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=inputs["input_ids"],
                attention_mask=inputs["attention_mask"],
                do_sample=False,
                num_beams=convention.beams,
                no_repeat_ngram_size=convention.no_repeat,
                repetition_penalty=convention.repetition_penalty,
                min_new_tokens=min(convention.shortest, room),
                max_new_tokens=room,
                **self._options,
            )[0]
        written = self._tokenizer.decode(output, skip_special_tokens=True).strip()
        return written, len(output) - 1 < room

    def _count(self, full: int, read: int) -> None:
        self.articles += 1
        self.tokens += full
        if full > read:
            if not self.cut_articles:
                warnings.warn(
                    f"{self.name} reads {self.limit} tokens: the rest of longer articles is cut "
                    "off and counted in notes",
                    stacklevel=4,
                )
            self.cut_articles += 1
            self.cut_tokens += full - read


def load_model(name: str) -> Seq2Seq:
    """Open ``NAME_OR_PATH`` or ``NAME_OR_PATH?field=value&…``, its counts at 0.

    Raises:
        MissingExtraError: the ``seq2seq`` extra is not installed.
        click.UsageError: no such model here or on the hub, one that needs code of its own, or a
            setting that is none.
    """
    for module in _NEEDED:
        try:
            import_module(module)
        except ImportError as error:
            raise MissingExtraError("seq2seq", f"hf:{name}") from error
    where, _, settings = name.partition("?")
    try:
        kind = _kind(where)
        convention = find_convention(where, kind, settings)
        tokenizer, model = _open(where, convention.eos)
    except (OSError, ValueError, KeyError, UnpicklingError) as error:
        reason = str(error).partition("\n")[0]
        raise click.UsageError(
            f"hf:{name} cannot be loaded: {reason} Give a name on the hub (it is downloaded once) "
            "or a folder with the files of the model."
        ) from error
    return Seq2Seq(name, tokenizer, model, convention)


def _kind(where: str) -> str:
    """Return the ``model_type`` of a model."""
    from transformers import AutoConfig

    return str(AutoConfig.from_pretrained(where, trust_remote_code=False).model_type)


@lru_cache(maxsize=1)
def _open(where: str, eos: str | None) -> tuple[Any, Any]:
    """Return tokenizer and model; the last ones stay in memory."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    special = {} if eos is None else {"eos_token": eos}
    tokenizer = AutoTokenizer.from_pretrained(where, trust_remote_code=False, **special)
    model = AutoModelForSeq2SeqLM.from_pretrained(
        where, trust_remote_code=False, weights_only=True, dtype=torch.float32
    )
    return tokenizer, model.eval().to("cuda" if torch.cuda.is_available() else "cpu")


def find_convention(where: str, model_type: str, settings: str = "") -> Convention:
    """Return the convention of a model with the settings that stand behind its name.

    >>> find_convention("IlyaGusev/rut5_base_sum_gazeta", "t5", "beams=2").beams
    2

    Raises:
        click.UsageError: an unknown setting, or a value that it cannot have.
    """
    given = dict(parse_qsl(settings, keep_blank_values=True))
    known = given.pop("as", None)
    if known is not None and known not in CONVENTIONS:
        raise click.UsageError(f"as={known}: use one of {', '.join(CONVENTIONS)}")
    convention = CONVENTIONS.get(known or "/".join(Path(where).parts[-2:]))
    convention = convention or BY_TYPE.get(model_type, Convention())
    for setting, value in given.items():
        if setting not in _SETTINGS:
            raise click.UsageError(f"no setting {setting!r}: use as, {', '.join(_SETTINGS)}")
        try:
            changes: dict[str, Any] = {setting: _SETTINGS[setting](value)}
            convention = replace(convention, **changes)
            convention.prompt.format(text="", words=1, size="")
        except (ValueError, LookupError) as error:
            raise click.UsageError(f"{setting}={value}: not possible: {error}") from error
    return convention


def _limit(tokenizer: Any, convention: Convention) -> int:
    """Return the most tokens to read: what the convention says, else what the tokenizer says."""
    stated = int(tokenizer.model_max_length)
    return convention.limit or (stated if stated < _UNLIMITED else _DEFAULT_LIMIT)


def _special_tokens(name: str, tokenizer: Any, convention: Convention) -> dict[str, int]:
    """Return the options of ``generate`` that a language and an end token of its own ask for.

    mBART starts to write with the language token, mBART-50 with the end token and then it.
    """
    options: dict[str, int] = {}
    if convention.eos:
        options["eos_token_id"] = tokenizer.eos_token_id
    if convention.language:
        from transformers import MBart50Tokenizer

        token = tokenizer.convert_tokens_to_ids(convention.language)
        if token is None or token == tokenizer.unk_token_id:
            raise click.UsageError(f"hf:{name} has no language {convention.language!r}")
        tokenizer.src_lang = convention.language
        forced = isinstance(tokenizer, MBart50Tokenizer)
        options["forced_bos_token_id" if forced else "decoder_start_token_id"] = token
    return options


def _cut(texts: list[str], sentences: int | None, words: int | None) -> list[str]:
    """Return the first sentences that the budget holds, up to the one that it does not."""
    kept: list[str] = []
    for text in texts[:sentences]:
        if words is not None and count_words(" ".join([*kept, text])) > words:
            break
        kept.append(text)
    return kept
