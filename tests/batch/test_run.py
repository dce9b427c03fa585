import json
import sqlite3
from dataclasses import replace

import pytest

from summarizer import BusyError, ChangedError, OptionError, Summarizer, UnknownNameError
from summarizer.batch import Fields, Plan, Run, SummaryOptions, summarize_batch
from summarizer.batch.options import FOLDER
from summarizer.document import Page
from tests.texts import ARTICLE, BODY, ENGLISH, TITLE, compose

OPTIONS = SummaryOptions(style="extract", sentences=2, ranker="lead")


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "in").mkdir()
    return Plan(tmp_path / "in", tmp_path / "out", OPTIONS, forms=("text", "jsonl"), workers=1)


def fill(folder, **texts):
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(plan):
    return list(summarize_batch(plan))


def files(folder):
    """All files below a folder, but those of the journal."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and FOLDER not in path.parts
    )


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def done(target):
    base = sqlite3.connect(target / FOLDER / "journal.sqlite")
    rows = base.execute("SELECT n, run FROM done ORDER BY n").fetchall()
    base.close()
    return rows


# What comes out.


def test_the_tree_is_mirrored_and_recorded_in_order(plan):
    fill(plan.source, b__c_txt=ARTICLE, a_txt=compose(100), b__d__e_md=compose(120), z_txt="")
    outcomes = run(plan)
    assert [o.source for o in outcomes] == ["a.txt", "b/c.txt", "b/d/e.md", "z.txt"]
    assert [o.error is None for o in outcomes] == [True, True, True, False]
    assert files(plan.target) == ["a.txt", "b/c.txt", "b/d/e.md.txt", "summaries.jsonl"]
    assert records(plan.target / "summaries.jsonl") == [o.record for o in outcomes]


def test_a_text_and_its_record_say_what_the_summarizer_says(plan):
    fill(plan.source, a_txt=ARTICLE)
    (outcome,) = run(plan)
    summary = OPTIONS.build().summarize(ARTICLE)
    assert (plan.target / "a.txt").read_bytes().decode("utf-8") == f"{summary}\n"
    expected = summary.to_record()
    assert {key: outcome.record[key] for key in expected} == expected
    evidence = outcome.record["sentences"][0]["evidence"][0]
    assert summary.document.text[evidence["start"] : evidence["stop"]] == evidence["text"]


def test_a_record_says_only_what_input_options_and_version_decide(plan):
    fill(plan.source, a_txt=ARTICLE, b_txt=ENGLISH)
    good, bad = (outcome.record for outcome in run(plan))
    assert (good["id"], good["source"], good["encoding"]) == ("a.txt", "a.txt", "utf-8")
    assert good["method"] == "lead+extract"
    assert {"summarizer", "razdel", "numpy"} <= good["versions"].keys()
    assert good["error"] is None
    assert good.keys() == bad.keys()
    assert (bad["summary"], bad["error_type"]) == (None, "LanguageError")
    assert "not Russian" in bad["error"]


def test_the_model_is_named(plan):
    fill(plan.source, a_txt=ARTICLE)
    summary = replace(OPTIONS, ranker="learned")
    assert run(replace(plan, summary=summary))[0].record["model"] == "ranker-v1"
    assert Summarizer(ranker="lead").model is None


def test_time_host_and_worker_stand_in_the_journal(plan):
    fill(plan.source, a_txt=ARTICLE)
    run(plan)
    base = sqlite3.connect(plan.target / FOLDER / "journal.sqlite")
    (row,) = base.execute("SELECT seconds, worker, at, host FROM done JOIN runs USING (run)")
    base.close()
    assert all(row)


def test_documents_are_kept_when_asked_for(plan):
    fill(plan.source, a_txt=ARTICLE, b_txt="")
    good, bad = run(replace(plan, keep_documents=True))
    assert good.document["text"] == ARTICLE
    assert [s["index"] for s in good.document["sentences"]] == list(range(7))
    assert good.document["sentences"][0]["score"] == 1.0
    assert bad.document is None


def test_any_number_of_workers_gives_the_same_bytes(plan, tmp_path):
    for n in range(40):
        fill(plan.source, **{f"a{n:02}_txt": compose(60, n) if n % 9 else ""})
    found = []
    for workers in (1, 3):
        target = tmp_path / f"out-{workers}"
        run(replace(plan, target=target, workers=workers))
        found.append({name: (target / name).read_bytes() for name in files(target)})
    assert len(found[0]) == 36
    assert found[0] == found[1]


def test_two_articles_of_one_output_are_both_written(plan):
    fill(plan.source, a_md=ARTICLE, a_md_txt=compose(100))
    outcomes = run(plan)
    assert [str(o.written) for o in outcomes] == ["a.md.txt", "a.md~2.txt"]


def test_a_failed_article_does_not_hold_its_output(plan):
    fill(plan.source, a_md="", a_md_txt=ARTICLE)
    assert [str(o.written) for o in run(plan)] == ["None", "a.md.txt"]


def test_a_text_that_cannot_be_written_costs_only_itself(plan):
    fill(plan.source, a_txt=ARTICLE, b_txt=ARTICLE)
    (plan.target / "a.txt").mkdir(parents=True)
    first, second = run(plan)
    assert first.record["error_type"] == "WriteError"
    assert (first.record["summary"], second.error) == (None, None)
    assert files(plan.target) == ["b.txt", "summaries.jsonl"]


def test_an_output_inside_the_input_is_not_read(plan):
    fill(plan.source, a_txt=ARTICLE)
    inside = replace(plan, target=plan.source / "out")
    assert len(run(inside)) == 1
    assert len(run(inside)) == 1


def test_rows_become_files_named_by_their_ids(plan, tmp_path):
    rows = [
        {"id": "../x", "text": ARTICLE},
        {"id": "/x", "text": ""},
        {"id": "/X", "text": ARTICLE},
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    outcomes = run(replace(plan, source=source))
    assert [o.source for o in outcomes] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3"]
    assert [record["id"] for record in records(plan.target / "summaries.jsonl")] == [
        "../x",
        "/x",
        "/X",
    ]
    assert files(plan.target) == ["_X~2.txt", "_x.txt", "summaries.jsonl"]


def test_columns_and_titles_are_read(plan, tmp_path):
    source = tmp_path / "a.csv"
    source.write_text(f"key;head;body\nk1;Заголовок;{compose(40).split(chr(10))[2]}\n", "utf-8")
    named = replace(plan, source=source, fields=Fields("body", "key", "head"), forms=("jsonl",))
    (outcome,) = run(named)
    assert (outcome.record["id"], outcome.record["title"]) == ("k1", "Заголовок")


def test_columns_that_are_kept_stand_in_every_record(plan, tmp_path):
    rows = [
        {"text": ARTICLE, "url": "u", "date": "2024-06-01", "title": "Трамвай", "n": [1, None]},
        {"text": ENGLISH, "url": "v\ud800"},
        {"text": 5, "url": 7},
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join([*map(json.dumps, rows), "нет"]), encoding="utf-8")
    keep = ("url", "date", "n", "title")
    found = [o.record for o in run(replace(plan, source=source, fields=Fields(keep=keep)))]
    assert [(one["url"], one["date"], one["n"]) for one in found] == [
        ("u", "2024-06-01", [1, None]),
        ("v\\ud800", None, None),
        (7, None, None),
        (None, None, None),
    ]
    assert found[0]["title"] == "Трамвай"
    assert len({tuple(one) for one in found}) == 1


@pytest.mark.parametrize("keep", ["source", "summary", "notes"])
def test_a_column_cannot_take_the_place_of_a_field(plan, tmp_path, keep):
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"text": ARTICLE, keep: "x"}), encoding="utf-8")
    with pytest.raises(OptionError, match="is a field of every record"):
        run(replace(plan, source=source, fields=Fields(keep=(keep,))))


def test_a_folder_has_no_columns(plan):
    fill(plan.source, a_txt=ARTICLE)
    with pytest.raises(OptionError, match="no columns to keep"):
        run(replace(plan, fields=Fields(keep=("url",))))


def test_html_in_a_field_is_taken_off(plan, tmp_path):
    html = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"text": html, "title": TITLE}), encoding="utf-8")
    (outcome,) = run(replace(plan, source=source))
    assert outcome.record["summary"] == str(OPTIONS.build().summarize(BODY, title=TITLE))


def test_the_output_of_an_earlier_batch_is_not_read(plan):
    fill(plan.source, a_txt=ARTICLE, b__c_txt=ARTICLE)
    for target in ("out", "b/out2", "out3"):
        assert len(run(replace(plan, target=plan.source / target))) == 2


def test_limit_takes_the_first_and_may_be_raised_later(plan):
    fill(plan.source, a_txt=ARTICLE, b_txt=ARTICLE, c_txt=ARTICLE)
    assert [o.source for o in run(replace(plan, limit=2))] == ["a.txt", "b.txt"]
    assert len(records(plan.target / "summaries.jsonl")) == 2
    assert [o.source for o in run(plan)] == ["a.txt", "b.txt", "c.txt"]
    assert done(plan.target) == [(0, 1), (1, 1), (2, 2)]
    assert len(run(replace(plan, limit=1))) == 1


def test_progress_counts(plan):
    fill(plan.source, a_txt=ARTICLE, b_txt="", c_txt=ARTICLE)
    seen = []
    list(summarize_batch(plan, seen.append))
    assert (seen[-1].done, seen[-1].failed, seen[-1].resumed, seen[-1].total) == (2, 1, 0, 3)
    list(summarize_batch(plan, seen.append))
    assert (seen[-1].done, seen[-1].failed, seen[-1].resumed) == (2, 1, 3)


# Stopping and going on.


def test_a_run_that_is_left_early_goes_on_where_it_was(plan, tmp_path):
    for n in range(60):
        fill(plan.source, **{f"a{n:02}_txt": compose(60, n)})
    with Run(plan) as first:
        next(iter(first))
    before = done(plan.target)
    assert 0 < len(before) < 60
    assert not (plan.target / "summaries.jsonl").exists()
    assert len(run(plan)) == 60
    assert [row for row in done(plan.target) if row[1] == 1] == before
    run(replace(plan, target=tmp_path / "whole"))
    for name in files(tmp_path / "whole"):
        assert (plan.target / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_run_that_is_done_does_nothing_again_but_mends_its_output(plan):
    fill(plan.source, a_txt=ARTICLE, b_txt=compose(80))
    run(plan)
    before = {name: (plan.target / name).read_bytes() for name in files(plan.target)}
    (plan.target / "a.txt").write_text("испорчено", encoding="utf-8")
    (plan.target / "b.txt").unlink()
    (plan.target / "summaries.jsonl").unlink()
    run(plan)
    assert {name: (plan.target / name).read_bytes() for name in files(plan.target)} == before
    assert {row[1] for row in done(plan.target)} == {1}


def test_another_form_of_output_needs_no_work(plan):
    fill(plan.source, a_txt=ARTICLE)
    run(replace(plan, forms=("text",)))
    run(replace(plan, forms=("jsonl",)))
    assert done(plan.target) == [(0, 1)]
    assert files(plan.target) == ["a.txt", "summaries.jsonl"]


def test_other_options_are_refused_until_begun_anew(plan):
    fill(plan.source, a_txt=ARTICLE)
    run(plan)
    other = replace(plan, summary=replace(OPTIONS, sentences=1))
    with pytest.raises(ChangedError, match=r"sentences \(2 then, 1 now\)"):
        summarize_batch(other)
    (outcome,) = run(replace(other, restart=True))
    assert len(outcome.record["sentences"]) == 1


def test_a_second_run_is_refused(plan):
    fill(plan.source, a_txt=ARTICLE)
    with Run(plan), pytest.raises(BusyError):
        Run(plan)
    assert len(run(plan)) == 1


# Plans that cannot be carried out.


@pytest.mark.parametrize("way", ["same", "dots", "link"])
def test_one_folder_for_both_is_refused(plan, tmp_path, way):
    fill(plan.source, a_txt=ARTICLE)
    (tmp_path / "link").symlink_to(plan.source, target_is_directory=True)
    ways = {"same": plan.source, "dots": plan.source / ".." / "in", "link": tmp_path / "link"}
    with pytest.raises(OptionError, match="same folder"):
        summarize_batch(replace(plan, target=ways[way]))
    assert files(plan.source) == ["a.txt"]


@pytest.mark.parametrize(
    "changes",
    [
        {"limit": 0},
        {"workers": 0},
        {"timeout": 0},
        {"timeout": float("nan")},
        {"forms": ()},
        {"summary": SummaryOptions(sentences=0)},
        {"globs": ("*.pdf",)},
    ],
)
def test_a_plan_that_cannot_be_carried_out_leaves_no_trace(plan, changes):
    fill(plan.source, a_txt=ARTICLE)
    with pytest.raises(OptionError):
        summarize_batch(replace(plan, **changes))
    assert not plan.target.exists()


def test_an_input_inside_the_output_is_refused(plan):
    fill(plan.source, a_txt=ARTICLE)
    with pytest.raises(OptionError, match="could be lost"):
        summarize_batch(replace(plan, target=plan.source.parent))


def test_records_are_not_written_over_articles(plan):
    fill(plan.source, a_txt=ARTICLE)
    with pytest.raises(OptionError, match="among the articles"):
        summarize_batch(replace(plan, jsonl=plan.source / "a.txt"))
    with pytest.raises(OptionError, match=r"\.jsonl"):
        summarize_batch(replace(plan, jsonl=plan.target / "all.txt"))


def test_options_are_the_keywords_of_the_summarizer():
    built = SummaryOptions(title="Т", style="extract", words=30, ranker="lead").build()
    assert isinstance(built, Summarizer)
    assert list(built.map([Page(ARTICLE)]))
    with pytest.raises(UnknownNameError):
        SummaryOptions(ranker="нет").build()


def test_the_output_never_overwrites_the_input(plan):
    plan.target.mkdir()
    source = plan.target / "summaries.jsonl"
    source.write_text(json.dumps({"text": ARTICLE}), encoding="utf-8")
    with pytest.raises(OptionError, match="overwrite the input"):
        summarize_batch(replace(plan, source=source))
