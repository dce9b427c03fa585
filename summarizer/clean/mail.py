"""A letter → its own words: without headers, quoted letters, greeting, signature."""

import re

from summarizer.clean.traced import Edit, Traced
from summarizer.data import letters

_HEADER = re.compile(rf"[ \t]*[*_]*(?P<name>{letters.HEADERS})[*_]*: *(?P<value>.*)", re.IGNORECASE)
_SUBJECT = re.compile(r"тема|subject", re.IGNORECASE)
_FIRSTS = re.compile(r"от|от кого|from|тема|subject|кому|to", re.IGNORECASE)
_REPLY = re.compile(r"(?:(?:re|fw|fwd|отв|на|пересл|ha)(?:\[\d+\])?: *)+", re.IGNORECASE)
_QUOTE = re.compile(r"[ \t]*>")
_INTRODUCED = re.compile(letters.INTRODUCED, re.IGNORECASE)
_ORIGINAL = re.compile(letters.ORIGINAL, re.IGNORECASE)
_SIGNED = re.compile(letters.SIGNED, re.IGNORECASE)
_DASHES = re.compile(r"--[ \t]*|—{2,}[ \t]*")
_SENT_FROM = re.compile(letters.SENT_FROM, re.IGNORECASE)
_GREETING = re.compile(letters.GREETING, re.IGNORECASE)
_OPENS = re.compile(rf"\s*{letters.GREETING}\n", re.IGNORECASE)
_LONGEST_SIGNATURE = 12
_HEADER_REACH = 12


def unfold_letter(page: Traced) -> None:
    """Leave of a letter what its writer wrote; the subject becomes the first line."""
    text = page.text
    if not any(mark in text for mark in (":", ">", "--", "Отправлено ")) and not _OPENS.match(text):
        return
    lines = text.split("\n")
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    headers = _headers(lines)
    quoted = [_QUOTE.match(line) is not None for line in lines]
    replies = sum(quoted) >= 1 and any(_introduces(lines, n, quoted) for n in range(len(lines)))
    if not headers and not replies and not _is_letter(lines):
        return
    dropped = _foreign(lines, quoted, len(headers)) | set(headers)
    body = [n for n in range(len(lines)) if n not in dropped and lines[n].strip()]
    if not body:  # forwarded without a word of one's own: the letter inside is the letter
        dropped = {n for n in range(len(lines)) if _is_frame(lines[n])}
        page.apply(_without(lines, starts, dropped, {}, quoted))
        return
    dropped |= _signature(lines, body)
    if _GREETING.fullmatch(lines[body[0]]):
        dropped.add(body[0])
    page.apply(_without(lines, starts, dropped, _subjects(lines, headers), quoted))


def _is_letter(lines: list[str]) -> bool:
    """Whether lines without headers are a letter: a greeting with a signature, a quoted letter."""
    if any(_ORIGINAL.fullmatch(line) or _SENT_FROM.fullmatch(line) for line in lines):
        return True
    own = [line for line in lines if line.strip() and not _QUOTE.match(line)]
    return (
        len(own) > 1
        and _GREETING.fullmatch(own[0]) is not None
        and any(map(_SIGNED.fullmatch, own[-_LONGEST_SIGNATURE:]))
    )


def _is_frame(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (_HEADER, _ORIGINAL, _SENT_FROM, _INTRODUCED))


def _headers(lines: list[str]) -> dict[int, str]:
    """Return the lines of the header at the top: number → name of the field."""
    found: dict[int, str] = {}
    for n, line in enumerate(lines[: _HEADER_REACH * 4]):
        match = _HEADER.fullmatch(line)
        if match:
            found[n] = match.group("name").lower()
        elif found and line[:1] in " \t" and line.strip() and n - 1 in found:
            found[n] = ""
        elif line.strip():
            break
    kinds = {name for name in found.values() if name}
    if len(kinds) == 1 and any(map(_SUBJECT.fullmatch, kinds)):
        following = next((line for line in lines[max(found) + 1 :] if line.strip()), "")
        return found if _GREETING.fullmatch(following) else {}
    return found if len(kinds) > 1 and any(map(_FIRSTS.fullmatch, kinds)) else {}


def _subjects(lines: list[str], headers: dict[int, str]) -> dict[int, int]:
    """Return where the words of the subject begin: number of the line → column."""
    found = {}
    for n, name in headers.items():
        match = _HEADER.fullmatch(lines[n])
        if match and _SUBJECT.fullmatch(name) and match.group("value").strip():
            reply = _REPLY.match(match.group("value"))
            found[n] = match.start("value") + (reply.end() if reply else 0)
    return found


def _introduces(lines: list[str], n: int, quoted: list[bool]) -> bool:
    following = [m for m in range(n + 1, min(n + 3, len(lines))) if lines[m].strip()]
    return (
        bool(following)
        and quoted[following[0]]
        and not quoted[n]
        and _INTRODUCED.fullmatch(lines[n]) is not None
    )


def _foreign(lines: list[str], quoted: list[bool], after: int) -> set[int]:
    """Return the lines of other letters: quoted ones, and all behind «Исходное сообщение»."""
    dropped = {n for n, is_quoted in enumerate(quoted) if is_quoted}
    for n, line in enumerate(lines):
        if n >= after and _ORIGINAL.fullmatch(line):
            return dropped | set(range(n, len(lines)))
        if _introduces(lines, n, quoted) or _SENT_FROM.fullmatch(line):
            dropped.add(n)
        elif (
            n > after and len(_headers(lines[n : n + 4 * _HEADER_REACH])) > 1
        ):  # Outlook: a header in the middle
            return dropped | set(range(n, len(lines)))
    return dropped


def _signature(lines: list[str], body: list[int]) -> set[int]:
    for n in body[1:][-_LONGEST_SIGNATURE:]:
        if _DASHES.fullmatch(lines[n]) or _SIGNED.fullmatch(lines[n]):
            return set(range(n, body[-1] + 1))
    return set()


def _without(
    lines: list[str],
    starts: list[int],
    dropped: set[int],
    subjects: dict[int, int],
    quoted: list[bool],
) -> list[Edit]:
    edits = []
    for n, line in enumerate(lines):
        stop = starts[n] + len(line)
        if n in subjects:
            edits.append(Edit(starts[n], starts[n] + subjects[n]))
            edits.append(Edit(stop, stop, "\n"))
        elif n in dropped:
            edits.append(Edit(starts[n], stop))
        elif quoted[n]:
            marks = re.match(r"[ \t>]+", line)
            edits.append(Edit(starts[n], starts[n] + (marks.end() if marks else 0)))
    return edits
