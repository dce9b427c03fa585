"""Altered sentences of the bundled articles, and what the guard makes of them."""

from random import Random

import pytest
from click.testing import CliRunner

from benchmarks import guard
from benchmarks.__main__ import main
from benchmarks.datasets import BUNDLED, load
from benchmarks.falsify import ALTERATIONS, Pools

EXAMPLES = load(BUNDLED, limit=24)
ARTICLE = (
    "Мост за 2 млрд рублей открыли 14 июня 2023 года. Пётр Орлов из МВД приехал в Казань. "
    "Рабочих было двадцать. Завод «Факел» купил восемь станков и 40 машин. "
    "На мосту Антон обогнал Егора."
)
POOLS = Pools(
    {
        ("Name", "nomn"): ("Семён",),
        ("Surn", "nomn"): ("Сомов",),
        ("Geox", "accs"): ("Пермь",),
        ("abbreviation", ""): ("ФАС",),
        ("title", ""): ("Рубин",),
    }
)


@pytest.mark.parametrize("kind", ALTERATIONS)
@pytest.mark.parametrize("seed", range(5))
def test_an_alteration_says_what_the_article_does_not(kind, seed):
    random = Random(seed)  # noqa: S311
    changes = [
        change
        for sentence in ARTICLE.split(". ")
        if (change := ALTERATIONS[kind](f"Вчера {sentence}", ARTICLE, POOLS, random))
    ]
    assert changes
    for change in changes:
        altered = change.text[change.start : change.stop]
        assert altered != change.was
        assert change.text not in ARTICLE
        assert change.text.replace(altered, change.was, 1).removeprefix("Вчера ") in ARTICLE


def test_the_same_seed_alters_alike():
    first, second = (list(guard.alter(EXAMPLES[:4], 3)) for _ in range(2))
    assert first == second
    assert {altered.kind for _, altered in first} > {"number", "date", "negation"}


def test_the_guard_catches_what_is_altered_and_lets_pass_what_is_not():
    findings = guard.measure(EXAMPLES, 1)
    caught = {kind: findings.caught[kind] / made for kind, made in findings.made.items()}
    assert min(caught[kind] for kind in ("number", "numeral word", "date", "person")) > 0.95
    assert caught["negation"] > 0.65
    assert findings.alarms["any"] <= 0.1 * findings.written
    assert findings.repaired <= 0.1 * findings.ours


def test_the_command_prints_the_tables():
    result = CliRunner().invoke(main, ["guard", "--show", "1"])
    assert result.exit_code == 0
    assert "| negation |" in result.output
    assert "sentences repaired" in result.output
