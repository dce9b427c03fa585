"""``summarizer batch``."""

import json

import pytest

from summarizer import summarize
from summarizer.batch import Plan, Run
from tests.cli.calling import call, start
from tests.texts import ARTICLE, BODY, ENGLISH, LEAD, TITLE, compose


def test_a_folder_is_summarized(folder, tmp_path):
    result = call("batch", folder, tmp_path / "out")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "2 summarized, 0 failed\n"
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == f"{summarize(ARTICLE)}\n"
    assert (tmp_path / "out" / "deep" / "b.md.txt").exists()


def test_quiet_prints_nothing_on_success(folder, tmp_path):
    result = call("batch", folder, tmp_path / "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_quiet_still_names_what_failed(folder, tmp_path):
    (folder / "bad.txt").write_text(ENGLISH, encoding="utf-8")
    result = call("batch", folder, tmp_path / "out", "--quiet")
    assert result.exit_code == 1
    assert result.stderr.startswith("bad.txt: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_failed_article_exits_with_1_and_the_others_are_done(folder, tmp_path):
    (folder / "bad.txt").write_text("", encoding="utf-8")
    result = call("batch", folder, tmp_path / "out")
    assert result.exit_code == 1
    assert "2 summarized, 1 failed" in result.stderr
    assert (tmp_path / "out" / "a.txt").exists()
    assert not (tmp_path / "out" / "bad.txt").exists()


def test_jsonl_has_a_record_a_document(folder, tmp_path):
    (folder / "bad.txt").write_text("", encoding="utf-8")
    call("batch", folder, tmp_path / "out", "--jsonl", tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["a.txt", "bad.txt", "deep/b.md"]
    assert [json.loads(line)["error"] is None for line in lines] == [True, False, True]


def test_records_may_be_printed(folder, tmp_path):
    (folder / "bad.txt").write_text("", encoding="utf-8")
    flags = ["--to", "jsonl", "--jsonl", "-", "--workers", 1]
    for earlier in ("", ", 3 of them earlier"):
        result = call("batch", folder, tmp_path / "out", *flags)
        assert result.stdout == (tmp_path / "out" / "summaries.jsonl").read_text(encoding="utf-8")
        assert result.stderr.endswith(f"2 summarized, 1 failed{earlier}\n")
    assert not (tmp_path / "-").exists()


def test_what_was_left_out_is_counted(folder, tmp_path):
    for name in ("a.doc", "b.DOC", "deep/c.png", "d.jsonl"):
        (folder / name).touch()
    result = call("batch", folder, tmp_path / "out")
    assert (result.exit_code, result.stderr) == (
        0,
        "left out, formats not read: 2 .doc, 1 .jsonl, 1 .png\n2 summarized, 0 failed\n",
    )
    assert call("batch", folder, tmp_path / "out", "--quiet").output == ""


def test_a_folder_of_what_cannot_be_read_says_so(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.doc").touch()
    result = call("batch", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2
    assert "but 1 .doc" in result.stderr


def test_columns_are_kept(tmp_path):
    source = tmp_path / "a.csv"
    body = BODY.replace("\n\n", " ")
    source.write_text(f'url,date,title,text\nu,2024,{TITLE},"{body}"\n', encoding="utf-8")
    flags = ["--keep", "url,date", "--keep", "title", "--jsonl", "-", "--quiet"]
    result = call("batch", source, tmp_path / "out", *flags)
    record = json.loads(result.stdout)
    assert (record["url"], record["date"], record["title"]) == ("u", "2024", TITLE)


def test_a_folder_that_grew_goes_on(folder, tmp_path):
    call("batch", folder, tmp_path / "out")
    (folder / "c.txt").write_text(compose(90), encoding="utf-8")
    result = call("batch", folder, tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr == (
        "since the last run: 1 input new (c.txt)\n3 summarized, 0 failed, 2 of them earlier\n"
    )


def test_the_flags_of_a_summary_work_for_a_folder(folder, tmp_path):
    flags = ["--style", "extract", "--ranker", "lead", "--sentences", "1"]
    assert call("batch", folder, tmp_path / "out", *flags).exit_code == 0
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == f"{LEAD}\n"


def test_too_few_words_for_an_article_of_a_folder_exits_with_1(folder, tmp_path):
    result = call("batch", folder, tmp_path / "out", "--words", 1)
    assert result.exit_code == 1
    assert "ask for at least" in result.stderr


def test_one_folder_for_both_exits_with_2(folder):
    assert call("batch", folder, folder).exit_code == 2


def test_a_folder_without_articles_exits_with_2(tmp_path):
    (tmp_path / "in").mkdir()
    result = call("batch", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2
    assert "no articles in" in result.stderr


def test_a_pattern_that_fits_nothing_is_named(folder, tmp_path):
    result = call("batch", folder, tmp_path / "out", "--glob", "*.doc", "--glob", "x/*")
    assert result.exit_code == 2
    assert "fits '*.doc' or 'x/*'" in result.stderr


@pytest.mark.parametrize("wrong", ["missing input", "file as input", "file as output", "one"])
def test_wrong_folders_exit_with_2(folder, article, tmp_path, wrong):
    arguments = {
        "missing input": [tmp_path / "none", tmp_path / "out"],
        "file as input": [article, tmp_path / "out"],
        "file as output": [folder, article],
        "one": [folder],
    }[wrong]
    assert call("batch", *arguments).exit_code == 2


def test_wrong_flags_for_a_folder_exit_with_2_before_anything_is_written(folder, tmp_path):
    assert call("batch", folder, tmp_path / "out", "--sentences", 0).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_exits_with_1(folder, article):
    result = call("batch", folder, article / "out")
    assert result.exit_code in (1, 2)
    assert "Error: " in result.stderr


def test_records_that_cannot_be_written_exit_with_1(folder, article, tmp_path):
    result = call("batch", folder, tmp_path / "out", "--jsonl", article / "all.jsonl")
    assert result.exit_code in (1, 2)
    assert "Error: " in result.stderr


def test_a_file_of_many_is_summarized_into_lines(tmp_path):
    rows = [{"key": n, "body": text} for n, text in enumerate((ARTICLE, "", compose(90)))]
    source = tmp_path / "all.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    flags = ["--text-field", "body", "--id-field", "key", "--workers", 1]
    result = call("batch", source, tmp_path / "out", *flags)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "2 summarized, 1 failed"
    lines = (tmp_path / "out" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["0", "1", "2"]


def test_standard_input_is_summarized_into_lines(tmp_path):
    run = start("batch", "-", tmp_path / "out", stdin=json.dumps({"text": ARTICLE}).encode())
    assert run.returncode == 0
    record = json.loads((tmp_path / "out" / "summaries.jsonl").read_text(encoding="utf-8"))
    assert (record["id"], record["summary"]) == ("stdin:1", str(summarize(ARTICLE)))


def test_the_same_command_again_has_nothing_to_do(folder, tmp_path):
    call("batch", folder, tmp_path / "out")
    result = call("batch", folder, tmp_path / "out")
    assert (result.exit_code, result.stderr) == (0, "2 summarized, 0 failed, 2 of them earlier\n")


def test_other_options_exit_with_2_until_begun_anew(folder, tmp_path):
    call("batch", folder, tmp_path / "out")
    result = call("batch", folder, tmp_path / "out", "--sentences", 1)
    assert result.exit_code == 2
    assert "sentences (None then, 1 now)" in result.stderr
    assert call("batch", folder, tmp_path / "out", "--sentences", 1, "--restart").exit_code == 0


def test_two_runs_on_one_output_exit_with_2(folder, tmp_path):
    with Run(Plan(folder, tmp_path / "out")):
        result = call("batch", folder, tmp_path / "out")
    assert result.exit_code == 2
    assert "another run is at work" in result.stderr


@pytest.mark.parametrize(
    "flags",
    [("--limit", "0"), ("--workers", "0"), ("--timeout", "0"), ("--to", "xml"), ("--from", "xml")],
)
def test_wrong_flags_of_a_batch_exit_with_2(folder, tmp_path, flags):
    assert call("batch", folder, tmp_path / "out", *flags).exit_code == 2


def test_one_article_is_no_batch(article, tmp_path):
    result = call("batch", article, tmp_path / "out")
    assert result.exit_code == 2
    assert "summarized in batches" in result.stderr


def test_a_bar_shows_done_failed_speed_and_time(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.cli.batch._is_terminal", lambda: True)
    (folder / "bad.txt").touch()
    shown = call("batch", folder, tmp_path / "out").stderr
    assert "bad.txt: " in shown
    assert shown.endswith("2 summarized, 1 failed\n")
