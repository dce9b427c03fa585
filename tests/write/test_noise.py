import pytest

from summarizer.write.noise import is_balanced, is_statement, strip_discourse


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
