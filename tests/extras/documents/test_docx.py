import pytest

from summarizer import ReadError
from summarizer.batch import docx as docx_module
from summarizer.batch import read_page
from summarizer.batch.readers import MAX_BYTES
from tests.faults.documents import change_docx, make_docx, make_zip
from tests.texts import SENTENCES, TITLE

BODY = "word/document.xml"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def read(tmp_path):
    def read(data):
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        return read_page(path)

    return read


def test_paragraphs_come_in_their_order(read):
    assert read(make_docx(SENTENCES)).text == "\n\n".join(SENTENCES)


def test_the_style_tells_the_title(read):
    page = read(make_docx(SENTENCES, TITLE))
    assert (page.title, page.text) == (TITLE, "\n\n".join(SENTENCES))


def test_a_table_is_a_line_a_row(read):
    page = read(make_docx(SENTENCES[:1], rows=[("Год", "Вагоны"), ("2023", "восемь")]))
    assert page.text.endswith("Год | Вагоны\n\n2023 | восемь")


def test_a_document_without_text_is_refused(read):
    with pytest.raises(ReadError, match="no text in the DOCX"):
        read(make_docx([]))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        make_docx(SENTENCES)[:5_000],
        make_zip({"a.txt": "мост"}),
        change_docx(make_docx(SENTENCES), BODY, "<a/>"),
        change_docx(make_docx(SENTENCES), BODY, f"<w:document {SPACE}><w:body>"),
    ],
    ids=["empty", "cut", "other archive", "other xml", "broken xml"],
)
def test_a_broken_document_is_a_read_error(read, data):
    with pytest.raises(ReadError, match="DOCX"):
        read(data)


def test_a_bomb_is_not_unpacked(read):
    with pytest.raises(ReadError, match="unpacks to more than"):
        read(change_docx(make_docx(SENTENCES), "word/media/a.bin", bytes(MAX_BYTES)))


def test_an_archive_of_many_parts_is_refused(read, monkeypatch):
    monkeypatch.setattr(docx_module, "MAX_PARTS", 5)
    with pytest.raises(ReadError, match="more than 5 parts"):
        read(make_docx(SENTENCES))


def test_entities_are_not_expanded(read, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна", encoding="utf-8")
    body = (
        f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document {SPACE}><w:body>'
        "<w:p><w:r><w:t>Мост.</w:t></w:r></w:p><w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    text = ""
    try:
        text = read(change_docx(make_docx(SENTENCES), BODY, body)).text
    except ReadError as error:
        text = error.reason
    assert "тайна" not in text
