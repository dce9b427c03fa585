"""What the service costs beside a bare loop of ``Summarizer.map``: the same articles, in turns."""

import json
import os
import re
import selectors
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

import click

from benchmarks.datasets import BUNDLED, load
from summarizer import Summarizer

STYLES = {"extract": {"style": "extract", "sentences": 4}, "conclusion": {"style": "conclusion"}}
_CONNECTIONS = 4
"""Open at once, for each worker: enough that no worker waits for the client."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Pace:
    """Articles a second by the clock, and seconds of all processors that one article took."""

    rate: float
    processor: float


def compare(
    texts: list[str], options: dict[str, object], workers: int, articles: int, repeats: int
) -> Iterator[str]:
    """Time loops in ``workers`` processes and a service of as many in turns; yield a report."""
    requests = [_request(text, options) for text in texts]
    loops, services = [], []
    with _service(workers) as (url, process):
        # Often enough that each worker has seen every word form, as the loops have.
        _send(url, requests, _CONNECTIONS * workers, 4 * workers * len(texts))
        for turn in range(1, repeats + 1):
            loop = _loop(texts, options, workers, articles)
            before = _processor(process)
            start = time.perf_counter()
            client = _send(url, requests, _CONNECTIONS * workers, articles)
            rate = articles / (time.perf_counter() - start)
            service = Pace(rate, (_processor(process) - before) / articles)
            loops.append(loop)
            services.append(service)
            yield (
                f"turn {turn}: loop {loop.rate:.1f} articles/s, {1000 * loop.processor:.1f} ms of "
                f"processor; service {service.rate:.1f} requests/s, {1000 * service.processor:.1f} "
                f"ms, its client {1000 * client / articles:.2f} ms; load {os.getloadavg()[0]:.1f}"
            )
    clock = statistics.median(
        theirs.rate / ours.rate for ours, theirs in zip(loops, services, strict=True)
    )
    processor = statistics.median(
        ours.processor / theirs.processor for ours, theirs in zip(loops, services, strict=True)
    )
    yield (
        f"service against loop: {100 * clock:.0f} % by the clock, the client on the same cores; "
        f"{100 * processor:.0f} % by processor time, the client left out (medians of the turns)"
    )


def _loop(texts: list[str], options: dict[str, object], workers: int, articles: int) -> Pace:
    asked = json.dumps({"texts": texts, "options": options, "articles": articles // workers})
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"OPENBLAS_NUM_THREADS": "1", **os.environ},
        )
        for _ in range(workers)
    ]
    for process in started:
        if process.stdin is not None:
            process.stdin.write(asked)
            process.stdin.close()
    said = [json.loads(process.stdout.read()) for process in started if process.stdout is not None]
    for process in started:
        process.wait()
    return Pace(sum(rate for rate, _ in said), statistics.fmean(processor for _, processor in said))


def _run_loop() -> None:
    asked = json.load(sys.stdin)
    summarizer = Summarizer(**asked["options"])
    for _ in summarizer.map(asked["texts"]):  # every word form seen before, as in the service
        pass
    texts = list(islice(cycle(asked["texts"]), asked["articles"]))
    start, used = time.perf_counter(), time.process_time()
    for summary in summarizer.map(texts):
        json.dumps(summary.to_record(), ensure_ascii=False)
    rate = len(texts) / (time.perf_counter() - start)
    sys.stdout.write(json.dumps([rate, (time.process_time() - used) / len(texts)]))


@contextmanager
def _service(workers: int) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "summarizer", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--workers", str(workers)], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stderr.readline() if process.stderr else ""
            found = re.search(r"http://\S+", line)
            if found is None:
                raise click.ClickException(f"the service does not start: {line}")
            yield found.group(), process.pid
        finally:
            process.terminate()


def _send(url: str, requests: list[bytes], connections: int, count: int) -> float:
    """Send requests over connections that stay open; return the processor seconds this took."""
    place = urlsplit(url)
    left = islice(cycle(requests), count)
    used = time.process_time()
    with ExitStack() as opened:
        waiting = opened.enter_context(selectors.DefaultSelector())
        for request in islice(left, connections):
            connection = socket.create_connection((place.hostname, place.port))
            waiting.register(opened.enter_context(connection), selectors.EVENT_READ, connection)
            connection.sendall(request)
        while waiting.get_map():
            for key, _ in waiting.select():
                _receive(key.data)
                if request := next(left, b""):
                    key.data.sendall(request)
                else:
                    waiting.unregister(key.data)
    return time.process_time() - used


def _receive(connection: socket.socket) -> None:
    head, _, body = connection.recv(1 << 16).partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    if not head.startswith(b"HTTP/1.1 200") or length is None:
        raise click.ClickException(head.decode())
    missing = int(length.group(1)) - len(body)
    while missing:
        part = connection.recv(missing)
        if not part:
            raise click.ClickException("an answer breaks off")
        missing -= len(part)


def _request(text: str, options: dict[str, object]) -> bytes:
    body = json.dumps({"text": text, **options}, ensure_ascii=False).encode()
    head = (
        f"POST /summarize HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _processor(process: int) -> float:
    """Return the seconds that a process and its children have worked."""
    found = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    fields = (Path(f"/proc/{n}/stat").read_text().rpartition(")")[2].split() for n in found)
    return sum(int(each[11]) + int(each[12]) for each in fields) / _TICKS


@click.command()
@click.option("--data", default=str(BUNDLED), show_default="the bundled articles")
@click.option("--style", type=click.Choice(list(STYLES)), default="extract", show_default=True)
@click.option("--articles", default=1_000, show_default=True, help="In each turn.")
@click.option("--workers", default=2, show_default=True)
@click.option("--repeats", default=3, show_default=True)
def service(data: str, style: str, articles: int, workers: int, repeats: int) -> None:
    """Time the service beside a bare loop."""
    texts = [example.text for example in load(data)]
    for line in compare(texts, STYLES[style], workers, articles, repeats):
        click.echo(line)


if __name__ == "__main__":
    _run_loop()
