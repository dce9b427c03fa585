"""Web pages, Word documents and PDF files that are none, are broken, or mean to harm."""

import zlib

from tests.faults.documents import assemble, change_docx, make_docx, make_pdf, make_zip
from tests.texts import ARTICLE, BODY, ENGLISH, SENTENCES, TITLE

HUGE = 60_000_000


def html(body, head=""):
    """Return a page around a body."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def article():
    """Return the article as HTML."""
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    return f"<article><h1>{TITLE}</h1>{paragraphs}</article>"


def pages():
    """Return web pages without an article, broken ones, and ones that mean to harm."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    found = {
        "empty": "",
        "spaces": "  ",
        "bare": "<html></html>",
        "title-only": html("", "<title>Мост</title>"),
        "navigation": html("<nav><a href='/'>Главная</a></nav><script>let a = 1;</script>"),
        "picture": html("<img src='a.png'>"),
        "links": html("<a href='/a'>Мост</a> " * 20_000),
        "angles": "<" * 100_000,
        "open-tags": "<p>" * 100_000,
        "deep": "<div>" * 100_000 + ARTICLE,
        "deep-closed": "<div>" * 20_000 + ARTICLE + "</div>" * 20_000,
        "deep-bold": "<b>" * 50_000 + ARTICLE,
        "deep-table": "<table><tr><td>" * 5_000 + ARTICLE,
        "deep-list": "<ul><li>" * 20_000 + ARTICLE,
        "laughs": f'<!DOCTYPE html [<!ENTITY l0 "ха">{laughs}]><html><body>&l11;</body></html>',
        "laughs-xhtml": f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ха">{laughs}]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&l11;</p></body></html>',
        "outside": '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>',
        "no-tags": "просто слова без разметки",
        "open-comment": f"<!-- {article()}",
        "open-script": f"<script>{article()}",
        "attribute": f"<p title='{'ы' * 1_000_000}'>Мост</p>",
        "attributes": f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>Мост</p>",
        "references": "<p>" + "&#0;&#xD800;&#x110000;" * 10_000 + "</p>",
        "cdata": f"<![CDATA[{article()}]]>",
        "frames": "<frameset><frame src='a.html'><frame src='b.html'></frameset>",
        "svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{TITLE}</text></svg>",
        "php": "<?php echo 'мост'; ?>" * 100,
        "false-charset": html(article(), "<meta charset='shift_jis'>"),
        "data-link": html(f"<img src='data:image/png;base64,{'A' * 3_000_000}'>"),
        "english": html("".join(f"<p>{ENGLISH}</p>" for _ in range(5))),
        "one-letter-tags": "<i>а</i>" * 20_000,
    }
    encoded = {f"page-{name}.html": text.encode() for name, text in found.items()}
    encoded["page-noise.html"] = b"<p>" + bytes(range(128, 256)) * 100
    encoded["page-zeros.html"] = html(article()).encode().replace(b"<p>", b"<p>\0")
    encoded["page-utf-16.htm"] = html(article()).encode("utf-16-le")
    encoded["page-picture.html"] = b"\x89PNG\r\n\x1a\n" + bytes(1_000)
    return encoded


