"""The golden files of cleaning, offsets into what was handed over, what reading leaves out."""

import time
import unicodedata

import pytest

from summarizer import summarize
from summarizer.clean import clean, join_wrapped_lines
from summarizer.errors import LanguageError
from summarizer.language import find_foreign
from summarizer.pipeline import read
from summarizer.short import NOTE
from tests.golden_cases import read_pairs
from tests.texts import ARTICLE, ENGLISH, UKRAINIAN

CLEANING, LINES = read_pairs("cleaning.txt"), read_pairs("lines.txt")
BELARUSIAN = "Мост адкрылі ўчора. У ім тры пралёты і дзве вежы, а дарога ўжо гатова."
KAZAKH = (
    "Көлге баратын алғашқы трамвай жексенбі күні таңертең жолға шықты, ал оның вагондары түске "
    "дейін толып қалды."
)
FIRE = (
    "На складе пиломатериалов в Озёрске ночью сгорели две тысячи кубометров досок. "
    "Пожарных было сорок. Горело долго. Потушили утром."
)


@pytest.mark.parametrize(("name", "raw", "expected"), CLEANING, ids=[c[0] for c in CLEANING])
def test_a_text_is_cleaned_as_a_reader_would(name, raw, expected):
    assert clean(raw) == expected


@pytest.mark.parametrize(("name", "raw", "expected"), LINES, ids=[c[0] for c in LINES])
def test_wrapped_lines_are_joined_and_others_stay(name, raw, expected):
    assert join_wrapped_lines(raw) == expected


@pytest.mark.parametrize(("name", "raw", "expected"), CLEANING, ids=[c[0] for c in CLEANING])
def test_a_clean_text_stays_as_it_is(name, raw, expected):
    if name != "markdown":  # what was escaped is a mark now
        assert clean(expected).split() == expected.split()


def _decomposed(text):
    return unicodedata.normalize("NFD", text)


RAW = {
    "plain": ARTICLE,
    "CRLF": ARTICLE.replace("\n", "\r\n"),
    "BOM": f"\ufeff{ARTICLE}",
    "soft hyphens": ARTICLE.replace("трамвай", "трам\u00adвай"),
    "NFD": _decomposed(ARTICLE),
    "HTML": "".join(f"<p>{line}</p>\n" for line in ARTICLE.split("\n") if line),
    "Markdown": ARTICLE.replace("трамвай", "**трамвай**").replace("водители", "_водители_"),
    "stress": ARTICLE.replace("трамвай", "трамва\u0301й"),
    "entities": ARTICLE.replace(" ", "&nbsp;"),
}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_an_offset_leads_to_the_sentence_in_what_was_handed_over(raw):
    document = read(raw)
    plain = read(ARTICLE)
    assert [s.text for s in document.sentences] == [s.text for s in plain.sentences]
    for sentence in document.sentences:
        span = document.origin(sentence.start, sentence.stop)
        assert clean(raw[span.start : span.stop]).rstrip("*") == sentence.text


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_the_offsets_of_the_record_point_into_what_was_handed_over(raw):
    record = summarize(raw, style="extract", sentences=2).to_dict()
    for sentence in record["sentences"]:
        for source in sentence["evidence"]:
            assert clean(raw[source["start"] : source["stop"]]).rstrip("*") == source["text"]


@pytest.mark.parametrize(
    "foreign", [KAZAKH, UKRAINIAN, BELARUSIAN, ENGLISH], ids=["kk", "uk", "be", "en"]
)
def test_a_paragraph_of_another_language_is_left_out_with_a_note(foreign):
    document = read(f"{ARTICLE}\n\n{foreign}")
    assert document.sentences == read(ARTICLE).sentences
    assert document.notes == ("1 paragraph in another language left out",)


def test_a_name_of_any_alphabet_is_fine():
    text = "Компания «Қазақ Темір Жолы» купила у Łódź Tram двадцать вагонов для Озёрска."
    assert find_foreign(text) == ()
    assert read(text).notes == ()


def test_a_text_that_is_mostly_foreign_is_refused():
    with pytest.raises(LanguageError):
        read(f"Трамвай пошёл к озеру.\n{ENGLISH * 5}")


def test_a_very_short_text_comes_back_as_it_is_with_a_note():
    summary = summarize(FIRE)
    assert summary.text == FIRE
    assert summary.notes == (NOTE,)


def test_text_without_punctuation_gets_a_note():
    text = "в озёрске открыли мост и по нему пошли автобусы " * 12
    assert "punctuation" in read(text).notes[0]


