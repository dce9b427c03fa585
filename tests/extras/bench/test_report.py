"""The page and the matrix of pairs, of results small enough to work out by hand."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import click
import pytest
from click.testing import CliRunner

from benchmarks.page import FEW, compare, inline, pairs_table, report, write_report
from tests.extras.bench.test_plots import result, three, write

HOSTILE = '<script>alert("1")</script>|**x**'


class Page(HTMLParser):
    """The rows of every table (a marked cell with a star), tags, ids and attribute names."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.tags, self.ids, self.attributes = [], set(), [], set()
        self.links, self.cell = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(found)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[name] for name in ("href", "src") if name in found]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.cell = "*" if found.get("class") == "real" else ""
        elif tag == "small":
            self.cell += " "

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.tables[-1][-1].append(self.cell)
            self.cell = None


def page(folder, *results):
    written = write_report(write(folder / "in", *results), folder / "out")
    return written[0].read_text(encoding="utf-8")


def test_the_page_comes_first_and_every_file_exists(tmp_path):
    written = write_report(write(tmp_path / "in", *three()), tmp_path / "out")
    assert written[0] == tmp_path / "out" / "report.html"
    assert len(written) == 1 + 3 * 2
    assert all(path.stat().st_size for path in written)


def test_the_same_results_give_the_same_page(tmp_path):
    assert page(tmp_path / "one", *three()) == page(tmp_path / "two", *three())


def test_the_table_has_the_figures_worked_out_by_hand(tmp_path):
    # learned is 5 above lead on each of four articles; summa −10, +20, −10, 0.
    table, _ = Page(page(tmp_path, *three())).tables
    assert table[0][:6] == ["system", "words", "ms", "MB", "R1", "− lead"]
    assert [table[1][n] for n in (0, 1, 4, 5)] == ["learned", "42", "40.0", "*5.0 [5.0, 5.0]"]
    assert [table[2][n] for n in (0, 1, 4, 5)] == ["lead", "42", "35.0", ""]
    assert [table[3][n] for n in (0, 1, 4)] == ["summa", "42", "35.0"]
    assert re.fullmatch(r"0\.0 \[−\d+\.\d, \d+\.\d\]", table[3][5])


def test_the_matrix_has_the_figures_worked_out_by_hand(tmp_path):
    _, matrix = Page(page(tmp_path, *three())).tables
    assert matrix[0] == ["row − column", "lead", "summa"]
    assert matrix[1][:2] == ["learned", "*5.0 [5.0, 5.0]"]
    assert re.fullmatch(r"5\.0 \[−\d+\.\d, 1\d\.\d\]", matrix[1][2])
    assert matrix[2][:2] == ["lead", ""]
    assert matrix[2][2].startswith("0.0 [")


def test_the_pairs_are_marked_where_the_interval_excludes_0():
    lines = pairs_table(three()).splitlines()
    assert lines[0] == "| row − column | lead | summa |"
    assert lines[1] == "|---|---|---|"
    assert lines[2].startswith("| learned | **5.0 [5.0, 5.0]** | 5.0 [-")
    assert lines[3].startswith("| lead |  | 0.0 [-")
    assert "**" not in lines[3]
    assert len(lines) == 6


def test_a_worse_system_stands_below_and_the_difference_is_positive():
    pairs = compare([result("summa", [1.0, 2.0]), result("lead", [3.0, 4.0])])
    assert pairs.systems == ("lead", "summa")
    assert pairs.differences[0, 1].mean == 2


def test_the_note_counts_the_comparisons():
    names = [f"s{number}" for number in range(8)]
    note = compare([result(name, range(FEW)) for name in names]).note
    assert note.startswith("28 comparisons, 0 real: the 95 % interval (2,000 resamples, paired)")
    assert "not corrected for their number" in note
    assert "about 1.4 would still be expected to look real" in note
    assert "Only" not in note


def test_few_articles_are_warned_of(tmp_path):
    assert pairs_table(three()).endswith("Only 4 articles: intervals of so few are too narrow.")
    assert page(tmp_path, *three()).count("Only 4 articles") == 2


