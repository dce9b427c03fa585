"""The flags of a writer that is a model, and how it is opened with them."""

from pathlib import Path
from typing import Any

import click

from summarizer.errors import OptionError
from summarizer.write.model.opening import is_model, open_model
from summarizer.write.model.writer import ModelWriter
from summarizer.write.seq2seq import DTYPES, RUNTIMES

MODEL_FLAGS = (
    click.option("--base-url", metavar="URL", help="Of chat:MODEL: where it is served."),
    click.option(
        "--key-variable",
        metavar="NAME",
        help="Of chat:MODEL: environment variable with the key.  [default: OPENAI_API_KEY]",
    ),
    click.option("--concurrency", type=int, metavar="N", help="Of chat:MODEL: requests at a time."),
    click.option("--retries", type=int, metavar="N", help="Of chat:MODEL: of what fails."),
    click.option(
        "--patience", type=float, metavar="SECONDS", help="Of chat:MODEL: for one reply, in all."
    ),
    click.option(
        "--prompt",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Of a language model: your own, with {text}, perhaps {title} and {words}.",
    ),
    click.option(
        "--context", type=int, metavar="N", help="Of a language model: tokens that it takes."
    ),
    click.option(
        "--no-grammar",
        "grammar",
        flag_value=False,
        type=bool,
        default=None,
        help="Of chat:MODEL: do not send the article's grammar.",
    ),
    click.option(
        "--no-cache",
        "cache",
        flag_value=False,
        type=bool,
        default=None,
        help="Of a language model: ask anew, keep nothing on the disk.",
    ),
    click.option("--beams", type=int, metavar="N", help="Of a seq2seq model: width of the search."),
    click.option("--device", metavar="NAME", help="Of a model here: cpu, cuda, cuda:1, …"),
    click.option(
        "--dtype",
        type=click.Choice(DTYPES),
        help="Of a model here: precision; int8 is the fast one on the CPU.  [default: float32]",
    ),
    click.option(
        "--runtime",
        type=click.Choice(RUNTIMES),
        help="Of a seq2seq model.  [default: ctranslate2 for int8, else transformers]",
    ),
    click.option("--threads", type=int, metavar="N", help="Of a model here: threads of the CPU."),
    click.option("--revision", metavar="REF", help="Of a model on the hub: commit, tag, branch."),
    click.option("--offline", is_flag=True, default=None, help="Of a model: download nothing."),
)

MODEL_OPTIONS = (
    "base_url", "key_variable", "concurrency", "retries", "patience", "prompt", "context",
    "grammar", "cache", "beams", "device", "dtype", "runtime", "threads", "revision", "offline",
)  # fmt: skip
_KEYWORDS = {"patience": "timeout"}


def open_writer(name: str | None, given: dict[str, Any]) -> str | ModelWriter | None:
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
