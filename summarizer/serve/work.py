"""A worker process: questions come in by standard input, answers go out by standard output.

Both are a line of numbers and then JSON: «LENGTH» before a question, «STATUS LENGTH» before an
answer. Standard input that ends is the order to stop.
"""

import json
import os
import signal
import sys
import traceback
from dataclasses import asdict
from typing import IO, Any

from summarizer.errors import (
    InputError,
    OptionError,
    SummarizerError,
    TextTooLongError,
)
from summarizer.facts import check
from summarizer.pipeline import Summarizer
from summarizer.serve.limits import describe

READY = b"ready\n"


def answer(question: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Do what is asked; return the HTTP status and what is said."""
    fields = dict(question["fields"])
    try:
        if question["task"] == "check":
            found = check(fields["article"], fields["summary"])
            return 200, {"supported": not found, "unsupported": [asdict(bad) for bad in found]}
        text = fields.pop("text")
        return 200, Summarizer(**fields).summarize(text).to_record()
    except TextTooLongError as error:
        return 413, describe(type(error).__name__, str(error))
    except (InputError, OptionError) as error:
        return 422, describe(type(error).__name__, str(error))
    except SummarizerError as error:
        return 500, describe(type(error).__name__, str(error))


def encode(value: dict[str, Any]) -> bytes:
    """Return JSON in UTF-8; half a surrogate pair stays the escape that it came as."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def work(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the questions end."""
    Summarizer().warm_up()
    answers.write(READY)
    answers.flush()
    while head := questions.readline():
        question = json.loads(questions.read(int(head)))
        try:
            status, said = answer(question)
        except Exception:  # noqa: BLE001  # a fault of ours costs this request alone
            traceback.print_exc()
            status, said = 500, describe("Fault", "the library failed on this request")
        body = encode(said)
        answers.write(b"%d %d\n" % (status, len(body)))
        answers.write(body)
        answers.flush()


def main() -> None:
    """Work, with standard output kept for answers alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        work(sys.stdin.buffer, answers)