def test_one_system_has_no_pairs(tmp_path):
    assert pairs_table([result()]) == "One system: nothing to compare."
    assert len(Page(page(tmp_path, result())).tables) == 1


def test_other_articles_are_not_compared():
    with pytest.raises(ValueError, match="'summa' was run on other articles"):
        pairs_table([result(), result("summa", [1.0])])


def test_a_hostile_name_is_shown_and_does_nothing(tmp_path):
    html = page(tmp_path, result(), result(HOSTILE, [1.0, 2.0, 3.0, 4.0], machine="<b>x</b>"))
    found = Page(html)
    assert not {"script", "b"} & found.tags
    assert [row[0] for row in found.tables[0]] == ["system", "lead", HOSTILE]
    assert [found.tables[0][2][n] for n in (1, 4)] == ["42", "2.5"]
    assert found.tables[1][0][1].replace("\u200b", "") == HOSTILE


def test_a_hostile_name_stays_one_cell_of_markdown():
    head = pairs_table([result(), result(HOSTILE, [1.0, 2.0, 3.0, 4.0])]).splitlines()[0]
    assert "<script" not in head
    assert len(re.findall(r"(?<!\\)\|", head)) == 3


def test_the_page_loads_and_runs_nothing(tmp_path):
    html = page(tmp_path, *three())
    found = Page(html)
    assert not {"script", "img", "link", "iframe"} & found.tags
    assert "style" not in found.attributes
    assert not any(name.startswith("on") for name in found.attributes)
    assert all(link.startswith("#") for link in found.links)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html


def test_no_id_stands_twice_and_every_reference_leads_somewhere(tmp_path):
    html = page(tmp_path, *three(), result(data="other"), result("summa", data="other"))
    found = Page(html)
    assert len(found.ids) == len(set(found.ids))
    references = found.links + re.findall(r"url\((#[^)]+)\)", html)
    assert {reference.removeprefix("#") for reference in references} <= set(found.ids)


def test_an_inline_plot_takes_the_colours_of_the_page():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" viewBox="0 0 9 9">'
        '<style>*{fill:red}</style><path id="a" style="fill: #ffffff; stroke: #1b1b1b"/></svg>'
    )
    found = inline(svg, "p-", 'a "label"')
    assert '<path id="p-a" fill="#ffffff" stroke="currentColor" class="paper" />' in found
    assert "<style" not in found
    assert "width" not in found
    assert 'aria-label="a &quot;label&quot;"' in found


def test_the_page_names_what_decided_the_figures(tmp_path):
    html = page(tmp_path, *three(), result("lexrank", machine="arm64, 8 cores"))
    for fact in ("rouge:test|mode:lemma", "razdel 0.5.0", "x86_64, 2 cores", "0123456789abcdef"):
        assert fact in html
    assert "Times of several machines side by side: arm64, 8 cores; x86_64, 2 cores." in html


def test_the_command_writes_the_report(tmp_path):
    results = write(tmp_path / "in", *three())
    found = CliRunner().invoke(report, ["--results", str(results), "--out", str(tmp_path / "out")])
    assert found.exit_code == 0
    assert "report.html and 6 plot files" in found.output


@pytest.mark.parametrize(
    ("results", "message"),
    [([], "no result files in"), ([result("summa")], "no result of the baseline 'lead'")],
)
def test_the_command_refuses_what_it_cannot_report(tmp_path, results, message):
    folder = write(tmp_path / "in", *results)
    arguments = ["--results", str(folder), "--out", str(tmp_path / "out")]
    found = CliRunner().invoke(report, arguments)
    assert found.exit_code == click.UsageError.exit_code
    assert message in re.sub(r"\s+", " ", found.output)
    assert not (tmp_path / "out").exists()
    with pytest.raises(ValueError, match=message):
        write_report(folder, tmp_path / "out")


def test_a_broken_file_is_a_usage_error(tmp_path):
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    found = CliRunner().invoke(report, ["--results", str(tmp_path), "--out", str(tmp_path / "out")])
    assert found.exit_code == click.UsageError.exit_code
