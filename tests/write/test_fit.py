import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write.context import Context, Scene
from summarizer.write.edit import apply
from summarizer.write.fit import (
    FAULTS,
    LONGEST,
    LONGEST_LEAD,
    find_fault,
    heading,
    is_only_quotation,
    outside,
)


def tree(sentence):
    return parse([sentence])[0]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Садовник назвал липы «гордостью парка.", "a quotation mark or bracket alone"),
        ("Сколько лип посадили в парке?", "no statement"),
        ("«Липы цветут в парке».", "no statement"),
        ("Мы посадили липы у пруда.", "the first person"),
        ("Читайте также, как в парке цветут липы.", "litter"),
        ("Старая липовая аллея у пруда.", "no predicate or subject"),
        ("Посадил липы у пруда.", "no predicate or subject"),
        ("Приходите в парк, где цветут липы.", "an address"),
        ("Садовник сказал: липы цветут.", "speech that does not come"),
        ("Парк ждёт гостей В субботу садовники откроют аллею.", "a heading that ran into it"),
    ],
)
def test_a_fault_is_named(sentence, reason):
    assert reason in FAULTS
    assert find_fault(tree(sentence)) == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Садовники посадили липы у пруда.",
        "Садовник назвал липы «гордостью парка».",
        "Плакат «Берегите липы» висит у пруда.",
        "Липы посажены.",
        "В парке холодно.",
        "Садовнице удалось спасти липы.",
        "Липа — дерево парков.",
        "Клёны привёз Марк Ле Гранж из Заречья.",
    ],
)
def test_a_whole_statement_has_no_fault(sentence):
    assert find_fault(tree(sentence)) is None


def test_the_lead_may_be_longer():
    def of(words):
        return tree(f"Садовники посадили {', '.join(['липы'] * (words - 2))}.")

    assert find_fault(of(LONGEST)) is None
    assert find_fault(of(LONGEST + 1)) == "a monster"
    assert find_fault(of(LONGEST_LEAD), lead=True) is None
    assert find_fault(of(LONGEST_LEAD + 1), lead=True) == "a monster"


def test_the_lead_may_tease():
    teaser = tree("Садовник Олег Горин рассказал, как сажать липы.")
    assert find_fault(teaser) == "a teaser"
    assert find_fault(teaser, lead=True) is None


def test_words_in_quotation_marks_are_inside():
    found = tree("Плакат «Берегите липы» висит у пруда.")
    words = {token.text for token in outside(found)}
    assert {"Плакат", "висит"} <= words
    assert words.isdisjoint({"Берегите", "липы"})


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("«Липы цветут».", True), ("«Колос» убран.", False), ("Парк «Колос».", False)],
)
def test_a_quotation_alone_is_told_from_a_name(text, is_so):
    assert is_only_quotation(text) == is_so


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        (
            "Липы зацветут рано На Липовой улице садовники посадили сорок молодых деревьев.",
            "На Липовой улице садовники посадили сорок молодых деревьев.",
        ),
        ("Липы зацвели рано на Липовой улице и у старого пруда.", None),
        ("Старший садовник Олег Горин показал гостям парка липы у пруда.", None),
    ],
)
def test_a_heading_before_a_preposition_is_cut_off(sentence, rest):
    scene = Scene(Context(read(sentence)), 0)
    assert apply(sentence, heading(tree(sentence), scene)) == (rest or sentence)
