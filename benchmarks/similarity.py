"""Beside ROUGE, for those who ask: chrF, and BERTScore-like similarity by any encoder."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

Similarity = Callable[[str, Sequence[str]], float]


def get_similarity(name: str) -> tuple[str, Similarity]:
    """Return the signature of a similarity and its function: (hypothesis, references) → percent.

    ``chrf`` is chrF2 by sacrebleu (Popović 2015, https://aclanthology.org/W15-3049); mind that it
    favours length. ``bert:NAME_OR_PATH`` is the F1 of BERTScore (Zhang et al. 2020,
    https://arxiv.org/abs/1904.09675) over the last layer of an encoder, without IDF or rescaling.

    Raises:
        ValueError: no such similarity, or the model cannot be opened.
    """
    if name == "chrf":
        return f"chrF2|sacrebleu-{version('sacrebleu')}", chrf
    if name.startswith("bert:"):
        model = name.removeprefix("bert:")
        return f"bertscore-f1|{model}|transformers-{version('transformers')}", BertScore(model)
    raise ValueError(f"no similarity {name!r}: use chrf or bert:NAME_OR_PATH")


def chrf(hypothesis: str, references: Sequence[str]) -> float:
    """Return chrF2 in percent."""
    from sacrebleu import sentence_chrf

    return float(sentence_chrf(hypothesis, list(references)).score)


class BertScore:
    """Greedy matching of contextual embeddings by cosine."""

    def __init__(self, model: str) -> None:
        from transformers import AutoModel, AutoTokenizer

        try:
            self._tokenizer = AutoTokenizer.from_pretrained(model)
            self._model = AutoModel.from_pretrained(model, use_safetensors=True).eval()
        except OSError as error:
            raise ValueError(f"the encoder {model!r} cannot be opened: {error}") from error

    def __call__(self, hypothesis: str, references: Sequence[str]) -> float:
        """Return the best F1 over the references in percent; 0 for an empty text."""
        if not hypothesis.strip():
            return 0.0
        found = self._embed(hypothesis)
        return max(self._f1(found, self._embed(reference)) for reference in references)

    def _embed(self, text: str) -> Any:
        """Return unit vectors of the tokens, shape (tokens, width), the special ones apart."""
        import torch

        inputs = self._tokenizer(text, truncation=True, max_length=512, return_tensors="pt")
        with torch.no_grad():
            states = self._model(**inputs).last_hidden_state[0, 1:-1]
        return torch.nn.functional.normalize(states, dim=1)

    @staticmethod
    def _f1(left: Any, right: Any) -> float:
        cosines = left @ right.T
        precision = float(cosines.max(dim=1).values.mean())
        recall = float(cosines.max(dim=0).values.mean())
        return 100 * 2 * precision * recall / (precision + recall)
