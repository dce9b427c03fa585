"""The writer in the pipeline. What it writes well is said by a script, not by a model."""

import json
import pickle

import pytest
import torch
from click.testing import CliRunner

from summarizer import OptionError, Summarizer, WeightsError, summarize
from summarizer.cli import main
from summarizer.data.phrases import OPENING
from summarizer.words import count_words
from summarizer.write import BatchWriter, Writer, get_writer
from summarizer.write.model import Reply
from summarizer.write.model.fit import MOST_PARTS
from summarizer.write.seq2seq import Convention, Seq2SeqWriter
from summarizer.write.seq2seq.conventions import write_convention
from tests.extras.seq2seq.test_generate import scramble
from tests.extras.seq2seq.tiny import build
from tests.texts import ARTICLE, BODY, ENGLISH, POOL, SENTENCES, compose, compose_long

KINDS = ("t5", "mt5", "mbart", "bart", "bert2bert")


class Script:
    """An engine that answers by a function of the request."""

    def __init__(self, answer):
        self._answer = answer
        self.requests = []

    def generate(self, requests):
        self.requests += requests
        replies = [self._answer(request) for request in requests]
        return [Reply(r, finished=True) if isinstance(r, str) else r for r in replies]


def scripted(models, answer, **options):
    options = {"convention": Convention(limit=2_000)} | options
    writer = Seq2SeqWriter(models("t5"), **options)
    writer._engine = Script(answer)
    return writer


def first_sentences(request):
    return " ".join(request.source.splitlines()[1:3])


def check(summary):
    """What holds of every summary, whoever wrote it."""
    assert summary.text.strip()
    for sentence in summary.sentences:
        assert summary.text[sentence.start : sentence.stop] == sentence.text
        assert sentence.evidence
        for source in sentence.evidence:
            assert summary.document.text[source.start : source.stop] == source.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [{}, {"beams": 1}, {"dtype": "int8", "beams": 1}])
def test_any_kind_of_model_gives_a_summary(models, kind, options):
    writer = Seq2SeqWriter(models(kind), threads=1, **options)
    assert isinstance(writer, Writer)
    assert isinstance(writer, BatchWriter)
    summary = summarize(ARTICLE, writer=writer, words=60)
    check(summary)
    assert count_words(summary.text) <= 60
    assert summarize(ARTICLE, writer=writer, words=60) == summary


def test_the_path_of_a_folder_is_a_writer(models):
    summary = summarize(ARTICLE, writer=str(models("t5")))
    check(summary)
    assert summary.method == f"learned+{models('t5')}"


def test_a_model_that_is_not_there_is_said_when_it_is_set_up():
    with pytest.raises(WeightsError, match="a name on the hub"):
        Summarizer(writer="nobody/nothing")
    with pytest.raises(OptionError, match="leave writer out"):
        get_writer("extract", "nobody/nothing")


def test_the_text_of_the_model_is_opened_by_the_formula_and_traced(models):
    summary = summarize(ARTICLE, writer=scripted(models, lambda _: " ".join(SENTENCES[1:3])))
    assert summary.text == f"{OPENING}в{SENTENCES[1][1:]} {SENTENCES[2]}"
    assert [[s.index for s in one.evidence] for one in summary.sentences] == [[1], [2]]
    assert summary.notes == ()


def test_a_model_of_conclusions_opens_them_itself(models):
    own = f"В заключение отметим: {SENTENCES[1]}"
    convention = Convention(conclusion=True)
    summary = summarize(ARTICLE, writer=scripted(models, lambda _: own, convention=convention))
    assert summary.text == own


def test_the_convention_of_the_folder_counts(tmp_path):
    folder = build(tmp_path / "t5", "t5")
    write_convention(folder, Convention(prompt="Сократи: {text}", conclusion=True))
    writer = Seq2SeqWriter(folder)
    writer._engine = Script(lambda _: SENTENCES[1])
    assert summarize(ARTICLE, writer=writer).text == SENTENCES[1]
    assert writer._engine.requests[0].prompt.startswith("Сократи: ")


@pytest.mark.parametrize("length", [{"words": 40}, {"sentences": 2}, {"ratio": 0.5}])
def test_the_budget_is_kept(models, length):
    summary = summarize(ARTICLE, writer=scripted(models, lambda _: BODY), **length)
    check(summary)
    assert summary.notes == ()
    if "words" in length:
        assert count_words(summary.text) <= 40
    assert len(summary.sentences) <= 3


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("", "it wrote nothing"),
        (ENGLISH, "not Russian"),
        ("Мост открыли. " * 20, "it repeated itself"),
        (POOL[0], "not in the article"),
        (Reply("", finished=False, failure="out of memory"), "out of memory"),
        (Reply("Первый трамвай до", finished=False), "not in the article"),
    ],
)
def test_what_is_no_summary_is_written_by_rules_and_noted(models, reply, reason):
    writer = scripted(models, lambda _: reply)
    summary = summarize(ARTICLE, writer=writer)
    assert summary.text == summarize(ARTICLE).text
    assert f"written by rules, not by {writer.name}: " in summary.notes[0]
    assert reason in summary.notes[0]


