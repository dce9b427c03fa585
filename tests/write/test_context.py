import pytest

from summarizer.pipeline import read
from summarizer.write.context import Context, is_open

PARK = (
    "Новый парк на Липовой\n\n"
    "Директор парка Нина Ветрова открыла аллею. Об этом сообщила мэрия. В парке растут липы.\n\n"
    "Планы на осень\n\n"
    "Осенью Ветрова посадит клёны."
)
TALK = "Ветрова: Липы цветут.\n\nГорин: Когда польют клёны?\n\nВетрова: Клёны польют в мае."


def of(text):
    return Context(read(text))


def place(context, text):
    return next(s.index for s in context.document.sentences if s.text == text)


def test_a_heading_has_no_tree_nor_has_a_place_outside():
    context = of(PARK)
    heading = place(context, "Планы на осень")
    lead = place(context, "Директор парка Нина Ветрова открыла аллею.")
    assert context.tree_of(heading) is None
    assert context.tree_of(-1) is None
    assert context.tree_of(len(context.document.sentences)) is None
    assert context.tree_of(lead).text == context.document.sentences[lead].text


def test_trees_read_together_are_those_read_one_by_one():
    together, apart = of(PARK), of(PARK)
    indices = range(len(together.document.sentences))
    together.read(indices)
    assert [together.tree_of(n) for n in indices] == [apart.tree_of(n) for n in indices]


def test_what_only_says_who_told_it_is_stepped_over():
    context = of(PARK)
    lead = place(context, "Директор парка Нина Ветрова открыла аллею.")
    assert context.credit_of(lead).text == "Об этом сообщила мэрия."
    assert context.credit_of(lead + 1) is None
    assert context.before(lead + 2) == lead
    assert context.before(0) == -1


def test_no_text_stands_before_the_first_sentence():
    context = of(f"Планы на осень\n\n{PARK}")
    lead = place(context, "Директор парка Нина Ветрова открыла аллею.")
    assert context.is_first(lead)
    assert not context.is_first(lead + 1)


def test_in_a_talk_each_sentence_has_a_speaker():
    talk = of(TALK)
    assert [talk.speaker_of(s.index) for s in talk.document.sentences] == [
        "Ветрова",
        "Горин",
        "Ветрова",
    ]
    assert of(PARK).speaker_of(0) is None


def test_a_quotation_of_several_sentences_is_known_in_each():
    limes = "Липы цветут каждое лето у старого пруда за высокой оградой парка, и гости им рады."
    maples = "Клёны растут у пруда с прошлой осени, их посадили дети из соседней школы."
    said = " ".join([limes, maples] * 2)
    context = of(f"В парке людно. Ветрова сказала: «{said} Дубы ещё спят». Идёт снег.")
    quoted = [context.is_quoted(s.index) for s in context.document.sentences]
    assert quoted == [False, *[True] * 5, False]
    context = of("В парке людно. Ветрова сказала: «Липы цветут». Аллея «Заря» открыта.")
    assert not any(context.is_quoted(s.index) for s in context.document.sentences)


@pytest.mark.parametrize(
    ("before", "after", "is_so"),
    [
        ("Она сказала: «Липы цветут.", "Клёны растут».", True),
        ("Аллея «Заря» открыта.", "Клёны растут».", False),
        ("Она сказала: «Липы цветут.", "Клёны растут.", False),
        ("Она сказала: «Липы цветут.", "Аллея «Заря» открыта.", False),
        ("Она сказала: «Аллея «Заря» открыта.", "Клёны растут».", True),
    ],
)
def test_a_quotation_is_open_where_it_ends_behind(before, after, is_so):
    assert is_open(before, after) == is_so
