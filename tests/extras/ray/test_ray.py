"""On real clusters of this machine, of one core a node; Ray takes some seconds to start."""

import gzip
import json
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import ray
from click.testing import CliRunner
from ray.cluster_utils import Cluster

from summarizer import OptionError, WorkerError
from summarizer.batch import Fields, Plan, Run, SummaryOptions
from summarizer.batch.ray import PART, summarize_parts
from summarizer.cli import main
from tests.faults.rankers import EXIT, KILL, SLEEP, Obedient, Unhurried, Unready
from tests.texts import ARTICLE, compose

OPTIONS = SummaryOptions(style="extract", sentences=2, ranker="lead")
ARTICLES = 3_000
NODE = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}

PULSE = {"health_check_period_ms": 500, "health_check_failure_threshold": 4}


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """Tiny articles, one in a hundred of which is none."""
    path = tmp_path_factory.mktemp("in") / "news.jsonl"
    rows = ({"text": compose(40, n) if n % 100 else n} for n in range(ARTICLES))
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def local(lines, tmp_path_factory):
    """The folder of a run without Ray."""
    target = tmp_path_factory.mktemp("local")
    with Run(Plan(lines, target, OPTIONS, forms=("jsonl", "parquet"), workers=2)) as run:
        for _ in run:
            pass
    return target


@contextmanager
def cluster(nodes):
    """Start a cluster, and be sure that nothing is left of it."""
    found = Cluster(initialize_head=True, head_node_args={**NODE, "_system_config": PULSE})
    try:
        rest = [found.add_node(**NODE) for _ in range(nodes - 1)]
        yield found, rest
    finally:
        ray.shutdown()
        found.shutdown()


@pytest.fixture(scope="module")
def joined():
    """One node, and this process in it."""
    with cluster(1) as (found, _):
        ray.init(found.address, log_to_driver=False)
        yield


def test_a_node_dies_and_nothing_is_lost(lines, local, tmp_path, monkeypatch):
    options = replace(OPTIONS, ranker=Unhurried())  # so that both nodes have a share in it
    plan = Plan(lines, tmp_path, options, forms=("jsonl", "parquet"), engine="ray")
    workers = Counter()
    with cluster(2) as (found, nodes):
        monkeypatch.setenv("RAY_ADDRESS", found.address)
        with Run(plan) as run:
            for outcome in run:
                workers[outcome.entry.worker] += 1
                if len(workers) == 2 and outcome.n >= 300 and nodes:
                    found.remove_node(nodes.pop(), allow_graceful=False)
            progress = run.progress
    assert not nodes
    assert (progress.done, progress.failed) == (ARTICLES - 30, 30)
    for name in ("summaries.jsonl", "summaries.parquet"):
        assert (tmp_path / name).read_bytes() == (local / name).read_bytes()


def test_a_worker_dies_and_another_goes_on(joined, lines, local, tmp_path):
    plan = Plan(lines, tmp_path, OPTIONS, forms=("jsonl",), engine="ray")
    killed = False
    with Run(plan) as run:
        for outcome in run:
            if outcome.n >= 300 and not killed:
                parent = parent_of(parent_of(outcome.entry.worker))
                os.kill(parent, 9)
                killed = True
    assert killed
    assert (tmp_path / "summaries.jsonl").read_bytes() == (local / "summaries.jsonl").read_bytes()


def parent_of(process):
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("PPid:")[2].split()[0])


def test_an_article_that_kills_or_stays_costs_itself_alone(joined, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for n, order in enumerate(["", KILL, "", EXIT, "", SLEEP, ""]):
        (source / f"{n}.txt").write_text(f"{ARTICLE}\n\n{order}", encoding="utf-8")
    options = SummaryOptions(style="extract", sentences=2, ranker=Obedient())
    found = []
    for engine in ("local", "ray"):
        plan = Plan(source, tmp_path / engine, options, engine=engine, timeout=3, workers=1)
        with Run(plan) as run:
            found.append([outcome.record for outcome in run])
    assert found[0] == found[1]
    types = [record["error_type"] for record in found[1]]
    assert types == [None, "WorkerError", None, "WorkerError", None, "SlowError", None]


def test_a_run_goes_on_where_another_engine_stopped(joined, lines, local, tmp_path):
    for engine, most in (("local", 500), ("ray", ARTICLES)):
        with Run(Plan(lines, tmp_path, OPTIONS, forms=("jsonl",), engine=engine)) as run:
            for outcome in run:
                if outcome.n == most:
                    break
            resumed = run.progress.resumed
    assert resumed > 500
    assert (tmp_path / "summaries.jsonl").read_bytes() == (local / "summaries.jsonl").read_bytes()


def test_what_cannot_be_set_up_is_said(joined, lines, tmp_path):
    options = SummaryOptions(style="extract", ranker=Unready())
    with (
        Run(Plan(lines, tmp_path, options, forms=("jsonl",), engine="ray")) as run,
        pytest.raises(WorkerError, match="before they have begun"),
    ):
        list(run)


# From store to store.


@pytest.fixture
def store(lines, tmp_path):
    """The articles in two files, one of them packed."""
    rows = lines.read_bytes().splitlines(keepends=True)
    folder = tmp_path / "in"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "a.jsonl.gz").write_bytes(gzip.compress(b"".join(rows[:1_200])))
    (folder / "b.jsonl").write_bytes(b"".join(rows[1_200:]))
    (folder / "_log.jsonl").write_bytes(b"{}")
    return folder


