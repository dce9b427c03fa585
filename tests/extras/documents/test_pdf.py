import pytest

from summarizer import ReadError, summarize
from summarizer.batch import pdf as pdf_module
from summarizer.batch import read_page
from summarizer.batch.pdf import drop_furniture, join_lines
from tests.faults.documents import make_pdf
from tests.texts import SENTENCES, TITLE

LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
    b"41" * 32,
    b"42" * 32,
)


@pytest.fixture
def read(tmp_path):
    def read(data):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        return read_page(path).text

    return read


def wrap(text, width=60):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def test_lines_are_joined_to_paragraphs(read):
    text = read(make_pdf([wrap(" ".join(SENTENCES))]))
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    assert summarize(text, style="extract", sentences=1, ranker="lead").text == SENTENCES[0]


def test_a_sentence_may_go_over_a_page(read):
    lines = wrap(" ".join(SENTENCES))
    text = read(make_pdf([lines[:4], lines[4:]]))
    assert [sentence for sentence in SENTENCES if sentence not in text] == []


def test_headers_and_page_numbers_are_left_out(read):
    pages = [
        ["Вестник края, выпуск 7", *wrap(sentence), str(number)]
        for number, sentence in enumerate(SENTENCES, 1)
    ]
    text = read(make_pdf(pages))
    assert "Вестник" not in text
    assert SENTENCES[2] in text


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Мост откры-", "ли весной."], "Мост открыли весной."),
        (["Поезд Москва-", "Казань ушёл."], "Поезд Москва- Казань ушёл."),
        (["Мост.", "", "Порт."], "Мост.\n\nПорт."),
        ([], ""),
    ],
)
def test_lines_are_joined(lines, joined):
    assert join_lines(lines) == joined


def test_a_line_on_two_pages_is_no_header():
    pages = [["Мост", "а", "б", "в", "г"]] * 2
    assert drop_furniture(pages) == pages


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", make_pdf([list(SENTENCES)])[:600]])
def test_a_broken_file_is_a_read_error(read, data):
    with pytest.raises(ReadError, match="PDF"):
        read(data)


def test_a_locked_file_is_told(read):
    with pytest.raises(ReadError, match="password"):
        read(make_pdf([list(SENTENCES)], trailer=LOCK))


def test_a_scan_is_told(read):
    with pytest.raises(ReadError, match="text recognition"):
        read(make_pdf([[], []]))


def test_many_pages_are_refused(read, monkeypatch):
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 2)
    with pytest.raises(ReadError, match="more than 2 pages"):
        read(make_pdf([[TITLE]] * 3))


def test_much_text_is_refused(read, monkeypatch):
    monkeypatch.setattr(pdf_module, "MAX_BYTES", 100)
    with pytest.raises(ReadError, match="more than 100 characters"):
        read(make_pdf([list(SENTENCES)]))
