from contextlib import suppress
from pathlib import Path

import pytest

from summarizer import ReadError, SummarizerError, summarize
from summarizer.batch import Plan, read_page, summarize_batch
from tests.texts import BODY, SENTENCES, TITLE

CULTURE = Path(__file__).parents[3] / "examples" / "articles" / "09-culture.html"


@pytest.fixture(scope="module")
def culture():
    return read_page(CULTURE)


@pytest.fixture
def write(tmp_path):
    def write(html, name="a.html", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(html if isinstance(html, bytes) else html.encode(encoding))
        return path

    return write


def page(body=None, charset="utf-8"):
    paragraphs = "".join(f"<p>{line}</p>" for line in (body or BODY).split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="{charset}"><title>{TITLE}</title>'
        "</head><body><nav><a href='/'>Главная</a> <a href='/n'>Происшествия</a></nav>"
        f"<article><h1>{TITLE}</h1>{paragraphs}</article>"
        "<footer>Все права защищены. Телефон редакции 2-12-85-06</footer></body></html>"
    )


def test_the_title_is_that_of_the_article_without_the_name_of_the_paper(culture):
    assert culture.title == "В Лугограде показали снимки деревенского фотографа Зотова"


@pytest.mark.parametrize(
    "part",
    [
        "открылась выставка «Свет с чердака»",
        "Всего рабочие нашли 438 негативов",
        "О самом Зотове известно немного",
        "Кураторы расположили снимки не по годам",
        "Опознать удалось 57 человек",
        "Выставка на ул. Садовой",
    ],
)
def test_the_body_is_there(culture, part):
    assert part in culture.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "part",
    [
        "Экономика",
        "Погода",
        "Поиск по сайту",
        "siteConfig",
        "addEventListener",
        "Читайте также",
        "Орган филармонии",
        "Подпишитесь на рассылку",
        "файлы cookie",
        "Все права защищены",
        "О редакции",
        "font:",
        "<p>",
        "&nbsp;",
        "fingerprint",
        "hostname",
        "author:",
        "description:",
        "https://",
        "---",
    ],
)
def test_the_page_around_it_is_not(culture, part):
    assert part not in culture.text


def test_the_summary_knows_neither_page_nor_title(culture):
    summary = summarize(culture.text, title=culture.title, style="extract", ratio=1)
    assert summary.document.title == culture.title
    assert culture.title not in [s.text for s in summary.document.sentences]
    assert "Читайте" not in summary.text


def test_a_plain_article_comes_out_whole(write):
    text = read_page(write(page())).text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    assert "Происшествия" not in text
    assert "2-12-85-06" not in text


def test_an_old_encoding_is_read(write):
    found = read_page(write(page(charset="windows-1251"), encoding="cp1251"))
    assert SENTENCES[0] in found.text


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "<html></html>",
        "<!DOCTYPE html><html><head><title>Мост</title></head><body></body></html>",
        "<html><body><nav><a href='/'>Главная</a></nav><script>let a = 1;</script></body></html>",
        "<html><body><img src='a.png'></body></html>",
    ],
)
def test_html_without_an_article_is_a_read_error(write, html):
    path = write(html)
    with pytest.raises(ReadError, match="no article") as caught:
        read_page(path)
    assert caught.value.path == path


@pytest.mark.parametrize(
    "html",
    [
        "<" * 5_000,
        "<p>" * 5_000,
        "<div>" * 2_000 + "Мост открыли весной.",
        "<html><body>\0<p>Мост\0 открыли весной.</p></body></html>",
        '<?xml version="1.0" encoding="utf-8"?><html><body><p>Мост.</p></body></html>',
        "<!-- не закрыто <p>Мост.</p>",
        "&#0;&#xD800;<p>Мост &#x1F; открыли</p>",
        "просто текст без разметки",
    ],
)
def test_broken_html_ends_in_a_page_or_in_an_error_of_ours(write, html):
    found = "refused"
    with suppress(SummarizerError):
        found = read_page(write(html)).text
    assert found


def test_a_page_begins_with_its_article(write):
    assert read_page(write(page())).text.startswith((TITLE, SENTENCES[0]))


def test_a_summary_holds_only_what_a_reader_of_the_page_sees(write):
    described = page().replace("<title>", '<meta name="description" content="Ложь."><title>')
    found = read_page(write(described))
    summary = summarize(found.text, title=found.title, style="extract", ratio=1)
    assert [s.text for s in summary.document.sentences] == list(SENTENCES)


def test_a_folder_of_pages_is_summarized(write, tmp_path):
    write(page(), "b.html")
    write("<html></html>", "empty.htm")
    outcomes = list(summarize_batch(Plan(tmp_path, tmp_path / "out", workers=1)))
    assert [outcome.error for outcome in outcomes] == [None, "no article found in the HTML"]
    assert [path.name for path in (tmp_path / "out").glob("*.txt")] == ["b.html.txt"]
