import pytest

from summarizer.batch.layout import Line, drop_furniture, join_words, read_layout
from tests.texts import POOL, SENTENCES, TITLE

LETTER = 5.5


def lines(*texts, top=780.0, left=50.0, size=11.0, leading=14.0, page=0, bold=False):
    return [
        Line(text, size, bold, left, left + LETTER * len(text), top - n * leading, page)
        for n, text in enumerate(texts)
    ]


def wrap(text, width=70):
    found, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= width:
            found.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*found, line]


def paragraphs(*pages):
    return read_layout(list(pages)).text.split("\n\n")


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["Мост откры-", "ли весной."], "Мост открыли весной."),
        (["Поезд Москва-", "Казань ушёл."], "Поезд Москва-Казань ушёл."),
        (["Мост —", "новый."], "Мост — новый."),
        ([], ""),
    ],
)
def test_lines_are_joined(words, joined):
    assert join_words(words) == joined


def test_a_line_on_two_pages_is_no_header():
    pages = [lines("Мост", "а", "б", "в", "г")] * 2
    assert drop_furniture(pages) == pages


@pytest.mark.parametrize("number", ["7", "— 7 —", "- 7 -", "Стр. 7", "стр. 7 из 12", "7 / 12"])
def test_page_numbers_are_left_out(number):
    page = lines(*SENTENCES[:3], number)
    assert [line.text for line in drop_furniture([page])[0]] == list(SENTENCES[:3])


def test_a_number_inside_a_page_stays():
    page = lines(*SENTENCES[:3], "2024", *SENTENCES[3:])
    assert drop_furniture([page]) == [page]


def test_an_indent_begins_a_paragraph():
    text = [wrap(" ".join(POOL[n : n + 3])) for n in (0, 3)]
    page = []
    for first, *rest in text:
        top = 780 - 14 * len(page)
        page += [*lines(first, top=top, left=70), *lines(*rest, top=top - 14)]
    assert paragraphs(page) == [" ".join(one) for one in text]


def test_two_columns_are_read_one_after_the_other():
    left, right = (wrap(" ".join(POOL[n : n + 5]), 40) for n in (0, 5))
    page = [*lines(*left), *lines(*right, left=320)]
    assert " ".join(paragraphs(page)) == " ".join(POOL[:10])


def test_a_sentence_goes_over_a_page():
    text = wrap(" ".join(POOL[:6]))
    assert paragraphs(lines(*text[:5]), lines(*text[5:], page=1)) == [" ".join(POOL[:6])]


def test_notes_at_the_foot_of_a_page_are_left_out():
    text = wrap(" ".join(POOL[:6]))
    notes = lines("1 По данным перевозчика.", "Подробнее на его сайте.", top=60, size=8, leading=10)
    assert paragraphs([*lines(*text[:5]), *notes], lines(*text[5:], page=1)) == [" ".join(POOL[:6])]


def test_a_centred_title_of_two_lines_is_one():
    head = [
        *lines("ПАССАЖИРЫ ПРИГОРОДНОГО ТРАМВАЯ В МАЛЫХ ГОРОДАХ И СЁЛАХ", left=90, bold=True),
        *lines("ЗАОЗЁРСКОГО КРАЯ", top=766, left=200, bold=True),
    ]
    page = read_layout([[*head, *lines(*wrap(" ".join(POOL[:6])), top=740)]])
    assert page.title == "ПАССАЖИРЫ ПРИГОРОДНОГО ТРАМВАЯ В МАЛЫХ ГОРОДАХ И СЁЛАХ ЗАОЗЁРСКОГО КРАЯ"


def test_items_are_lines_of_their_own():
    items = ["Программа включает:", "• замену крыш;", "• ремонт дорог;", "• новый мост."]
    page = lines(*wrap(" ".join(POOL[:3])), *items)
    assert paragraphs(page)[-4:] == items


def test_a_page_of_a_title_alone_is_its_text():
    assert read_layout([lines(TITLE, size=16)]).text == TITLE


def test_nothing_is_an_empty_page():
    assert read_layout([[], []]).text == ""
