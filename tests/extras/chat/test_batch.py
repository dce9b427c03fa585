"""A batch that a server writes: tokens, the cache, going on where a run was stopped."""

import json

import pytest
from click.testing import CliRunner

from summarizer.cli import main
from tests.extras.chat.server import completion, http
from tests.texts import compose

ARTICLES = 6


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "in.jsonl"
    rows = [{"id": f"{n}", "text": compose(60, n)} for n in range(ARTICLES)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def copy(payload):
    *_, last = payload["messages"][0]["content"].strip().splitlines()[:-1]
    return http(completion(last, read=300, written=40))


def run(server, lines, out, *options):
    command = ["batch", str(lines), str(out), "--writer", "chat:m", "--base-url", server.url]
    return CliRunner().invoke(main, [*command, "--no-grammar", "--retries", "0", *options])


def records(out):
    written = (out / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in written]


def test_tokens_are_in_the_records_and_their_sum_is_told(serve, lines, tmp_path):
    server, _ = serve(copy)
    done = run(server, lines, tmp_path / "out", "--concurrency", "3")
    assert done.exit_code == 0, done.output
    assert f"{300 * ARTICLES:,} tokens read, {40 * ARTICLES} written" in done.output
    assert {tuple(r["tokens"].items()) for r in records(tmp_path / "out")} == {
        (("read", 300), ("written", 40))
    }


def test_a_repeated_run_asks_nothing_and_writes_the_same(serve, lines, tmp_path):
    server, _ = serve(copy)
    run(server, lines, tmp_path / "out")
    assert len(server.requests) == ARTICLES
    again = run(server, lines, tmp_path / "again", "--concurrency", "4")
    assert again.exit_code == 0, again.output
    assert len(server.requests) == ARTICLES
    assert records(tmp_path / "again") == records(tmp_path / "out")
    run(server, lines, tmp_path / "anew", "--no-cache")
    assert len(server.requests) == 2 * ARTICLES


def test_a_run_goes_on_with_other_numbers_at_a_time(serve, lines, tmp_path):
    server, _ = serve(copy)
    first = run(server, lines, tmp_path / "out", "--limit", "2", "--no-cache")
    assert first.exit_code == 0, first.output
    rest = run(server, lines, tmp_path / "out", "--no-cache", "--concurrency", "4")
    assert rest.exit_code == 0, rest.output
    assert "2 of them earlier" in rest.output
    assert len(server.requests) == ARTICLES
    assert [record["id"] for record in records(tmp_path / "out")] == [
        str(number) for number in range(ARTICLES)
    ]


def test_another_prompt_is_another_run(serve, lines, tmp_path):
    server, _ = serve(copy)
    run(server, lines, tmp_path / "out")
    prompt = tmp_path / "prompt.txt"
    prompt.write_text("Сожми до {words} слов:\n{text}\n", encoding="utf-8")
    other = run(server, lines, tmp_path / "out", "--prompt", str(prompt))
    assert other.exit_code == 2
    assert "differs" in other.output
    anew = run(server, lines, tmp_path / "other", "--prompt", str(prompt))
    assert anew.exit_code == 0, anew.output
    assert server.requests[-1]["messages"][0]["content"].startswith("Сожми до ")


def test_flags_that_do_not_go_together(lines, tmp_path):
    article = tmp_path / "a.txt"
    article.write_text(compose(60), encoding="utf-8")
    for options, said in (
        (["--writer", "chat:m"], "base_url is not given"),
        (["--writer", "chat:m", "--base-url", "localhost:8080"], "begins with http://"),
        (["--writer", "chat:m", "--base-url", "http://me:secret-key@h/v1"], "holds no key"),
        (["--writer", "chat:m", "--base-url", "http://h/v1", "--beams", "2"], "beams is no option"),
        (["--base-url", "http://h/v1"], "--base-url is of a model"),
    ):
        done = CliRunner().invoke(main, [str(article), *options])
        assert done.exit_code == 2
        assert said in done.output
        assert "secret-key" not in done.output
