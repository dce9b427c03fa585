import json

import pytest

from summarizer import Summary, summarize
from summarizer.pipeline import read
from summarizer.subjects import find_keywords, find_names
from tests.texts import ARTICLE, compose

FERRY = (
    "Паром вернулся на реку\n\n"
    "В Кедровке снова ходит паром. Мэр Кедровки Пётр Орлов сообщил, что паром чинили полгода. "
    "Ремонт парома оплатило МЧС России. Экономика посёлка ждала парома, сказал Орлов. "
    "По словам Анны Дёминой, паром нужен реке. Вопрос задали Петру Орлову."
)


def names(text):
    return find_names(read(text))


def test_keywords_are_nouns_of_the_dictionary_weightiest_first():
    found = find_keywords(read(FERRY))
    assert found[0] == "паром"
    assert "река" in found  # of the title
    assert all(word == word.lower() for word in found)


def test_a_noun_that_comes_once_is_no_keyword():
    assert "экономика" not in find_keywords(read(FERRY))


def test_names_come_in_the_nominative_most_often_first():
    found = names(FERRY)
    assert found[0] == "Пётр Орлов"  # thrice, once by his surname
    assert "Орлов" not in found
    assert "МЧС России" in found
    assert "Анна Дёмина" in found


def test_a_common_word_that_opens_a_sentence_is_no_name():
    assert not {"Экономика", "Ремонт", "Вопрос", "Мэр"} & set(names(FERRY))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Вчера в Москве Путин провёл встречу.", ["Москва", "Путин"]),
        ("Об этом пишет Daily Express.", ["Daily Express"]),
        ("Её увезли в Нью-Йорк.", ["Нью-Йорк"]),
        ("Стороны встретились в Нижнем Новгороде.", ["Нижний Новгород"]),
        ("Мост открыли весной.", []),
    ],
)
def test_words_that_agree_are_one_name(sentence, expected):
    assert list(names(f"Сегодня стало известно многое. {sentence}")) == expected


def test_a_long_article_has_no_more_than_asked_for():
    document = read(compose(600))
    assert len(find_keywords(document, 5)) == 5
    assert len(find_names(document, 3)) == 3


def test_a_summary_tells_them_and_puts_them_into_its_dictionary():
    summary = summarize(ARTICLE)
    found = json.loads(json.dumps(summary.to_dict()))
    assert found["keywords"] == list(summary.keywords)
    assert found["names"] == list(summary.names)
    assert "Лесогорск" in summary.names
    assert "трамвай" in summary.keywords
    assert not {"keywords", "names"} & summary.to_record().keys()


def test_a_summary_shows_itself_in_one_line():
    summary = summarize(ARTICLE)
    assert repr(summary).startswith("Summary('В заключение")
    assert len(repr(summary)) < 120
    assert (
        repr(summary.document) == "Document('В Лесогорске запустили трамвай до озера', 7 sentences)"
    )


def test_a_notebook_shows_the_evidence_and_escapes_the_text():
    summary = summarize(
        "Формула a < b & «c» открыта весной. Её проверили дважды.", style="extract", ratio=1.0
    )
    shown = summary._repr_html_()
    assert "a &lt; b &amp; «c»" in shown
    assert shown.count("<span title=") == len(summary.sentences)
    assert isinstance(summary, Summary)


def test_help_explains_the_keywords():
    import inspect

    text = summarize.__doc__ or ""
    assert all(f"{name}:" in text for name in inspect.signature(summarize).parameters)
