"""What the learned ranker sees of a sentence, a lemma, a pair of neighbouring lemmas."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from summarizer.document import Document
from summarizer.network import Floats
from summarizer.rank.centrality import Centrality
from summarizer.rank.lexicon import Lexicon
from summarizer.words import Terms, lemma, tokenize

MAX_OCCURRENCE = 3

Ints = npt.NDArray[np.intp]

_NUMBER = re.compile(r"\d+")
_CAPITALIZED = re.compile(r" [«\"(]?[А-ЯЁA-Z]")
_FIRST_PERSON = re.compile(r"\b(?:я|мы|нам|нас|наш\w*|мне|меня)\b", re.IGNORECASE)
_LEANING = re.compile(
    r"(?:Он|Она|Они|Оно|Это|Эт[аои]|Там|Т[ао]кже|Кроме|При этом|Однако|Но|А|И|Его|Её|Их|Так|"
    r"Поэтому|По (?:его|её|их))\b"
)

SENTENCE_GROUPS = {
    "position": (
        "log index", "relative index", "inverse index", "first", "among first three",
        "log distance to end", "log paragraph", "log place in paragraph", "opens paragraph",
        "log paragraph size", "after heading",
    ),
    "length": ("log words", "short", "long", "content share"),
    "title": ("share of title", "share from title", "log shared with title"),
    "lead": ("likeness to first", "likeness to first three"),
    "centrality": ("cosine to document", "mean log frequency", "top log frequency", "walk"),
    "novelty": ("new share", "likeness to previous", "likeness to next"),
    "rarity": ("mean rarity", "top rarity", "log total rarity"),
    "lexicon": ("mean prior", "top prior", "lowest prior"),
    "names and numbers": ("name share", "log capitals", "log numbers", "percent", "money", "year"),
    "speech and form": (
        "quotation", "opens with quotation", "direct speech", "dialogue", "question", "exclamation",
        "colon", "brackets", "first person", "leans", "heading", "previous has quotation",
    ),
    "document": ("log sentences", "log document words", "has title"),
}  # fmt: skip
"""Names of the sentence features, by what they look at."""


def sentence_features(document: Document, terms: Terms, lexicon: Lexicon) -> Floats:
    """Return the features of every sentence, float32 of shape (sentences, features).

    ``lexicon`` is that of the document here and below (``Lexicon.of``).
    """
    size, vocabulary = terms.shape
    rows, columns = terms.rows, terms.columns
    rarity, prior, name = lexicon.rarity, lexicon.prior, lexicon.name

    def by_sentence(values: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        return np.bincount(rows, values, size).astype(float)

    def top(values: npt.NDArray[np.floating], start: float) -> npt.NDArray[np.float64]:
        best = np.full(size, start)
        np.maximum.at(best, rows, values)
        return best

    cell_rarity = rarity[columns]
    filled = np.maximum(np.bincount(rows, minlength=size), 1)
    mass = np.maximum(by_sentence(cell_rarity), 1e-6)

    def likeness(chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        return by_sentence(cell_rarity * chosen[columns]) / mass

    index = np.arange(size)
    paragraph = np.array([s.paragraph for s in document.sentences])
    opening = np.searchsorted(paragraph, paragraph)
    paragraph_size = np.searchsorted(paragraph, paragraph, side="right") - opening
    heading = np.array([s.role == "heading" for s in document.sentences], dtype=float)
    frequency = np.bincount(columns, terms.counts, vocabulary)
    log_frequency = np.log1p(frequency[columns])
    weights = frequency * rarity
    norm = np.sqrt(by_sentence((terms.counts * cell_rarity) ** 2)) * np.sqrt((weights**2).sum())
    in_title = np.zeros(vocabulary, dtype=bool)
    in_title[terms.title] = True
    shared = by_sentence(cell_rarity * in_title[columns])
    first = np.zeros(vocabulary, dtype=bool)
    first[columns[rows == 0]] = True
    first_three = np.zeros(vocabulary, dtype=bool)
    first_three[columns[rows < 3]] = True
    opened = np.full(vocabulary, size)
    np.minimum.at(opened, columns, rows)
    keys = rows * vocabulary + columns
    after = np.isin(keys, keys + vocabulary, assume_unique=True)
    before = np.isin(keys, keys - vocabulary, assume_unique=True)
    walk = Centrality(position=1.0, title=0.0).rank(document, terms).scores
    surface = np.array([_surface(s.text) for s in document.sentences], dtype=float)
    words = np.maximum(terms.words, 1)
    has_title = float(document.title is not None)
    columns_ = [
        np.log1p(index), index / size, 1 / (1 + index), index == 0, index < 3,
        np.log1p(size - 1 - index), np.log1p(paragraph), np.log1p(index - opening),
        index == opening, np.log1p(paragraph_size), np.concatenate(([0.0], heading[:-1])),
        np.log(words), words < 8, words > 30, filled / words,
        shared / max(rarity[terms.title].sum(), 1e-6), shared / mass,
        np.log1p(by_sentence(in_title[columns].astype(float))),
        likeness(first) * (index > 0), likeness(first_three) * (index > 2),
        by_sentence(terms.counts * cell_rarity * weights[columns]) / np.maximum(norm, 1e-6),
        by_sentence(log_frequency) / filled, top(log_frequency, 0.0), walk,
        by_sentence(cell_rarity * (opened[columns] == rows)) / mass,
        by_sentence(cell_rarity * after) / mass, by_sentence(cell_rarity * before) / mass,
        mass / filled, top(cell_rarity, 0.0), np.log1p(mass),
        by_sentence(prior[columns]) / filled, top(prior[columns], -3.0),
        -top(-prior[columns], -3.0),
        by_sentence(name[columns]) / filled, *surface.T, heading,
        np.concatenate(([0.0], surface[:-1, 5])),
        np.full(size, np.log(size)), np.full(size, np.log(words.sum())), np.full(size, has_title),
    ]  # fmt: skip
    return np.stack(columns_, axis=1).astype(np.float32)


def _surface(text: str) -> tuple[float, ...]:
    return (
        np.log1p(len(_CAPITALIZED.findall(text))),
        np.log1p(len(_NUMBER.findall(text))),
        "%" in text or "процент" in text,
        "руб" in text or "долл" in text or "$" in text or "€" in text or "евро" in text,
        "20" in text or "19" in text,
        "«" in text,
        text.startswith("«"),
        "» —" in text or "», —" in text or ", — " in text,
        text.startswith(("—", "–", "-")),
        text.endswith("?"),
        text.endswith("!"),
        ":" in text,
        "(" in text,
        _FIRST_PERSON.search(text) is not None,
        _LEANING.match(text) is not None,
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lemmas and bigrams of a document with what selection and the networks need of them.

    ``bigram_rows`` and ``bigram_ids`` are the cells of the sentence × bigram matrix, each once;
    ``pairs[b]`` are the two lemma columns of bigram ``b``.
    """

    occurrence: Ints
    bigram_rows: Ints
    bigram_ids: Ints
    pairs: Ints
    frequency: Ints
    bigram_frequency: Ints


