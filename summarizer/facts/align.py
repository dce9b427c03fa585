"""Which sentences of an article a written sentence was made from: those that share its lemmas."""

import math
from collections.abc import Sequence

from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.quotations import lemmas_of

MOST_EVIDENCE = 6
"""Most sentences that one written sentence is taken to be fused from."""

_NEAR = 0.6
"""A sentence that shares this much of what the best one shares is evidence too."""

_GAIN = 0.08
"""A further sentence must cover this share of the written one."""


class Aligner:
    """Sentences by lemma; built in one pass, asked in time of the sentences that share a lemma."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._holders: dict[str, list[int]] = {}
        for index, sentence in enumerate(sentences):
            for name in _content(sentence):
                self._holders.setdefault(name, []).append(index)
        self._count = len(sentences)

    def align(self, text: str) -> list[int]:
        """Return the indices of the sentences behind ``text``, the nearest first."""
        weights = {
            name: math.log(1 + self._count / len(self._holders[name]))
            for name in _content(text)
            if name in self._holders
        }
        total = sum(weights.values())
        shared: dict[int, float] = {}
        covers: dict[int, set[str]] = {}
        for name, weight in weights.items():
            for index in self._holders[name]:
                shared[index] = shared.get(index, 0.0) + weight
                covers.setdefault(index, set()).add(name)
        ranked = sorted(shared, key=lambda index: (-shared[index], index))[: 4 * MOST_EVIDENCE]
        chosen: list[int] = []
        left = set(weights)
        while ranked and len(chosen) < MOST_EVIDENCE:
            best = max(
                ranked, key=lambda index: sum(weights[n] for n in sorted(covers[index] & left))
            )
            if sum(weights[n] for n in covers[best] & left) < _GAIN * total:
                break
            chosen.append(best)
            ranked.remove(best)
            left -= covers[best]
        near = [i for i in ranked if chosen and shared[i] >= _NEAR * shared[chosen[0]]]
        return (chosen + near)[:MOST_EVIDENCE]


def _content(text: str) -> set[str]:
    return {name for name in lemmas_of(text) if name not in STOP_WORDS}
