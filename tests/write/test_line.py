import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write.context import Context, Scene
from summarizer.write.edit import Edit, Reject
from summarizer.write.fit import FAULTS
from summarizer.write.line import PASSES, Line, reread, rewrite
from summarizer.write.reference import bare_subject


def lines(text, off=()):
    document = read(text)
    context = Context(document, off)
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


def test_every_rule_has_a_name_of_its_own():
    names = [rule.__name__ for rules in PASSES.values() for rule in rules] + list(FAULTS)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("off", "text"),
    [
        ("discourse", "Однако Ветрова посадила у пруда сорок лип."),
        ("relative_days", "Ветрова вчера посадила у пруда сорок лип."),
        ("brackets", "Ветрова посадила у пруда сорок лип (два ряда)."),
        ("resolve", "Она посадила у пруда сорок лип."),
    ],
)
def test_a_rule_can_be_switched_off(off, text):
    article = "Нина Ветрова открыла аллею. Однако она вчера посадила у пруда сорок лип (два ряда)."
    assert lines(article)[1].text == "Ветрова посадила у пруда сорок лип."
    assert lines(article, {off})[1].text == text


def test_a_fault_can_be_switched_off():
    article = "Парк открыли в мае. Мы посадили липы у пруда."
    assert lines(article, {"the first person", "an address"})[1].text == "Мы посадили липы у пруда."


def test_what_the_rules_did_is_counted():
    document = read("Парк открыли вчера (в мае). Кроме того, мы посадили липы у пруда.")
    context = Context(document)
    for sentence in document.sentences:
        rewrite(sentence, context)
    assert context.fired == {
        "relative_days": 1,
        "brackets": 1,
        "discourse": 1,
        "the first person": 1,
    }


def test_the_rules_yield_edits_inside_the_sentence():
    document = read("Кроме того, вчера липы (сорок) также полили , как сообщалось ранее, у пруда.")
    scene = Scene(Context(document), 0)
    tree = scene.context.tree_of(0)
    found = [e for rules in PASSES.values() for rule in rules for e in rule(tree, scene)]
    edits = [edit for edit in found if isinstance(edit, Edit)]
    assert len(edits) >= 4
    assert all(0 <= edit.start < edit.stop <= len(tree.text) for edit in edits)


def test_a_quotation_is_not_compressed():
    (line,) = lines("Горин сказал, что «парк сегодня выглядит совсем не так, как весной».")
    assert "сегодня" in line.text
