"""Articles that are slow or kill their worker cost themselves alone."""

import pytest

from summarizer import WorkerError
from summarizer.batch import Plan, SummaryOptions, summarize_batch
from tests.faults import rankers
from tests.texts import compose

ARTICLES = 40


def outcomes(tmp_path, ranker, workers=2, **orders):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(ARTICLES):
        text = compose(40, n) + orders.get(f"a{n}", "")
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    options = SummaryOptions(style="extract", sentences=1, ranker=ranker)
    plan = Plan(folder, tmp_path / "out", options, workers=workers, timeout=3)
    return list(summarize_batch(plan))


@pytest.mark.parametrize("workers", [1, 2])
def test_only_the_articles_that_ask_for_it_are_lost(tmp_path, workers):
    orders = {
        "a3": rankers.KILL,
        "a4": rankers.CRASH,
        "a20": rankers.EXIT,
        "a21": rankers.FAIL,
        "a39": rankers.SLEEP,
    }
    found = outcomes(tmp_path, rankers.Obedient(), workers, **orders)
    errors = {outcome.n: outcome.record["error"] for outcome in found if outcome.error}
    assert len(found) == ARTICLES
    assert errors == {
        3: "the worker died of it: SIGKILL (out of memory?)",
        4: "the worker died of it: SIGSEGV",
        20: "the worker died of it: exit code 3",
        21: "the worker died of it: ZeroDivisionError: как и велено",
        39: "not done in 3 s",
    }
    assert [o.record["error_type"] for o in found if o.n in (3, 39)] == ["WorkerError", "SlowError"]
    assert found[0].record["model"] == "obedience-v1"


def test_workers_that_cannot_begin_end_the_run(tmp_path):
    with pytest.raises(WorkerError, match="before they have begun: exit code"):
        outcomes(tmp_path, rankers.Unready())
