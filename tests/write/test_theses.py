import pytest

from summarizer import BudgetError, OptionError, summarize
from summarizer.syntax import parse
from summarizer.words import count_words
from summarizer.write.compress import compress
from tests.texts import ARTICLE, TITLE, compose

FERRY = (
    "Паром вернулся на реку\n\n"
    "В Кедровке 12 мая снова начал ходить паром, который чинили полгода из-за трещины в корпусе. "
    "Он перевозит за день триста человек. "
    "Мэр Кедровки Пётр Орлов сообщил, что ремонт обошёлся в 12 млн руб. "
    "Орлов пообещал построить на берегу новый причал.\n"
    "Ранее посёлок обещал мост. Паром работает до ноября, пока река не замёрзнет. "
    "Билет на паром стоит 40 руб., а школьники ездят бесплатно."
)


def lines(text, **options):
    return summarize(text, style="theses", **options).text.split("\n")


def words(text):
    return count_words(text)


def test_theses_are_lines_each_with_its_evidence():
    summary = summarize(FERRY, style="theses")
    assert summary.text.split("\n") == [sentence.text for sentence in summary.sentences]
    for sentence in summary.sentences:
        assert sentence.evidence
        assert summary.text[sentence.start : sentence.stop] == sentence.text


def test_theses_are_three_to_seven_and_short():
    for seed in range(4):
        found = lines(compose(400, seed))
        assert 3 <= len(found) <= 7
        assert all(words(line) <= 34 for line in found)


def test_a_thesis_stands_alone():
    found = lines(FERRY)
    assert not any(line.startswith(("Он ", "Ранее ")) for line in found)
    assert not any(line.startswith("Орлов ") for line in found)  # whoever that is


def test_theses_keep_the_order_of_the_article():
    summary = summarize(FERRY, style="theses")
    places = [sentence.evidence[0].index for sentence in summary.sentences]
    assert places == sorted(places)


def test_theses_keep_what_is_asked_for():
    assert len(lines(compose(400), sentences=2)) == 2
    assert sum(map(words, lines(compose(400), words=40))) <= 40


@pytest.mark.parametrize("text", [ARTICLE, FERRY, compose(300), "Мост открыт."])
def test_a_headline_is_one_sentence_of_at_most_twenty_words(text):
    summary = summarize(text, style="headline")
    assert len(summary.sentences) == 1
    assert words(summary.text) <= 20
    assert summary.sentences[0].evidence


def test_a_headline_tells_the_main_event():
    assert "паром" in summarize(FERRY, style="headline").text.lower()


def test_a_lead_that_cannot_be_so_short_gives_way_to_the_title():
    lead = (
        "Первый трамвай до озера, завода, рынка, школы, вокзала, больницы, театра, музея, парка, "
        "рощи, плотины и моста вышел на линию в Лесогорске."
    )
    summary = summarize(f"{TITLE}\n\n{lead}", style="headline")
    assert summary.text == f"{TITLE}."


def test_a_headline_into_which_nothing_fits_is_refused():
    with pytest.raises(BudgetError, match="ask for at least"):
        summarize(ARTICLE.partition("\n\n")[2], style="headline", words=2)


def test_where_nothing_is_short_enough_the_beginning_stands():
    text = f"Список составили так: {', '.join(['дом'] * 100)}."
    found = summarize(text, style="headline").text
    assert found.startswith("Список составили так: дом")
    assert found.endswith("дом…")
    assert words(found) <= 20


@pytest.mark.parametrize("style", ["theses", "headline", "extract"])
def test_another_writer_is_refused(style):
    with pytest.raises(OptionError, match="leave writer out"):
        summarize(ARTICLE, style=style, writer="rules")


def test_a_clause_that_says_which_stays():
    tree = parse(["Депутат обнародовал записи, на которых слышен голос президента."])[0]
    assert compress(tree, 4) is None
