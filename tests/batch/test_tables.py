import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from summarizer import OptionError, ReadError
from summarizer.batch import Fields, arrays
from summarizer.batch import tables as tables_module
from summarizer.batch.records import Line, Row, kept_of, read_item
from summarizer.batch.tables import open_table
from tests.texts import ARTICLE, SIXTY_WORDS


@pytest.fixture
def write(tmp_path):
    def write(data, name="a.jsonl"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def items(path, fields=None, **options):
    return list(open_table(path, fields or Fields(), **options).items())


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def read(path, fields=None):
    """Return id and text of every item, or its error."""
    found = []
    for item in items(path, fields):
        try:
            identity, reading = read_item(item, fields or Fields())
        except ReadError as error:
            found.append(error.reason)
        else:
            found.append((identity, reading.page.text))
    return found


# JSON lines.


def test_a_line_is_an_article(write):
    path = write(lines({"id": 7, "text": "Мост.", "title": "Т"}, {"text": "Порт."}))
    first, second = items(path)
    assert (first.n, first.name, first.content) == (0, "a.jsonl:1", Line(first.content.data))
    assert second.name == "a.jsonl:2"
    assert read(path) == [("7", "Мост."), ("a.jsonl:2", "Порт.")]
    assert read_item(first, Fields())[1].page.title == "Т"


def test_fields_may_be_called_otherwise(write):
    path = write(lines({"key": "k", "body": "Мост."}))
    assert read(path, Fields("body", "key", "head")) == [("k", "Мост.")]


def test_empty_lines_are_no_articles_but_count_as_lines(write):
    path = write("\n" + lines({"text": "Мост."}) + "\n\n" + lines({"text": "Порт."}))
    assert [(item.n, item.name) for item in items(path)] == [(0, "a.jsonl:2"), (1, "a.jsonl:5")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("мост", "not JSON"),
        ("[" * 100_000, "nested too deep"),
        ("[1]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("{}", "no field 'text'"),
        ('{"text": null}', "the text is no string, but null"),
        ('{"text": 5}', "the text is no string, but int"),
        ('{"text": ["мост"]}', "the text is no string, but list"),
        (b"\x89PNG\xff\xfe", "not a text"),
    ],
)
def test_a_bad_line_is_an_error_and_the_next_is_read(write, line, reason):
    data = line if isinstance(line, bytes) else line.encode()
    first, second = read(write(data + b"\n" + lines({"text": "Мост."}).encode()))
    assert reason in first
    assert second == ("a.jsonl:2", "Мост.")


def test_a_line_that_is_too_long_is_passed_over(write, monkeypatch):
    monkeypatch.setattr(tables_module, "MAX_BYTES", 1_000)
    path = write(lines({"text": "Мост."}, {"text": "ы" * 9_000}, {"text": "Порт."}))
    first, second, third = read(path)
    assert (first[1], third[1]) == ("Мост.", "Порт.")
    assert "more than 1,000 bytes" in second


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "koi8-r", "utf-16"])
def test_lines_may_be_in_an_old_encoding(write, encoding):
    path = write(lines({"text": SIXTY_WORDS}, {"text": SIXTY_WORDS}).encode(encoding))
    assert [text for _, text in read(path)] == [SIXTY_WORDS, SIXTY_WORDS]


def test_a_text_that_was_encoded_twice_is_mended_inside_the_line(write):
    path = write(json.dumps({"text": ARTICLE.encode().decode("koi8-r")}))
    (item,) = items(path)
    _, reading = read_item(item, Fields())
    assert reading.page.text == ARTICLE
    assert "encoded twice" in reading.notes[0]


def test_a_lone_surrogate_in_an_id_is_spelled_out(write):
    path = write('{"id": "a\\ud800", "text": "Мост."}')
    assert read(path) == [("a\\ud800", "Мост.")]


def test_gzip_is_told_by_its_bytes(write):
    packed = gzip.compress(lines({"text": "Мост."}).encode())
    assert read(write(packed, "a.jsonl.gz")) == [("a.jsonl.gz:1", "Мост.")]
    assert read(write(packed, "b.jsonl")) == [("b.jsonl:1", "Мост.")]


def test_a_cut_gzip_ends_in_a_read_error(write):
    packed = gzip.compress(lines(*[{"text": "Мост."}] * 50).encode())
    with pytest.raises(ReadError, match="damaged gzip"):
        items(write(packed[:-10], "a.jsonl.gz"))


