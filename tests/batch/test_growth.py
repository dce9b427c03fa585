"""An input that has changed since the last run: the output is that of a run from scratch."""

import io
import json
import shutil
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import ChangedError
from summarizer.batch import Plan, Run, SummaryOptions, summarize_batch
from summarizer.batch.options import FOLDER
from tests.faults.kills import contents
from tests.texts import ARTICLE, ENGLISH, compose

OPTIONS = SummaryOptions(style="extract", sentences=2, ranker="lead")


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "in").mkdir()
    return Plan(tmp_path / "in", tmp_path / "out", OPTIONS, forms=("text", "jsonl"), workers=1)


def fill(folder, texts):
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(plan):
    """Carry a plan out; return how many articles were done now."""
    with Run(plan) as batch:
        list(batch)
        return batch.progress.done + batch.progress.failed - batch.progress.resumed


def from_scratch(plan):
    target = plan.target.with_name("scratch")
    shutil.rmtree(target, ignore_errors=True)
    run(replace(plan, target=target))
    return contents(target)


BEFORE = {"b.txt": compose(60, 1), "d/e.md": compose(60, 2), "f.txt": ENGLISH, "h.txt": ARTICLE}


@pytest.mark.parametrize(
    ("change", "work"),
    [
        ({"a.txt": compose(60, 3)}, 1),  # in front of all
        ({"d/d.txt": compose(60, 3), "z.txt": compose(60, 4)}, 2),
        ({"b.txt": compose(60, 3)}, 1),  # changed
        ({"f.txt": compose(60, 3)}, 1),  # could not be summarized, now it can
        ({"h.txt": ENGLISH}, 1),  # the reverse
        ({"b.txt": None}, 0),  # gone
        ({"d/e.md": None}, 0),  # gone with its folder
        ({"b.txt": None, "a.txt": BEFORE["b.txt"], "h.txt": ENGLISH, "c.txt": ARTICLE}, 3),
        ({"b.txt.txt": compose(60, 3), "b.txt": None}, 1),
        ({"d/e.md.txt": compose(60, 3)}, 1),  # wants the name that e.md has
        ({"d": None, "d.txt": compose(60, 3)}, 1),
        ({}, 0),
    ],
)
@pytest.mark.parametrize("stopped", [False, True])
def test_a_folder_goes_on_with_what_has_changed(plan, change, work, stopped):
    fill(plan.source, BEFORE)
    run(plan)
    fill(plan.source, {name: text for name, text in change.items() if text is not None})
    for name in (name for name, text in change.items() if text is None):
        shutil.rmtree(plan.source / name, ignore_errors=True)
        (plan.source / name).unlink(missing_ok=True)
    if stopped:
        with Run(plan) as batch:
            next(iter(batch))
    assert run(plan) in ((work,) if not stopped else range(work + 1))
    assert contents(plan.target) == from_scratch(plan)
    assert not [
        path for path in plan.target.rglob("*") if path.is_dir() and not any(path.iterdir())
    ]


def test_names_of_one_output_are_given_anew(plan):
    fill(plan.source, {"a.md": ARTICLE, "a.md.txt": compose(60, 1), "b.txt": ARTICLE})
    run(plan)
    assert {"a.md.txt", "a.md~2.txt"} < contents(plan.target).keys()
    (plan.source / "a.md").unlink()
    assert run(plan) == 0
    assert contents(plan.target) == from_scratch(plan)
    assert "a.md~2.txt" not in contents(plan.target)


def test_what_was_found_is_said(plan):
    fill(plan.source, {"a.txt": ARTICLE, "b.txt": ARTICLE})
    run(plan)
    fill(plan.source, {"a.txt": ENGLISH, "c.txt": ARTICLE, "d.txt": ARTICLE})
    (plan.source / "b.txt").unlink()
    with Run(plan) as batch:
        assert batch.changes == (
            "2 inputs new (c.txt)",
            "1 input gone (b.txt)",
            "1 input changed (a.txt)",
        )


def test_files_that_are_not_ours_stay(plan):
    fill(plan.source, {"a.txt": ARTICLE, "b/c.txt": ARTICLE})
    run(plan)
    (plan.target / "b" / "notes.txt").write_text("мои заметки", encoding="utf-8")
    shutil.rmtree(plan.source / "b")
    run(plan)
    assert contents(plan.target).keys() == {"a.txt", "b/notes.txt", "summaries.jsonl"}


def test_texts_stay_where_a_run_writes_none(plan):
    fill(plan.source, {"b.txt": ARTICLE, "c.txt": ARTICLE})
    run(plan)
    fill(plan.source, {"a.txt": ARTICLE})
    run(replace(plan, forms=("jsonl",)))
    assert contents(plan.target).keys() == {"b.txt", "c.txt", "summaries.jsonl"}
    (plan.source / "c.txt").unlink()
    run(plan)
    assert contents(plan.target) == from_scratch(plan)


def test_a_limit_keeps_what_is_beyond_it_for_later(plan):
    fill(plan.source, BEFORE)
    run(plan)
    fill(plan.source, {"a.txt": ARTICLE})
    assert run(replace(plan, limit=2)) == 1
    assert contents(plan.target) == from_scratch(replace(plan, limit=2))
    assert run(plan) == 0
    assert contents(plan.target) == from_scratch(plan)


