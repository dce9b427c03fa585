"""Systems by name: ours, the peers as their users run them, and the two ends of the scale.

A system is a function from an example and a budget to the list of its sentences. Add one to
``SYSTEMS``; ``get_system`` finds it there, any model of the hub under ``hf:``, and any of ours and
the peers behind the opening formula or with a length of its own under ``SPEC``.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from itertools import pairwise
from typing import Any

import click
import numpy as np

from benchmarks.datasets import Example
from summarizer import Summarizer
from summarizer.data.phrases import OPENING
from summarizer.data.stopwords import STOP_WORDS
from summarizer.document import Document
from summarizer.pipeline import read
from summarizer.rank import Ranking
from summarizer.segment import split
from summarizer.words import Terms, count_words, lemma, tokenize
from summarizer.write.casing import subordinate

HUGGING_FACE = "hf:"
"""What stands before the name or path of a sequence-to-sequence model."""

# Edmundson's cue words (1969, https://doi.org/10.1145/321510.321519) for Russian news: what
# announces the point of an article, and what announces an aside, a guess or an example.
BONUS_WORDS = tuple(
    """
    важный вывод главный впервые ежегодно завершить закон запретить запустить значительный итог
    ключевой крупнейший назначить начать объявить одобрить окончательный основной открыть
    подписать предложить принять причина прогноз рекордный результат решение решить следовательно
    составить требование увеличить утвердить цель
    """.split()
)
STIGMA_WORDS = tuple(
    """
    вероятно возможно впрочем вспоминать дескать допустим едва казаться кстати мол наверное
    например нередко отчасти пожалуй помнить пример слух словно фото фотография шутить шутка якобы
    """.split()
)


class _RussianTokenizer:
    """What sumy needs for Russian: its own tokenizer has none. Folded as the stop words are."""

    def to_sentences(self, text: str) -> list[str]:
        return [sentence.text for sentence in split(text)]

    def to_words(self, sentence: str) -> list[str]:
        return re.findall(r"[^\W\d_]+", sentence.lower().replace("ё", "е"))


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


class _Chance:
    """A ranker that draws the scores; the same ones for the same seed."""

    name = "random"

    def __init__(self, seed: str) -> None:
        self._seed = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])

    def rank(self, document: Document, terms: Terms) -> Ranking:
        return Ranking(np.random.default_rng(self._seed).random(len(document.sentences)))


def chance(example: Example, sentences: int | None, words: int | None) -> list[str]:
    """Sentences by lot, seeded by the article's id: our candidates, our budget, no ranking."""
    summarizer = Summarizer(
        ranker=_Chance(example.id), style="extract", sentences=sentences, words=words
    )
    summary = summarizer.summarize(example.text, title=example.title)
    return [sentence.text for sentence in summary.sentences]


def oracle(example: Example, sentences: int | None, words: int | None) -> list[str]:
    """What an extract could reach that knows the references: greedy, so a lower bound of that.

    Takes sentence after sentence the one that raises ROUGE-1 + ROUGE-2 F1 over lemmas the most,
    of the whole body, until none does or the budget is spent; the earlier one of equals. Of
    several references the one that fits best counts.
    """
    texts = [sentence.text for sentence in read(example.text, title=example.title).sentences]
    lemmas = [_lemmas(text) for text in texts]
    sizes = [count_words(text) for text in texts]
    references = [_grams(_lemmas(text)) for text in example.references]

    def value(chosen: list[int]) -> float:
        grams = _grams([normal for number in sorted(chosen) for normal in lemmas[number]])
        return max(sum(map(_f1, grams, reference)) for reference in references)

    chosen: list[int] = []
    best = 0.0
    while sentences is None or len(chosen) < sentences:
        room = None if words is None else words - sum(sizes[number] for number in chosen)
        values = {
            number: value([*chosen, number])
            for number in range(len(texts))
            if number not in chosen and (room is None or sizes[number] <= room)
        }
        if not values or max(values.values()) <= best:
            break
        chosen.append(max(values, key=values.__getitem__))
        best = values[chosen[-1]]
    return [texts[number] for number in sorted(chosen)]


def _lemmas(text: str) -> list[str]:
    return [lemma(form) for form in tokenize(unicodedata.normalize("NFC", text))]


def _grams(lemmas: list[str]) -> tuple[Counter[Any], Counter[Any]]:
    """Return how often each lemma and each pair of neighbours occurs."""
    return Counter(lemmas), Counter(pairwise(lemmas))


def _f1(hypothesis: Counter[Any], reference: Counter[Any]) -> float:
    """Return ROUGE-N F1 of two counts, 0 to 1, as rouge-score has it."""
    hits = sum((hypothesis & reference).values())
    return 2 * hits / ((hypothesis.total() + reference.total()) or 1)


@cache
def _sumy(module: str, name: str) -> Any:
    from sumy.nlp.stemmers import Stemmer

    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(Stemmer("russian"))
    lists = {
        "stop_words": STOP_WORDS,
        "null_words": STOP_WORDS,
        "bonus_words": BONUS_WORDS,
        "stigma_words": STIGMA_WORDS,
    }
    for wanted, given in lists.items():
        if hasattr(type(summarizer), wanted):
            setattr(summarizer, wanted, given)
    return summarizer


