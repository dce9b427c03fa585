"""URLs, over loopback: ``allows`` lets it pass where a test wants that."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from click.testing import CliRunner

import summarizer.fetch
from summarizer import FetchError
from summarizer.cli import main
from summarizer.fetch import FetchLimits, fetch_page, is_public
from tests.texts import ARTICLE, BODY, TITLE

PAGE = (
    f"<!doctype html><html lang='ru'><head><meta charset='utf-8'><title>{TITLE}</title></head>"
    f"<body><nav><a href='/'>Главная</a></nav><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
    + "</article></body></html>"
).encode()


PAGES = {
    "/page": (PAGE, "text/html; charset=utf-8"),
    "/packed": (gzip.compress(PAGE), "text/html", "gzip"),
    "/bomb": (gzip.compress(b" " * 50_000_000), "text/html", "gzip"),
    "/plain": (ARTICLE.encode("cp1251"), "text/plain"),
    "/picture": (b"\x89PNG", "image/png"),
    "/empty": (b"<html></html>", "text/html"),
}
MOVED = {
    "/moved": "/page",
    "/circle": "/circle",
    "/inside": "http://127.0.0.2/page",
    "/file": "file:///etc/passwd",
}


class Handler(BaseHTTPRequestHandler):
    """What a path asks for."""

    def log_message(self, *_):
        """Say nothing."""

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path in MOVED:
            self.answer(302, location=MOVED[path])
        elif path == "/host":
            told = f"Хост назван так: {self.headers['host']}. Мост.".encode()
            self.answer(200, told, content_type="text/plain")
        elif path.startswith("/dripping"):
            self.drip(b"HTTP/1.1 200 OK\r\nX: " if "head" in path else b"HTTP/1.1 200 OK\r\n\r\n")
        elif path in PAGES:
            body, kind, *packed = PAGES[path]
            coding = {"content_encoding": "gzip"} if packed else {}
            self.answer(200, body, content_type=kind, **coding)
        else:
            self.answer(404)

    def drip(self, head):
        try:
            self.wfile.write(head)
            for _ in range(100):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def anywhere(_):
    return True


def this_one(address):
    return address == ip_address("127.0.0.1")


@pytest.mark.parametrize("path", ["/page", "/packed", "/moved", "/page?n=1#top"])
def test_the_article_of_a_page_is_read(site, path):
    page = fetch_page(site + path, allows=anywhere)
    assert page.title == TITLE
    assert BODY.split("\n\n")[0] in page.text


def test_a_plain_text_is_read_in_its_encoding(site):
    assert fetch_page(f"{site}/plain", allows=anywhere).text == ARTICLE


def test_the_host_is_named_as_it_was_asked_for(site):
    url = site.replace("127.0.0.1", "localhost")
    assert "так: localhost:" in fetch_page(f"{url}/host", allows=anywhere).text


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "the server answers 404"),
        ("/picture", "is image/png"),
        ("/empty", "no article found"),
        ("/circle", "leads on more than 5 times"),
        ("/bomb", "is larger than 10,000,000 bytes"),
        ("/file", "only http and https"),
    ],
)
def test_what_is_no_article_is_told(site, path, reason):
    with pytest.raises(FetchError, match=reason) as caught:
        fetch_page(site + path, allows=anywhere)
    assert caught.value.url == site + path


@pytest.mark.parametrize("path", ["/dripping-head", "/dripping-body"])
def test_a_page_that_drips_is_given_up(site, path):
    start = time.monotonic()
    with pytest.raises(FetchError, match="did not come within 1 s"):
        fetch_page(site + path, allows=anywhere, limits=FetchLimits(seconds=1))
    assert time.monotonic() - start < 5


def test_nothing_inside_is_asked(site):
    with pytest.raises(FetchError, match="not a public address"):
        fetch_page(f"{site}/page")


def test_no_redirect_leads_inside(site):
    with pytest.raises(FetchError, match=r"127\.0\.0\.2 is not a public address"):
        fetch_page(f"{site}/inside", allows=this_one)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "2130706433", "0x7f000001", "0", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_no_way_of_writing_it_leads_inside(host):
    with pytest.raises(FetchError, match=r"not a public address|no such host"):
        fetch_page(f"http://{host}:9/page")


def test_a_name_that_means_an_address_inside_is_not_asked(monkeypatch):
    def look_up(*_, **__):
        return [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.5")]

    monkeypatch.setattr(summarizer.fetch.socket, "getaddrinfo", look_up)
    with pytest.raises(FetchError, match="not a public address"):
        fetch_page("http://example.org/")


def test_the_name_is_looked_up_once(site, monkeypatch):
    port = int(site.rpartition(":")[2])
    asked = []
    whole = summarizer.fetch.socket.getaddrinfo

    def look_up(host, *others, **options):
        if host == "news.example":
            asked.append(host)
            return [(2, 1, 6, "", ("127.0.0.1", port))]
        return whole(host, *others, **options)

    monkeypatch.setattr(summarizer.fetch.socket, "getaddrinfo", look_up)
    page = fetch_page(f"http://news.example:{port}/page", allows=this_one)
    assert page.title == TITLE
    assert asked == ["news.example"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("http:///a", "only http and https"),
        ("http://user:secret@example.org/", "takes a name and a password"),
        ("http://example.org:99999/", "cannot be fetched"),
        ("http://127.0.0.1:1/", "cannot be fetched"),
        ("http://" + "а" * 300 + ".рф/", "cannot be fetched"),
    ],
)
def test_a_url_that_leads_nowhere_is_told(url, reason):
    with pytest.raises(FetchError, match=reason):
        fetch_page(url, allows=anywhere)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("::10.0.0.1", False),
        ("fec0::1", False),
        ("2002:a00:1::", False),
    ],
)
def test_addresses_of_the_open_network_are_told_from_others(address, public):
    assert is_public(ip_address(address)) is public


def test_the_command_takes_a_url(site, monkeypatch):
    monkeypatch.setattr(
        summarizer.fetch.fetch_page, "__kwdefaults__", {"allows": anywhere, "limits": None}
    )
    result = CliRunner().invoke(main, [f"{site}/page", "--sentences", "1"])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("В заключение")


def test_the_command_says_what_ails_a_url():
    result = CliRunner().invoke(main, ["http://127.0.0.1/"])
    assert result.exit_code == 1
    assert "not a public address" in result.stderr
