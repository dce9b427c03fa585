"""Reads golden cases of two parts: «>>> name», what goes in, «---», what must come out."""

from pathlib import Path

GOLDEN = Path(__file__).with_name("golden")


def read_pairs(name: str) -> list[tuple[str, str, str]]:
    """Return (name, input, output) of each case of a file."""
    blocks = GOLDEN.joinpath(name).read_text("utf-8").split("\n>>>")[1:]
    cases = []
    for block in blocks:
        title, rest = block.split("\n", 1)
        raw, expected = rest.split("\n---\n")
        cases.append((title.strip(), raw, expected.rstrip("\n")))
    return cases
