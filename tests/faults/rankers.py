"""A ranker that does what the article says: dies, sleeps, fails."""

import ctypes
import os
import signal
import time

from summarizer.document import Document
from summarizer.rank import Ranking
from summarizer.rank.lead import Lead
from summarizer.words import Terms

KILL = "Убей меня."
CRASH = "Упади."
EXIT = "Выйди."
SLEEP = "Усни."
FAIL = "Ошибись."


class Obedient:
    """The order of the article, unless the article orders otherwise."""

    name = "obedient"
    model = "obedience-v1"

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Obey, then rank by place."""
        if KILL in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if CRASH in document.text:
            ctypes.string_at(0)
        if EXIT in document.text:
            os._exit(3)
        if SLEEP in document.text:
            time.sleep(600)
        if FAIL in document.text:
            raise ZeroDivisionError("как и велено")
        return Lead().rank(document, terms)


class Unhurried(Lead):
    """The order of the article, a little later."""

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Rest, then rank by place."""
        time.sleep(0.003)
        return super().rank(document, terms)


class Unready:
    """Kills every worker that sets it up."""

    name = "unready"

    def __setstate__(self, state: object) -> None:
        os._exit(4)

    def __getstate__(self) -> dict[str, int]:
        return {"any": 1}

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Rank by place."""
        return Lead().rank(document, terms)
