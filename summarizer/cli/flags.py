"""The flags of a summary and of the model that may write it, and what is made of them."""

from pathlib import Path
from typing import Any

import click

from summarizer.batch import SummaryOptions
from summarizer.budget import LENGTHS
from summarizer.errors import OptionError
from summarizer.pipeline import DEFAULT_RANKER
from summarizer.rank import RANKERS
from summarizer.write import STYLES
from summarizer.write.model.opening import is_model, open_model
from summarizer.write.model.writer import ModelWriter
from summarizer.write.seq2seq import DTYPES, RUNTIMES

_SUMMARY_FLAGS = (
    click.Option(["--title"], help="Title of the article, if the text does not begin with it."),
    click.Option(
        ["--style"],
        type=click.Choice(list(STYLES)),
        default="conclusion",
        show_default=True,
        help="One concluding paragraph, short lines, one sentence, or sentences as they stand.",
    ),
    click.Option(["--sentences"], type=int, metavar="N", help="At most N sentences."),
    click.Option(["--words"], type=int, metavar="N", help="At most N words."),
    click.Option(
        ["--length"],
        type=click.Choice(list(LENGTHS)),
        help="Half of the length that suits the article, that length, or nearly twice as much.",
    ),
    click.Option(
        ["--ratio"], type=float, metavar="X", help="At most this share of the article, 0 < X <= 1."
    ),
    click.Option(
        ["--ranker"],
        type=click.Choice(list(RANKERS)),
        default=DEFAULT_RANKER,
        show_default=True,
        help="How sentences are ranked.",
    ),
    click.Option(
        ["--writer"],
        metavar="NAME",
        help="Who writes the conclusion: rules; chat:MODEL on a server; a GGUF file; a model by "
        "its name on the Hugging Face hub or its folder.  [default: rules]",
    ),
)


_MODEL_FLAGS = (
    click.Option(["--base-url"], metavar="URL", help="Of chat:MODEL: address of the server."),
    click.Option(
        ["--concurrency"], type=int, metavar="N", help="Of chat:MODEL: requests at a time."
    ),
    click.Option(
        ["--retries"], type=int, metavar="N", help="Of chat:MODEL: how often to ask again."
    ),
    click.Option(
        ["--patience"],
        type=float,
        metavar="SECONDS",
        help="Of chat:MODEL: longest time for one reply.",
    ),
    click.Option(
        ["--prompt"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Of a language model: a prompt of your own, with {text}, perhaps {title} and {words}.",
    ),
    click.Option(
        ["--context"],
        type=int,
        metavar="N",
        help="Of a language model: tokens, prompt and reply together.",
    ),
    click.Option(
        ["--no-grammar", "grammar"],
        flag_value=False,
        type=bool,
        default=None,
        help="Of chat:MODEL: do not send the article's grammar.",
    ),
    click.Option(
        ["--no-cache", "cache"],
        flag_value=False,
        type=bool,
        default=None,
        help="Of a language model: neither use nor keep earlier replies.",
    ),
    click.Option(
        ["--beams"], type=int, metavar="N", help="Of a seq2seq model: width of the search."
    ),
    click.Option(["--device"], metavar="NAME", help="Of a local model: cpu, cuda, cuda:1, …"),
    click.Option(
        ["--dtype"],
        type=click.Choice(DTYPES),
        help="Of a local model: precision; int8 is fast on a CPU.  [default: float32]",
    ),
    click.Option(
        ["--runtime"],
        type=click.Choice(RUNTIMES),
        help="Of a seq2seq model: its runtime.  [default: ctranslate2 for int8, else transformers]",
    ),
    click.Option(["--threads"], type=int, metavar="N", help="Of a local model: CPU threads."),
    click.Option(["--revision"], metavar="REF", help="Of a model on the hub: commit, tag, branch."),
    click.Option(["--offline"], is_flag=True, default=None, help="Of a model: download nothing."),
)

FLAGS = (*_SUMMARY_FLAGS, *_MODEL_FLAGS)
"""Of every command that writes summaries."""

_KEYWORDS = {"patience": "timeout"}


def set_up(options: dict[str, Any]) -> SummaryOptions:
    """Return the options of a summarizer; those of a model go into its writer."""
    found = {str(flag.name): options.pop(str(flag.name)) for flag in _MODEL_FLAGS}
    given = {name: value for name, value in found.items() if value is not None}
    return SummaryOptions(**options | {"writer": _open_writer(options["writer"], given)})


def _open_writer(name: str | None, given: dict[str, Any]) -> str | ModelWriter | None:
    """Return a writer's name, or the model of that name, opened with the options given.

    Raises:
        OptionError: the options are of a model, and it is none or takes them not.
    """
    if name is None or not is_model(name):
        if not given:
            return name
        flag = next(iter(given)).replace("_", "-")
        raise OptionError(f"--{flag} is of a model: name one with --writer")
    return open_model(name, **{_KEYWORDS.get(key, key): value for key, value in given.items()})
