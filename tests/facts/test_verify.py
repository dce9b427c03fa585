"""What a caller of ``check`` may rely on."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import OptionError, TextTooLongError, TextTypeError, Unsupported, check
from summarizer.data.aliases import KNOWN
from summarizer.facts import ArticleFacts, find_share_of_new, find_unsupported
from tests.texts import ARTICLE, POOL, SENTENCES, compose

WRONG = "Ветка длиной 64 км обошлась в 2,1 млрд руб.\nЕё открыла Анна Зуева."


def test_offsets_point_into_the_summary_as_given():
    summary = f"\n  {WRONG.replace(' км', chr(0xA0) + 'км')}  \n"
    found = check(ARTICLE, summary)
    assert [bad.text for bad in found] == ["64\u00a0км", "Анна", "Зуева"]
    assert all(summary[bad.start : bad.stop] == bad.text for bad in found)
    assert [bad.start for bad in found] == sorted(bad.start for bad in found)


def test_the_summary_may_be_a_sentence_or_paragraphs():
    assert check(ARTICLE, "") == ()
    assert check(ARTICLE, SENTENCES[1]) == ()
    assert check(ARTICLE, "\n\n".join(SENTENCES)) == ()


def test_an_empty_article_supports_no_fact():
    assert [bad.kind for bad in check("", "В Заречном открыли 3 моста.")] == ["name", "number"]


@pytest.mark.parametrize("pair", [(None, ""), ("", 3), (b"", "")])
def test_what_is_no_text_is_refused(pair):
    with pytest.raises(TextTypeError):
        check(*pair)


def test_what_is_too_long_is_refused():
    with pytest.raises(TextTooLongError):
        check("", "а" * 10_000_001)


@pytest.mark.parametrize("sentence", POOL)
def test_a_sentence_supports_itself_however_it_is_opened(sentence):
    opened = f"В заключение можно отметить следующее: {sentence}"
    assert check(f"Вступление. {sentence}", opened) == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_same_texts_give_the_same_findings(seed):
    article = compose(30 + seed)
    assert check(article, WRONG) == check(article, WRONG)


FIGURES = (
    "1 12 400 2,5 1/2 10:30 % $ млн тыс. лет года мая два сто тысяча половиной треть не первый XX "
    "в с — - Ту-154 « » . , руб. рублей кв. м Иван 5-й 90-х полгода вдвое раз летней"
)


@given(st.lists(st.sampled_from(FIGURES.split()), max_size=12))
def test_any_heap_of_figures_is_read_and_supports_itself(pieces):
    text = " ".join(pieces)
    assert all(text[bad.start : bad.stop] == bad.text for bad in check("", text))
    assert check(text, text) == ()


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    assert all(isinstance(bad, Unsupported) for bad in check(text, text[::-1]))


@pytest.mark.parametrize("mark", ["\u0301", "\xad", "'", "’", "`", "\ufffd", "\u200d"])
def test_a_mark_by_itself_is_nothing(mark):
    text = f"Мост {mark} {mark}{mark} Орлова {mark}"
    assert [bad.text for bad in check(f"Мост {mark}.", text)] == ["Орлова"]


@pytest.mark.parametrize(
    "unit",
    ["а-", "1 ", "1:", "1 111 ", "«", "А.", "1/", "не ", "двадцать ", "А'", "1-", "И. ", "0"],
)
def test_time_grows_with_the_length_not_with_its_square(unit):
    started = time.perf_counter()
    check(unit * 5_000, f"Мост {unit * 200} за 5 млн руб. открыл Я. Орлов.")
    assert time.perf_counter() - started < 5


def test_only_the_kinds_asked_for_are_looked_at():
    found = check(ARTICLE, WRONG)
    assert {bad.kind for bad in found} == {"number", "name"}
    assert check(ARTICLE, WRONG, kinds=["number"]) == found[:1]
    assert check(ARTICLE, WRONG, kinds=()) == ()


@pytest.mark.parametrize("kinds", ["number", ["fact"], ["number", ""]])
def test_kinds_that_there_are_not_are_refused(kinds):
    with pytest.raises(OptionError):
        check(ARTICLE, WRONG, kinds=kinds)


def test_a_checker_of_the_caller_adds_to_what_is_found():
    def judge(article, summary):
        assert (article, summary) == (ARTICLE, WRONG)
        at = summary.index("Ветка")
        yield Unsupported("judge", "Ветка", at, at + 5, "the judge doubts it")

    found = check(ARTICLE, WRONG, checker=judge)
    assert [bad.kind for bad in found] == ["judge", "number", "name", "name"]
    assert check(ARTICLE, WRONG, kinds=(), checker=judge) == found[:1]


def test_a_line_that_ends_inside_a_sentence_is_a_space():
    article = "Мост за 2,5\nмлн рублей открыт, до города 240\n\u00a0километров."
    assert check(article, "Мост за 2,5 млн рублей, до города 240 км.") == ()
    assert check("Мост за 2,5 млн рублей открыт.", "Мост открыт за 2,5\nмлн рублей.") == ()
    found = check(article, "Мост открыт за 3,5\nмлн рублей.")
    assert [bad.text for bad in found] == ["3,5\nмлн рублей"]


def test_a_sentence_is_held_to_what_it_cites():
    article = ArticleFacts.of("Цены выросли. Мэр не приехал. В Кедровом открыли 3 лавки.")
    cited = ["Цены выросли.", "Мэр не приехал."]
    found = find_unsupported("Мэр приехал в 3 лавки.", cited, article)
    assert [bad.kind for bad in found] == ["negation", "number"]
    assert [bad.kind for bad in find_unsupported("Цены упали.", cited, article)] == ["direction"]
    assert find_share_of_new("Цены выросли.", cited) == 0
    assert find_share_of_new("Открыты лавки.", cited) == 1
    assert find_share_of_new("", cited) == 0


@pytest.mark.parametrize(("surname", "first"), KNOWN.items())
def test_the_first_name_of_somebody_known_needs_no_introduction(surname, first):
    surname, first = surname.title(), first.title()
    assert check(f"{surname} приехал в Омск.", f"{first} {surname} приехал в Омск.") == ()


def test_games_are_not_other_games():
    assert check("Горин выиграл Паралимпиаду.", "Горин выиграл Олимпиаду.")
    assert check("Горин выиграл Олимпиаду.", "Горин выиграл Игры.") == ()
