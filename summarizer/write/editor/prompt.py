"""What the editor is shown of an article, and how its reply is read.

    Цены на топливо выросли
    [0] Биржевая цена бензина выросла на 3 %.
    1 Об этом сообщила биржа.
    [2] Она связывает рост с ремонтом заводов.
    Заключение
    [0] Биржевая цена бензина выросла на 3 %.
    [2] Биржа связывает рост с ремонтом заводов.

The title, then sentences in the order of the article: in brackets what the paragraph is to be made
of, as the rules edit it; without brackets what helps to understand it, as it stands. The reply:
each of the first edited, one a line.

Before that the editor rates the whole article, of which it is shown

    Цены на топливо выросли
    3
    0 Биржевая цена бензина выросла на 3 %.
    1 Об этом сообщила биржа.
    2 Она связывает рост с ремонтом заводов.

and at the end of every line its next piece would be a digit, one of ``RATINGS``.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

MARK = "Заключение"

RATINGS = tuple((importance, used) for importance in range(4) for used in (False, True))
"""What the digits 0–7 say of a sentence: its importance, and whether an editor would use it."""

_NUMBERED = re.compile(r"\[(\d+)\] (\S.*)")


WINDOW = 480
"""Most pieces of a window, unless its only new sentence has more."""

_SHOWN_WORDS = 70  # of a sentence
_REPEATED = 2  # sentences of the window before


@dataclass(frozen=True, slots=True)
class Window:
    """The lines of a part of an article; the last of them are the sentences to be rated."""

    lines: list[str]
    rated: range


@dataclass(frozen=True, slots=True)
class Replied:
    """One line of a reply; ``doubt`` is how unsure the model was of it, in nats."""

    text: str
    doubt: float = 0.0


def ask(title: str | None, shown: Mapping[int, str], chosen: Collection[int]) -> list[str]:
    """Return the lines of the prompt.

    Args:
        title: of the article.
        shown: index → the text of a sentence.
        chosen: those of them that are to be edited.

    >>> ask("Итог", {2: "Она упала.", 0: "Он вырос.", 1: "Вот так."}, chosen=(0, 2))
    ['Итог', '[0] Он вырос.', '1 Вот так.', '[2] Она упала.', 'Заключение']
    """
    lines = [" ".join((title or "").split())]
    for index, text in sorted(shown.items()):
        number = f"[{index}]" if index in chosen else str(index)
        lines.append(f"{number} {' '.join(text.split())}")
    return [*lines, MARK]


def show(
    title: str | None, sentences: Sequence[str], measure: Callable[[str], int]
) -> list[Window]:
    """Show an article that is to be rated, in windows that the model can overlook.

    Every window opens with the title, the number of sentences and the first sentence, and repeats
    the last sentences of the window before it.

    Args:
        title: of the article.
        sentences: all of them.
        measure: returns the pieces of a line.

    >>> show("Итог", ["Он вырос.", "Она упала."], len)[0].lines
    ['Итог', '2', '0 Он вырос.', '1 Она упала.']
    """
    texts = [" ".join(text.split()[:_SHOWN_WORDS]) for text in sentences]
    lines = [f"{number} {text}" for number, text in enumerate(texts)]
    sizes = [measure(line) + 1 for line in lines]
    head = [" ".join((title or "").split()), str(len(lines))]
    empty = sum(measure(line) + 1 for line in head) + 1
    windows: list[Window] = []
    start = 0
    while start < len(lines):
        again = [n for n in (0, *range(start - _REPEATED, start)) if 0 <= n < start]
        again = list(dict.fromkeys(again))
        used = empty + sum(sizes[n] for n in again)
        stop = start
        while stop < len(lines) and (stop == start or used + sizes[stop] <= WINDOW):
            used += sizes[stop]
            stop += 1
        shown = [*again, *range(start, stop)]
        windows.append(Window([*head, *(lines[n] for n in shown)], range(start, stop)))
        start = stop
    return windows


def answer(edited: Mapping[int, str]) -> list[str]:
    """Return the lines that a reply of these sentences has: what ``read`` reads.

    >>> answer({2: "Он вырос."})
    ['[2] Он вырос.']
    """
    return [f"[{index}] {text}" for index, text in edited.items()]


def read(reply: Iterable[Replied], chosen: Collection[int]) -> dict[int, Replied]:
    """Return what a reply makes of each sentence; lines of nothing that was chosen go.

    >>> lines = [Replied("[9] Он вырос."), Replied("И ещё."), Replied("[2] Она упала.", 1.5)]
    >>> read(lines, chosen={0, 2})
    {2: Replied(text='Она упала.', doubt=1.5)}
    """
    found: dict[int, Replied] = {}
    for line in reply:
        match = _NUMBERED.fullmatch(line.text.strip())
        if match and int(match[1]) in chosen:
            found.setdefault(int(match[1]), Replied(match[2].strip(), line.doubt))
    return found
