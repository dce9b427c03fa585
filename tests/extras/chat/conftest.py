import openai
import pytest

from summarizer.write.chat import ChatWriter
from tests.extras.chat.server import Server

KEY = "sk-test-0123456789abcdef"


@pytest.fixture(autouse=True)
def own_corner(monkeypatch, tmp_path_factory):
    """A key, no server and no cache from outside, and a client that is quick to try again."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    for name in ("OPENAI_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(openai._base_client, "INITIAL_RETRY_DELAY", 0.01)


@pytest.fixture
def serve():
    """Return what starts a server that behaves, and the writer that asks it."""
    running = []

    def start(behave=None, **options):
        server = Server(behave)
        running.append(server.__enter__())
        options = {"timeout": 20.0, "retries": 1, "cache": False, "grammar": False} | options
        return server, ChatWriter("m", base_url=server.url, **options)

    yield start
    for server in running:
        server.__exit__()
