"""Does the guard catch what is wrong, and let pass what is right?

Sentences of real articles and of the conclusions written for them are altered by a seeded script:
each then claims something that its article does not. Facts are found here by means of their own,
none of the guard's. As written, the conclusions must pass.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.datasets import Example
from benchmarks.falsify import ALTERATIONS, Altered, Pools
from summarizer import Summarizer, check
from summarizer.errors import SummarizerError
from summarizer.facts import KINDS
from summarizer.segment import split

OF_A_KIND = 500
"""Altered sentences a kind."""

REPAIRED = re.compile(r"^sentence \d+ ")


@dataclass(slots=True)
class Findings:
    """Counts, and the sentences behind them."""

    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    written: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    alarmed: list[str] = field(default_factory=list)
    ours: int = 0
    repaired: int = 0


def measure(examples: Sequence[Example], seed: int) -> Findings:
    """Alter, check, count; summarize the same articles and count what the guard repaired."""
    findings = Findings()
    for example, altered in alter(examples, seed):
        findings.made[altered.kind] += 1
        if is_caught(example, altered):
            findings.caught[altered.kind] += 1
        else:
            findings.missed.append(f"{altered.kind}: {altered.was} → {altered.text}")
    for example in examples:
        _count_alarms(example, findings)
        _count_repairs(example, findings)
    return findings


def alter(examples: Sequence[Example], seed: int) -> Iterator[tuple[Example, Altered]]:
    """Yield up to ``OF_A_KIND`` altered sentences of each kind, half of them from conclusions."""
    random = Random(seed)  # noqa: S311
    pools = Pools.of(full_text(example) for example in examples)
    for kind, alteration in ALTERATIONS.items():
        made = 0
        sources = list(_sources(examples, random))
        for example, sentence in sources:
            found = alteration(sentence, full_text(example), pools, random)
            if found is not None:
                yield example, Altered(kind, *found)
                made += 1
            if made == OF_A_KIND:
                break


def full_text(example: Example) -> str:
    """Return the article with its title."""
    return f"{example.title}\n{example.text}" if example.title else example.text


def _sources(examples: Sequence[Example], random: Random) -> Iterator[tuple[Example, str]]:
    """Yield sentences in random order, of article and conclusion by turns."""
    own = [(e, s.text) for e in examples for s in split(e.text) if s.text.endswith(".")]
    written = [(e, s.text) for e in examples for s in split(e.references[0])]
    random.shuffle(own)
    random.shuffle(written)
    for pair in zip(own, written, strict=False):
        yield from pair


def is_caught(example: Example, altered: Altered) -> bool:
    """Whether the guard finds fault with the piece that was altered."""
    return any(
        found.start < altered.stop and altered.start < found.stop
        for found in check(full_text(example), altered.text)
    )


def _count_alarms(example: Example, findings: Findings) -> None:
    conclusion = example.references[0]
    found = check(full_text(example), conclusion)
    for sentence in split(conclusion):
        findings.written += 1
        bad = [f for f in found if sentence.start <= f.start < sentence.stop]
        if bad:
            findings.alarms.update({f.kind for f in bad} | {"any"})
            pieces = ", ".join(f"{f.text} ({f.kind})" for f in bad)
            findings.alarmed.append(f"{pieces}: {sentence.text}")


def _count_repairs(example: Example, findings: Findings) -> None:
    try:
        summary = Summarizer().summarize(example.text, title=example.title)
    except SummarizerError:
        return
    findings.ours += len(summary.sentences)
    findings.repaired += sum(1 for note in summary.notes if REPAIRED.match(note))


def table(findings: Findings, show: int) -> str:
    """Return the counts as Markdown; with ``show``, so many misses of each sort behind them."""
    rows = ["| altered | made | caught | % |", "|---|---|---|---|"]
    for kind, made in findings.made.items():
        caught = findings.caught[kind]
        rows.append(f"| {kind} | {made} | {caught} | {100 * caught / made:.1f} |")
    rows += ["", "| as written | sentences | alarms | % |", "|---|---|---|---|"]
    for kind in ("any", *KINDS):
        alarms = findings.alarms[kind]
        share = 100 * alarms / max(findings.written, 1)
        rows.append(f"| {kind} | {findings.written} | {alarms} | {share:.2f} |")
    share = 100 * findings.repaired / max(findings.ours, 1)
    rows.append("")
    rows.append(f"Ours: {findings.repaired} of {findings.ours} sentences repaired ({share:.1f} %).")
    return "\n".join([*rows, *_shown(findings.missed, show), *_shown(findings.alarmed, show)])


def _shown(lines: Iterable[str], show: int) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        kind = line.split(":")[0]
        counts[kind] += 1
        if counts[kind] <= show:
            yield line
