"""Worker processes for a service: each request is one worker's while it lasts.

A worker that takes too long is killed, one that dies is replaced; the others go on.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from summarizer.errors import SlowError, WorkerError
from summarizer.serve.limits import Refusal
from summarizer.serve.work import READY

START_SECONDS = 120.0
"""How long a worker may take to load its models."""

_PAUSE = 1.0
_GRACE = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: the HTTP status, JSON unless the headers say otherwise, the headers."""

    status: int
    body: bytes
    headers: Mapping[bytes, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class _Task:
    question: bytes
    answer: "asyncio.Future[Answer]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    lives: int = 2

    def tell(self, said: Answer | Refusal) -> None:
        """Give the answer to whoever waits for it, if he still does."""
        if self.answer.done():
            return
        if isinstance(said, Answer):
            self.answer.set_result(said)
        else:
            self.answer.set_exception(said)


class Workers:
    """So many processes, and a queue of at most ``waiting`` before them."""

    def __init__(self, count: int, seconds: float, waiting: int) -> None:
        self.count = count
        self.ready = 0
        self._seconds = seconds
        self._most = waiting
        self._queue: asyncio.Queue[_Task] = asyncio.Queue()
        self._keepers: list[asyncio.Task[None]] = []

    @property
    def waiting(self) -> int:
        """Requests that no worker has begun."""
        return self._queue.qsize()

    async def start(self) -> None:
        """Start the processes; return when all have loaded their models.

        Raises:
            WorkerError: they cannot be started.
        """
        try:
            processes = await asyncio.gather(*(self._open() for _ in range(self.count)))
        except TimeoutError as error:
            message = f"a worker does not start within {START_SECONDS:g} s"
            raise WorkerError(message) from error
        self._keepers = [asyncio.create_task(self._keep(process)) for process in processes]

    async def stop(self) -> None:
        """Kill the processes; what is still waited for is cancelled."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        while not self._queue.empty():
            self._queue.get_nowait().answer.cancel()

    async def ask(self, task: str, body: bytes) -> Answer:
        """Return the answer to the body of a request.

        Raises:
            Refusal: 503 the queue is full; 422 it took too long, or the worker died of it twice.
        """
        if self._queue.qsize() >= self._most:
            raise Refusal(503, "Busy", "too many requests are waiting: try again later")
        question = _Task(b"%b %d\n%b" % (task.encode(), len(body), body))
        self._queue.put_nowait(question)
        return await question.answer

    async def _keep(self, process: Process) -> None:
        """Give one worker after another to the requests that wait."""
        try:
            while True:
                task = await self._queue.get()
                while not task.answer.done():
                    try:
                        async with asyncio.timeout(self._seconds):
                            said = await _ask(process, task.question)
                        task.tell(said)
                    except TimeoutError:
                        await _bury(process)
                        task.tell(Refusal(422, "SlowError", str(SlowError(self._seconds))))
                        process = await self._replace()
                    except (OSError, ValueError, asyncio.IncompleteReadError):
                        reason = await _find_cause(process)
                        task.lives -= 1
                        if not task.lives:
                            message = f"the worker died of it: {reason}"
                            task.tell(Refusal(422, "WorkerError", message))
                        process = await self._replace()
        finally:
            await _bury(process)

    async def _replace(self) -> Process:
        self.ready -= 1
        while True:
            try:
                return await self._open()
            except (WorkerError, TimeoutError, OSError):
                await asyncio.sleep(_PAUSE)

    async def _open(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from summarizer.serve.work import main; main()",
            stdin=PIPE,
            stdout=PIPE,
            env={"OPENBLAS_NUM_THREADS": "1", **os.environ},  # the workers share the cores
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                said = await _output(process).readline()
        except BaseException:
            await _bury(process)
            raise
        if said != READY:
            raise WorkerError(f"a worker does not start: {await _find_cause(process)}")
        self.ready += 1
        return process


async def _ask(process: Process, question: bytes) -> Answer:
    if process.stdin is None:
        raise ValueError("no standard input")
    process.stdin.write(question)
    await process.stdin.drain()
    output = _output(process)
    status, length = (await output.readline()).split()
    return Answer(int(status), await output.readexactly(int(length)))


def _output(process: Process) -> asyncio.StreamReader:
    if process.stdout is None:
        raise ValueError("no standard output")
    return process.stdout


async def _find_cause(process: Process) -> str:
    """Return what a process died of that closed its pipes."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_GRACE):  # it may still be on its way out
            await process.wait()
    return await _bury(process)


async def _bury(process: Process) -> str:
    """Kill a process; return what it died of."""
    with suppress(ProcessLookupError):
        process.kill()
    code = await process.wait()
    if code < 0:
        name = signal.Signals(-code).name
        return f"{name} (out of memory?)" if -code == signal.SIGKILL else name
    return f"exit code {code}"
