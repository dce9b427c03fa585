"""Wherever the wheel is installed, an article, a batch and a report come out of it."""

import email
import json
import zipfile

import pytest

from summarizer import __version__, summarize
from tests.extras.wheel.conftest import EXTRAS, NAME, PROJECT
from tests.texts import ARTICLE, BODY, TITLE

SUMMARY = f"{summarize(ARTICLE)}\n"


@pytest.fixture
def work(tmp_path):
    """A folder with an article, and a folder of one."""
    (tmp_path / "in").mkdir()
    for path in (tmp_path / "a.txt", tmp_path / "in" / "a.txt"):
        path.write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_the_wheel_holds_the_weights_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "summarizer/models/ranker-v1/weights.safetensors" in names
    assert {name.split("/")[0] for name in names} == {
        "summarizer",
        f"{NAME}-{__version__}.dist-info",
    }


def test_every_link_of_the_index_page_leads_to_the_repository(wheel):
    with zipfile.ZipFile(wheel) as packed:
        metadata = packed.read(f"{NAME}-{__version__}.dist-info/METADATA").decode()
    page = email.message_from_string(metadata).get_payload()
    source = PROJECT["urls"]["Source"]
    assert "](docs/" not in page
    assert "](../" not in page
    assert f"]({source}/blob/main/docs/install.md)" in page
    assert f"]({source}/raw/main/docs/images/report.webp)" in page
    assert f"]({source}/actions/workflows/tests.yml/badge.svg)" in page


@pytest.mark.parametrize("extra", [None, *EXTRAS])
def test_an_article_a_batch_and_a_report_with_an_extra_alone(install, work, extra):
    environment = install(extra)
    one = environment.run("summarizer", "a.txt", cwd=work)
    assert (one.returncode, one.stdout, one.stderr) == (0, SUMMARY, "")
    many = environment.run("summarizer", "batch", "in", "out", cwd=work)
    assert (many.returncode, many.stderr) == (0, "1 summarized, 0 failed\n")
    assert (work / "out" / "a.txt").read_text(encoding="utf-8") == SUMMARY
    page = environment.run("summarizer", "a.txt", "--report", "page.html", cwd=work)
    if extra in ("report", "seq2seq"):  # torch brings jinja2 too
        assert (page.returncode, page.stdout) == (0, SUMMARY)
        assert "Лесогорск" in (work / "page.html").read_text(encoding="utf-8")
    else:
        assert page.returncode == 1
        assert f"pip install '{NAME}[report]'" in page.stderr
        assert len(page.stderr.splitlines()) == 1


def test_documents_reads_a_page(install, work):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
    page = f"<!DOCTYPE html><title>{TITLE}</title><article><h1>{TITLE}</h1>{body}</article>"
    (work / "a.html").write_text(page, encoding="utf-8")
    found = install("documents").run("summarizer", "a.html", cwd=work)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout


@pytest.mark.parametrize(
    ("extra", "flags", "written"),
    [
        ("parquet", ["--to", "parquet"], "summaries.parquet"),
        ("ray", ["--engine", "ray", "--workers", "1", "--to", "jsonl"], "summaries.jsonl"),
    ],
)
def test_a_batch_of_an_extra(install, work, extra, flags, written):
    found = install(extra).run("summarizer", "batch", "in", "out", *flags, cwd=work)
    assert found.returncode == 0, found.stderr
    assert (work / "out" / written).stat().st_size


def test_seq2seq_writes(install, work, tmp_path):
    from tests.extras.seq2seq.tiny import build

    model = build(tmp_path / "tiny" / "t5", "t5")
    found = install("seq2seq").run("summarizer", "a.txt", "--writer", model, "--json", cwd=work)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["method"].startswith("learned+")
