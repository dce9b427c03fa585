import numpy as np
import pytest

from summarizer import BudgetError, summarize
from summarizer.budget import Budget
from summarizer.data.phrases import (
    OPENING,
    OPENING_ANY,
    OPENING_WORDS,
    OPENINGS,
)
from summarizer.pipeline import read
from summarizer.rank import Ranking, rank
from summarizer.rank.lead import Lead
from summarizer.syntax import Token, Tree, parse
from summarizer.words import count_words
from summarizer.write.conclusion import Conclusion
from summarizer.write.people import People
from summarizer.write.reference import introduce, is_owner
from tests.texts import ARTICLE, POOL, SENTENCES, compose


def write(text, budget=None, ranker=None):
    document = read(text)
    return Conclusion().write(document, rank(ranker or Lead(), document), budget or Budget())


def texts(text, budget=None):
    return [draft.text for draft in write(text, budget).drafts]


def indices(written):
    return [draft.evidence[0].index for draft in written.drafts]


class FromTheEnd:
    """The end of the article first."""

    name = "from the end"

    def rank(self, document, terms):
        return Ranking(np.arange(len(document.sentences), dtype=float))


FIRE = (
    "В Заречном сгорел склад пиломатериалов. Об этом сообщил начальник пожарной охраны Пётр Орлов. "
    "Он рассказал, что пожар тушили семь часов. Инцидент произошёл ночью в порту. "
    "Площадь огня достигла 900 кв. м. Ещё один склад удалось спасти. "
    "Ранее в Дальнем продали старинный рояль. Мы ждали помощи до утра. "
    "Новый склад построят до конца года."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Коротко.", f"{OPENING_ANY}коротко."),
        ("Новый мост в Лесогорске", f"{OPENING_ANY}новый мост в Лесогорске."),
        ("Где мост?", f"{OPENING_ANY}где мост?"),
        ("США.", f"{OPENING_ANY}США."),
        ("Приехал командующий..", f"{OPENING}приехал командующий."),
    ],
)
def test_a_line_alone_ends_as_a_sentence(text, expected):
    assert summarize(text, words=20).text == expected


def test_the_paragraph_opens_with_the_formula():
    assert texts("Паром цел. Мост открыт.")[0] == f"{OPENING}паром цел."


def test_the_lead_opens_though_another_sentence_is_better():
    written = write(FIRE, ranker=FromTheEnd())
    assert written.drafts[0].text.endswith("в Заречном сгорел склад пиломатериалов.")
    assert indices(written)[0] == 0


def test_who_said_it_stands_before_what_was_said():
    drafts = write(FIRE).drafts
    assert drafts[0].text == (
        f"{OPENING.strip()}, как сообщил начальник пожарной охраны Пётр Орлов, в Заречном сгорел "
        "склад пиломатериалов."
    )
    assert [sentence.index for sentence in drafts[0].evidence] == [0, 1]
    assert drafts[1].text == "Орлов рассказал, что пожар тушили семь часов."


@pytest.mark.parametrize(
    ("article", "sentence", "named"),
    [
        ("По словам Петра Орлова, мост закрыт.", "Орлов обещал паром.", "Пётр Орлов обещал паром."),
        ("Мэр Пётр Орлов молчит.", "Мост сдали мэру Орлову.", "Мост сдали мэру Петру Орлову."),
        ("Мост осмотрел Юлдаш Тарсанов.", "В мае Тарсанов уехал.", "В мае Юлдаш Тарсанов уехал."),
        ("Мост для Анны и Петра Орловых закрыт.", "Орлов уехал.", "Орлов уехал."),
    ],
)
def test_a_person_is_named_in_full_in_whatever_case(article, sentence, named):
    people = People(f"{article} {sentence}")
    assert introduce(parse([sentence])[0], people, set()) == named


def test_first_persons_are_left_out():
    assert "помощи" not in " ".join(texts(FIRE))


def test_a_question_clause_is_never_put_behind_that():
    assert texts("Что касается парома, он цел.")[0].startswith(OPENING_ANY)


def test_what_leans_comes_behind_what_it_leans_on_or_not_at_all():
    for most in range(1, 9):
        found = indices(write(FIRE, Budget(sentences=most)))
        assert found == sorted(found)
        assert 5 not in found or 4 in found


def test_the_credit_of_a_medium_does_not_part_a_sentence_from_what_it_leans_on():
    written = texts(
        "В парке Заречного мальчик на велосипеде сбил женщину. Об этом пишет «Север». "
        "Она упала и потеряла сознание."
    )
    assert written[1:] == ["Она упала и потеряла сознание."]


def test_a_chinese_name_keeps_its_capital_and_takes_nobody_elses_first_name():
    written = texts(
        "Ван Цзюнь, бывший глава корпорации, скончался 10 июня. "
        "Критики отмечают, что Ван Чжэнь управлял краем жёстко. Книгу о нём издала Клэр Ван."
    )
    assert written[0].startswith(f"{OPENINGS[0][0]}Ван Цзюнь")
    assert not any("Клэр Ван Чжэнь" in text for text in written)


def test_the_figures_of_last_year_are_no_other_story():
    written = texts("Мост открыт. В прошлом году товарооборот вырос на 23% и достиг 2 млрд рублей.")
    assert "23%" in written[1]


def test_without_any_statement_the_other_formula_opens():
    assert texts("Цел ли паром? Кто его видел?")[0] == f"{OPENING_ANY}цел ли паром?"


@pytest.mark.parametrize("words", range(12, 120, 6))
def test_the_words_asked_for_are_kept(words):
    try:
        written = texts("\n".join(POOL[:12]), Budget(words=words))
    except BudgetError:
        shortest = min(map(count_words, POOL[:12]))
        assert words < shortest + OPENING_WORDS
    else:
        assert count_words(" ".join(written)) <= words


@pytest.mark.parametrize("most", range(1, 8))
def test_the_sentences_asked_for_are_kept(most):
    assert len(texts(ARTICLE, Budget(sentences=most))) <= most


def test_every_sentence_names_its_own_evidence_once():
    evidence = [draft.evidence for draft in write(ARTICLE).drafts]
    assert {len(sources) for sources in evidence} == {1}
    assert len({sources[0].index for sources in evidence}) == len(evidence)
    assert all(sources[0].text in SENTENCES for sources in evidence)


def test_the_formulas_cost_what_is_kept_for_them():
    assert {count_words(formula) for formula, _ in OPENINGS} == {OPENING_WORDS}
    assert max(count_words(OPENING), count_words(OPENING_ANY)) == OPENING_WORDS


@pytest.mark.parametrize("seed", range(5))
def test_the_same_article_gives_the_same_conclusion(seed):
    text = compose(200, seed)
    assert str(summarize(text)) == str(summarize(text))


def test_a_tree_that_runs_in_a_circle_ends():
    anna = Token(0, 0, 4, "Анны", "PROPN", {"Case": "Gen"}, 1, "flat:name")
    serova = Token(1, 5, 12, "Серовой", "PROPN", {"Case": "Gen"}, 0, "appos")
    assert not is_owner(Tree("Анны Серовой", (anna, serova)), anna)
