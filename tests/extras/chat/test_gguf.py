"""A GGUF file in this process, and the same one served to the real client."""

import re

import pytest
import xllamacpp
from click.testing import CliRunner

from summarizer import OptionError, Summarizer, WeightsError, summarize
from summarizer.cli import main
from summarizer.write import BatchWriter, get_writer
from summarizer.write.chat import ChatWriter, GGUFWriter
from summarizer.write.chat.endpoint import Endpoint
from summarizer.write.chat.gguf import GGUF
from summarizer.write.model import Request
from summarizer.write.model.held import find_numbers
from tests.extras.chat.conftest import KEY
from tests.extras.chat.tiny import CONTEXT, LIES, build
from tests.texts import ARTICLE, BODY, compose, compose_long


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return build(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="module")
def engine(model):
    return GGUF(model, context=2_048, threads=1)


def request(source=ARTICLE, room=64):
    return Request(f"Сократи: {source}", source, room)


def unbound(engine, asked):
    """Return what the model writes without a grammar."""
    fields = {"messages": [{"role": "user", "content": asked.prompt}], "temperature": 0}
    found = engine._server.handle_chat_completions(fields | {"max_tokens": asked.room})
    return found["choices"][0]["message"]["content"]


def test_the_file_is_small_and_always_the_same(model, tmp_path):
    assert model.stat().st_size < 500_000
    assert build(tmp_path / "again.gguf").read_bytes() == model.read_bytes()


def test_a_gguf_file_is_a_writer(model, capfd):
    writer = get_writer("conclusion", str(model))
    assert isinstance(writer, GGUFWriter)
    assert isinstance(writer, BatchWriter)
    summary = summarize(ARTICLE, writer=writer)
    assert summary.text == summarize(ARTICLE).text  # it writes noise
    assert summary.tokens.read > 0 < summary.tokens.written
    assert summary == summarize(ARTICLE, writer=GGUFWriter(model, cache=False))
    assert capfd.readouterr() == ("", "")


def test_the_same_request_has_the_same_reply(engine):
    first, second = engine.generate([request(), request()])
    assert first.text == second.text != ""


@pytest.mark.parametrize("seed", range(6))
def test_a_model_that_lies_can_write_only_what_the_grammar_lets_through(tmp_path, seed):
    """It likes digits, Chinese, lists and headings above all; without a grammar it writes them."""
    engine = GGUF(build(tmp_path / "liar.gguf", seed, LIES), context=2_048, threads=1)
    free, bound = "", ""
    for number in range(3):
        asked = request(compose(60, number))
        free += unbound(engine, asked)
        (reply,) = engine.generate([asked])
        bound += reply.text
        # The last number may have been cut off with the text.
        assert find_numbers(re.sub(r"\S+\Z", "", reply.text)) <= find_numbers(asked.source)
    assert re.search(r"\d{3}|[中文]", free)
    assert re.search(r"[中文*#|\n]", bound) is None
    assert re.search(r"[а-яё]", bound)


def test_an_article_that_is_too_long_gives_its_best_sentences(model):
    writer = GGUFWriter(model, threads=1, cache=False)
    summary = summarize(compose_long(400), writer=writer)
    assert summary.tokens.read + summary.tokens.written < CONTEXT
    assert "exceeds" not in "".join(summary.notes)
    assert writer._source.context == CONTEXT  # as it was trained with, not the 8,192 asked for


def test_a_prompt_over_the_context_is_told(engine):
    (reply,) = engine.generate([request(BODY * 50)])
    assert "exceeds the available context" in reply.failure


@pytest.mark.parametrize("content", [b"", b"GGUF", b"PK\3\4 something", b"GGUF\1\0\0\0", None])
def test_what_is_no_gguf_file_is_refused_at_once(tmp_path, content):
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsError, match=r"model\.gguf"):
        GGUFWriter(path)


def test_a_file_that_breaks_off_is_told_and_costs_no_summary(model, tmp_path):
    path = tmp_path / "half.gguf"
    path.write_bytes(model.read_bytes()[:-5_000])
    results = list(Summarizer(writer=GGUFWriter(path)).map([ARTICLE], on_error="return"))
    assert isinstance(results[0], WeightsError)


@pytest.mark.parametrize("options", [{"context": 0}, {"threads": 0}, {"prompt": "без поля"}])
def test_impossible_options(model, options):
    with pytest.raises(OptionError):
        GGUFWriter(model, **options)


def test_the_engine_listens_to_nobody(engine):
    import urllib.error
    import urllib.request

    plain = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with pytest.raises(urllib.error.HTTPError, match="401"):
        plain.open(f"{engine._server.listening_address}/props", timeout=5)


@pytest.fixture(scope="module")
def served(model):
    settings = xllamacpp.CommonParams()
    settings.model.path = str(model)
    settings.n_ctx = 2_048
    settings.n_parallel = 1
    settings.cpuparams.n_threads = 1
    settings.verbosity = -1
    settings.api_keys = [KEY]
    return xllamacpp.Server(settings)


def test_the_real_client_gets_from_a_real_server_what_this_process_writes(engine, served):
    client = Endpoint(
        "tiny",
        f"{served.listening_address}/v1",
        timeout=60.0,
        retries=0,
        concurrency=2,
        grammar=True,
        context=2_048,
    )
    asked = [request(), request(compose(60)), request(compose(60, 1))]
    here = engine.generate(asked)
    there = client.generate(asked)
    assert [reply.text for reply in there] == [reply.text for reply in here]
    assert [reply.tokens for reply in there] == [reply.tokens for reply in here]


def test_a_real_server_that_refuses_the_key(served, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another-0123456789")
    writer = ChatWriter("tiny", base_url=f"{served.listening_address}/v1", retries=0)
    (note,) = summarize(ARTICLE, writer=writer).notes
    assert "refuses the key (401): set OPENAI_API_KEY" in note
    assert "sk-" not in note


def test_the_command_line(model, tmp_path):
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    options = ["--writer", str(model), "--threads", "1", "--context", "1024", "--no-cache"]
    run = CliRunner().invoke(main, [str(article), *options])
    assert run.exit_code == 0, run.output
    assert run.stdout == f"{summarize(ARTICLE).text}\n"
    assert "written by rules" in run.stderr
    run = CliRunner().invoke(main, [str(article), "--writer", str(model), "--beams", "2"])
    assert run.exit_code == 2
    assert "beams is no option of" in run.output
