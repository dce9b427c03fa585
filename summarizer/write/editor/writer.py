"""A writer that plans which sentences a conclusion is made of, and lets a small model edit them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.budget import Budget
from summarizer.data.phrases import OPENING_WORDS
from summarizer.document import Document
from summarizer.plan.model import Judgement
from summarizer.plan.search import search
from summarizer.rank import Ranked
from summarizer.syntax import parse
from summarizer.words import count_words
from summarizer.write import Draft, Job, Written
from summarizer.write.casing import open_with_formula
from summarizer.write.conclusion import Conclusion, require_room
from summarizer.write.context import Context
from summarizer.write.editor.engine import Engine
from summarizer.write.editor.hold import Holder
from summarizer.write.editor.prompt import Cited, Replied, answer, ask, read
from summarizer.write.editor.rate import judge
from summarizer.write.line import Line, rewrite

BATCH = 16
"""Articles that are written together: the weights are read once for all of them."""

BEAMS = 3
"""Ways of writing one sentence that are looked at where the first one is flawed."""

SPARE = 1.6
"""So much more than fits is planned: the editor leaves some out, and some fails."""

MOST_DOUBT = 2.4
"""Nats: of lines that the model doubted more, most have broken syntax."""

LONGEST = 70
"""A sentence of more words is not planned with."""

_TRIFLE = 0.4  # a sentence that is worth less than this is no filling
_LEANS = 0.3  # from this chance on the sentence that another one leans on is shown
_HANGS = 0.5  # from this chance on a sentence goes with the one that it leans on
_FEWEST = 2  # sentences that are worth more than what the rules write
_PIECES = 2.4  # a word, with room to spare
_OPENED = re.compile(
    r"В заключение (?:можно|следует|стоит) (?:отметить|подчеркнуть|сказать)(?:, что,?|:) "
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the editor is asked of one article: what to write from, what helps to understand it."""

    job: Job
    judged: Judgement
    chosen: tuple[int, ...]
    context: tuple[int, ...]

    @property
    def prompt(self) -> list[str]:
        """The lines of the prompt."""
        document = self.job.document
        texts = [sentence.text for sentence in document.sentences]
        return ask(document.title, texts, self.chosen, self.context)

    @property
    def words(self) -> int:
        """Words of the chosen sentences: the reply has hardly more."""
        return int(self.job.ranking.terms.words[list(self.chosen)].sum())


class EditorWriter:
    """Writes with a small model that ``models/editor`` has trained.

    Every sentence is held to the sentences that it cites, which are its evidence. One that is
    flawed is written again in other words; where none of these holds, the rules edit what it
    cites. The same text gives the same summary.

    Args:
        folder: of the weights, as ``models/editor/convert.py`` writes it.
        threads: of the processor.

    Raises:
        MissingExtraError: the ``editor`` extra is not installed.
        WeightsError: the weights are missing or damaged.
    """

    name = "editor"
    batch_size = BATCH

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
        return self.write_batch([Job(document, ranking, budget)])[0]

    def write_batch(self, jobs: Sequence[Job]) -> list[Written]:
        """Write about many articles at once."""
        asked = [plan(job, judge(self._engine, job.document, job.ranking)) for job in jobs]
        able = [one for one in asked if one.chosen]
        most = int(_PIECES * max((one.words for one in able), default=0)) + 60
        replies = iter(self._engine.write([one.prompt for one in able], most) if able else ())
        return [
            self._finish(one, next(replies))
            if one.chosen
            else self._rules.write(one.job.document, one.job.ranking, one.job.budget)
            for one in asked
        ]

    def _finish(self, asked: Asked, reply: Sequence[Replied]) -> Written:
        document, budget = asked.job.document, asked.job.budget
        holder = Holder(document, sorted((*asked.chosen, *asked.context)))
        context = Context(document)
        kept: list[Cited] = []
        lost: list[int] = []
        replaced = 0
        for unit in read(reply, asked.chosen):
            if holder.repeats(unit):
                continue
            better = self._hold(asked, kept, unit, holder)
            if better is None:
                better = _by_rules(unit, document, context, kept)
                replaced += better is not None
            told = [n for other in kept for n in other.sources]
            if better is None or _hangs(better, lost, told, asked.judged):
                lost += unit.sources
                if not kept:
                    break  # what follows tells on from a sentence that is not there
            else:
                kept.append(better)
                holder.say(better)
        if kept:
            kept[0] = Cited(kept[0].sources, _open(kept[0].text, document))
        kept = trim(kept, asked.judged, budget)
        if len(kept) < min(_FEWEST, len(asked.chosen)) and len(kept) != budget.sentences:
            written = self._rules.write(document, asked.job.ranking, budget)
            note = "written by rules, not by the editor: too little of it could be kept"
            return Written(written.drafts, (*written.notes, note))
        drafts = tuple(
            Draft(unit.text, tuple(document.sentences[n] for n in unit.sources)) for unit in kept
        )
        return Written(drafts, tuple(_notes(replaced, len(lost))))

    def _hold(
        self, asked: Asked, kept: Sequence[Cited], unit: Cited, holder: Holder
    ) -> Cited | None:
        """Return a sentence that can stand as the model wrote it; None where there is none."""
        if unit.doubt > MOST_DOUBT:
            return None
        if holder.find_flaw(unit) is None:
            return unit
        return self._write_again(asked, kept, unit, holder)

    def _write_again(
        self, asked: Asked, kept: Sequence[Cited], flawed: Cited, holder: Holder
    ) -> Cited | None:
        """Return the best of some other ways to write a sentence; None where all are flawed."""
        start = f"[{' '.join(map(str, flawed.sources))}]"
        most = int(_PIECES * max(20, count_words(flawed.text)))
        texts = self._engine.write_line(asked.prompt, answer(kept), start, most, BEAMS)
        tried = (Cited(flawed.sources, text) for text in texts if text)
        return next((unit for unit in tried if holder.find_flaw(unit) is None), None)