def test_another_folder_is_refused_unless_all_is_in_it(plan):
    fill(plan.source, {"a.txt": ARTICLE, "b.txt": ARTICLE})
    run(plan)
    other = plan.source.with_name("other")
    fill(other, {"a.txt": ARTICLE})
    with pytest.raises(ChangedError, match="1 input gone"):
        Run(replace(plan, source=other))
    moved = plan.source.rename(plan.source.with_name("moved"))
    fill(moved, {"0.txt": compose(60)})
    assert run(replace(plan, source=moved)) == 1


# Tables.

ROWS = [{"id": f"k{n}", "text": compose(60, n)} for n in range(4)]
UNNAMED = [{"text": row["text"]} for row in ROWS]
NEW = {"text": compose(60, 9)}


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("before", "after", "work"),
    [
        (ROWS, [*ROWS, NEW], 1),
        (ROWS, [NEW, *ROWS], 1),
        (UNNAMED, [*UNNAMED[:2], NEW, *UNNAMED[2:]], 1),
        (UNNAMED, UNNAMED[1:], 0),
        (UNNAMED, UNNAMED[:2], 0),
        (UNNAMED, UNNAMED[::-1], 0),
        (UNNAMED, [NEW, NEW, *UNNAMED, UNNAMED[0]], 2),
        (ROWS, [{**ROWS[0], "title": "Итог"}, *ROWS[1:]], 1),
        ([*ROWS, {"text": 5}], [{"text": 5}, *ROWS], 0),
        ([*UNNAMED, {"id": "x", "text": ENGLISH}], [{"id": "x", "text": ENGLISH}, *UNNAMED], 0),
        # An id that looks like the name that a row has for want of one.
        ([{"id": "a.jsonl:1", **NEW}, *UNNAMED], [*UNNAMED, {"id": "a.jsonl:1", **NEW}], 0),
    ],
)
def test_a_table_goes_on_with_what_has_changed(plan, before, after, work):
    plan = replace(plan, source=plan.source / "a.jsonl")
    plan.source.write_text(lines(before), encoding="utf-8")
    assert run(plan) == len(before)
    plan.source.write_text(lines(after), encoding="utf-8")
    assert run(plan) == work
    assert contents(plan.target) == from_scratch(plan)
    assert run(plan) == 0


def test_blank_lines_move_a_row(plan):
    plan = replace(plan, source=plan.source / "a.jsonl")
    plan.source.write_text(lines(UNNAMED), encoding="utf-8")
    run(plan)
    plan.source.write_text("\n\n" + lines(UNNAMED), encoding="utf-8")
    assert run(plan) == 0
    assert contents(plan.target) == from_scratch(plan)


def test_a_table_of_csv_goes_on_too(plan):
    plan = replace(plan, source=plan.source / "a.csv")
    rows = ['"' + row["text"] + '"\n' for row in ROWS]
    plan.source.write_text("text\n" + "".join(rows[1:]), encoding="utf-8")
    run(plan)
    plan.source.write_text("text\n" + "".join(rows), encoding="utf-8")
    assert run(plan) == 1
    assert contents(plan.target) == from_scratch(plan)


def test_standard_input_may_grow(plan, monkeypatch):
    plan = replace(plan, source=Path("-"))
    for rows, work in ((UNNAMED[1:], 3), (UNNAMED, 1)):
        stream = io.TextIOWrapper(io.BytesIO(lines(rows).encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        assert run(plan) == work
    found = contents(plan.target)
    assert sorted(name for name in found if name.endswith(".txt")) == [
        f"stdin_{n}.txt" for n in range(1, 5)
    ]


def test_another_table_is_refused(plan):
    plan = replace(plan, source=plan.source / "a.jsonl")
    plan.source.write_text(lines(UNNAMED), encoding="utf-8")
    run(plan)
    other = replace(plan, source=plan.source.with_name("b.jsonl"))
    other.source.write_text(lines(UNNAMED[1:]), encoding="utf-8")
    with pytest.raises(ChangedError, match=r"input b\.jsonl:1"):
        list(summarize_batch(other))
    other.source.write_text(lines(UNNAMED[:1]), encoding="utf-8")
    with pytest.raises(ChangedError, match="inputs gone after number 1"):
        list(summarize_batch(other))
    assert run(plan) == 0


def test_old_records_are_never_delivered_for_new_articles(plan):
    """A run that was stopped has gaps; what lies behind one may be of the older input."""
    fill(plan.source, {f"{n}.txt": compose(60, n) for n in range(6)})
    run(plan)
    base = sqlite3.connect(plan.target / FOLDER / "journal.sqlite")
    base.execute("DELETE FROM done WHERE n = 2")
    base.commit()
    base.close()
    fill(plan.source, {"4.txt": compose(60, 9)})
    seen = [(o.source, o.record["summary"]) for o in summarize_batch(plan)]
    expected = [(o.source, o.record["summary"]) for o in fresh(plan)]
    assert seen == expected


def fresh(plan):
    return summarize_batch(replace(plan, target=plan.target.with_name("fresh")))
