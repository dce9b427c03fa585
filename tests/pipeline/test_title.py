"""The title, what is said twice, what the article concludes itself."""

import pytest

from summarizer import EmptyTextError, Summarizer, TextTypeError, summarize
from tests.pipeline.own import extract, rankers, styles
from tests.texts import ARTICLE, BODY, LEAD, POOL, SENTENCES, TITLE


def test_the_title_is_the_first_line():
    assert summarize(ARTICLE).document.title == TITLE


def test_a_given_title_is_the_title():
    assert summarize(BODY, title=TITLE).document.title == TITLE


def test_a_first_line_that_repeats_the_given_title_is_dropped():
    document = summarize(ARTICLE, title=TITLE.upper()).document
    assert [s.text for s in document.sentences] == list(SENTENCES)


def test_a_first_line_that_says_something_else_stays_when_a_title_is_given():
    document = summarize(ARTICLE, title="Новая ветка для дачников").document
    assert [s.text for s in document.sentences] == [TITLE, *SENTENCES]


@rankers
def test_a_body_sentence_that_equals_the_title_is_never_extracted(ranker):
    text = f"{LEAD} {TITLE}. {' '.join(SENTENCES[1:])} {TITLE}!"
    found = extract(text, title=TITLE, ratio=1, ranker=ranker)
    assert not [line for line in found if line.rstrip(".!") == TITLE]
    assert LEAD in found


@pytest.mark.parametrize("text", [TITLE, f"{TITLE}\n\n{TITLE}", f"{TITLE}.\nФото: архив"])
def test_a_text_that_is_only_its_title_is_empty(text):
    with pytest.raises(EmptyTextError, match="title"):
        summarize(text, title=TITLE)


@rankers
@pytest.mark.parametrize("text", [f"{TITLE}\n{TITLE}", "В", "Фото: архив"])
def test_a_title_or_litter_and_nothing_else_is_empty(text, ranker):
    with pytest.raises(EmptyTextError):
        summarize(text, ranker=ranker)


def test_the_title_of_the_call_goes_before_the_title_of_the_summarizer():
    ready = Summarizer(title="Прежний заголовок")
    assert ready.summarize(BODY).document.title == "Прежний заголовок"
    assert ready.summarize(BODY, title=TITLE).document.title == TITLE


@pytest.mark.parametrize("title", [5, b"title", ["title"]])
def test_a_title_that_is_no_str_is_an_input_error(title):
    with pytest.raises(TextTypeError):
        summarize(BODY, title=title)


@styles
@rankers
def test_a_lead_that_stands_there_twice_with_typos_is_taken_once(style, ranker):
    lead = (
        "Вице-премьер края Юрий Валуев осмотрел в Кедровке новую насосную станцию и пообещал, что "
        "вода в домах появится до первых морозов."
    )
    typo = (
        "Вице-Примьер края Юрий Валуев осмотрел в Кедровке новую насосную станцию и пообещал что "
        "вода в домах появиться до первых морозов."
    )
    text = f"Вода придёт до зимы\n\n{lead}\n\n{typo}\n\n{' '.join(POOL[6:14])}"
    summary = summarize(text, style=style, ranker=ranker, sentences=6)
    taken = [s.evidence[0].text for s in summary.sentences]
    assert len({lead, typo}.intersection(taken)) <= 1


@styles
def test_the_own_conclusion_is_kept_apart_and_not_summarized(style):
    own = "Трамвай до озера изменит привычки дачников, и это главное."
    summary = summarize(f"{ARTICLE}\n\nЗаключение\n\n{own}", style=style, ratio=1)
    assert summary.document.conclusion == own
    assert "привычки дачников" not in summary.text
    assert all(s.text != own for s in summary.document.sentences)


def test_without_an_own_conclusion_there_is_none():
    assert summarize(ARTICLE).document.conclusion is None
