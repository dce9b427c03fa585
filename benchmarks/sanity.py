"""Does the metric matter? The same outputs scored by each mode, and by misused defaults."""

from collections.abc import Sequence

import numpy as np
from rouge import Rouge as Pltrdy
from rouge_score.rouge_scorer import RougeScorer

from benchmarks.datasets import Example
from benchmarks.rouge import MODES, Rouge
from benchmarks.systems import System


def compare(system: System, examples: Sequence[Example], sentences: int) -> str:
    """Return a Markdown table: metric → mean ROUGE-1/2/L F1 in percent.

    The last two rows are what people get who call the packages on Russian text as they come:
    rouge-score's tokenizer drops Cyrillic, so only digits and Latin words are compared; pltrdy's
    rouge compares forms cut at white space, with case and punctuation.
    """
    texts = ["\n".join(system(example, sentences, None)) for example in examples]
    pairs = list(zip(texts, (example.references for example in examples), strict=True))
    rows = ["| metric | R1 | R2 | RL |", "|---|---|---|---|"]
    for mode in MODES:
        rouge = Rouge(mode)
        scores = [rouge.score(text, references) for text, references in pairs]
        values = [[s[m].f1 for m in ("rouge1", "rouge2", "rougeL")] for s in scores]
        rows.append(_row(f"mode `{mode}`", values))
    default = RougeScorer(["rouge1", "rouge2", "rougeL"])
    values = [
        [100 * s.fmeasure for s in default.score(references[0], text).values()]
        for text, references in pairs
    ]
    rows.append(_row("misused: rouge-score as it comes", values))
    values = [
        [100 * found[m]["f"] for m in ("rouge-1", "rouge-2", "rouge-l")]
        for text, references in pairs
        for found in Pltrdy().get_scores(text, references[0])
    ]
    rows.append(_row("misused: pltrdy's rouge as it comes", values))
    return "\n".join(rows)


def _row(name: str, values: list[list[float]]) -> str:
    return f"| {name} | {' | '.join(f'{mean:.1f}' for mean in np.mean(values, axis=0))} |"
