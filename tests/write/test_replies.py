import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write.replies import find_speakers, report_reply


@pytest.mark.parametrize(
    ("talk", "speakers"),
    [
        (
            "Ветрова: Липы цветут.\n\nГорин: Когда польют клёны?\n\nВетрова: Клёны польют в мае.",
            {0: "Ветрова", 1: "Горин", 2: "Ветрова"},
        ),
        (
            "О. Горин: Липы цветут.\n\nО. Горин: Клёны растут.\n\nО. Горин: Дубы спят.",
            {0: "О. Горин", 1: "О. Горин", 2: "О. Горин"},
        ),
    ],
)
def test_a_label_that_comes_again_is_a_speaker(talk, speakers):
    assert find_speakers(read(talk)) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Важно: Парк закрыт.\n\nЛипы цветут.",
        "Горин: Липы цветут.\n\nГорин: Клёны растут.",
        "В парке посадили липы: они цветут.\n\nВ саду посадили клёны: они растут.",
    ],
)
def test_a_colon_alone_makes_no_talk(text):
    assert find_speakers(read(text)) == {}


@pytest.mark.parametrize(
    ("reply", "report"),
    [
        ("Горин: Липы засохли от жары.", "Как говорит Горин, липы засохли от жары."),
        ("— Липы засохли от жары.", "Как говорит Горин, липы засохли от жары."),
        ("Горин: Нина Ветрова полила липы.", "Как говорит Горин, Нина Ветрова полила липы."),
    ],
)
def test_a_reply_is_reported(reply, report):
    assert report_reply(parse([reply])[0], "Горин", "") == report


@pytest.mark.parametrize(
    "reply",
    ["Горин: Я полил липы.", "Горин: Мой сад засох.", "Горин: Засохли ли липы?"],
)
def test_a_reply_in_the_first_person_and_a_question_are_not(reply):
    assert report_reply(parse([reply])[0], "Горин", "") is None
