"""A text under change that knows where each of its characters came from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:stop]`` of a text that is named where the span is made."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:stop]`` gives way to ``new``."""

    start: int
    stop: int
    new: str = ""


@dataclass(slots=True)
class _Pass:
    """The edits of one pass, ascending: where new pieces stand, and where the old ones stood."""

    new_starts: list[int] = field(default_factory=list)
    new_stops: list[int] = field(default_factory=list)
    old_starts: list[int] = field(default_factory=list)
    old_stops: list[int] = field(default_factory=list)

    def origin(self, position: int) -> tuple[int, int]:
        """Return the span of the old text that one character of the new one came from."""
        before = bisect_right(self.new_starts, position) - 1
        if before < 0:
            return position, position + 1
        if position < self.new_stops[before]:
            return self.old_starts[before], self.old_stops[before]
        moved = position - self.new_stops[before] + self.old_stops[before]
        return moved, moved + 1


def lines_with(text: str, marks: Iterable[str]) -> list[tuple[int, int]]:
    """Return (start, stop) of the lines that hold one of the marks.

    >>> lines_with("Мост\\n#порт\\nМыс", "#@")
    [(5, 10)]
    """
    spans = set()
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            stop = text.find("\n", at)
            spans.add((text.rfind("\n", 0, at) + 1, stop if stop >= 0 else len(text)))
            at = text.find(mark, stop) if stop >= 0 else -1
    return sorted(spans)


class Traced:
    """A text that is changed pass by pass; ``origin`` leads back to what was handed over.

    >>> page = Traced("Мо\\u00adст  открыт")
    >>> page.sub(re.compile("\\u00ad"), "")
    >>> page.sub(re.compile(" +"), " ")
    >>> page.text, page.origin(0, 4)
    ('Мост открыт', Span(start=0, stop=5))
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._passes: list[_Pass] = []

    def sub(
        self,
        pattern: re.Pattern[str],
        new: str | Callable[[re.Match[str]], str | None],
        *,
        near: Iterable[str] = (),
    ) -> None:
        """Replace every match of a pattern; where a function returns None the match stays.

        ``near``: marks one of which stands in every line with a match; the others are skipped.
        """
        edits = []
        spans = lines_with(self.text, near) if near else [(0, len(self.text))]
        for match in (found for span in spans for found in pattern.finditer(self.text, *span)):
            piece = new if isinstance(new, str) else new(match)
            if piece is not None:
                edits.append(Edit(match.start(), match.end(), piece))
        self.apply(edits)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Carry out edits that are ascending and apart."""
        done = _Pass()
        pieces: list[str] = []
        read = written = 0
        for edit in edits:
            kept = self.text[read : edit.start]
            if edit.start == edit.stop and not edit.new:
                continue
            written += len(kept)
            pieces += (kept, edit.new)
            if len(edit.new) != edit.stop - edit.start or len(edit.new) > 1:
                done.new_starts.append(written)
                done.new_stops.append(written + len(edit.new))
                done.old_starts.append(edit.start)
                done.old_stops.append(edit.stop)
            written += len(edit.new)
            read = edit.stop
        if not pieces:
            return
        pieces.append(self.text[read:])
        self.text = "".join(pieces)
        if done.new_starts:
            self._passes.append(done)

    def recast(self, text: str) -> None:
        """Take another text of the same length, character by character."""
        if len(text) != len(self.text):
            raise ValueError("a recast text has the length of the old one")
        self.text = text

    def strip(self) -> None:
        """Take white space off both ends."""
        stripped = self.text.strip()
        if len(stripped) != len(self.text):
            start = self.text.find(stripped) if stripped else 0
            stop = start + len(stripped)
            self.apply((Edit(0, start), Edit(stop, len(self.text))))

    def origin(self, start: int, stop: int) -> Span:
        """Return the span of the text handed over that ``text[start:stop]`` came from."""
        if start >= stop:
            return Span(0, 0)
        first, last = start, stop - 1
        first_stop, last_stop = start + 1, stop
        for done in reversed(self._passes):
            first, first_stop = done.origin(first)[0], done.origin(first_stop - 1)[1]
            last, last_stop = done.origin(last)[0], done.origin(last_stop - 1)[1]
        return Span(first, last_stop)