def words():
    """Return Word documents that are none, or are broken, or bombs."""
    sound = make_docx(SENTENCES, TITLE)
    body = "word/document.xml"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deep = "<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000
    flags = bytearray(sound)
    flags[6] |= 1  # says that the first part is encrypted
    method = bytearray(sound)
    method[8] = 99
    found = {
        "empty": b"",
        "text": ARTICLE.encode(),
        "cut": sound[: len(sound) // 2],
        "no-end": sound[:-22],
        "end-only": sound[-22:],
        "damaged": sound[:2_000] + bytes(500) + sound[2_500:],
        "encrypted": bytes(flags),
        "unknown-method": bytes(method),
        "ole": b"\xd0\xcf\x11\xe0" + bytes(2_000),
        "no-body": change_docx(sound, body, None),
        "no-types": change_docx(sound, "[Content_Types].xml", None),
        "no-relations": change_docx(sound, "_rels/.rels", None),
        "no-styles": change_docx(sound, "word/styles.xml", None),
        "empty-body": change_docx(sound, body, ""),
        "no-paragraphs": make_docx([]),
        "not-xml": change_docx(sound, body, "мост"),
        "other-xml": change_docx(sound, body, "<a/>"),
        "broken-xml": change_docx(sound, body, f"<w:document {space}><w:body><w:p>"),
        "laughs": change_docx(
            sound,
            body,
            f'<!DOCTYPE d [<!ENTITY l0 "ха">{laughs}]><w:document {space}><w:body><w:p><w:r>'
            "<w:t>&l9;</w:t></w:r></w:p></w:body></w:document>",
        ),
        "outside": change_docx(
            sound,
            body,
            f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {space}>'
            "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>",
        ),
        "deep": change_docx(
            sound, body, f"<w:document {space}><w:body>{deep}</w:body></w:document>"
        ),
        "bomb": change_docx(sound, "word/media/bomb.bin", bytes(HUGE)),
        "body-bomb": change_docx(sound, body, b" " * HUGE),
        "many-parts": make_zip({f"a{n}": "" for n in range(10_500)}),
        "sheet": make_zip({"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"}),
        "plain-zip": make_zip({"a.txt": ARTICLE}),
        "upwards": make_zip({"../../escaped.txt": "побег", "/etc/escaped": "побег"}),
        "english": make_docx([ENGLISH]),
    }
    return {f"word-{name}.docx": data for name, data in found.items()}


def papers(chance):
    """Return PDF files without text, broken ones, and bombs."""
    sound = make_pdf([list(SENTENCES)])
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    bomb = zlib.compress(b"(m) Tj\n" * (HUGE // 7), 9)
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    one = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    found = {
        "empty": b"",
        "head": b"%PDF-1.4\n",
        "text": ARTICLE.encode(),
        "cut": sound[: len(sound) // 2],
        "no-table": sound[: sound.rindex(b"xref\n0")],
        "false-table": sound.replace(b"0000000", b"9999999"),
        "damaged": sound[:400] + chance.randbytes(200) + sound[600:],
        "zeros": sound[:200] + bytes(5_000),
        "no-pages": assemble([catalog, b"<< /Type /Pages /Count 0 /Kids [] >>"]),
        "no-catalogue": assemble([b"<< >>"]),
        "empty-page": make_pdf([[]]),
        "english": make_pdf([[ENGLISH]]),
        "own-parent": assemble([catalog, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"]),
        "own-catalogue": assemble([b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>"]),
        "false-count": assemble(
            [catalog, b"<< /Type /Pages /Count 999999999 /Kids [3 0 R] >>", page]
        ),
        "false-kids": assemble([catalog, b"<< /Type /Pages /Count 2 /Kids [9 0 R 8 0 R] >>"]),
        "kids-number": assemble([catalog, b"<< /Type /Pages /Count 1 /Kids 7 >>"]),
        "false-length": sound.replace(b"/Length ", b"/Length 9"),
        "no-length": sound.replace(b"/Length ", b"/Lungth "),
        "deep-array": assemble([catalog, b"[" * 50_000 + b"]" * 50_000]),
        "deep-dictionary": assemble([catalog, b"<< /A " * 20_000 + b">>" * 20_000]),
        "bomb": assemble([catalog, one, page, stream % (len(bomb), bomb)]),
        "false-flate": assemble([catalog, one, page, stream % (4, b"\x78\x9cab")]),
        "unknown-filter": sound.replace(b"/FlateDecode", b"/FlateDecodX"),
        "locked": make_pdf(
            [list(SENTENCES)],
            trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> "
            b"/ID [<00> <00>]" % (b"41" * 32, b"42" * 32),
        ),
        "false-lock": make_pdf([list(SENTENCES)], trailer=b"/Encrypt 99 0 R"),
        "no-font": sound.replace(b"/F1 3 0 R", b"/F1 99 0 R"),
        "no-map": sound.replace(b"/ToUnicode 4 0 R", b"/ToUnicode 99 0 R"),
        "script": make_pdf([["app.alert(1)"]], trailer=b"/OpenAction << /S /JavaScript /JS (a) >>"),
    }
    return {f"paper-{name}.pdf": data for name, data in found.items()}
