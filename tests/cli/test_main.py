"""Help, version, and the command in a process of its own."""

import subprocess
import sys

import pytest

from summarizer import __version__, summarize
from tests.cli.calling import call, start
from tests.texts import ARTICLE


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
    "flag", ["--title", "--style", "--sentences", "--words", "--ratio", "--ranker", "--writer"]
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
