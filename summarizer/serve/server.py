"""The application behind uvicorn."""

import socket
from collections.abc import Callable

from summarizer.errors import MissingExtraError, OptionError
from summarizer.serve.app import Service
from summarizer.serve.limits import Limits

try:
    import uvicorn

    from summarizer.serve.protocol import protocol_of
except ImportError as error:
    raise MissingExtraError("serve", "the service") from error


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def serve(
    host: str,
    port: int,
    *,
    workers: int = 1,
    limits: Limits | None = None,
    on_ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until SIGINT or SIGTERM; requests that have begun are finished.

    Args:
        host: address or name to listen on.
        port: 0 takes a free one.
        workers: processes.
        limits: what requests may cost.
        on_ready: called with the service's URL when it can be asked.

    Raises:
        OptionError: nobody can listen there.
        MissingExtraError: the ``serve`` extra is not installed.
    """
    limits = limits or Limits()
    listener = _listen(host, port)
    name, bound = listener.getsockname()[:2]
    shown = f"[{name}]" if ":" in name else name
    config = uvicorn.Config(
        Service(workers, limits),
        http=protocol_of(limits),
        ws="none",
        lifespan="on",
        loop="auto",
        access_log=False,
        log_level="error",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=int(limits.seconds) + 5,
        timeout_keep_alive=5,
    )
    with listener:
        _Server(config, lambda: on_ready(f"http://{shown}:{bound}")).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise OptionError(f"cannot listen on {host} port {port}: {error.strerror}") from error
    return listener
