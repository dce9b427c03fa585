"""Whatever a server does wrong, an article has its summary, and the user a note."""

import json
import socket
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from summarizer import Summarizer, summarize
from summarizer.cli import main
from summarizer.write.chat import ChatWriter
from tests.extras.chat.conftest import KEY
from tests.extras.chat.server import CUT, FAULTS, GOOD, completion, error, http, say
from tests.texts import ARTICLE, SENTENCES, compose

SLOW = {"never answers", "drips its headers", "drips its answer", "429, in half a minute"}
HOPELESS = {"400", "401", "403", "404", "413", "422"}


def behave(fault):
    return lambda _: fault


@pytest.fixture(scope="module")
def by_rules():
    return summarize(ARTICLE).text


def test_there_are_enough_kinds():
    assert len(FAULTS) >= 25


@pytest.mark.parametrize("name", FAULTS)
def test_the_rules_write_and_a_note_says_why(serve, by_rules, name):
    timeout = 0.5 if name in SLOW else 20.0
    server, writer = serve(behave(FAULTS[name]), timeout=timeout)
    summary = summarize(ARTICLE, writer=writer)
    assert summary.text == by_rules
    (note,) = (note for note in summary.notes if "written by rules" in note)
    assert note.startswith("written by rules, not by chat:m: ")
    assert KEY not in note
    assert len(note) < 300
    assert 1 <= len(server.requests) <= 8
    if name in HOPELESS:
        assert len(server.requests) <= 2


def test_a_server_that_is_not_there(by_rules):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    writer = ChatWriter("m", base_url=f"http://127.0.0.1:{port}/v1", retries=1, cache=False)
    summary = summarize(ARTICLE, writer=writer)
    assert summary.text == by_rules
    assert "cannot be reached" in summary.notes[0]


def test_a_host_that_is_not_there(by_rules):
    writer = ChatWriter("m", base_url="http://nobody.invalid/v1", retries=0, cache=False)
    summary = summarize(ARTICLE, writer=writer)
    assert summary.text == by_rules


@pytest.mark.parametrize(
    "name", ["429", "500", "closes at once", "breaks off", "empty content", "no JSON", "English"]
)
def test_what_goes_well_the_second_time_is_the_models(serve, name):
    server, writer = serve(lambda _: FAULTS[name] if len(server.requests) < 2 else say())
    summary = summarize(ARTICLE, writer=writer)
    assert SENTENCES[2] in summary.text
    assert summary.notes == ()
    assert len(server.requests) == 2


def test_thinking_that_left_no_room_is_given_more(serve):
    def think(payload):
        return say() if payload["max_tokens"] > 600 else FAULTS["thought alone, elsewhere"]

    server, writer = serve(think)
    summary = summarize(ARTICLE, writer=writer)
    assert SENTENCES[2] in summary.text
    first, second = (request["max_tokens"] for request in server.requests)
    assert second > first


def test_a_reply_that_is_cut_off_keeps_its_whole_sentences(serve):
    server, writer = serve(behave(say(f"{SENTENCES[2]} {CUT}", "length")))
    summary = summarize(ARTICLE, writer=writer)
    assert summary.sentences[0].text.endswith("до полуночи.")
    assert len(summary.sentences) == len(server.requests) == 1
    assert "rules" not in "".join(summary.notes)


@pytest.mark.parametrize("code", [400, 422])
def test_fields_that_a_server_does_not_know_are_left_out(serve, code):
    def picky(payload):
        known = {"model", "messages", "max_completion_tokens"}
        return say() if payload.keys() <= known else error(code, "unknown field")

    server, writer = serve(picky, grammar=True, retries=0)
    for _ in range(2):
        assert SENTENCES[2] in summarize(ARTICLE, writer=writer).text
    assert len(server.requests) == 4  # the second article is asked about in the way that served


def test_a_key_that_a_server_tells_stays_hidden(serve, tmp_path):
    told = f"Incorrect API key provided: {KEY}"
    answers = [error(400, told), error(401, told), say(f"{GOOD} Ключ {KEY} подходит."), say(KEY)]
    for answer in answers:
        _, writer = serve(behave(answer), cache=True)
        summary = summarize(ARTICLE, writer=writer)
        assert KEY not in str(summary.to_dict())
        assert KEY not in repr(writer.options)
        assert KEY not in repr(writer.__reduce__())


def test_the_key_goes_to_the_server_and_nowhere_else(serve, tmp_path, monkeypatch):
    server, _ = serve()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    options = ["--writer", "chat:m", "--base-url", server.url, "--to", "jsonl"]
    command = [sys.executable, "-m", "summarizer", "batch", tmp_path / "in", tmp_path / "out"]
    run = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert f"Bearer {KEY}" in server.headers[0]
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 3
    assert all(KEY.encode() not in path.read_bytes() for path in written)
    assert KEY not in run.stdout + run.stderr


def test_a_batch_lives_through_all_of_them(serve, tmp_path):
    """Each article meets another fault, some none: nothing is lost, nothing comes twice."""
    names = [name for name in FAULTS if name not in SLOW]
    plan = {}

    def meet(payload):
        prompt = payload["messages"][0]["content"]
        name = next(name for name, text in plan.items() if text[:60] in prompt)
        return say(_sentence(prompt)) if name.startswith("good") else FAULTS[name]

    server, _ = serve(meet)
    lines = tmp_path / "in.jsonl"
    order = [item for n, name in enumerate(names) for item in (name, f"good {n}")]
    for number, name in enumerate(order):
        plan[name] = f"Случай номер {number + 100} записали в журнал смены. {compose(60, number)}"
    rows = [{"id": name, "text": text} for name, text in plan.items()]
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    options = f"--writer chat:m --base-url {server.url} --concurrency 8 --retries 0 --no-cache"
    command = ["batch", str(lines), str(tmp_path / "out"), *options.split(), "--no-grammar"]
    run = CliRunner().invoke(main, command)
    assert run.exit_code == 0, run.output
    assert f"{len(order)} summarized, 0 failed" in run.output
    written = (tmp_path / "out" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in written]
    assert [record["id"] for record in records] == order
    for record in records:
        by_rules = any("written by rules" in note for note in record["notes"])
        assert by_rules != record["id"].startswith("good")
    assert 1 < server.most <= 8


def _sentence(prompt):
    """Return a sentence of the article that stands in a prompt."""
    return prompt.partition("журнал смены. ")[2].splitlines()[-2]


def test_usage_of_any_shape_does_no_harm(serve):
    for usage in (
        None,
        [],
        {"prompt_tokens": "many"},
        {"prompt_tokens": -1, "completion_tokens": 2},
    ):
        _, writer = serve(behave(http(completion() | {"usage": usage})))
        summary = summarize(ARTICLE, writer=writer)
        assert summary.tokens is None
        assert SENTENCES[2] in summary.text


def test_inside_a_running_loop_too(serve):
    import asyncio

    _, writer = serve()

    async def ask():
        return summarize(ARTICLE, writer=writer)

    assert SENTENCES[2] in asyncio.run(ask()).text


def test_many_articles_are_asked_about_at_once_and_come_in_order(serve):
    def answer(payload):
        time.sleep(0.1)
        return say(_sentence(payload["messages"][0]["content"]))

    server, writer = serve(answer, concurrency=4)
    texts = [f"Записали в журнал смены. {compose(60, n)}" for n in range(12)]
    together = [str(one) for one in Summarizer(writer=writer).map(texts)]
    assert 1 < server.most <= 4
    _, alone = serve(server.behave)
    assert together == [str(one) for one in Summarizer(writer=alone).map(texts)]
