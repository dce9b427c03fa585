"""What is kept of dirty replies: the cases of ``tests/golden/replies.txt``."""

import re
from pathlib import Path

import pytest

from summarizer.write.chat.prompt import Prompt
from summarizer.write.chat.wash import wash
from tests.texts import BODY, POOL, SENTENCES

GOLDEN = Path(__file__).parents[2] / "golden" / "replies.txt"


def read_cases():
    _, *blocks = GOLDEN.read_text(encoding="utf-8").replace("␀", "\u200b").split("\n### ")
    for block in blocks:
        name, _, rest = block.partition("\n")
        reply, _, kept = rest.partition("\n→")
        yield pytest.param(reply, kept.strip(), id=name)


CASES = list(read_cases())


def test_there_are_enough_cases():
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("reply", "kept"), CASES)
def test_what_is_dirty_is_washed(reply, kept):
    assert wash(reply, Prompt().own_words) == kept


@pytest.mark.parametrize(("reply", "kept"), CASES)
def test_what_is_washed_stays_as_it_is(reply, kept):
    assert wash(kept, Prompt().own_words) == kept


@pytest.mark.parametrize("sentence", [*SENTENCES, *POOL])
def test_a_good_sentence_is_kept_to_the_letter(sentence):
    assert wash(sentence, Prompt().own_words) == sentence


def test_a_good_paragraph_is_kept_to_the_letter():
    assert wash(BODY) == " ".join(BODY.split())


@pytest.mark.parametrize("length", [1, 7, 40, 200])
def test_a_reply_that_breaks_off_anywhere_yields_whole_sentences(length):
    whole = wash(BODY)
    for stop in range(length, len(BODY), 97):
        kept = wash(BODY[:stop])
        assert whole.startswith(kept)
        assert kept == "" or re.search(r"[.!?…»)]$", kept)
