"""Two distributions with a module of one name, in the ways in which they meet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import clash
from summarizer.clash import DISTRIBUTION

PACKAGE = Path(clash.__file__).parent
OTHER = "other-summarizer"
SAID = f"RuntimeWarning: a module 'summarizer' is installed by {OTHER} too: pip uninstall {OTHER}"


def put(site, name, files, *, top_level=True):
    """Install a distribution as pip would."""
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    record(site, name, files, top_level=top_level)


def record(site, name, files, *, top_level=True):
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "RECORD").write_text("".join(f"{path},,\n" for path in files))
    if top_level:
        (info / "top_level.txt").write_text("summarizer\ntests\n")


@pytest.fixture
def site(tmp_path):
    """A folder of packages that holds ours."""
    folder = tmp_path / "site"
    shutil.copytree(PACKAGE, folder / "summarizer", ignore=shutil.ignore_patterns("__pycache__"))
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")]
    record(folder, DISTRIBUTION, files, top_level=False)
    return folder


def run(*arguments, path):
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))},
        cwd=path[0].parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_alone_it_says_nothing(site):
    found = run("-c", "import summarizer", path=[site])
    assert (found.returncode, found.stderr) == (0, "")


def test_a_file_of_the_users_own_is_no_clash(site):
    (site / "summarizer" / "notes.txt").touch()
    put(site, "innocent", {"innocent/__init__.py": ""}, top_level=False)
    assert run("-c", "import summarizer", path=[site]).stderr == ""


@pytest.mark.parametrize("top_level", [True, False])
def test_another_that_was_there_before_is_named(site, top_level):
    put(site, OTHER, {"summarizer/bert.py": ""}, top_level=top_level)
    found = run("-c", "import summarizer; print(summarizer.summarize)", path=[site])
    assert found.returncode == 0
    assert SAID in found.stderr
    assert f"pip install --force-reinstall --no-deps {DISTRIBUTION}" in found.stderr
    assert sum("RuntimeWarning" in line for line in found.stderr.splitlines()) == 1


def test_another_in_a_folder_of_its_own_is_named(site, tmp_path):
    put(tmp_path / "later", OTHER, {"summarizer/__init__.py": ""})
    assert SAID in run("-c", "import summarizer", path=[site, tmp_path / "later"]).stderr


def test_the_command_names_another_that_came_later(site):
    put(site, OTHER, {"summarizer/__init__.py": "", "summarizer/bert.py": ""})
    found = run("-m", "summarizer", "--version", path=[site])
    assert found.returncode == 1
    assert found.stderr.startswith(f"Error: a module 'summarizer' is installed by {OTHER} too: ")
    assert len(found.stderr.splitlines()) == 1


def test_the_command_says_that_it_is_damaged(site):
    (site / "summarizer" / "__init__.py").write_text("")
    found = run("-m", "summarizer", "--version", path=[site])
    assert found.returncode == 1
    assert found.stderr.startswith("Error: parts of ")
    assert f"pip install --force-reinstall --no-deps {DISTRIBUTION}" in found.stderr
    assert len(found.stderr.splitlines()) == 1