def test_a_signature_tells_whether_a_line_is_what_it_was(write):
    before = [item.signature for item in items(write(lines({"text": "А"}, {"text": "Б"})))]
    after = [item.signature for item in items(write(lines({"text": "А"}, {"text": "В"})))]
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_standard_input_holds_json_lines(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(lines({"text": "Мост."}).encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert read(Path("-")) == [("stdin:1", "Мост.")]


# A JSON array.


@pytest.mark.parametrize(
    "options", [{}, {"indent": 2}, {"indent": 0}, {"separators": (",", ":")}, {"indent": "\t"}]
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.json.gz"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_an_array_holds_articles(write, options, name, encoding):
    rows = [{"id": 7, "text": SIXTY_WORDS}, {"text": 'Мост {[,]} "Заря".'}, {"id": "x"}, 5]
    data = json.dumps(rows, ensure_ascii=False, **options).encode(encoding)
    data = gzip.compress(data) if name.endswith(".gz") else data
    assert read(write(data, name)) == [
        ("7", SIXTY_WORDS),
        (f"{name}:2", 'Мост {[,]} "Заря".'),
        "no field 'text'",
        "not a JSON object",
    ]


@pytest.mark.parametrize("options", [{}, {"indent": 2}])
def test_an_array_may_stand_in_an_object(write, options):
    found = {"status": "ok", "total": 2, "articles": [{"text": "Мост."}, {"text": "Порт."}]}
    data = json.dumps(found, **options)
    assert read(write(data, "a.json")) == [("a.json:1", "Мост."), ("a.json:2", "Порт.")]


def test_an_article_may_hold_an_array(write):
    assert read(write(lines({"text": "Мост.", "items": [{"a": 1}]}))) == [("a.jsonl:1", "Мост.")]


def test_objects_may_stand_over_several_lines(write):
    rows = [{"text": "Мост."}, {"text": "Порт."}]
    data = "\n".join(json.dumps(row, indent=2) for row in rows)
    assert read(write(data, "a.json")) == [("a.json:1", "Мост."), ("a.json:2", "Порт.")]


def test_a_file_of_json_may_hold_lines(write):
    assert read(write(lines({"text": "Мост."}, {"text": "Порт."}), "a.json")) == [
        ("a.json:1", "Мост."),
        ("a.json:2", "Порт."),
    ]


def test_an_empty_array_holds_none(write):
    assert read(write("[]", "a.json")) == read(write("[ \n ]\n", "a.json")) == []


def test_an_array_is_not_held_at_once(write, monkeypatch):
    monkeypatch.setattr(arrays, "_BLOCK", 100)
    rows = [{"text": SIXTY_WORDS[: 7 * n]} for n in range(60)]
    path = write(json.dumps(rows, ensure_ascii=False), "a.json")
    assert [text for _, text in read(path)] == [row["text"] for row in rows]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('[{"text": "Мост."}, {"text": "По', "not JSON"),
        ('[{"text": "Мост."}, {text: 1}]', "not JSON"),
        ('[{"text": "Мост."}, ' + "[" * 100_000, "nested too deep"),
        ('[{"text": "Мост."}, {"text": "' + "ы" * 9_000, "more than 1,000 characters"),
    ],
)
def test_a_broken_array_ends_in_an_error(write, monkeypatch, data, reason):
    monkeypatch.setattr(arrays, "MAX_BYTES", 1_000)
    first, second = read(write(data, "a.json"))
    assert first == ("a.json:1", "Мост.")
    assert reason in second
    assert "what follows cannot be read" in second


def test_the_number_of_an_array_is_not_guessed(write):
    path = write(json.dumps([{"text": "Мост."}] * 9, indent=1), "a.json")
    assert open_table(path, Fields()).count() is None


# Columns that are kept.


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (lines({"text": "Мост.", "url": "u", "n": 5, "tags": ["а"]}, {"text": "Порт."}), "a.jsonl"),
        ('text,url,n,tags\nМост.,u,5,"[""а""]"\nПорт.,,,\n', "a.csv"),
    ],
)
def test_columns_are_kept(write, data, name):
    fields = Fields(keep=("url", "tags"))
    kept = [kept_of(item, fields) for item in items(write(data, name), fields)]
    if name == "a.csv":
        assert kept == [{"url": "u", "tags": '["а"]'}, {"url": "", "tags": ""}]
    else:
        assert kept == [{"url": "u", "tags": ["а"]}, {"url": None, "tags": None}]


def test_a_table_without_a_column_to_keep_is_refused(write):
    with pytest.raises(OptionError, match="no column 'url', but id, text"):
        items(write("id,text\n1,Мост.\n", "a.csv"), Fields(keep=("url",)))


def test_what_is_kept_is_part_of_what_is_compared(write):
    fields = Fields(keep=("url",))
    before, after = (
        items(write(f"text,url\nМост.,{url}\n", "a.csv"), fields)[0].signature for url in "ab"
    )
    assert before != after


# CSV.


def test_a_row_is_an_article(write):
    path = write('id,title,text\n1,Т,"Мост, новый.\nИ порт."\n2,,Порт.\n', "a.csv")
    first, second = items(path)
    assert first.content == Row("Мост, новый.\nИ порт.", "1", "Т")
    assert (second.name, second.content) == ("a.csv:2", Row("Порт.", "2", ""))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_delimiter_and_encoding_are_told(write, delimiter, encoding):
    rows = [["id", "text"], ["1", SIXTY_WORDS.replace(",", "").replace(";", "")]]
    data = "".join(delimiter.join(row) + "\r\n" for row in rows)
    (found,) = read(write(data.encode(encoding), "a.csv"))
    assert found == ("1", rows[1][1])


