"""Decoding held to the source: no number can be written that the source does not hold.

A number is a run of digits with what joins them: decimal marks, the colon of a time, the points of
a date, the space between thousands. While a run is being written only pieces may follow that keep
it the beginning of a number of the source, and it may end only where it is one. Units, number
words and signs are left to the guard; so is everything with CTranslate2, which has no such hook.

A vocabulary of WordPiece kind puts a space around a decimal mark and so cannot write decimals.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_JOINERS = ".,:/"
_JOINERS_AND_SPACE = _JOINERS + " "
_NUMBER = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?: \d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[{_JOINERS}]\d+)*"
)
_SPACE = re.compile(r"\s+")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_HARD = "\0"  # what no number can hold


def find_numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text as they stand, thousands also without their space.

    >>> sorted(find_numbers("С 10.30 до 12 500 руб. и 3,5 % в 2024 г."))
    ['10.30', '12 500', '12500', '2024', '3,5']
    """
    found: set[str] = set()
    for form in (text, unicodedata.normalize("NFKC", text)):  # vocabularies read «м²» as «м2»
        for match in _NUMBER.finditer(_SPACE.sub(" ", form)):
            found |= {match.group(), match.group().replace(" ", "")}
    return frozenset(found)


class Pieces:
    """What each piece of a vocabulary adds to the text, as far as numbers are concerned."""

    def __init__(self, tokenizer: Any) -> None:
        self.texts = _texts(tokenizer)
        self.numeric = tuple(
            number
            for number, text in enumerate(self.texts)
            if text and (any(map(str.isnumeric, text)) or not _ends_run(text))
        )
        """Pieces that can begin, carry on or join a number; the others only end one."""
        self._runs = frozenset(
            self.texts[number] for number in self.numeric if not _ends_run(self.texts[number])
        )
        self._longest = max(map(len, self._runs), default=0)

    def spell(self, numbers: frozenset[str]) -> "Numbers":
        """Return ``numbers`` with the places from which the vocabulary can write them whole."""
        begun: set[str] = set()
        prefixes: set[str] = set()
        for number in numbers:
            length = len(number)
            whole = [False] * length + [True]
            for start in range(length - 1, -1, -1):
                stops = range(start + 1, min(length, start + self._longest) + 1)
                whole[start] = any(
                    whole[stop] and number[start:stop] in self._runs for stop in stops
                )
            spaced = any(
                whole[stop] and f" {number[:stop]}" in self._runs for stop in range(1, length + 1)
            )
            if whole[0] or spaced:
                begun |= {number[:stop] for stop in range(1, length + 1) if whole[stop]}
                prefixes |= {number[:stop] for stop in range(1, length + 1)}
        return Numbers(numbers, frozenset(begun), frozenset(prefixes))


def _texts(tokenizer: Any) -> tuple[str, ...]:
    size = len(tokenizer)
    pieces = tokenizer.convert_ids_to_tokens(list(range(size)))
    bytewise = any(piece and piece.startswith("Ġ") for piece in pieces)
    wordwise = any(piece and piece.startswith("##") for piece in pieces)
    special = set(tokenizer.all_special_ids)
    texts = []
    for number, piece in enumerate(pieces):
        if number == tokenizer.eos_token_id:
            texts.append(_HARD)
        elif number in special or piece is None:
            texts.append("")
        elif bytewise:
            texts.append(_SPACE.sub(" ", re.sub("[^ -~]", _HARD, re.sub("[ĠĊ]", " ", piece))))
        elif wordwise:
            texts.append(piece[2:] if piece.startswith("##") else f" {piece}")
        elif match := _BYTE.fullmatch(piece):
            code = int(match.group(1), 16)
            texts.append(chr(code) if code < 128 else _HARD)
        else:
            texts.append(_SPACE.sub(" ", piece.replace("▁", " ")))
    return tuple(texts)


def _ends_run(text: str) -> bool:
    """Whether a piece holds a character that no number can hold."""
    return any(not c.isnumeric() and c not in _JOINERS_AND_SPACE for c in text)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one source as a vocabulary can write them.

    ``whole`` are the numbers, ``prefixes`` their beginnings, ``begun`` the beginnings after which
    pieces can bring a number to its end.
    """

    whole: frozenset[str]
    begun: frozenset[str]
    prefixes: frozenset[str]

    def follow(self, run: str, piece: str) -> str | None:
        """Return the run under way after ``piece``, "" for none; None where it may not follow.

        >>> begun = frozenset({"1", "12", "12,", "12,5"})
        >>> numbers = Numbers(frozenset({"12,5"}), begun, begun)
        >>> numbers.follow("", " 12"), numbers.follow("12", ",5 %"), numbers.follow("12", " млн")
        ('12', '', None)
        """
        for character in piece:
            if character == " " == run[-1:]:
                continue
            joins = character in _JOINERS_AND_SPACE and run[-1:].isnumeric()
            if character.isnumeric():
                run += character
                if run not in self.prefixes:
                    return None
            elif joins and (run in self.whole or run + character in self.prefixes):
                run += character
            elif self.may_end(run):
                run = ""
            else:
                return None
        return run if run in self.begun or self.may_end(run) else None

    def may_end(self, run: str) -> bool:
        """Whether something else than more of a number may follow."""
        return not run or run in self.whole or (not run[-1].isnumeric() and run[:-1] in self.whole)


class HeldToSource:
    """A logits processor of transformers: for each row of a batch, the numbers of its source.

    Rows are sequences × beams; ``sources`` has one text a sequence, ``start`` is the number of
    pieces that stand before what is written. One object serves one call of ``generate``.
    """

    def __init__(self, pieces: Pieces, sources: Sequence[str], start: int = 0) -> None:
        self._pieces = pieces
        self._start = start
        self._numbers = [pieces.spell(find_numbers(source)) for source in sources]
        self._known: dict[tuple[int, str], Any] = {}

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """Take away what may not follow; ``scores`` is rows × vocabulary."""
        import torch

        beams = len(scores) // len(self._numbers)
        held = scores.clone()
        for row, written in enumerate(input_ids[:, self._start :].tolist()):
            source = row // beams
            numbers = self._numbers[source]
            run = self._run(written, numbers)
            allowed, forbidden = self._divide(source, run, scores.device)
            if numbers.may_end(run):
                held[row, forbidden] = -torch.inf
                continue
            kept = scores[row, allowed]
            held[row] = -torch.inf
            # Another rule may forbid all that ends the number as the source has it.
            held[row, allowed] = torch.where(kept.max() > -torch.inf, kept, 0.0)
        return held

    def _run(self, written: Sequence[int], numbers: Numbers) -> str:
        """Return the number under way at the end of what is written."""
        texts = self._pieces.texts
        tail = ""
        for piece in reversed(written):
            text = texts[piece] if piece < len(texts) else ""
            tail = text + tail
            if _ends_run(text):
                break
        hard = max((place for place, c in enumerate(tail) if _ends_run(c)), default=-1)
        return numbers.follow("", tail[hard + 1 :]) or ""

    def _divide(self, source: int, run: str, device: Any) -> tuple[Any, Any]:
        """Return the numeric pieces that may follow, and those that may not."""
        import torch

        known = self._known.get((source, run))
        if known is None:
            numbers, pieces = self._numbers[source], self._pieces
            may = [numbers.follow(run, pieces.texts[n]) is not None for n in pieces.numeric]
            numeric = torch.tensor(pieces.numeric, dtype=torch.long, device=device)
            allowed = torch.tensor(may, dtype=torch.bool, device=device)
            known = self._known[source, run] = numeric[allowed], numeric[~allowed]
        return known
