import os
from pathlib import Path, PurePosixPath

import pytest

from summarizer import WriteError
from summarizer.batch.texts import LONGEST_NAME, TextTree, name_of_file, name_of_id


@pytest.fixture
def tree(tmp_path):
    tree = TextTree(tmp_path / "out")
    yield tree
    tree.close()


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a.txt", "a.txt"),
        ("b/c.txt", "b/c.txt"),
        ("b.html", "b.html.txt"),
        ("c.txt.gz", "c.txt.gz.txt"),
        ("D.TXT", "D.TXT.txt"),
    ],
)
def test_the_tree_is_mirrored(source, name):
    assert name_of_file(source) == PurePosixPath(name)


@pytest.mark.parametrize("length", [118, 124, 126])
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_long_name_is_cut(tree, length, suffix):
    name = name_of_file("я" * length + suffix)
    assert len(os.fsencode(name.name)) <= LONGEST_NAME
    assert tree.write(name, "а").suffix == ".txt"


def test_long_names_stay_apart():
    assert name_of_file("я" * 126 + "а.md") != name_of_file("я" * 126 + "б.md")


@pytest.mark.parametrize(
    "identity",
    ["../../up", "/etc/passwd", "..", ".", "", "a/b", "C:\\x", "a\0b", "x\n", ".hidden", "я" * 900],
)
def test_an_id_never_leaves_the_folder(tree, tmp_path, identity):
    written = tree.write(name_of_id(identity), "а")
    assert len(written.parts) == 1
    assert files(tmp_path / "out") == [written.as_posix()]
    assert not written.name.startswith(".")


@pytest.mark.parametrize(
    "names",
    [
        ("a.txt", "A.txt"),
        ("\u0439.txt", "\u0438\u0306.txt"),
        ("ß.txt", "SS.txt"),
        ("x.txt", "x.txt"),
    ],
    ids=["case", "form", "sharp s", "same"],
)
def test_names_that_are_one_on_some_disks_are_kept_apart(tree, tmp_path, names):
    written = [tree.write(PurePosixPath(name), name) for name in names]
    assert written[0] == Path(names[0])
    assert written[1].stem.endswith("~2")
    assert len(files(tmp_path / "out")) == 2


def test_a_third_name_gets_a_third_number(tree):
    assert [str(tree.write(PurePosixPath("a.txt"), "а")) for _ in range(3)] == [
        *("a.txt", "a~2.txt", "a~3.txt")
    ]


def test_a_link_to_a_folder_outside_is_not_written_through(tree, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "out" / "deep").symlink_to(tmp_path / "outside", target_is_directory=True)
    with pytest.raises(WriteError, match="out of the output folder"):
        tree.write(PurePosixPath("deep/a.txt"), "а")
    with pytest.raises(WriteError):
        tree.write(PurePosixPath("deep/deeper/a.txt"), "а")
    assert files(tmp_path / "outside") == []


def test_a_link_in_the_place_of_the_file_is_replaced(tree, tmp_path):
    (tmp_path / "out").mkdir()
    outside = tmp_path / "outside.txt"
    outside.write_text("чужое", encoding="utf-8")
    (tmp_path / "out" / "a.txt").symlink_to(outside)
    tree.write(PurePosixPath("a.txt"), "а")
    assert outside.read_text(encoding="utf-8") == "чужое"
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "а"


def test_a_folder_in_the_place_of_the_file_is_a_write_error(tree, tmp_path):
    (tmp_path / "out" / "a.txt").mkdir(parents=True)
    with pytest.raises(WriteError):
        tree.write(PurePosixPath("a.txt"), "а")
    assert files(tmp_path / "out") == ["a.txt"]


def test_a_file_that_holds_the_text_is_left_alone(tmp_path):
    path = tmp_path / "a.txt"
    for text, changed in (("а", True), ("а", False), ("б", True)):
        before = path.stat().st_ino if path.exists() else None
        tree = TextTree(tmp_path)
        tree.write(PurePosixPath("a.txt"), text, may_be_there=True)
        tree.close()
        assert (path.stat().st_ino != before) == changed
        assert path.read_text(encoding="utf-8") == text


def test_what_a_killed_run_left_is_no_hindrance(tree, tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.batch.texts.crc32", lambda data: 0x1234)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".00001234.partial").write_text("половина", encoding="utf-8")
    tree.write(PurePosixPath("a.txt"), "а")
    assert files(tmp_path / "out") == ["a.txt"]
