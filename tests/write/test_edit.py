import pytest

from summarizer.write.edit import Edit, apply, capitalize, finish, mend


@pytest.mark.parametrize(
    ("sentence", "litter", "rest"),
    [
        ("Сад (см. план) закрыт.", ["(см. план)"], "Сад закрыт."),
        ("Вчера сад закрыли.", ["Вчера"], "Сад закрыли."),
        ("Сад, вероятно, закрыт, увы.", [", вероятно,", ", увы"], "Сад закрыт."),
        ("Сад закрыт.", [], "Сад закрыт."),
    ],
)
def test_what_is_cut_leaves_a_whole_sentence(sentence, litter, rest):
    edits = [Edit(sentence.index(part), sentence.index(part) + len(part)) for part in litter]
    assert apply(sentence, edits) == rest


def test_edits_may_overlap_and_come_in_any_order():
    sentence = "Сад у пруда за оградой закрыт."
    assert apply(sentence, [Edit(12, 22), Edit(4, 11), Edit(6, 22)]) == "Сад закрыт."


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("сад  закрыт .", "Сад закрыт."),
        ("« Колос » убрали ( весь ).", "«Колос» убрали (весь)."),
        ("Сад, , пруд и аллея.", "Сад, пруд и аллея."),
        ("Сад закрыт: .", "Сад закрыт."),
        (", — сад закрыт..", "Сад закрыт."),
        ("Пруд чист ,; сад закрыт.", "Пруд чист; сад закрыт."),
    ],
)
def test_spaces_and_marks_are_put_right(broken, mended):
    assert mend(broken) == mended


@pytest.mark.parametrize(
    "sentence",
    [
        "Сад закрыт.",
        "Сад — у пруда, аллея — за ним.",
        "«Колос» убрали (весь).",
        "Открыт ли сад?",
        "В саду 3,5 га лип, в парке 1:0 по клёнам.",
    ],
)
def test_a_sentence_in_order_is_not_mended(sentence):
    assert mend(sentence) == sentence
    assert apply(sentence, []) == sentence


@pytest.mark.parametrize(
    ("text", "raised"),
    [("ёлки спилили", "Ёлки спилили"), ("«колос» убран", "«колос» убран"), ("", "")],
)
def test_only_the_first_character_is_raised(text, raised):
    assert capitalize(text) == raised


@pytest.mark.parametrize(
    ("clause", "finished"),
    [
        ("сад закрыт", "сад закрыт."),
        ("сад закрыт, — ", "сад закрыт."),
        ("сад закрыт.", "сад закрыт."),
        ("открыт ли сад?", "открыт ли сад?"),
        ("сад закрыт…", "сад закрыт…"),
    ],
)
def test_a_clause_ends_with_one_mark(clause, finished):
    assert finish(clause) == finished
