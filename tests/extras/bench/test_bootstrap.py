import numpy as np
import pytest

from benchmarks.bootstrap import Interval, interval, paired

SCORES = np.random.default_rng(5).normal(30, 8, size=200)


def test_the_mean_is_the_mean_and_lies_inside():
    found = interval(SCORES)
    assert found.mean == pytest.approx(SCORES.mean())
    assert found.low < found.mean < found.high


def test_two_calls_give_the_same_interval():
    assert interval(SCORES) == interval(SCORES)


def test_the_global_random_state_is_neither_used_nor_changed():
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    found = interval(SCORES)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002
    np.random.seed(99)  # noqa: NPY002
    assert interval(SCORES) == found


def test_the_width_is_about_that_of_the_normal_approximation():
    found = interval(SCORES)
    expected = 2 * 1.96 * SCORES.std() / np.sqrt(len(SCORES))
    assert found.high - found.low == pytest.approx(expected, rel=0.1)


def test_equal_scores_have_no_width():
    assert interval([20.0] * 30) == Interval(20, 20, 20)


def test_more_documents_make_it_narrower():
    few, many = interval(SCORES[:20]), interval(SCORES)
    assert many.high - many.low < few.high - few.low


def test_a_steady_difference_is_certain_though_the_scores_scatter():
    better = SCORES + 1 + np.random.default_rng(6).normal(0, 0.5, size=len(SCORES))
    found = paired(better, SCORES)
    assert found.mean == pytest.approx(1, abs=0.2)
    assert found.excludes_zero
    single = interval(better)
    assert found.high - found.low < (single.high - single.low) / 5


def test_a_difference_has_its_sign():
    assert paired(SCORES, SCORES + 1).high < 0
    assert paired(SCORES, SCORES + 1).excludes_zero


def test_a_system_does_not_differ_from_itself():
    found = paired(SCORES, SCORES)
    assert found == Interval(0, 0, 0)
    assert not found.excludes_zero


def test_an_interval_around_zero_is_not_certain():
    assert not Interval(0.1, -1, 1.2).excludes_zero
    assert Interval(-2, -3, -1).excludes_zero


def test_systems_on_other_numbers_of_documents_are_not_compared():
    with pytest.raises(ValueError, match="broadcast"):
        paired(SCORES, SCORES[:10])


def test_an_interval_prints_with_one_decimal():
    assert str(Interval(30.04, 29.95, 31)) == "30.0 [29.9, 31.0]"
