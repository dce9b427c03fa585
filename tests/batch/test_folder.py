import os
from collections import Counter

from summarizer.batch import find_articles
from summarizer.batch.folder import walk
from summarizer.batch.formats import tell_kinds
from tests.texts import ARTICLE


def fill(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")


def listed(folder, exclude=None):
    return [path.relative_to(folder).as_posix() for path in find_articles(folder, exclude)]


def walked(folder, *globs):
    return sorted(os.fsdecode(found.path) for found in walk(folder, None, globs))


def test_documents_are_articles_packed_ones_too(tmp_path):
    fill(tmp_path, "a.txt", "b.md", "c.html", "d.htm", "E.TXT", "f.docx", "g.pdf", "h.txt.gz")
    fill(tmp_path, "i.doc", "j", "k.txt.bak", "l.json", "m.gz", "n.zip")
    fill(tmp_path, "o.rtf", "p.fb2", "q.fb2.zip", "r.eml", "s.srt", "t.vtt", "u.markdown")
    assert listed(tmp_path) == [
        *("E.TXT", "a.txt", "b.md", "c.html", "d.htm", "f.docx", "g.pdf", "h.txt.gz"),
        *("o.rtf", "p.fb2", "q.fb2.zip", "r.eml", "s.srt", "t.vtt", "u.markdown"),
    ]


def test_folders_are_searched_to_the_bottom_in_the_order_of_paths(tmp_path):
    fill(tmp_path, "b/c/d/2.txt", "b/1.txt", "a/9.txt", "z.txt")
    assert listed(tmp_path) == ["a/9.txt", "b/1.txt", "b/c/d/2.txt", "z.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    fill(tmp_path, ".a.txt", ".git/b.txt", "c.txt", ".summarizer/d.txt")
    assert walked(tmp_path) == ["c.txt"]


def test_the_excluded_folder_is_passed_over_with_all_below_it(tmp_path):
    fill(tmp_path, "a.txt", "out/b.txt", "out/deep/c.txt", "other/out/d.txt")
    assert listed(tmp_path, tmp_path / "out") == ["a.txt", "other/out/d.txt"]


def test_a_folder_with_the_name_of_an_article_is_a_folder(tmp_path):
    fill(tmp_path, "news.txt/a.txt")
    assert listed(tmp_path) == ["news.txt/a.txt"]


def test_globs_choose(tmp_path):
    fill(tmp_path, "a.txt", "b.md", "2024/c.txt", "2024/deep/d.txt", "2025/e.txt")
    assert walked(tmp_path, "2024/*") == ["2024/c.txt", "2024/deep/d.txt"]
    assert walked(tmp_path, "*.md", "2025/*") == ["2025/e.txt", "b.md"]


def test_links_to_folders_are_not_followed(tmp_path):
    fill(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "loop.txt").symlink_to(tmp_path, target_is_directory=True)
    assert walked(tmp_path) == ["a/b.txt"]


def test_a_link_to_a_file_is_an_article(tmp_path):
    fill(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert listed(tmp_path) == ["a.txt", "b.txt"]


def test_a_name_without_a_file_behind_it_is_not_lost(tmp_path):
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = {os.fsdecode(one.path): one.error for one in walk(tmp_path)}
    assert found.keys() == {"loop.txt", "gone.txt", "pipe.txt"}
    assert all(found.values())
    assert listed(tmp_path) == []


def test_a_folder_that_cannot_be_listed_is_not_lost(tmp_path, monkeypatch):
    fill(tmp_path, "a.txt", "secret/b.txt")
    scandir = os.scandir

    def refuse(path):
        if b"secret" in path:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = {os.fsdecode(one.path): one.error for one in walk(tmp_path)}
    assert found == {"a.txt": None, "secret": "cannot be listed: Permission denied"}


def test_the_output_of_another_batch_is_not_read(tmp_path):
    fill(tmp_path, "a.txt", "out/b.txt", "out/deep/c.txt", "out/.summarizer/journal.sqlite")
    fill(tmp_path, "more/out2/d.txt", "more/out2/.summarizer/lock", "more/e.txt")
    assert listed(tmp_path) == ["a.txt", "more/e.txt"]


def test_what_is_no_article_is_counted_by_kind(tmp_path):
    fill(tmp_path, "a.txt", "b.doc", "c.DOC", "d/e.png", "f", "g.tar.gz", ".h.doc", "out/i.doc")
    fill(tmp_path, "j/.summarizer/k", "j/l.doc", "m.jsonl")
    left_out = Counter()
    assert len(list(walk(tmp_path, tmp_path / "out", (), left_out))) == 1
    assert left_out == {".doc": 2, ".png": 1, "without suffix": 1, ".gz": 1, ".jsonl": 1}


def test_what_was_not_asked_for_is_not_counted(tmp_path):
    fill(tmp_path, "a.txt", "b.doc", "2024/c.doc", "2024/d.txt")
    left_out = Counter()
    list(walk(tmp_path, None, ("2024/*",), left_out))
    assert left_out == {".doc": 1}


def test_the_most_frequent_kinds_are_told_first():
    kinds = Counter({".png": 2, ".doc": 1_300, **{f".{n}": 1 for n in range(9)}})
    assert tell_kinds(kinds) == "1,300 .doc, 2 .png, 1 .0, 1 .1, 1 .2, 1 .3, 5 of other kinds"
