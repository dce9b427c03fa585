"""Dependency trees of single sentences, for the rules that rewrite.

slovnet (https://github.com/natasha/slovnet) tags and parses with the vectors of navec; the natasha
package brings their weights, some 32 MB, and is itself never imported. Loaded at first use.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import files
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from razdel import tokenize

from summarizer.once import once

MOST_TOKENS = 150
"""A longer sentence is not parsed."""

_BATCH = 8
_VECTORS = "navec_news_v1_1B_250K_300d_100q.tar"
_MORPHOLOGY = "slovnet_morph_news_v1.tar"
_SYNTAX = "slovnet_syntax_news_v1.tar"

# One thread at a time: the limit on the threads of BLAS is the whole process's, and what the
# networks need while they work is needed once.
_PARSING = Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: ``tree.text[start:stop] == text``; parts of speech and relations are UD's.

    ``head`` is the index of the governing token, -1 at a root.
    """

    index: int
    start: int
    stop: int
    text: str
    pos: str
    feats: dict[str, str]
    head: int
    rel: str

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    def has(self, **feats: str) -> bool:
        """Whether the token has all these features: ``token.has(Case="Nom")``."""
        return all(self.feats.get(name) == value for name, value in feats.items())


@dataclass(frozen=True)
class Tree:
    """A sentence with its tokens in reading order."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def _children(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                found[token.head].append(token.index)
        return found

    def children(self, token: Token, *rels: str) -> list[Token]:
        """Return the tokens that depend on one, of the relations given or of all."""
        found = (self.tokens[n] for n in self._children[token.index])
        return [child for child in found if not rels or child.rel in rels]

    def subtree(self, token: Token) -> list[Token]:
        """Return a token with all below it, in reading order."""
        seen = {token.index}
        stack = [token.index]
        while stack:
            for n in self._children[stack.pop()]:
                if n not in seen:  # the parser may draw a circle
                    seen.add(n)
                    stack.append(n)
        return [self.tokens[n] for n in sorted(seen)]

    def head(self, token: Token) -> Token | None:
        """Return the governor of a token; None at a root."""
        return self.tokens[token.head] if token.head not in (-1, token.index) else None

    @cached_property
    def root(self) -> Token | None:
        """The first root that can be a predicate, or the first one; a token may head itself."""
        roots = [t for t in self.tokens if t.head in (-1, t.index) and t.pos != "PUNCT"]
        if not roots:  # a circle
            roots = [t for t in self.tokens if t.rel in ("root", "parataxis", "conj")]
            roots = roots or [t for t in self.tokens if t.has(VerbForm="Fin")]
        return next((t for t in roots if t.pos in ("VERB", "ADJ")), roots[0] if roots else None)

    @cached_property
    def subject(self) -> Token | None:
        """The grammatical subject of the root in the nominative."""
        if self.root is None:
            return None
        found = self.children(self.root, "nsubj", "nsubj:pass")
        return next(
            (token for token in found if not token.feats.get("Case") or token.has(Case="Nom")), None
        )


def parse(sentences: Sequence[str]) -> list[Tree]:
    """Parse sentences, each by itself; one that is too long gets a tree without tokens."""
    cut = [list(tokenize(sentence)) for sentence in sentences]
    short = [n for n, tokens in enumerate(cut) if 0 < len(tokens) <= MOST_TOKENS]
    trees = [Tree(sentence, ()) for sentence in sentences]
    words = [[token.text for token in cut[n]] for n in short]
    if not short:
        return trees
    morphology, syntax, threads = _models()
    with _PARSING, threads.limit(limits=1):  # matrices this small only lose by being shared out
        for n, tagged, parsed in zip(short, morphology.map(words), syntax.map(words), strict=True):
            trees[n] = Tree(sentences[n], tuple(_read(cut[n], tagged.tokens, parsed.tokens)))
    return trees


def _read(cut: Sequence[Any], tagged: Sequence[Any], parsed: Sequence[Any]) -> Iterator[Token]:
    for index, (piece, tag, node) in enumerate(zip(cut, tagged, parsed, strict=True)):
        yield Token(
            index=index,
            start=piece.start,
            stop=piece.stop,
            text=piece.text,
            pos=tag.pos,
            feats=tag.feats,
            head=int(node.head_id) - 1,
            rel=node.rel,
        )


class Vectors:
    """Vectors of words, as the parser reads them: navec's 250,000 forms from news."""

    def __init__(self, navec: Any) -> None:
        self._ids = navec.vocab.word_ids
        self._codes = navec.pq.indexes
        self._centroids = navec.pq.codes
        self._parts = np.arange(self._codes.shape[1])
        self.width = int(self._centroids.shape[0] * self._centroids.shape[2])

    def of(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one row a word, zeros for a word that has no vector."""
        ids = [self._ids.get(word, -1) for word in words]
        known = np.array([n for n in ids if n >= 0], dtype=np.intp)
        found = np.zeros((len(words), self.width), dtype=np.float32)
        if len(known):
            vectors = self._centroids[self._parts, self._codes[known]].reshape(len(known), -1)
            found[np.array(ids) >= 0] = vectors
        return found


@once
def word_vectors() -> Vectors:
    """Open the vectors of words, some 50 MB, at first use."""
    return Vectors(_navec())


@once
def _navec() -> Any:
    from navec import Navec

    return Navec.load(_find(_VECTORS))


@once
def _models() -> tuple[Any, Any, Any]:
    from slovnet import Morph, Syntax
    from threadpoolctl import ThreadpoolController

    vectors = _navec()
    morphology = Morph.load(_find(_MORPHOLOGY), batch_size=_BATCH)
    syntax = Syntax.load(_find(_SYNTAX), batch_size=_BATCH)
    morphology.navec(vectors)
    syntax.navec(vectors)
    return morphology, syntax, ThreadpoolController()


def _find(name: str) -> Path:
    """Return where the natasha package keeps a file."""
    return next(Path(str(file.locate())) for file in files("natasha") or () if file.name == name)
