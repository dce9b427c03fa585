"""What holds for every text, Russian or not, an article or not."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import SummarizerError, Summary, summarize
from summarizer.article import parse
from summarizer.clean import clean
from summarizer.rank import RANKERS
from summarizer.segment import segment, split
from summarizer.words import count_terms, count_words
from summarizer.write import STYLES
from tests.texts import POOL, TITLE

LITTER = ("Фото: архив", "Поделиться", "Читайте также: Мост закрыли", "12 мая 2024, 14:30", "* * *")
TOKENS = (
    "мост Мост паром река озеро строят открыли Орлов Кедровка и в на не он она это год г. гг. руб. "
    'тыс. млн ул. им. А. С. т. е. др. 5 12 2024 3,5 № % — – - « » „ “ " ( ) . . . , : ; ! ? … ... '
    "?! !.. «Заря» Заключение Вывод: Однако, Кроме того, что по словам\nи \n \n\n \t \u00a0 \u0301 "
    "\u00ad \u200b # ## ** 1. IV. &nbsp; &quot; · / » Главная Новости bridge www.example.ru"
).split(" ")

anything = st.text(st.characters(exclude_categories=()), max_size=300)
letters = st.text('абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЯ .,!?…«»"()—-\n\u0301 12', max_size=400)
tokens = st.lists(st.sampled_from(TOKENS), max_size=90).map(" ".join)
surrogates = st.lists(
    st.one_of(st.sampled_from(POOL), st.text(st.characters(categories=["Cs", "Cc", "Cf", "Zs"]))),
    max_size=8,
).map("".join)
texts = st.one_of(anything, letters, tokens, surrogates)


@st.composite
def articles(draw):
    """A title or none, paragraphs of own sentences, now and then litter or a sentence again."""
    line = st.lists(st.sampled_from(POOL), min_size=1, max_size=5).map(" ".join)
    lines = draw(st.lists(line, min_size=1, max_size=7))
    for litter in draw(st.lists(st.sampled_from(LITTER), max_size=2)):
        lines.insert(draw(st.integers(0, len(lines))), litter)
    if draw(st.booleans()):
        lines.insert(0, TITLE)
    return draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines)


styles = st.sampled_from(sorted(STYLES))
rankers = st.sampled_from(sorted(RANKERS))
lengths = st.one_of(
    st.just({}),
    st.integers(1, 12).map(lambda n: {"sentences": n}),
    st.integers(1, 150).map(lambda n: {"words": n}),
    st.floats(0, 1, exclude_min=True).map(lambda x: {"ratio": x}),
)
both = st.one_of(articles(), texts)


def attempt(text: str, **options: object) -> Summary | None:
    try:
        return summarize(text, **options)
    except SummarizerError:
        return None


@given(
    text=both,
    title=st.none() | st.just(TITLE) | anything,
    style=styles,
    ranker=rankers,
    length=lengths,
)
def test_a_text_is_summarized_or_refused_with_an_error_of_ours(text, title, style, ranker, length):
    summary = attempt(text, title=title, style=style, ranker=ranker, **length)
    assert summary is None or (summary.text.strip() and summary.sentences)


@given(text=both, style=styles, length=lengths)
def test_every_offset_points_at_its_sentence(text, style, length):
    summary = attempt(text, style=style, **length)
    if summary is not None:
        document = summary.document
        assert all(document.text[s.start : s.stop] == s.text for s in document.sentences)
        assert all(summary.text[s.start : s.stop] == s.text for s in summary.sentences)
        assert [s.index for s in document.sentences] == list(range(len(document.sentences)))


@given(text=both, style=styles, ranker=rankers, sentences=st.integers(1, 12))
def test_the_sentences_asked_for_are_kept(text, style, ranker, sentences):
    summary = attempt(text, style=style, ranker=ranker, sentences=sentences)
    if summary is not None:
        assert len(summary.sentences) <= sentences
        assert len(split(summary.text)) <= sentences


@given(text=both, style=styles, ranker=rankers, words=st.integers(1, 150))
def test_the_words_asked_for_are_kept(text, style, ranker, words):
    summary = attempt(text, style=style, ranker=ranker, words=words)
    if summary is not None:
        assert len(summary.text.split()) <= words
        assert len(re.findall(r"\w+", summary.text)) <= words


@given(text=both, style=styles, ranker=rankers, ratio=st.floats(0, 1, exclude_min=True))
def test_the_ratio_asked_for_is_kept(text, style, ranker, ratio):
    summary = attempt(text, style=style, ranker=ranker, ratio=ratio)
    if summary is not None:
        body = summary.document.sentences
        assert len(summary.sentences) <= max(1, ratio * len(body))
        if len(summary.sentences) > 1:
            assert count_words(summary.text) <= ratio * sum(count_words(s.text) for s in body)


@given(text=articles(), ranker=rankers, length=lengths)
def test_an_extract_is_a_subset_of_the_body_in_order(text, ranker, length):
    summary = attempt(text, style="extract", ranker=ranker, **length)
    if summary is not None:
        numbers = [s.evidence[0].index for s in summary.sentences]
        assert numbers == sorted(set(numbers))
        assert all(s.evidence[0].text == s.text for s in summary.sentences)
        assert all(s.text in summary.document.text for s in summary.sentences)


@given(text=articles(), style=styles)
def test_the_title_is_never_a_sentence_of_the_body(text, style):
    summary = attempt(text, style=style, title=TITLE, ratio=1)
    if summary is not None:
        assert TITLE not in [s.text for s in summary.document.sentences]


@given(text=both, style=styles, ranker=rankers, length=lengths)
def test_the_same_text_gives_an_equal_summary(text, style, ranker, length):
    options = {"style": style, "ranker": ranker, **length}
    assert attempt(text, **options) == attempt(text, **options)


@given(text=both)
def test_a_summary_can_be_written_as_utf_8(text):
    summary = attempt(text)
    if summary is not None:
        assert summary.text.encode("utf-8")
        assert all(note.encode("utf-8") for note in summary.notes)


@given(text=articles(), style=styles)
def test_no_sentence_is_written_twice(text, style):
    summary = summarize(text, style=style, ratio=1)
    taken = [s.evidence[0].text for s in summary.sentences]
    assert len(taken) == len(set(taken))


@given(text=both)
def test_split_covers_everything_but_space_once_and_in_order(text):
    sentences = split(text)
    position = 0
    for sentence in sentences:
        assert sentence.start < sentence.stop
        assert text[position : sentence.start].strip() == ""
        assert text[sentence.start : sentence.stop] == sentence.text == sentence.text.strip()
        position = sentence.stop
    assert text[position:].strip() == ""


@given(text=both)
def test_no_sentence_holds_a_line_end(text):
    assert not [s for s in split(text) if "\n" in s.text]


@given(text=both)
def test_a_clean_text_is_composed_and_has_plain_spaces_only(text):
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert set(re.findall(r"\s", cleaned)) <= {" ", "\n"}
    assert not re.search(r"[\ud800-\udfff]|  | \n|\n |\n{3}", cleaned)


@given(text=both)
def test_cleaning_loses_no_letter(text):
    def letters_of(text):
        return [c for c in unicodedata.normalize("NFKD", text) if c.isalpha()]

    text = text.replace("&", "")
    assert letters_of(clean(text)) == letters_of(text)


@given(text=both, title=st.none() | st.just(TITLE))
def test_paragraphs_and_sentences_are_ordered_spans_of_the_text(text, title):
    article = parse(clean(text), title)
    edges = [edge for p in article.paragraphs for edge in (p.start, p.stop)]
    assert edges == sorted(edges)
    spans = [edge for s in segment(article) for edge in (s.start, s.stop)]
    assert spans == sorted(spans)


@given(text=both)
def test_the_terms_know_the_length_of_every_sentence(text):
    sentences = [s.text for s in split(clean(text))]
    assert count_terms(sentences).words.tolist() == [max(1, count_words(s)) for s in sentences]


@given(first=articles(), second=articles())
def test_a_text_does_not_influence_the_next(first, second):
    alone = summarize(second)
    attempt(first)
    assert summarize(second) == alone


@pytest.mark.parametrize("text", ["\ud800", "а\ud800", "\udc00мост", "Мост \ud83d открыт."])
def test_a_lone_surrogate_never_ends_in_another_error(text):
    summary = attempt(text)
    assert summary is None or summary.notes
