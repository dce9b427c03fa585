"""Subtitles (SubRip, WebVTT) → running text: numbers, times and marks off, sentences whole."""

import html
import re
from dataclasses import dataclass

from summarizer.batch.readers import ReadFailure, Reading, read_plain
from summarizer.document import Page

_TIME = r"(?:(\d{1,2}):)?(\d\d):(\d\d)[.,](\d{1,3})"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_MARK = re.compile(r"<[^<>\n]{0,80}>|\{\\[^{}\n]{0,80}\}")
_SOUND = re.compile(r"[\[(][^\[\]()]{0,60}[\])]|♪[^♪]*♪?")
_DASH = re.compile(r"[-–—] ?(?=\S)")
_END = re.compile(r"[.!?…][»\")]?$")
_PAUSE = 2.0
"""Seconds without a word behind a whole sentence after which a paragraph begins."""


def read(data: bytes) -> Reading:
    """Read what is said; a pause or another speaker begins a paragraph.

    Raises:
        ReadFailure: no known encoding, or no subtitles in it.
    """
    source = read_plain(data)
    paragraphs: list[str] = []
    last = ""
    spoken_until = 0.0
    for cue in _cues(source.page.text):
        for line in map(_said, cue.lines):
            if not line or line == last:  # rolling subtitles show a line twice
                continue
            last = line
            ended = bool(paragraphs) and _END.search(paragraphs[-1]) is not None
            speaker = _DASH.match(line)
            if not paragraphs or speaker or (ended and cue.start - spoken_until > _PAUSE):
                paragraphs.append("")
            said = line[speaker.end() :] if speaker else line
            paragraphs[-1] = f"{paragraphs[-1]} {said}".strip()
            spoken_until = cue.stop
    if not paragraphs:
        raise ReadFailure("no subtitles in it")
    return Reading(Page("\n\n".join(paragraphs)), source.encoding, source.notes)


@dataclass(slots=True)
class _Cue:
    """What is shown from one moment to another, in seconds."""

    start: float
    stop: float
    lines: list[str]


def _cues(text: str) -> list[_Cue]:
    """Return the subtitles; in WebVTT a blank line ends one, and notes may follow."""
    found: list[_Cue] = []
    is_open = False
    web = text.lstrip("\ufeff").startswith("WEBVTT")
    for line in text.splitlines():
        if match := _CUE.match(line):
            times = match.groups()
            if found and is_open and found[-1].lines[-1:] and found[-1].lines[-1].isdecimal():
                found[-1].lines.pop()  # the number of this one
            found.append(_Cue(_seconds(times[:4]), _seconds(times[4:]), []))
            is_open = True
        elif not line.strip():
            is_open = is_open and not web
        elif is_open:
            found[-1].lines.append(line.strip())
    return found


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + float(f"0.{fraction}")


def _said(line: str) -> str:
    """Take the marks off a line: «<i>[музыка] Мост открыт</i>» → «Мост открыт»."""
    return " ".join(_SOUND.sub("", html.unescape(_MARK.sub("", line))).split())
