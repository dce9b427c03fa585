"""What the plan sees of a sentence, and of two sentences that may hang together: named columns."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from summarizer.data import cues, phrases
from summarizer.document import Document
from summarizer.network import Floats
from summarizer.rank import Ranked
from summarizer.rank.features import SENTENCE_GROUPS
from summarizer.syntax import Vectors
from summarizer.words import lemma, tokenize

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_CONNECTIVE = re.compile(
    rf"(?:{'|'.join(phrases.DISCOURSE)}|{'|'.join(phrases.DISCOURSE_COMMA)}|но|а|и|же)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(phrases.LEANING_PHRASES, re.IGNORECASE)
_CREDIT = re.compile(phrases.CREDIT)

SURFACE = (
    "opens with pronoun", "has pronoun", "pronouns", "opens with demonstrative", "demonstratives",
    "opens with connective", "leaning phrase", "credit", "said", "that", "ahead", "past", "day",
    "date", "cause", "turn", "opinion", "quoted share", "full names", "bare names", "new names",
    "old names", "first name of story", "longest number",
)  # fmt: skip
"""Columns that come from the words of one sentence (names: from the sentences before, too)."""

PLACE = (
    "last", "next to last", "last fifth", "rank of score", "share of best score", "score",
    "expected lemmas", "new lemmas that return",
)  # fmt: skip

LIKENESS = (
    "to title", "to document", "to first sentence", "to previous sentence", "to next sentence",
    "to all before",
)  # fmt: skip
"""Columns of the mean vector of a sentence's words: what it is like."""

PAIR = (
    "next to it", "two away", "three away", "log distance", "first sentence", "same paragraph",
    "likeness", "shared rarity", "shared names", "introduces a name", "nearest with a name",
    "nearest with a noun", "full names before", "score before", "names before", "persons before",
)  # fmt: skip
"""Columns of a pair: a sentence and one before it."""


@dataclass(frozen=True, slots=True)
class Names:
    """Capitalised words inside a sentence, as stems; ``full`` are those behind a first name."""

    stems: frozenset[str]
    full: frozenset[str]


def find_names(text: str) -> Names:
    """Return the names of a sentence; the first word counts only where another name follows."""
    words = list(_WORD.finditer(text))
    stems: set[str] = set()
    full: set[str] = set()
    for place, match in enumerate(words):
        word = match.group()
        if not word[0].isupper() or len(word) < 2:
            continue
        following = words[place + 1] if place + 1 < len(words) else None
        joined = (
            following is not None
            and text[match.end() : following.start()] in (" ", ". ")
            and following.group()[0].isupper()
        )
        if place == 0 and not joined:
            continue
        stems.add(name_stem(word))
        if joined and following is not None and not following.group().isupper():
            full.add(name_stem(following.group()))
    return Names(frozenset(stems), frozenset(full))


@lru_cache(maxsize=50_000)
def name_stem(word: str) -> str:
    """Return what the cases of a name share, roughly: «Орловым» → «орло»."""
    folded = word.lower().replace("ё", "е")
    return folded[: max(3, min(len(folded) - 2, 6))]


COLUMNS = (*(name for group in SENTENCE_GROUPS.values() for name in group), *SURFACE, *PLACE,
           *(f"likeness {name}" for name in LIKENESS))  # fmt: skip
"""Columns of a sentence: the ranker's, then those of above."""

NEIGHBOURS = (
    "opens with pronoun", "opens with demonstrative", "opens with connective", "leaning phrase",
    "credit", "said", "quoted share", "full names", "bare names", "new names", "rank of score",
    "score", "expected lemmas",
)  # fmt: skip
"""Columns that are also seen of the sentence before and of the one behind."""

LEANING = (
    "opens with pronoun", "has pronoun", "pronouns", "opens with demonstrative", "demonstratives",
    "opens with connective", "leaning phrase", "credit", "said", "turn", "opinion", "quoted share",
    "full names", "bare names", "new names", "old names", "likeness to title",
    "likeness to previous sentence", "log words",
)  # fmt: skip
"""Columns of the later sentence that are seen of a pair."""

FARTHEST = 40
"""A sentence leans on one so many before it at most."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of a document: of its sentences, of its pairs, vectors of its sentences.

    Row ``k`` of ``pairs`` is of the sentence ``later[k]`` and of ``earlier[k]`` before it.
    """

    sentences: Floats
    later: npt.NDArray[np.intp]
    earlier: npt.NDArray[np.intp]
    pairs: Floats
    vectors: Floats


