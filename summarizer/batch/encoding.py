"""Bytes → text: which encoding, and whether the text was encoded twice.

A byte order mark decides, else strict UTF-8, else the likeliest of the encodings that Russian
archives are in, told by chardet (https://github.com/chardet/chardet).
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
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

_LOWER = re.compile(r"[а-яё]+")
_ASCII = re.compile(r"[!-~]+")
_ALL_ASCII = re.compile(r"[\x00-\x7f]+")
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
    letters = _ALL_ASCII.sub("", text[:_GLANCE])
    if _share_of_lower(letters) > 0.6:
        return Decoded(text)
    return _undo_utf_8(text, letters) or _undo_single_byte(text, letters) or Decoded(text)


def _share_of_lower(letters: str) -> float:
    """Return the share of small Russian letters; 1 where there are no letters at all."""
    return 1 - len(_LOWER.sub("", letters)) / len(letters) if letters else 1.0


def _undo_utf_8(text: str, letters: str) -> Decoded | None:
    for wrong in ("cp1251", "cp1252", "koi8-r", "cp866", "mac-cyrillic"):
        table = _bytes_of(wrong)
        lead = {character for character, byte in table.items() if byte in (0xD0, 0xD1)}
        if sum(letter in lead for letter in letters) >= len(letters) / 3:
            mended = _mend(text, partial(_from_utf_8, table), f"UTF-8 taken for {wrong}")
            if mended is not None:
                return mended
    return None


def _undo_single_byte(text: str, letters: str) -> Decoded | None:
    # Without ASCII: a page that names its encoding must not be believed here.
    head = _ASCII.sub(" ", text[:_GLANCE])
    for wrong in _RUSSIAN:
        try:
            data = head.encode(wrong)
        except UnicodeEncodeError:
            continue
        right, confidence = _ask(data, _RUSSIAN)
        if right is None or right == wrong or confidence < 2 * _SURE:
            continue
        found = _ALL_ASCII.sub("", data.decode(right, "replace"))
        if _share_of_lower(found) > max(0.6, _share_of_lower(letters) + 0.2):
            return _mend(
                text, partial(_from_single_byte, wrong, right), f"{right} taken for {wrong}"
            )
    return None


def _mend(text: str, undo: Callable[[str], str | None], what: str) -> Decoded | None:
    """Undo line by line; None unless half of the lines were encoded twice."""
    lines = text.split("\n")
    mended = [None if line.isascii() else undo(line) for line in lines]
    good = sum(new is not None for new in mended)
    left = sum(not line.isascii() for line in lines) - good
    if not good or good < left:
        return None
    notes = [f"the text was encoded twice ({what}): undone"]
    if left:
        notes.append(f"{left} line{'' if left == 1 else 's'} left as found")
    fixed = (line if new is None else new for new, line in zip(mended, lines, strict=True))
    return Decoded("\n".join(fixed), notes=tuple(notes))


def _from_utf_8(table: dict[str, int], line: str) -> str | None:
    """Return the line as it was before; None where it was not encoded twice."""
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


def _from_single_byte(wrong: str, right: str, line: str) -> str | None:
    try:
        return line.encode(wrong).decode(right)
    except UnicodeError:
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
