"""A whole run on three tiny articles, and what stays of it."""

import gzip
import json

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.datasets import load
from benchmarks.report import f1, table
from benchmarks.rouge import METRICS
from benchmarks.run import Budget, fingerprint, run
from benchmarks.systems import SYSTEMS
from summarizer.segment import split
from summarizer.words import count_words
from tests.texts import SENTENCES, compose

OURS = ("lead-raw", "lead", "centrality", "conclusion")


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "tiny.jsonl"
    rows = [
        {"id": f"a{seed}", "title": None, "text": text, "summary": [text.split("\n\n")[1]]}
        for seed, text in enumerate(compose(100, seed) for seed in range(3))
    ]
    rows.append({"id": "none", "text": "Без образца.", "summary": ""})
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def examples(data):
    return list(load(data))


def finish(system, examples, folder, budget=Budget(sentences=2)):  # noqa: B008
    return list(run(system, "tiny", examples, budget, folder))


def result(folder, system, budget="2-sentences"):
    return json.loads((folder / f"tiny.{budget}.{system}.json").read_text(encoding="utf-8"))


def test_rows_without_a_reference_are_passed_over(examples):
    assert [example.id for example in examples] == ["a0", "a1", "a2"]


def test_a_text_or_a_list_may_be_the_reference(tmp_path):
    path = tmp_path / "two.jsonl"
    rows = [{"text": "Мост.", "summary": "Мост."}, {"text": "Мост.", "summary": ["А.", "Б."]}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [example.references for example in load(path)] == [("Мост.",), ("А.", "Б.")]


def test_a_packed_file_is_read_too(data, examples):
    packed = data.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(data.read_bytes()))
    assert list(load(packed)) == examples


def test_a_limit_takes_the_first(data):
    assert [example.id for example in load(data, limit=2)] == ["a0", "a1"]


def test_a_run_counts_its_articles(examples, tmp_path):
    assert finish("lead", examples, tmp_path / "results") == [1, 2, 3]


@pytest.mark.parametrize("system", OURS)
def test_a_run_writes_a_result_with_all_that_decides_it(examples, tmp_path, system):
    finish(system, examples, tmp_path)
    found = result(tmp_path, system)
    assert (found["system"], found["data"], found["budget"]) == (system, "tiny", "2 sentences")
    assert found["articles"] == len(found["documents"]) == 3
    assert found["signature"].startswith("rouge:rouge-score-")
    assert found["fingerprint"] == fingerprint(examples)
    assert {"packages", "machine", "milliseconds"} <= set(found)
    assert all(set(METRICS) < set(document) for document in found["documents"])


def test_a_second_run_keeps_the_result(examples, tmp_path):
    finish("lead", examples, tmp_path)
    path = tmp_path / "tiny.2-sentences.lead.json"
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert finish("lead", examples, tmp_path) == []
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_other_articles_are_run_again(examples, tmp_path):
    finish("lead", examples, tmp_path)
    assert finish("lead", examples[:2], tmp_path) == [1, 2]
    assert result(tmp_path, "lead")["articles"] == 2


def test_another_budget_is_another_file(examples, tmp_path):
    finish("lead", examples, tmp_path)
    assert finish("lead", examples, tmp_path, Budget(words=30)) == [1, 2, 3]
    assert len(list(tmp_path.glob("tiny.*.lead.json"))) == 2


def test_two_runs_score_the_same(examples, tmp_path):
    finish("centrality", examples, tmp_path / "one")
    finish("centrality", examples, tmp_path / "two")
    first, second = (result(tmp_path / name, "centrality") for name in ("one", "two"))
    assert first["documents"] == second["documents"]


def test_a_text_that_is_refused_scores_0_and_counts(examples, tmp_path):
    english = [type(e)(e.id, None, "An English text.", e.references) for e in examples[:1]]
    finish("lead", [*english, *examples[1:]], tmp_path)
    found = result(tmp_path, "lead")
    assert found["articles"] == 3
    assert found["documents"][0]["words"] == 0
    assert f1(found, "rouge1")[0] == 0
    assert f1(found, "rouge1")[1] > 0


def test_the_lead_of_an_article_whose_lead_is_the_reference_scores_high(examples, tmp_path):
    finish("lead", examples, tmp_path, Budget(sentences=3))
    assert min(f1(result(tmp_path, "lead", "3-sentences"), "rouge1")) > 80


def test_the_table_shows_every_system_best_first(examples, tmp_path):
    for system in OURS:
        finish(system, examples, tmp_path)
    lines = table(tmp_path, "tiny", "2 sentences").splitlines()[2:]
    assert sorted(line.split("|")[1].strip() for line in lines) == sorted(OURS)
    scores = [float(line.split("|")[5]) for line in lines]  # R1
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("system", OURS)
def test_the_command_runs_and_prints_the_table(data, tmp_path, system):
    systems = ",".join(dict.fromkeys(["lead", system]))
    arguments = ["run", "--data", str(data), "--sentences", "2", "--systems", systems]
    found = CliRunner().invoke(main, [*arguments, "--results", str(tmp_path / "results")])
    assert found.exit_code == 0
    assert f"| {system} |" in found.output


def test_without_a_budget_each_system_has_its_own_length(data, tmp_path):
    arguments = ["run", "--data", str(data), "--systems", "conclusion,formula+lead:5s"]
    flags = ["--baseline", "formula+lead:5s", "--results", str(tmp_path / "results")]
    found = CliRunner().invoke(main, [*arguments, *flags])
    assert found.exit_code == 0, found.output
    assert "− formula+lead:5s" in found.output
    assert "| conclusion |" in found.output
    lengths = [count_words(example.references[0]) for example in load(data)]
    assert f"references have {sum(lengths) / 3:.1f} words" in found.output


def test_a_baseline_that_was_not_run_is_refused(data, tmp_path):
    arguments = ["run", "--data", str(data), "--systems", "lead", "--sentences", "2"]
    flags = ["--baseline", "learned", "--results", str(tmp_path / "results")]
    found = CliRunner().invoke(main, [*arguments, *flags])
    assert found.exit_code == 2
    assert "no result of 'learned'" in found.output


@pytest.mark.parametrize(
    "flags", [[], ["--sentences", "2", "--words", "9"], ["--sentences", "2", "--systems", "нет"]]
)
def test_the_command_refuses_wrong_usage(data, tmp_path, flags):
    arguments = ["run", "--data", str(data), "--results", str(tmp_path), *flags]
    assert CliRunner().invoke(main, arguments).exit_code == 2


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_every_system_keeps_the_sentences(examples, system):
    texts = SYSTEMS[system](examples[0], 2, None)
    assert 1 <= len(texts) <= 2


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_every_system_gives_sentences_of_the_article(examples, system):
    texts = SYSTEMS[system](examples[0], 3, None)
    known = {sentence.text for sentence in split(examples[0].text)}
    endings = tuple(text[-25:] for text in known)
    assert all(text.endswith(endings) for text in texts)


@pytest.mark.parametrize("system", OURS)
def test_our_systems_keep_the_words(examples, system):
    texts = SYSTEMS[system](examples[0], None, 40)
    assert 0 < count_words(" ".join(texts)) <= 40


def test_a_fingerprint_changes_with_text_and_reference(examples):
    first = examples[0]
    other = type(first)(first.id, first.title, first.text, (SENTENCES[0],))
    assert fingerprint([first]) != fingerprint([other])
    assert fingerprint([first]) == fingerprint(examples[:1])
