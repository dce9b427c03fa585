"""What is looked at before a batch begins: that the plan can be carried out and loses nothing."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from summarizer.batch.folder import walk
from summarizer.batch.formats import SHOWN, tell_kinds
from summarizer.batch.lines import require_parquet
from summarizer.batch.options import LINES, PARQUET, STANDARD_INPUT, STANDARD_OUTPUT, Plan
from summarizer.batch.records import RECORD_FIELDS
from summarizer.errors import OptionError


def checked(plan: Plan) -> Plan:
    """Return the plan with real paths.

    Raises:
        OptionError: it cannot be carried out.
    """
    target = plan.target.resolve()
    if plan.limit is not None and plan.limit < 1:
        raise OptionError("limit is at least 1")
    if plan.workers is not None and plan.workers < 1:
        raise OptionError("workers is at least 1")
    if not plan.timeout > 0:
        raise OptionError("timeout is above 0")
    if not plan.forms and plan.jsonl is None:
        raise OptionError("nothing to write: choose text, jsonl or parquet")
    _check_kept(plan)
    if "parquet" in plan.forms:
        require_parquet()
    if plan.source == STANDARD_INPUT:
        if plan.engine == "ray":
            raise OptionError("standard input is of one machine: give Ray a file")
        return replace(plan, target=target)
    source = plan.source.resolve()
    _check_places(source, target)
    _check_lines(plan.jsonl, source, target)
    return replace(plan, source=source, target=target)


def _check_places(source: Path, target: Path) -> None:
    if not source.exists():
        raise OptionError(f"{source} does not exist")
    if source == target:
        raise OptionError(f"input and output are the same folder: {source}")
    if target in source.parents and source.is_dir():
        raise OptionError(f"the input lies in the output folder {target}: articles could be lost")
    if source in (target / LINES, target / PARQUET):
        raise OptionError(f"the output would overwrite the input {source}")


def _check_kept(plan: Plan) -> None:
    """Refuse columns that a record could not hold beside its own fields."""
    fields = plan.fields
    if fields.keep and plan.source.is_dir():
        raise OptionError("a folder has no columns to keep")
    for name in fields.kept:
        if name in RECORD_FIELDS:
            raise OptionError(f"{name!r} is a field of every record: rename the column to keep it")


def _check_lines(lines: Path | None, source: Path, target: Path) -> None:
    if lines in (None, STANDARD_OUTPUT):
        return
    within = lines.resolve().parents
    if lines.suffix == ".txt" and target in within:
        raise OptionError(f"{lines} would look like a summary: name it .jsonl")
    if lines.resolve() == source or (source in within and target not in within):
        raise OptionError(f"{lines} lies among the articles: put it elsewhere")


def no_articles(plan: Plan) -> str:
    """Return what is said of a folder without articles: whether others are there."""
    if plan.globs and next(walk(plan.source, plan.target, ()), None) is not None:
        patterns = " or ".join(map(repr, plan.globs))
        return f"no article in {plan.source} has a path below it that fits {patterns}"
    left_out: Counter[str] = Counter()
    for _ in walk(plan.source, plan.target, plan.globs, left_out):
        break
    there = f", but {tell_kinds(left_out)}" if left_out else ""
    return f"no articles in {plan.source}: {SHOWN}{there}"
