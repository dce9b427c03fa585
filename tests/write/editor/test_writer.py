import pickle

import numpy as np
import pytest

from summarizer import Summarizer
from summarizer.write import BatchWriter
from summarizer.write.editor import writer as module
from summarizer.write.editor.prompt import RATINGS, Replied
from summarizer.write.editor.writer import EditorWriter
from tests.texts import ARTICLE, BRIDGES, LEAD, SENTENCES

FORMULA = "В заключение можно отметить, что "


class Scripted:
    """Stands for the model: copies what it was asked to edit, but for the sentences it is told."""

    lies = {}  # noqa: RUF012 - each test sets its own
    doubts = {}  # noqa: RUF012
    second = []  # noqa: RUF012

    def __init__(self, folder, threads):
        self.prompts = []

    def measure(self, line):
        return len(line.split())

    def rate(self, lines, rated):
        return np.full((rated, len(RATINGS)), 1 / len(RATINGS))

    def write(self, prompts, most):
        self.prompts += prompts
        return [[self._edit(line) for line in p if line[:1] == "["] for p in prompts]

    def _edit(self, line):
        number = int(line[1 : line.index("]")])
        text = f"[{number}] {self.lies[number]}" if number in self.lies else line
        return Replied(text, self.doubts.get(number, 0.0))

    def write_line(self, prompt, written, start, most, beams):
        return self.second


@pytest.fixture
def scripted(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "Engine", Scripted)
    monkeypatch.setattr(Scripted, "lies", {})
    monkeypatch.setattr(Scripted, "doubts", {})
    monkeypatch.setattr(Scripted, "second", [])
    return EditorWriter(tmp_path)


def test_every_sentence_has_what_it_cites_as_evidence(scripted):
    summary = Summarizer(writer=scripted).summarize(ARTICLE)
    assert summary.text.startswith(FORMULA)
    assert summary.method == "learned+editor"
    assert len(summary.sentences) > 1
    for sentence in summary.sentences:
        assert [source.text for source in sentence.evidence] == [
            s for s in SENTENCES if s[1:] in sentence.text
        ]


def test_a_lie_gives_way_to_the_rules(scripted):
    Scripted.lies = {SENTENCES.index(BRIDGES): BRIDGES.replace("2,1", "3,1")}
    summary = Summarizer(writer=scripted, words=90).summarize(ARTICLE)
    assert "3,1" not in summary.text
    assert "2,1 млрд" in summary.text
    assert summary.notes == ("1 of the editor's sentences replaced by rules",)


def test_another_way_to_write_it_comes_before_the_rules(scripted):
    Scripted.lies = {SENTENCES.index(BRIDGES): BRIDGES.replace("2,1", "3,1")}
    Scripted.second = ["Ветку строили пять лет.", "Ветку длиной 6,4 км строили три года."]
    summary = Summarizer(writer=scripted, words=90).summarize(ARTICLE)
    assert "Ветку длиной 6,4 км строили три года. " in summary.text
    assert summary.notes == ()


def test_what_the_model_doubts_gives_way_to_the_rules(scripted):
    number = SENTENCES.index(BRIDGES)
    Scripted.lies = {number: BRIDGES.replace("построили", "построен")}
    Scripted.doubts = {number: module.MOST_DOUBT + 0.1}
    summary = Summarizer(writer=scripted, words=90).summarize(ARTICLE)
    assert "построен " not in summary.text
    assert summary.notes == ("1 of the editor's sentences replaced by rules",)


def test_what_was_said_is_not_said_again(scripted, monkeypatch):
    write = Scripted.write
    monkeypatch.setattr(
        Scripted, "write", lambda self, prompts, most: [2 * r for r in write(self, prompts, most)]
    )
    summary = Summarizer(writer=scripted).summarize(ARTICLE)
    assert len({s.text for s in summary.sentences}) == len(summary.sentences)
    assert summary.notes == ()


def test_where_nothing_can_be_kept_the_rules_write(scripted, monkeypatch):
    monkeypatch.setattr(
        Scripted, "write", lambda _, prompts, most: [[Replied("Нечего сказать")] for _ in prompts]
    )
    summary = Summarizer(writer=scripted).summarize(ARTICLE)
    assert summary.text == Summarizer().summarize(ARTICLE).text
    assert summary.notes == ("written by rules, not by the editor: too little of it could be kept",)


@pytest.mark.parametrize("words", [25, 40, 60])
def test_the_words_asked_for_are_not_exceeded(scripted, words):
    summary = Summarizer(writer=scripted, words=words).summarize(ARTICLE)
    assert 0 < len(summary.text.split()) <= words


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_the_sentences_asked_for_are_not_exceeded(scripted, sentences):
    summary = Summarizer(writer=scripted, sentences=sentences).summarize(ARTICLE)
    assert 0 < len(summary.sentences) <= sentences


def test_many_articles_are_asked_together(scripted):
    assert isinstance(scripted, BatchWriter)
    texts = [ARTICLE, LEAD, f"{LEAD} {BRIDGES}"] * 3
    together = [s.text for s in Summarizer(writer=scripted).map(texts)]
    assert together == [Summarizer(writer=scripted).summarize(text).text for text in texts]


def test_it_travels_by_its_options(scripted, tmp_path):
    assert isinstance(pickle.loads(pickle.dumps(scripted)), EditorWriter)  # noqa: S301
