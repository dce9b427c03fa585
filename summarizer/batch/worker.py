"""A worker process: chunks of items come in by a pipe, packed records go out one by one."""

import faulthandler
import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from summarizer.batch.documents import to_json
from summarizer.batch.entries import Entry, pack
from summarizer.batch.options import Fields, SummaryOptions
from summarizer.batch.records import Item, Made, summarize_items
from summarizer.errors import SummarizerError


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs to know; ``log`` takes its standard error, None leaves it alone."""

    summary: SummaryOptions
    fields: Fields
    keep_documents: bool
    log: Path | None


@dataclass(frozen=True, slots=True)
class Ready:
    """The summarizer is set up."""


@dataclass(frozen=True)
class Started:
    """An article is being worked on."""

    n: int


@dataclass(frozen=True, slots=True)
class Broke:
    """The worker gives up, because of an error that nobody foresaw; or it cannot be set up."""

    reason: str
    error: SummarizerError | None = None


Message = Ready | Started | Entry | Broke


def work(pipe: Connection, setup: Setup) -> None:
    """Serve chunks until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if setup.log is not None:
        _redirect_errors(setup.log)
    chunks: SimpleQueue[list[Item]] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, chunks), daemon=True).start()
    try:
        summarizer = setup.summary.build()
        with suppress(Exception):  # what is wrong shows with an article
            summarizer.warm_up()  # else loading would count as the first article's time
    except SummarizerError as error:
        pipe.send([Broke(str(error), error)])
        return
    pipe.send([Ready()])
    begun: dict[int, float] = {}
    finished: list[Message] = []

    def start(item: Item) -> None:
        begun[item.n] = time.monotonic()
        send(Started(item.n))

    def send(*messages: Message) -> None:
        pipe.send([*finished, *messages])
        finished.clear()

    def keep(made: Made) -> None:
        # It is sent with the next message, at the latest when the chunk is done.
        seconds = time.monotonic() - begun.pop(made.item.n)
        finished.append(entry_of(made, setup.keep_documents, seconds))

    try:
        while True:
            summarize_items(chunks.get(), summarizer, setup.fields, keep, start)
            send()
    except BrokenPipeError:  # the parent is gone
        return
    except BaseException as error:
        with suppress(OSError):
            send(Broke(f"{type(error).__name__}: {error}"))
        raise


def entry_of(made: Made, keep_document: bool, seconds: float | None = None) -> Entry:
    """Return what the journal keeps of an article."""
    document = None
    if keep_document and made.document is not None:
        document = pack(to_json(made.document))
    return Entry(
        n=made.item.n,
        signature=made.item.signature,
        name=made.item.name,
        error=made.record.error,
        record=pack(made.record.to_json()),
        document=document,
        seconds=seconds,
        worker=os.getpid(),
    )


def _receive(pipe: Connection, chunks: "SimpleQueue[list[Item]]") -> None:
    """Take chunks from the pipe, so that the parent never waits; without it, stop at once."""
    try:
        while True:
            chunks.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def _redirect_errors(log: Path) -> None:
    """Send standard error to a file: what libraries and a crash say must not spoil the terminal."""
    with suppress(OSError):
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o644)
        os.dup2(descriptor, 2)
        os.close(descriptor)
    faulthandler.enable()
