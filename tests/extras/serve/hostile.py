"""Requests that mean harm, or are merely wrong, each with the status that it deserves."""

import gzip
import json

from tests.extras.serve.service import post
from tests.texts import ARTICLE, ENGLISH, UKRAINIAN

GOOD = json.dumps({"text": ARTICLE, "style": "extract"}).encode()


def head(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode()


def ask(**fields) -> bytes:
    return post("/summarize", json.dumps(fields).encode())


def body(data: bytes, *headers: str) -> bytes:
    return post("/summarize", data, *headers)


def chunked(*chunks: bytes) -> bytes:
    start = head(
        "POST /summarize HTTP/1.1", "Host: x", "Content-Type: application/json",
        "Transfer-Encoding: chunked",
    )  # fmt: skip
    return start + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


_POST = ("POST /summarize HTTP/1.1", "Host: x", "Content-Type: application/json")

HOSTILE: dict[str, tuple[bytes, int]] = {
    # What is no HTTP, or bad HTTP.
    "noise": (bytes(range(256)) + b"\r\n\r\n", 400),
    "words": ("Здравствуйте!\r\n\r\n".encode(), 400),
    "the greeting of TLS": (b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n\r\n", 400),
    "HTTP/0.9": (b"GET /\r\n\r\n", 400),
    "no host": (head("GET /health HTTP/1.1"), 400),
    "a head without an end": (b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000, 400),
    "an address without an end": (b"GET /" + b"a" * 200_000, 400),
    "two hosts": (head("GET /health HTTP/1.1", "Host: x", "Host: y"), 400),
    "a header without a colon": (head("GET /health HTTP/1.1", "Host: x", "wrong"), 400),
    "a zero byte in a header": (head("GET /health HTTP/1.1", "Host: x", "X: \0"), 400),
    "a space before the colon": (head("GET /health HTTP/1.1", "Host: x", "X : y"), 400),
    "two lengths": (head(*_POST, "Content-Length: 5", "Content-Length: 6") + b"hello!", 400),
    "a negative length": (head(*_POST, "Content-Length: -5"), 400),
    "a length in words": (head(*_POST, "Content-Length: много"), 400),
    "a length and chunks": (
        head(*_POST, "Content-Length: 3", "Transfer-Encoding: chunked")
        + b"%x\r\n%s\r\n0\r\n\r\n" % (len(GOOD), GOOD), 400,
    ),
    "an unknown transfer": (head(*_POST, "Transfer-Encoding: gzip") + b"x", 400),
    "a chunk of no size": (chunked() + b"zz\r\nhello\r\n0\r\n\r\n", 400),
    # Too much, or too slow.
    "a length of gigabytes": (head(*_POST, "Content-Length: 99999999999"), 413),
    "a length of thirty digits": (head(*_POST, "Content-Length: " + "9" * 30), 400),
    "a body over the limit": (body(b" " * 1_000_001), 413),
    "chunks over the limit": (chunked(*[b" " * 100_000] * 11, b""), 413),
    "asking before sending gigabytes": (
        head(*_POST, "Content-Length: 99999999999", "Expect: 100-continue"), 413,
    ),
    "a head that stops": (b"POST /summarize HTTP/1.1\r\nHost", 408),
    "a connection that says nothing": (b"", 408),
    "a body that stops": (head(*_POST, "Content-Length: 500") + b'{"text":', 408),
    "chunks that stop": (chunked(b'{"text":'), 408),
    # Elsewhere, otherwise.
    "no such place": (head("GET /admin HTTP/1.1", "Host: x"), 404),
    "a way up": (head("GET /../../etc/passwd HTTP/1.1", "Host: x"), 404),
    "a hidden way up": (head("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", "Host: x"), 404),
    "a zero byte in the address": (head("GET /%00 HTTP/1.1", "Host: x"), 404),
    "a proxy's address": (head("GET http://example.org/ HTTP/1.1", "Host: x"), 404),
    "a tunnel": (head("CONNECT example.org:443 HTTP/1.1", "Host: x"), 404),
    "no path": (head("OPTIONS * HTTP/1.1", "Host: x"), 404),
    "reading where one writes": (head("GET /summarize HTTP/1.1", "Host: x"), 405),
    "deleting": (head("DELETE /check HTTP/1.1", "Host: x"), 405),
    "a method of nobody": (head("BREW /summarize HTTP/1.1", "Host: x"), 405),
    "writing where one reads": (post("/health", b"{}"), 405),
    # Another kind of body.
    "no kind": (body(GOOD, "X: y"), 415),
    "plain text": (body(ARTICLE.encode(), "Content-Type: text/plain"), 415),
    "a form": (body(b"text=a", "Content-Type: application/x-www-form-urlencoded"), 415),
    "a file": (body(b"--x", "Content-Type: multipart/form-data; boundary=x"), 415),
    "packed": (
        body(gzip.compress(b" " * 10**7), "Content-Type: application/json",
             "Content-Encoding: gzip"), 415,
    ),
    # What is no JSON.
    "nothing": (body(b""), 400),
    "a half": (body(GOOD[: len(GOOD) // 2]), 400),
    "two": (body(GOOD + GOOD), 400),
    "Python": (body(b"{'text': 'a'}"), 400),
    "windows-1251": (body('{"text": "Мост открыт."}'.encode("cp1251")), 400),
    "UTF-16": (body('{"text": "Мост открыт."}'.encode("utf-16")), 400),
    "UTF-8 of surrogates": (body(b'{"text": "\xed\xa0\x80"}'), 400),
    "a raw line end": (body(b'{"text": "a\nb"}'), 400),
    "not a number": (body(b'{"text": "a", "ratio": NaN}'), 400),
    "a number of 5,000 digits": (body(b'{"text": "a", "words": ' + b"9" * 5_000 + b"}"), 400),
    "a name twice": (body(b'{"text": "a", "text": "b"}'), 400),
    "a tower of brackets": (body(b"[" * 500_000), 400),
    "a tower of objects": (body(b'{"text":' * 100_000 + b"1" + b"}" * 100_000), 400),
    # JSON that asks for nothing that there is.
    "a list": (body(b"[]"), 422),
    "a word": (body(b'"text"'), 422),
    "null": (body(b"null"), 422),
    "no text": (ask(title="Мост"), 422),
    "a text that is null": (ask(text=None), 422),
    "a text that is a number": (ask(text=5), 422),
    "a text that is a list": (ask(text=[ARTICLE]), 422),
    "an unknown field": (ask(text=ARTICLE, writer="/etc/passwd"), 422),
    "an unknown style": (ask(text=ARTICLE, style="poem"), 422),
    "an unknown ranker": (ask(text=ARTICLE, ranker="__import__"), 422),
    "no sentences": (ask(text=ARTICLE, sentences=0), 422),
    "less than none": (ask(text=ARTICLE, sentences=-1), 422),
    "half a sentence": (ask(text=ARTICLE, sentences=0.5), 422),
    "true sentences": (ask(text=ARTICLE, sentences=True), 422),
    "a number in quotes": (ask(text=ARTICLE, words="50"), 422),
    "words beyond measure": (ask(text=ARTICLE, words=10**400), 422),
    "a ratio above 1": (ask(text=ARTICLE, ratio=1.5), 422),
    "an endless ratio": (body(b'{"text": "a", "ratio": 1e999}'), 422),
    "two lengths of the summary": (ask(text=ARTICLE, words=50, sentences=3), 422),
    "too few words": (ask(text=ARTICLE, words=1), 422),
    # No article.
    "an empty text": (ask(text=""), 422),
    "blanks": (ask(text=" \n\t\u2003" * 10_000), 422),
    "marks": (ask(text="!?…" * 10_000), 422),
    "controls": (ask(text="\x00\x01\x02" * 1_000), 422),
    "halves of pairs": (ask(text="\ud800" * 1_000), 422),
    "English": (ask(text=ENGLISH), 422),
    "Ukrainian": (ask(text=UKRAINIAN), 422),
    "a picture": (ask(text="data:image/png;base64," + "iVBORw0KGgo" * 5_000), 422),
    # The other place.
    "no summary": (post("/check", json.dumps({"article": ARTICLE}).encode()), 422),
    "a summary that is a list": (
        post("/check", json.dumps({"article": ARTICLE, "summary": []}).encode()), 422,
    ),
}  # fmt: skip
"""Name → the bytes sent, and the status that must come back."""
