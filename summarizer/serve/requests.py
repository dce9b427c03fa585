"""The body of a request → what is asked. The schemas are those of the OpenAPI page."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from summarizer.budget import LENGTHS
from summarizer.rank import RANKERS
from summarizer.serve.limits import Refusal
from summarizer.write import STYLES

MOST = 1_000_000
"""Largest number of words or sentences that can be asked for."""

SUMMARIZE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "description": "The article, as it was pasted."},
        "title": {"type": "string", "description": "Its title, where it came apart from the text."},
        "style": {"type": "string", "enum": list(STYLES), "default": "conclusion"},
        "sentences": {"type": "integer", "minimum": 1, "maximum": MOST},
        "words": {"type": "integer", "minimum": 1, "maximum": MOST},
        "ratio": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        "length": {"type": "string", "enum": list(LENGTHS)},
        "ranker": {"type": "string", "enum": list(RANKERS), "default": "learned"},
    },
}
CHECK: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["article", "summary"],
    "properties": {
        "article": {"type": "string", "description": "The source, with its title in front."},
        "summary": {"type": "string", "description": "What is held to it."},
    },
}
SCHEMAS = {"summarize": SUMMARIZE, "check": CHECK}
"""Of each task."""

_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float)}


def parse(body: bytes, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a body.

    Raises:
        Refusal: 400 what is no JSON, 422 what is none of this schema.
    """
    found = _load(body)
    if not isinstance(found, dict):
        raise Refusal(422, "WrongField", "the body is not a JSON object")
    fields: Mapping[str, Mapping[str, Any]] = schema["properties"]
    given = {name: value for name, value in found.items() if value is not None}
    for name in schema["required"]:
        if name not in given:
            state = "null" if name in found else "missing"
            raise Refusal(422, "WrongField", f"{name!r} is {state}")
    for name, value in given.items():
        if name not in fields:
            known = ", ".join(fields)
            raise Refusal(422, "WrongField", f"no field {name[:40]!r}: there are {known}")
        _check(name, value, fields[name])
    return given


def _load(body: bytes) -> Any:
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise Refusal(400, "NotJson", f"the body is not UTF-8: {error.reason}") from error
    except RecursionError as error:
        raise Refusal(400, "NotJson", "the body is nested too deep") from error
    except ValueError as error:
        raise Refusal(400, "NotJson", f"the body is not JSON: {error}") from error


def _check(name: str, value: Any, field: Mapping[str, Any]) -> None:
    kind = field["type"]
    if not isinstance(value, _TYPES[kind]) or isinstance(value, bool):
        article = "an" if kind == "integer" else "a"
        raise Refusal(422, "WrongField", f"{name!r} is not {article} {kind}")
    if "enum" in field and value not in field["enum"]:
        raise Refusal(422, "WrongField", f"{name!r} is none of {', '.join(field['enum'])}")
    if not (
        field.get("minimum", value) <= value <= field.get("maximum", value)
        and ("exclusiveMinimum" not in field or value > field["exclusiveMinimum"])
    ):
        least = field.get("minimum", f"more than {field.get('exclusiveMinimum')}")
        raise Refusal(422, "WrongField", f"{name!r} is {least} to {field['maximum']}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name comes twice in one object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
