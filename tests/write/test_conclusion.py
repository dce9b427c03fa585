import pytest

from summarizer import OptionError, UnknownNameError, summarize
from summarizer.data.phrases import CONNECTIVES, OPENING, OPENING_ANY
from summarizer.pipeline import read
from summarizer.select import Budget
from summarizer.words import count_words
from summarizer.write import WRITERS, Draft, Written, get_writer
from summarizer.write.conclusion import Conclusion
from summarizer.write.extract import Extract
from tests.texts import ARTICLE, POOL, SENTENCES, compose


def write(text, budget=None):
    document = read(text)
    return Conclusion().write(document, document.sentences, budget or Budget())


def texts(text, budget=None):
    return [draft.text for draft in write(text, budget).drafts]


def test_the_paragraph_opens_with_the_formula():
    assert texts("Паром цел. Мост открыт.")[0] == f"{OPENING}паром цел."


def test_the_first_statement_stands_in_front():
    written = texts("Цел ли паром? Мост открыли весной.")
    assert written[0] == f"{OPENING}мост открыли весной."
    assert written[1] == "Цел ли паром?"


def test_without_any_statement_the_other_formula_opens():
    assert texts("Цел ли паром? Кто его видел?")[0] == f"{OPENING_ANY}цел ли паром?"


def test_every_second_sentence_that_follows_bears_a_connective():
    written = texts("\n".join(POOL[:8]))
    opened = [n for n, line in enumerate(written) if line.startswith(CONNECTIVES)]
    assert opened == [2, 4, 6]


def test_a_connective_comes_once():
    text = " ".join(texts("\n".join(POOL[:20])))
    assert [text.count(connective.strip()) for connective in CONNECTIVES] == [1, 1, 1]


def test_no_connective_brings_two_commas_in_a_row():
    assert ",," not in " ".join(texts("\n".join(POOL)))


def test_a_question_bears_no_connective():
    written = texts("Паром цел. Мост открыт. Кто видел лодку? Река тиха.")
    assert written[2] == "Кто видел лодку?"


def test_connectives_are_left_out_where_words_do_not_last():
    plain = sum(map(count_words, texts("\n".join(POOL[:5]), Budget(words=1))))
    written = texts("\n".join(POOL[:5]), Budget(words=plain))
    assert not any(line.startswith(CONNECTIVES) for line in written)
    assert sum(map(count_words, written)) == plain


@pytest.mark.parametrize("extra", range(10))
def test_the_words_asked_for_are_kept_with_every_room_for_connectives(extra):
    plain = sum(map(count_words, texts("\n".join(POOL[:8]), Budget(words=1))))
    written = texts("\n".join(POOL[:8]), Budget(words=plain + extra))
    assert count_words(" ".join(written)) <= plain + extra


def test_every_sentence_names_its_own_evidence():
    written = write(ARTICLE)
    assert sorted(draft.evidence[0].text for draft in written.drafts) == sorted(SENTENCES)
    assert {len(draft.evidence) for draft in written.drafts} == {1}


@pytest.mark.parametrize("seed", range(5))
def test_each_sentence_is_one_of_the_article_but_for_how_it_opens(seed):
    for sentence in summarize(compose(200, seed)).sentences:
        assert sentence.text.split()[-3:] == sentence.evidence[0].text.split()[-3:]
        assert sentence.text[-20:] in sentence.evidence[0].text


def test_the_formulas_cost_what_overhead_says():
    assert Conclusion.overhead == max(count_words(OPENING), count_words(OPENING_ANY))


def test_sentences_that_lean_are_declined():
    writer = Conclusion()
    assert not writer.accepts("Он уехал в Заречный.")
    assert writer.accepts("Паром цел.")


def test_an_extract_accepts_and_returns_everything_as_it_stands():
    document = read(ARTICLE)
    written = Extract().write(document, document.sentences, Budget())
    assert [draft.text for draft in written.drafts] == list(SENTENCES)
    assert all(Extract().accepts(sentence) for sentence in (*SENTENCES, "Он там."))


@pytest.mark.parametrize(("style", "name"), [("conclusion", "rules"), ("extract", "extract")])
def test_a_style_has_its_writer(style, name):
    assert get_writer(style, None).name == name


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_writer_is_registered_under_its_name(name):
    style = "extract" if name == "extract" else "conclusion"
    assert get_writer(style, None if style == "extract" else name).name == name


def test_an_extract_takes_no_writer():
    with pytest.raises(OptionError, match="leave writer out"):
        get_writer("extract", "rules")


@pytest.mark.parametrize(("style", "writer"), [("sonnet", None), ("conclusion", "extract")])
def test_an_unknown_style_or_writer_names_those_there_are(style, writer):
    with pytest.raises(UnknownNameError, match=r"rules|conclusion") as caught:
        get_writer(style, writer)
    assert caught.value.known


@pytest.mark.parametrize("writer", [5, object(), Conclusion, [], Written(()), Draft("", ())])
def test_what_does_not_write_is_no_writer(writer):
    with pytest.raises(OptionError, match="a writer is a name"):
        get_writer("conclusion", writer)


@pytest.mark.parametrize("style", [None, 5, [], {}])
def test_a_style_that_is_no_name_is_an_option_error(style):
    with pytest.raises(OptionError):
        get_writer(style, None)
