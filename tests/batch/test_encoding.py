import codecs
import unicodedata

import numpy as np
import pytest

from summarizer.batch.encoding import decode, undo_double_encoding
from tests.texts import ARTICLE, SIXTY_WORDS, compose

MARKED = ["utf-8-sig", "utf-16", "utf-32"]
UNMARKED = ["utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866", "mac-cyrillic"]
PLAIN = ARTICLE.replace("«", '"').replace("»", '"')  # the old encodings lack quotation marks


def noise(size, seed=7):
    return np.random.default_rng(seed).bytes(size)


@pytest.mark.parametrize("encoding", [*MARKED, *UNMARKED])
@pytest.mark.parametrize("text", [SIXTY_WORDS, PLAIN], ids=["sixty words", "article"])
def test_every_encoding_is_told_and_recorded(encoding, text):
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", UNMARKED[3:])
@pytest.mark.parametrize("seed", range(20))
def test_the_first_sixty_letters_are_enough(encoding, seed):
    text = compose(60, seed).replace("№", "N").encode(encoding, "ignore").decode(encoding)[40:100]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_text_in_capitals_is_told(encoding):
    text = PLAIN.upper()
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_is_read_in_either_order(mark):
    order = "le" if mark == codecs.BOM_UTF16_LE else "be"
    assert decode(mark + SIXTY_WORDS.encode(f"utf-16-{order}")).text == SIXTY_WORDS


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_line_ends_of_windows_survive_an_old_encoding(encoding):
    text = PLAIN.replace("\n", "\r\n")
    assert decode(text.encode(encoding)).text == text


def test_decomposed_utf_8_is_read_as_it_is():
    text = unicodedata.normalize("NFD", SIXTY_WORDS)
    assert decode(text.encode()).text == text


def test_an_empty_file_is_an_empty_text():
    assert decode(b"").text == ""


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
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnicodeDecodeError):
        decode(data)


@pytest.mark.parametrize("damage", ["cut", "byte"])
def test_damaged_utf_8_keeps_what_can_be_read(damage):
    data = SIXTY_WORDS.encode()
    found = decode(data[:301] if damage == "cut" else data[:300] + b"\xff" + data[300:])
    assert found.text.startswith(SIXTY_WORDS[:100])
    assert 1 <= found.text.count("\ufffd") <= 3


# Text that was encoded twice.


@pytest.mark.parametrize(
    "wrong", ["cp1251", "cp1252", "latin-1", "koi8-r", "cp866", "mac-cyrillic"]
)
def test_utf_8_taken_for_another_encoding_is_mended_and_said(wrong):
    misread = "".join(
        bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in ARTICLE.encode()
    )
    found = undo_double_encoding(misread)
    assert found.text == ARTICLE
    assert "encoded twice" in found.notes[0]


@pytest.mark.parametrize(("right", "wrong"), [("cp1251", "koi8-r"), ("koi8-r", "cp1251")])
def test_one_old_encoding_taken_for_another_is_mended(right, wrong):
    found = undo_double_encoding(PLAIN.encode(right).decode(wrong))
    assert found.text == PLAIN
    assert f"{right} taken for {wrong}" in found.notes[0]


def test_bytes_that_a_program_lost_stay_unreadable():
    found = undo_double_encoding(ARTICLE.encode().decode("cp1251", "replace"))
    assert found.text.startswith("В Лесогорске запустили трамвай")
    assert found.notes


def test_only_the_lines_that_were_encoded_twice_are_mended():
    lines = ARTICLE.split("\n\n")
    mixed = "\n".join([line.encode().decode("koi8-r") for line in lines[:3]] + lines[3:])
    found = undo_double_encoding(mixed)
    assert found.text.split("\n") == lines
    assert found.notes[1].startswith("1 line")


@pytest.mark.parametrize("change", [str, str.upper, str.swapcase, str.title])
@pytest.mark.parametrize("seed", range(5))
def test_a_sound_text_is_left_alone(change, seed):
    text = change(compose(100, seed))
    found = undo_double_encoding(text)
    assert (found.text, found.notes) == (text, ())
