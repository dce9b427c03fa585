"""What a model wrote → sentences with evidence."""

import pytest

from summarizer.pipeline import read
from summarizer.words import count_words
from summarizer.write import Draft
from summarizer.write.model.trace import (
    CLOSE,
    FREE,
    Tracer,
    content,
    cut,
    find_fault,
    fuse,
    read_sentences,
    trace,
)
from tests.texts import ARTICLE, BULGARIAN, ENGLISH, POOL, SENTENCES, compose_long

READ = read(ARTICLE).sentences


def drafts(*texts):
    return [Draft(text, ()) for text in texts]


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_a_copied_sentence_is_traced_to_itself(number):
    assert Tracer(READ).trace(SENTENCES[number]) == (READ[number],)


def test_a_sentence_of_two_is_traced_to_both():
    text = "Трамвай ходит до полуночи каждые двенадцать минут, а экологи просят шумовые экраны."
    assert [s.index for s in Tracer(READ).trace(text)] == [2, 5]


def test_an_inflected_and_shortened_sentence_is_traced():
    assert Tracer(READ).trace("Депо получит новые составы.")[0].index == 4


@pytest.mark.parametrize("text", [POOL[0], "Слон съел банан в зоопарке.", "!"])
def test_what_is_not_said_has_no_evidence(text):
    assert Tracer(READ).trace(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Депо получило восемь новых составов с низким полом.",
        "Мэр Дёмина надеется на пересадку дачников на трамвай.",
        "О Лесогорске и о Кристалле.",
        "Трамвайчик красив.",
    ],
)
def test_words_of_the_source_and_of_the_language_are_not_strange(text):
    assert Tracer(READ).find_strange_word(text) is None


def test_the_letters_of_a_word_with_figures_are_not_strange():
    source = read("Вирус H9N2 нашли на ферме под Лесогорском в начале мая этого года.").sentences
    assert Tracer(source).find_strange_word("Вирус H9N2 нашли на ферме.") is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Первый трамвуй вышел на линию.", "трамвуй"),
        ("Первый трaмвай вышел на линию.", "трaмвай"),
        ("Депо открыл IKEA.", "IKEA"),
        ("Депо открыла ФИ.", "ФИ"),
        ("Первый трамвай построил Кирилл.", "Кирилл"),
        ("Трамвай вышел на линию в Лес.", "Лес"),
        ("Трамвай вышел на линию в Лесог.", "Лесог"),
        ("Вагоны ходят каждыеенадцать минут.", "каждыеенадцать"),
    ],
)
def test_a_word_that_nobody_has_is_strange(text, word):
    assert Tracer(READ).find_strange_word(text) == word
    assert trace([text, SENTENCES[0]], Tracer(READ))[0][0].text == SENTENCES[0]


def test_sentences_without_evidence_and_copies_are_left_out():
    texts = [SENTENCES[0], "Слон съел банан в зоопарке.", SENTENCES[0], SENTENCES[2]]
    kept, strange = trace(texts, Tracer(READ))
    assert [draft.text for draft in kept] == [SENTENCES[0], SENTENCES[2]]
    assert strange == 1


def test_tracing_in_a_long_document_finds_the_place():
    sentences = read(compose_long(500)).sentences
    assert Tracer(sentences).trace(sentences[377].text)[0].index == 377


@pytest.mark.parametrize("text", [*SENTENCES, " ".join(SENTENCES), " ".join(POOL[:20])])
def test_a_text_of_ours_has_no_fault(text):
    assert find_fault(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "nothing"),
        (" \n", "nothing"),
        ("...", "not Russian"),
        (ENGLISH, "not Russian"),
        (BULGARIAN, "not Russian"),
        ("мост открыли " * 20, "repeated"),
        ("на " * 20, "repeated"),
    ],
)
def test_what_is_no_summary_has_a_fault(text, fault):
    assert fault in find_fault(text)


def test_a_last_sentence_that_breaks_off_is_left_out():
    broken = f"{SENTENCES[0]} Вагоны ход"
    assert read_sentences(broken, finished=False) == [SENTENCES[0]]
    assert read_sentences(broken, finished=True)[-1] == "Вагоны ход"
    assert read_sentences(SENTENCES[0], finished=False) == [SENTENCES[0]]
    assert read_sentences("Вагоны ход", finished=False) == []


def test_cutting_keeps_whole_sentences_up_to_the_first_that_does_not_fit():
    written = drafts("а б", "а б в г", "а")
    assert cut(written, None, 4) == written[:1]
    assert cut(written, 2, None) == written[:2]
    assert cut(written, None, None) == written


def test_one_part_is_not_changed_by_fusing():
    assert fuse([drafts("а б", "в г")], 1, 1) == drafts("а б", "в г")


def test_fusing_takes_the_first_of_each_part_then_the_second():
    parts = [drafts(*SENTENCES[:2]), [], drafts(*SENTENCES[2:5]), drafts(SENTENCES[5])]
    assert fuse(parts, 3, None) == drafts(SENTENCES[0], SENTENCES[2], SENTENCES[5])
    assert fuse(parts, 4, None) == drafts(*SENTENCES[:3], SENTENCES[5])
    words = count_words(" ".join([SENTENCES[0], SENTENCES[2]]))
    assert fuse(parts, None, words) == drafts(SENTENCES[0], SENTENCES[2])


def test_fusing_leaves_out_what_another_part_says():
    parts = [drafts(SENTENCES[0]), drafts(SENTENCES[0], SENTENCES[3])]
    assert fuse(parts, 5, None) == drafts(SENTENCES[0], SENTENCES[3])


def test_a_language_model_may_say_it_in_its_own_words():
    document = read(ARTICLE)
    told = "Таким образом, жители получили удобный путь к озеру."
    assert Tracer(document.sentences, CLOSE).trace(told) == ()
    assert Tracer(document.sentences, FREE).trace("Всё это говорит о пользе трамвая для дачников.")
    assert Tracer(document.sentences, FREE).trace(POOL[5]) == ()


def test_formulas_do_not_count_as_words_of_the_article():
    assert content("Сообщается, что вывод стоит отметить.") <= FREE.register | {"это"}
    draft = Draft("Всё это позволяет сделать вывод о пользе трамвая для Лесогорска.", ())
    assert Tracer(read(ARTICLE).sentences, FREE).trace(draft.text)
