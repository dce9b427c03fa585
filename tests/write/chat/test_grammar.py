"""The grammar of an article, as text; what llama.cpp makes of it, the tests of the extra show."""

import re

from summarizer.write.chat.grammar import MOST, write_grammar
from tests.texts import ARTICLE, BODY, POOL


def right_side(grammar, name):
    """Return the literals of a rule."""
    (line,) = (line for line in grammar.splitlines() if line.startswith(f"{name} ::="))
    return [found.replace(r"\"", '"') for found in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]


def test_the_numbers_are_those_of_the_article():
    assert right_side(write_grammar(ARTICLE), "number")[:-1] == ["14", "2023", "6,4", "2,1"]


def test_numbers_of_thousands_stand_whole():
    found = right_side(write_grammar(" ".join(POOL)), "number")
    assert "1 250" in found
    assert "250" not in found


def test_numbers_within_words():
    found = right_side(write_grammar("Ми-8 и «Ту-154» видели 30–40 раз, 14-летний, №5."), "number")
    assert found[:-1] == ["Ми-8", "Ту-154", "30–40", "14-летний", "№5"]


def test_latin_words_are_those_of_the_article():
    grammar = write_grammar("Фирма Alfa-Bank (IT) и «R&D» в °C.")
    assert right_side(grammar, "latin") == ["Alfa-Bank", "IT", "R&D", "°C"]


def test_without_numbers_none_can_be_written():
    grammar = write_grammar("Мост открыли весной.")
    assert "number" not in grammar
    assert "latin" not in grammar


def test_every_rule_that_is_named_is_there():
    for source in (ARTICLE, "Мост открыли.", "Мост Alfa.", "Мост 5."):
        grammar = write_grammar(source)
        made = {line.split(" ::= ")[0] for line in grammar.splitlines()}
        plain = re.sub(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]', "", grammar)
        assert set(re.findall(r"[a-z][a-z-]+", plain)) <= made


def test_marks_of_the_grammar_in_an_article_do_no_harm():
    grammar = write_grammar('Код a"b\\c и "5\\" ::= root')
    assert all(line.count(" ::= ") == 1 for line in grammar.splitlines())


def test_a_long_article_has_a_bounded_grammar():
    source = " ".join(f"{number} w{number} {BODY}" for number in range(2_000))
    assert len(right_side(write_grammar(source), "number")) <= MOST + 1
