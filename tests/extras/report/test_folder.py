"""Entries as they stream in → an index and parts."""

import base64
import re
import tracemalloc
import zlib
from itertools import chain, cycle, islice

import pytest

from summarizer import WriteError
from summarizer.report import Entry, Report
from summarizer.report.folder import CHUNK, pack
from tests.extras.report.conftest import write_report
from tests.extras.report.entries import failed, good, many

CHUNKS = re.compile(r'<script type="text/plain" id="c\d+">([^<]*)</script>')


def unpack(text):
    return zlib.decompress(base64.b64decode(text), -zlib.MAX_WBITS).decode().split("\0")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_packing_loses_nothing():
    pieces = ["<p>Мост</p>", "", "я" * 100_000]
    packed = pack(pieces)
    assert unpack(packed) == pieces
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed)


@pytest.mark.parametrize("count", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1])
def test_few_articles_make_one_page(tmp_path, count):
    entries = many(count)
    index = write_report(tmp_path / "report", entries)
    assert names(index.parent) == ["index.html"]
    page = index.read_text(encoding="utf-8")
    fragments = list(chain.from_iterable(map(unpack, CHUNKS.findall(page))))
    assert len(fragments) == page.count('<li class="row"') == count
    for entry, fragment in zip(entries, fragments, strict=True):
        assert entry.source in fragment


def test_more_than_fit_make_parts_and_an_index(tmp_path):
    index = write_report(tmp_path / "report", [*many(4), failed()], part=2)
    assert names(index.parent) == ["index.html", *(f"part-000{n}.html" for n in (1, 2, 3))]
    page = index.read_text(encoding="utf-8")
    assert "Отчёт: 5 статей" in page
    assert page.count('<li class="row failed"') == 1
    assert page.count("обзор-") == 4  # the first and the last of each full part
    first = (index.parent / "part-0001.html").read_text(encoding="utf-8")
    assert "Часть 1: 2 статьи" in first
    assert "part-0002.html" in first
    assert "part-0000.html" not in first
    last = (index.parent / "part-0003.html").read_text(encoding="utf-8")
    assert "part-0002.html" in last
    assert "part-0004.html" not in last


def test_exactly_as_many_as_fit_make_one_page(tmp_path):
    index = write_report(tmp_path / "report", many(2), part=2)
    assert names(index.parent) == ["index.html"]


@pytest.mark.parametrize(("count", "left"), [(4, 2), (2, 0)])
def test_parts_of_a_longer_report_do_not_stay(tmp_path, count, left):
    write_report(tmp_path, many(9), part=2)
    write_report(tmp_path, many(count), part=2)
    assert names(tmp_path) == ["index.html", *(f"part-{n:04}.html" for n in range(1, left + 1))]


def test_parts_are_there_before_the_end(tmp_path):
    with Report(tmp_path, part=2) as report:
        for entry in many(3):
            report.add(entry)
        assert names(tmp_path) == ["part-0001.html"]


def test_the_index_shows_the_first_failures_of_very_many(tmp_path):
    entries = [failed(source=f"{n}.txt") for n in range(1_200)]
    page = write_report(tmp_path, entries, part=500).read_text(encoding="utf-8")
    assert page.count('<li class="row failed"') == 500
    assert "Показаны первые 500 из 1\xa0200" in page


def test_a_run_that_breaks_off_leaves_no_index(tmp_path):
    def break_off():
        with Report(tmp_path) as report:
            report.add(good())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert names(tmp_path) == []


def test_a_name_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "index.html").mkdir()
    with pytest.raises(WriteError), Report(tmp_path) as report:
        report.add(good())


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path):
    entries = many(5)

    def peak(count):
        tracemalloc.start()
        write_report(tmp_path, _stream(entries, count), part=20)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(25)
    assert peak(400) < 2 * peak(50)


def _stream(entries, count):
    for number, entry in enumerate(islice(cycle(entries), count)):
        yield Entry(f"{number:06d}.txt", entry.result, entry.seconds)
