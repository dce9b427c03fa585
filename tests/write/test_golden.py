from pathlib import Path

import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write import casing, cohesion, fit, line
from summarizer.write.context import Context, Scene
from summarizer.write.edit import Reject, apply

GOLDEN = Path(__file__).parents[1] / "golden" / "rewriting.txt"


def load():
    rule, before = "", ""
    for row in GOLDEN.read_text(encoding="utf-8").split("\n\n", 3)[-1].splitlines():
        mark, text = row[:1], row[2:]
        if mark == "#":
            rule = text
        elif mark == "-":
            before = text
        elif mark == "=":
            yield rule, text, text.rpartition(" | ")[2]
        elif mark in "+!" and mark:
            yield rule, before, text if mark == "+" else None


def in_article(case):
    document = read(case.replace(" | ", " "))
    found = line.rewrite(document.sentences[-1], Context(document))
    return None if isinstance(found, Reject) else found.text + " (leans)" * found.leans


def edited(stage, text, only=None):
    scene = Scene(Context(read(text)), 0)
    rules = (rule for rule in line.PASSES[stage] if only in (None, rule.__name__))
    edits = [edit for rule in rules for edit in rule(tree(text), scene)]
    if any(isinstance(edit, Reject) for edit in edits):
        return None
    return apply(text, edits) if edits else text


def kept(sentence, *, left_out):
    return None if left_out else sentence


def tree(sentence):
    return parse([sentence])[0]


RULES = {
    "source noise": lambda text: edited("source noise", text),
    "speech": lambda text: edited("speech", text, "direct_speech"),
    "colon": lambda text: edited("speech", text, "colon"),
    "compression": lambda text: edited("compression", text),
    "decapitalize": lambda text: casing.decapitalize(text, ""),
    "subordinate": lambda text: casing.subordinate("Отмечено, что ", text, ""),
    "fit": lambda text: kept(text, left_out=fit.find_fault(tree(text)) is not None),
    "beside": lambda text: kept(text, left_out=cohesion.stands_beside(text)),
    "loose": lambda text: kept(text, left_out=cohesion.has_loose_pronoun(tree(text))),
    "opening": lambda text: casing.choose_opening(text) + casing.decapitalize(text, ""),
    "rewrite": in_article,
}

CASES = list(load())


@pytest.mark.parametrize(("rule", "before", "after"), CASES)
def test_a_rule_makes_of_a_sentence_what_the_golden_file_says(rule, before, after):
    assert RULES[rule](before) == after


def test_every_rule_has_cases_and_there_are_many():
    assert {rule for rule, _, _ in CASES} == set(RULES)
    assert len(CASES) >= 120
    assert sum(before == after for _, before, after in CASES) >= 30
