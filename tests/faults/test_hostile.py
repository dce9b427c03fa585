"""The hostile folder without its largest files; ``python -m tests.faults hostile`` has all."""

import json
import subprocess

import pytest

from tests.faults.hostile import make
from tests.faults.kills import FLAGS, command

LARGEST = 150_000


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    work = tmp_path_factory.mktemp("hostile")
    bad, good = make(work / "in")
    small = [name for name in bad if not is_large(work / "in" / name)]
    for name in set(bad) - set(small):
        (work / "in" / name).unlink()
    run = subprocess.run(
        command(work / "in", work / "out", FLAGS), check=False, capture_output=True, timeout=300
    )
    lines = (work / "out" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    return small, good, run, [json.loads(line) for line in lines], work


def is_large(path):
    return path.is_file() and not path.is_symlink() and path.stat().st_size > LARGEST


def test_there_are_enough_kinds(found):
    assert len(found[0]) >= 150


def test_every_file_ends_as_a_summary_or_a_clear_error(found):
    bad, good, run, records, _ = found
    assert len(records) == len(bad) + len(good)
    assert [r["source"] for r in records if bool(r["summary"]) == bool(r["error"])] == []
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr


def test_the_good_files_are_all_done(found):
    _, good, _, records, _ = found
    assert set(good) <= {record["source"] for record in records if record["summary"]}


def test_no_file_kills_its_worker(found):
    assert [r["source"] for r in found[3] if r["error_type"] in ("WorkerError", "SlowError")] == []


def test_nothing_is_written_outside_the_output(found):
    work = found[4]
    assert {path.name for path in work.iterdir()} == {"in", "out"}
    assert not any(path.is_symlink() for path in (work / "out").rglob("*"))
