import pytest

from summarizer.pipeline import read
from summarizer.write.editor.hold import Holder
from summarizer.write.editor.prompt import Cited
from tests.texts import ARTICLE


@pytest.fixture
def holder():
    document = read(ARTICLE)
    return Holder(document, range(len(document.sentences)))


@pytest.mark.parametrize(
    ("sources", "text"),
    [
        ((0,), "В заключение можно отметить, что первый трамвай до Щучьего озера вышел на линию."),
        ((0, 1), "Трамвай вышел на линию 14 июня 2023 г., ветку длиной 6,4 км строили три года."),
        ((3,), "По словам мэра Лесогорска Ольги Дёминой, дачники пересядут на трамвай."),
    ],
)  # fmt: skip
def test_what_the_citation_says_holds(holder, sources, text):
    assert holder.find_flaw(Cited(sources, text)) is None


@pytest.mark.parametrize(
    ("sources", "text", "flaw"),
    [
        ((1,), "Ветку длиной 7,4 км строили три года.", "7,4 км"),
        ((0,), "Первый трамвай до Щучьего озера вышел на линию в июле 2023 г.", "date"),
        ((3,), "Мэр Лесогорска Ольга Зорина считает, что дачники пересядут на трамвай.", "Зорина"),
        ((2,), "Вагоны не ходят с шести утра до полуночи.", "negation"),
        ((2,), "Вагоны ходят каждые двенадцать минут, жители слышат шум.", "more than"),
        ((2,), "Вагоны ходят каждые двенадцать", "not whole"),
        ((2,), "вагоны ходят каждые двенадцать минут.", "not whole"),
        ((2,), "Вагоны " + "ходят с шести до полуночи, " * 4 + "с шести утра.", "longer"),
        ((2,), "Вагоны ходят кажные двенадцать минут.", "кажные"),
    ],
)  # fmt: skip
def test_what_it_does_not_say_is_a_flaw(holder, sources, text, flaw):
    assert flaw in holder.find_flaw(Cited(sources, text))


def test_what_was_said_is_not_said_again(holder):
    unit = Cited((2,), "Вагоны ходят каждые двенадцать минут с шести утра до полуночи.")
    assert holder.find_flaw(unit) is None
    holder.say(unit)
    assert holder.find_flaw(unit) == "repeats another"
