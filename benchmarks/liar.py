"""Language models by script, behind the real writer: one copies, one lies, one wrote well.

    article → prompt → a script instead of a model → wash, trace, guard, frame → findings

What leaves the library is held to its article by the independent checker, ``unsupported``; of
replies that editors wrote the sentences that leave word for word are counted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import click
import numpy as np

from benchmarks.datasets import Example, load
from benchmarks.unsupported import Evidence, Finding
from summarizer import Summarizer
from summarizer.segment import split
from summarizer.write.chat.writer import LanguageModel
from summarizer.write.model import Reply, Request

Random = np.random.Generator

_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b\d{1,2}(?= (?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|"
                  r"октября|ноября|декабря))")  # fmt: skip
_MONTH = re.compile(r"\b(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|"
                    r"ноября|декабря)\b")  # fmt: skip
_NUMERAL = re.compile(r"\b(?:два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)\b")
_NAME = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{3,}\b")
_LATIN = re.compile(r"\b[A-Z][A-Za-z]{2,}\b")
_VERB = re.compile(r"(?<= )(?=(?:был|была|было|были|стал|стала|может|будет|прошл|заяви|сообщи))")


def _end(addition: str) -> Callable[[str, Random], str]:
    """Make a lie that stands behind a sentence."""
    return lambda sentence, _: sentence.rstrip(".!?…») ") + addition


def _swap(pattern: re.Pattern[str], words: Sequence[str], other: str) -> Callable[..., str]:
    """Make a lie that puts another word in a place, or stands behind where there is none."""

    def lie(sentence: str, random: Random) -> str:
        found = list(pattern.finditer(sentence))
        if not found:
            return _end(other)(sentence, random)
        place = found[int(random.integers(len(found)))]
        new = str(words[int(random.integers(len(words)))])
        return sentence[: place.start()] + new + sentence[place.end() :]

    return lie


_DIGITS = [str(number) for number in range(1_013, 9_900, 37)]

LIES: dict[str, Callable[[str, Random], str]] = {
    "another number": _swap(_NUMBER, _DIGITS, " за 4 817 руб."),
    "a number too many": _end(", а всего 7 391 человек."),
    "a number in words": _swap(_NUMERAL, ["семнадцать", "тридцать девять"], " за сорок три раза."),
    "a share": _end(", что на 37,4 % больше прежнего."),
    "a range": _end(", по оценке, от 813 до 947 раз."),
    "a sum": _end(", это обошлось в 6,83 млрд рублей."),
    "another year": _swap(_YEAR, ["1913", "1789", "2071"], " в 1913 г."),
    "another day": _swap(_DAY, ["29", "27", "23"], " 29 февраля 1796 г."),
    "another month": _swap(_MONTH, ["брюмера", "фрюктидора"], ", как и в сентябре 1807 г."),
    "a weekday and yesterday": _end(" позавчера, в четверг 31 числа."),
    "a roman number": _end(", как в XXXVIII веке."),
    "another name": _swap(_NAME, ["Шнырёв", "Куроедова", "Забубённый"], ", уверен Шнырёв."),
    "somebody who said it": _end(", сообщил Порфирий Куроедов."),
    "another place": _end(" в Верхнем Чугуеве."),
    "an organisation": _end(", следует из отчёта компании «Жемчужная подкова»."),
    "a brand": _swap(_LATIN, ["Zorblax", "Quuxtech"], " при поддержке Zorblax."),
    "a quotation": _end(": «Мы ждали этого ровно 58 лет»."),
    "the other way round": lambda sentence, _: _VERB.sub("не ", sentence, count=1),
    "an article of its own": lambda *_: (
        "Мэр Чугуева Порфирий Шнырёв уволил 412 дворников в 1913 г."
    ),
    "two things in one": lambda sentence, _: f"{sentence[:-1]}, а Куроедова выиграла 3 019 раз.",
}
"""Kind of lie → a sentence of the article with it."""


@dataclass
class Script:
    """An engine whose replies are a function of what stands in the article."""

    answer: Callable[[Request], str]
    context: int = 16_000
    identity: tuple[Any, ...] = ("script",)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count a token for every three characters."""
        return [len(text) // 3 + 1 for text in texts]

    def generate(self, requests: Sequence[Request], *_: object) -> list[Reply]:
        """Answer by the script."""
        return [Reply(self.answer(request), finished=True) for request in requests]


def scripted(answer: Callable[[Request], str]) -> LanguageModel:
    """Return the writer of a model whose replies are a script."""
    return LanguageModel("script", Script(answer), {"prompt": None, "cache": False}, batch_size=1)


def copy(request: Request) -> str:
    """Return the first sentences of an article, as a timid model does."""
    return " ".join(_sentences(request)[:4])


def liar(seed: int) -> Callable[[Request], str]:
    """Return a model that lies in every sentence, each article with other kinds of lie."""
    random = np.random.default_rng(seed)
    kinds = list(LIES.values())
    turn = 0

    def lie(request: Request) -> str:
        nonlocal turn
        told = []
        for sentence in _sentences(request)[:5]:
            told.append(kinds[turn % len(kinds)](sentence, random))
            turn += 1
        return " ".join(told)

    return lie


def _sentences(request: Request) -> list[str]:
    _, _, body = request.source.partition("\n")
    return [sentence.text for sentence in split(body)]


@dataclass
class Leak:
    """What one script let leave: findings, and how the articles were written."""

    articles: int = 0
    sentences: int = 0
    by_rules: int = 0
    repaired: int = 0
    findings: list[tuple[str, Finding]] = field(default_factory=list)


def leak(examples: Sequence[Example], answer: Callable[[Request], str]) -> Leak:
    """Summarize articles by a script and hold each summary to its article."""
    found = Leak()
    summarizer = Summarizer(writer=scripted(answer))
    for example in examples:
        summary = summarizer.summarize(example.text, title=example.title)
        found.articles += 1
        found.sentences += len(summary.sentences)
        found.by_rules += any("written by rules" in note for note in summary.notes)
        found.repaired += sum("for it claimed" in note for note in summary.notes)
        evidence = Evidence(f"{example.title or ''}\n{example.text}")
        found.findings += [(example.id, one) for one in evidence.find_unsupported(summary.text)]
    return found


def keep(examples: Sequence[Example], words: int | None) -> tuple[int, list[tuple[str, str]]]:
    """Serve written conclusions as replies; return how many sentences left, and the others."""
    total = 0
    lost = []
    for example in examples:
        reference = example.references[0]
        writer = scripted(lambda _, reply=reference: reply)  # type: ignore[misc]
        summary = Summarizer(writer=writer, words=words).summarize(
            example.text, title=example.title
        )
        left = {sentence.text for sentence in summary.sentences}
        for sentence in split(reference):
            total += 1
            if sentence.text not in left:
                why = "; ".join(summary.notes) or "over the length"
                lost.append((sentence.text, f"{example.id}: {why}"))
    return total, lost


@click.command("liar")
@click.option("--data", required=True, help="Articles, as of the other commands.")
@click.option("--reference", default="conclusion", show_default=True)
@click.option("--limit", type=int, default=300, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--words", type=int, help="Most words, for written conclusions.")
@click.option("--show", is_flag=True, help="Print each finding, and each sentence that is lost.")
@click.option("--only", type=click.Choice(["copy", "lie", "keep"]), multiple=True)
def liar_command(
    data: str,
    reference: str,
    limit: int,
    seed: int,
    words: int | None,
    show: bool,
    only: tuple[str, ...],
) -> None:
    """Let scripted models write: one copies, one lies, one serves the written conclusions."""
    examples = load(data, reference, limit)
    for name, answer in (("copy", copy), ("lie", liar(seed))):
        if only and name not in only:
            continue
        found = leak(examples, answer)
        click.echo(
            f"{name}: {found.articles} articles, {found.sentences} sentences, "
            f"{found.by_rules} articles by rules, {found.repaired} sentences changed by the guard, "
            f"{len(found.findings)} unsupported"
        )
        for identity, one in found.findings if show else ():
            click.echo(f"  {identity}: {one.kind} «{one.text}»")
    if not only or "keep" in only:
        total, lost = keep(examples, words)
        click.echo(f"keep: {total - len(lost)} of {total} sentences word for word")
        for sentence, why in lost if show else ():
            click.echo(f"  {sentence}\n    {why}")
