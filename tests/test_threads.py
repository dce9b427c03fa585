"""One process, many threads: the same summaries, models loaded once."""

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from summarizer import Summarizer
from summarizer.once import once
from tests.texts import ARTICLE, compose

THREADS = 16

# A fresh process: N threads begin at the same moment, nothing is loaded yet. VmHWM is the peak.
COLD = """
import json, sys, threading
from summarizer import Summarizer
from tests.texts import ARTICLE, compose

count = int(sys.argv[1])
texts = [ARTICLE, *(compose(150, seed) for seed in range(15))]
summarizer = Summarizer()
if sys.argv[2] == "warm":
    summarizer.warm_up()
ready = threading.Barrier(count)
made = {}

def work(first):
    ready.wait()
    for n in range(first, len(texts), count):
        made[n] = Summarizer().summarize(texts[n]).text

threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"texts": [made[n] for n in range(len(texts))], "peak": int(peak.split()[1])}))
"""


def run(threads: int, state: str) -> dict[str, object]:
    command = [sys.executable, "-c", COLD, str(threads), state]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def alone():
    return run(1, "cold")


@pytest.mark.parametrize("state", ["cold", "warm"])
def test_sixteen_threads_write_what_one_writes_in_little_more_memory(alone, state):
    together = run(THREADS, state)
    assert together["texts"] == alone["texts"]
    assert together["peak"] <= 1.3 * alone["peak"]


def test_threads_share_a_summarizer():
    summarizer = Summarizer(sentences=3)
    texts = [ARTICLE, *(compose(150, seed) for seed in range(31))]
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(summarizer.summarize, texts)) == list(summarizer.map(texts))


def test_threads_leave_the_limit_on_other_threads_as_it_was():
    from threadpoolctl import threadpool_info

    def limits():
        return [(found["internal_api"], found["num_threads"]) for found in threadpool_info()]

    summarizer = Summarizer()
    summarizer.warm_up()
    before = limits()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(summarizer.summarize, [compose(150, seed) for seed in range(THREADS)]))
    assert limits() == before


@pytest.mark.parametrize("style", ["conclusion", "extract"])
def test_after_warming_up_nothing_is_loaded(style):
    code = (
        "import sys; from summarizer import Summarizer; from tests.texts import ARTICLE\n"
        f"s = Summarizer(style={style!r}, words=40); s.warm_up(); before = set(sys.modules)\n"
        "opened = []; sys.addaudithook(lambda event, args: event == 'open' and opened.append(args))"
        "\ns.summarize(ARTICLE); print(sorted(set(sys.modules) - before), opened)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[] []\n"


def test_what_is_loaded_once_is_loaded_once():
    loaded = []

    @once
    def load():
        time.sleep(0.05)
        loaded.append(1)
        return object()

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(lambda _: load(), range(THREADS)))
    assert len(loaded) == 1
    assert len({id(result) for result in results}) == 1


def test_a_load_that_failed_is_tried_again():
    tries = []

    @once
    def load():
        tries.append(threading.get_ident())
        if len(tries) == 1:
            raise OSError("not yet")
        return len(tries)

    with pytest.raises(OSError, match="not yet"):
        load()
    assert (load(), load()) == (2, 2)
