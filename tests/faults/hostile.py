"""A folder of bad files, made with a seed: every kind that an archive has shown or an enemy would.

``make(folder, seed)`` fills it and returns the names of the bad and of the good ones.
"""

import gzip
import os
import random
import socket
import zlib
from pathlib import Path

from tests.faults.broken import HUGE, article, html, pages, papers, words
from tests.faults.documents import make_docx, make_pdf, make_zip
from tests.texts import ARTICLE, BODY, BULGARIAN, ENGLISH, SENTENCES, TITLE, UKRAINIAN, compose

PLAIN = ARTICLE.replace("«", '"').replace("»", '"')


def make(folder, seed=1):
    """Fill ``folder``; return the names of the bad files and of the good ones beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)  # noqa: S311
    bad = {
        **texts(chance),
        **magic(chance),
        **pages(),
        **packed(chance),
        **words(),
        **papers(chance),
        **others(chance),
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    names = [*bad, *odd_files(folder)]
    good = good_files()
    for name, data in good.items():
        (folder / name).write_bytes(data)
    return names, list(good)


def good_files():
    """Return good articles in every format and encoding."""
    found = {f"good-{n:02}.txt": compose(120, n).encode() for n in range(8)}
    for encoding in ("utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866", "mac-cyrillic"):
        found[f"good-{encoding}.txt"] = PLAIN.encode(encoding)
    found["good-md.md"] = ARTICLE.encode()
    found["good-page.html"] = html(article()).encode()
    found["good-packed.txt.gz"] = gzip.compress(ARTICLE.encode(), mtime=0)
    found["good-word.docx"] = make_docx(SENTENCES, TITLE)
    found["good-paper.pdf"] = make_pdf([list(SENTENCES)])
    found["good-field.txt"] = article().encode()
    found["good-letter.eml"] = _letter(ARTICLE)
    found["good-book.fb2"] = _book("".join(f"<p>{sentence}</p>" for sentence in SENTENCES))
    found["good-said.srt"] = "\n\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{sentence}"
        for n, sentence in enumerate(SENTENCES, 1)
    ).encode()
    found["good-rich.rtf"] = _rich(ARTICLE)
    return found


def texts(chance):
    """Return plain texts that are none, or are not what their bytes say."""
    utf8 = ARTICLE.encode()
    found = {
        "empty": b"",
        "spaces": b"   \t  ",
        "newlines": b"\n" * 100_000,
        "bom-8": b"\xef\xbb\xbf",
        "bom-16": b"\xff\xfe",
        "bom-16-be": b"\xfe\xff",
        "bom-32": b"\xff\xfe\x00\x00",
        "bom-32-be": b"\x00\x00\xfe\xff",
        "zeros": b"\0" * 1_000,
        "ones": b"\xff" * 1_000,
        "every-byte": bytes(range(256)) * 8,
        "noise-10": chance.randbytes(10),
        "noise-1000": chance.randbytes(1_000),
        "noise-1000000": chance.randbytes(1_000_000),
        "digits": b"1234567890 " * 500,
        "marks": "!?… — «» ".encode() * 500,
        "emoji": "🙂🚋👩‍🚀".encode() * 500,
        "half-utf-16": ARTICLE.encode("utf-16")[:-1],
        "surrogates-16": "Мост ".encode("utf-16") + b"\x00\xd8" * 50,
        "cut-utf-8": utf8[:-1],
        "cut-early": utf8[:301],
        "bad-byte": utf8[:300] + b"\xff" + utf8[300:],
        "bad-bytes": b"\xff".join(utf8[n : n + 7] for n in range(0, len(utf8), 7)),
        "overlong": b"\xc0\xaf\xe0\x80\xaf" * 100,
        "surrogates-8": b"\xed\xa0\x80\xed\xb0\x80" * 100 + utf8,
        "utf-7": ARTICLE.encode("utf-7"),
        "ebcdic": ENGLISH.encode("cp500"),
        "cp855": PLAIN.encode("cp855", "replace"),
        "iso-8859-5": PLAIN.encode("iso-8859-5", "replace"),
        "two-encodings": PLAIN.encode("cp1251") + PLAIN.encode("utf-8"),
        "three-encodings": b"".join(PLAIN.encode(e) for e in ("cp1251", "cp866", "koi8-r")),
        "english": ENGLISH.encode(),
        "ukrainian": UKRAINIAN.encode(),
        "bulgarian": BULGARIAN.encode(),
        "chinese": "市长在星期天开通了通往湖边的电车线路。".encode() * 9,
        "arabic": "افتتح رئيس البلدية خط الترام إلى البحيرة يوم الأحد.".encode() * 9,
        "title-only": TITLE.encode(),
        "litter-only": "Поделиться:\n18+\nЧитайте также".encode(),
        "one-letter": "Я".encode(),
        "one-word": ("а" * 1_000_000).encode(),
        "one-line": ("мост " * 400_000).encode(),
        "no-spaces": (BODY.replace(" ", "") * 200).encode(),
        "too-long": ("Мост открыт. " * 900_000).encode(),
        "headings": ("Мост открыт\n" * 50_000).encode(),
        "quotes": ("«" * 300_000).encode() + utf8,
        "brackets": ("(" * 300_000).encode() + utf8,
        "closing": ("»" * 300_000).encode() + utf8,
        "initials": ("А. Б. " * 30_000).encode() + utf8,
        "dots": b"." * 1_000_000 + utf8,
        "dashes": ("— " * 200_000).encode() + utf8,
        "ampersands": b"&" * 500_000 + utf8,
        "entities": b"&amp;" * 200_000 + utf8,
        "one-sentence-many-times": ("Мост открыт. " * 20_000).encode(),
        "controls": bytes(range(1, 32)) * 1_000 + utf8,
        "zero-width": "\u200b".encode() * 100_000 + utf8,
        "bidi": ("\u202e" + ARTICLE + "\u202c").encode(),
        "zalgo": ("а" + "\u0301" * 50_000).encode() + utf8,
        "escapes": b"\x1b[2J\x1b[31m" * 1_000 + utf8,
        "replacement": "\ufffd".encode() * 10_000 + utf8,
        "private-use": "\ue000".encode() * 10_000,
        "astral": "𝕄𝕠𝕤𝕥".encode() * 5_000,
        "form-feeds": ARTICLE.replace("\n", "\f").encode(),
        "old-mac-lines": ARTICLE.replace("\n", "\r").encode(),
        "links-only": b"https://example.org/a?b=c\n" * 2_000,
        "base64": b"0K3RgtC+INC90LUg0YLQtdC60YHRgg==\n" * 2_000,
        "html-inside": html(article()).encode(),
        "json-inside": b'{"text": [' * 10_000,
        "xml-inside": b"<?xml version='1.0'?>" + b"<a>" * 10_000,
        "code-inside": b"int main(void) { return 0; }\n" * 1_000,
        "table-inside": b"1;2;3;4;5\n" * 10_000,
    }
    for wrong in ("cp1251", "cp1252", "koi8-r", "cp866", "mac-cyrillic"):
        misread = utf8.decode(wrong, "replace")
        found[f"utf-8-taken-for-{wrong}"] = misread.encode()
    found["twice-utf-8-taken-for-cp1251"] = (
        found["utf-8-taken-for-cp1251"].decode().encode("cp1251", "replace")
    )
    return {f"text-{name}.txt": data for name, data in found.items()}


def magic(chance):
    """Return files of other kinds under the name of a text."""
    heads = {
        "png": b"\x89PNG\r\n\x1a\n",
        "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "gif": b"GIF89a",
        "pdf": b"%PDF-1.7\n",
        "zip": b"PK\x03\x04",
        "gzip": b"\x1f\x8b\x08",
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "elf": b"\x7fELF\x02\x01\x01",
        "exe": b"MZ\x90\0",
        "class": b"\xca\xfe\xba\xbe",
        "wasm": b"\0asm\1\0\0\0",
        "bzip2": b"BZh91AY&SY",
        "xz": b"\xfd7zXZ\0",
        "7z": b"7z\xbc\xaf'\x1c",
        "rar": b"Rar!\x1a\7\1\0",
        "mp3": b"ID3\4\0",
        "ogg": b"OggS\0\2",
        "wav": b"RIFF\xff\xff\0\0WAVE",
        "mp4": b"\0\0\0\x18ftypmp42",
        "sqlite": b"SQLite format 3\0",
        "parquet": b"PAR1",
        "pickle": b"\x80\4\x95",
        "rtf": b"{\\rtf1\\ansi\\ansicpg1251 ",
        "djvu": b"AT&TFORM",
    }
    return {f"magic-{name}.txt": head + chance.randbytes(4_000) for name, head in heads.items()}


def packed(chance):
    """Return gzip files that are damaged, nested, or bombs."""
    sound = gzip.compress(ARTICLE.encode(), mtime=0)
    bomb = gzip.compress(bytes(HUGE), mtime=0)
    found = {
        "empty.txt": b"",
        "head.txt": sound[:10],
        "cut.txt": sound[: len(sound) // 2],
        "no-end.txt": sound[:-4],
        "false-sum.txt": sound[:-8] + b"\0\0\0\0" + sound[-4:],
        "false-size.txt": sound[:-4] + b"\1\0\0\0",
        "damaged.txt": sound[:100] + chance.randbytes(50) + sound[150:],
        "not-packed.txt": ARTICLE.encode(),
        "more-behind.txt": sound + b"more",
        "two-members.txt": sound + sound,
        "nested.txt": gzip.compress(sound, mtime=0),
        "bomb.txt": bomb,
        "bomb.html": bomb,
        "bomb-of-bombs.txt": gzip.compress(bomb, mtime=0),
        "letters-bomb.txt": gzip.compress("мост ".encode() * (HUGE // 9), mtime=0),
        "picture.txt": gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(100), mtime=0),
        "no-page.html": gzip.compress(b"<html></html>", mtime=0),
        "no-word.docx": gzip.compress(b"PK\x03\x04", mtime=0),
        "no-paper.pdf": gzip.compress(b"%PDF-1.4", mtime=0),
        "zlib.txt": zlib.compress(ARTICLE.encode()),
    }
    return {f"packed-{name}.gz": data for name, data in found.items()}


def _letter(text, head="Content-Type: text/plain; charset=utf-8\n"):
    return f"Subject: a\nMIME-Version: 1.0\n{head}\n{text}".encode()


def _book(body, head=""):
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<FictionBook><description><title-info>'
        f"<book-title>{TITLE}</book-title></title-info></description><body><section>{body}"
        "</section></body></FictionBook>"
    ).encode()


def _rich(text):
    shown = "".join(one if one.isascii() else f"\\u{ord(one)}?" for one in text)
    return ("{\\rtf1\\ansi\\ansicpg1251 " + shown.replace("\n", "\\par ") + "}").encode()


def others(chance):
    """Return books, letters, subtitles and rich texts that are none, or mean to harm."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    grows = f"<!DOCTYPE b [<!ENTITY l0 'ха'>{laughs}]>"
    loads = "<!DOCTYPE b [<!ENTITY l11 SYSTEM 'file:///etc/hostname'>]>"
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(900))
    times = "00:00:01,000 --> 00:00:02,000\n"
    found = {
        "empty.fb2": b"",
        "noise.fb2": chance.randbytes(2_000),
        "cut.fb2": _book(f"<p>{BODY}</p>")[:900],
        "grows.fb2": _book("<p>&l11;</p>", grows),
        "loads.fb2": _book("<p>&l11;</p>", loads),
        "deep.fb2": _book("<section>" * 20_000 + "</section>" * 20_000),
        "deep-text.fb2": _book("<p>" + "<a>" * 20_000 + "</a>" * 20_000 + "</p>"),
        "no-text.fb2": _book(""),
        "text.fb2": ARTICLE.encode(),
        "bomb.fb2.zip": make_zip({"a.fb2": bytes(HUGE)}),
        "two.fb2.zip": make_zip({"a.fb2": _book("<p>а</p>"), "b.fb2": _book("<p>б</p>")}),
        "cut.fb2.zip": make_zip({"a.fb2": _book(f"<p>{BODY}</p>")})[:400],
        "empty.eml": b"",
        "noise.eml": chance.randbytes(2_000),
        "head.eml": _letter(""),
        "charset.eml": _letter(ARTICLE, "Content-Type: text/plain; charset=нет\n"),
        "base64.eml": _letter("@@@", "Content-Transfer-Encoding: base64\n"),
        "deep.eml": _letter("", parts),
        "headers.eml": b"X: y\n" * 100_000,
        "folded.eml": b"Subject: a\n" + b" b\n" * 100_000 + b"\n",
        "empty.srt": b"",
        "noise.srt": chance.randbytes(2_000),
        "times.srt": (times * 20_000).encode(),
        "arrows.srt": b"--> " * 100_000,
        "marks.srt": (times + "<" * 100_000 + "{" * 100_000).encode(),
        "sounds.srt": (times + "[" * 100_000 + "♪" * 100_000).encode(),
        "empty.vtt": b"WEBVTT",
        "empty.rtf": b"",
        "head.rtf": b"{\\rtf1",
        "noise.rtf": b"{\\rtf1 " + chance.randbytes(2_000),
        "open.rtf": b"{\\rtf1 " + b"{" * 50_000,
        "closed.rtf": b"{\\rtf1 " + b"}" * 50_000,
        "numbers.rtf": b"{\\rtf1 \\u99999999999? \\'zz \\bin99999 }",
        "text.rtf": ARTICLE.encode(),
        "comments.txt": b"<!---->" * 20_000,
        "comments-open.txt": b"<!--" * 20_000,
        "escaped.txt": b"&lt;/p&gt;" * 20_000,
        "archive.txt": make_zip({"a": b"b"}),
        "lines.txt": '{"text": "Мост."}\n'.encode() * 9,
    }
    return {f"other-{name}": data for name, data in found.items()}


