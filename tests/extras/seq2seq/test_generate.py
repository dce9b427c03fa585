"""What models write: all kinds, alike in batches, held to the numbers of the source."""

import pytest
import torch

from summarizer import OptionError, WeightsError
from summarizer.write.model import Request
from summarizer.write.model.held import find_numbers
from summarizer.write.seq2seq import Convention
from summarizer.write.seq2seq.ct2 import KINDS as CONVERTED
from summarizer.write.seq2seq.generate import bucket
from summarizer.write.seq2seq.loading import find_checkpoint
from summarizer.write.seq2seq.writer import open_engine
from tests.extras.seq2seq.tiny import build
from tests.texts import BODY, POOL, SENTENCES

KINDS = ("t5", "mt5", "mbart", "mbart50", "bart", "bert2bert")
kinds = pytest.mark.parametrize("kind", KINDS)


def open_model(folder, convention=None, **options):
    checkpoint = find_checkpoint(str(folder), convention=convention)
    return open_engine(checkpoint, **{"beams": 1} | options)


def ask(*texts, room=40):
    return [Request(text, text, room) for text in texts]


def spy(engine, monkeypatch):
    """Return the list that the options and the output of every call of ``generate`` go to."""
    calls = []
    real = engine._model.generate

    def generate(**options):
        calls.append(options | {"output": real(**options)})
        return calls[-1]["output"]

    monkeypatch.setattr(engine._model, "generate", generate)
    return calls


def scramble(engine, seed=0):
    """Give a model other weights, so large that its choices are lively nonsense."""
    torch.manual_seed(seed)
    with torch.no_grad():
        for tensor in engine._model.parameters():
            tensor.normal_(0, 0.5)
    return engine


@kinds
@pytest.mark.parametrize("beams", [1, 3])
def test_a_model_writes_the_same_alone_and_in_a_batch(models, kind, beams):
    engine = open_model(models(kind), beams=beams)
    texts = [*SENTENCES, BODY]
    together = engine.generate(ask(*texts))
    assert [engine.generate(ask(text))[0] for text in texts] == together
    assert engine.generate(ask(*texts)) == together


@kinds
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("beams", [1, 4])
def test_nonsense_holds_no_number_that_the_source_does_not(models, kind, seed, beams):
    engine = scramble(open_model(models(kind), beams=beams), seed)
    sources = [*POOL[:10], BODY]
    written = engine.generate(ask(*sources, room=64))
    for source, reply in zip(sources, written, strict=True):
        assert reply.failure is None
        numbers = find_numbers(reply.text)
        if not reply.finished and reply.text[-1:].isdigit():
            numbers = find_numbers(reply.text.rstrip("0123456789.,:/ "))
        assert numbers <= find_numbers(source), reply.text


def test_without_the_processor_nonsense_holds_other_numbers(models):
    """The test above would see them."""
    engines = [scramble(open_model(models("t5"), held=False), seed) for seed in range(3)]
    sources = [*POOL[:10], BODY]
    assert any(
        find_numbers(reply.text) - find_numbers(source)
        for engine in engines
        for source, reply in zip(sources, engine.generate(ask(*sources, room=64)), strict=True)
    )


def test_it_searches_by_beams_and_draws_nothing(models, monkeypatch):
    convention = Convention(no_repeat=2, repetition_penalty=1.5, shortest=4)
    engine = open_model(models("t5"), convention, beams=3)
    settings = engine._model.generation_config
    assert settings.do_sample is False
    assert (settings.num_beams, settings.no_repeat_ngram_size) == (3, 2)
    assert (settings.repetition_penalty, settings.min_new_tokens) == (1.5, 4)
    calls = spy(engine, monkeypatch)
    engine.generate(ask(BODY, room=2))
    assert calls[0]["min_new_tokens"] == 4


def test_mbart_is_told_the_language(models, monkeypatch):
    engine = open_model(models("mbart"))
    calls = spy(engine, monkeypatch)
    engine.generate(ask(BODY))
    russian = engine._tokenizer.convert_tokens_to_ids("ru_RU")
    assert calls[0]["input_ids"][0, -1] == russian
    assert calls[0]["output"][0, 0] == russian


