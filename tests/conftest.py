"""Profiles for properties: ``pytest --hypothesis-profile hunt`` looks longer and elsewhere."""

import os

from hypothesis import HealthCheck, settings

# The same default wherever the tests run: the editor has tests of its own.
os.environ["SUMMARIZER_WRITER"] = "rules"

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
