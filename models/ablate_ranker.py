"""What each part of the ranker is worth: ``python models/ablate_ranker.py --data DIR``.

Trains it again without each group of sentence features, and runs it without its selection and
without titles; prints a table of lemma ROUGE on the validation articles. An hour on one core.
"""

from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import torch
from train_ranker import SOURCES, corpus, count_lemmas, load_pairs, prepare, train

from benchmarks.bootstrap import paired
from benchmarks.datasets import Example, load
from benchmarks.rouge import Rouge
from summarizer import Document, Summarizer
from summarizer.rank import Ranker, Ranking
from summarizer.rank.features import SENTENCE_GROUPS
from summarizer.rank.learned import Learned
from summarizer.words import Terms

TESTS = (("rt", "summary", {"sentences": 4}), ("conclusions", "conclusion", {"words": 95}))
METRICS = ("rouge1", "rouge2", "rougeL")


class ScoresAlone:
    """The learned scores, chosen by marginal relevance instead of expected ROUGE."""

    name = "scores"

    def __init__(self) -> None:
        self._learned = Learned()

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Return the scores without the concepts."""
        return Ranking(self._learned.rank(document, terms).scores, redundancy=0.3)


def measure(ranker: Ranker, examples: list[Example], length: dict[str, int]) -> np.ndarray:
    """Return F1 of the metrics, shape (articles, metrics)."""
    rouge, summarizer = Rouge(), Summarizer(ranker=ranker, style="extract", **length)
    rows = []
    for example in examples:
        summary = summarizer.summarize(example.text, title=example.title)
        text = "\n".join(sentence.text for sentence in summary.sentences)
        scores = rouge.score(text, example.references)
        rows.append([scores[metric].f1 for metric in METRICS])
    return np.array(rows)


def compare(name: str, ranker: Ranker, data: Path, *, titles: bool = True) -> None:
    """Print a row: the loss against the whole ranker on each test."""
    cells = []
    for source, field, length in TESTS:
        examples = load(data / source / "validation.jsonl.gz", field)
        whole = measure(Learned(), examples, length)
        shown = examples if titles else [replace(example, title=None) for example in examples]
        losses = measure(ranker, shown, length) - whole
        cells += [str(paired(loss, np.zeros(len(loss)))) for loss in losses.T]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
def main(data: Path) -> None:
    """Print the table of ablations."""
    torch.set_num_threads(1)
    compare("no title given", Learned(), data, titles=False)
    compare("scores alone, marginal relevance", ScoresAlone(), data)
    pairs = [pair for source in SOURCES for pair in load_pairs(data, source)]
    rarity, name = count_lemmas(corpus(data))
    prepared = prepare(pairs, rarity, name)
    for group in SENTENCE_GROUPS:
        compare(f"without {group}", Learned(train(prepared, without=group)), data)


if __name__ == "__main__":
    main()
