import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from summarizer import OptionError, ReadError
from summarizer.batch import Fields, Plan, SummaryOptions, summarize_batch
from summarizer.batch.lines import ROW_GROUP, write_parquet
from summarizer.batch.tables import open_table
from tests.texts import ARTICLE, compose

OPTIONS = SummaryOptions(style="extract", sentences=2, ranker="lead")


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.parquet"
    rows = {
        "id": list(range(30)),
        "text": [compose(60, n) if n % 10 else None for n in range(30)],
        "extra": ["x"] * 30,
    }
    pq.write_table(pa.table(rows), path, row_group_size=7)
    return path


def test_rows_are_articles_in_their_order(source):
    table = open_table(source, Fields())
    found = list(table.items())
    assert table.count() == 30
    assert [item.n for item in found] == list(range(30))
    assert (found[3].name, found[3].content.id) == ("in.parquet:4", 3)


def test_a_table_without_the_column_is_refused(source):
    with pytest.raises(OptionError, match="no column 'body', but id, text, extra"):
        list(open_table(source, Fields(text="body")).items())


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1"])
def test_what_is_no_parquet_is_a_read_error(tmp_path, data):
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="not Parquet"):
        list(open_table(path, Fields()).items())


def test_parquet_says_what_the_lines_say(source, tmp_path):
    plan = Plan(source, tmp_path / "out", OPTIONS, forms=("jsonl", "parquet"), workers=1)
    outcomes = list(summarize_batch(plan))
    rows = pq.read_table(tmp_path / "out" / "summaries.parquet").to_pylist()
    lines = (tmp_path / "out" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [json.loads(line) for line in lines]
    assert [{**row, "versions": dict(row["versions"])} for row in rows] == expected
    assert sum(outcome.error is not None for outcome in outcomes) == 3


def test_the_same_bytes_whatever_the_workers(source, tmp_path):
    found = []
    for workers in (1, 2):
        plan = Plan(source, tmp_path / f"{workers}", OPTIONS, forms=("parquet",), workers=workers)
        list(summarize_batch(plan))
        found.append((tmp_path / f"{workers}" / "summaries.parquet").read_bytes())
    assert found[0] == found[1]


def test_row_groups_have_a_fixed_length(source, tmp_path):
    plan = Plan(source, tmp_path / "out", OPTIONS, workers=1, forms=("jsonl",))
    record = json.dumps(next(summarize_batch(plan)).record).encode()
    write_parquet(tmp_path / "many.parquet", (record for _ in range(2 * ROW_GROUP + 5)))
    file = pq.ParquetFile(tmp_path / "many.parquet")
    groups = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert groups == [ROW_GROUP, ROW_GROUP, 5]


def test_a_text_of_many_megabytes_is_a_row(tmp_path):
    pq.write_table(pa.table({"text": [ARTICLE, "Мост. " * 2_000_000]}), tmp_path / "a.parquet")
    plan = Plan(tmp_path / "a.parquet", tmp_path / "out", OPTIONS, forms=("jsonl",), workers=1)
    good, long = summarize_batch(plan)
    assert (good.error, long.record["error_type"]) == (None, "TextTooLongError")
