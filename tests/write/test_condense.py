import pytest

from summarizer.pipeline import read
from summarizer.write.condense import names_media
from summarizer.write.context import Context, Scene
from summarizer.write.line import run


def condense(sentence):
    scene = Scene(Context(read(sentence)), 0)
    return run("compression", scene.context.tree_of(0), scene, []).text


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("Площадь парка 40 га (шестьдесят полей).", "Площадь парка 40 га."),
        ("Садовник, по его словам, посадил липы.", "Садовник посадил липы."),
        ("Накануне садовники посадили сорок лип.", "Садовники посадили сорок лип."),
        ("Садовники в пятницу посадили сорок лип.", "Садовники посадили сорок лип."),
        ("Садовники посадили липы в пятницу, 8 мая.", "Садовники посадили липы 8 мая."),
        ("Как уточняет портал «Колос», липы уже цветут.", "Липы уже цветут."),
        ("Садовники также посадили сорок лип.", "Садовники посадили сорок лип."),
        ("Липы же посадили осенью.", "Липы посадили осенью."),
    ],
)
def test_what_nobody_misses_goes(sentence, short):
    assert condense(sentence) == short


@pytest.mark.parametrize(
    "sentence",
    [
        "Липы заняли большую часть парка (62 %).",
        "Парк передали Дирекции зелёных насаждений (ДЗН).",
        "Парк открыт по пятницам и субботам.",
        "Липы посадили 8 мая.",
        "Липы сажали вчера и сегодня.",
        "В парке посадили липы, а также клёны.",
        "Как пишет газета «Колос», липы уже цветут.",
        "Как рассказали «Колосу» садовники, липы уже цветут.",
        "Одни липы уже цветут, другие же засохли.",
    ],
)
def test_what_only_looks_like_it_stays(sentence):
    assert condense(sentence) == sentence


def test_all_rules_work_on_one_sentence():
    sentence = "Сегодня садовники также посадили липы (и два клёна) у пруда."
    assert condense(sentence) == "Садовники посадили липы у пруда."


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("Как сообщает газета", True),
        ("Как пишет «Колос»", True),
        ("Как сообщили газете в полиции", False),
        ("Как сообщил садовник", False),
    ],
)
def test_a_medium_is_told_from_those_who_speak_to_it(words, is_so):
    assert names_media(words) == is_so
