import pytest

from summarizer.pipeline import read
from summarizer.syntax import parse
from summarizer.write.context import Context
from summarizer.write.editor.hold import Holder
from summarizer.write.line import rewrite
from tests.texts import ARTICLE


@pytest.fixture
def flaw():
    """Return what the holder finds in an edit of a sentence of the article."""
    document = read(ARTICLE)
    context = Context(document)
    holder = Holder(document, range(len(document.sentences)))

    def find(source, text):
        line = rewrite(document.sentences[source], context)
        return holder.find_flaw(parse([text])[0], line, context.tree_of(source))

    return find


def test_a_line_of_two_sentences_is_held_to_both():
    document = read("Мост через Каменку открыли в мае. Об этом сообщил мэр Пётр Орлов.")
    context = Context(document)
    line = rewrite(document.sentences[0], context)
    assert len(line.sources) == 2
    assert Holder(document, [0]).find_flaw(line.tree, line, context.tree_of(0)) is None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (0, "Первый трамвай до Щучьего озера вышел на линию."),
        (1, "Ветку длиной 6,4 км строили три года."),
        (3, "По словам мэра Лесогорска Ольги Дёминой, дачники пересядут на трамвай."),
    ],
)
def test_what_the_source_says_holds(flaw, source, text):
    assert flaw(source, text) is None


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (1, "Ветку длиной 7,4 км строили три года.", "7,4 км"),
        (0, "Первый трамвай до Щучьего озера вышел на линию в июле 2023 г.", "date"),
        (3, "Мэр Лесогорска Ольга Зорина считает, что дачники пересядут на трамвай.", "Зорина"),
        (3, "Дачники пересядут на трамвай.", "who said it"),
        (2, "Вагоны не ходят с шести утра до полуночи.", "negation"),
        (2, "Вагоны ходят каждые двенадцать минут, жители слышат шум.", "more than"),
        (2, "Вагоны ходят каждые двенадцать", "not whole"),
        (2, "вагоны ходят каждые двенадцать минут.", "not whole"),
        (2, "Вагоны " + "ходят с шести до полуночи, " * 4 + "с шести утра.", "longer"),
        (2, "Вагоны ходят кажные двенадцать минут.", "кажные"),
        (2, "Вагоны ходит каждые двенадцать минут.", "agree"),
    ],
)
def test_what_it_does_not_say_is_a_flaw(flaw, source, text, found):
    assert found in flaw(source, text)
