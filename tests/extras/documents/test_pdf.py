import pytest

from summarizer import ReadError, summarize
from summarizer.batch import pdf as pdf_module
from summarizer.batch import read_page
from tests.faults.documents import make_pdf
from tests.texts import SENTENCES, TITLE

LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
    b"41" * 32,
    b"42" * 32,
)


@pytest.fixture
def page(tmp_path):
    def page(data):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        return read_page(path)

    return page


@pytest.fixture
def read(page):
    return lambda data: page(data).text


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


def body(*sentences):
    return wrap(" ".join(sentences))


CONCLUSION = "Трамвай оправдал ожидания дачников, а ветку к заводу построят позже."
AUTHORS = "О. П. Дёмина, И. К. Буров"


@pytest.mark.parametrize(
    "head",
    [
        [{"text": TITLE, "size": 16}],
        [{"text": TITLE, "size": 16, "bold": True}, {"text": AUTHORS, "above": 6}],
        [{"text": TITLE[:22], "size": 16}, {"text": TITLE[23:], "size": 16}],
        [{"text": TITLE, "size": 14, "left": 120}, {"text": AUTHORS, "size": 10, "left": 180}],
        [{"text": TITLE, "bold": True}, {"text": AUTHORS, "above": 6}],
        [
            {"text": "УДК 625.46"},
            {"text": AUTHORS, "bold": True, "above": 6},
            {"text": TITLE, "bold": True, "above": 6},
        ],
        [{"text": "Вестник края", "size": 24}, {"text": TITLE, "size": 16, "above": 8}],
    ],
)
@pytest.mark.parametrize("above", [0, 8])
def test_a_title_stands_out(page, head, above):
    first, *rest = body(*SENTENCES)
    found = page(make_pdf([[*head, {"text": first, "above": above}, *rest]]))
    assert found.title == TITLE
    assert TITLE not in found.text
    assert found.text.split("\n\n")[-1] == " ".join(SENTENCES)
    if any(line["text"] == AUTHORS for line in head):
        assert AUTHORS in found.text.split("\n\n")


@pytest.mark.parametrize(
    "heading",
    [
        {"text": "Выводы", "size": 13},
        {"text": "Выводы", "bold": True},
        {"text": "ВЫВОДЫ", "left": 180, "above": 6},
        {"text": "4. Выводы", "above": 8},
        {"text": "Заключение", "size": 14, "bold": True, "above": 10},
    ],
)
def test_the_conclusion_of_a_paper_is_seen(page, heading):
    lines = [{"text": TITLE, "size": 16}, *body(*SENTENCES), heading, *body(CONCLUSION)]
    found = page(make_pdf([lines]))
    document = summarize(found.text, title=found.title, style="extract", ranker="lead").document
    assert document.conclusion == CONCLUSION
    assert [sentence.text for sentence in document.sentences] == list(SENTENCES)


def test_a_hyphenated_word_is_mended_and_a_double_name_stays(read):
    lines = ["Мост в городе откры-", "ли весной, и поезд Москва-", "Заречный ходит чаще."]
    text = "Мост в городе открыли весной, и поезд Москва-Заречный ходит чаще."
    assert read(make_pdf([lines])) == text


def test_a_plain_text_has_no_title(page):
    assert page(make_pdf([body(*SENTENCES)])).title is None


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
