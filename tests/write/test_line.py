import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write.context import Context
from summarizer.write.line import Line, Reject, bare_subject, reread, rewrite


def lines(text):
    document = read(text)
    context = Context(document)
    return [rewrite(sentence, context) for sentence in document.sentences]


def test_the_passes_work_one_behind_another():
    written = lines(
        "Директор парка Нина Ветрова открыла аллею. "
        "Кроме того, она вчера посадила у пруда сорок лип (два ряда)."
    )
    assert written[1].text == "Ветрова посадила у пруда сорок лип."
    assert written[1].words == 6


@pytest.mark.parametrize(
    "sentence", ["Парк открыли в мае.", "Садовник Олег Горин посадил липы у пруда."]
)
def test_a_plain_sentence_stays(sentence):
    (line,) = lines(sentence)
    assert line.text == sentence
    assert not line.leans
    assert not line.contrast


def test_who_told_it_is_a_second_source():
    _, told, _, last = lines(
        "Парк открыли в мае. Липы посадили у пруда весной. "
        "Об этом рассказал садовник Олег Горин. Билет в парк стоит сто рублей."
    )
    assert told.text == "Садовник Олег Горин рассказал, что липы посадили у пруда весной."
    assert [source.index for source in told.sources] == [1, 2]
    assert last.follows == 1


@pytest.mark.parametrize(
    ("sentence", "leans", "contrast"),
    [
        ("Однако липы в нём уже цветут.", False, True),
        ("Например, липы привезли из Заречья.", True, False),
        ("Об этом рассказал садовник Олег Горин.", True, False),
    ],
)
def test_a_line_knows_how_it_hangs_on_the_one_before(sentence, leans, contrast):
    line = lines(f"Парк открыли в мае. {sentence}")[1]
    assert (line.leans, line.contrast) == (leans, contrast)


def test_what_cannot_stand_says_why():
    refused = lines("Парк открыли в мае. Мы посадили липы у пруда.")[1]
    assert refused == Reject("the first person")


def test_terms_are_what_is_told_not_who_told_it():
    sentence = read("Парк открыли.").sentences[0]
    plain, told = parse(["Липы зацветут в июне.", "Мэр Горин сообщил, что липы зацветут в июне."])
    assert Line((sentence,), plain).terms == Line((sentence,), told).terms


def test_an_unchanged_text_is_not_parsed_again():
    tree = parse(["Парк открыли в мае."])[0]
    assert reread(tree, tree.text) is tree
    assert reread(tree, "Парк открыли.").text == "Парк открыли."


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Директор открыл аллею.", "Директор"),
        ("Директор парка открыл аллею.", None),
        ("Олег Горин посадил липы.", None),
    ],
)
def test_a_bare_subject_only_names_a_kind_of_person(sentence, subject):
    found = bare_subject(parse([sentence])[0])
    assert (found and found.text) == subject
