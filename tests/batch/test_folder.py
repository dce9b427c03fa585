import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from summarizer import (
    EmptyTextError,
    LanguageError,
    OptionError,
    Page,
    ReadError,
    Summarizer,
    Summary,
)
from summarizer.batch import Outcome, summarize_folder
from summarizer.batch.folder import write_text
from tests.texts import ARTICLE, ENGLISH, compose


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


@pytest.fixture
def target(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def html(monkeypatch):
    """An HTML reader that needs no extra."""
    monkeypatch.setattr(
        "summarizer.batch.source.parse_html",
        lambda html, path: Page(html.removeprefix("<html>"), "Заголовок страницы"),
    )


def fill(folder, **texts):
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(source, target, **options):
    return list(summarize_folder(source, target, Summarizer(), **options))


def files(folder):
    """All files below a folder, hidden ones too."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def reasons(outcomes):
    return {
        outcome.source.as_posix(): str(outcome.result)
        for outcome in outcomes
        if not isinstance(outcome.result, Summary)
    }


# Where summaries go.


def test_the_tree_is_mirrored(source, target):
    fill(source, a_txt=ARTICLE, b__c_txt=ARTICLE, b__d__e_txt=ARTICLE)
    run(source, target)
    assert files(target) == ["a.txt", "b/c.txt", "b/d/e.txt"]


def test_another_suffix_is_kept_before_txt(source, target, html):
    fill(source, a_txt=ARTICLE, b_html=f"<html>{ARTICLE}", c_md=ARTICLE, d_htm=ARTICLE)
    outcomes = run(source, target)
    assert reasons(outcomes) == {}
    assert files(target) == ["a.txt", "b.html.txt", "c.md.txt", "d.htm.txt"]


def test_nothing_but_summaries_is_named_txt(source, target, tmp_path):
    fill(source, a_txt=ARTICLE, bad_txt="", c_md=compose(100))
    run(source, target, jsonl=target / "all.jsonl")
    assert [name for name in files(target) if name.endswith(".txt")] == ["a.txt", "c.md.txt"]


def test_a_file_holds_the_summary_and_a_line_end(source, target):
    fill(source, a_txt=ARTICLE)
    (outcome,) = run(source, target)
    assert (target / "a.txt").read_bytes().decode("utf-8") == f"{outcome.result.text}\n"


def test_an_outcome_names_its_source_relative_to_the_input(source, target):
    fill(source, b__c_txt=ARTICLE)
    (outcome,) = run(source, target)
    assert outcome.source == Path("b/c.txt")


def test_the_title_of_the_page_reaches_the_summary(source, target, html):
    fill(source, b_html=ARTICLE)
    (outcome,) = run(source, target)
    assert outcome.result.document.title == "Заголовок страницы"


def test_a_second_run_gives_the_same_files(source, target):
    fill(source, a_txt=ARTICLE, b_txt=compose(150))
    run(source, target)
    first = {name: (target / name).read_bytes() for name in files(target)}
    run(source, target)
    assert {name: (target / name).read_bytes() for name in files(target)} == first


def test_no_temporary_file_is_left(source, target):
    fill(source, a_txt=ARTICLE, b_txt="", c_txt=compose(100))
    run(source, target, jsonl=target / "all.jsonl")
    assert files(target) == ["a.txt", "all.jsonl", "c.txt"]


def test_a_file_is_replaced_whole(target):
    write_text(target / "deep" / "a.txt", "старое")
    write_text(target / "deep" / "a.txt", "новое")
    assert (target / "deep" / "a.txt").read_text(encoding="utf-8") == "новое"
    assert files(target) == ["deep/a.txt"]


def test_outcomes_come_one_at_a_time(source, target):
    fill(source, a_txt=ARTICLE, b_txt=ARTICLE)
    outcomes = summarize_folder(source, target, Summarizer())
    next(outcomes)
    assert files(target) == ["a.txt"]
    next(outcomes)
    assert files(target) == ["a.txt", "b.txt"]


# What fails.


def test_a_failed_file_has_its_reason_and_the_others_are_done(source, target):
    fill(source, a_txt=ARTICLE, b_txt="", c_txt=ENGLISH, d_txt=compose(100))
    outcomes = run(source, target)
    assert [type(outcome.result) for outcome in outcomes] == [
        Summary,
        EmptyTextError,
        LanguageError,
        Summary,
    ]
    assert files(target) == ["a.txt", "d.txt"]


def test_a_binary_file_costs_only_itself(source, target):
    fill(source, b_txt=ARTICLE)
    (source / "a.txt").write_bytes(ARTICLE.encode("utf-16")[:-1])
    outcomes = run(source, target)
    assert isinstance(outcomes[0].result, ReadError)
    assert isinstance(outcomes[1].result, Summary)


def test_a_file_in_an_old_encoding_is_summarized(source, target):
    (source / "a.txt").write_bytes(ARTICLE.encode("cp1251"))
    fill(source, b_txt=ARTICLE)
    first, second = run(source, target)
    assert first.result == second.result


def test_two_articles_of_one_output_cost_one_of_them_a_clear_error(source, target):
    fill(source, a_md=ARTICLE, a_md_txt=compose(100), b_txt=ARTICLE)
    outcomes = run(source, target)
    assert list(reasons(outcomes)) == ["a.md.txt"]
    assert "a.md.txt already" in reasons(outcomes)["a.md.txt"]
    kept = next(o.result for o in outcomes if o.source.name == "a.md")
    assert (target / "a.md.txt").read_text(encoding="utf-8") == f"{kept.text}\n"


def test_a_failed_article_does_not_hold_its_output(source, target):
    fill(source, a_md="", a_md_txt=ARTICLE)
    assert list(reasons(run(source, target))) == ["a.md"]
    assert files(target) == ["a.md.txt"]


@pytest.mark.parametrize("length", [118, 124, 125])
def test_a_file_of_the_longest_name_does_not_end_the_run(source, target, length):
    name = "я" * length + ".txt"
    fill(source, zz_txt=ARTICLE)
    (source / name).write_text(ARTICLE, encoding="utf-8")
    outcomes = run(source, target)
    assert len(outcomes) == 2
    assert "zz.txt" in files(target)


def test_a_markdown_file_of_the_longest_name_does_not_end_the_run(source, target):
    (source / ("a" * 252 + ".md")).write_text(ARTICLE, encoding="utf-8")
    fill(source, zz_txt=ARTICLE)
    outcomes = run(source, target)
    assert [type(o.result) is Summary for o in outcomes if o.source.name == "zz.txt"] == [True]


def test_a_folder_in_the_place_of_an_output_does_not_end_the_run(source, target):
    fill(source, a_txt=ARTICLE, b_txt=ARTICLE)
    (target / "a.txt").mkdir(parents=True)
    outcomes = run(source, target)
    assert list(reasons(outcomes)) == ["a.txt"]
    assert files(target) == ["b.txt"]


def test_a_file_name_that_is_no_utf_8_is_recorded(source, target, tmp_path):
    Path(os.fsdecode(os.fsencode(source) + b"/\xff\xfe.txt")).write_text(ARTICLE, encoding="utf-8")
    (outcome,) = run(source, target, jsonl=tmp_path / "all.jsonl")
    assert isinstance(outcome.result, Summary)
    assert len((tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_loop_of_links_ends(source, target):
    fill(source, a__b_txt=ARTICLE)
    (source / "a" / "up").symlink_to(source, target_is_directory=True)
    (source / "self.txt").symlink_to(source / "self.txt")
    outcomes = run(source, target)
    assert [outcome.source.as_posix() for outcome in outcomes] == ["a/b.txt"]


# Which folders.


def test_an_output_inside_the_input_is_not_read(source):
    fill(source, a_txt=ARTICLE)
    inside = source / "out"
    run(source, inside)
    assert len(run(source, inside)) == 1
    assert files(source) == ["a.txt", "out/a.txt"]


def test_an_input_inside_the_output_is_not_overwritten(tmp_path):
    outer = tmp_path / "all"
    fill(outer, news__a_txt=ARTICLE, news__news__a_txt=compose(120))
    before = {name: (outer / name).read_bytes() for name in files(outer)}
    with suppress(OptionError):
        run(outer / "news", outer)
    assert {name: (outer / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("way", ["same", "dots", "link"])
def test_one_folder_for_both_is_refused(source, tmp_path, way):
    fill(source, a_txt=ARTICLE)
    (tmp_path / "link").symlink_to(source, target_is_directory=True)
    other = {"same": source, "dots": source / ".." / "in", "link": tmp_path / "link"}[way]
    with pytest.raises(OptionError, match="same folder"):
        summarize_folder(source, other, Summarizer())
    assert (source / "a.txt").read_text(encoding="utf-8") == ARTICLE


def test_a_folder_without_articles_is_refused(source, target):
    fill(source, a_pdf="x", _hidden_txt=ARTICLE)
    with pytest.raises(OptionError, match=r"no \.txt, \.md or \.html articles"):
        summarize_folder(source, target, Summarizer())
    assert not target.exists()


def test_a_missing_folder_is_refused(source, target):
    with pytest.raises(OptionError, match="articles"):
        summarize_folder(source / "none", target, Summarizer())


# Records.


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_document_has_a_record_failed_ones_too(source, target, tmp_path):
    fill(source, a_txt=ARTICLE, b_txt="", c_txt=compose(100))
    jsonl = tmp_path / "deep" / "all.jsonl"
    run(source, target, jsonl=jsonl)
    found = records(jsonl)
    assert [record["source"] for record in found] == ["a.txt", "b.txt", "c.txt"]
    assert [record["error"] is None for record in found] == [True, False, True]
    assert found[1]["summary"] is None
    assert "empty" in found[1]["error"]


def test_a_record_has_what_the_summary_has(source, target, tmp_path):
    fill(source, a_txt=ARTICLE)
    (outcome,) = run(source, target, jsonl=tmp_path / "all.jsonl")
    (record,) = records(tmp_path / "all.jsonl")
    assert record == {"source": "a.txt", **outcome.result.to_dict(), "error": None}
    assert record["sentences"][0]["evidence"][0]["stop"] > 0


def test_russian_stays_readable_in_the_records(source, target, tmp_path):
    fill(source, статья_txt=ARTICLE)
    run(source, target, jsonl=tmp_path / "all.jsonl")
    assert "Лесогорск" in (tmp_path / "all.jsonl").read_text(encoding="utf-8")


def test_the_records_appear_when_the_run_is_over(source, target, tmp_path):
    fill(source, a_txt=ARTICLE, b_txt=ARTICLE)
    jsonl = tmp_path / "all.jsonl"
    outcomes = summarize_folder(source, target, Summarizer(), jsonl=jsonl)
    next(outcomes)
    assert not jsonl.exists()
    list(outcomes)
    assert len(records(jsonl)) == 2


def test_a_run_that_is_stopped_leaves_the_records_of_the_run_before(source, target, tmp_path):
    fill(source, a_txt=ARTICLE, b_txt=ARTICLE)
    jsonl = tmp_path / "all.jsonl"
    jsonl.write_text("прежние записи", encoding="utf-8")
    outcomes = summarize_folder(source, target, Summarizer(), jsonl=jsonl)
    next(outcomes)
    outcomes.close()
    assert jsonl.read_text(encoding="utf-8") == "прежние записи"


def test_records_that_would_look_like_a_summary_are_refused(source, target):
    fill(source, a_txt=ARTICLE)
    with pytest.raises(OptionError, match=r"\.jsonl"):
        summarize_folder(source, target, Summarizer(), jsonl=target / "all.txt")


def test_records_do_not_overwrite_an_article(source, target):
    fill(source, a_txt=ARTICLE)
    with suppress(OptionError):
        run(source, target, jsonl=source / "a.txt")
    assert (source / "a.txt").read_text(encoding="utf-8") == ARTICLE


def test_an_outcome_of_an_error_is_a_record():
    outcome = Outcome(Path("a") / "b.txt", EmptyTextError("nothing there"))
    assert outcome.to_dict() == {"source": "a/b.txt", "summary": None, "error": "nothing there"}
