"""Systems by name: ours and the peers, each as its users run it, all under one budget.

A system is a function from an example to the list of its sentences. Add one to ``SYSTEMS``.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any

from benchmarks.datasets import Example
from summarizer import Summarizer
from summarizer.data.stopwords import STOP_WORDS
from summarizer.segment import split
from summarizer.words import count_words


class _RussianTokenizer:
    """What sumy needs for Russian: its own tokenizer has none."""

    def to_sentences(self, text: str) -> list[str]:
        return [sentence.text for sentence in split(text)]

    def to_words(self, sentence: str) -> list[str]:
        return re.findall(r"[^\W\d_]+", sentence.lower())


@cache
def _ours(ranker: str, style: str, sentences: int | None, words: int | None) -> Summarizer:
    return Summarizer(ranker=ranker, style=style, sentences=sentences, words=words)  # type: ignore[arg-type]


def ours(
    ranker: str, style: str, example: Example, sentences: int | None, words: int | None
) -> list[str]:
    """Our own pipeline."""
    summary = _ours(ranker, style, sentences, words).summarize(example.text, title=example.title)
    return [sentence.text for sentence in summary.sentences]


def lead_raw(example: Example, sentences: int | None, words: int | None) -> list[str]:
    """The first sentences of the page as it is, captions and all."""
    texts = [sentence.text for sentence in split(example.text)]
    return [texts[n] for n in _fit(texts, sentences, words)]


@cache
def _sumy(module: str, name: str) -> Any:
    from sumy.nlp.stemmers import Stemmer

    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(Stemmer("russian"))
    if hasattr(type(summarizer), "stop_words"):
        summarizer.stop_words = STOP_WORDS
    return summarizer


def sumy(
    module: str, name: str, example: Example, sentences: int | None, words: int | None
) -> list[str]:
    """A summarizer of sumy, given a Russian tokenizer and stop words."""
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import ItemsCount

    class Fitting(ItemsCount):
        """The best sentences that fit into the budget, as ours are chosen."""

        def __call__(self, best_first: Sequence[Any]) -> list[Any]:
            texts = [str(rated.sentence) for rated in best_first]
            return [best_first[n] for n in _fit(texts, sentences, words)]

    document = PlaintextParser.from_string(example.text, _RussianTokenizer()).document
    return [str(sentence) for sentence in _sumy(module, name)(document, Fitting(None))]


def summa(example: Example, sentences: int | None, words: int | None) -> list[str]:
    """Summa's TextRank; it takes words or a ratio, so sentences are cut from its ranking."""
    from summa.summarizer import summarize

    limit = words if words is not None else 1_000
    ranked = summarize(example.text, language="russian", words=limit, split=True, scores=True)
    best = sorted(range(len(ranked)), key=lambda n: -ranked[n][1])[:sentences]
    return [ranked[n][0] for n in sorted(best)]


def lexrank(example: Example, sentences: int | None, words: int | None) -> list[str]:
    """Crabcamp's lexrank with its own Russian stop words, IDF from the article itself."""
    from lexrank import STOPWORDS, LexRank

    texts = [sentence.text for sentence in split(example.text)]
    ranker = LexRank([[text] for text in texts], stopwords=STOPWORDS["ru"])
    scores = ranker.rank_sentences(texts, threshold=None, fast_power_method=True)
    order = sorted(range(len(texts)), key=lambda n: -scores[n])
    kept = [order[n] for n in _fit([texts[n] for n in order], sentences, words)]
    return [texts[n] for n in sorted(kept)]


def _fit(texts: list[str], sentences: int | None, words: int | None) -> list[int]:
    """Return the indices of the texts, taken one after the other, that the budget has room for."""
    kept: list[int] = []
    room = words
    for number, text in enumerate(texts):
        size = count_words(text)
        if (sentences is None or len(kept) < sentences) and (room is None or size <= room):
            kept.append(number)
            room = None if room is None else room - size
    return kept


System = Callable[[Example, int | None, int | None], list[str]]

SYSTEMS: dict[str, System] = {
    "lead-raw": lead_raw,
    "lead": partial(ours, "lead", "extract"),
    "centrality": partial(ours, "centrality", "extract"),
    "learned": partial(ours, "learned", "extract"),
    "conclusion": partial(ours, "learned", "conclusion"),
    "sumy-textrank": partial(sumy, "text_rank", "TextRankSummarizer"),
    "sumy-lexrank": partial(sumy, "lex_rank", "LexRankSummarizer"),
    "sumy-lsa": partial(sumy, "lsa", "LsaSummarizer"),
    "sumy-luhn": partial(sumy, "luhn", "LuhnSummarizer"),
    "sumy-reduction": partial(sumy, "reduction", "ReductionSummarizer"),
    "summa": summa,
    "lexrank": lexrank,
}
"""Name → system."""