def plan(job: Job, judged: Judgement) -> Asked:
    """Choose what the paragraph is made of, and what the editor is shown besides."""
    require_room(job.ranking, job.budget)
    ranking, budget = job.ranking, job.budget
    stricter = replace(judged, worth=judged.worth - _TRIFLE)
    words = ranking.terms.words
    allowed = np.zeros(len(words), dtype=bool)
    allowed[ranking.candidates] = True
    allowed &= words <= LONGEST
    room = int(words.sum())
    if budget.words is not None:
        room = int(SPARE * (budget.words - OPENING_WORDS))
    most = len(words) if budget.sentences is None else int(SPARE * budget.sentences)
    chosen = search(stricter, words, allowed, room, most)
    shown = {
        int(np.argmax(judged.hosts[index]))
        for index in chosen
        if index and judged.hosts[index].max() > _LEANS
    }
    return Asked(job, judged, tuple(chosen), tuple(sorted(shown.difference(chosen))))


def trim(units: Sequence[Cited], judged: Judgement, budget: Budget) -> list[Cited]:
    """Leave out what matters least until the paragraph keeps its budget; the first one stays.

    A sentence that another one leans on stays as long as there is anything else.
    """
    kept = list(units)
    while len(kept) > 1 and not _fits(kept, budget):
        worth = [max(judged.worth[n] for n in unit.sources) for unit in kept]
        needed = [
            any(_hangs(later, unit.sources, (), judged) for later in kept[place + 1 :])
            for place, unit in enumerate(kept)
        ]
        del kept[min(range(1, len(kept)), key=lambda place: (needed[place], worth[place]))]
    return kept if budget.loose or _fits(kept, budget) else []


def _fits(units: Sequence[Cited], budget: Budget) -> bool:
    if budget.sentences is not None and len(units) > budget.sentences:
        return False
    return budget.words is None or count_words(" ".join(u.text for u in units)) <= budget.words


def _hangs(unit: Cited, lost: Sequence[int], told: Sequence[int], judged: Judgement) -> bool:
    """Whether a sentence leans on what was left out, more than on what is told."""
    hosts = judged.hosts[unit.sources[0]]
    missing = hosts[list(lost)].sum()
    return bool(missing > _HANGS and missing > hosts[list(told)].sum())


def _by_rules(
    unit: Cited, document: Document, context: Context, kept: Sequence[Cited]
) -> Cited | None:
    """Return the first cited sentence that the rules can write by itself."""
    told = {index for other in kept for index in other.sources}
    for index in unit.sources:
        if index in told:
            continue
        context.read([index])
        line = rewrite(document.sentences[index], context)
        if isinstance(line, Line) and not line.leans:
            return Cited((index,), line.text)
    return None


def _open(text: str, document: Document) -> str:
    """Put the formula before the first sentence; the model's own has no sure capital behind it."""
    bare = _OPENED.sub("", text, count=1)
    return open_with_formula(parse([bare[:1].upper() + bare[1:]])[0], document.text)


def _notes(replaced: int, lost: int) -> list[str]:
    notes = []
    if replaced:
        notes.append(f"{replaced} of the editor's sentences replaced by rules")
    if lost:
        notes.append(f"{lost} of the planned sentences left out: neither editor nor rules could")
    return notes


def _make(options: dict[str, Any]) -> EditorWriter:
    return EditorWriter(**options)
