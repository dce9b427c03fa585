"""A causal model of a folder as a writer."""

import pickle
import re

import pytest

from summarizer import OptionError, WeightsError, summarize
from summarizer.write import get_writer
from summarizer.write.chat import CausalWriter
from summarizer.write.model import Request
from summarizer.write.model.held import find_numbers
from summarizer.write.model.opening import open_model
from summarizer.write.seq2seq import Seq2SeqWriter
from tests.extras.chat.causal import build
from tests.texts import ARTICLE, compose, compose_long

DIGITS = "0123456789"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return build(tmp_path_factory.mktemp("causal") / "llama")


def ask(writer, source, room=96):
    return writer._source.generate([Request(f"Сократи: {source}", source, room)])[0]


def test_a_causal_folder_is_a_writer_and_a_seq2seq_folder_another(folder, models):
    assert isinstance(get_writer("conclusion", str(folder)), CausalWriter)
    assert isinstance(open_model(str(models("t5"))), Seq2SeqWriter)


def test_noise_is_left_to_the_rules(folder):
    summary = summarize(ARTICLE, writer=CausalWriter(folder, cache=False))
    assert summary.text == summarize(ARTICLE).text
    assert "written by rules" in summary.notes[0]
    assert summary.tokens.read > 100
    assert summary.tokens.written > 0


def test_the_prompt_is_not_part_of_the_reply(folder):
    reply = ask(CausalWriter(folder, cache=False), ARTICLE)
    assert "Сократи" not in reply.text
    assert "assistant" not in reply.text


def test_a_model_without_a_template_is_asked_plainly(tmp_path):
    writer = CausalWriter(build(tmp_path / "base", template=False), cache=False)
    assert ask(writer, ARTICLE).failure is None


@pytest.mark.parametrize("seed", range(4))
def test_no_number_can_be_written_that_was_not_read(tmp_path, seed):
    writer = CausalWriter(build(tmp_path / "liar", likes=DIGITS, seed=seed), cache=False)
    free, held = "", ""
    for number in range(3):
        source = compose(60, number)
        reply = ask(writer, source)
        held += reply.text
        whole = re.sub(r"[\d.,:/ ]+\Z", "", reply.text)  # the last one may have been cut off
        assert find_numbers(whole) <= find_numbers(source)
        pieces, writer._source._pieces = writer._source._pieces, None
        free += ask(writer, source).text
        writer._source._pieces = pieces
    assert find_numbers(free) - find_numbers(" ".join(compose(60, n) for n in range(3)))
    assert held


def test_what_does_not_fit_is_chosen(folder):
    writer = CausalWriter(folder, context=1_024, cache=False)
    summary = summarize(compose_long(300), writer=writer)
    assert summary.tokens.read + summary.tokens.written <= 1_024


def test_it_pickles_without_its_weights(folder):
    writer = CausalWriter(folder, dtype="bfloat16")
    again = pickle.loads(pickle.dumps(writer))  # noqa: S301
    assert again.options == writer.options


def test_a_seq2seq_model_is_no_causal_one_and_the_other_way_round(folder, models):
    with pytest.raises(WeightsError, match="no causal model"):
        CausalWriter(models("t5"))
    with pytest.raises(WeightsError, match="no sequence-to-sequence model"):
        Seq2SeqWriter(folder)


@pytest.mark.parametrize("options", [{"context": 0}, {"dtype": "int3"}, {"threads": -1}])
def test_impossible_options(folder, options):
    with pytest.raises(OptionError):
        CausalWriter(folder, **options)
