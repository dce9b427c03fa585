"""The sheet that readers get, and the order of its items."""

import base64
import csv
import hashlib
import re
from collections import Counter

import pytest

from benchmarks.datasets import Example
from benchmarks.judge import (
    FAULTS,
    Key,
    Place,
    arrange,
    columns,
    make_items,
    read_key,
    read_verdicts,
    render_csv,
    visible,
)
from benchmarks.systems import SYSTEMS
from tests.extras.bench.judge.sheets import HOSTILE, PAIR, Parsed, page_of


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
