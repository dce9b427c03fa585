"""What comes back."""

import json
import pickle

import numpy as np
import pytest

from summarizer import summarize
from summarizer.write import STYLES
from tests.pipeline.own import rankers, styles
from tests.texts import ARTICLE, compose


@styles
@rankers
def test_the_offsets_of_the_summary_point_into_it(style, ranker):
    summary = summarize(compose(200), style=style, ranker=ranker)
    assert [summary.text[s.start : s.stop] for s in summary.sentences] == [
        s.text for s in summary.sentences
    ]


@styles
def test_the_offsets_of_the_document_point_into_it(style):
    document = summarize(f"\ufeff  {compose(200)}\r\n", style=style).document
    assert [document.text[s.start : s.stop] for s in document.sentences] == [
        s.text for s in document.sentences
    ]


@styles
@rankers
def test_every_sentence_is_traced_to_sentences_of_the_document(style, ranker):
    summary = summarize(compose(200), style=style, ranker=ranker)
    assert all(s.evidence for s in summary.sentences)
    assert all(e in summary.document.sentences for s in summary.sentences for e in s.evidence)


@rankers
def test_an_extract_is_a_subset_of_the_body_in_order(ranker):
    summary = summarize(compose(200), style="extract", ranker=ranker)
    numbers = [s.evidence[0].index for s in summary.sentences]
    assert numbers == sorted(set(numbers))
    assert [summary.document.sentences[n].text for n in numbers] == [
        s.text for s in summary.sentences
    ]


@rankers
def test_every_sentence_of_the_document_has_a_score(ranker):
    scores = [s.score for s in summarize(ARTICLE, ranker=ranker).document.sentences]
    assert all(isinstance(score, float) and np.isfinite(score) for score in scores)


@styles
@rankers
def test_the_method_names_ranker_and_writer(style, ranker):
    summary = summarize(ARTICLE, style=style, ranker=ranker)
    assert summary.method == f"{ranker}+{STYLES[style]}"


def test_a_summary_prints_as_its_text():
    summary = summarize(ARTICLE)
    assert f"{summary}" == summary.text


def test_a_conclusion_opens_with_the_formula():
    assert summarize(ARTICLE).text.startswith("В заключение можно отметить")


@styles
@rankers
def test_the_same_text_gives_an_equal_summary(style, ranker):
    text = compose(200, 3)
    assert summarize(text, style=style, ranker=ranker) == summarize(
        text, style=style, ranker=ranker
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_make_no_difference(end):
    assert summarize(ARTICLE.replace("\n", end)) == summarize(ARTICLE)


@styles
def test_a_summary_is_json_with_the_offsets_of_its_evidence(style):
    summary = summarize(compose(200), style=style)
    record = json.loads(json.dumps(summary.to_dict(), ensure_ascii=False))
    assert record["summary"] == summary.text
    assert set(record) == {
        "title",
        "summary",
        "sentences",
        "conclusion",
        "method",
        "notes",
        "tokens",
        "keywords",
        "names",
    }
    for sentence in record["sentences"]:
        assert summary.text[sentence["start"] : sentence["stop"]] == sentence["text"]
        for source in sentence["evidence"]:
            assert summary.document.text[source["start"] : source["stop"]] == source["text"]


def test_a_summary_travels_between_processes():
    summary = summarize(ARTICLE)
    assert pickle.loads(pickle.dumps(summary)) == summary  # noqa: S301


def test_a_summary_cannot_be_changed():
    summary = summarize(ARTICLE)
    with pytest.raises(AttributeError):
        summary.text = "другое"
