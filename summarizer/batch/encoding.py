"""Bytes → text: which encoding, and whether the text was encoded twice.

A byte order mark decides, else strict UTF-8, else the likeliest of the encodings that Russian
archives are in, told by chardet (https://github.com/chardet/chardet).
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

REPLACEMENT = "\ufffd"

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# PDF · Word before 2007 · zip (.docx, .odt) · gzip · PNG · JPEG · GIF
_BINARY = (
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)
_WIDE = ("utf-16-le", "utf-16-be")
_RUSSIAN = ("cp1251", "koi8-r", "cp866", "mac-cyrillic")
_SAMPLE = 32_768
_SURE = 0.3
"""Confidence of chardet below which a text in capitals is thought of; real texts reach 0.2."""
_POSSIBLE = 0.11  # chardet says 0.10 where nothing fits
_DAMAGED = 0.01
"""Largest share of unreadable characters in a text that still counts as UTF-8."""

_LOWER = re.compile(r"[а-яё]")
_GLANCE = 1_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that it was in (Python's name), and notes on what was mended."""

    text: str
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a Russian text.

    Damaged UTF-8 keeps its readable part, with U+FFFD for the rest.

    Raises:
        UnicodeDecodeError: in no encoding known here.
    """
    if data.startswith(_BINARY):
        raise UnicodeDecodeError("utf-8", data[:8], 0, 8, "a document, picture or archive")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding), encoding)
    # Cyrillic in UTF-16 is bytes below 0x80 alone, so UTF-8 would take it.
    if b"\x04" in data[:_GLANCE]:
        wide, confidence = _ask(data[:_SAMPLE], _WIDE)
        if wide is not None and confidence > _SURE:
            return Decoded(data.decode(wide), wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        repaired = data.decode("utf-8", "replace")
        if repaired.count(REPLACEMENT) <= max(1, _DAMAGED * len(repaired)) and _is_wide(repaired):
            return Decoded(repaired, "utf-8")
        guess = _guess(data)
        if guess is None:
            raise error from None
        return Decoded(data.decode(guess), guess)


def _is_wide(text: str) -> bool:
    """Whether a good part of the text needed more than a byte a character."""
    head = text[:_GLANCE]
    return sum(not character.isascii() for character in head) > len(head) / 10


def _guess(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    found, confidence = _ask(sample, _RUSSIAN)
    if confidence < _SURE:
        # Capitals are rare in what chardet was trained on: show it small letters.
        for encoding in _RUSSIAN:
            lowered = sample.decode(encoding, "ignore").lower().encode(encoding, "ignore")
            again, sure = _ask(lowered, _RUSSIAN)
            if again == encoding and sure > confidence:
                found, confidence = again, sure
    return found if confidence >= _POSSIBLE else None


def _ask(data: bytes, encodings: tuple[str, ...]) -> tuple[str | None, float]:
    import chardet

    answers: Any = chardet.detect_all(
        data,
        include_encodings=encodings,
        no_match_encoding=encodings[0],
        compat_names=False,
        ignore_threshold=True,
    )
    for answer in answers:
        if answer["encoding"] is not None:
            name = codecs.lookup(answer["encoding"]).name
            for encoding in encodings:
                if codecs.lookup(encoding).name == name:
                    return encoding, float(answer["confidence"])
    return None, 0.0


def undo_double_encoding(text: str) -> Decoded:
    """Undo «РњРѕСЃС‚» and «лНЯР»: text read in a wrong encoding and saved so; a note says it.

    >>> undo_double_encoding("РњРѕСЃС‚ РѕС‚РєСЂС‹С‚").text
    'Мост открыт'
    """
    head = text[:_GLANCE]
    if len(_LOWER.findall(head)) > 0.6 * len(head) or head.isascii():
        return Decoded(text)
    return _undo_utf_8(text) or _undo_single_byte(text) or Decoded(text)


def _undo_utf_8(text: str) -> Decoded | None:
    for wrong in ("cp1251", "cp1252", "koi8-r", "cp866", "mac-cyrillic"):
        table = _bytes_of(wrong)
        lead = {character for character, byte in table.items() if byte in (0xD0, 0xD1)}
        head = [character for character in text[:_GLANCE] if not character.isascii()]
        if sum(character in lead for character in head) < len(head) / 3:
            continue
        lines = text.split("\n")
        mended = [_redecode(line, table) for line in lines]
        good = sum(new is not None for new in mended)
        if 2 * good >= len([line for line in lines if not line.isascii()]) > 0 and good:
            left = sum(
                new is None and not line.isascii() for new, line in zip(mended, lines, strict=True)
            )
            notes = [f"the text was encoded twice (UTF-8 taken for {wrong}): undone"]
            if left:
                notes.append(f"{left} lines encoded twice could not be mended")
            fixed = (
                new if new is not None else line for new, line in zip(mended, lines, strict=True)
            )
            return Decoded("\n".join(fixed), notes=tuple(notes))
    return None


def _redecode(line: str, table: dict[str, int]) -> str | None:
    """Return the line as it was before; None where it was not encoded twice."""
    if line.isascii():
        return None
    try:
        data = bytes(
            ord(character) if character.isascii() else table[character] for character in line
        )
    except KeyError:
        return None
    mended = data.decode("utf-8", "replace")
    lost = line.count(REPLACEMENT)  # some programs lose the bytes that the encoding has no use for
    sound = mended.count(REPLACEMENT) <= 2 * lost <= len(line) / 4
    return mended if sound else None


def _undo_single_byte(text: str) -> Decoded | None:
    head = text[:_GLANCE]
    for wrong in _RUSSIAN:
        try:
            data = head.encode(wrong)
            right, confidence = _ask(data, _RUSSIAN)
            if right is None or right == wrong or confidence < 2 * _SURE:
                continue
            if len(_LOWER.findall(data.decode(right))) > len(head) / 2:
                mended = text.encode(wrong, "replace").decode(right, "replace")
                note = f"the text was encoded twice ({right} taken for {wrong}): undone"
                return Decoded(mended, notes=(note,))
        except UnicodeError:
            continue
    return None


@cache
def _bytes_of(encoding: str) -> dict[str, int]:
    """Character → byte; bytes without a character count as control characters, as browsers do."""
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    table[REPLACEMENT] = 0xFF
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(encoding, "ignore")
        if character:
            table[character] = byte
    return table