def test_a_first_sentence_over_the_budget_is_left_to_the_rules(models):
    summary = summarize(ARTICLE, writer=scripted(models, lambda _: SENTENCES[0]), words=18)
    assert "longer than the summary" in summary.notes[0]
    assert count_words(summary.text) <= 18


def test_a_sentence_that_is_not_in_the_article_is_left_out_and_noted(models):
    text = f"{SENTENCES[1]} {POOL[0]} {SENTENCES[2]}"
    summary = summarize(ARTICLE, writer=scripted(models, lambda _: text))
    assert len(summary.sentences) == 2
    assert summary.notes == ("1 sentence of the model left out: not in what it read",)


def test_what_is_not_read_is_noted(models):
    writer = scripted(models, first_sentences, convention=Convention(limit=128))
    summary = summarize(compose(400), writer=writer)
    total = len(summary.document.sentences)
    (note,) = summary.notes
    assert note.startswith("the model reads 128 tokens: it was given the best ")
    assert note.endswith(f" of {total} sentences")
    (request,) = writer._engine.requests
    assert writer._window.count([request.prompt])[0] <= 128


@pytest.mark.parametrize("limit", [100, 128, 512])
def test_five_thousand_sentences_give_evidence_from_the_whole_length(models, limit):
    writer = scripted(models, first_sentences, convention=Convention(limit=limit))
    summary = summarize(compose_long(5_000), writer=writer, words=220)
    check(summary)
    assert count_words(summary.text) <= 220
    assert "written by rules" not in "".join(summary.notes)
    assert f"of {MOST_PARTS} parts" in summary.notes[0]
    size = len(summary.document.sentences)
    eighths = {8 * s.index // size for one in summary.sentences for s in one.evidence}
    assert eighths == set(range(8))
    assert all(writer._window.count([r.prompt])[0] <= limit for r in writer._engine.requests)


def test_an_encoder_that_takes_no_sentence_leaves_it_to_the_rules(models):
    writer = Seq2SeqWriter(models("t5"), convention=Convention(limit=5))
    summary = summarize(ARTICLE, writer=writer)
    assert "no sentence fits into its 5 tokens" in summary.notes[0]


def test_many_articles_are_written_as_each_alone(models):
    texts = [ARTICLE, compose(60), "", compose(300, 1), compose(100, 2), ENGLISH, compose(80, 3)]
    writer = Seq2SeqWriter(models("mt5"), beams=2, batch_size=3)
    scramble(writer._engine)
    summarizer = Summarizer(writer=writer, words=50)
    together = list(summarizer.map(texts, on_error="return"))
    alone = [next(summarizer.map([text], on_error="return")) for text in texts]
    assert [str(one) for one in together] == [str(one) for one in alone]
    assert [type(one) for one in together] == [type(one) for one in alone]


def test_a_writer_survives_pickling_without_its_weights(models):
    writer = Seq2SeqWriter(models("t5"), beams=2)
    packed = pickle.dumps(writer)
    assert len(packed) < 1_000
    again = pickle.loads(packed)  # noqa: S301
    assert summarize(ARTICLE, writer=again) == summarize(ARTICLE, writer=writer)


@pytest.mark.parametrize(
    "options",
    [
        {"beams": 0},
        {"beams": True},
        {"beams": 2.5},
        {"threads": 0},
        {"batch_size": 0},
        {"dtype": "float8"},
        {"runtime": "onnx"},
        {"convention": Convention(prompt="без места")},
        {"device": "nowhere"},
    ],
)
def test_impossible_options_are_errors(models, options):
    with pytest.raises(OptionError):
        Seq2SeqWriter(models("t5"), **options)


def test_threads_are_those_of_torch(models):
    try:
        Seq2SeqWriter(models("t5"), threads=2)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(1)


# The command line.


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_takes_a_model_and_its_options(article, models):
    flags = ["--beams", 2, "--device", "cpu", "--dtype", "int8", "--threads", 1]
    flags += ["--runtime", "ctranslate2", "--offline"]
    run = call(article, "--json", "--writer", models("t5"), *flags)
    assert run.exit_code == 0, run.stderr
    assert json.loads(run.stdout)["method"] == f"learned+{models('t5')}"


def test_the_command_writes_a_folder(article, models, tmp_path):
    run = call("batch", article.parent, tmp_path / "out", "--writer", models("t5"), "--quiet")
    assert run.exit_code == 0, run.stderr
    assert (tmp_path / "out" / "article.txt").read_text(encoding="utf-8").strip()


def test_a_model_that_is_not_there_fails_once_and_clearly(article):
    run = call(article, "--writer", "nobody/nothing")
    assert run.exit_code == 1
    assert run.stderr.startswith("Error: nobody/nothing: cannot be loaded")


@pytest.mark.parametrize("writer", [[], ["--writer", "rules"]])
def test_options_of_a_model_without_one_are_wrong_usage(article, writer):
    run = call(article, "--beams", 2, *writer)
    assert run.exit_code == 2
    assert "--beams is of a model" in run.stderr