def summaries(records):
    return [(record["summary"], record["error"]) for record in records]


def read_lines(*paths):
    return [json.loads(line) for path in paths for line in path.read_bytes().splitlines()]


def test_a_file_becomes_files_with_the_same_bytes(joined, lines, local, tmp_path):
    target = tmp_path / "out"
    arguments = [f"file://{lines}", f"file://{target}", "--engine", "ray", "--ranker", "lead"]
    arguments += ["--style", "extract", "--sentences", "2"]
    result = CliRunner().invoke(main, ["batch", *arguments])
    parts = sorted(target.glob("summaries-*"))
    assert (result.exit_code, len(parts)) == (1, ARTICLES // PART)
    assert result.stderr.endswith(f"{ARTICLES - 30} summarized, 30 failed\n")
    assert b"".join(map(Path.read_bytes, parts)) == (local / "summaries.jsonl").read_bytes()


def test_the_same_command_does_what_is_missing(joined, store, local, tmp_path):
    target = tmp_path / "out"
    plan = Plan(store, target, OPTIONS, forms=("parquet",))
    first = {part.name: part for part in summarize_parts(str(store), f"local://{target}", plan)}
    parts = sorted(target.glob("summaries-*"))
    whole = [path.read_bytes() for path in parts]
    parts[1].unlink()
    kept = parts[0].stat().st_mtime_ns
    again = {part.name: part for part in summarize_parts(str(store), f"local://{target}", plan)}
    assert again == first
    assert [path.read_bytes() for path in parts] == whole
    assert parts[0].stat().st_mtime_ns == kept
    assert [path for path in target.iterdir() if path.name.startswith(".")] == []
    found = [row for path in parts for row in pq.read_table(path).to_pylist()]
    assert [row["source"] for row in found[1_198:1_202]] == [
        "2024/a.jsonl.gz:1199",
        "2024/a.jsonl.gz:1200",
        "b.jsonl:1",
        "b.jsonl:2",
    ]
    assert summaries(found) == summaries(read_lines(local / "summaries.jsonl"))


def shelf_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("summaries-*"))}


