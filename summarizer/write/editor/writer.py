"""A writer that lets a small model choose what a conclusion tells, and edit it line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarizer.budget import Budget
from summarizer.data.phrases import OPENING_WORDS
from summarizer.document import Document
from summarizer.plan.model import Judgement
from summarizer.rank import Ranked
from summarizer.syntax import parse
from summarizer.write import Written
from summarizer.write.conclusion import Conclusion, require_room
from summarizer.write.context import Context
from summarizer.write.editor.engine import Engine
from summarizer.write.editor.hold import Holder
from summarizer.write.editor.prompt import Replied, ask, read
from summarizer.write.editor.rate import judge
from summarizer.write.line import Line
from summarizer.write.plan import plan
from summarizer.write.realize import count_names, realize

MOST_DOUBT = 1.2
"""Nats: of edits that the model doubted more, one in five breaks the syntax or the meaning."""

_LEANS = 0.3  # from this chance on the sentence that another one leans on is shown
_PIECES = 2.4  # a word, with room to spare


@dataclass(frozen=True, slots=True)
class Planned:
    """What one article's conclusion tells, as the rules edit it."""

    document: Document
    ranking: Ranked
    budget: Budget
    context: Context
    judged: Judgement
    lines: list[Line]

    @property
    def chosen(self) -> list[int]:
        """The sentences to be edited."""
        return [line.source.index for line in self.lines]

    @property
    def shown(self) -> list[int]:
        """The sentences that help to understand them."""
        hosts = self.judged.hosts
        leaning = [n for n in self.chosen if n and hosts[n].max() > _LEANS]
        return sorted({int(hosts[n].argmax()) for n in leaning}.difference(self.chosen))

    @property
    def prompt(self) -> list[str]:
        """The lines of the prompt."""
        texts = {index: self.document.sentences[index].text for index in self.shown}
        texts |= {line.source.index: line.text for line in self.lines}
        return ask(self.document.title, texts, self.chosen)

    @property
    def most(self) -> int:
        """Most pieces of the reply: it has hardly more words than the chosen sentences."""
        return int(_PIECES * self.ranking.terms.words[self.chosen].sum()) + 60


class EditorWriter:
    """Writes with a small model that ``models/editor`` has trained.

    The model rates the sentences of an article, the planner chooses by that, and the model edits
    what was chosen. Every edited sentence is held to the one that it was made of, which is its
    evidence; one that is flawed or doubted is written by the rules. The same text gives the same
    summary.

    Args:
        folder: of the weights, as ``models/editor/convert.py`` writes it.
        threads: of the processor.

    Raises:
        MissingExtraError: the ``editor`` extra is not installed.
        WeightsError: the weights are missing or damaged.
    """

    name = "editor"

    def __init__(self, folder: str | Path, *, threads: int = 1) -> None:
        self.options = {"folder": str(folder), "threads": threads}
        self.model = Path(folder).name
        self._engine = Engine(Path(folder), threads)
        self._rules = Conclusion()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the options, not the weights: another process opens the model itself."""
        return _make, (self.options,)

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Write about one article.

        Raises:
            BudgetError: no sentence fits into the budget.
        """
        require_room(ranking, budget)
        context = Context(document)
        judged = judge(self._engine, document, ranking)
        lines = plan(document, ranking, budget, context, judged)
        if not lines:
            return self._rules.write(document, ranking, budget)
        planned = Planned(document, ranking, budget, context, judged, lines)
        return _finish(planned, self._engine.write(planned.prompt, planned.most))


def _finish(planned: Planned, reply: Sequence[Replied]) -> Written:
    """Take the sentences of a reply that hold, the rules' in the place of the others."""
    budget = planned.budget
    holder = Holder(planned.document, sorted((*planned.chosen, *planned.shown)))
    edited = read(reply, planned.chosen)
    room: float = float("inf")
    if budget.words is not None:
        used = sum(line.words for line in planned.lines) + OPENING_WORDS
        room = budget.words - used - count_names(planned.lines, planned.context)
    lines: list[Line] = []
    for line in planned.lines:
        better = _edit(line, edited.get(line.source.index), holder, planned.context)
        longer = better.words - line.words
        kept = better if longer <= max(room, 0) else line
        room -= kept.words - line.words
        lines.append(kept)
    replaced = sum(line is ruled for line, ruled in zip(lines, planned.lines, strict=True))
    return Written(tuple(realize(lines, planned.context, budget)), tuple(_notes(replaced)))


def _edit(line: Line, reply: Replied | None, holder: Holder, context: Context) -> Line:
    """Return a line as the editor wrote it, or as it was where that cannot stand."""
    source = context.tree_of(line.source.index)
    if reply is None or source is None or reply.doubt > MOST_DOUBT:
        return line
    tree = parse([reply.text])[0]
    lead = context.is_first(line.source.index)
    if not tree.tokens or holder.find_flaw(tree, line, source, lead=lead) is not None:
        return line
    return replace(line, tree=tree)


def _notes(replaced: int) -> list[str]:
    return [f"{replaced} of the sentences edited by rules"] if replaced else []


def _make(options: dict[str, Any]) -> EditorWriter:
    return EditorWriter(**options)
