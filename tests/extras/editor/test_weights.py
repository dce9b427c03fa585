"""The weights that come with the project."""

from pathlib import Path

import pytest

from summarizer import Summarizer, check
from summarizer.weights import find_model
from summarizer.write import DEFAULT
from summarizer.write.editor.installed import MODEL

ROOT = Path(__file__).parents[3]
ARTICLES = [
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples/articles").glob("0*.txt"))
]


@pytest.fixture(scope="module")
def summarizer():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(DEFAULT)
        return Summarizer()


@pytest.fixture(scope="module")
def summaries(summarizer):
    return list(summarizer.map(ARTICLES))


def test_the_files_suit_a_forge():
    sizes = [path.stat().st_size for path in find_model(MODEL).iterdir()]
    assert max(sizes) < 95e6
    assert sum(sizes) < 135e6


def test_the_editor_writes_by_default(summaries):
    assert {summary.method for summary in summaries} == {"learned+editor"}


def test_it_writes_most_sentences_itself(summaries):
    by_rules = sum("by rules, not by the editor" in note for s in summaries for note in s.notes)
    assert by_rules <= len(summaries) // 4


def test_every_sentence_has_evidence_in_the_article(summaries):
    for summary in summaries:
        for sentence in summary.sentences:
            assert sentence.evidence
            for source in sentence.evidence:
                assert summary.document.text[source.start : source.stop] == source.text


def test_nothing_is_claimed_that_the_article_does_not_say(summaries):
    for summary in summaries:
        article = f"{summary.document.title}\n{summary.document.text}"
        assert check(article, summary.text) == ()


def test_an_article_has_the_same_summary_alone_and_among_others(summarizer, summaries):
    assert summarizer.summarize(ARTICLES[0]).text == summaries[0].text


@pytest.mark.parametrize("words", [30, 60])
def test_the_words_asked_for_are_kept(words):
    summary = Summarizer(writer="editor", words=words).summarize(ARTICLES[1])
    assert words / 3 < len(summary.text.split()) <= words
