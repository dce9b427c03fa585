"""The golden pages, and what they leave open."""

import json
import time
from pathlib import Path

import pytest

from summarizer.article import Article, is_copy, is_litter, parse
from summarizer.clean import clean
from summarizer.segment import segment

PAGES = json.loads(Path(__file__).with_name("golden").joinpath("pages.json").read_text("utf-8"))
BODY = "Мост через реку Тихую открыли после ремонта. Автобусы снова ходят по старому маршруту."


def take_apart(page) -> tuple[Article, str]:
    title = page["given_title"]
    article = parse(clean(page["text"]), None if title is None else clean(title))
    return article, " ".join(sentence.text for sentence in segment(article))


pages = pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])


@pages
def test_the_title_is_found(page):
    article, _ = take_apart(page)
    assert article.title == page["title"]


@pages
def test_the_conclusion_that_is_there_is_found(page):
    article, _ = take_apart(page)
    assert article.conclusion == page["conclusion"]


@pages
def test_the_body_keeps_its_sentences(page):
    _, body = take_apart(page)
    assert [part for part in page["body_has"] if part not in body] == []


@pages
def test_the_body_is_free_of_litter(page):
    _, body = take_apart(page)
    assert [part for part in page["body_lacks"] if part in body] == []


@pages
def test_a_paragraph_is_a_line_of_the_text(page):
    article, _ = take_apart(page)
    lines = set(article.text.split("\n"))
    assert all(article.text[p.start : p.stop] in lines for p in article.paragraphs)


def test_a_given_title_that_the_text_does_not_repeat_leaves_the_first_line_in_the_body():
    article = parse(f"Ремонт длился год\n{BODY}", "Мост снова служит людям")
    assert article.title == "Мост снова служит людям"
    assert article.text[: article.paragraphs[0].stop] == "Ремонт длился год"


def test_a_given_title_that_the_first_line_repeats_takes_it_out_of_the_body():
    article = parse(f"МОСТ СНОВА СЛУЖИТ ЛЮДЯМ.\n{BODY}", "Мост снова служит людям")
    assert [article.text[p.start : p.stop] for p in article.paragraphs] == [BODY]


def test_the_first_line_is_no_title_when_it_is_all_there_is():
    article = parse("Мост открыли после ремонта")
    assert article.title is None
    assert len(article.paragraphs) == 1


@pytest.mark.parametrize("line", ["— Мост открыт?", "- первый пункт", "• первый пункт"])
def test_an_item_or_a_reply_is_no_title(line):
    assert parse(f"{line}\n{BODY}").title is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# Мост открыт", "Мост открыт"),
        ("## 5. Мост открыт", "Мост открыт"),
        ("**Мост открыт**", "Мост открыт"),
        ("IV. Мост открыт", "Мост открыт"),
    ],
)
def test_markdown_and_numbers_are_taken_off_a_title(line, title):
    assert parse(f"{line}\n{BODY}").title == title


def test_a_short_line_without_a_mark_is_a_heading_and_a_paragraph_is_text():
    article = parse(f"Мост открыт\n{BODY}\nЧто дальше\n{BODY}")
    assert [paragraph.role for paragraph in article.paragraphs] == ["text", "heading", "text"]


def test_a_body_of_one_line_is_text_even_without_a_mark():
    assert [p.role for p in parse("Мост открыт\nАвтобусы пошли").paragraphs] == ["text"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Мост открыт", "мост ОТКРЫТ!"),
        ("Ещё один мост открыт", "Еще один мост открыт"),
        ("«Чайка» вернулась на линию до Кедровки", "Чайка вернулась на линию до Кедровки"),
        ("Правительсто края открыло новый мост", "Правительство края открыло новый мост"),
        ("Губернатор осмотрел набережнную Заречного", "Губернатор осмотрел набережную Заречного"),
    ],
)
def test_case_yo_marks_and_typos_make_no_other_title(line, title):
    assert is_copy(line, title)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Мост закрыт", "Мост открыт"),
        ("На реке построят 2 моста", "На реке построят 3 моста"),
        ("Мост открыли в Заречном районе", "Мост закрыли в Заречном районе"),
        ("Мост открыли в Заречном", "Мост открыли в Заречном районе"),
    ],
)
def test_another_word_or_number_makes_another_title(line, title):
    assert not is_copy(line, title)


