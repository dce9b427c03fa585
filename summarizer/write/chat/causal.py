"""A causal model of the hub or of a folder, by transformers, its numbers held to the source."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from summarizer.write.chat.cache import OneByOne
from summarizer.write.model.engine import Reply, Request
from summarizer.write.seq2seq.generate import Transformers, count_tokens
from summarizer.write.seq2seq.loading import Checkpoint


class Causal(OneByOne, Transformers):
    """A model that writes on behind its prompt, asked by the chat template that it brings.

    A model without a template, no chat model, is given the prompt as it is.
    """

    def __init__(
        self, checkpoint: Checkpoint, *, context: int, device: str | None, dtype: str
    ) -> None:
        self.context = min(context, checkpoint.positions)
        checkpoint = replace(checkpoint, positions=self.context)
        super().__init__(checkpoint, device=device, dtype=dtype, beams=1, batch_size=1, held=True)
        if self._tokenizer.pad_token is None:
            self._tokenizer.pad_token = self._tokenizer.eos_token
        files = sorted(path for path in checkpoint.folder.iterdir() if path.is_file())
        facts = tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
        self.identity = ("causal", checkpoint.name, facts, dtype)

    def answer(self, request: Request) -> Reply:
        """Answer one request."""
        return Transformers.generate(self, [request])[0]

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in tokens, as a prompt with all that belongs to it."""
        return count_tokens(self._tokenizer, [self._dress(text) for text in texts])

    def _dress(self, prompt: str) -> str:
        """Put a prompt into the chat template."""
        if not self._tokenizer.chat_template:
            return prompt
        asked = [{"role": "user", "content": prompt}]
        dressed: str = self._tokenizer.apply_chat_template(
            asked, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return dressed

    def _encode(self, prompts: list[str]) -> Any:
        return self._tokenizer(
            [self._dress(prompt) for prompt in prompts],
            add_special_tokens=not self._tokenizer.chat_template,
            padding=True,
            padding_side="left",
            return_tensors="pt",
        )

    def _start(self, inputs: Any) -> int:
        """Return how many pieces the prompt has, which stands before what is written."""
        return int(inputs["input_ids"].shape[1])
