"""A summary held to its article, a sentence held to the sentences that it was written from."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.clean import clean
from summarizer.errors import OptionError, TextTypeError
from summarizer.facts.article import ArticleFacts
from summarizer.facts.checks import CHECKS, FACTS
from summarizer.facts.lines import mend_lines
from summarizer.facts.source import Claims, Source
from summarizer.segment import split

KINDS: tuple[str, ...] = tuple(CHECKS)
"""What is checked."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A piece of a summary that its article does not support.

    ``summary[start:stop] == text`` always; ``reason`` says in English what is missing.
    """

    kind: str
    text: str
    start: int
    stop: int
    reason: str


Checker = Callable[[str, str], Iterable[Unsupported]]
"""Article and summary → what the one does not support of the other."""


def check(
    article: str,
    summary: str,
    *,
    kinds: Collection[str] = KINDS,
    checker: Checker | None = None,
) -> tuple[Unsupported, ...]:
    """Return what ``summary`` claims and ``article`` does not support, in reading order.

    Numbers with their units, dates, names, quotations, negated verbs and words that have opposites
    are compared after normalising; which sentences of the article a sentence of the summary comes
    from is told by the lemmas that they share. What is left, word by word, may still be wrong:
    this finds contradictions in facts, it does not prove a text.

    Args:
        article: the source, its title included.
        summary: what was written from it, by whomever.
        kinds: which of ``KINDS`` to look for.
        checker: finds more, by means of its own: a model of inference, a judge. It is called with
            article and summary as given, and may use kinds of its own.

    >>> [bad.text for bad in check("Мост за 2 млрд руб. открыли.", "Мост за 3 млрд руб. открыт.")]
    ['3 млрд руб']

    Raises:
        TextTypeError: one of the two is not a ``str``.
        TextTooLongError: one of the two is longer than a text may be.
        OptionError: no such kind.
    """
    if not isinstance(summary, str):
        raise TextTypeError(f"a summary is a str, not {type(summary).__name__}")
    clean(summary)
    facts = ArticleFacts.of(clean(article))
    found: list[Unsupported] = []
    for sentence in split(mend_lines(summary)):
        evidence = facts.find_evidence(sentence.text)
        found += (
            replace(
                bad,
                text=summary[bad.start + sentence.start : bad.stop + sentence.start],
                start=bad.start + sentence.start,
                stop=bad.stop + sentence.start,
            )
            for bad in find_unsupported(sentence.text, evidence, facts, kinds)
        )
    if checker is not None:
        found += checker(article, summary)
    return tuple(sorted(found, key=lambda bad: (bad.start, bad.stop)))


def find_unsupported(
    text: str, evidence: Sequence[str], article: ArticleFacts, kinds: Collection[str] = KINDS
) -> tuple[Unsupported, ...]:
    """Return what ``text`` claims and its source does not support, in reading order.

    Args:
        text: one written sentence, or a few that share their evidence.
        evidence: the sentences it was written from, as they stand in the article.
        article: names and dates may stand anywhere in it.
        kinds: which of ``KINDS`` to look for.

    Raises:
        OptionError: no such kind.
    """
    if isinstance(kinds, str) or not set(kinds) <= set(KINDS):
        raise OptionError(f"kinds are some of {', '.join(KINDS)}: {kinds!r} are not")
    if any(text in source for source in evidence):
        return ()
    claims = Claims(text)
    source = Source(evidence, article)
    found = [
        Unsupported(kind, text[start:stop], start, stop, reason)
        for kind, find in CHECKS.items()
        if kind in kinds and (not claims.talk or kind == "talk" or kind in FACTS)
        for start, stop, reason in find(claims, source)
    ]
    return tuple(sorted(found, key=lambda bad: (bad.start, bad.stop)))
