import time
import unicodedata

import pytest

from summarizer.clean import MAX_CHARACTERS, REPLACEMENT, clean, join_wrapped_lines
from summarizer.errors import InputError, TextTooLongError, TextTypeError

WRAPPED = (
    "Почтовый катер «Чайка» снова ходит по верхнему течению реки,\n"
    "и жители пяти деревень получают письма и лекарства три раза\n"
    "в неделю, как было до паводка."
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Мост\u00a0открыт", "Мост открыт"),
        ("12\u202f500\u2009рублей", "12 500 рублей"),
        ("Мост\tоткрыт", "Мост открыт"),
        ("Мост   открыт", "Мост открыт"),
        ("  Мост открыт \n", "Мост открыт"),
    ],
)
def test_exotic_and_repeated_spaces_become_one_plain_space(raw, expected):
    assert clean(raw) == expected


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_every_line_end_becomes_a_newline(end):
    assert clean(f"Мост открыт.{end}Дорога свободна.") == "Мост открыт.\nДорога свободна."


def test_spaces_around_a_line_end_go_away():
    assert clean("Мост открыт. \n  Дорога свободна.") == "Мост открыт.\nДорога свободна."


def test_three_blank_lines_become_one():
    assert clean("Мост открыт.\n\n\n\nДорога свободна.") == "Мост открыт.\n\nДорога свободна."


@pytest.mark.parametrize("mark", ["\xad", "\u200b", "\ufeff", "\u2060", "\u200e", "\x00", "\x07"])
def test_an_invisible_character_inside_a_word_goes_away(mark):
    assert clean(f"Зареч{mark}ный район") == "Заречный район"


def test_an_emoji_goes_as_a_whole_with_its_joiners():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clean(f"Праздник {family} удался") == "Праздник удался"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Мост&nbsp;&mdash; новый", "Мост — новый"),
        ("&laquo;Заря&raquo;", "«Заря»"),
        ("Орлов &amp; сыновья", "Орлов & сыновья"),
        ("цена&#160;&#8381;", "цена ₽"),
        ("цена&#x20;&#x20bd;", "цена ₽"),
    ],
)
def test_html_entities_become_characters(raw, expected):
    assert clean(raw) == expected


def test_an_ampersand_that_is_no_entity_stays():
    assert clean("Орлов & Ко; кафе «Ты&я»") == "Орлов & Ко; кафе «Ты&я»"


def test_decomposed_letters_are_composed():
    decomposed = unicodedata.normalize("NFD", "Зелёный край")
    assert decomposed != "Зелёный край"
    assert clean(decomposed) == "Зелёный край"


def test_yo_stays_yo_and_e_stays_e():
    assert clean("Ёж и еж, всё и все") == "Ёж и еж, всё и все"


def test_no_visible_mark_is_touched():
    text = "«Ура!» — крикнул… (тихо) № 5, 3,5 % §2 “кавычки” 'апостроф' – тире; e=mc²"
    assert clean(text) == text


@pytest.mark.parametrize("surrogate", [chr(0xD800), chr(0xDFFF)])
def test_a_lone_surrogate_becomes_the_replacement_character(surrogate):
    assert clean(f"Мост{surrogate} открыт") == f"Мост{REPLACEMENT} открыт"


def test_a_clean_text_is_returned_as_it_is():
    text = "Мост открыт.\nДорога свободна.\n\nАвтобусы пошли."
    assert clean(text) == text


def test_a_text_cut_out_of_a_csv_file_loses_the_quotes_of_the_field():
    assert clean('"Завод ""Заря"" открыт. ""Да"", - сказал мэр. "') == (
        'Завод "Заря" открыт. "Да", - сказал мэр.'
    )


@pytest.mark.parametrize(
    "text", ['"Да", - сказал мэр. ""', '"Мост"', "5'' и 6'", "у О'Брайена", "имя __init__"]
)
def test_marks_that_are_no_markup_stay(text):
    assert clean(text) == text


def test_the_marks_of_a_wiki_go_away():
    raw = "'''Мост''' назвали ''«Заря»'' ([http://most.example/1 письмо])__NOTOC__"
    assert clean(raw) == "Мост назвали «Заря» (письмо)"


@pytest.mark.parametrize("mark", ["''", "''а ", "[http://а", "[http://а ", '""'])
def test_marks_by_the_million_cost_no_time(mark):
    start = time.process_time()
    clean(mark * 200_000)
    assert time.process_time() - start < 5


def test_an_empty_text_stays_empty():
    assert clean(" \u200b\r\n\t") == ""


def test_lines_wrapped_by_hand_are_joined():
    joined = clean(WRAPPED)
    assert joined == WRAPPED.replace("\n", " ")


def test_only_the_wrapped_paragraph_is_joined():
    text = f"Катер вернулся на линию\n\n{WRAPPED}\n\nКатер ждут.\nПисьма ждут."
    assert join_wrapped_lines(text) == (
        f"Катер вернулся на линию\n\n{WRAPPED.replace(chr(10), ' ')}\n\nКатер ждут.\nПисьма ждут."
    )


def test_lines_of_different_lengths_are_paragraphs_and_stay():
    text = f"{'Мост открыт после ремонта. ' * 4}\nДорога свободна.\n{'Автобусы пошли. ' * 6}"
    assert clean(text).count("\n") == 2


def test_short_lines_are_a_poem_and_stay():
    poem = "Над рекою туман,\nза рекою дома,\nна реке караван,\nу ворот кутерьма."
    assert clean(poem) == poem


@pytest.mark.parametrize("value", [None, b"\xd0\x9c", 5, ["Мост"], bytearray(b"a")])
def test_what_is_no_str_is_a_type_error_that_names_its_type(value):
    with pytest.raises(TextTypeError, match=type(value).__name__):
        clean(value)


def test_a_type_error_is_an_input_error_and_a_plain_type_error_too():
    with pytest.raises(InputError):
        clean(None)
    with pytest.raises(TypeError):
        clean(None)


def test_a_text_of_the_greatest_length_is_taken():
    assert len(clean("а" * MAX_CHARACTERS)) == MAX_CHARACTERS


def test_one_character_more_is_refused_at_once_with_both_figures():
    text = "а" * (MAX_CHARACTERS + 1)
    start = time.perf_counter()
    with pytest.raises(TextTooLongError) as caught:
        clean(text)
    assert time.perf_counter() - start < 0.5
    assert (caught.value.length, caught.value.limit) == (MAX_CHARACTERS + 1, MAX_CHARACTERS)
    assert caught.value.unit == "characters"