@pytest.mark.parametrize(
    "first", ["sep=;", "SEP=;", '"sep=;"', "sep=;\n", "\ufeffsep=;", "sep=;\r", "\n\nsep=;"]
)
def test_excel_may_say_the_delimiter(write, first):
    path = write(f"{first}\nid;text\n1;Мост, порт, док.\n", "a.csv")
    assert read(path) == [("1", "Мост, порт, док.")]


@pytest.mark.parametrize("delimiter", [",", "\t", "|", "^"])
def test_any_delimiter_may_be_said(write, delimiter):
    rows = [["id", "text"], ["1", "Мост; порт; док."]]
    data = "".join(delimiter.join(row) + "\n" for row in rows)
    assert read(write(f"sep={delimiter}\n{data}", "a.csv")) == [("1", "Мост; порт; док.")]


def test_a_delimiter_inside_a_quoted_name_is_none(write):
    path = write('"id";"text";"a, b, c, d"\n1;Мост.;\n', "a.csv")
    assert read(path) == [("1", "Мост.")]


def test_spaces_around_names_are_off(write):
    assert read(write("id , text \n1,Мост.\n", "a.csv")) == [("1", "Мост.")]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (r'"Завод \"Заря\" открыт."', 'Завод "Заря" открыт.'),
        (r'"\"Заря\" открыта."', '"Заря" открыта.'),
        (r'"Завод \"Заря\", порт."', 'Завод "Заря", порт.'),
        (r'"Открыт завод \"Заря\""', 'Открыт завод "Заря"'),
        ('"Завод \\"Заря\\"\nоткрыт."', 'Завод "Заря"\nоткрыт.'),
        (r'"Папка C:\temp, завод \"Заря\"."', r'Папка C:\temp, завод "Заря".'),
        (r'"Завод \"Заря\" в папке C:\\"', 'Завод "Заря" в папке C:' + "\\"),
        (r"Завод \"Заря\" открыт.", 'Завод "Заря" открыт.'),
        (r'"Завод \"Заря\" открыт \\ закрыт.\n"', r'Завод "Заря" открыт \\ закрыт.\n'),
        (r"Папка C:\temp пуста.", r"Папка C:\temp пуста."),
        ('"Завод ""Заря"" открыт."', 'Завод "Заря" открыт.'),
        ('"Папка C:\\temp\\"', "Папка C:\\temp\\"),
        ('"Папка ""C:\\"" пуста."', 'Папка "C:\\" пуста.'),
    ],
)
def test_quotes_may_be_escaped_by_a_backslash(write, field, text):
    path = write(f"id,text,url\n1,{field},u\n2,Мост.,u\n", "a.csv")
    assert read(path) == [("1", text), ("2", "Мост.")]


def test_a_short_row_has_no_text(write):
    assert read(write("id,text\n1\n", "a.csv")) == ["the text is no string, but null"]


def test_a_table_without_the_column_is_refused(write):
    with pytest.raises(OptionError, match="no column 'text', but id, body"):
        items(write("id,body\n1,Мост.\n", "a.csv"))


def test_a_cell_that_is_too_long_costs_its_row_alone(write, monkeypatch):
    monkeypatch.setattr(tables_module, "MAX_BYTES", 1_000)
    first, second = read(write(f"text\n{'ы' * 2_000}\nМост.\n", "a.csv"))
    assert "field larger than" in first
    assert second == ("a.csv:2", "Мост.")


# Which format.


@pytest.mark.parametrize(
    ("name", "format_"),
    [("a.jsonl", "jsonl"), ("a.NDJSON", "jsonl"), ("a.csv.gz", "csv"), ("a.tsv", "csv")],
)
def test_the_suffix_tells_the_format(name, format_):
    assert open_table(Path(name), Fields()).format == format_


def test_a_suffix_that_does_not_tell_is_refused_unless_said():
    with pytest.raises(OptionError, match="jsonl"):
        open_table(Path("a.dat"), Fields())
    assert open_table(Path("a.dat"), Fields(), "csv").format == "csv"


@pytest.mark.parametrize("name", ["-", "a.parquet.gz"])
def test_parquet_cannot_be_streamed(name):
    with pytest.raises(OptionError, match="Parquet"):
        open_table(Path(name), Fields(), "parquet")


def test_a_missing_file_is_a_read_error(tmp_path):
    with pytest.raises(ReadError):
        items(tmp_path / "none.jsonl")


@pytest.mark.parametrize("count", [1, 10, 3_000])
def test_the_number_of_lines_is_estimated(write, count):
    table = open_table(write(lines(*[{"text": SIXTY_WORDS}] * count)), Fields())
    assert table.count() == pytest.approx(count, rel=0.01)


@pytest.mark.parametrize("data", [b"", gzip.compress(b"{}", mtime=0)])
def test_nobody_can_know_the_number_of_lines(write, data):
    assert open_table(write(data), Fields()).count() is None
