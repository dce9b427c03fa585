"""A server of chat completions on loopback that does what a test tells it, byte by byte."""

import json
import socket
import struct
import threading
import time
from contextlib import suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.texts import SENTENCES

GOOD = " ".join(SENTENCES[1:3])


def completion(content=GOOD, ended="stop", read=400, written=60, **message):
    """Return the JSON of an answer."""
    return {
        "id": "1",
        "object": "chat.completion",
        "model": "m",
        "choices": [
            {
                "index": 0,
                "finish_reason": ended,
                "message": {"role": "assistant", "content": content} | message,
            }
        ],
        "usage": {"prompt_tokens": read, "completion_tokens": written},
    }


def http(body=b"", status="200 OK", **headers):
    """Return an answer as it goes over the wire."""
    if not isinstance(body, bytes):
        body = json.dumps(body, ensure_ascii=False).encode()
    fields = {"Content-Type": "application/json", "Content-Length": len(body)} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [f"HTTP/1.1 {status}", *(f"{n}: {v}" for n, v in fields.items() if v is not None)]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def say(content=GOOD, ended="stop", **message):
    return http(completion(content, ended, **message))


def error(code, message="что-то не так", **headers):
    return http({"error": {"message": message, "type": "e"}}, f"{code} Error", **headers)


class Server(ThreadingTCPServer):
    """Answers each request by ``behave(request)``: bytes to send, or a function of the socket.

    ``requests`` are the payloads in the order of their arrival, ``headers`` what came with them.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, behave=None):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave = behave or (lambda _: say())
        self.requests = []
        self.headers = []
        self.most = self.now = 0
        self.lock = threading.Lock()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        """Say nothing of clients that go away."""


class _Handler(StreamRequestHandler):
    def handle(self):
        length = 0
        lines = []
        while (line := self.rfile.readline().strip()) or not lines:
            if not line:
                return
            lines.append(line.decode())
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        payload = json.loads(self.rfile.read(length) or b"null")
        server = self.server
        with server.lock:
            server.requests.append(payload)
            server.headers.append("\n".join(lines))
            server.now += 1
            server.most = max(server.most, server.now)
        try:
            answer = server.behave(payload)
            with suppress(OSError):
                if callable(answer):
                    answer(self.connection)
                else:
                    self.connection.sendall(answer)
        finally:
            with server.lock:
                server.now -= 1


def close(_):
    """Say nothing and close."""


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hang(_):
    time.sleep(3)


def drip(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Content-Length: 100000\r\n\r\n")
    for _ in range(100):
        connection.sendall(b" ")
        time.sleep(0.05)


def drip_headers(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        connection.sendall(f"X-{number}: 1\r\n".encode())
        time.sleep(0.05)


def endless(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    for _ in range(2_000):
        connection.sendall(b"[" * 100_000)


def cut_chunks(connection):
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    connection.sendall(head + b'10\r\n{"choices": [{"m\r\n')


def stream(_=None):
    """The events of a stream, although none was asked for; it breaks off."""
    piece = json.dumps({"choices": [{"delta": {"content": "Ветку длиной"}}]}, ensure_ascii=False)
    return http(f"data: {piece}\n\n".encode() * 3, Content_Type="text/event-stream")


CUT = "Ветку длиной 6,4 км строили три года, она обошлась бюджету в"
SWALLOWED = http(completion("", "length", reasoning_content="Мне нужно выбрать главное…"))
DEEP = b"[" * 100_000 + b"]" * 100_000

FAULTS = {
    # What the server refuses
    "400": error(400, "context size exceeded"),
    "401": error(401),
    "403": error(403),
    "404": error(404, "no such model"),
    "413": error(413),
    "422": error(422),
    "an error that is HTML": http(b"<html>Bad Gateway</html>", "400 Bad", Content_Type="text/html"),
    "an error that is a word": http({"error": "boom"}, "400 Bad"),
    # What it may not refuse the next time
    "408": error(408),
    "409": error(409),
    "429": error(429),
    "429, at once": error(429, Retry_After="0"),
    "429, in an hour": error(429, Retry_After="3600"),
    "429, in half a minute": error(429, Retry_After="30"),
    "429, some day": error(429, Retry_After="soon"),
    "500": error(500),
    "502, HTML": http(b"<html>Bad Gateway</html>", "502 Bad Gateway", Content_Type="text/html"),
    "503": error(503, Retry_After="0"),
    "529": error(529, "overloaded"),
    # The way there
    "closes at once": close,
    "resets the connection": reset,
    "never answers": hang,
    "drips its headers": drip_headers,
    "drips its answer": drip,
    "never ends": endless,
    "breaks off": say()[:-200],
    "breaks off between chunks": cut_chunks,
    "headers alone": http(Content_Length="900"),
    "is no HTTP server": b"SSH-2.0-OpenSSH_9.9\r\n",
    "is no gzip": http(completion(), Content_Encoding="gzip"),
    "moves in a circle": http(b"", "307 Temporary Redirect", Location="/v1/chat/completions"),
    # The shape of the answer
    "nothing": http(),
    "no JSON": http(b"<html>Welcome to nginx!</html>", Content_Type="text/html"),
    "JSON cut off": http(json.dumps(completion()).encode()[:150]),
    "JSON a hundred thousand deep": http(DEEP),
    "a list": http([completion()]),
    "null": http(b"null"),
    "an error with status 200": http({"error": {"message": "out of memory"}}),
    "no choices": http({"id": "1", "usage": {}}),
    "choices are empty": http({"choices": []}),
    "choices are a word": http({"choices": "none"}),
    "a choice is a number": http({"choices": [7]}),
    "no message": http({"choices": [{"finish_reason": "stop"}]}),
    "a message is a list": http({"choices": [{"message": ["hello"]}]}),
    "a stream that nobody asked for": stream(),
    "windows-1251": http(json.dumps(completion(), ensure_ascii=False).encode("cp1251")),
    # What was written
    "no content": say(None),
    "empty content": say(""),
    "white space": say(" \n\t "),
    "a number for content": say(42),
    "cut in its first sentence": say(CUT, "length"),
    "thought alone, elsewhere": SWALLOWED,
    "thought alone, unclosed": say("<think>Так, ветку длиной 6,4 км строили три года.", "length"),
    "held back by a filter": say("", "content_filter"),
    "calls a tool": say(None, "tool_calls", tool_calls=[{"id": "1"}]),
    "a refusal": say(None, refusal="I cannot help with that."),
    "English": say("The branch took three years to build and cost two billion roubles."),
    "Chinese": say("这条线路长六点四公里，建设历时三年。"),
    "scraps of a list": say("* трамвай\n* озеро\n* депо"),
    "another article": say("Хоккеисты «Факела» обыграли на выезде команду «Рубин» со счётом 4:2."),
    "the prompt": say("Напиши краткое содержание статьи по-русски: один абзац, около 90 слов."),
}
"""Name → what goes over the wire, or a function that sends it."""
