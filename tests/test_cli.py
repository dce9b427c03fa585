import gzip
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from summarizer import Page, __version__, summarize
from summarizer.batch import Plan, Run
from summarizer.cli import main
from summarizer.rank import RANKERS
from summarizer.segment import split
from summarizer.words import count_words
from tests.texts import ARTICLE, BODY, ENGLISH, LEAD, SENTENCES, TITLE, UKRAINIAN, compose


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "статья.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "in"
    (source / "deep").mkdir(parents=True)
    (source / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (source / "deep" / "b.md").write_text(compose(120), encoding="utf-8")
    return source


def call(*arguments, stdin=None):
    """Run the command in this process; nothing but a planned exit may come out of it."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def start(*arguments, stdin=None, **environment):
    """Run ``python -m summarizer`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "summarizer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


# One article.


def test_the_summary_of_a_file_is_printed(article):
    result = call(article)
    assert result.exit_code == 0
    assert result.stdout == f"{summarize(ARTICLE)}\n"
    assert result.stderr == ""


def test_a_dash_is_standard_input():
    result = call("-", stdin=ARTICLE.encode())
    assert (result.exit_code, result.stdout) == (0, f"{summarize(ARTICLE)}\n")


def test_standard_input_may_be_in_an_old_encoding():
    assert call("-", stdin=ARTICLE.encode("cp1251")).stdout == f"{summarize(ARTICLE)}\n"


def test_the_command_may_be_named(article):
    assert call("file", article).stdout == call(article).stdout


def test_flags_may_stand_before_the_file(article):
    assert call("--sentences", 1, article).stdout == call(article, "--sentences", 1).stdout


def test_json_holds_the_summary_with_its_evidence(article):
    result = call(article, "--json")
    assert json.loads(result.stdout) == summarize(ARTICLE).to_dict()
    assert "Лесогорск" in result.stdout


def test_style_chooses_sentences_as_they_stand(article):
    result = call(article, "--style", "extract", "--ratio", 1)
    assert result.stdout == f"{' '.join(SENTENCES)}\n"


def test_sentences_bound_the_summary(article):
    assert len(split(call(article, "--sentences", 2).stdout)) <= 2


def test_words_bound_the_summary(article):
    assert 0 < count_words(call(article, "--words", 40).stdout) <= 40


def test_ratio_bounds_the_summary(article):
    record = json.loads(call(article, "--ratio", 0.3, "--json").stdout)
    assert len(record["sentences"]) <= 2


@pytest.mark.parametrize("ranker", sorted(RANKERS))
def test_ranker_is_handed_on(article, ranker):
    record = json.loads(call(article, "--ranker", ranker, "--json").stdout)
    assert record["method"] == f"{ranker}+rules"


def test_writer_is_handed_on(article):
    record = json.loads(call(article, "--writer", "rules", "--json").stdout)
    assert record["method"].endswith("+rules")


def test_title_is_handed_on(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    assert json.loads(call(path, "--title", TITLE, "--json").stdout)["title"] == TITLE


def test_a_given_title_goes_before_the_title_of_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.cli.read_page", lambda path: Page(BODY, "Из страницы"))
    path = tmp_path / "a.html"
    path.touch()
    assert json.loads(call(path, "--json").stdout)["title"] == "Из страницы"
    assert json.loads(call(path, "--title", TITLE, "--json").stdout)["title"] == TITLE


def test_a_note_goes_to_the_error_stream(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE.replace("Депо", "Депо\ufffd"), encoding="utf-8")
    result = call(path)
    assert "note: 1 character" in result.stderr
    assert "note" not in result.stdout


# What fails in one article.


@pytest.mark.parametrize(
    "text", ["", "   \n", "123 !!!", ENGLISH, UKRAINIAN, "\0\0\0", "Поделиться:\n18+"]
)
def test_a_text_that_is_no_article_exits_with_1_and_one_line(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    result = call(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"\xff\xfe\x00"])
def test_a_binary_file_exits_with_1(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    result = call(path)
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize("stdin", [b"", b"\xff\xfe\x00", ENGLISH.encode()])
def test_bad_standard_input_exits_with_1(stdin):
    result = call("-", stdin=stdin)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_html_without_the_extra_exits_with_1(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = tmp_path / "a.html"
    path.write_text(f"<p>{ARTICLE}</p>", encoding="utf-8")
    result = call(path)
    assert result.exit_code == 1
    assert "zaklyuchenie[documents]" in result.stderr


@pytest.mark.parametrize("data", [gzip.compress(ARTICLE.encode()), ARTICLE.encode("utf-16")])
def test_standard_input_may_be_packed(data):
    assert call("-", stdin=data).stdout == f"{summarize(ARTICLE)}\n"


def test_standard_input_may_be_html():
    html = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    assert call("-", stdin=html.encode()).stdout == f"{summarize(BODY)}\n"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json", "a.parquet", "a.jsonl.gz", "a.TSV"])
def test_a_file_of_many_is_refused_and_the_command_named(tmp_path, name):
    (tmp_path / name).write_text(json.dumps({"text": ARTICLE}), encoding="utf-8")
    for arguments in ([tmp_path / name], ["check", tmp_path / name, tmp_path / name]):
        result = call(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"summarizer batch {tmp_path / name} OUT_DIR" in " ".join(result.stderr.split())


@pytest.mark.parametrize("form", [{}, {"indent": 2}])
def test_many_on_standard_input_are_refused_and_the_command_named(form):
    result = call("-", stdin=json.dumps([{"text": ARTICLE}] * 2, **form).encode())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "summarizer batch" in result.stderr


# Wrong usage.


@pytest.mark.parametrize(
    "flags",
    [
        ("--sentences", "0"),
        ("--sentences", "-1"),
        ("--sentences", "1.5"),
        ("--sentences", "три"),
        ("--words", "0"),
        ("--words", "2"),
        ("--ratio", "0"),
        ("--ratio", "1.1"),
        ("--ratio", "nan"),
        ("--sentences", "2", "--words", "50"),
        ("--ranker", "нет"),
        ("--writer", "нет"),
        ("--writer", "extract"),
        ("--style", "нет"),
        ("--style", "extract", "--writer", "rules"),
        ("--нет",),
        ("--title",),
        ("ещё.txt",),
    ],
)
def test_wrong_usage_exits_with_2(article, flags):
    result = call(article, *flags)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_folder_is_refused_and_the_command_named(tmp_path):
    result = call(tmp_path)
    assert result.exit_code == 2
    assert "summarizer batch" in result.stderr


@pytest.mark.parametrize("name", ["нет.txt", ".", "нет/нет.txt"])
def test_a_file_that_is_not_there_exits_with_2(tmp_path, name):
    assert call(tmp_path / name).exit_code == 2


def test_nothing_at_all_shows_the_help():
    result = call()
    assert result.exit_code in (0, 2)
    assert "summarizer batch INPUT OUT_DIR" in result.output


# A folder.


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
    [
        ("--limit", "0"),
        ("--workers", "0"),
        ("--timeout", "0"),
        ("--to", "xml"),
        ("--from", "xml"),
    ],
)
def test_wrong_flags_of_a_batch_exit_with_2(folder, tmp_path, flags):
    assert call("batch", folder, tmp_path / "out", *flags).exit_code == 2


def test_one_article_is_no_batch(article, tmp_path):
    result = call("batch", article, tmp_path / "out")
    assert result.exit_code == 2
    assert "summarized in batches" in result.stderr


def test_a_bar_shows_done_failed_speed_and_time(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.cli._is_terminal", lambda: True)
    (folder / "bad.txt").touch()
    shown = call("batch", folder, tmp_path / "out").stderr
    assert "bad.txt: " in shown
    assert shown.endswith("2 summarized, 1 failed\n")


# Help and version.


@pytest.mark.parametrize("command", [(), ("batch",), ("check",), ("file",)])
def test_the_help_may_be_asked_for_in_short(command):
    assert call(*command, "-h").stdout == call(*command, "--help").stdout
    assert call(*command, "-h").exit_code == 0


@pytest.mark.parametrize("words", ["summarizer FILE", "summarizer batch INPUT OUT_DIR", "Exit"])
def test_the_help_mentions_both_commands_and_the_exit_codes(words):
    result = call("--help")
    assert result.exit_code == 0
    assert words in result.stdout


@pytest.mark.parametrize(
    "flag",
    ["--title", "--style", "--sentences", "--words", "--ratio", "--ranker", "--writer"],
)
@pytest.mark.parametrize("command", ["file", "batch"])
def test_the_help_of_a_command_shows_the_flags_of_a_summary(command, flag):
    assert flag in call(command, "--help").stdout


@pytest.mark.parametrize(
    ("command", "flag"),
    [
        ("file", "--json"),
        ("file", "--report"),
        *(
            ("batch", flag)
            for flag in (
                *("--to", "--jsonl", "--from", "--glob", "--text-field", "--id-field"),
                *(
                    "--title-field",
                    "--keep",
                    "--limit",
                    "--workers",
                    "--timeout",
                    "--restart",
                    "--quiet",
                ),
                "--report",
            )
        ),
    ],
)
def test_the_help_of_a_command_shows_its_own_flags(command, flag):
    assert flag in call(command, "--help").stdout


def test_the_version_is_printed():
    assert __version__ in call("--version").stdout


# In a process of its own.


def test_a_process_prints_russian_in_utf_8_whatever_the_locale(article):
    run = start(article, LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.returncode == 0
    assert run.stdout.decode("utf-8") == f"{summarize(ARTICLE)}\n"
    assert run.stderr == b""


def test_a_process_reads_standard_input_as_utf_8_whatever_the_locale():
    run = start("-", stdin=ARTICLE.encode(), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.stdout.decode("utf-8") == f"{summarize(ARTICLE)}\n"


def test_a_process_names_a_russian_file_in_its_error(tmp_path):
    path = tmp_path / "пустая.txt"
    path.touch()
    run = start("batch", tmp_path, tmp_path / "out", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert run.returncode == 1
    assert "пустая.txt: " in run.stderr.decode("utf-8")
    assert b"Traceback" not in run.stderr


def test_a_process_exits_with_2_for_a_missing_file():
    run = start("нет-такого-файла.txt", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr


def test_a_process_survives_a_reader_that_goes_away(article):
    command = [sys.executable, "-m", "summarizer", str(article), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        errors = process.stderr.read()
    assert b"Traceback" not in errors
