"""Lines → which of them make the paragraph, and in what order.

The opening says what happened. The others are the best ones that a reader of this paragraph can
understand: whatever a line takes for granted stands in a line before it.
"""

from collections.abc import Iterable, Sequence

from summarizer.budget import Budget
from summarizer.data import phrases
from summarizer.document import Document
from summarizer.write.line import Line
from summarizer.write.needs import content
from summarizer.write.reference import GENDERED
from summarizer.write.tie import Plan, Purse, can_close

HEAD = 4
"""The lead is looked for among so many sentences; of a short article they come first."""

_SHORT = 30
_HEAD_OF_LONG = 2

_EARLY = 6
_NEAR = 2
_COPY = 0.6
_SHARED = 3
_FEW = 4


def plan(lines: Sequence[Line], budget: Budget, document: Document) -> Plan:
    """Choose the opening and the facts in reading order; ``lines`` come best first.

    News is written to be read from the top, so its first sentences go before the best ones. A line
    comes with the lines that it needs, or not at all; where that leaves little, bare nouns are let
    pass.
    """
    room = None if budget.words is None else budget.words - phrases.OPENING_WORDS
    fitting = [line for line in lines if room is None or line.words <= room]
    opening = find_opening(fitting, document.title)
    if opening is None:
        return Plan(())
    most = budget.sentences or len(lines)
    purse = Purse(room)
    places = {line.source.index: line for line in lines}
    start = opening.source.index if opening.source.index < HEAD else 0
    behind = [line for line in lines if line.source.index >= start and line is not opening]
    head = HEAD if len(document.sentences) <= _SHORT else _HEAD_OF_LONG
    behind.sort(key=lambda line: line.source.index >= head)
    kept: dict[int, Line] = {}
    for strict in (True, False):
        if len(kept) >= min(_FEW, most):
            break
        for line in [opening, *behind]:
            group = gather(line, opening, kept, places, strict=strict)
            if group is None or len(kept) + len(group) > most:
                continue
            if purse.pay(sum(each.words for each in group)):
                kept |= {each.source.index: each for each in group}
    order = reading_order(kept.values(), opening)
    if len(order) > _SHARED and can_close(order[-1]):
        return Plan(tuple(order[:-1]), order[-1])
    return Plan(tuple(order))


def reading_order(lines: Iterable[Line], opening: Line) -> list[Line]:
    """Put the opening first, the others as the article has them."""
    return sorted(lines, key=lambda line: (line is not opening, line.source.index))


def gather(
    line: Line, opening: Line, kept: dict[int, Line], places: dict[int, Line], *, strict: bool
) -> list[Line] | None:
    """Return a line with those that have to come with it; None where that doesn't help."""
    if line.source.index in kept or line.credit or repeats(line, kept.values()):
        return None
    if line is not opening and is_aside(line, opening):
        return None
    group = [line]
    for _ in range(_NEAR + 1):
        group += [c for c in credits_of(group, places) if c.source.index not in kept]
        order = reading_order(
            {**kept, **{each.source.index: each for each in group}}.values(), opening
        )
        lost = next(
            (each for n, each in enumerate(order) if not is_clear(each, order[:n], strict=strict)),
            None,
        )
        if lost is None:
            return group
        before = places.get(lost.follows)
        if before is None or before in order or repeats(before, kept.values()):
            return None
        if before is not opening and is_aside(before, opening):
            return None
        group.append(before)
    return None


def credits_of(group: Sequence[Line], places: dict[int, Line]) -> list[Line]:
    """Return the lines that say who said what a line of the group says: «Об этом заявил …»"""
    following = (places.get(line.source.index + 1) for line in group)
    return [line for line in following if line is not None and line.credit and line not in group]


def is_clear(line: Line, before: Sequence[Line], *, strict: bool = True) -> bool:
    """Whether what a line takes for granted stands in the lines before it; bare nouns if strict.

    Right behind the sentence that it follows in the article, a line has all that it needs.
    """
    if before and before[-1].source.index == line.follows:
        return hosts(before[-1], line)
    if line.leans or line.contrast:
        return False
    return not strict or line.needs <= {term for each in before for term in each.terms}


def hosts(host: Line, line: Line) -> bool:
    """Whether a line still names whom «он» or «она» of the next one means: it may have been cut."""
    asked = {t.lower for t in line.tree.tokens[:_EARLY] if t.lower in GENDERED}
    return all(
        any(
            t.lower == pronoun
            or (
                t.pos in {"NOUN", "PROPN"}
                and t.has(Gender=GENDERED[pronoun], Number="Sing")
                and (t.has(Animacy="Anim") or t.rel.startswith("nsubj"))
            )
            for t in host.tree.tokens
        )
        for pronoun in asked
    )


def repeats(line: Line, kept: Iterable[Line]) -> bool:
    """Whether a line says what one of those kept says."""
    for other in kept:
        shorter = min(len(line.terms), len(other.terms))
        if shorter and len(line.terms & other.terms) > _COPY * shorter:
            return True
    return False


def is_aside(line: Line, opening: Line) -> bool:
    """Whether a line goes back to another story: «Ранее …» that names nobody of this one."""
    if not phrases.ASIDE.match(line.text):
        return False
    return not line.people & opening.people and len(line.terms & opening.terms) < _SHARED


def find_opening(lines: Sequence[Line], title: str | None) -> Line | None:
    """Return the line that says what happened: of the head's the one nearest to the title."""
    able = [
        line
        for line in lines
        if is_clear(line, ()) and not line.credit and not phrases.ASIDE.match(line.text)
    ]
    words = content(title or "")
    head = sorted(
        (line for line in able if line.source.index < HEAD), key=lambda line: line.source.index
    )
    if head:
        shares = [len(words & line.terms) for line in head]
        clear = max(shares) >= _SHARED  # else the title tells too little
        return next(
            line
            for line, share in zip(head, shares, strict=True)
            if not clear or _SHARED * share >= max(shares)
        )
    return max(able, key=lambda line: len(words & line.terms), default=None)