def test_a_store_that_grew_goes_on_with_what_is_new(joined, store, tmp_path):
    plan = Plan(store, tmp_path, OPTIONS, forms=("jsonl",))
    target = tmp_path / "out"
    list(summarize_parts(str(store), str(target), plan))
    rows = [json.dumps({"text": compose(40, n)}) for n in range(5)]
    (store / "2023.jsonl").write_text("\n".join(rows), encoding="utf-8")  # in front of all
    with (store / "b.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + rows[0])
    kept = {path.read_bytes(): path.stat().st_mtime_ns for path in target.glob("summaries-*")}
    list(summarize_parts(str(store), str(target), plan))
    same = [path for path in target.glob("summaries-*") if path.read_bytes() in kept]
    assert len(same) == 3  # all of a.jsonl.gz, and the first thousand of b.jsonl
    assert [path.stat().st_mtime_ns == kept[path.read_bytes()] for path in same] == [True] * 3
    list(summarize_parts(str(store), str(tmp_path / "whole"), plan))
    assert shelf_of(target) == shelf_of(tmp_path / "whole")
    (store / "2024" / "a.jsonl.gz").unlink()
    list(summarize_parts(str(store), str(target), plan))
    list(summarize_parts(str(store), str(tmp_path / "less"), plan))
    assert shelf_of(target) == shelf_of(tmp_path / "less")


def test_the_output_inside_the_input_is_not_read(joined, store, tmp_path):
    plan = Plan(store, tmp_path, OPTIONS, forms=("jsonl",), limit=20)
    for target in ("out", "out", "more/out"):
        parts = list(summarize_parts(str(store), str(store / target), plan))
        assert sum(part.done + len(part.failures) for part in parts) == 20


def test_a_folder_that_grew_goes_on(joined, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for turn, target in ((0, "out"), (1, "out"), (2, "whole")):
        for n in range(5 * min(turn, 1), 5 + 5 * min(turn, 1)):
            (source / f"{9 - n}.txt").write_text(compose(60, n), encoding="utf-8")
        forms = ("text", "jsonl")
        with Run(Plan(source, tmp_path / target, OPTIONS, forms=forms, engine="ray")) as run:
            list(run)
            assert run.progress.resumed == (5 if turn == 1 else 0)
    lines = [(tmp_path / name / "summaries.jsonl").read_bytes() for name in ("out", "whole")]
    assert lines[0] == lines[1]


def test_columns_are_kept_of_lost_articles_too(joined, tmp_path):
    source = tmp_path / "in.jsonl"
    rows = [{"text": f"{ARTICLE}\n\n{order}", "url": f"u{order}"} for order in ("", EXIT)]
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    options = SummaryOptions(style="extract", sentences=2, ranker=Obedient())
    plan = Plan(source, tmp_path / "out", options, Fields(keep=("url",)), engine="ray", workers=1)
    plan = replace(plan, forms=("jsonl", "parquet"))
    with Run(plan) as run:
        assert [outcome.record["url"] for outcome in run] == ["u", f"u{EXIT}"]
    table = pq.read_table(tmp_path / "out" / "summaries.parquet")
    assert table.column("url").to_pylist() == ["u", f"u{EXIT}"]


def test_a_limit_counts_over_all_files(joined, store, local, tmp_path):
    plan = Plan(store, tmp_path, OPTIONS, forms=("jsonl",), limit=1_500)
    list(summarize_parts(str(store), str(tmp_path / "out"), plan))
    found = read_lines(*sorted((tmp_path / "out").glob("summaries-*")))
    assert summaries(found) == summaries(read_lines(local / "summaries.jsonl"))[:1_500]


def test_another_batch_is_noticed_and_can_be_begun(joined, store, tmp_path):
    target = str(tmp_path / "out")
    plan = Plan(store, tmp_path, OPTIONS, forms=("jsonl",), limit=20)
    list(summarize_parts(str(store), target, plan))
    plan = Plan(store, tmp_path, OPTIONS, forms=("jsonl",), limit=10)
    with pytest.raises(OptionError, match="differs in limit"):
        list(summarize_parts(str(store), target, plan))
    plan = Plan(store, tmp_path, OPTIONS, forms=("jsonl",), limit=10, restart=True)
    assert sum(part.done for part in summarize_parts(str(store), target, plan)) == 9


def test_a_file_that_is_no_table_is_said(joined, tmp_path):
    (tmp_path / "a.csv").write_text("id,body\n1,Мост\n", encoding="utf-8")
    plan = Plan(tmp_path, tmp_path, OPTIONS, forms=("jsonl",))
    with pytest.raises(OptionError, match="no column 'text', but id, body"):
        list(summarize_parts(str(tmp_path / "a.csv"), str(tmp_path / "out"), plan))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--engine", "local"], "URLs need --engine ray"),
        (["--engine", "ray", "--to", "text"], "no text"),
        (["--engine", "ray", "--glob", "*"], "no globs"),
        (["--engine", "ray"], "no .jsonl, .csv or .parquet"),
    ],
)
def test_what_makes_no_sense_between_stores_is_refused(tmp_path, arguments, words):
    result = CliRunner().invoke(main, ["batch", f"file://{tmp_path}", "file:///o", *arguments])
    assert result.exit_code == 2
    assert words in result.stderr


def test_standard_input_is_refused(tmp_path):
    with pytest.raises(OptionError, match="give Ray a file"):
        Run(Plan(Path("-"), tmp_path / "out", OPTIONS, engine="ray"))


# A Ray of one's own.

SHOW = """
import os, re
from pathlib import Path
from summarizer.batch.ray import _session

parents = lambda: {
    int(s.parent.name): int(re.search(r"PPid:\\s+(\\d+)", s.read_text()).group(1))
    for s in Path("/proc").glob("[0-9]*/status") if s.exists()
}
with _session(1):
    family, tree = {os.getpid()}, parents()
    for _ in range(5):
        family |= {process for process, parent in tree.items() if parent in family}
    files = [f for p in family for f in Path(f"/proc/{p}/fd").iterdir() if f.is_symlink()]
    sockets = set(map(os.readlink, files))
    for name in ("tcp", "tcp6"):
        for line in Path("/proc/net", name).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                print("address", fields[1].partition(":")[0])
    print("processes", *family)
"""
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}


def test_without_a_cluster_one_is_started_on_loopback_and_ended():
    environment = {name: v for name, v in os.environ.items() if not name.startswith("RAY_")}
    run = subprocess.run(
        [sys.executable, "-c", SHOW],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    lines = [line.split() for line in run.stdout.splitlines()]
    assert {fields[1] for fields in lines if fields[0] == "address"} == LOOPBACK
    processes = lines[-1][1:]
    assert len(processes) > 3
    deadline = time.monotonic() + 20
    while any(map(is_alive, processes)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(map(is_alive, processes))


def is_alive(process):
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return False
    return "State:\tZ" not in status
