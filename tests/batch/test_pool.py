import multiprocessing
import pickle
from contextlib import closing

import pytest

from summarizer.batch.options import Fields, SummaryOptions
from summarizer.batch.pool import CHUNK_BYTES, Lost, Pool, chunked
from summarizer.batch.records import Item, Row
from summarizer.batch.worker import Setup
from tests.texts import ARTICLE, compose

OPTIONS = SummaryOptions(style="extract", sentences=1, ranker="lead")


def items(count, text=ARTICLE):
    return [Item(n, f"{n}", "", len(text), Row(text)) for n in range(count)]


def sizes(chunks):
    return [len(chunk) for chunk in chunks]


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [(0, 1, []), (7, 1, [3, 3, 1]), (5, 40, [2, 2, 1]), (3, 1_000, [1, 1, 1])],
)
def test_items_are_shared_out(count, size, expected):
    shared = (Item(n, "", "", size, Row("")) for n in range(count))
    assert sizes(chunked(shared, 3, 100)) == expected


def test_what_is_sent_ahead_fits_into_a_pipe():
    """Nobody reads here: were it too much, sending would never end."""
    text = "я" * (CHUNK_BYTES // 2)
    here, there = multiprocessing.Pipe()
    here.send([Item(0, "", "", CHUNK_BYTES, Row(text))])
    there.close()
    here.close()


def test_every_item_comes_back_once(tmp_path):
    setup = Setup(OPTIONS, Fields(), keep_documents=False, log=tmp_path / "log")
    with closing(Pool(setup, 2, 60)) as pool:
        found = [entry for entry in pool.run(chunked(iter(items(50)), 4, 10**6)) if entry]
    assert sorted(entry.n for entry in found) == list(range(50))
    assert not any(isinstance(entry, Lost) for entry in found)


def test_the_processes_live_from_run_to_run(tmp_path):
    setup = Setup(OPTIONS, Fields(), keep_documents=False, log=None)
    with closing(Pool(setup, 1, 60)) as pool:
        runs = [list(pool.run(chunked(iter(items(5)), 4, 10**6))) for _ in range(3)]
    found = [entry for run in runs for entry in run if entry]
    assert len(found) == 15
    assert len({entry.worker for entry in found}) == 1


def test_large_items_come_back_too(tmp_path):
    setup = Setup(OPTIONS, Fields(), keep_documents=False, log=tmp_path / "log")
    text = compose(300) * 200
    with closing(Pool(setup, 2, 60)) as pool:
        found = [e for e in pool.run(chunked(iter(items(6, text)), 4, 10**5)) if e]
    assert sorted(entry.n for entry in found) == list(range(6))


def test_what_is_sent_is_small():
    path_item = items(1)[0]
    assert len(pickle.dumps(path_item)) < 2 * len(ARTICLE.encode())
