import pytest

from summarizer import ReadError
from summarizer.batch import docx as docx_module
from summarizer.batch import read_page
from summarizer.batch.readers import MAX_BYTES
from tests.faults.documents import change_docx, make_docx, make_zip
from tests.texts import SENTENCES, TITLE

BODY = "word/document.xml"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
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


def document(*paragraphs):
    """Return a document with a body of its own: what Word writes and python-docx does not."""
    body = "".join(paragraphs)
    xml = f"<w:document {SPACE}><w:body>{body}<w:sectPr/></w:body></w:document>"
    return change_docx(make_docx(["Мост."]), BODY, xml)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BEGIN, END = run("Старшим по дому выбран "), run(", сообщил совет.")
INSIDE = "Олег Примеров"


@pytest.mark.parametrize(
    "wrapped",
    [
        f'<w:smartTag w:element="PersonName">{run(INSIDE)}</w:smartTag>',
        f'<w:smartTag w:element="a"><w:smartTag w:element="b">{run("Олег ")}</w:smartTag>'
        f"{run('Примеров')}</w:smartTag>",
        f'<w:ins w:id="1" w:author="Ред.">{run(INSIDE)}</w:ins>',
        f"<w:del><w:r><w:delText>Пётр</w:delText></w:r></w:del><w:ins>{run(INSIDE)}</w:ins>",
        f"<w:moveFrom>{run('Иван')}</w:moveFrom><w:moveTo>{run(INSIDE)}</w:moveTo>",
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run(INSIDE)}</w:sdtContent></w:sdt>",
        f"<w:hyperlink>{run(INSIDE)}</w:hyperlink>",
        f'<w:fldSimple w:instr=" AUTHOR ">{run(INSIDE)}</w:fldSimple>',
        f'<w:customXml w:element="name">{run(INSIDE)}</w:customXml>',
        f"<w:r><w:instrText>HYPERLINK</w:instrText></w:r>{run(INSIDE)}",
        f"{run(INSIDE)}{run(' (проверить!)', '<w:vanish/>')}",
        run(INSIDE, '<w:vanish w:val="0"/>'),
        f"<w:proofErr/><w:bookmarkStart/>{run('Олег')}<w:r><w:tab/></w:r>{run('Примеров')}",
    ],
)
def test_all_that_is_seen_in_a_paragraph_is_read(read, wrapped):
    found = read(document(f"<w:p>{BEGIN}{wrapped}{END}</w:p>"))
    assert found.text == f"Старшим по дому выбран {INSIDE}, сообщил совет."


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<w:sdt><w:sdtContent><w:p>{run('Мост открыт.')}</w:p></w:sdtContent></w:sdt>",
        f"<w:customXml><w:p>{run('Мост открыт.')}</w:p></w:customXml>",
        f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins>{run('Мост открыт.')}</w:ins></w:p>",
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Мост')}</w:p>"
        f"<w:p>{run(' открыт.')}</w:p>",
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{run('Порт.')}</w:del></w:p>"
        f"<w:p>{run('Мост открыт.')}</w:p>",
        f"<w:sdt><w:sdtContent><w:tbl><w:tr><w:tc><w:p>{run('Мост открыт.')}</w:p></w:tc></w:tr>"
        "</w:tbl></w:sdtContent></w:sdt>",
    ],
)
def test_all_paragraphs_that_are_seen_are_read(read, wrapped):
    found = read(
        document(f"<w:p>{run('Порт закрыт.')}</w:p>", wrapped, f"<w:p>{run('Всё.')}</w:p>")
    )
    assert found.text == "Порт закрыт.\n\nМост открыт.\n\nВсё."


@pytest.mark.parametrize("sign", ["<w:br/>", "<w:cr/>", '<w:br w:type="textWrapping"/>'])
def test_a_line_break_is_one(read, sign):
    found = read(document(f"<w:p>{run('Адрес:')}<w:r>{sign}</w:r>{run('ул. Садовая')}</w:p>"))
    assert found.text == "Адрес:\nул. Садовая"


def test_a_cell_over_several_columns_is_read_once(read):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>{run("Итого")}</w:p></w:tc>'
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('Старое')}</w:p></w:tc></w:tr>"
    other = f"<w:tc><w:p>{run('42')}</w:p><w:p>{run('млн')}</w:p></w:tc>"
    found = read(
        document(f"<w:tbl>{gone}<w:tr>{cell}{other}</w:tr></w:tbl><w:p>{run('Всё.')}</w:p>")
    )
    assert found.text == "Итого | 42 млн\n\nВсё."


def test_a_text_box_is_read_once(read):
    box = f"<w:txbxContent><w:p>{run('Цифра дня: 42.')}</w:p></w:txbxContent>"
    both = (
        f"<mc:AlternateContent xmlns:mc='{COMPATIBLE}'><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    found = read(document(f"<w:p>{run('Мост открыт.')}<w:r>{both}</w:r></w:p>"))
    assert found.text == "Мост открыт.\n\nЦифра дня: 42."


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
