import pytest

from tests.extras.serve.hostile import HOSTILE
from tests.extras.serve.service import Service, running
from tests.texts import ARTICLE

PATIENCE = 2


@pytest.fixture(scope="module")
def service():
    with running(patience=PATIENCE) as found:
        yield found


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_request_is_refused_as_json_and_the_service_lives(service: Service, kind):
    raw, status = HOSTILE[kind]
    workers = service.processes()
    reply = service.send(raw)
    assert reply.status == status, reply.body
    assert reply.headers["content-type"] == "application/json"
    assert set(reply.json["error"]) == {"type", "message"}
    assert reply.json["error"]["message"]
    assert service.get("/health").json["status"] == "ok"
    assert service.processes() == workers


def test_after_all_of_them_it_still_works(service):
    assert service.post("/summarize", {"text": ARTICLE, "sentences": 2}).status == 200


def test_a_client_that_leaves_is_forgotten(service):
    import socket

    for sent in (b"POST /summ", HOSTILE["a body that stops"][0]):
        with socket.create_connection((service.host, service.port)) as connection:
            connection.sendall(sent)
    assert service.get("/health").json == {"status": "ok", "workers": 1, "ready": 1, "waiting": 0}
