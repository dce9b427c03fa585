from itertools import combinations

import numpy as np
import pytest

from summarizer.plan.model import Judgement
from summarizer.plan.search import search


def judgement(worth, leaning=(), hosts=(), opening=None, cost=1.0):
    size = len(worth)
    chance = np.zeros(size)
    matrix = np.zeros((size, size))
    for index, value in leaning:
        chance[index] = value
    for index, host, value in hosts:
        matrix[index, host] = value
    first = np.zeros(size) if opening is None else np.array(opening, dtype=float)
    return Judgement(np.array(worth, dtype=float), first, chance, matrix, cost)


def choose(judged, words, room, most=99, allowed=None):
    open_ = np.ones(len(words), dtype=bool) if allowed is None else np.array(allowed)
    return search(judged, np.array(words), open_, room, most)


def test_the_set_that_tells_most_within_the_words_is_found():
    chance = np.random.default_rng(3)
    for _ in range(20):
        worth, words = chance.random(9), chance.integers(5, 30, 9)
        best = max(
            (
                worth[list(chosen)].sum()
                for size in range(1, 10)
                for chosen in combinations(range(9), size)
                if words[list(chosen)].sum() <= 60
            ),
        )
        found = choose(judgement(worth), words.tolist(), 60)
        assert worth[found].sum() == pytest.approx(best)


def test_what_leans_comes_behind_its_host_or_not_at_all():
    leaning, hosts = [(2, 9.0)], [(2, 1, 9.0)]
    assert choose(judgement([1, 0.1, 2], leaning, hosts), [10, 10, 10], 30) == [0, 1, 2]
    assert choose(judgement([1, 0.1, 0.5], leaning, hosts), [10, 10, 10], 20) == [0, 1]


def test_a_sentence_that_must_not_open_does_not():
    judged = judgement([0.5, 1.0], opening=[0, -2])
    assert choose(judged, [10, 10], 10) == [0]
    assert choose(judged, [10, 10], 20) == [0, 1]


def test_a_trifle_stays_out_though_words_are_left():
    assert choose(judgement([1, -0.1]), [10, 10], 100) == [0]


def test_bounds_are_kept_and_where_nothing_fits_nothing_is_chosen():
    judged = judgement([1, 2, 3])
    assert choose(judged, [10, 10, 10], 30, most=2) == [1, 2]
    assert choose(judged, [10, 10, 10], 30, allowed=[True, False, True]) == [0, 2]
    assert choose(judged, [10, 10, 10], 9) == []


def test_the_best_of_trifles_is_better_than_nothing():
    assert choose(judgement([-0.3, -0.1]), [10, 10], 30) == [1]


def test_a_sentence_that_is_known_to_lean_costs_more_than_expected():
    judged = judgement([1, 1, 1], [(2, 0.8)], [(2, 0, 0.8)])
    behind_none = np.zeros((1, 3), dtype=bool)
    behind_first = np.array([[1, 0, 0]], dtype=bool)
    assert judged.penalty(2, behind_none)[0] == pytest.approx(0.8)
    assert judged.penalty(2, behind_first)[0] == pytest.approx(0)
    tied = judged.tie(2, 1)
    assert tied.penalty(2, behind_none)[0] == pytest.approx(1.5)
    assert 0 < tied.penalty(2, behind_first)[0] < 0.8
    assert tied.penalty(2, np.array([[1, 1, 0]], dtype=bool))[0] == pytest.approx(0)
