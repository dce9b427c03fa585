"""Runs that are killed, stopped, or out of room go on where they were."""

import json
import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from summarizer.batch.options import FOLDER
from tests.faults.grows import run_growths
from tests.faults.kills import FLAGS, command, contents, count_done, make_folder, run_kills

ARTICLES = 150


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    work = tmp_path_factory.mktemp("stops")
    make_folder(work / "in", ARTICLES)
    subprocess.run(command(work / "in", work / "whole", FLAGS), check=False, timeout=60)
    return work


@pytest.fixture(scope="module")
def whole(work):
    return contents(work / "whole")


def test_killed_runs_end_with_the_same_bytes(tmp_path):
    found = list(run_kills(tmp_path, ARTICLES, 3, FLAGS, seed=5))
    assert [(kill.same_bytes, kill.each_once) for kill in found] == [(True, True)] * 3


def test_a_folder_that_grew_ends_with_the_bytes_of_one_run(tmp_path):
    found = list(run_growths(tmp_path, ARTICLES, FLAGS, seed=3))
    assert [growth.same_bytes for growth in found] == [True] * 4
    assert any(growth.killed_at for growth in found)


def test_a_run_stopped_by_ctrl_c_keeps_what_is_done(work, whole, tmp_path):
    arguments = command(work / "in", tmp_path / "out", FLAGS)
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, start_new_session=True) as process:
        wait_for(lambda: count_files(tmp_path / "out") > 10)
        os.killpg(process.pid, signal.SIGINT)  # the terminal sends it to the workers too
        errors = process.stderr.read().decode()
    assert process.returncode == 130
    assert "stopped" in errors
    assert "Traceback" not in errors
    assert count_done(tmp_path / "out") > 10
    assert not (tmp_path / "out" / "summaries.jsonl").exists()
    subprocess.run(arguments, check=False, capture_output=True, timeout=60)
    assert contents(tmp_path / "out") == whole


def test_no_process_outlives_a_killed_run(work, tmp_path):
    arguments = command(work / "in", tmp_path / "out", FLAGS)
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        wait_for(lambda: count_files(tmp_path / "out") > 5)
        process.kill()
    wait_for(lambda: not members(process.pid))


@pytest.mark.parametrize("room", [30_000, 120_000])
def test_a_full_disk_costs_nothing_that_was_done(work, whole, tmp_path, room):
    """A limit on the size of files: the journal hits it as it would a full disk."""
    arguments = command(work / "in", tmp_path / "out", FLAGS)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    run = subprocess.run(
        arguments, check=False, capture_output=True, text=True, timeout=60, preexec_fn=limit
    )
    assert run.returncode == 1
    assert "Error: " in run.stderr
    assert "the same command goes on from there" in run.stderr
    assert "Traceback" not in run.stderr
    subprocess.run(arguments, check=False, capture_output=True, timeout=60)
    assert contents(tmp_path / "out") == whole


def test_a_full_device_is_said(work, tmp_path):
    """The records go to a device that is always full."""
    arguments = command(work / "in", tmp_path / "out", [*FLAGS, "--limit", "3"])
    code = (
        "import os, sys\n"
        "def full(descriptor):\n"
        "    if not os.readlink(f'/proc/self/fd/{descriptor}').endswith('-wal'):\n"
        "        raise OSError(28, os.strerror(28))\n"
        "os.fsync = full\n"
        "from summarizer.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments[3:]],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 1
    assert "No space left on device" in run.stderr
    assert not (tmp_path / "out" / "summaries.jsonl").exists()
    assert not list((tmp_path / "out").glob(".*.partial"))
    assert count_done(tmp_path / "out") == 3


def test_a_record_of_a_killed_run_is_whole(work, tmp_path):
    arguments = command(work / "in", tmp_path / "out", FLAGS)
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: count_files(tmp_path / "out") > 20)
        process.kill()
    for path in (tmp_path / "out").glob("*.txt"):
        assert path.read_text(encoding="utf-8").endswith("\n")
    subprocess.run(arguments, check=False, capture_output=True, timeout=60)
    lines = (tmp_path / "out" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [f"{n:05}.txt" for n in range(ARTICLES)]


def wait_for(condition, seconds=120.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it has not come about")


def count_files(folder):
    return len(list(folder.glob("*.txt")))


def members(session):
    """The processes of a session that are alive."""
    listing = subprocess.run(
        ["/bin/ps", "-o", "pid=,stat=", "-s", str(session)],
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    return [line for line in listing.splitlines() if " Z" not in line]


def test_the_journal_lies_hidden_in_the_output(work):
    assert {path.name for path in (work / "whole" / FOLDER).iterdir()} == {
        *("journal.sqlite", "lock", "workers.log")
    }
