"""A worker process: questions come in by standard input, answers go out by standard output.

Both are a line and then JSON: «TASK LENGTH» and the body of the request as it came, «STATUS LENGTH»
and the body of the answer. Standard input that ends is the order to stop.
"""

import os
import signal
import sys
import traceback
from dataclasses import asdict
from typing import IO

from summarizer.errors import (
    InputError,
    OptionError,
    SummarizerError,
    TextTooLongError,
)
from summarizer.facts import check
from summarizer.pipeline import Summarizer
from summarizer.serve.limits import Refusal, describe, encode
from summarizer.serve.requests import SCHEMAS, parse

READY = b"ready\n"


def answer(task: str, body: bytes) -> tuple[int, bytes]:
    """Do what is asked; return the HTTP status, and JSON."""
    try:
        fields = parse(body, SCHEMAS[task])
        if task == "check":
            found = check(fields["article"], fields["summary"])
            unsupported = [asdict(claim) for claim in found]
            return 200, encode({"supported": not found, "unsupported": unsupported})
        text = fields.pop("text")
        return 200, encode(Summarizer(**fields).summarize(text).to_record())
    except Refusal as refusal:
        return refusal.status, describe(refusal.kind, str(refusal))
    except TextTooLongError as error:
        return 413, describe(type(error).__name__, str(error))
    except (InputError, OptionError) as error:
        return 422, describe(type(error).__name__, str(error))
    except SummarizerError as error:
        return 500, describe(type(error).__name__, str(error))


def work(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the questions end."""
    Summarizer().warm_up()
    answers.write(READY)
    answers.flush()
    while head := questions.readline():
        task, length = head.decode().split()
        try:
            status, said = answer(task, questions.read(int(length)))
        except Exception:  # noqa: BLE001  # a fault of ours costs this request alone
            traceback.print_exc()
            status, said = 500, describe("Fault", "the library failed on this request")
        answers.write(b"%d %d\n%b" % (status, len(said), said))
        answers.flush()


def main() -> None:
    """Work, with standard output kept for answers alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        work(sys.stdin.buffer, answers)
