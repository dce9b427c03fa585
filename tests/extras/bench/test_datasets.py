"""Articles with references from files, folders and the hub; of the hub, a copy on this disk."""

import builtins
import gzip
import json
from dataclasses import replace

import datasets
import pyarrow as pa
import pytest
from pyarrow import parquet

from benchmarks.datasets import HUB, Example, load
from tests.texts import ARTICLE, BODY, SENTENCES, TITLE

ROWS = [
    {"id": "a", "url": "u/a", "title": TITLE, "text": BODY, "summary": SENTENCES[0]},
    {"id": "b", "url": "u/b", "title": "", "text": BODY, "summary": SENTENCES[1]},
    {"id": "c", "url": "u/c", "title": None, "text": BODY, "summary": None},
]


def write_lines(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def write_parquet(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A folder laid out as the hub's Parquet branch, in the place of every repository."""
    for name, source in HUB.items():
        for split, rows in (("train", ROWS[:1]), ("test", ROWS)):
            write_parquet(tmp_path / name / source.config / split / "0000.parquet", rows)
        write_parquet(tmp_path / name / "english" / "test" / "0000.parquet", ROWS[1:2])
        monkeypatch.setitem(HUB, name, replace(source, hub=str(tmp_path / name)))
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    return tmp_path


@pytest.mark.parametrize("name", sorted(HUB))
def test_a_data_set_of_the_hub_is_loaded_by_name(hub, name):
    key = HUB[name].id
    assert load(name) == [
        Example(ROWS[0][key], TITLE, BODY, (SENTENCES[0],)),
        Example(ROWS[1][key], None, BODY, (SENTENCES[1],)),
    ]


def test_of_the_hub_a_split_and_the_first_articles(hub):
    assert [example.id for example in load("xlsum", split="train")] == ["a"]
    assert [example.id for example in load("xlsum", limit=1)] == ["a"]


def test_of_the_hub_another_column_may_be_the_reference(hub):
    assert load("gazeta", reference="title")[0].references == (TITLE,)


def test_an_unknown_split_is_an_error(hub):
    with pytest.raises(ValueError, match=r"gazeta: cannot be loaded .*нет"):
        load("gazeta", split="нет")


def test_a_broken_download_is_an_error(hub):
    for path in (hub / "mlsum").rglob("*.parquet"):
        path.write_text("не паркет", encoding="utf-8")
    with pytest.raises(ValueError, match="mlsum: cannot be loaded"):
        load("mlsum")


def test_without_a_network_the_error_says_what_to_do(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionError("Couldn't reach the hub\nat all")

    monkeypatch.setattr(datasets, "load_dataset", refuse)
    with pytest.raises(ValueError, match=r"reach the hub\).*xlsum .*russian.*path") as caught:
        load("xlsum")
    assert "at all" not in str(caught.value)


@pytest.mark.parametrize("module", ["datasets", "pyarrow"])
def test_without_the_library_the_error_says_what_to_install(monkeypatch, tmp_path, module):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name.split(".")[0] == module:
            raise ImportError(name)
        return real(name, *args, **kwargs)

    path = write_parquet(tmp_path / "news.parquet", ROWS)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ValueError, match=f"pip install {module}"):
        load("gazeta" if module == "datasets" else path)


def test_a_path_goes_before_a_name(hub, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_lines(tmp_path / "gazeta.jsonl", ROWS[1:2]).rename(tmp_path / "xlsum-file")
    (tmp_path / "xlsum").rename(tmp_path / "away")
    (tmp_path / "xlsum-file").rename(tmp_path / "xlsum")
    assert [example.id for example in load("xlsum")] == ["b"]


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "parquet"])
@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_files_of_all_forms_hold_the_same(tmp_path, form, kind):
    if form == "parquet":
        path = write_parquet(tmp_path / "news.parquet", ROWS)
    else:
        path = write_lines(tmp_path / "news.jsonl", ROWS)
    if form == "jsonl.gz":
        packed = tmp_path / "news.jsonl.gz"
        packed.write_bytes(gzip.compress(path.read_bytes()))
        path = packed
    assert load(kind(path)) == [
        Example("a", TITLE, BODY, (SENTENCES[0],)),
        Example("b", None, BODY, (SENTENCES[1],)),
    ]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_row_without_an_id_is_called_by_its_number(tmp_path, form):
    rows = [{"text": BODY, "summary": text} for text in SENTENCES[:2]]
    write = write_lines if form == "jsonl" else write_parquet
    assert [example.id for example in load(write(tmp_path / f"n.{form}", rows))] == ["0", "1"]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_several_references_and_another_column(tmp_path, form):
    rows = [{"text": BODY, "people": list(SENTENCES[:2])}]
    path = (write_lines if form == "jsonl" else write_parquet)(tmp_path / f"n.{form}", rows)
    assert load(path, reference="people")[0].references == SENTENCES[:2]


def test_empty_lines_are_passed_over(tmp_path):
    path = tmp_path / "n.jsonl"
    path.write_text("\n" + json.dumps(ROWS[0]) + "\n\n", encoding="utf-8")
    assert len(load(path)) == 1


def test_articles_that_carry_their_conclusion(tmp_path):
    (tmp_path / "deep").mkdir()
    conclusion = "Трамвай до озера пустили, дачники довольны."
    with_one = f"{ARTICLE}\n\nЗаключение\n\n{conclusion}"
    (tmp_path / "deep" / "tram.txt").write_text(with_one, encoding="utf-8")
    (tmp_path / "none.txt").write_text(ARTICLE, encoding="utf-8")
    (found,) = load(tmp_path)
    assert (found.id, found.title, found.references) == ("deep/tram.txt", TITLE, (conclusion,))
    assert found.text.startswith(SENTENCES[0])
    assert found.text.endswith(SENTENCES[-1])


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("{нет", "line 2: not JSON"),
        ("[1]", "line 2: a row is an object"),
        ('{"summary": "Мост."}', "line 2: row 2 has a reference and no text"),
    ],
)
def test_a_bad_line_is_named(tmp_path, second, message):
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + second, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load(path)


def test_no_reference_at_all_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no article with a reference"):
        load(write_lines(tmp_path / "n.jsonl", ROWS[2:]))
    with pytest.raises(ValueError, match="no article with a reference"):
        load(write_parquet(tmp_path / "n.parquet", ROWS), reference="нет")


def test_what_is_no_parquet_is_an_error(tmp_path):
    path = tmp_path / "n.parquet"
    path.write_text("не паркет", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read as Parquet"):
        load(path)


def test_an_unknown_name_is_an_error_that_names_the_known():
    with pytest.raises(ValueError, match=r"нет-такого.*gazeta"):
        load("нет-такого")