def look(
    document: Document, ranking: Ranked, base: Floats, rarity: Floats, vectors: Vectors
) -> Seen:
    """Return what the plan sees of a document.

    Args:
        document: the article.
        ranking: its scores and terms.
        base: the features of the ranker, one row a sentence.
        rarity: of every lemma of the document.
        vectors: of words.
    """
    texts = [sentence.text for sentence in document.sentences]
    names = [find_names(text) for text in texts]
    embedded = embed(ranking, rarity, vectors)
    likeness = _likeness(document, embedded, vectors)
    own = np.hstack((base, _surface(texts, names), _place(ranking), likeness))
    later, earlier = _near(len(texts))
    between = _pairs(document, ranking, names, embedded, rarity, later, earlier)
    place = np.log1p(later)[:, None].astype(np.float32)
    pairs = np.hstack((between, pick(own, LEANING)[later], place))
    return Seen(own, later, earlier, pairs, embedded)


def _near(size: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the indices of all pairs of sentences that are not too far from each other."""
    later = np.repeat(np.arange(size), np.minimum(np.arange(size), FARTHEST))
    first = np.maximum(np.arange(size) - FARTHEST, 0)
    step = np.concatenate([np.arange(n) for n in np.minimum(np.arange(size), FARTHEST)])
    return later, (first[later] + step).astype(np.intp)


def pick(features: Floats, names: tuple[str, ...]) -> Floats:
    """Return the columns of these names."""
    found: Floats = features[:, [COLUMNS.index(name) for name in names]]
    return found


def gather(seen: Seen, hosts: Floats, projection: Floats) -> Floats:
    """Return what the network of the sentences reads, float32 of shape (sentences, inputs).

    Args:
        seen: the features.
        hosts: the chance that each sentence leans on each one before it.
        projection: of vectors, to some dimensions.
    """
    own = seen.sentences
    near = pick(own, NEIGHBOURS)
    blank = np.zeros((1, near.shape[1]), dtype=np.float32)
    size = len(own)
    wanted = hosts.sum(axis=0)
    step = np.diagonal(hosts, -1)
    blocks = (
        own,
        seen.vectors @ projection,
        np.vstack((near[1:], blank)),
        np.vstack((blank, near[:-1])),
        wanted[:, None],
        (wanted / np.maximum(1, size - np.arange(size)))[:, None],
        hosts.sum(axis=1)[:, None],
        np.append(0, step)[:, None],
        np.append(step, 0)[:, None],
        hosts[:, :1],
    )
    return np.hstack(blocks).astype(np.float32)


def _surface(texts: list[str], names: list[Names]) -> Floats:
    known: set[str] = set()
    rows = []
    lead = names[0].stems if names else frozenset()
    for text, named in zip(texts, names, strict=True):
        words = [word.lower() for word in _WORD.findall(text)]
        pronouns = [place for place, word in enumerate(words) if word in cues.HE]
        this = [place for place, word in enumerate(words) if word in cues.THIS]
        old = named.stems & known
        rows.append(
            (
                bool(pronouns) and pronouns[0] < 3, bool(pronouns), min(len(pronouns), 3),
                bool(this) and this[0] < 2, min(len(this), 3),
                _CONNECTIVE.match(text) is not None, _LEANS.match(text) is not None,
                _CREDIT.match(text) is not None, cues.SAID.search(text) is not None,
                cues.THAT.search(text) is not None, cues.AHEAD.search(text) is not None,
                cues.PAST.search(text) is not None, cues.DAY.search(text) is not None,
                cues.DATE.search(text) is not None, cues.CAUSE.search(text) is not None,
                cues.TURN.match(text) is not None, cues.OPINION.search(text) is not None,
                quoted_share(text), len(named.full), len(old - named.full),
                len(named.stems - known), len(old), len(named.stems & lead),
                max((len(word) for word in words if word.isdigit()), default=0),
            )
        )  # fmt: skip
        known |= named.stems
    return np.array(rows, dtype=np.float32)


def quoted_share(text: str) -> float:
    """Return the share of a text that stands in quotation marks."""
    inside = sum(len(found) for found in re.findall(r"«[^»]*»?", text))
    return inside / max(1, len(text))


def _place(ranking: Ranked) -> Floats:
    size = len(ranking.scores)
    index = np.arange(size)
    place = np.empty(size)
    place[ranking.order] = index
    terms = ranking.terms
    expected = np.zeros(size)
    if ranking.concepts is not None:
        chances = np.hstack(
            (ranking.concepts.lemma_chances, np.zeros((terms.shape[1], 1), dtype=np.float32))
        )
        limit = chances.shape[1] - 1
        gained = chances[terms.tokens, np.minimum(ranking.concepts.occurrence, limit)]
        expected = np.bincount(terms.token_rows, gained, size) / np.maximum(terms.words, 1)
    first = np.full(terms.shape[1], size)
    last = np.zeros(terms.shape[1], dtype=np.intp)
    np.minimum.at(first, terms.columns, terms.rows)
    np.maximum.at(last, terms.columns, terms.rows)
    opens = (first[terms.columns] == terms.rows) & (last[terms.columns] > terms.rows)
    return np.stack(
        [
            index == size - 1, index == size - 2, index >= 0.8 * size, place / size,
            ranking.scores / max(ranking.scores.max(), 1e-6), ranking.scores, expected,
            np.bincount(terms.rows[opens], minlength=size) / np.maximum(terms.words, 1),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def embed(ranking: Ranked, rarity: Floats, vectors: Vectors) -> Floats:
    """Return the mean vector of every sentence's lemmas, weighted by rarity, of length 1."""
    terms = ranking.terms
    words = vectors.of(terms.lemmas)
    size = terms.shape[0]
    weights = np.zeros((size, terms.shape[1]), dtype=np.float32)
    weights[terms.rows, terms.columns] = rarity[terms.columns]
    return _unit(weights @ words)


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-6)
    return unit


