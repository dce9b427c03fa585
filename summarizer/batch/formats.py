"""Which files hold an article, which a table of them; what bytes are, whatever they are called."""

import codecs
import json
import os
import re
import zipfile
from collections import Counter
from io import BytesIO

from summarizer.batch.options import Format

GZIP = ".gz"
GZIP_MAGIC = b"\x1f\x8b"
READERS: dict[str, str | None] = {
    ".txt": None,
    ".md": None,
    ".markdown": None,
    ".html": "summarizer.batch.html:read",
    ".htm": "summarizer.batch.html:read",
    ".xhtml": "summarizer.batch.html:read",
    ".docx": "summarizer.batch.docx:read",
    ".pdf": "summarizer.batch.pdf:read",
    ".rtf": "summarizer.batch.rtf:read",
    ".fb2": "summarizer.batch.fb2:read",
    ".fb2.zip": "summarizer.batch.fb2:read_packed",
    ".eml": "summarizer.batch.mail:read",
    ".srt": "summarizer.batch.subtitles:read",
    ".vtt": "summarizer.batch.subtitles:read",
}
"""Suffix → where the reader stands; None: the bytes are the text. Each also with ``.gz``."""

SHOWN = ".txt, .md, .html, .docx, .pdf, .rtf, .fb2, .eml, .srt, .vtt, or .gz"

_TABLES: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
_PACKED = b"PK\x03\x04"
_MAGIC = ((b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"))
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "Word before 2007 or an Outlook letter: save it as .docx or .eml"),
    (b"\x89PNG", "a picture: it needs text recognition first"),
    (b"\xff\xd8\xff", "a picture: it needs text recognition first"),
    (b"GIF8", "a picture: it needs text recognition first"),
    (b"AT&TFORM", "a scan: it needs text recognition first"),
    (b"RIFF", "a picture, sound or video"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
    (b"PAR1", "Parquet, a table of articles: use summarizer batch"),
    (_PACKED, "an archive: unpack it first"),
)
_HEAD = 4_096
_FB2 = re.compile(rb"<FictionBook\b")
PAGE = r"(?>\s*(?:<\?xml[^>]*>|<!--.*?-->))*+\s*<(?:!doctype\s+html|html|head|body)\b"
"""How a whole web page begins."""
_PAGE = re.compile(PAGE.encode(), re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(rb"(?:[A-Za-z-]{2,40}: ?[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_MAIL_FIELD = re.compile(rb"(?im)^(?:mime-version|received|message-id|content-type):")
_TIMES = re.compile(r"(?:\d\d?:)?\d\d:\d\d[.,]\d{3} *--> *(?:\d\d?:)?\d\d:\d\d[.,]\d{3}")
_COLUMN = re.compile(r'"?[A-Za-z_][A-Za-z0-9_ ]{0,30}"?')
_DELIMITER = re.compile(r"[,;\t|]")
_FEW = 6


def suffix_of(name: str) -> str | None:
    """Return the suffix in ``READERS`` that a file name ends with, ``.gz`` aside; None if none.

    >>> suffix_of("Статья.TXT.gz"), suffix_of("снимок.png")
    ('.txt', None)
    """
    lowered = name.lower().removesuffix(GZIP)
    suffix = os.path.splitext(lowered)[1]  # noqa: PTH122
    if suffix == ".zip" and lowered.endswith(".fb2.zip"):
        return ".fb2.zip"
    return suffix if suffix in READERS else None


def format_of(name: str) -> Format | None:
    """Tell of what format a table is by its name; None if it is none.

    >>> format_of("Новости.JSONL.gz")
    'jsonl'
    """
    return _TABLES.get(os.path.splitext(name.lower().removesuffix(GZIP))[1])  # noqa: PTH122


def kind_of(name: str) -> str:
    """Return how a file that is no article is counted.

    >>> kind_of("Снимок.PNG"), kind_of("Makefile")
    ('.png', 'without suffix')
    """
    return os.path.splitext(name)[1].lower() or "without suffix"  # noqa: PTH122


def tell_kinds(kinds: Counter[str]) -> str:
    """Return counts of kinds of files for people to read, the most frequent first.

    >>> tell_kinds(Counter({".png": 2, ".doc": 13}))
    '13 .doc, 2 .png'
    """
    order = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{count:,} {kind}" for kind, count in order[:_FEW]]
    if rest := sum(count for _, count in order[_FEW:]):
        shown.append(f"{rest:,} of other kinds")
    return ", ".join(shown)


def sniff(data: bytes, suffix: str | None = None) -> str | None:
    """Return the suffix of what bytes are, if they say so themselves, else the one given.

    Raises:
        ValueError: they are nothing that is read here; the message says what they are.
    """
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, known in _MAGIC:
        if head.startswith(magic):
            return known
    if data.startswith(_PACKED):
        if found := _in_archive(data):
            return found
        if suffix in (".docx", ".fb2.zip"):  # its reader says what ails it
            return suffix
    for magic, reason in _REFUSED:
        if data.startswith(magic):
            raise ValueError(reason)
    found = _in_markup(head) or suffix
    if found is None and head.startswith(b"<?xml"):
        raise ValueError("XML of an unknown kind: save it as HTML or text")
    return found


def _in_markup(head: bytes) -> str | None:
    if not head.startswith(b"<"):
        return None
    if _FB2.search(head):
        return ".fb2"
    return ".html" if _PAGE.match(head) else None


def sniff_text(data: bytes) -> str | None:
    """Return the suffix of a text that nobody has named: a letter, subtitles; None for the rest."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    if _MAIL.match(head) and _MAIL_FIELD.search(head):
        return ".eml"
    lines = head.decode("utf-8", "replace").split("\n")
    if lines[0].startswith("WEBVTT") or any(_TIMES.match(line) for line in lines[:3]):
        return ".srt"
    return None


def _in_archive(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, LookupError):
        return None
    if "word/document.xml" in names:
        return ".docx"
    if "content.xml" in names:
        raise ValueError("OpenDocument is not read: save it as .docx")
    if "META-INF/container.xml" in names or b"application/epub+zip" in data[:_HEAD]:
        raise ValueError("EPUB is not read: convert it to .fb2 or .html")
    return ".fb2.zip" if len(names) == 1 and names[0].lower().endswith(".fb2") else None


def is_table(text: str) -> bool:
    """Whether a text is JSON lines, a JSON array of objects, or CSV with a header.

    >>> is_table('{"text": "Мост открыт."}'), is_table("id;text;url\\n1;Мост открыт.;")
    (True, True)
    """
    head = text[:_HEAD].lstrip("\ufeff \n\r\t")
    if not head[:1].isascii():  # no name of a field begins so
        return False
    if re.match(r'\[\s*\{\s*"|\{\s*"[^"\n]{1,80}"\s*:', head):
        first = head.split("\n", 1)[0]
        if first.startswith("[") or head.startswith(("{\n", "{\r")):
            return True
        if len(first) == len(head):  # longer than what is looked at
            first = text.lstrip("\ufeff \n\r\t").split("\n", 1)[0]
        try:
            return isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            return False
    header, _, rest = head.partition("\n")
    columns = _DELIMITER.split(header.strip())
    return (
        len(columns) > 1
        and bool(rest.strip())
        and all(_COLUMN.fullmatch(column.strip()) for column in columns)
        and any(column.strip(' "').lower() in ("text", "body", "content") for column in columns)
    )
