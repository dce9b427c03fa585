"""What each rule of the default writer changes: it is switched off, and the outputs are compared.

articles → outputs with all rules → those again without each rule that had something to do
"""

import gzip
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from benchmarks.report import SHOWN
from benchmarks.rouge import Rouge
from summarizer import Summarizer, SummarizerError
from summarizer.document import Document
from summarizer.facts import guard
from summarizer.pipeline import DEFAULT_RANKER
from summarizer.write import Job, Written
from summarizer.write.conclusion import Conclusion
from summarizer.write.context import Context
from summarizer.write.fit import FAULTS
from summarizer.write.line import PASSES

RULES = {rule.__name__: name for name, rules in PASSES.items() for rule in rules} | (
    dict.fromkeys(FAULTS, "faults")
)
"""Name of every rule → its pass."""

PLANNED = ("main", "gain", "trivia", "unmet", "F1")
_COLUMNS = (*PLANNED, "R1", "R2", "RL")
_PER_SENTENCE = {"trivia", "unmet"}
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Notes:
    """What an editor thought of an article, by the indices of its ``sentences``.

    ``importance`` is 0–3; ``needs`` says which sentences one leans on, -1 for none of them;
    ``best`` are those of the best extract.
    """

    sentences: tuple[str, ...]
    importance: tuple[int, ...]
    needs: Mapping[int, Sequence[int]]
    best: frozenset[int]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the conclusion that was written for it, an editor's notes, or both."""

    title: str | None
    text: str
    conclusion: str | None = None
    notes: Notes | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What one output is worth: figures by column, only those that the article allows.

    ``trivia`` and ``unmet`` are numbers of sentences, of ``used`` ones.
    """

    text: str
    values: dict[str, float]


@dataclass(slots=True)
class Effect:
    """What one rule did: in how many sentences, and which outputs differ without it, by article."""

    fired: int = 0
    changed: dict[int, Figures] = field(default_factory=dict)


class Watched(Conclusion):
    """The default writer without some rules; it keeps the context of the article written last."""

    def __init__(self, off: Collection[str] = ()) -> None:
        self._off = off
        self.context: Context | None = None

    def open(self, document: Document) -> Context:
        """Return the context in which the rules work."""
        self.context = Context(document, self._off)
        return self.context


def load(folder: Path, split: str) -> list[Article]:
    """Load the articles of ``conclusions/`` and ``plans/`` below a folder, each text once.

    Raises:
        OSError: a file is missing.
    """
    found: dict[str, Article] = {}
    for row in _rows(folder / "conclusions" / f"{split}.jsonl.gz"):
        found[row["text"]] = Article(row["title"] or None, row["text"], row["conclusion"])
    for row in _rows(folder / "plans" / f"{split}.jsonl.gz"):
        known = found.get(row["text"]) or Article(row["title"] or None, row["text"])
        found[row["text"]] = replace(known, notes=read_notes(row))
    return list(found.values())


def read_notes(row: Mapping[str, Any]) -> Notes:
    """Return an editor's notes of a row of ``plans/``."""
    return Notes(
        tuple(" ".join(sentence.split()) for sentence in row["sentences"]),
        tuple(map(int, row["imp"])),
        {int(index): hosts for index, hosts in row["dep"].items()},
        frozenset(row["E"]),
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def locate(text: str, sentences: Sequence[str]) -> list[int]:
    """Return which sentences a piece of the article is, however it was cut: same, inside, alike.

    >>> locate("Мост открыт. Паром ушёл.", ["Мост открыт.", "Паром ушёл.", "Дорога цела."])
    [0, 1]
    """
    text = " ".join(text.split())
    if text in sentences:
        return [sentences.index(text)]
    if inside := [n for n, one in enumerate(sentences) if one in text or text in one]:
        return inside
    words = set(text.lower().split())
    share = [len(words & set(one.lower().split())) / max(1, len(words)) for one in sentences]
    best = max(range(len(share)), key=share.__getitem__)
    return [best] if share[best] >= _ALIKE else []


def weigh(used: Sequence[int], notes: Notes) -> dict[str, float]:
    """Hold the sentences that were used to an editor's notes.

    Returns:
        ``main``: whether one tells the main event; ``gain``: their importance, as a share of that
        of the best extract; ``F1`` with it; how many are ``used``, and of them ``trivia``, of
        importance 0 or 1, and ``unmet``, which lean on nothing used before them.
    """
    importance = [notes.importance[n] for n in used]
    unmet = sum(
        bool(hosts) and -1 not in hosts and set(hosts).isdisjoint(used[:place])
        for place, hosts in enumerate(notes.needs.get(n, ()) for n in used)
    )
    return {
        "main": float(3 in importance),
        "gain": min(1.0, sum(importance) / max(1, sum(notes.importance[n] for n in notes.best))),
        "trivia": sum(value < 2 for value in importance),
        "unmet": unmet,
        "F1": 2 * len(notes.best & set(used)) / max(1, len(notes.best) + len(used)),
        "used": len(used),
    }


def judge(article: Article, job: Job, written: Written, rouge: Rouge) -> Figures:
    """Return what one output is worth behind the guard."""
    drafts = guard(job.document, written, job.budget.words).drafts
    text = " ".join(draft.text for draft in drafts)
    values: dict[str, float] = {}
    if article.notes is not None:
        sources = (source.text for draft in drafts for source in draft.evidence)
        used = dict.fromkeys(n for text in sources for n in locate(text, article.notes.sentences))
        values |= weigh(list(used), article.notes)
    if article.conclusion is not None:
        scores = rouge.score(text, [article.conclusion])
        values |= {
            name: scores[metric].f1 for name, metric in zip(_COLUMNS[-3:], SHOWN, strict=True)
        }
    return Figures(text, values)


def measure(
    articles: Iterable[Article], names: Collection[str] = tuple(RULES)
) -> tuple[list[Figures], dict[str, Effect]]:
    """Return the outputs with all rules, and what each of ``names`` changes.

    A rule is switched off only in the articles where it had something to do. Articles that can't
    be summarized are passed over.
    """
    everything, effects = [], {name: Effect() for name in names}
    summarizer, rouge = Summarizer(ranker=DEFAULT_RANKER), Rouge()
    for article in articles:
        writer = Watched()
        try:
            job = summarizer.prepare(article.text, title=article.title)
            before = judge(article, job, writer.write(job.document, job.ranking, job.budget), rouge)
        except SummarizerError:
            continue
        everything.append(before)
        fired: Counter[str] = writer.context.fired if writer.context else Counter()
        for name in effects.keys() & fired.keys():
            effect = effects[name]
            effect.fired += fired[name]
            written = Watched({name}).write(job.document, job.ranking, job.budget)
            after = judge(article, job, written, rouge)
            if after.text != before.text:
                effect.changed[len(everything) - 1] = after
    return everything, effects


def average(outputs: Sequence[Figures]) -> list[float]:
    """Return the columns of the table; ``trivia`` and ``unmet`` in percent of sentences used."""
    kept = {name: [one.values[name] for one in outputs if name in one.values] for name in _COLUMNS}
    used = max(1, sum(one.values.get("used", 0) for one in outputs))
    return [
        100 * sum(values) / used if name in _PER_SENTENCE else sum(values) / max(1, len(values))
        for name, values in kept.items()
    ]


def table(everything: Sequence[Figures], effects: Mapping[str, Effect]) -> str:
    """Return a Markdown table: the figures of all rules, and what each rule adds to them.

    ``fired`` is in how many sentences a rule had something to do, ``outputs`` how many of the
    articles have another text without it.
    """
    means = average(everything)
    rows = [
        "| rule | pass | fired | outputs | % | " + " | ".join(_COLUMNS) + " |",
        "|---|---|" + "---:|" * (len(_COLUMNS) + 3),
        f"| all | | | {len(everything)} | 100 | " + " | ".join(f"{m:.2f}" for m in means) + " |",
    ]
    for name, effect in sorted(effects.items(), key=lambda item: -len(item[1].changed)):
        without = average([effect.changed.get(n, one) for n, one in enumerate(everything)])
        added = (f"{with_it - value:+.3f}" for with_it, value in zip(means, without, strict=True))
        share = 100 * len(effect.changed) / max(1, len(everything))
        cells = [name, RULES[name], str(effect.fired), str(len(effect.changed)), f"{share:.1f}"]
        rows.append("| " + " | ".join([*cells, *added]) + " |")
    return "\n".join(rows)


@click.command("rules")
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with conclusions/SPLIT.jsonl.gz and plans/SPLIT.jsonl.gz.",
)
@click.option("--split", default="validation", show_default=True)
@click.option("--only", help="These rules, by name.  [default: all]")
@click.option("--limit", type=int, help="Only the first articles.")
def rules_command(data: Path, split: str, only: str | None, limit: int | None) -> None:
    """What each rule changes: outputs, agreement with editors, ROUGE against conclusions."""
    names = only.split(",") if only else list(RULES)
    if unknown := set(names) - set(RULES):
        raise click.UsageError(f"no rule {', '.join(unknown)}: {', '.join(RULES)}")
    try:
        articles = load(data, split)[:limit]
    except OSError as error:
        raise click.UsageError(str(error)) from error
    with click.progressbar(articles, label="articles") as shown:
        found = measure(shown, names)
    click.echo(table(*found))
