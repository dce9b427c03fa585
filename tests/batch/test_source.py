import codecs
import sys
import unicodedata
from contextlib import suppress

import numpy as np
import pytest
from summarizer.batch.source import MAX_BYTES, decode, parse_html

from summarizer import MissingExtraError, Page, ReadError, SummarizerError, summarize
from summarizer.batch import find_articles, read_page
from tests.texts import ARTICLE, SIXTY_WORDS

ENCODINGS = ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-32"]
PLAIN = ARTICLE.replace("«", '"').replace("»", '"')  # the old encodings lack quotation marks


def noise(size, seed=7):
    return np.random.default_rng(seed).bytes(size)


def fill(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")


def listed(folder, exclude=None):
    return [path.relative_to(folder).as_posix() for path in find_articles(folder, exclude)]


# Which files.


def test_text_markdown_and_html_are_articles(tmp_path):
    fill(tmp_path, "a.txt", "b.md", "c.html", "d.htm", "E.TXT", "F.Html")
    fill(tmp_path, "g.pdf", "h", "i.txt.bak", "j.json")
    assert listed(tmp_path) == ["E.TXT", "F.Html", "a.txt", "b.md", "c.html", "d.htm"]


def test_folders_are_searched_to_the_bottom_in_order(tmp_path):
    fill(tmp_path, "b/c/d/2.txt", "b/1.txt", "a/9.txt", "z.txt")
    assert listed(tmp_path) == ["z.txt", "a/9.txt", "b/1.txt", "b/c/d/2.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    fill(tmp_path, ".a.txt", ".git/b.txt", "c.txt", ".a.txt.partial")
    assert listed(tmp_path) == ["c.txt"]


def test_the_excluded_folder_is_passed_over_with_all_below_it(tmp_path):
    fill(tmp_path, "a.txt", "out/b.txt", "out/deep/c.txt", "other/out/d.txt")
    assert listed(tmp_path, tmp_path / "out") == ["a.txt", "other/out/d.txt"]


def test_a_folder_with_the_name_of_an_article_is_a_folder(tmp_path):
    fill(tmp_path, "news.txt/a.txt")
    assert listed(tmp_path) == ["news.txt/a.txt"]


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    fill(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert listed(tmp_path) == ["a/b.txt"]


def test_a_link_to_itself_or_to_nothing_is_passed_over(tmp_path):
    fill(tmp_path, "a.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    assert listed(tmp_path) == ["a.txt"]


def test_a_link_to_a_file_is_an_article(tmp_path):
    fill(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert listed(tmp_path) == ["a.txt", "b.txt"]


# Which encoding.


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_sixty_words_in_every_encoding_are_read(encoding):
    assert decode(SIXTY_WORDS.encode(encoding)) == SIXTY_WORDS


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_is_read_in_either_order(mark):
    order = "le" if mark == codecs.BOM_UTF16_LE else "be"
    assert decode(mark + SIXTY_WORDS.encode(f"utf-16-{order}")) == SIXTY_WORDS


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_article_with_its_title_is_read_in_every_encoding(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(PLAIN.encode(encoding))
    assert read_page(tmp_path / "a.txt").text == PLAIN


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_line_ends_of_windows_survive_an_old_encoding(encoding):
    text = PLAIN.replace("\n", "\r\n")
    assert decode(text.encode(encoding)) == text


def test_decomposed_utf_8_is_read_as_it_is():
    text = unicodedata.normalize("NFD", SIXTY_WORDS)
    assert decode(text.encode()) == text


def test_an_empty_file_is_an_empty_text():
    assert decode(b"") == ""


@pytest.mark.parametrize(
    "data",
    [
        noise(3_000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + noise(3_000),
        b"PK\x03\x04" + noise(3_000),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + noise(3_000),
        SIXTY_WORDS.encode("utf-16")[:-1],
    ],
    ids=["noise", "png", "zip", "pdf", "half of a character"],
)
def test_a_binary_file_is_a_read_error_that_says_what_to_do(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="convert it to UTF-8") as caught:
        read_page(path)
    assert caught.value.path == path


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 1_000,
        b"\xff" * 1_000,
        b"\xfe\xff\xff\xff" * 20,
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01" + bytes(500),
        noise(40),
    ],
    ids=["zeros", "ones", "mark", "all bytes", "elf", "short noise"],
)
def test_bytes_that_are_no_text_never_become_a_summary(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SummarizerError):
        summarize(read_page(path).text)


@pytest.mark.parametrize("damage", ["cut", "byte"])
def test_damaged_utf_8_is_an_error_or_read_but_never_mojibake(tmp_path, damage):
    data = SIXTY_WORDS.encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data[:301] if damage == "cut" else data[:300] + b"\xff" + data[300:])
    text = SIXTY_WORDS
    with suppress(ReadError):
        text = read_page(path).text
    assert text.startswith(SIXTY_WORDS[:100])


# Reading.


def test_a_text_file_is_a_page_without_a_title(tmp_path):
    fill(tmp_path, "a.txt")
    assert read_page(tmp_path / "a.txt") == Page(ARTICLE, None)


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


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match=f"{MAX_BYTES:,}"):
        read_page(path)


def test_html_without_the_extra_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = tmp_path / "a.html"
    path.write_text("<p>Мост открыт.</p>", encoding="utf-8")
    with pytest.raises(MissingExtraError, match=r"summarizer\[documents\]") as caught:
        read_page(path)
    assert caught.value.extra == "documents"


@pytest.mark.parametrize("suffix", [".html", ".htm", ".HTML"])
def test_html_of_any_suffix_goes_to_the_html_reader(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(
        "summarizer.batch.source.parse_html", lambda html, path: Page(html.upper(), path.name)
    )
    path = tmp_path / f"a{suffix}"
    path.write_text("мост", encoding="utf-8")
    assert read_page(path) == Page("МОСТ", path.name)


def test_the_html_reader_is_not_needed_for_text(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    fill(tmp_path, "a.md")
    assert read_page(tmp_path / "a.md").text == ARTICLE
    with pytest.raises(MissingExtraError):
        parse_html("<p>Мост</p>", tmp_path / "b.html")
