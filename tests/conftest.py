"""Articles as files; profiles for properties.

``pytest --hypothesis-profile hunt`` looks longer and elsewhere.
"""

import pytest
from hypothesis import HealthCheck, settings

from tests.texts import ARTICLE, compose

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]

# The same examples in every run, as many as a minute bears.
settings.register_profile(
    "suite",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=SLOW,
)
settings.register_profile(
    "hunt", max_examples=1_500, deadline=None, database=None, suppress_health_check=SLOW
)
settings.load_profile("suite")


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "статья.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "in"
    (source / "deep").mkdir(parents=True)
    (source / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (source / "deep" / "b.md").write_text(compose(120), encoding="utf-8")
    return source