def collect(terms: Terms) -> Vocabulary:
    """Find the bigrams of a document, and which occurrence in its sentence each token is."""
    _, vocabulary = terms.shape
    rows = terms.token_rows
    neighbours = rows[1:] == rows[:-1]
    keys = terms.tokens[:-1][neighbours] * vocabulary + terms.tokens[1:][neighbours]
    unique, ids, frequency = np.unique(keys, return_inverse=True, return_counts=True)
    cells = np.unique(rows[:-1][neighbours] * max(len(unique), 1) + ids)
    return Vocabulary(
        occurrence=_occurrence(rows * vocabulary + terms.tokens),
        bigram_rows=cells // max(len(unique), 1),
        bigram_ids=cells % max(len(unique), 1),
        pairs=np.stack((unique // vocabulary, unique % vocabulary), axis=1),
        frequency=np.bincount(terms.tokens, minlength=vocabulary),
        bigram_frequency=frequency,
    )


def _occurrence(keys: Ints) -> Ints:
    """Return how many equal keys stand before each key."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(keys) else ordered == 0
    place = np.arange(len(keys))
    run = place - np.maximum.accumulate(np.where(starts, place, 0))
    occurrence = np.empty(len(keys), dtype=np.intp)
    occurrence[order] = run
    return occurrence


@dataclass(frozen=True, slots=True)
class _Spread:
    """Where each concept stands: sentences that hold it, and what they are thought to be worth."""

    sentences: npt.NDArray[np.float64]
    first: npt.NDArray[np.float64]
    last: npt.NDArray[np.float64]
    best: npt.NDArray[np.float64]
    total: npt.NDArray[np.float64]
    chance: npt.NDArray[np.float64]


def _spread(rows: Ints, concepts: Ints, count: int, worth: npt.NDArray[np.floating]) -> _Spread:
    first = np.full(count, len(worth), dtype=float)
    np.minimum.at(first, concepts, rows)
    last = np.zeros(count)
    np.maximum.at(last, concepts, rows)
    best = np.zeros(count)
    np.maximum.at(best, concepts, worth[rows])
    none = np.bincount(concepts, np.log1p(-np.minimum(worth[rows], 0.99)), count)
    return _Spread(
        np.bincount(concepts, minlength=count).astype(float),
        first,
        last,
        best,
        np.bincount(concepts, worth[rows], count).astype(float),
        1 - np.exp(none),
    )


def lemma_features(
    document: Document, terms: Terms, found: Vocabulary, lexicon: Lexicon, worth: Floats
) -> tuple[Floats, Ints]:
    """Return the features of every occurrence of every lemma, and whose row each is.

    The second array has rows (lemma column, occurrence): all lemmas with occurrence 0 first, then
    those that have a second one, then a third.
    """
    size, vocabulary = terms.shape
    cells = np.unique(terms.token_rows * vocabulary + terms.tokens)
    spread = _spread(cells // vocabulary, cells % vocabulary, vocabulary, worth)
    in_title = np.zeros(vocabulary)
    title = {lemma(form) for form in tokenize(document.title or "")}
    in_title[[name in title for name in terms.lemmas]] = 1
    digit = np.array([name.isdigit() for name in terms.lemmas], dtype=float)
    length = np.array([len(name) for name in terms.lemmas], dtype=float)
    full = np.full(vocabulary, 1.0)
    base = np.stack(
        [
            np.log1p(found.frequency), np.log1p(spread.sentences), spread.sentences / size,
            np.log1p(spread.first), spread.first / size, spread.last / size,
            spread.first == 0, spread.first < 3, in_title, terms.content,
            lexicon.rarity, lexicon.prior, lexicon.name,
            digit, np.minimum(length, 15), spread.best, np.log1p(spread.total), spread.chance,
            full * np.log(size), full * np.log(max(len(terms.tokens), 1)),
            full * (document.title is not None),
        ],
        axis=1,
    )  # fmt: skip
    blocks, owners = [], []
    for occurrence in range(MAX_OCCURRENCE):
        owner = np.flatnonzero(found.frequency > occurrence)
        mark = np.zeros((len(owner), 2))
        if occurrence:
            mark[:, occurrence - 1] = 1
        blocks.append(np.hstack((base[owner], mark)))
        owners.append(np.stack((owner, np.full(len(owner), occurrence)), axis=1))
    return np.vstack(blocks).astype(np.float32), np.vstack(owners)


def bigram_features(
    document: Document,
    terms: Terms,
    found: Vocabulary,
    lexicon: Lexicon,
    worth: Floats,
    chances: Floats,
) -> Floats:
    """Return the features of every bigram; ``chances[column]`` is P(lemma in the summary)."""
    size, _ = terms.shape
    count = len(found.pairs)
    spread = _spread(found.bigram_rows, found.bigram_ids, count, worth)
    left, right = found.pairs[:, 0], found.pairs[:, 1]
    forms = [lemma(form) for form in tokenize(document.title or "")]
    pairs = set(pairwise(forms))
    in_title = np.array(
        [(terms.lemmas[a], terms.lemmas[b]) in pairs for a, b in found.pairs.tolist()]
        if pairs
        else np.zeros(count),
        dtype=float,
    )
    rarer = np.minimum(found.frequency[left], found.frequency[right])
    full = np.ones(count)
    return np.stack(
        [
            chances[left], chances[right], np.log(chances[left] * chances[right] + 1e-6),
            np.log1p(found.bigram_frequency), found.bigram_frequency / rarer,
            np.log1p(spread.first), spread.first / size, spread.first == 0, in_title,
            terms.content[left], terms.content[right],
            lexicon.rarity[left], lexicon.rarity[right],
            lexicon.prior[left], lexicon.prior[right],
            lexicon.name[left], lexicon.name[right],
            spread.best, spread.chance, full * np.log(size), full * np.log(len(terms.tokens)),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip
