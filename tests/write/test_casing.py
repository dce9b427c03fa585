import pytest

from summarizer.write.casing import decapitalize, subordinate


@pytest.mark.parametrize(
    ("sentence", "lowered"),
    [
        ("Паром утонул.", "паром утонул."),
        ("На реке тихо.", "на реке тихо."),
        ("А паром цел.", "а паром цел."),
        ("Учёные спорят.", "учёные спорят."),
    ],
)
def test_a_common_word_is_lowered(sentence, lowered):
    assert decapitalize(sentence, "") == lowered


@pytest.mark.parametrize(
    "sentence",
    [
        "Пётр Орлов уехал.",
        "Саратов готовится к зиме.",
        "США ввели пошлины.",
        "МЧС предупреждает о ветре.",
        "РЖД-Сервис нанимает слесарей.",
        "Брянцево осталось без света.",
        "Ческидов уехал.",
        "Роснефть снизила цену.",
        "«Заря» выиграла.",
        "12 судов вышли в море.",
        "",
    ],
)
def test_a_name_an_acronym_or_a_mark_is_not_lowered(sentence):
    assert decapitalize(sentence, "") == sentence


def test_the_context_shows_that_an_unknown_word_is_common():
    context = "Новый хоппердозатор стоит в депо."
    assert decapitalize("Хоппердозатор сломался.", context) == "хоппердозатор сломался."
    assert decapitalize("Хоппердозатор сломался.", "") == "Хоппердозатор сломался."


def test_a_common_noun_before_initials_is_taken_for_a_name():
    assert decapitalize("Роман А. С. Петров вышел.", "").startswith("Роман")


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("Паром цел.", "Отмечено, что паром цел."),
        ("По словам мэра, паром цел.", "Отмечено, что, по словам мэра, паром цел."),
        ("К сожалению, паром утонул.", "Отмечено, что, к сожалению, паром утонул."),
        ("Пётр Орлов уехал.", "Отмечено, что Пётр Орлов уехал."),
    ],
)
def test_a_statement_goes_under_a_main_clause(sentence, written):
    assert subordinate("Отмечено, что ", sentence, "") == written


def test_a_main_clause_that_ends_with_a_comma_gets_no_second_one():
    written = subordinate("Кроме того, ", "По данным мэрии, паром цел.", "")
    assert written == "Кроме того, по данным мэрии, паром цел."


def test_a_word_that_the_article_capitalizes_inside_a_sentence_is_a_name():
    context = "Об этом вчера Сбербанк сообщил клиентам."
    assert decapitalize("Сбербанк снизил ставку.", context) == "Сбербанк снизил ставку."


@pytest.mark.parametrize(
    "sentence",
    ["А. С. Орлов уехал.", "Нижний Новгород готов.", "Вера Павлова уехала.", "Волга замёрзла."],
)
def test_names_that_look_like_words_keep_their_capital(sentence):
    assert decapitalize(sentence, "тренер А. Белов") == sentence


def test_a_subordinate_clause_in_front_is_set_off():
    written = subordinate("Отмечается, что ", "Если мост закроют, пойдёт паром.", "")
    assert written == "Отмечается, что, если мост закроют, пойдёт паром."
