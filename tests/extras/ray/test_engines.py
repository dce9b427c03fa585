from benchmarks.engines import time_engines
from tests.texts import compose


def test_both_engines_are_timed_and_write_the_same():
    lines = list(time_engines([compose(60, n) for n in range(40)], 80, workers=1, repeats=1))
    assert [line.partition(":")[0] for line in lines[:2]] == ["turn 1, local", "turn 1, ray"]
    assert "% of its speed" in lines[2]
    assert lines[3] == "different outputs: 0"