def test_what_a_company_says_of_itself_is_left_out():
    about = "О компании «Заря»\nКомпания «Заря» основана в 1990 году и работает в сорока странах."
    assert "сорока странах" not in " ".join(s.text for s in read(f"{ARTICLE}\n{about}").sentences)


@pytest.mark.parametrize(
    "line",
    [
        "Продолжая пользоваться сайтом, вы соглашаетесь с обработкой данных.",
        "Мы используем файлы cookie, чтобы сайт работал лучше.",
        "Данное письмо конфиденциально и предназначено только тому, кому оно отправлено.",
        "Подписаться на «Заречный: новости»",
        "Следите за нашими новостями в Телеграме.",
        "Генеральный спонсор рубрики — банк «Заря».",
        "Материал подготовлен при поддержке банка «Заря»",
    ],
)
def test_banners_and_sponsors_are_litter(line):
    assert line not in [s.text for s in read(f"{ARTICLE}\n{line}").sentences]


def test_what_readers_say_is_left_out():
    comments = "Комментарии (2)\n\nИван: Отличная новость, давно пора было это сделать!"
    assert "давно пора" not in " ".join(s.text for s in read(f"{ARTICLE}\n{comments}").sentences)


def test_an_item_loses_its_mark_and_is_no_candidate_alone():
    text = "Мост открыт\n1. Глава района отчитался о ремонте.\n• Дорогу сдали в мае."
    assert [s.text for s in read(text).sentences] == [
        "Глава района отчитался о ремонте.",
        "Дорогу сдали в мае.",
    ]


def test_questions_and_bare_answers_of_an_interview_are_not_taken():
    text = (
        "Интервью с мэром\n"
        "Вопрос: Будет ли плата за проезд по новому мосту через реку Тихую?\n"
        "Ответ: Нет, проезд останется бесплатным для всех жителей Озёрска.\n"
        "Вопрос: Когда откроют мост?\n"
        "Ответ: Мост откроют в мае, потому что подрядчик закончил работы раньше срока.\n"
    )
    summary = summarize(text, style="extract", sentences=1)
    assert summary.text.startswith("Мост откроют в мае")


@pytest.mark.parametrize(
    "raw",
    [
        "Итоги.\n" + "-" * 60 + " конец\nМост открыли.",
        "Смотрите " + "https://a.ru/x/, " * 400 + "и другие сайты.",
        "см. " + "www.a" * 200 + " б",
        "🎉 Мост" + " " * 20_000 + "открыт.",
        "От: Пётр Орлов\nТема: Мост\n\n" + "Мост открыли весной.\n" * 12_000,
        "<p>Мост открыт.</p>" + "<a " * 20_000,
        "<p>Мост открыт.</p>" + '<a href="' * 20_000,
        "0:01\n0:02\n0:03\n" + "\n" * 50_000 + "Мост" + "))" * 20_000,
        "@a " + "| " * 20_000 + "[1]" * 20_000 + "||а" * 20_000,
    ],
    ids=["dashes", "links", "addresses", "spaces", "letter", "tags", "quotes", "ends", "bars"],
)
def test_no_line_takes_long(raw):
    start = time.process_time()
    clean(raw)
    assert time.process_time() - start < 3


def test_text_in_a_fence_is_text_and_code_is_none():
    fenced = f"```\n{ARTICLE}\n```\n\n```python\nprint('tram')\n```\n"
    assert ARTICLE.splitlines()[-1] in clean(fenced)
    assert "print" not in clean(fenced)


def test_a_short_text_given_whole_keeps_its_list():
    text = "Правила парка\n\nВход свободный.\n\n1. Открыт с 8 до 22\n2. Собаки на поводке"
    assert "Собаки на поводке" in summarize(text).text


def test_a_length_by_name_is_a_length():
    assert NOTE not in summarize(f"{ARTICLE[:300]}.", length="short").notes


def test_what_a_speaker_says_stays_his():
    text = (
        "Совещание о мосте\n\n"
        "[00:00:03] Ведущий: Почему закрыли мост через реку Тихую?\n"
        "[00:00:11] Орлов: Мост закрыли, потому что осмотр показал трещины в двух опорах.\n"
        "[00:00:25] Ведущий: Сколько продлится ремонт?\n"
        "[00:00:28] Орлов: Ремонт продлится до ноября и обойдётся бюджету в 18 млн рублей.\n"
        "[00:00:40] Лапина: Автобусы пойдут через деревню Лески, на двадцать минут дольше.\n"
        "[00:00:52] Орлов: Мы просим водителей грузовиков заранее выбирать объезд.\n"
    )
    written = summarize(text).text
    assert "как говорит Орлов, мост закрыли" in written
    assert ": " not in written
    assert "просим" not in written
    assert "?" not in summarize(text, style="extract", sentences=4).text
