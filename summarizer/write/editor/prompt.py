"""What the editor is shown of an article, and how its reply is read.

    Цены на топливо выросли
    [0] Биржевая цена бензина выросла на 3 %.
    1 Об этом сообщила биржа.
    [2] Она связывает рост с ремонтом заводов.
    Заключение
    [0] В заключение можно отметить, что биржевая цена бензина выросла на 3 %.
    [2] Биржа связывает рост с ремонтом заводов.

The title, then sentences in the order of the article: in brackets what the paragraph is to be made
of, without brackets what helps to understand it. The reply: one line a sentence, with the numbers
of the sentences it was made from.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

MARK = "Заключение"

_CITED = re.compile(r"\[(\d+(?: \d+)*)\] (\S.*)")


@dataclass(frozen=True, slots=True)
class Cited:
    """One sentence of a reply, and the indices of the sentences it claims to be made from."""

    sources: tuple[int, ...]
    text: str


def ask(
    title: str | None, sentences: Sequence[str], chosen: Collection[int], context: Collection[int]
) -> list[str]:
    """Return the lines of the prompt.

    >>> ask("Итог", ["Он вырос.", "Вот так.", "Она упала."], chosen=(0, 2), context=(1,))
    ['Итог', '[0] Он вырос.', '1 Вот так.', '[2] Она упала.', 'Заключение']
    """
    lines = [" ".join((title or "").split())]
    for index in sorted({*chosen, *context}):
        number = f"[{index}]" if index in chosen else str(index)
        lines.append(f"{number} {' '.join(sentences[index].split())}")
    return [*lines, MARK]


def answer(units: Iterable[Cited]) -> list[str]:
    """Return the lines that a reply of these sentences has: what ``read`` reads.

    >>> answer([Cited((0, 2), "Он вырос.")])
    ['[0 2] Он вырос.']
    """
    return [f"[{' '.join(map(str, unit.sources))}] {unit.text}" for unit in units]


def read(reply: str, chosen: Collection[int]) -> list[Cited]:
    """Read the sentences of a reply; lines that cite nothing, or nothing that was chosen, go.

    >>> read("[0 9] Он вырос.\\nИ ещё.\\n[2] Она упала.", chosen={0, 2})
    [Cited(sources=(0,), text='Он вырос.'), Cited(sources=(2,), text='Она упала.')]
    """
    found = []
    for line in reply.splitlines():
        if match := _CITED.fullmatch(line.strip()):
            numbers = dict.fromkeys(int(number) for number in match[1].split())
            if sources := tuple(n for n in numbers if n in chosen):
                found.append(Cited(sources, match[2].strip()))
    return found