def sumy(
    module: str,
    name: str,
    example: Example,
    sentences: int | None,
    words: int | None,
    *,
    heading: bool = False,
) -> list[str]:
    """A summarizer of sumy, given a Russian tokenizer and word lists.

    With ``heading`` it gets the title too, as sumy wants it: a first line in capitals, which it
    weighs the sentences by and never chooses.
    """
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import ItemsCount

    class Fitting(ItemsCount):
        """The best sentences that fit into the budget, as ours are chosen."""

        def __call__(self, best_first: Sequence[Any]) -> list[Any]:
            texts = [str(rated.sentence) for rated in best_first]
            return [best_first[n] for n in _fit(texts, sentences, words)]

    text = example.text
    if heading and example.title:
        text = f"{' '.join(example.title.split()).upper()}\n{text}"
    document = PlaintextParser.from_string(text, _RussianTokenizer()).document
    return [str(sentence) for sentence in _sumy(module, name)(document, Fitting(None))]


def summa(example: Example, sentences: int | None, words: int | None) -> list[str]:
    """Summa's TextRank; its own word limit is overrun, so the budget is cut from its ranking."""
    from summa.summarizer import summarize

    ranked = summarize(example.text, language="russian", ratio=1.0, split=True, scores=True)
    order = sorted(range(len(ranked)), key=lambda n: -ranked[n][1])
    kept = [order[n] for n in _fit([ranked[n][0] for n in order], sentences, words)]
    return [ranked[n][0] for n in sorted(kept)]


def lexrank(example: Example, sentences: int | None, words: int | None) -> list[str]:
    """Crabcamp's lexrank with its own Russian stop words, IDF from the article itself."""
    from lexrank import STOPWORDS, LexRank

    texts = [sentence.text for sentence in split(example.text)]
    try:
        ranker = LexRank([[text] for text in texts], stopwords=STOPWORDS["ru"])
    except ValueError:  # not a word besides stop words
        return []
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
    "random": chance,
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
    "sumy-edmundson": partial(sumy, "edmundson", "EdmundsonSummarizer", heading=True),
    "summa": summa,
    "lexrank": lexrank,
    "oracle": oracle,
}
"""Name → system."""


SPEC = "[formula+]NAME[:WORDS] or [formula+]NAME:Ns (N sentences)"
_SPEC = re.compile(r"(formula\+)?([^:+]+)(?::([0-9]+)(s?))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A system as it was asked for by a ``SPEC``, with its length."""

    spec: str
    name: str
    formula: bool
    sentences: int | None
    words: int | None

    def __call__(self, example: Example) -> list[str]:
        """Return the sentences of the summary, the first one behind the formula if asked for."""
        sentences = SYSTEMS[self.name](example, self.sentences, self.words)
        if self.formula and sentences:
            return [subordinate(OPENING, sentences[0], example.text), *sentences[1:]]
        return sentences


def parse_entry(spec: str, sentences: int | None, words: int | None) -> Entry:
    """Read a ``SPEC``; a length in it wins; the words of the formula are part of the budget.

    Raises:
        click.UsageError: no such system, no room for a word, or a peer without a budget.
    """
    match = _match(spec)
    if match[3]:
        sentences, words = (int(match[3]), None) if match[4] else (None, int(match[3]))
    if match[1] and words is not None:
        words -= count_words(OPENING)
    if (words is not None and words < 1) or (sentences is not None and sentences < 1):
        raise click.UsageError(f"{spec!r}: no room for a word")
    system = SYSTEMS[match[2]]
    has_default = isinstance(system, partial) and system.func is ours
    if sentences is None and words is None and not has_default:
        raise click.UsageError(f"{spec!r} has no default length: use NAME:WORDS or --words N")
    return Entry(spec.strip(), match[2], match[1] is not None, sentences, words)


def _match(spec: str) -> re.Match[str]:
    match = _SPEC.fullmatch(spec.strip())
    if match is None or match[2] not in SYSTEMS:
        raise click.UsageError(
            f"no system {spec!r}: use {SPEC} with a name of {', '.join(SYSTEMS)}, "
            f"or {HUGGING_FACE}NAME_OR_PATH"
        )
    return match


def check_system(name: str, sentences: int | None, words: int | None) -> None:
    """Make sure that a system can be run under a budget, or without one.

    Raises:
        click.UsageError: ``parse_entry``.
    """
    if not name.startswith(HUGGING_FACE):
        parse_entry(name, sentences, words)


def get_system(name: str) -> System:
    """Return the system of that name, spec, or the model behind ``hf:``, loaded.

    Raises:
        click.UsageError: no such system, or the model cannot be loaded.
        MissingExtraError: a model is asked for and the ``seq2seq`` extra is not installed.
    """
    if name.startswith(HUGGING_FACE):
        from benchmarks.seq2seq import load_model

        return load_model(name.removeprefix(HUGGING_FACE))
    if name in SYSTEMS:
        return SYSTEMS[name]
    _match(name)
    return lambda example, sentences, words: parse_entry(name, sentences, words)(example)
