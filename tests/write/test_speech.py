import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write.context import Context, Scene
from summarizer.write.speech import (
    colon,
    credits_medium,
    direct_speech,
    find_attribution,
    fold_credit,
    front_speaker,
    said_clause,
    unquote,
)


def tree(sentence):
    return parse([sentence])[0]


def made(rule, text, index=0):
    """What a rule makes of a sentence: "" where it refuses, None where it does nothing."""
    context = Context(read(text))
    changes = list(rule(context.tree_of(index), Scene(context, index)))
    return getattr(changes[0], "text", "") if changes else None


@pytest.mark.parametrize(
    ("sentence", "report"),
    [
        (
            "«Липы зацветут в июне», — пообещала садовница Нина Ветрова.",
            "Садовница Нина Ветрова пообещала, что липы зацветут в июне.",
        ),
        (
            "Липы зацветут в июне, уверена Нина Ветрова.",
            "Нина Ветрова уверена, что липы зацветут в июне.",
        ),
        (
            "Липы зацветут в июне, рассказали в дирекции парка.",
            "Как рассказали в дирекции парка, липы зацветут в июне.",
        ),
        ("«Мы посадим липы», — сказал садовник Горин.", ""),
        ("«Зацветут ли липы в июне?» — спросил садовник Горин.", ""),
        ("Садовник Горин посадил липы у пруда.", None),
        ("Липы засохли, и парк закрыли.", None),
    ],
)
def test_who_said_it_comes_first(sentence, report):
    assert made(direct_speech, sentence) == report


def test_the_clause_behind_is_found_with_its_verb_and_subject():
    found = tree("Липы зацветут в июне, уверена Нина Ветрова.")
    attribution = find_attribution(found)
    assert found.text[attribution.start : attribution.stop] == ", уверена Нина Ветрова"
    assert (attribution.verb.text, attribution.subject.text) == ("уверена", "Нина")


@pytest.mark.parametrize(
    ("sentence", "report"),
    [
        (
            "Садовник Горин предупредил: «Липы могут засохнуть до осени».",
            "Садовник Горин предупредил, что липы могут засохнуть до осени.",
        ),
        ("Садовник Горин сказал: «Мы польём липы».", ""),
        ("Садовник показал табличку: «Липы не поливать по ночам».", None),
        ("В парке растут: липы, клёны, дубы.", None),
    ],
)
def test_speech_behind_a_colon_is_reported(sentence, report):
    assert made(colon, sentence) == report


def test_a_statement_without_quotation_marks_can_be_told_word_by_word():
    plain = "Липы зацветут, сообщил мэр, глава совета Горин."
    assert made(direct_speech, plain) == "Как сообщил мэр, глава совета Горин, липы зацветут."


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("«Растут ли липы? Клёны растут у пруда»", "Клёны растут у пруда."),
        ("Липы у пруда уже растут, ", "Липы у пруда уже растут."),
        ("«Липы цветут»", None),
        ("«Мы посадили липы у пруда»", None),
    ],
)
def test_of_what_was_said_the_first_statement_that_serves_is_taken(said, clause):
    assert said_clause(said) == clause


@pytest.mark.parametrize(
    ("credit", "folded", "of_medium"),
    [
        (
            "Об этом рассказал садовник Олег Горин.",
            "Садовник Олег Горин рассказал, что липы у пруда засохли.",
            False,
        ),
        ("Об этом пишет газета «Колос».", None, True),
    ],
)
def test_a_person_who_told_it_is_folded_in_a_medium_is_not(credit, folded, of_medium):
    assert made(fold_credit, f"Липы у пруда засохли. {credit}") == folded
    assert credits_medium(tree(credit)) == of_medium


def test_a_medium_passes_on_but_has_opinions_too():
    passed_on = made(direct_speech, "Липы у пруда засохли, сообщает газета «Колос».")
    assert passed_on == "Липы у пруда засохли."
    thought = made(direct_speech, "Липы у пруда засохли, считает газета «Колос».")
    assert thought == "Газета «Колос» считает, что липы у пруда засохли."
    assert unquote("«Липы» и «Клёны»") == "«Липы» и «Клёны»"


@pytest.mark.parametrize(
    ("credit", "told"),
    [
        ("Об этом сообщили в мэрии.", "Как сообщили в мэрии, липы в парке посадили весной."),
        (
            "Об этом сообщил Комитет защиты парков.",
            "Как сообщил Комитет защиты парков, липы в парке посадили весной.",
        ),
        ("Об этом последний рассказал в парке.", None),
        ("Об этом сообщает агентство «Север».", None),
        (
            "Об этом заявил глава ведомства Олег Горин.",
            "Олег Горин заявил, что липы в парке посадили весной.",
        ),
    ],
)
def test_an_institution_that_told_it_is_named(credit, told):
    assert made(fold_credit, f"Липы в парке посадили весной. {credit}") == told


@pytest.mark.parametrize(
    ("sentence", "fronted"),
    [
        ("Мэр Олег Горин заявил, что парк открыт.", "Как заявил мэр Олег Горин, парк открыт."),
        ("Мэр уверен, что парк открыт.", "Мэр уверен, что парк открыт."),
        (
            "Мэр в парке сказал жителям, что липы есть.",
            "Мэр в парке сказал жителям, что липы есть.",
        ),
        ("Горин решил, что парк нужен.", "Горин решил, что парк нужен."),
    ],
)
def test_who_said_it_stands_in_front_without_a_clause(sentence, fronted):
    assert front_speaker(tree(sentence), "") == fronted
