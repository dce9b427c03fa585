"""How the models that people name want to be asked: data, and the choice among it."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from summarizer.errors import WeightsError

FILE = "summarizer.json"
"""In a model's folder: the fields of its ``Convention``. ``models/finetune.py`` writes it."""


@dataclass(frozen=True, slots=True)
class Convention:
    """How a model wants to be asked.

    ``prompt`` is filled with ``{text}``, ``{words}`` (the length asked for) and ``{size}``
    (" brief" below 40 words, " big" from 100, else nothing). ``limit`` is the most tokens that it
    reads, without it what model and tokenizer state. ``language`` is the token of multilingual
    BARTs. ``eos`` is an end token that the tokenizer's files lack. With ``one_line`` white space
    becomes one space. ``no_repeat`` is the length in tokens of what may not stand twice, 0 for no
    such rule; ``shortest`` the fewest tokens to write. A model that writes a whole ``conclusion``
    gets no formula before its text.
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
    conclusion: bool = False

    def ask(self, text: str, words: int) -> str:
        """Return what the model is given for a text and a length.

        >>> Convention(prompt="[{words}] {text}").ask("Мост открыли.", 50)
        '[50] Мост открыли.'
        """
        if self.one_line:
            text = " ".join(text.split())
        size = " brief" if words < _BRIEF else " big" if words >= _BIG else ""
        return self.prompt.format(text=text, words=words, size=size)


_BRIEF, _BIG = 40, 100  # words

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


def find_convention(name: str, folder: Path, config: Any) -> Convention:
    """Return the convention of a model.

    In this order: the ``summarizer.json`` of its folder; its exact name, which of a folder are the
    last two parts of the path; its kind; the prefix that its configuration states.

    Raises:
        WeightsError: there is a ``summarizer.json``, but it is none.
    """
    if (folder / FILE).is_file():
        return read_convention(folder)
    found = CONVENTIONS.get("/".join(Path(name).parts[-2:])) or BY_TYPE.get(config.model_type)
    if found is not None:
        return found
    tasks = getattr(config, "task_specific_params", None) or {}
    prefix = tasks.get("summarization", {}).get("prefix") or getattr(config, "prefix", None) or ""
    return Convention(prompt=f"{prefix.replace('{', '{{').replace('}', '}}')}{{text}}")


def read_convention(folder: Path) -> Convention:
    """Read the convention that stands in a model's folder; fields left out have their defaults."""
    try:
        stated = json.loads((folder / FILE).read_text(encoding="utf-8"))
        convention = Convention(**stated)
        check(convention)
    except (OSError, ValueError, TypeError) as error:
        raise WeightsError(folder, f"{FILE} cannot be used: {error}") from error
    return convention


def write_convention(folder: Path, convention: Convention) -> None:
    """Write the convention into a model's folder, for ``read_convention``."""
    text = json.dumps(asdict(convention), ensure_ascii=False, indent=2)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def check(convention: Convention) -> None:
    """Raise ValueError unless every field has a value of its type and the prompt can be filled."""
    for field in fields(Convention):
        value = getattr(convention, field.name)
        default = field.default
        wanted = _OPTIONAL.get(field.name) or (
            (int, float) if isinstance(default, float) else type(default)
        )
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise ValueError(f"{field.name} cannot be {value!r}")
    for name, least in (("beams", 1), ("no_repeat", 0), ("shortest", 0)):
        if getattr(convention, name) < least:
            raise ValueError(f"{name} is at least {least}")
    try:
        filled = replace(convention, one_line=False).ask("\0", 1)
    except LookupError as error:
        raise ValueError(f"prompt has an unknown field: {error}") from error
    if "\0" not in filled:
        raise ValueError("prompt lacks {text}")


_OPTIONAL: dict[str, Any] = {
    "limit": (int, type(None)),
    "language": (str, type(None)),
    "eos": (str, type(None)),
}
