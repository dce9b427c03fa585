"""A service in a process of its own, and the plainest client there is."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CODE = """
import json, sys
from summarizer.serve.limits import Limits
from summarizer.serve.server import serve
asked = json.loads(sys.argv[1])
serve("127.0.0.1", 0, workers=asked.pop("workers"), limits=Limits(**asked),
      on_ready=lambda url: print(url, flush=True))
"""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Service:
    host: str
    port: int
    process: subprocess.Popen[str]

    def send(self, raw: bytes, seconds: float = 120) -> Reply:
        """Send these bytes and nothing else; return what comes back."""
        with socket.create_connection((self.host, self.port), timeout=seconds) as connection:
            connection.sendall(raw)
            response = HTTPResponse(connection)
            response.begin()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, headers, response.read())

    def post(self, path: str, fields: object) -> Reply:
        return self.send(post(path, json.dumps(fields).encode()))

    def get(self, path: str) -> Reply:
        return self.send(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

    def processes(self) -> list[int]:
        """Return the service and its workers."""
        found = [self.process.pid]
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
        return found

    def peak(self) -> int:
        """Return the sum of what the processes ever held, in kB."""
        return sum(
            int(line.split()[1])
            for process in self.processes()
            for line in Path(f"/proc/{process}/status").read_text().splitlines()
            if line.startswith("VmHWM")
        )


def post(path: str, body: bytes, *headers: str) -> bytes:
    """Return the bytes of a request."""
    lines = [f"POST {path} HTTP/1.1", "Host: x", f"Content-Length: {len(body)}"]
    lines += headers or ("Content-Type: application/json",)
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def running(workers: int = 1, **limits: float) -> Iterator[Service]:
    """Serve while the block lasts; then stop as the order to stop would."""
    command = [sys.executable, "-c", CODE, json.dumps({"workers": workers, **limits})]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = urlsplit(process.stdout.readline().strip())
            yield Service(url.hostname, url.port, process)
            os.kill(process.pid, signal.SIGTERM)
            assert process.wait(60) in (0, -signal.SIGTERM)  # uvicorn stops, then obeys
        finally:
            process.kill()
