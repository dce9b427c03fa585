"""Views → HTML: the templates, and the policy that lets nothing but their own script run."""

import base64
import hashlib
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.document import Summary
from summarizer.errors import MissingExtraError, OptionError, WriteError
from summarizer.report import wording
from summarizer.report.entry import Entry
from summarizer.report.view import THICK, WIDEST, Article

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = files("summarizer.report") / "templates"


def write_page(path: Path, entry: Entry) -> None:
    """Write the page of one article; ``entry.result`` is its summary.

    Raises:
        MissingExtraError: the ``report`` extra is not installed.
        OptionError: there is no summary.
        WriteError: the page cannot be written.
    """
    write_whole(
        path,
        render(
            "single.html.jinja",
            article=view(entry, verify=True),
            scripts=("common.js", "article.js"),
        ),
    )


def view(entry: Entry, *, verify: bool = False) -> Article:
    """Return what a page shows of an entry whose ``result`` is a summary."""
    if not isinstance(entry.result, Summary):
        raise OptionError(f"there is no summary to show: {entry.result.reason}")
    return Article(entry, entry.result, verify)


def render(template: str, *, scripts: tuple[str, ...] = (), **context: Any) -> str:
    """Return a page, or a part of one, as HTML."""
    style = read_asset("report.css")
    script = "".join(map(read_asset, scripts))
    page = get_environment().get_template(template)
    return page.render(style=style, script=script, version=__version__, **context)


@cache
def read_asset(name: str) -> str:
    """Return a style sheet or script of the package."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def get_environment() -> "Environment":
    """Return the engine: everything is escaped, nothing hidden gets through.

    Raises:
        MissingExtraError: the ``report`` extra is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise MissingExtraError("report", "a report") from error
    environment = Environment(
        autoescape=True,
        finalize=wording.visible,
        loader=PackageLoader("summarizer.report"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Style and script are the package's own, and are hashed as they stand.
    environment.filters["own"] = Markup
    environment.filters["sha256"] = sha256
    for helper in (wording.plural, wording.number, wording.duration):
        environment.filters[helper.__name__] = helper
    environment.globals.update(
        {
            name: getattr(wording, name)
            for name in ("WORDS", "SENTENCES", "ARTICLES", "PARTS", "FACTS")
        },
        THICK=THICK,
        WIDEST=WIDEST,
    )
    return environment


def write_whole(path: Path, page: str) -> None:
    """Write a page under a temporary name, then rename it: none is ever half there.

    Raises:
        WriteError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name[:40]}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(page.encode("utf-8"))
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise WriteError(path, error.strerror or str(error)) from error


def sha256(text: str) -> str:
    """Return a hash as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
