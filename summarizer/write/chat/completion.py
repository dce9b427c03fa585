"""The protocol of chat completions, as far as a summary needs it: a payload, and what comes back.

Whoever serves it, what comes back is not trusted to have the shape that was promised.
"""

from dataclasses import replace
from typing import Any

from summarizer.document import Tokens
from summarizer.write.chat.wash import wash
from summarizer.write.model.engine import Reply, Request
from summarizer.write.model.trace import find_fault

PIECE = 2.5
"""Characters of Russian that a token holds at least, with the vocabularies in use."""

_ENOUGH = 200  # characters of a reply that tell how long the tokens are
_LONGEST = 5.0
_SHARE = 0.75  # of the estimate: with fewer tokens read, the input was cut
_NOT_ENDED = ("length", "max_tokens", "")
_REFUSED = {"content_filter": "the server's filter held it back", "tool_calls": "it called a tool"}


def estimate(text: str) -> int:
    """Return how many tokens a text has at most; some vocabularies need half as many."""
    return int(len(text) / PIECE) + 1


def payload(request: Request, room: int) -> dict[str, Any]:
    """Return what every server takes; without chance, as far as the server can."""
    return {
        "messages": [{"role": "user", "content": request.prompt}],
        "max_tokens": room,
        "temperature": 0,
        "seed": 7,
    }


def read_completion(found: object, request: Request) -> Reply:
    """Return the reply in a completion; its ``failure`` says what is wrong with it.

    A text without one clean sentence is a failure too: it may be better the next time.
    """
    match found:
        case {"choices": [{"message": dict(message), **choice}, *_], **rest}:
            usage = rest.get("usage")
        case _:
            return Reply.failed("the server answered with no completion")
    text = _text(message.get("content"))
    ended = _text(choice.get("finish_reason"))
    thought = _text(message.get("reasoning_content") or message.get("reasoning"))
    tokens = _tokens(usage)
    reply = Reply(text, ended not in _NOT_ENDED, tokens=tokens)
    if tokens is not None:
        written = tokens.written - _hidden(usage)
        reply = replace(reply, note=_find_cut(request.prompt, text + thought, tokens.read, written))
    if ended in _REFUSED:
        return replace(reply, failure=_REFUSED[ended])
    if not text.strip():
        why = "it thought and wrote nothing" if thought else "it wrote nothing"
        return replace(reply, failure=why)
    if not wash(text):
        why = "what it wrote was cut off" if not reply.finished else "it wrote no clean sentence"
        return replace(reply, failure=why)
    return reply


def _text(content: object) -> str:
    """Return the content of a message: a text, or parts of which some are text."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _tokens(usage: object) -> Tokens | None:
    match usage:
        case {"prompt_tokens": int(read), "completion_tokens": int(written)}:
            return Tokens(int(read), int(written)) if min(read, written) >= 0 else None
    return None


def _hidden(usage: object) -> int:
    """Return the tokens of thinking that a server counts and does not show."""
    match usage:
        case {"completion_tokens_details": {"reasoning_tokens": int(hidden)}}:
            return hidden
    return 0


def _find_cut(prompt: str, wrote: str, read: int, written: int) -> str | None:
    """Say so where the server read fewer tokens than the prompt has.

    How long its tokens are is told by the reply: by what it wrote and how it counted that, unless
    that is no plain text.
    """
    told = len(wrote) >= _ENOUGH and written > 0 and find_fault(wrote) is None
    piece = len(wrote) / written if told else _LONGEST
    expected = int(len(prompt) / min(max(piece, PIECE), _LONGEST))
    if read >= _SHARE * expected:
        return None
    return (
        f"the server read {read} tokens of a prompt of some {expected}: "
        "its context may be too short, and the end of the article unread"
    )