def _likeness(document: Document, embedded: Floats, vectors: Vectors) -> Floats:
    title = [lemma(form) for form in tokenize(document.title or "")]
    found = vectors.of(tuple(title)) if title else np.zeros((1, embedded.shape[1]), np.float32)
    size = len(embedded)
    before = np.cumsum(embedded, axis=0) - embedded
    previous = np.zeros(size, dtype=np.float32)
    previous[1:] = (embedded[1:] * embedded[:-1]).sum(axis=1)
    following = np.zeros(size, dtype=np.float32)
    following[:-1] = previous[1:]
    return np.stack(
        [
            embedded @ _unit(found.mean(axis=0)),
            embedded @ _unit(embedded.sum(axis=0)),
            embedded @ embedded[0],
            previous,
            following,
            (embedded * _unit(before)).sum(axis=1),
        ],
        axis=1,
    ).astype(np.float32)


def _pairs(
    document: Document,
    ranking: Ranked,
    names: list[Names],
    embedded: Floats,
    rarity: Floats,
    later: npt.NDArray[np.intp],
    earlier: npt.NDArray[np.intp],
) -> Floats:
    """Return the columns ``PAIR`` of sentences ``later`` and those ``earlier``, one row a pair."""
    terms = ranking.terms
    size = terms.shape[0]
    present = np.zeros((size, terms.shape[1]), dtype=np.float32)
    present[terms.rows, terms.columns] = 1
    weighted = present * rarity
    mass = np.maximum(weighted.sum(axis=1), 1e-6)
    distance = later - earlier
    paragraph = np.array([sentence.paragraph for sentence in document.sentences])
    stems = sorted(set().union(*(named.stems for named in names)))
    cells = {stem: column for column, stem in enumerate(stems)}
    has = np.zeros((size, max(1, len(stems))), dtype=np.float32)
    for row, named in enumerate(names):
        has[row, [cells[stem] for stem in named.stems]] = 1
    introduced = has * (np.cumsum(has, axis=0) - has == 0)
    nouns = present[:, rarity > 2.5] if (rarity > 2.5).any() else np.zeros((size, 1), np.float32)
    full = np.array([len(named.full) for named in names], dtype=np.float32)
    return np.stack(
        [
            distance == 1, distance == 2, distance == 3, np.log1p(distance),
            earlier == 0, paragraph[later] == paragraph[earlier],
            _products(embedded, embedded, later, earlier),
            _products(weighted, present, later, earlier) / mass[later],
            _products(has, has, later, earlier), _products(has, introduced, later, earlier),
            _nearest(has)[later, distance], _nearest(nouns)[later, distance],
            full[earlier], ranking.scores[earlier], has.sum(axis=1)[earlier], full[earlier] > 0,
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def _products(
    left: Floats, right: Floats, later: npt.NDArray[np.intp], earlier: npt.NDArray[np.intp]
) -> Floats:
    """Return the inner product of every pair of rows, computed in bands near the diagonal."""
    found = np.empty(len(later), dtype=np.float32)
    for start in range(0, len(left), FARTHEST):
        rows = (later >= start) & (later < start + FARTHEST)
        first = max(0, start - FARTHEST)
        ours = left[start : start + FARTHEST]
        filled = np.flatnonzero(ours.any(axis=0))  # few of the columns of a long document
        band = ours[:, filled] @ right[first : start + FARTHEST, filled].T
        found[rows] = band[later[rows] - start, earlier[rows] - first]
    return found


def _nearest(has: Floats) -> Floats:
    """Return, for each sentence i and distance, how many columns of i stand last before i there."""
    size = len(has)
    found = np.zeros((size, FARTHEST + 1), dtype=np.float32)
    last = np.full(has.shape[1], -FARTHEST - 1, dtype=np.intp)
    for row in range(size):
        here = has[row] > 0
        distance = row - last[here]
        np.add.at(found[row], distance[distance <= FARTHEST], 1)
        last[here] = row
    return found
