"""Fine-tuning, for real, for seconds: a folder comes out that the library opens."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner

from summarizer import summarize
from summarizer.write.seq2seq import Seq2SeqWriter
from tests.texts import ARTICLE, SENTENCES, TITLE, compose

RECIPE = Path(__file__).parents[3] / "models" / "finetune.py"


@pytest.fixture(scope="module")
def finetune():
    spec = importlib.util.spec_from_file_location("finetune", RECIPE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["finetune"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["finetune"]


@pytest.fixture
def data(tmp_path):
    rows = [
        {"title": TITLE, "text": ARTICLE, "conclusion": SENTENCES[number]}
        for number in range(len(SENTENCES))
    ]
    rows += [{"text": compose(60, seed), "conclusion": SENTENCES[2]} for seed in range(5)]
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def run(module, *arguments):
    done = CliRunner().invoke(module.main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("kind", ["t5", "mbart", "bert2bert"])
def test_the_loss_falls_and_the_folder_is_a_writer(finetune, models, data, tmp_path, kind):
    out = tmp_path / "tuned"
    flags = ["--validation", data, "--epochs", 3, "--batch", 4, "--rate", 0.01, "--threads", 1]
    output = run(finetune, models(kind), data, out, *flags)
    losses = [float(loss) for loss in re.findall(r"validation (?:loss )?([\d.]+)", output)]
    assert losses[-1] < losses[0] - 0.2
    writer = Seq2SeqWriter(out)
    assert writer.concludes
    assert summarize(ARTICLE, writer=writer).text


def test_a_pair_that_claims_too_much_is_left_out(finetune, models):
    checkpoint = finetune.find_checkpoint(str(models("t5")))
    rows = [
        {"title": TITLE, "text": ARTICLE, "conclusion": SENTENCES[1]},
        {"title": TITLE, "text": ARTICLE, "conclusion": "Ветку длиной 7,4 км строили пять лет."},
        {"title": None, "text": "", "conclusion": "Ничего."},
    ]
    pairs, line = finetune.make_pairs(rows, checkpoint)
    assert len(pairs) == 1
    assert line.startswith("1 of 3 pairs; 1 claim")
    assert len(pairs[0].source) <= checkpoint.limit


def test_the_rate_falls_to_zero_in_time(finetune, models):
    model = finetune.load_model(finetune.find_checkpoint(str(models("t5"))))
    pairs = [finetune.Pair((5, 6, 1), (7, 1))] * 8
    plan = finetune.Plan(epochs=10_000, batch=4, rate=1e-3, minutes=0.02, seed=0)
    epochs = list(finetune.train(model, pairs, pairs[:2], plan, 0))
    assert 0 < len(epochs) < 10_000
    assert torch.isfinite(torch.tensor([loss for *_, loss in epochs])).all()
