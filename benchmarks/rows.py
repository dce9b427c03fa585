"""JSON that a person can read and git can compare: one field a line, one row a line."""

import json
from typing import Any


def to_json(body: dict[str, Any]) -> str:
    """Return a flat object as JSON; a list of objects in it is a table, one row a line.

    >>> print(to_json({"system": "lead", "documents": [{"id": "a", "rouge1": [1.5, 2.0, 1.7]}]}))
    {
    "system": "lead",
    "documents": [
    {"id": "a", "rouge1": [1.5, 2.0, 1.7]}
    ]
    }
    <BLANKLINE>
    """
    fields = (f"{_line(name)}: {_field(value)}" for name, value in body.items())
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _field(value: Any) -> str:
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