def odd_files(folder):
    """Make what is no regular file, or has an odd name; return the names."""
    os.mkfifo(folder / "odd-pipe.txt")
    (folder / "odd-broken-link.txt").symlink_to(folder / "nothing.txt")
    (folder / "odd-own-link.txt").symlink_to(folder / "odd-own-link.txt")
    (folder / "odd-endless-link.txt").symlink_to("/dev/zero")
    (folder / "odd-folder").mkdir()
    (folder / "odd-up").symlink_to(folder, target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)
        server.bind("odd-socket.txt")
        os.chdir(here)
    with (folder / "odd-sparse.txt").open("wb") as file:
        file.truncate(20 * HUGE)
    names = [
        "odd-pipe.txt",
        "odd-broken-link.txt",
        "odd-own-link.txt",
        "odd-endless-link.txt",
        "odd-socket.txt",
        "odd-sparse.txt",
    ]
    spelled = {
        "odd-line\nend.txt": ARTICLE,
        "odd-" + "я" * 123 + ".md": ARTICLE,
        "odd- space .txt": ARTICLE,
        "odd-..txt": ARTICLE,
        "odd-\\..\\up.txt": ARTICLE,
        "odd-*?<>|.txt": ARTICLE,
        "-odd-flag.txt": ARTICLE,
        "odd-Case.txt": ARTICLE,
        "odd-case.txt": compose(100),
        "odd-\u0439.txt": ARTICLE,
        "odd-\u0438\u0306.txt": compose(100),
        "odd-ß.txt": ARTICLE,
        "odd-ss.txt": compose(100),
        "odd-\u202egpj.txt": ARTICLE,
    }
    for name, text in spelled.items():
        (folder / name).write_text(text, encoding="utf-8")
    names += spelled
    (folder / "odd-\udcff\udcfe.txt").write_text(ARTICLE, encoding="utf-8")
    return [*names, "odd-\udcff\udcfe.txt"]