@pytest.mark.parametrize(
    "line",
    [
        "Фото: Игорь Ветров",
        "Поделиться с друзьями",
        "ВКонтакте Telegram Одноклассники",
        "Читайте также: Мост закрыли на ремонт",
        "Комментарии (12)",
        "12 мая 2024, 14:30",
        "Главная / Новости / Общество",
        "* * *",
        "18+",
    ],
)
def test_what_belongs_to_the_page_is_litter(line):
    assert is_litter(line)


@pytest.mark.parametrize(
    "line",
    [
        "Фото с выставки передали в архив музея.",
        "Реклама подорожала на 5 %.",
        "12 мая 2024 года мост открыли.",
        "Поделиться опытом приехали мастера из трёх областей.",
        "Новости о паводке приходили каждый час.",
        "«…»",
    ],
)
def test_a_sentence_with_a_word_of_the_page_is_no_litter(line):
    assert not is_litter(line)


def test_breadcrumbs_that_end_in_something_else_are_decided_at_once():
    line = f"Главная {'» Новости ' * 12}– всё!"
    start = time.perf_counter()
    assert not is_litter(line)
    assert time.perf_counter() - start < 1


def test_a_line_of_many_dots_is_decided_at_once():
    text = f"Оглавление {'.' * 15_000} 5\n{BODY}"
    start = time.perf_counter()
    assert len(parse(text).paragraphs) >= 1
    assert time.perf_counter() - start < 1


def test_the_time_grows_with_the_number_of_lines_and_not_faster():
    def took(lines):
        text = "\n".join([BODY] * lines)
        times = []
        for _ in range(3):
            start = time.process_time()
            assert len(parse(text).paragraphs) == lines
            times.append(time.process_time() - start)
        return min(times)

    # 8 times the lines: 64 times the time if it grew with the square.
    assert took(24_000) < 32 * took(3_000)


def test_a_title_under_any_number_of_marks_is_read():
    assert parse(f"{'# ' * 2_000}Мост открыт\n{BODY}").title == "Мост открыт"


def test_a_heading_of_marks_alone_is_no_title():
    assert parse(f"X. **\n{BODY}").title != ""


@pytest.mark.parametrize(
    "line",
    [
        "Подписка на газеты подорожала на 5 %.",
        "Наш канал получил премию за репортаж о мосте.",
        "Использование материалов на стройке признали незаконным.",
        "Категория: мост закрыт для грузовиков. Ограничение введут завтра.",
    ],
)
def test_sentences_that_begin_like_the_page_stay(line):
    assert not is_litter(line)


def test_a_line_of_commas_is_decided_at_once():
    start = time.perf_counter()
    assert not is_litter(f"{', ' * 16_000}а")
    assert not is_litter(f"{', ' * 340}а")
    assert time.perf_counter() - start < 1


def test_a_signature_behind_the_conclusion_does_not_hide_it():
    conclusion = "В заключение следует отметить, что мост нужен городу."
    article = parse(f"Мост открыт\n{BODY}\n{conclusion}\nАнна Орлова")
    assert article.conclusion == conclusion


def test_sources_behind_the_conclusion_do_not_hide_it():
    tail = "Заключение\nМост нужен городу.\nСписок литературы\n1. Орлов А. А. Мосты. — 2020."
    article = parse(f"Мост открыт\n{BODY}\n{tail}")
    assert article.conclusion == "Мост нужен городу."
    shown = " ".join(article.text[p.start : p.stop] for p in article.paragraphs)
    assert "Орлов А. А." not in shown


def test_text_behind_a_heading_that_could_be_of_sources_is_kept():
    text = f"Мост открыт\n{BODY}\nИсточники\nРодники у моста расчистили весной.\nВода в них чистая."
    article = parse(text)
    shown = " ".join(article.text[p.start : p.stop] for p in article.paragraphs)
    assert "Родники у моста расчистили весной." in shown


@pytest.mark.parametrize("end", ["...", "…"])
@pytest.mark.parametrize("between", [" ", "\n"])
def test_the_teaser_of_another_article_goes_with_its_heading(end, between):
    teaser = f"Мост закрыли: причина{between}В Дальнем закрыли мост. Жители ждут{end}"
    text = f"В Заречном открыт паром.\nТакже по теме\n{teaser}\nОн ходит до вечера."
    shown = [text[p.start : p.stop] for p in parse(text, "Паром открыт").paragraphs]
    assert shown == ["В Заречном открыт паром.", "Он ходит до вечера."]


def test_a_line_that_breaks_off_by_itself_stays():
    text = "В Заречном открыт паром.\nЖители ждали его…\nОн ходит до вечера."
    assert len(parse(text, "Паром открыт").paragraphs) == 3
