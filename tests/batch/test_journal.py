import os
import re
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from summarizer import BusyError, ChangedError, JournalError
from summarizer.batch.entries import Entry, pack, unpack
from summarizer.batch.folder import Listed
from summarizer.batch.journal import Journal
from summarizer.batch.options import FOLDER


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path)
    journal.begin({"options": {"words": None}}, 1)
    yield journal
    journal.close()


def entry(n, text=b"{}"):
    return Entry(n, f"s{n}", f"{n}.txt", None, pack(text))


def test_what_is_added_is_there_before_it_is_synced(journal):
    journal.add(entry(3))
    assert journal.get(3) == entry(3)
    assert journal.get(2) is None


def test_records_come_in_the_order_of_the_input(journal):
    for n in (5, 1, 3, 250, 120):
        journal.add(entry(n, b"%d" % n))
    assert list(journal.records()) == [b"1", b"3", b"5", b"120", b"250"]
    assert list(journal.records(5)) == [b"1", b"3"]


def test_an_article_is_there_once(journal):
    journal.add(entry(1, b"before"))
    journal.add(entry(1, b"after"))
    assert list(journal.records()) == [b"after"]


def test_packing_loses_nothing():
    data = "Мост открыли. ".encode() * 50
    assert unpack(pack(data)) == data
    assert len(pack(data)) < len(data) / 3


def test_what_is_synced_outlives_a_kill_and_the_tail_is_left_out(tmp_path):
    code = f"""
import os, signal
from pathlib import Path
from summarizer.batch.entries import Entry, pack
from summarizer.batch.journal import Journal
journal = Journal(Path({str(tmp_path)!r}))
journal.begin({{"options": {{"words": None}}}}, 1)
for n in range(5):
    journal.add(Entry(n, "", "", None, pack(b"x")))
journal.sync()
journal.add(Entry(5, "", "", None, pack(b"x")))
os.kill(os.getpid(), signal.SIGKILL)
"""
    run = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert run.returncode == -signal.SIGKILL
    journal = Journal(tmp_path)
    journal.begin({"options": {"words": None}}, 1)
    assert len(list(journal.records())) == 5
    journal.close()


def test_a_torn_tail_is_cut_off(tmp_path):
    journal = Journal(tmp_path)
    journal.begin({}, 1)
    for n in range(50):
        journal.add(entry(n, os.urandom(500)))
        journal.sync()
    log = tmp_path / FOLDER / "journal.sqlite-wal"
    copy = tmp_path / "copy" / FOLDER
    copy.mkdir(parents=True)
    data = log.read_bytes()
    (copy / "journal.sqlite").write_bytes((tmp_path / FOLDER / "journal.sqlite").read_bytes())
    (copy / log.name).write_bytes(data[: len(data) * 2 // 3 + 17])
    journal.close()
    torn = Journal(copy.parent)
    torn.begin({}, 1)
    kept = len(list(torn.records()))
    torn.close()
    assert 0 < kept < 50


def test_a_second_run_is_refused_and_the_lock_goes_with_the_first(tmp_path):
    first = Journal(tmp_path)
    with pytest.raises(BusyError, match="another run"):
        Journal(tmp_path)
    first.close()
    Journal(tmp_path).close()


def test_another_option_or_version_is_named(tmp_path):
    journal = Journal(tmp_path)
    journal.begin({"options": {"words": None}, "versions": {"numpy": "1.26"}}, 1)
    journal.close()
    journal = Journal(tmp_path)
    with pytest.raises(ChangedError, match=r"words \(None then, 50 now\)") as caught:
        journal.begin({"options": {"words": 50}, "versions": {"numpy": "1.27"}}, 1)
    assert "numpy (1.26 then, 1.27 now)" in str(caught.value)
    assert "--restart" in str(caught.value)
    journal.restart()
    journal.begin({"options": {"words": 50}}, 1)
    journal.close()


def listed(**signatures):
    return [Listed(name.encode(), 1, size) for name, size in signatures.items()]


def test_inputs_are_kept_in_the_order_of_paths(journal):
    assert journal.list_inputs(listed(b=1, a=2)) == ()
    assert [path for path, _, _ in journal.inputs()] == [b"a", b"b"]
    assert journal.list_inputs(listed(a=2, b=1)) == ()
    assert journal.count_inputs() == 2


def test_many_inputs_are_paged(journal):
    names = [f"{n:05}".encode() for n in range(2_500)]
    journal.list_inputs(Listed(name, 1, 1) for name in reversed(names))
    assert [path for path, _, _ in journal.inputs()] == names


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"a": 1}, r"1 input gone \(b\)"),
        ({"a": 1, "b": 2, "c": 3, "d": 4}, r"2 inputs new \(c\)"),
        ({"a": 1, "b": 7}, r"1 input changed \(b\)"),
    ],
)
def test_changed_inputs_are_named_and_kept(journal, now, said):
    journal.list_inputs(listed(a=1, b=2))
    (found,) = journal.list_inputs(listed(**now))
    assert re.fullmatch(said, found)
    assert {path.decode(): signature for path, signature, _ in journal.inputs()} == {
        name: f"1:{size}" for name, size in now.items()
    }


def test_inputs_of_another_place_may_only_be_more(tmp_path):
    for source in ("/a", "/b"):
        journal = Journal(tmp_path)
        journal.begin({}, 1, source)
        if source == "/a":
            journal.list_inputs(listed(a=1, b=2))
        else:
            with pytest.raises(ChangedError, match=r"1 input gone \(b\)"):
                journal.list_inputs(listed(a=1, c=2))
            assert journal.list_inputs(listed(a=1, b=2, c=3)) == ("1 input new (c)",)
        journal.close()


def test_half_a_list_is_none(journal):
    def broken():
        yield from listed(a=1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        journal.list_inputs(broken())
    assert journal.list_inputs(listed(a=1, b=1)) == ()
    assert journal.count_inputs() == 2


def test_what_is_set_aside_is_found_by_its_signature(journal):
    for n in range(4):
        journal.add(entry(n))
    journal.set_aside(2)
    assert journal.has_set_aside()
    assert [journal.get(n) is None for n in range(4)] == [False, False, True, True]
    assert journal.find("s3") == replace(entry(3), n=-1)
    assert journal.find("s1") is None
    journal.forget_aside()
    assert not journal.has_set_aside()


def test_a_text_that_no_article_has_any_more_is_stale(journal):
    for n, path in enumerate(("a.txt", "b.txt", "c.txt", "d.txt")):
        journal.claim(path, n)
    assert journal.stale_texts() == []
    journal.set_aside(2)
    journal.claim("c.txt", 2)
    journal.claim("a~2.txt", 0)
    journal.disclaim(1)
    assert journal.stale_texts() == ["a.txt", "b.txt", "d.txt"]
    journal.forget_texts()
    assert journal.stale_texts() == []


@pytest.mark.parametrize("data", [b"", b"no journal" * 500])
def test_a_journal_that_is_none_is_told(tmp_path, data):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "journal.sqlite").write_bytes(data)
    if data:
        with pytest.raises(JournalError, match="not a database"):
            Journal(tmp_path)
    else:
        Journal(tmp_path).close()


def test_a_lock_that_is_a_link_is_not_followed(tmp_path):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        Journal(tmp_path)
    assert not (tmp_path / "elsewhere").exists()
