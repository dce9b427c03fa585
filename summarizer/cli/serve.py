"""``summarizer serve``: summaries over HTTP."""

from contextlib import suppress

import click

from summarizer.batch.run import count_cores
from summarizer.cli.command import Command


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Processes.  [default: one more than cores, so that none of these waits]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one request.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=1_000_000,
    show_default=True,
    metavar="N",
    help="Largest body of a request.",
)
def serve_command(
    host: str, port: int, workers: int | None, timeout: float, max_bytes: int
) -> None:
    """Serve summaries over HTTP.

    \b
    POST /summarize  {"text": "…", "sentences": 3}           a summary with its evidence
    POST /check      {"article": "…", "summary": "…"}        what the article does not support
    GET  /health, /openapi.json, /                           whether it is ready; how to ask

    Stops at Ctrl-C or SIGTERM, once the requests that have begun are done. There is no
    authentication: put it behind a proxy where strangers can reach it.
    """
    from summarizer.serve.limits import Limits
    from summarizer.serve.server import serve

    with suppress(KeyboardInterrupt):  # it has stopped by then
        serve(
            host,
            port,
            workers=workers or count_cores() + 1,
            limits=Limits(body=max_bytes, seconds=timeout),
            on_ready=lambda url: click.echo(f"serving on {url}", err=True),
        )
