import json

import pytest

from summarizer import ReadError
from summarizer.batch import Plan, SummaryOptions, read_page, summarize_batch
from summarizer.batch.readers import read_bytes
from tests.faults.documents import make_docx, make_pdf
from tests.texts import BODY, SENTENCES, TITLE


def in_code_page(text):
    return "".join(f"\\'{byte:02x}" for byte in text.encode("cp1251")).replace("\\'0a", "\\par ")


def in_unicode(text):
    shown = "".join(one if one.isascii() else f"\\u{ord(one)}?" for one in text)
    return shown.replace("\n", "\\par\n")


@pytest.fixture
def read(tmp_path):
    def read(body, head="\\ansi\\ansicpg1251"):
        path = tmp_path / "a.rtf"
        fonts = "{\\fonttbl{\\f0\\fcharset204 Times;}}{\\info{\\author Author}}"
        path.write_text(f"{{\\rtf1{head}{fonts}\\pard {body}\\par}}", encoding="ascii")
        return read_page(path).text

    return read


@pytest.mark.parametrize("write", [in_code_page, in_unicode])
def test_a_paragraph_is_a_line(read, write):
    assert read(write(f"{TITLE}\n{SENTENCES[0]}")) == f"{TITLE}\n\n{SENTENCES[0]}"


def test_marks_are_off(read):
    words = [in_code_page(word) for word in ("Мост ", "открыт", " вчера.")]
    assert read(f"{words[0]}{{\\b\\i {words[1]}}}{words[2]}") == "Мост открыт вчера."


@pytest.mark.parametrize("data", [b"", b"{\\rtf1}", "просто текст".encode()])
def test_what_has_no_text_is_a_read_error(tmp_path, data):
    path = tmp_path / "a.rtf"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="RTF"):
        read_page(path)


# Whatever it comes in.


@pytest.mark.parametrize(
    "data",
    [
        make_pdf([list(SENTENCES)]),
        make_docx(SENTENCES),
        ("{\\rtf1\\ansi\\ansicpg1251 " + in_code_page("\n".join(SENTENCES)) + "}").encode(),
        f"<!DOCTYPE html><html><body><p>{'</p><p>'.join(SENTENCES)}</p></body></html>".encode(),
    ],
    ids=["pdf", "docx", "rtf", "html"],
)
@pytest.mark.parametrize("suffix", [None, ".txt", ".md"])
def test_a_document_is_told_by_its_bytes(data, suffix):
    found = read_bytes(data, suffix).page.text
    assert [sentence for sentence in SENTENCES if sentence not in found] == []


def test_a_page_in_a_field_is_read(tmp_path):
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    page = f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><nav>Погода</nav>"
    page += f"<article><h1>{TITLE}</h1>{paragraphs}</article></body></html>"
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"text": page}), encoding="utf-8")
    options = SummaryOptions(style="extract", ratio=1, ranker="lead")
    (outcome,) = summarize_batch(Plan(source, tmp_path / "out", options, forms=("jsonl",)))
    assert outcome.record["title"] == TITLE
    assert outcome.record["summary"] == " ".join(SENTENCES)
