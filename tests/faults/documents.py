"""Documents made by hand: a PDF with Russian text, DOCX as python-docx writes it or broken."""

import zipfile
import zlib
from io import BytesIO

CODE_PAGE = "cp1251"


def make_pdf(pages, *, compress=True, trailer=b""):
    """Return a PDF; each page is a list of lines, in code page 1251 with a map to Unicode.

    A line is a text in 11 points, or a text with ``size``, ``bold``, ``left``, and the space
    ``above`` it, as a dict.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT, _stream(_to_unicode()), _BOLD]
    kids = []
    for lines in pages:
        content = b"".join(_shown(lines))
        objects.append(_stream(content, compress=compress))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 5 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(kids))
    return assemble(objects, trailer)


def _shown(lines):
    place = 780
    for line in lines:
        one = {"text": line} if isinstance(line, str) else line
        size = one.get("size", 11)
        font = b"F2" if one.get("bold") else b"F1"
        place -= one.get("above", 0)
        given = (font, size, one.get("left", 50), place, _escape(one["text"]))
        yield b"BT /%s %d Tf %d %d Td (%s) Tj ET\n" % given
        place -= round(1.27 * size)


def assemble(objects, trailer=b""):
    """Return a PDF of numbered objects, the first of them the catalogue."""
    out = BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>"
_BOLD = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /ToUnicode 4 0 R >>"


def _to_unicode():
    pairs = []
    for byte in range(0x20, 0x100):
        character = bytes([byte]).decode(CODE_PAGE, "ignore")
        if character:
            pairs.append(b"<%02X> <%04X>" % (byte, ord(character)))
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    maps = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n" + maps + b"\nendcmap end end"
    )


def _escape(line):
    data = line.encode(CODE_PAGE, "replace")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _stream(data, *, compress=False):
    if compress:
        data = zlib.compress(data)
    kind = b"/Filter /FlateDecode " if compress else b""
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (kind, len(data), data)


def make_docx(paragraphs, title=None, rows=()):
    """Return a Word document with paragraphs and a table."""
    import docx

    document = docx.Document()
    if title:
        document.add_paragraph(title, style="Title")
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def change_docx(data, name, new):
    """Return the archive with another content for one part; None takes the part away."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as changed:
        for part in old.infolist():
            if part.filename != name:
                changed.writestr(part, old.read(part))
        if new is not None:
            changed.writestr(name, new)
    return out.getvalue()


def make_zip(parts, compression=zipfile.ZIP_DEFLATED):
    """Return an archive of names and contents."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
