"""A JSON array of objects, alone or in an object, or objects over several lines → one by one."""

import json
import re
from collections.abc import Iterator
from typing import IO

from summarizer.batch.readers import MAX_BYTES, ReadFailure

_ARRAY = re.compile(r"\s*(?:\[\s*(?:[{\]]|$)|\{\s*[\r\n]\s*\")")
_SCALAR = r'(?:"(?:[^"\\]|\\.){0,400}"|[\w.+-]{1,40})'
_WRAPPED = re.compile(
    rf'\s*\{{(?:\s*"(?!text")[^"\\]{{1,80}}"\s*:\s*{_SCALAR}\s*,)*+'
    r'\s*"(?:articles|items|data|results|documents|docs|records|rows|news|posts|entries)"\s*:\s*'
    r"\[(?=\s*\{)"
)
_GAP = re.compile(r"[\s,]*")
_BLOCK = 1 << 16


def begins_array(head: str) -> bool:
    """Whether a file that begins so is no JSON lines: an array, or objects over several lines.

    >>> begins_array('[{"text": "Мост."}]'), begins_array('{"text": "Мост."}')
    (True, False)
    >>> begins_array('{"status": "ok", "articles": [{"text": "Мост."}]}')
    True
    """
    head = head.lstrip("\ufeff")
    return (_ARRAY.match(head) or _WRAPPED.match(head)) is not None


def read_values(file: IO[str]) -> Iterator[str]:
    """Yield each value as it stands; no more than one of them is held at a time.

    Raises:
        ReadFailure: what follows is not JSON, or too long for an article.
    """
    decoder = json.JSONDecoder()
    buffer = file.read(_BLOCK).lstrip("\ufeff").lstrip()
    wrapped = _WRAPPED.match(buffer)
    place = wrapped.end() if wrapped else 1 if buffer.startswith("[") else 0
    at_end = False
    while True:
        gap = _GAP.match(buffer, place)
        place = gap.end() if gap else place
        stop = -1
        if place < len(buffer):
            if buffer[place] == "]":
                return
            stop = _end_of_value(decoder, buffer, place, at_end=at_end)
        elif at_end:
            return
        if stop >= 0:
            yield buffer[place:stop]
            place = stop
            continue
        if len(buffer) - place > MAX_BYTES:
            raise ReadFailure(f"an object of more than {MAX_BYTES:,} characters")
        block = file.read(max(_BLOCK, len(buffer) - place))
        at_end = not block
        buffer, place = buffer[place:] + block, 0


def _end_of_value(decoder: json.JSONDecoder, buffer: str, place: int, *, at_end: bool) -> int:
    """Return where a value ends; -1 if it goes on behind the buffer."""
    try:
        _, stop = decoder.raw_decode(buffer, place)
    except RecursionError as error:
        raise ReadFailure("not JSON: nested too deep") from error
    except ValueError as error:
        if at_end:
            raise ReadFailure(f"not JSON: {str(error).splitlines()[0]}") from error
        return -1
    return stop if stop < len(buffer) or at_end else -1
