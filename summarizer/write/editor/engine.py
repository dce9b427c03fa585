"""Lines of prompts → lines of replies, by CTranslate2."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.network import Floats
from summarizer.write.editor.prompt import RATINGS, Replied
from summarizer.write.editor.weights import open_editor

START, END, BREAK, SPACE = "<bos>", "<eos>", "\n", "▁"

_LEAST_SURE = 3  # pieces of a line that say how far it is to be doubted


class Engine:
    """The model, opened once. Greedy, no sampling: a prompt has one reply."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._generator, self._tokenizer = open_editor(folder, threads)
        self._bracket = self._tokenizer.token_to_id("]")
        self._breaks = frozenset(map(self._tokenizer.token_to_id, (BREAK, END)))
        self._digits = [self._tokenizer.token_to_id(str(digit)) for digit in range(len(RATINGS))]

    def measure(self, line: str) -> int:
        """Return the pieces of a line without its break."""
        return len(self._pieces(line))

    def rate(self, lines: Sequence[str], rated: int) -> Floats:
        """Return the chance of each of the ``RATINGS`` at the ends of the last ``rated`` lines.

        Returns:
            float32 of shape (rated, ratings).
        """
        pieces = self._spell(lines)
        ends = [place for place, piece in enumerate(pieces) if piece == BREAK][-rated:]
        logits = np.asarray(self._generator.forward_batch([pieces]))[0]
        odds = np.exp(logits[np.ix_(ends, self._digits)].astype(np.float32))
        chances: Floats = odds / odds.sum(axis=1, keepdims=True)
        return chances

    def write(self, prompt: Sequence[str], most: int) -> list[Replied]:
        """Return the lines of the reply to a prompt.

        Prompts are not read together: a reply would depend on the others in its last digits.

        Args:
            prompt: its lines.
            most: pieces of the reply.
        """
        reply: list[tuple[int, float]] = []

        def note(step: Any) -> bool:
            reply.append((step.token_id, step.log_prob))
            return False

        self._generator.generate_batch(
            [self._spell(prompt)],
            max_length=most,
            sampling_topk=1,
            include_prompt_in_result=False,
            return_scores=True,
            end_token=[END],
            callback=note,
        )
        return list(self._read_lines(reply))

    def _read_lines(self, reply: list[tuple[int, float]]) -> Iterator[Replied]:
        """Yield the lines of a reply.

        A line is doubted as far as its three least sure pieces are, its number apart.
        """
        for line in _split(reply, self._breaks):
            ids = [piece for piece, _ in line]
            text = self._read(ids)
            start = ids.index(self._bracket) + 1 if self._bracket in ids else 0
            least = sorted(chance for _, chance in line[start:])[:_LEAST_SURE]
            yield Replied(text.strip(), -sum(least))

    def _spell(self, lines: Sequence[str]) -> list[str]:
        return [START, *(piece for line in lines for piece in (*self._pieces(line), BREAK))]

    def _pieces(self, text: str) -> list[str]:
        found: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
        return found

    def _read(self, ids: Sequence[int]) -> str:
        found: str = self._tokenizer.decode(list(ids), skip_special_tokens=False)
        return found.removesuffix(END)


def _split(
    reply: Sequence[tuple[int, float]], breaks: Collection[int]
) -> Iterator[list[tuple[int, float]]]:
    """Yield the pieces of every line, with its break where it has one."""
    line: list[tuple[int, float]] = []
    for piece in reply:
        line.append(piece)
        if piece[0] in breaks:
            yield line
            line = []
    if line:
        yield line
