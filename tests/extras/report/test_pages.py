"""The pages as files: what they hold, what they allow."""

import base64
import hashlib
import json
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from summarizer import MissingExtraError, Summarizer, errors
from summarizer.rank.features import SENTENCE_GROUPS
from summarizer.report import Entry, Failure, Report, check_place, explained, read_entry, write_page
from summarizer.report.page import get_environment, view
from summarizer.report.plots import BINS, HEIGHT, WIDTH, Spread, draw
from summarizer.report.view import WIDEST
from summarizer.report.wording import FACTS, REASONS, number, plural
from tests.extras.report.conftest import write_report
from tests.extras.report.entries import failed, good, hostile, many, with_own_conclusion
from tests.texts import ARTICLE, BODY, TITLE

TEMPLATES = files("summarizer.report") / "templates"
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


class Outline(HTMLParser):
    """Attributes and the contents of scripts and styles of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str | None]] = []
        self.inside = ""
        self.own: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.attributes += attrs
        self.inside = tag if not dict(attrs).get("type") else ""

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside in self.own:
            self.own[self.inside].append(data)


def read(entry, tmp_path):
    write_page(tmp_path / "page.html", entry)
    return (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """One page of each kind."""
    folder = tmp_path_factory.mktemp("kinds")
    single = read(with_own_conclusion(), folder)
    batch = write_report(folder / "batch", [*many(3), failed()]).read_text(encoding="utf-8")
    parts = write_report(folder / "parts", many(3), part=2).read_text(encoding="utf-8")
    return {"single": single, "batch": batch, "parts": parts}


@pytest.mark.parametrize("kind", ["single", "batch", "parts"])
def test_the_policy_allows_the_page_s_own_script_and_style_alone(pages, kind):
    policy = POLICY.search(pages[kind])[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    outline = Outline(pages[kind])
    for tag in ("script", "style"):
        hashes = [
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for text in outline.own[tag]
        ]
        assert rules[f"{tag}-src"].split() == (hashes or ["'none'"])


@pytest.mark.parametrize("kind", ["single", "batch", "parts"])
def test_no_page_has_inline_handlers_styles_or_links_away(pages, kind):
    for name, value in Outline(pages[kind]).attributes:
        assert not name.startswith("on")
        assert name not in {"style", "src", "srcset", "action"}
        if name == "href":
            assert value.startswith("#") or re.fullmatch(r"[\w-]+\.html", value)


@pytest.mark.parametrize("name", ["common.js", "article.js", "batch.js", "parts.js", "report.css"])
def test_scripts_and_styles_cannot_end_early(name):
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert not re.search(r"</|<!--|\r|http", text)


def test_the_script_and_the_packing_agree():
    from summarizer.report.folder import CHUNK

    assert f"const CHUNK = {CHUNK};" in (TEMPLATES / "batch.js").read_text(encoding="utf-8")


def test_the_same_entry_gives_the_same_bytes(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert read(good(), tmp_path / "a") == read(good(), tmp_path / "b")


def test_each_line_leads_to_its_evidence(tmp_path):
    entry = good()
    article = view(entry)
    assert [line.evidence for line in article.lines] == [
        tuple(source.index for source in sentence.evidence) for sentence in entry.result.sentences
    ]
    assert ["".join(piece.text for piece in line.pieces) for line in article.lines] == [
        sentence.text for sentence in entry.result.sentences
    ]
    page = read(entry, tmp_path)
    for line in article.lines:
        for index in line.evidence:
            assert f'id="p{index}"' in page


@pytest.mark.parametrize("entry", [good(), with_own_conclusion(), hostile("<b>")[0]])
def test_no_letter_of_the_source_is_lost(entry):
    article = view(entry)
    shown = "".join(span.text for part in article.paragraphs for span in part.spans)
    assert "".join(shown.split()) == "".join(entry.result.document.text.split())


def test_what_is_outside_the_body_is_told_apart():
    kinds = {part.spans[0].text: part.kind for part in view(with_own_conclusion()).paragraphs}
    assert kinds[TITLE] == kinds["Заключение"] == "outside"


def test_bars_are_as_wide_as_the_scores():
    entry = good()
    scores = {s.index: s.score for s in entry.result.document.sentences}
    bars = [bar for part in view(entry).paragraphs if part.margin for bar in part.margin.used]
    assert {bar.index for bar in bars} == set(view(entry).used)
    assert all(0 < bar.width <= WIDEST for bar in bars)
    by_width = sorted(bars, key=lambda bar: bar.width)
    assert by_width == sorted(bars, key=lambda bar: scores[bar.index])


def test_a_text_without_scores_has_no_bars():
    summary = good().result
    bare = tuple(replace(sentence, score=None) for sentence in summary.document.sentences)
    unranked = replace(summary, document=replace(summary.document, sentences=bare))
    assert all(part.margin is None for part in view(Entry("a.txt", unranked)).paragraphs)


def test_an_entry_comes_back_from_json():
    entry = with_own_conclusion()
    summary, document = entry.result, entry.result.document
    kept = {
        "text": document.text,
        "title": document.title,
        "conclusion": document.conclusion,
        "sentences": [
            {
                name: getattr(sentence, name)
                for name in ("index", "start", "stop", "paragraph", "role", "score")
            }
            for sentence in document.sentences
        ],
    }
    record = {"source": entry.source, **summary.to_dict(), "error": None}
    record, kept = json.loads(json.dumps([record, kept]))
    assert read_entry(record, kept, entry.seconds) == replace(entry, reasons=())


def test_a_failure_comes_back_from_json():
    record = {"source": "a.txt", "error": "the text is empty"}
    assert read_entry(record, None) == failed(source="a.txt")


def test_a_summary_that_could_not_be_written_is_a_failure():
    record = {"source": "a.txt", "error": "the disk is full"}
    entry = read_entry(record, {"text": ARTICLE, "sentences": []})
    assert entry.result == Failure("the disk is full")


# Facts.


def test_facts_of_the_summary_are_marked(tmp_path):
    article = view(good())
    marked = {mark.text for marks in article.marks for mark in marks}
    assert {"14 июня 2023 г", "Лесогорске"} <= {mark.rstrip(".") for mark in marked}
    for line, marks in zip(article.summary.sentences, article.marks, strict=True):
        assert all(line.text[mark.start : mark.stop] == mark.text for mark in marks)
    page = read(good(), tmp_path)
    assert f"Проверено: {plural(article.facts, FACTS)}, источник подтверждает все" in page
    assert '<span class="fact whole">14 июня 2023 г' in page


def test_a_fact_that_the_source_does_not_support_is_told(tmp_path):
    entry = good()
    wrong = entry.result.text.replace("14 июня", "15 июня")
    lines = tuple(
        replace(line, text=line.text.replace("14 июня", "15 июня"))
        for line in entry.result.sentences
    )
    page = read(replace(entry, result=replace(entry.result, text=wrong, sentences=lines)), tmp_path)
    assert "Источник не подтверждает" in page
    assert '<span class="fact doubt">15 июня 2023 г' in page
    assert "no such day in the article" in page


def test_a_summary_without_facts_says_nothing_of_them(tmp_path):
    text = "Погода стояла ясная, и рыбаки вышли в море на рассвете."
    assert "Проверено" not in read(good(text), tmp_path)


def test_reasons_are_shown_where_the_ranker_explains(tmp_path):
    assert "Почему эти предложения" in read(good(), tmp_path)
    entry = explained(
        Entry.of("a.txt", Summarizer(ranker="lead").summarize(ARTICLE)), Summarizer(ranker="lead")
    )
    assert entry.reasons == ()
    assert "Почему эти предложения" not in read(entry, tmp_path)


def test_every_group_of_features_has_russian_words():
    assert set(REASONS) == set(SENTENCE_GROUPS)


def test_a_failure_has_no_page(tmp_path):
    entry = failed()
    with pytest.raises(errors.OptionError, match="the text is empty"):
        write_page(tmp_path / "page.html", explained(entry, Summarizer()))
    assert not (tmp_path / "page.html").exists()


def test_an_article_without_a_title_goes_by_its_file():
    untitled = Summarizer().summarize(BODY)
    assert Entry("папка/статья.txt", untitled).title == "статья.txt"
    assert Entry("", untitled).title == "Без названия"


def test_without_the_extra_the_error_names_it(monkeypatch, tmp_path):
    get_environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"zaklyuchenie\[report\]"):
        Report(tmp_path)
    get_environment.cache_clear()


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 статей"), (1, "1 статья"), (2, "2 статьи"), (5, "5 статей"), (11, "11 статей"),
     (12, "12 статей"), (21, "21 статья"), (112, "112 статей"), (1004, "1\xa0004 статьи")],
)  # fmt: skip
def test_numbers_agree_with_their_nouns(count, shown):
    assert plural(count, ("статья", "статьи", "статей")) == shown


# Where a report may lie.


@pytest.mark.parametrize(
    ("report", "source", "target", "fits"),
    [
        ("report", "in", "out", True),
        ("in/report", "in", "out", False),
        ("in", "in", "out", False),
        ("in/out/report", "in", "in/out", True),
        ("out", "in", "out", True),
        ("a.txt", "a.txt", None, False),
        ("a.html", "a.txt", None, True),
    ],
)
def test_a_report_does_not_lie_among_the_articles(tmp_path, report, source, target, fits):
    places = [tmp_path / report, tmp_path / source, tmp_path / target if target else None]
    if fits:
        check_place(*places)
    else:
        with pytest.raises(errors.OptionError, match="report"):
            check_place(*places)


# Plots.


def test_a_spread_knows_its_quantiles():
    spread = Spread()
    for value in range(1, 101):
        spread.add(value)
    assert len(spread) == 100
    assert (spread.quantile(0), spread.quantile(0.5), spread.quantile(1)) == (1, 50, 100)


def test_a_spread_stays_small():
    spread = Spread()
    for value in range(100_000):
        spread.add(value)
    assert len(spread) == 100_000
    assert len(spread.counts) < 3_000


@pytest.mark.parametrize("values", [[5], [5, 5, 5], [0, 1], [1, 2, 3, 1_000_000], [0.001, 0.5]])
def test_every_value_is_drawn_inside_the_plot(values):
    spread = Spread()
    for value in values:
        spread.add(value)
    histogram = spread.histogram()
    assert sum(histogram.counts) == len(values)
    assert len(histogram.counts) == BINS
    for column in histogram.columns:
        assert 0 <= column.x <= column.x + column.width <= WIDTH
        assert 0 <= column.y <= column.y + column.height <= HEIGHT + 0.1


def test_a_plot_says_in_words_what_it_shows():
    spread = Spread()
    for value in (10, 20, 30):
        spread.add(value)
    assert draw("Слов", spread, number).label == "Слов: 3 статьи, от 10 до 30, медиана 20"
