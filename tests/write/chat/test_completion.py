"""Completions that are right; those that are wrong are in the tests of the extra."""

import pytest

from summarizer.document import Tokens
from summarizer.write.chat.completion import PIECE, estimate, read_completion
from summarizer.write.model import Request
from tests.texts import ARTICLE, SENTENCES

REPLY = " ".join(SENTENCES)
REQUEST = Request(ARTICLE * 12, ARTICLE, 200)


def completion(read, written, text=REPLY, **usage):
    return {
        "choices": [{"finish_reason": "stop", "message": {"content": text}}],
        "usage": {"prompt_tokens": read, "completion_tokens": written, **usage},
    }


def tokens(text, piece):
    return int(len(text) / piece)


def test_a_completion_is_a_reply():
    reply = read_completion(completion(3_000, 200), REQUEST)
    assert (reply.text, reply.finished, reply.failure) == (REPLY, True, None)
    assert reply.tokens == Tokens(3_000, 200)


def test_content_in_parts():
    parts = [{"type": "text", "text": SENTENCES[1]}, {"type": "image"}, "?", {"text": None}]
    found = {"choices": [{"finish_reason": "stop", "message": {"content": parts}}]}
    assert read_completion(found, REQUEST).text == SENTENCES[1]


@pytest.mark.parametrize("piece", [2.5, 3.2, 4.5])
def test_a_cut_that_nobody_announces_is_noted(piece):
    """The server counts the reply as it counts the prompt: so much should it have read."""
    written = tokens(REPLY, piece)
    whole = tokens(REQUEST.prompt, piece)
    assert read_completion(completion(whole, written), REQUEST).note is None
    note = read_completion(completion(whole * 6 // 10, written), REQUEST).note
    assert f"read {whole * 6 // 10} tokens of a prompt of some " in note
    assert "the end of the article unread" in note


def test_hidden_thinking_does_not_make_a_prompt_look_cut():
    hidden = {"completion_tokens_details": {"reasoning_tokens": 900}}
    written = tokens(REPLY, 4) + 900
    found = completion(tokens(REQUEST.prompt, 4), written, **hidden)
    assert read_completion(found, REQUEST).note is None


def test_a_short_reply_tells_little_and_so_little_is_said():
    found = completion(tokens(REQUEST.prompt, 4.5), 60, SENTENCES[1])
    assert read_completion(found, REQUEST).note is None


def test_an_estimate_is_rather_too_high():
    assert estimate(ARTICLE) > len(ARTICLE) / (PIECE + 0.5)
