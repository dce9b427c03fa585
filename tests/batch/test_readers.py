import gzip
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from summarizer import MissingExtraError, Page, ReadError, SummarizerError, summarize
from summarizer.batch import read_page
from summarizer.batch.readers import MAX_BYTES, read_file
from tests.texts import ARTICLE, SIXTY_WORDS


def fill(folder, *names):
    for name in names:
        (folder / name).write_text(ARTICLE, encoding="utf-8")


def test_a_text_file_is_a_page_without_a_title(tmp_path):
    fill(tmp_path, "a.txt")
    assert read_page(tmp_path / "a.txt") == Page(ARTICLE, None)


def test_the_encoding_is_told(tmp_path):
    (tmp_path / "a.txt").write_bytes(SIXTY_WORDS.encode("koi8-r"))
    assert read_file(tmp_path / "a.txt").encoding == "koi8-r"


def test_text_that_was_encoded_twice_is_noted(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE.encode().decode("koi8-r"), encoding="utf-8")
    found = read_file(tmp_path / "a.txt")
    assert found.page.text == ARTICLE
    assert "encoded twice" in found.notes[0]


@pytest.mark.parametrize("name", ["нет.txt", "нет/нет.txt"])
def test_a_missing_file_is_a_read_error(tmp_path, name):
    with pytest.raises(ReadError) as caught:
        read_page(tmp_path / name)
    assert caught.value.path == tmp_path / name


def test_a_folder_is_a_read_error(tmp_path):
    with pytest.raises(ReadError, match="directory"):
        read_page(tmp_path)


def test_a_path_through_a_file_is_a_read_error(tmp_path):
    fill(tmp_path, "a.txt")
    with pytest.raises(ReadError):
        read_page(tmp_path / "a.txt" / "b.txt")


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "pipe.txt"])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path, name):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError):
        read_page(tmp_path / name if name == "pipe.txt" else Path("/dev/zero"))


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match=f"{MAX_BYTES:,}"):
        read_page(path)


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 1_000,
        b"\xff" * 1_000,
        b"\xfe\xff\xff\xff" * 20,
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01" + bytes(500),
        np.random.default_rng(7).bytes(40),
    ],
    ids=["zeros", "ones", "mark", "all bytes", "elf", "short noise"],
)
def test_bytes_that_are_no_text_never_become_a_summary(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SummarizerError):
        summarize(read_page(path).text)


# Gzip.


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.GZ"])
def test_a_packed_file_is_read(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(ARTICLE.encode("cp1251")))
    found = read_file(tmp_path / name)
    assert (found.page.text, found.encoding) == (ARTICLE, "cp1251")


@pytest.mark.parametrize("cut", [0.5, 0.99])
def test_a_cut_gzip_is_a_read_error(tmp_path, cut):
    data = gzip.compress(ARTICLE.encode())
    (tmp_path / "a.txt.gz").write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(ReadError, match="damaged gzip"):
        read_page(tmp_path / "a.txt.gz")


def test_a_bomb_is_not_unpacked(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(bytes(MAX_BYTES + 1)))
    with pytest.raises(ReadError, match="unpacks to more than"):
        read_page(tmp_path / "a.txt.gz")


# Extras.


@pytest.mark.parametrize(
    ("name", "module"), [("a.html", "trafilatura"), ("a.docx", "docx"), ("a.pdf", "pypdfium2")]
)
def test_a_format_without_the_extra_says_what_to_install(tmp_path, monkeypatch, name, module):
    monkeypatch.setitem(sys.modules, module, None)
    fill(tmp_path, name)
    with pytest.raises(MissingExtraError, match=r"zaklyuchenie\[documents\]") as caught:
        read_page(tmp_path / name)
    assert caught.value.extra == "documents"


def test_no_extra_is_needed_for_text(tmp_path, monkeypatch):
    for module in ("trafilatura", "docx", "pypdfium2", "pyarrow"):
        monkeypatch.setitem(sys.modules, module, None)
    fill(tmp_path, "a.md")
    assert read_page(tmp_path / "a.md").text == ARTICLE
