"""The Containerfile, read: it cannot be built in the tests."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from summarizer.cli import main

ROOT = Path(__file__).parent.parent
LINES = (ROOT / "Containerfile").read_text().replace("\\\n", " ").splitlines()


def values(instruction: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in LINES if line.startswith(f"{instruction} ")]


def test_what_is_copied_is_there():
    for copied in values("COPY"):
        sources = copied.split()[:-1]
        if not sources[0].startswith("--from="):
            assert all((ROOT / source).exists() for source in sources), copied


def test_all_that_the_wheel_takes_is_copied():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    target = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    readme = project["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    wanted = {
        *target["packages"],
        *target["force-include"],
        *(fragment["path"] for fragment in readme["fragments"]),
        *project["project"]["license-files"],
    }
    copied = {source for line in values("COPY") for source in line.split()[:-1]}
    assert all({path, *map(str, Path(path).parents)} & copied for path in wanted)


def test_nobody_is_root():
    user = values("USER")[-1]
    assert user.isdecimal()
    assert int(user) > 0
    assert LINES.index(f"USER {user}") < next(
        n for n, line in enumerate(LINES) if line.startswith("ENTRYPOINT")
    )


def test_the_command_is_one_that_there_is():
    command = [*json.loads(values("ENTRYPOINT")[0]), *json.loads(values("CMD")[0])]
    assert command[0] == "summarizer"
    help_text = CliRunner().invoke(main, [command[1], "--help"]).output
    flags = [word for word in command if word.startswith("--")]
    assert all(flag in help_text for flag in flags)
    [port] = values("EXPOSE")
    assert re.search(rf"--port .*\b{port}\b", help_text, re.DOTALL)
