import pytest

from summarizer.data import phrases
from summarizer.write.rules import (
    decapitalize,
    is_balanced,
    is_statement,
    leans,
    report_impersonally,
    stands_alone,
    strip_discourse,
    subordinate,
)


@pytest.mark.parametrize(
    ("sentence", "stripped"),
    [
        ("Кроме того, паром отремонтируют.", "Паром отремонтируют."),
        ("Однако паром не вышел.", "Паром не вышел."),
        ("При этом цены не изменятся.", "Цены не изменятся."),
        ("Напомним, паром утонул в мае.", "Паром утонул в мае."),
        ("Отметим, что паром цел.", "Паром цел."),
        ("Но, кроме того, паром цел.", "Паром цел."),
        ("Таким образом, паром цел.", "Паром цел."),
    ],
)
def test_what_ties_to_the_sentence_before_is_taken_away(sentence, stripped):
    assert strip_discourse(sentence) == stripped


@pytest.mark.parametrize(
    "sentence",
    [
        "Паром отремонтируют.",
        "Ивановы купили паром.",
        "Атака отбита.",
        "Нового парома не будет.",
        "Такой паром один.",
        "«Кроме того» — название пьесы.",
        "Например",
        "",
    ],
)
def test_a_sentence_without_a_tie_stays(sentence):
    assert strip_discourse(sentence) == sentence


def test_any_number_of_ties_is_taken_away():
    assert strip_discourse(f"{'Но, ' * 3_000}паром цел.") == "Паром цел."


@pytest.mark.parametrize(
    ("sentence", "impersonal"),
    [
        ("Он отметил, что работы идут.", "Было отмечено, что работы идут."),
        ("Она подчеркнула, что работы идут.", "Было подчёркнуто, что работы идут."),
        ("Они также сообщили, что работы идут.", "Было сообщено, что работы идут."),
        ("Он при этом указал, что работы идут.", "Было указано, что работы идут."),
    ],
)
def test_a_report_by_a_pronoun_becomes_impersonal(sentence, impersonal):
    assert report_impersonally(sentence) == impersonal


@pytest.mark.parametrize(
    "sentence",
    [
        "Мэр отметил, что работы идут.",
        "Он отметил праздник дома.",
        "Работы идут, он отметил, что скоро конец.",
    ],
)
def test_another_report_stays(sentence):
    assert report_impersonally(sentence) == sentence


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Он уехал в Заречный.",
        "Эти работы закончены.",
        "По его словам, паром цел.",
        "На нём стоят камеры.",
        "В этом году паром не вышел.",
        "Кроме того, он уехал.",
        "«Паром цел», — сказал он.",
        "Там открыли музей.",
    ],
)
def test_a_sentence_that_needs_the_one_before_it_leans(sentence):
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Паром цел.",
        "По словам мэра, паром цел.",
        "Он отметил, что паром цел.",
        "Онега вышла из берегов.",
        "Кроме того, паром цел.",
        "«Паром цел», — сказал капитан.",
    ],
)
def test_a_sentence_that_says_who_and_what_does_not_lean(sentence):
    assert not leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Паром цел.", "Паром назвали «Витязь»", "Паром цел (так говорят)", "Паром утонул в 2019 г."],
)
def test_a_sentence_that_states_is_a_statement(sentence):
    assert is_statement(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Паром цел?",
        "Паром цел!",
        "Паром цел",
        "— Паром цел.",
        "«Паром цел», — сказал капитан.",
        "Паром цел, — сказал капитан.",
    ],
)
def test_a_question_a_cry_or_a_quotation_is_no_statement(sentence):
    assert not is_statement(sentence)


@pytest.mark.parametrize("sentence", ["Паром.", "«Паром» (новый).", '"Паром" и "Волна".'])
def test_marks_that_close_are_balanced(sentence):
    assert is_balanced(sentence)


@pytest.mark.parametrize("sentence", ["«Паром.", "Паром».", "Паром (новый.", '"Паром.'])
def test_marks_that_do_not_close_are_not_balanced(sentence):
    assert not is_balanced(sentence)


@pytest.mark.parametrize(
    "sentence", ["Паром цел.", "Капитан сказал: «Мы дома».", "Яна купила паром."]
)
def test_a_whole_sentence_in_the_third_person_stands_alone(sentence):
    assert stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Мы дома.",
        "Паром, на котором я плыл, утонул.",
        "Наш паром цел.",
        "— Паром цел.",
        "Паром цел?",
        "«Паром цел.",
        "Он утонул.",
    ],
)
def test_a_reply_a_question_or_a_first_person_does_not_stand_alone(sentence):
    assert not stands_alone(sentence)


def test_every_connective_can_bear_a_clause():
    endings = [connective[-1] for connective in (phrases.OPENING, *phrases.CONNECTIVES)]
    assert endings == [" "] * len(endings)


def test_a_word_that_the_article_capitalizes_inside_a_sentence_is_a_name():
    context = "Об этом вчера Сбербанк сообщил клиентам."
    assert decapitalize("Сбербанк снизил ставку.", context) == "Сбербанк снизил ставку."


@pytest.mark.parametrize(
    "sentence",
    [
        "Так как мост закрыли, паром ушёл.",
        "Так же считает мэр.",
        "И мост, и дорогу закрыли.",
        "С одной стороны моста стоит дом.",
        "Отметим мост на карте.",
    ],
)
def test_words_that_only_look_like_ties_stay(sentence):
    assert strip_discourse(sentence) == sentence


@pytest.mark.parametrize(
    "sentence", ["Археологи нашли клад.", "Из-за мороза мост закрыли.", "Для ремонта нужны деньги."]
)
def test_ordinary_sentences_stand_alone(sentence):
    assert stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Перед ним стоял дом.",
        "В 2024 г. он получил 5 млн руб.",
        "Оба уехали.",
        "Так выглядит мост.",
    ],
)
def test_pronouns_without_their_noun_lean(sentence):
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["А. С. Орлов уехал.", "Нижний Новгород готов.", "Вера Павлова уехала.", "Волга замёрзла."],
)
def test_names_that_look_like_words_keep_their_capital(sentence):
    assert decapitalize(sentence, "тренер А. Белов") == sentence


def test_a_subordinate_clause_in_front_is_set_off():
    written = subordinate("Отмечается, что ", "Если мост закроют, пойдёт паром.", "")
    assert written == "Отмечается, что, если мост закроют, пойдёт паром."
