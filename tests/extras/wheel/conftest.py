"""The wheel in environments of its own: the core once, and each extra upon it.

The environments have no pip of their own, and nothing is compiled before it is imported: with
torch, that would take longer than what is tested.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAME = PROJECT["name"]
EXTRAS = sorted(set(PROJECT["optional-dependencies"]) - {"bench", "browser", "dev"})
TORCH = re.search("^TORCH := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
OUTSIDE = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}


def _pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], check=True, env=OUTSIDE)


class Environment:
    """A virtual environment, perhaps upon another, and what is installed into it."""

    def __init__(self, folder, below=None):
        venv.create(folder)
        self.folder = folder
        if below is not None:
            (self.packages / "below.pth").write_text(f"{below.packages}\n", encoding="utf-8")

    @property
    def packages(self):
        base = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path("purelib", "venv", vars=base))

    def install(self, *requirements):
        into = ["--python", self.folder / "bin" / "python"]
        _pip(*into, "install", "--no-compile", *requirements)

    def run(self, command, *arguments, cwd=None, check=False):
        return subprocess.run(
            [self.folder / "bin" / command, *map(str, arguments)],
            cwd=cwd or self.folder,
            env=OUTSIDE,
            capture_output=True,
            text=True,
            check=check,
        )


@pytest.fixture(scope="session")
def workshop():
    """A folder that goes when the tests end: environments are large."""
    folder = Path(tempfile.mkdtemp(prefix="wheel-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def wheel(workshop):
    """The wheel, built from the sources as they stand."""
    _pip("wheel", "--no-deps", "--wheel-dir", workshop, ROOT)
    (built,) = workshop.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def core(workshop, wheel):
    """An environment with the wheel and what it depends on."""
    environment = Environment(workshop / "core")
    environment.install(wheel)
    return environment


@pytest.fixture(scope="session")
def install(workshop, wheel, core):
    """Return the environment of an extra: the core's packages, and its own; None is the core."""
    made = {None: core}

    def get(extra):
        if extra not in made:
            made[extra] = Environment(workshop / extra, below=core)
            torch = [TORCH[1]] if extra == "seq2seq" else []
            made[extra].install("--no-deps", "--force-reinstall", wheel)  # a command of its own
            made[extra].install(*torch, f"{NAME}[{extra}] @ {wheel.as_uri()}")
        return made[extra]

    return get
