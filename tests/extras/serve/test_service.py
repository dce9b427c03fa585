"""What the service answers, and what it lives through."""

import email
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from summarizer import check, summarize
from tests.extras.serve.service import post, running
from tests.texts import ARTICLE, BODY, TITLE, compose, compose_long


@pytest.fixture(scope="module")
def service():
    with running() as found:
        yield found


@pytest.mark.parametrize(
    "options",
    [{}, {"style": "extract", "sentences": 2}, {"words": 40}, {"ratio": 0.5, "ranker": "lead"}],
)
def test_a_summary_is_the_one_of_the_library(service, options):
    reply = service.post("/summarize", {"text": ARTICLE, **options})
    assert reply.status == 200
    assert reply.json == summarize(ARTICLE, **options).to_record()


def test_a_title_may_come_apart(service):
    reply = service.post("/summarize", {"text": BODY, "title": TITLE, "words": None})
    assert reply.json["title"] == TITLE


@pytest.mark.parametrize("claim", ["Ветку длиной 6,4 км строили три года.", "Её длина — 9 км."])
def test_a_check_is_the_one_of_the_library(service, claim):
    reply = service.post("/check", {"article": ARTICLE, "summary": claim})
    found = check(ARTICLE, claim)
    assert reply.json["supported"] == (not found)
    assert [bad["text"] for bad in reply.json["unsupported"]] == [bad.text for bad in found]


def test_another_protocol_that_is_offered_is_not_taken(service):
    offer = ["Content-Type: application/json", "Connection: Upgrade", "Upgrade: h2c"]
    fields = json.dumps({"article": ARTICLE, "summary": ""}).encode()
    assert service.send(post("/check", fields, *offer)).json["supported"] is True


def test_requests_may_come_one_upon_another(service):
    fields = {"article": ARTICLE, "summary": "Её длина — 9 км."}
    last = json.dumps(fields).encode()
    first = json.dumps(fields | {"summary": ""}).encode()
    with socket.create_connection((service.host, service.port), timeout=60) as connection:
        connection.sendall(post("/check", first) + post("/check", last))
        answers = connection.makefile("rb")
        replies = [_read_json(answers)["supported"] for _ in range(2)]
    assert replies == [True, False]


def _read_json(answers):
    assert answers.readline() == b"HTTP/1.1 200 OK\r\n"
    head = email.message_from_bytes(b"".join(iter(answers.readline, b"\r\n")))
    return json.loads(answers.read(int(head["content-length"])))


def test_what_cannot_be_text_comes_back_as_it_came(service):
    reply = service.post("/check", {"article": "Мост.", "summary": "«Мост \ud800» цел, их 5."})
    assert reply.status == 200
    assert reply.json["supported"] is False


def test_it_describes_itself(service):
    found = service.get("/openapi.json").json
    assert found["openapi"] == "3.1.0"
    assert set(found["paths"]) == {"/summarize", "/check", "/health"}
    text = json.dumps(found)
    named = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert named == set(found["components"]["schemas"])
    page = service.get("/")
    assert page.headers["content-type"].startswith("text/html")
    for field in found["components"]["schemas"]["Summarize"]["properties"]:
        assert field in page.body.decode()


def test_every_answer_is_described(service):
    operation = service.get("/openapi.json").json["paths"]["/summarize"]["post"]
    assert set(operation["responses"]) == {"200", "400", "408", "413", "415", "422", "503"}
    properties = service.get("/openapi.json").json["components"]["schemas"]["Summary"]["properties"]
    assert set(properties) == set(service.post("/summarize", {"text": ARTICLE}).json)


def test_a_text_that_takes_too_long_costs_itself():
    with running(seconds=1) as slow:
        [_, worker] = slow.processes()
        os.kill(worker, signal.SIGSTOP)
        reply = slow.post("/summarize", {"text": ARTICLE})
        assert (reply.status, reply.json["error"]["type"]) == (422, "SlowError")
        assert "1 s" in reply.json["error"]["message"]
        wait_until_ready(slow)
        assert slow.post("/check", {"article": ARTICLE, "summary": ""}).status == 200
        assert worker not in slow.processes()


def test_a_request_outlives_the_death_of_its_worker_once(service):
    [_, worker] = service.processes()
    os.kill(worker, signal.SIGSTOP)
    replies = []
    asking = threading.Thread(
        target=lambda: replies.append(service.post("/summarize", {"text": ARTICLE}))
    )
    asking.start()
    time.sleep(0.5)
    os.kill(worker, signal.SIGKILL)
    asking.join(60)
    assert replies[0].json["summary"] == summarize(ARTICLE).text


def test_a_request_that_kills_two_workers_is_refused(service):
    text = compose_long(1_200)  # takes seconds
    replies = []
    asking = threading.Thread(
        target=lambda: replies.append(service.post("/summarize", {"text": text, "ratio": 0.5}))
    )
    asking.start()
    killed = set()
    while asking.is_alive() and len(killed) < 2:
        time.sleep(0.3)
        if service.get("/health").json["ready"]:
            for worker in set(service.processes()[1:]) - killed:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)
    asking.join(60)
    assert (replies[0].status, replies[0].json["error"]["type"]) == (422, "WorkerError")
    assert "SIGKILL (out of memory?)" in replies[0].json["error"]["message"]
    wait_until_ready(service)


def test_what_it_cannot_hold_it_refuses():
    with running(waiting=1) as small:
        [_, worker] = small.processes()
        os.kill(worker, signal.SIGSTOP)
        replies = []
        threads = [
            threading.Thread(
                target=lambda: replies.append(small.post("/summarize", {"text": ARTICLE}))
            )
            for _ in range(5)
        ]
        threads[0].start()
        time.sleep(1)  # until the worker has it: the next one waits, the others are too many
        for thread in threads[1:]:
            thread.start()
        while len(replies) < 3:
            time.sleep(0.05)
        os.kill(worker, signal.SIGCONT)
        for thread in threads:
            thread.join()
        assert sorted(reply.status for reply in replies) == [200, 200, 503, 503, 503]
        refused = next(reply for reply in replies if reply.status == 503)
        assert refused.headers["retry-after"] == "1"


def test_bodies_are_held_within_a_limit():
    with running(held=1_000) as small:
        assert small.post("/summarize", {"text": compose(300)}).status == 503
        assert small.post("/check", {"article": "Мост.", "summary": "Мост."}).status == 200


def test_connections_beyond_the_limit_are_refused():
    with running(connections=2) as small:
        address = (small.host, small.port)
        with socket.create_connection(address), socket.create_connection(address):
            assert small.get("/health").status == 503
        assert wait_until_ready(small) == 200


def wait_until_ready(service, seconds=60):
    end = time.monotonic() + seconds
    while (reply := service.get("/health")).status != 200 and time.monotonic() < end:
        time.sleep(0.1)
    return reply.status


def test_the_command_serves_until_it_is_stopped():
    command = [sys.executable, "-m", "summarizer", "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        line = process.stderr.readline()
        assert re.fullmatch(r"serving on http://127\.0\.0\.1:\d+\n", line)
        [worker] = map(int, _children(process.pid))
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def _children(process: int) -> list[str]:
    return [
        child
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def test_a_port_that_is_taken_is_a_wrong_use(service):
    command = [sys.executable, "-m", "summarizer", "serve", "--port", str(service.port)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "cannot listen on 127.0.0.1" in done.stderr