def test_mbart_50_is_told_the_language_its_own_way(models, monkeypatch):
    engine = open_model(models("mbart50"))
    calls = spy(engine, monkeypatch)
    engine.generate(ask(BODY))
    russian = engine._tokenizer.convert_tokens_to_ids("ru_RU")
    assert calls[0]["input_ids"][0, 0] == russian
    assert calls[0]["output"][0, :2].tolist() == [2, russian]


def test_two_berts_begin_with_the_class_token(models, monkeypatch):
    engine = open_model(models("bert2bert"))
    calls = spy(engine, monkeypatch)
    engine.generate(ask(BODY))
    tokenizer = engine._tokenizer
    assert calls[0]["output"][0, 0] == tokenizer.cls_token_id
    assert engine._model.generation_config.eos_token_id == tokenizer.sep_token_id


@pytest.mark.parametrize("runtime", ["transformers", "ctranslate2"])
def test_a_language_that_a_model_lacks_is_an_error(models, runtime):
    with pytest.raises(WeightsError, match="no language 'xx'"):
        open_model(models("mbart"), Convention(language="xx"), runtime=runtime)


def test_no_more_is_written_than_there_are_positions(models):
    reply = open_model(models("bart")).generate(ask(BODY, room=5_000))[0]
    assert reply.failure is None
    assert not reply.finished


def test_what_fails_as_a_batch_is_tried_in_halves(models, monkeypatch):
    engine = open_model(models("t5"))
    texts = [*SENTENCES]
    expected = engine.generate(ask(*texts))
    real = engine._model.generate

    def generate(**options):
        if len(options["input_ids"]) > 2:
            raise torch.OutOfMemoryError("no memory for that")
        return real(**options)

    monkeypatch.setattr(engine._model, "generate", generate)
    assert engine.generate(ask(*texts)) == expected


def test_what_fails_alone_says_so(models, monkeypatch):
    engine = open_model(models("t5"))

    def generate(**_):
        raise RuntimeError("broken\nin detail")

    monkeypatch.setattr(engine._model, "generate", generate)
    assert [reply.failure for reply in engine.generate(ask(*SENTENCES[:2]))] == ["broken"] * 2


def test_batches_are_of_one_room_and_of_like_length():
    requests = [Request(str(n), "", room) for n, room in enumerate([40, 200, 40, 40, 195, 40])]
    batches = list(bucket(requests, [5, 9, 300, 6, 2, 290], 2))
    assert batches == [(0, 3), (5, 2), (4, 1)]


def test_linear_layers_can_be_int8(models):
    engine = open_model(models("bert2bert"), dtype="int8")
    assert "torch.qint8" in repr(engine._model.decoder)
    assert engine.generate(ask(BODY))[0].failure is None
    with pytest.raises(OptionError, match="leave device out"):
        open_model(models("bert2bert"), dtype="int8", device="meta")


def test_a_device_that_is_not_there_is_an_error(models):
    with pytest.raises(OptionError, match="device='nowhere' cannot be used"):
        open_model(models("t5"), device="nowhere")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "bert2bert"])
def test_ctranslate2_writes_what_transformers_writes(models, kind):
    torch_engine = open_model(models(kind), held=False)
    other = open_model(models(kind), runtime="ctranslate2", threads=1)
    assert type(other).__name__ == "CTranslate2"
    texts = [*SENTENCES, BODY]
    assert other.generate(ask(*texts)) == torch_engine.generate(ask(*texts))


def test_int8_takes_ctranslate2_where_it_converts(models):
    assert type(open_model(models("t5"), dtype="int8")).__name__ == "CTranslate2"
    assert type(open_model(models("bert2bert"), dtype="int8")).__name__ == "Transformers"
    assert "bert2bert" not in CONVERTED


def test_ctranslate2_is_not_forced_on_what_it_does_not_convert(models):
    with pytest.raises(WeightsError, match="does not convert a encoder-decoder"):
        open_model(models("bert2bert"), runtime="ctranslate2")


def test_a_conversion_is_made_once_and_anew_when_the_files_change(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = build(tmp_path / "t5", "t5")
    checkpoint = find_checkpoint(str(folder))
    for _ in range(2):
        open_engine(checkpoint, beams=1, runtime="ctranslate2", threads=1)
    assert len(list((tmp_path / "cache" / "summarizer").iterdir())) == 1
    (folder / "config.json").touch()
    open_engine(checkpoint, beams=1, runtime="ctranslate2", threads=1)
    assert len(list((tmp_path / "cache" / "summarizer").iterdir())) == 2
