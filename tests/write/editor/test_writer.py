import pickle

import numpy as np
import pytest

from summarizer import Summarizer
from summarizer.write.editor import writer as module
from summarizer.write.editor.prompt import RATINGS, Replied
from summarizer.write.editor.writer import EditorWriter
from tests.texts import ARTICLE, BRIDGES, SENTENCES

FORMULA = "В заключение можно отметить, что "
BY_RULES = "1 of the sentences edited by rules"


class Scripted:
    """Stands for the model: copies what it was asked to edit, but for the sentences it is told."""

    edits = {}  # noqa: RUF012 - each test sets its own
    doubts = {}  # noqa: RUF012

    def __init__(self, folder, threads):
        self.prompts = []

    def measure(self, line):
        return len(line.split())

    def rate(self, lines, rated):
        return np.full((rated, len(RATINGS)), 1 / len(RATINGS))

    def write(self, prompt, most):
        self.prompts.append(prompt)
        return [self._edit(line) for line in prompt if line[:1] == "["]

    def _edit(self, line):
        number = int(line[1 : line.index("]")])
        text = f"[{number}] {self.edits[number]}" if number in self.edits else line
        return Replied(text, self.doubts.get(number, 0.0))


@pytest.fixture
def scripted(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "Engine", Scripted)
    monkeypatch.setattr(Scripted, "edits", {})
    monkeypatch.setattr(Scripted, "doubts", {})
    return EditorWriter(tmp_path)


def test_every_sentence_has_what_it_was_made_of_as_evidence(scripted):
    summary = Summarizer(writer=scripted).summarize(ARTICLE)
    assert summary.text.startswith(FORMULA)
    assert summary.method == "learned+editor"
    assert len(summary.sentences) > 1
    for sentence in summary.sentences:
        assert [source.text for source in sentence.evidence] == [
            s for s in SENTENCES if s[1:] in sentence.text
        ]


def test_the_model_is_shown_what_the_rules_made(scripted):
    text = ARTICLE.replace(BRIDGES, f"Кроме того, в{BRIDGES[1:]}")
    summary = Summarizer(writer=scripted, words=90).summarize(text)
    (prompt,) = scripted._engine.prompts
    assert sum(line.startswith("[") for line in prompt) == len(summary.sentences)
    assert f"[1] {BRIDGES}" in prompt


def test_what_it_edits_stands(scripted):
    Scripted.edits = {SENTENCES.index(BRIDGES): "Ветку длиной 6,4 км строили три года."}
    summary = Summarizer(writer=scripted, words=90).summarize(ARTICLE)
    assert "Ветку длиной 6,4 км строили три года. " in summary.text
    assert summary.notes == ()


@pytest.mark.parametrize(
    "lie",
    [
        BRIDGES.replace("2,1", "3,1"),
        BRIDGES.replace("строили", "не строили"),
        "Ветку длиной 6,4 км строили у городом.",
        "ветку длиной 6,4 км строили три",
        "",
    ],
)
def test_what_does_not_hold_gives_way_to_the_rules(scripted, lie):
    Scripted.edits = {SENTENCES.index(BRIDGES): lie}
    summary = Summarizer(writer=scripted, words=90).summarize(ARTICLE)
    assert BRIDGES in summary.text
    assert summary.notes == (BY_RULES,)


def test_what_the_model_doubts_gives_way_to_the_rules(scripted):
    number = SENTENCES.index(BRIDGES)
    Scripted.edits = {number: "Ветку длиной 6,4 км строили три года."}
    Scripted.doubts = {number: module.MOST_DOUBT + 0.1}
    summary = Summarizer(writer=scripted, words=90).summarize(ARTICLE)
    assert BRIDGES in summary.text
    assert summary.notes == (BY_RULES,)


def test_what_the_model_leaves_out_is_told_by_the_rules(scripted, monkeypatch):
    monkeypatch.setattr(Scripted, "write", lambda _, prompt, most: [Replied("Нечего сказать")])
    summary = Summarizer(writer=scripted).summarize(ARTICLE)
    (note,) = summary.notes
    assert note.startswith(f"{len(summary.sentences)} of the sentences")


@pytest.mark.parametrize("words", [25, 40, 60])
def test_the_words_asked_for_are_not_exceeded(scripted, words):
    longer = "По словам мэра Лесогорска Ольги Дёминой, дачники пересядут на трамвай."
    Scripted.edits = {3: longer}
    summary = Summarizer(writer=scripted, words=words).summarize(ARTICLE)
    assert 0 < len(summary.text.split()) <= words


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_the_sentences_asked_for_are_not_exceeded(scripted, sentences):
    summary = Summarizer(writer=scripted, sentences=sentences).summarize(ARTICLE)
    assert 0 < len(summary.sentences) <= sentences


def test_it_travels_by_its_options(scripted, tmp_path):
    assert isinstance(pickle.loads(pickle.dumps(scripted)), EditorWriter)  # noqa: S301
