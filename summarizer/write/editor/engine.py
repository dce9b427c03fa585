"""Lines of prompts → lines of replies, by CTranslate2."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.network import Floats
from summarizer.write.editor.prompt import RATINGS
from summarizer.write.editor.weights import open_editor

START, END, BREAK = "<bos>", "<eos>", "\n"


class Engine:
    """The model, opened once. Greedy or beams, no sampling: a prompt has one reply."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._generator, self._tokenizer = open_editor(folder, threads)
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

    def write(self, prompts: Sequence[Sequence[str]], most: int) -> list[str]:
        """Return one reply a prompt, at most ``most`` pieces long; together where there are many.

        Args:
            prompts: each the lines of a prompt; all are read at once.
            most: pieces of a reply.
        """
        results = self._generate([self._spell(lines) for lines in prompts], most, beams=1)
        return [self._read(result.sequences_ids[0]) for result in results]

    def write_line(
        self, prompt: Sequence[str], written: Sequence[str], start: str, most: int, beams: int
    ) -> list[str]:
        """Return the ``beams`` best ways to go on with one line.

        Args:
            prompt: the lines of the prompt.
            written: the lines of the reply so far.
            start: how the next line begins, its citation.
            most: pieces of the line.
            beams: width of the search.
        """
        begun = [*self._spell([*prompt, *written]), *self._pieces(start)]
        (result,) = self._generate([begun], most, beams=beams, end=[BREAK, END])
        return [self._read(ids).split("\n")[0].strip() for ids in result.sequences_ids]

    def _generate(
        self, tokens: list[list[str]], most: int, *, beams: int, end: Sequence[str] = (END,)
    ) -> list[Any]:
        found: list[Any] = self._generator.generate_batch(
            tokens,
            max_length=most,
            beam_size=beams,
            num_hypotheses=beams,
            sampling_topk=1,
            include_prompt_in_result=False,
            end_token=list(end),
        )
        return found

    def _spell(self, lines: Sequence[str]) -> list[str]:
        return [START, *(piece for line in lines for piece in (*self._pieces(line), BREAK))]

    def _pieces(self, text: str) -> list[str]:
        found: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
        return found

    def _read(self, ids: Sequence[int]) -> str:
        found: str = self._tokenizer.decode(list(ids), skip_special_tokens=False)
        return found.removesuffix(END)
