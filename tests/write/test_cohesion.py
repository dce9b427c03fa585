import pytest

from summarizer.write.cohesion import leans, stands_alone


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
        "Он отметил, что паром цел.",
    ],
)
def test_a_sentence_that_needs_the_one_before_it_leans(sentence):
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Паром цел.",
        "По словам мэра, паром цел.",
        "Онега вышла из берегов.",
        "Кроме того, паром цел.",
        "«Паром цел», — сказал капитан.",
    ],
)
def test_a_sentence_that_says_who_and_what_does_not_lean(sentence):
    assert not leans(sentence)


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
