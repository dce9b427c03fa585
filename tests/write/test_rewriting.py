from pathlib import Path

import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write import clauses, commas, condense, fit, line, needs, rules, speech, tie
from summarizer.write.reference import People

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
    found = line.rewrite(document.sentences[-1], line.Desk(document))
    return found and found.text + " (leans)" * found.leans


def reported(sentence, rule):
    report = rule(parse([sentence])[0], "")
    return sentence if report is None else report or None


def kept(sentence, *, left_out):
    return None if left_out else sentence


def tree(sentence):
    return parse([sentence])[0]


RULES = {
    "strip_marks": rules.strip_marks,
    "strip_dateline": rules.strip_dateline,
    "quote": rules.quote,
    "close": rules.close,
    "mend_typing": rules.mend_typing,
    "strip_discourse": rules.strip_discourse,
    "decapitalize": lambda text: rules.decapitalize(text, ""),
    "subordinate": lambda text: rules.subordinate("Отмечено, что ", text, ""),
    "mend_commas": lambda text: commas.mend_commas(tree(text)),
    "condense": lambda text: condense.condense(tree(text)),
    "shorten": lambda text: clauses.shorten(tree(text)),
    "strip_heading": lambda text: fit.strip_heading(tree(text), ""),
    "report_speech": lambda text: reported(text, speech.report_speech),
    "report_after_colon": lambda text: reported(text, speech.report_after_colon),
    "fit": lambda text: kept(text, left_out=not fit.is_fit(tree(text), text)),
    "beside": lambda text: kept(text, left_out=needs.stands_beside(tree(text))),
    "loose": lambda text: kept(text, left_out=needs.has_loose_pronoun(tree(text))),
    "needs": lambda text: kept(text, left_out=needs.find_needs(tree(text), People(text))),
    "opening": lambda text: tie.choose_opening(text) + rules.decapitalize(text, ""),
    "as_opening": tie.as_opening,
    "soften": tie.soften,
    "says_once": lambda case: tie.says_once(*reversed(case.split(" | "))),
    "speaks_again": lambda text: tie.speaks_again(tree(text)),
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
