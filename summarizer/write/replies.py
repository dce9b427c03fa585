"""Replies of a transcript: «Орлов: Мост закрыли.» → «Как говорит Орлов, мост закрыли.»"""

import re
from collections import Counter

from summarizer.document import Document
from summarizer.syntax import Tree
from summarizer.write.casing import decapitalize
from summarizer.write.edit import mend
from summarizer.write.noise import is_statement, speaks_in_person

_LABEL = re.compile(r"([А-ЯЁ][\w-]*\.?(?: [А-ЯЁ][\w-]*\.?){0,2}): ?(?=[«А-ЯЁ\d—–])")


def find_speakers(document: Document) -> dict[int, str]:
    """Return who speaks in each paragraph of a talk: a label that comes again and again."""
    labels: dict[int, str] = {}
    for sentence in document.sentences:
        label = _LABEL.match(sentence.text)
        if label and sentence.paragraph not in labels:
            labels[sentence.paragraph] = label.group(1)
    counts = Counter(labels.values())
    most = max(counts.values(), default=0)
    return labels if most > 2 or (most > 1 and len(counts) > 1) else {}


def report_reply(tree: Tree, speaker: str, context: str) -> str | None:
    """Say who said a sentence of a talk; None where it speaks of «я» and «мы», or asks.

    >>> from summarizer.syntax import parse
    >>> report_reply(parse(["Орлов: Мост закрыли на ремонт."])[0], "Орлов", "")
    'Как говорит Орлов, мост закрыли на ремонт.'
    """
    said = tree.text.removeprefix(f"{speaker}:").strip(" —–")
    in_person = speaks_in_person(said) or any(t.has(Person="1") for t in tree.tokens)
    if in_person or not is_statement(said):
        return None
    return mend(f"Как говорит {speaker}, {decapitalize(said, context)}")
