"""What is loaded once a process, however many threads ask for it first."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


def once(load: Callable[[], T]) -> Callable[[], T]:
    """Keep what ``load`` returns: the first caller loads, the others wait for it.

    ``functools.cache`` lets every thread that comes before the first result load by itself. What
    is raised is not kept: the next caller tries again.
    """
    lock = Lock()
    loaded: list[T] = []

    @wraps(load)
    def get() -> T:
        if not loaded:
            with lock:
                if not loaded:
                    loaded.append(load())
        return loaded[0]

    return get
