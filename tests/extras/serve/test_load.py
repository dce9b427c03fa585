"""A hundred requests at once, bad ones among them."""

from concurrent.futures import ThreadPoolExecutor

from summarizer import summarize
from tests.extras.serve.hostile import HOSTILE
from tests.extras.serve.service import post, running
from tests.texts import compose

SLOW = [kind for kind, (_, status) in HOSTILE.items() if status == 408]
BAD = [kind for kind in HOSTILE if kind not in SLOW]


def test_a_hundred_at_once_lose_nothing_and_memory_stays():
    import json

    texts = [compose(120, seed) for seed in range(20)]
    expected = [summarize(text, style="extract", sentences=2).text for text in texts]
    good = [
        (
            post(
                "/summarize",
                json.dumps({"text": text, "style": "extract", "sentences": 2}).encode(),
            )
        )
        for text in texts
    ]
    requests = [good[n % 20] if n % 5 else HOSTILE[BAD[n % len(BAD)]][0] for n in range(100)]
    with running(workers=2) as service, ThreadPoolExecutor(100) as pool:
        pool.submit(service.send, good[0]).result()
        before = service.peak()
        for _ in range(3):
            replies = list(pool.map(service.send, requests))
            for n, reply in enumerate(replies):
                if n % 5:
                    assert reply.status == 200
                    assert reply.json["summary"] == expected[n % 20]
                else:
                    assert reply.status == HOSTILE[BAD[n % len(BAD)]][1]
        assert service.peak() < 1.5 * before
        assert service.get("/health").json == {
            "status": "ok", "workers": 2, "ready": 2, "waiting": 0,
        }  # fmt: skip
