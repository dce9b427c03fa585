"""Which pieces may follow, on a vocabulary made by hand; extras/seq2seq lets models write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.write.model.held import Pieces, find_numbers


class Vocabulary:
    """As much of a tokenizer as is asked."""

    def __init__(self, *pieces):
        self._pieces = ["</s>", "<pad>", *pieces]
        self.all_special_ids = [0, 1]
        self.eos_token_id = 0

    def __len__(self):
        return len(self._pieces)

    def convert_ids_to_tokens(self, ids):
        return [self._pieces[number] for number in ids]


DIGITS = Pieces(Vocabulary(*"0123456789", *"▁.,:/а", "▁г", "▁12", "▁500", ",5", "5%", "▁1"))


def writes(numbers, *pieces, vocabulary=DIGITS):
    """Whether the pieces may be written one after the other and the text may end there."""
    held = vocabulary.spell(find_numbers(numbers))
    run = ""
    for piece in (*pieces, "\0"):
        run = held.follow(run, piece)
        if run is None:
            return False
    return True


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        ("12 км", [" 12", " г"]),
        ("12 км", ["1", "2", ","]),
        ("12,5 км", [" 12", ",5"]),
        ("12,5 км", [" 1", "2", ",", "5"]),
        ("12 500 руб.", [" 12", " 500", " г"]),
        ("12 500 руб.", ["1", "2", "5", "0", "0"]),
        ("12\u00a0500 руб.", [" 12", " ", "5", "0", "0"]),
        ("12 и 5", [" 12", ",", " ", "5"]),
        ("в 10:30", ["1", "0", ":", "3", "0"]),
        ("5 %", ["5%"]),
        ("А380", ["а", "3", "8", "0", "а"]),
    ],
)
def test_numbers_of_the_source_can_be_written(source, pieces):
    assert writes(source, *pieces)


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        ("12 км", [" 1", " г"]),
        ("12 км", [" 1"]),
        ("12 км", ["1", "2", "3"]),
        ("12 км", [" 12", ",5"]),
        ("12 и 5", [" 12", ",5"]),
        ("12 и 500", [" 12", " 500"]),
        ("12,5 км", [" 12", " г"]),
        ("12,5 км", [" 12", ",", " г"]),
        ("12 500 руб.", [" 12", " г"]),
        ("12 500 руб.", [" 500"]),
        ("нет чисел", ["5%"]),
        ("нет чисел", ["1"]),
    ],
)
def test_other_numbers_cannot(source, pieces):
    assert not writes(source, *pieces)


def test_a_number_that_the_vocabulary_cannot_end_is_not_begun():
    only = Pieces(Vocabulary("2", "0", "▁20"))
    assert only.spell(find_numbers("в 2023 г.")).begun == frozenset()
    assert not writes("в 2023 г.", " 20", vocabulary=only)
    assert writes("в 2020 г.", " 20", "2", "0", vocabulary=only)


def test_a_piece_with_a_space_is_enough_to_go_on():
    assert writes("12 500", " 12", " 500", vocabulary=Pieces(Vocabulary("▁12", "▁500")))


def test_exotic_digits_are_digits():
    assert not writes("нет чисел", "½")
    assert not writes("2 м", "²")


def test_pieces_of_bytes_and_of_words_are_read():
    assert Pieces(Vocabulary("Ġ12", "Ð¼")).texts[2:] == (" 12", "\0\0")
    assert Pieces(Vocabulary("12", "##5")).texts[2:] == (" 12", "5")
    assert Pieces(Vocabulary("<0x35>", "<0xD0>")).texts[2:] == ("5", "\0")


@given(
    source=st.lists(st.from_regex(r"\d{1,4}([,.:]\d{1,2})?|\d{1,2} \d{3}", fullmatch=True)),
    choices=st.lists(st.integers(0, 10_000), max_size=40),
)
def test_whatever_is_chosen_among_what_may_follow_holds_no_other_number(source, choices):
    text = " и ".join(source)
    numbers = DIGITS.spell(find_numbers(text))
    written, run = "", ""
    for choice in choices:
        may = [
            (piece, after)
            for piece in DIGITS.texts
            if piece not in {"", "\0"} and (after := numbers.follow(run, piece)) is not None
        ]
        assert may, "a dead end"
        piece, run = may[choice % len(may)]
        written += piece
    while not numbers.may_end(run):
        piece, run = next(
            (p, after)
            for p in DIGITS.texts
            if p not in {"", "\0"}
            and (after := numbers.follow(run, p)) is not None
            and len(after) > len(run)
        )
        written += piece
    assert find_numbers(written) <= find_numbers(text)
