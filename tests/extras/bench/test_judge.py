"""Blind sheets of three tiny articles, and the figures that hand-made verdicts give."""

import base64
import csv
import hashlib
import json
import math
import re
from collections import Counter
from html.parser import HTMLParser

import click
import pytest
from click.testing import CliRunner

from benchmarks.datasets import Example
from benchmarks.judge import (
    FAULTS,
    GRAMMAR,
    Key,
    Place,
    Reading,
    Verdict,
    arrange,
    columns,
    judge,
    kappa,
    make_items,
    parse_entries,
    publish,
    read_key,
    read_verdicts,
    render_csv,
    render_page,
    report,
    same_twice,
    visible,
    win_rate,
)
from benchmarks.systems import SYSTEMS
from summarizer.segment import split
from tests.texts import compose

PAIR = ["--systems", "centrality,formula+lead-raw:40"]
HOSTILE = "<script>alert(1)</script></style>\"'&{{ 7*7 }}{% raw %}\u202eтсом"


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "tiny.jsonl"
    rows = [{"id": f"a{n}", "text": compose(60, n), "summary": "Мост открыт."} for n in range(3)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def make(data, tmp_path):
    def run(*flags, out="sheet"):
        arguments = ["--data", str(data), "--out", str(tmp_path / f"{out}.html"), *flags]
        return CliRunner().invoke(judge, arguments)

    return run


@pytest.fixture
def score(tmp_path):
    """Write verdicts of a sheet, by item number, and score them."""

    def run(*readers, flags=(), stem="sheet"):
        arguments = ["--key", str(tmp_path / f"{stem}.key.json"), *flags]
        for number, answers in enumerate(readers):
            rows = list(csv.reader((tmp_path / f"{stem}.csv").read_text("utf-8").splitlines()))
            for row, answer in zip(rows[1:], answers, strict=True):
                row[2:] = [answer] if isinstance(answer, str) else answer
            path = tmp_path / f"reader-{number}.csv"
            path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
            arguments += ["--score", str(path)]
        return CliRunner().invoke(judge, arguments)

    return run


class Parsed(HTMLParser):
    """The tags of a page and its text outside of script and style."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text, self.attributes, self.last = Counter(), "", [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.last = tag
        self.attributes += attrs

    def handle_data(self, data):
        if self.last not in {"script", "style"}:
            self.text += data


def page_of(example, summaries=("Мост.", "Парк."), systems=("a", "b")):
    return render_page(make_items([example], [summaries], systems, arrange(1, 1)))


def key_of(*shown, systems=("A", "B")):
    places = tuple(Place(str(n), article, pair) for n, (article, pair) in enumerate(shown, 1))
    return Key("0", "tiny", 1, systems, "own length", "abc", places)


def reading_of(key, choices, reader="one"):
    verdicts = {p.item: Verdict(p, c) for p, c in zip(key.items, choices, strict=True) if c}
    return Reading(reader, verdicts, len(key.items) - len(verdicts))


TWICE = key_of(
    ("x", ("A", "B")), ("y", ("B", "A")), ("z", ("A", "B")),
    ("x", ("B", "A")), ("y", ("A", "B")), ("z", ("B", "A")),
)  # fmt: skip


# --- the sheet


def test_page_and_table_name_no_system(make, tmp_path):
    assert make(*PAIR, "--twice").exit_code == 0
    for path in (tmp_path / "sheet.html", tmp_path / "sheet.csv"):
        text = path.read_text("utf-8").lower()
        assert not [name for name in (*SYSTEMS, "formula") if name in text]


def test_the_key_tells_which_text_is_whose(make, tmp_path):
    make(*PAIR)
    key = read_key(tmp_path / "sheet.key.json")
    assert (key.data, key.seed, key.systems) == ("tiny", 1, ("centrality", "formula+lead-raw:40"))
    page = (tmp_path / "sheet.html").read_text("utf-8")
    shown = re.findall(r'<h3 id="text-([\w-]+)-([12])">.*?<p>(.*?)</p>', page, re.DOTALL)
    assert len(shown) == 6
    places = {place.item: place.shown for place in key.items}
    for item, side, text in shown:
        formula = text.startswith("В заключение можно отметить, что ")
        assert places[item][int(side) - 1].startswith("formula+") == formula


def test_the_table_has_a_row_an_item(make, tmp_path):
    make(*PAIR)
    rows = list(csv.DictReader((tmp_path / "sheet.csv").read_text("utf-8").splitlines()))
    key = read_key(tmp_path / "sheet.key.json")
    assert [(row["item"], row["article"]) for row in rows] == [
        (place.item, place.article) for place in key.items
    ]
    assert {row["verdict"] for row in rows} == {""}


def test_the_same_seed_gives_the_same_bytes(make, tmp_path):
    for out, seed in (("one", "7"), ("two", "7"), ("other", "8")):
        make(*PAIR, "--seed", seed, out=out)
    for suffix in (".html", ".csv", ".key.json"):
        one, two, other = (
            (tmp_path / f"{out}{suffix}").read_bytes() for out in ("one", "two", "other")
        )
        assert one == two != other


def test_one_system_gets_the_checklist(make, tmp_path):
    assert make("--systems", "lead").exit_code == 0
    page = Parsed((tmp_path / "sheet.html").read_text("utf-8"))
    assert all(label in page.text for label in FAULTS.values())
    keys = [value for name, value in page.attributes if name == "data-key"]
    assert Counter(keys) == dict.fromkeys("abcdefghijklmyn", 3)
    assert (tmp_path / "sheet.csv").read_text("utf-8").startswith(",".join(columns(1)))


@pytest.mark.parametrize("where", ["id", "title", "text", "summary"])
def test_hostile_text_is_shown_and_does_nothing(where):
    fields = {"id": "a", "title": "Мост", "text": "Мост открыт."}
    hostile = {**fields, "summary": "Мост.", where: HOSTILE}
    summary = hostile.pop("summary")
    page = page_of(Example(**hostile, references=()), (summary, "Парк."))
    harmless = Parsed(page_of(Example(**fields, references=())))
    parsed = Parsed(page)
    assert parsed.tags == harmless.tags
    shown = HOSTILE.replace("\u202e", "⟨U+202E⟩")
    assert shown in (parsed.text if where != "id" else dict(parsed.attributes)["data-article"])
    assert "\u202e" not in page


def test_a_hostile_id_comes_back_from_the_table(tmp_path):
    name = 'мост, "№ 1"\n<b>'
    items = make_items(
        [Example(name, None, "Мост.", ())], [("А.", "Б.")], ("a", "b"), arrange(1, 1)
    )
    table = tmp_path / "v.csv"
    table.write_text(render_csv(items).replace(",\n", ",tie\n"), encoding="utf-8")
    key = Key("0", "d", 1, ("a", "b"), "", "", (Place(items[0].id, items[0].article, ("a", "b")),))
    assert read_verdicts(table, key, "one").missing == 0


def test_controls_and_lone_surrogates_are_spelled_out():
    assert visible("а\x00\ud800\u2066б\tв\n") == "а⟨U+0000⟩⟨U+D800⟩⟨U+2066⟩б\tв\n"


@pytest.mark.parametrize("tag", ["script", "style"])
def test_the_policy_names_the_only_script_and_style(tag):
    page = page_of(Example("a", None, "Мост.", ()))
    (source,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    assert "content=\"default-src 'none'; " in page
    assert f"{tag}-src 'sha256-{digest}'" in page
    assert not re.search(r"unsafe|https?:|\son\w+=|\sstyle=", page)


def test_every_input_and_region_has_a_name():
    page = page_of(Example("a", None, "Мост.", ()))
    assert len(re.findall(r"<label><input", page)) == page.count("<input") == 4
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= ids


def test_an_empty_text_is_said():
    assert "(пусто)" in page_of(Example("a", None, "Мост.", ()), ("", "Парк."))


def test_filled_verdicts_are_not_overwritten(make, tmp_path):
    make(*PAIR)
    assert make(*PAIR).exit_code == 0
    table = tmp_path / "sheet.csv"
    table.write_text(table.read_text("utf-8") + "x", encoding="utf-8")
    assert "may hold verdicts" in make(*PAIR).output


# --- the order


@pytest.mark.parametrize("articles", [1, 2, 3, 10, 31])
@pytest.mark.parametrize("seed", range(5))
def test_twice_asks_each_pair_in_both_orders_and_apart(articles, seed):
    order = arrange(articles, seed, twice=True)
    assert Counter(order) == {(n, t): 1 for n in range(articles) for t in (False, True)}
    places = {n: [at for at, (m, _) in enumerate(order) if m == n] for n in range(articles)}
    assert min(again - first for first, again in places.values()) > articles // 2


@pytest.mark.parametrize("seed", range(5))
def test_half_of_the_pairs_are_turned(seed):
    order = arrange(20, seed)
    assert sorted(n for n, _ in order) == list(range(20))
    assert sum(turned for _, turned in order) == 10


# --- the figures


def test_win_rates_by_hand():
    key = key_of(*[(name, ("A", "B")) for name in "wxyz"])
    reading = reading_of(key, ["A", "A", "tie", "B"])
    rate = win_rate([reading], "A")
    assert rate.mean == 62.5  # (100 + 100 + 50 + 0) / 4
    assert 0 <= rate.low < 62.5 < rate.high <= 100
    assert win_rate([reading], "B").mean == 37.5
    assert "| A | 62.5 [" in report(key, [reading])
    assert "| 2 | 1 | 1 |" in report(key, [reading])


def test_articles_weigh_the_same_however_often_they_are_read():
    reading = reading_of(TWICE, ["A", "B", "", "A", "", ""])
    assert win_rate([reading], "A").mean == 50  # x: 100, y: 0, z: no verdict


def test_both_readings_by_hand():
    reading = reading_of(TWICE, ["A", "tie", "B", "A", "tie", "A"])
    assert same_twice(reading) == [True, True, False]
    text = report(TWICE, [reading])
    assert "| one | 6 | 0 | 2 of 3 (67 %) | 1 of 4 (25 %) |" in text  # only the first A was left


def test_kappa_by_hand():
    first, second = ["A", "A", "B", "tie"], ["A", "B", "B", "tie"]
    # observed 3/4, expected (2·1 + 1·2 + 1·1) / 16 = 5/16
    assert kappa(first, second) == pytest.approx((3 / 4 - 5 / 16) / (1 - 5 / 16))
    assert kappa(["A", "B"], ["B", "A"]) == -1
    assert kappa(first, first) == 1
    assert math.isnan(kappa(["A"], ["A"]))


def test_readers_are_compared_on_what_both_judged():
    one = reading_of(TWICE, ["A", "A", "B", "tie", "A", ""], "one")
    two = reading_of(TWICE, ["A", "B", "B", "tie", "", "B"], "two")
    assert "| one / two | 3 of 4 (75 %) | 0.64 |" in report(TWICE, [one, two])


def test_readers_without_a_common_item_have_no_kappa():
    one = reading_of(TWICE, ["A", "", "", "", "", ""], "one")
    two = reading_of(TWICE, ["", "A", "", "", "", ""], "two")
    assert "| one / two | – | – |" in report(TWICE, [one, two])


def test_sides_become_systems_and_blanks_are_missing(make, score, tmp_path):
    make(*PAIR)
    places = read_key(tmp_path / "sheet.key.json").items
    sides = ["left" if place.shown[0] == "centrality" else "right" for place in places]
    output = score([*sides[:2], ""]).output
    assert "| centrality | 100.0 [100.0, 100.0] | 2 | 0 | 0 |" in output
    assert "| reader-0 | 2 | 1 |" in output


def test_faults_and_fitness_by_hand(make, score):
    make("--systems", "lead")
    none = [""] * len(FAULTS)
    first = ["1", "0", "1", *none[3:], "no"]
    output = score([first, [*none, "yes"], [*none, ""]], [first, first, [*none, "yes"]]).output
    assert "| lead | 50.0 [0.0, 100.0] | 2 | 3 |" in output  # articles: 0, 50, 100
    rows = (
        "wrong-fact | 3 | 60 | 2",
        "unsupported | 0 | 0 | 0",
        "grammar | 3 | 60 | 2",
        "grammar or reference or punctuation | 3 | 60 | 2",
        "none | 2 | 40 | 1",
    )
    assert all(f"| {row} |" in output for row in rows)
    assert "| lead | 50.0 [0.0, 100.0] | 2 | 3 | 1 of 3 (33 %) |" in output
    assert "| reader-0 | 2 | 1 |" in output


def test_an_output_is_fit_if_no_reader_refuses_it():
    key = key_of(*[(name, ("A",)) for name in "wxyz"], systems=("A",))
    one = reading_of(key, ["yes", "yes", "no", ""], "one")
    two = reading_of(key, ["yes", "no", "yes", "yes"], "two")
    assert "| A | 75.0 [" in report(key, [one, two])  # articles: 100, 50, 50, 100
    assert "| 2 of 4 (50 %) |" in report(key, [one, two])


def test_who_refuses_names_a_fault(make, score):
    make("--systems", "lead")
    output = score([[*[""] * len(FAULTS), "no"]] * 3).output
    assert "row 2: not fit and without a fault" in output


def test_faults_of_grammar_are_faults():
    assert set(GRAMMAR) < set(FAULTS)


def test_a_table_that_excel_saved_is_read(make, score, tmp_path):
    make(*PAIR)
    score(["tie"] * 3)
    path = tmp_path / "reader-0.csv"
    path.write_text("\ufeff" + path.read_text("utf-8").replace(",", ";"), encoding="utf-8")
    key = read_key(tmp_path / "sheet.key.json")
    assert read_verdicts(path, key, "one").missing == 0


# --- what is published


def test_published_verdicts_hold_ids_and_no_text(make, score, tmp_path):
    make(*PAIR)
    name = "a large language model, fresh context"
    result = score(["tie"] * 3, flags=["--reader", name, "--results", str(tmp_path / "judged")])
    assert result.exit_code == 0
    (path,) = (tmp_path / "judged").iterdir()
    published = json.loads(path.read_text("utf-8"))
    assert published["reader"] == name
    assert [set(v) for v in published["verdicts"]] == [{"item", "article", "shown", "choice"}] * 3
    assert not re.search("[а-я]", path.read_text("utf-8"))


def test_published_faults(tmp_path):
    key = key_of(("x", ("A",)), systems=("A",))
    reading = Reading("Анна", {"1": Verdict(key.items[0], "no", ("grammar",))}, 0)
    published = json.loads(publish(reading, key, tmp_path).read_text("utf-8"))
    assert published["verdicts"] == [
        {"item": "1", "article": "x", "shown": ["A"], "choice": "no", "faults": ["grammar"]}
    ]


# --- errors


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--systems", "нет"], "no system 'нет'"),
        (["--systems", "lead:x"], "no system 'lead:x'"),
        (["--systems", "lead:0"], "no room"),
        (["--systems", "formula+lead:5"], "no room"),
        (["--systems", "lead:0s"], "no room"),
        (["--systems", "lead:5ы"], "no system 'lead:5ы'"),
        (["--systems", "summa"], "no default length"),
        (["--systems", "lead,lead"], "two that differ"),
        (["--systems", "lead,centrality,learned"], "two that differ"),
        (["--systems", "lead", "--words", "9", "--sentences", "2"], "one budget"),
        (["--systems", "lead", "--twice"], "--twice"),
        (["--systems", "lead", "--reference", "нет"], "no article"),
        ([], "give --systems"),
    ],
)
def test_the_sheet_refuses_wrong_usage(make, flags, message):
    result = make(*flags)
    assert result.exit_code == 2
    assert message in result.output


def test_articles_need_ids_of_their_own():
    examples = [Example("a", None, "Мост.", ())] * 2
    with pytest.raises(click.UsageError, match="same id"):
        make_items(examples, [("А.", "Б.")] * 2, ("a", "b"), arrange(2, 1))


def test_the_formula_is_part_of_the_budget():
    first, second = parse_entries("formula+lead:95,centrality", None, 60)
    assert (first.words, first.formula, second.words, second.formula) == (90, True, 60, False)


def test_a_length_in_sentences_is_not_in_words():
    first, second = parse_entries("formula+lead:5s,formula+sumy-lexrank:95", None, None)
    assert (first.sentences, first.words) == (5, None)
    assert (second.sentences, second.words) == (None, 90)


def test_five_sentences_stand_behind_the_formula(make, tmp_path):
    make("--systems", "formula+lead:5s", "--limit", "1")
    page = (tmp_path / "sheet.html").read_text("utf-8")
    (text,) = re.findall(r'<h3 id="text-[\w-]+">.*?<p>(В заключение.*?)</p>', page, re.DOTALL)
    assert len(split(text)) == 5


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("-2,", "-9,", "row 3: no item"),
        ("left", "both", "row 2: verdict is 'both'"),
        ("item,", "items,", "no column item"),
        ("-3,", "-2,", "row 4: item"),
    ],
)
def test_scoring_names_file_and_row(make, score, tmp_path, old, new, message):
    make(*PAIR)
    score(["left", "tie", ""])
    path = tmp_path / "reader-0.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    arguments = ["--score", str(path), "--key", str(tmp_path / "sheet.key.json")]
    result = CliRunner().invoke(judge, arguments)
    assert result.exit_code == 2
    assert f"{path}" in result.output
    assert message in result.output


def test_an_item_read_twice_is_refused(make, score, tmp_path):
    make(*PAIR)
    score(["left", "tie", ""])
    path = tmp_path / "reader-0.csv"
    path.write_text(
        path.read_text("utf-8") + "\n" + path.read_text("utf-8").splitlines()[1], "utf-8"
    )
    with pytest.raises(click.UsageError, match="second time"):
        read_verdicts(path, read_key(tmp_path / "sheet.key.json"), "one")


def test_a_bad_fault_is_refused(make, score):
    make("--systems", "lead")
    bad = ["да", *[""] * (len(FAULTS) - 1), "no"]
    assert "row 2: wrong-fact is 'да'" in score([bad] * 3).output


def test_another_sheet_s_key_is_refused(make, score, tmp_path):
    make("--systems", "centrality,lead-raw:30", out="other")
    make(*PAIR)
    score(["left", "tie", ""])
    with pytest.raises(click.UsageError, match=r"row 2: no item"):
        read_verdicts(tmp_path / "reader-0.csv", read_key(tmp_path / "other.key.json"), "one")


@pytest.mark.parametrize("flags", [["--reader", "А"], ["--reader", "А", "--reader", "А"]])
def test_each_reader_has_a_name_of_its_own(make, score, flags):
    make(*PAIR)
    assert "of its own" in score(["tie"] * 3, ["tie"] * 3, flags=flags).output


def test_blank_tables_and_wrong_keys_are_refused(make, score, tmp_path):
    make(*PAIR)
    assert "every verdict is blank" in score([""] * 3).output
    (tmp_path / "sheet.key.json").write_text('{"items": []}')
    assert "not the key" in score(["tie"] * 3).output
