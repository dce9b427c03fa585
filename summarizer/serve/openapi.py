"""What the service says of itself: OpenAPI 3.1 for programs, a page for people."""

from typing import Any

from summarizer import __version__
from summarizer.serve.limits import Limits
from summarizer.serve.requests import CHECK, SUMMARIZE

_EVIDENCE = {
    "type": "object",
    "properties": {
        "index": {"type": "integer"},
        "start": {"type": "integer"},
        "stop": {"type": "integer"},
        "text": {"type": "string"},
        "score": {"type": ["number", "null"]},
    },
}
_SENTENCE = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "start": {"type": "integer"},
        "stop": {"type": "integer"},
        "evidence": {"type": "array", "items": _EVIDENCE},
    },
}
_SUMMARY = {
    "type": "object",
    "properties": {
        "title": {"type": ["string", "null"]},
        "summary": {"type": "string"},
        "sentences": {"type": "array", "items": _SENTENCE},
        "conclusion": {"type": ["string", "null"], "description": "The article's own."},
        "method": {"type": "string"},
        "notes": {"type": "array", "items": {"type": "string"}},
        "tokens": {
            "type": ["object", "null"],
            "properties": {"read": {"type": "integer"}, "written": {"type": "integer"}},
        },
    },
}
_CHECKED = {
    "type": "object",
    "properties": {
        "supported": {"type": "boolean"},
        "unsupported": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "start": {"type": "integer"},
                    "stop": {"type": "integer"},
                    "text": {"type": "string"},
                    "kind": {"type": "string"},
                    "reason": {"type": "string"},
                },
            },
        },
    },
}
_ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "required": ["type", "message"],
            "properties": {"type": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}
_REFUSALS = {
    "400": "The body is not JSON in UTF-8.",
    "408": "The body came too slowly.",
    "413": "The body or the text is too long.",
    "415": "The body is not announced as application/json.",
    "422": "A field is wrong, the text is no Russian article, or it took too long.",
    "503": "Too many requests are waiting.",
}


def describe_api(limits: Limits) -> dict[str, Any]:
    """Return the OpenAPI document of a service with these limits."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "summarizer",
            "version": __version__,
            "description": "Summaries of Russian articles, each sentence traced to its source. "
            f"At most {limits.body} bytes and {limits.seconds:g} s a request.",
        },
        "paths": {
            "/summarize": {"post": _operation("Summarize an article", "Summarize", "Summary")},
            "/check": {"post": _operation("Hold a summary to its article", "Check", "Checked")},
            "/health": {
                "get": {
                    "summary": "Whether the service can work",
                    "responses": {
                        "200": {"description": "It can."},
                        "503": {"description": "No worker is ready."},
                    },
                }
            },
        },
        "components": {
            "schemas": {
                "Summarize": SUMMARIZE,
                "Summary": _SUMMARY,
                "Check": CHECK,
                "Checked": _CHECKED,
                "Error": _ERROR,
            }
        },
    }


def _operation(summary: str, asked: str, told: str) -> dict[str, Any]:
    refusals = {
        status: {"description": why, "content": _json("Error")} for status, why in _REFUSALS.items()
    }
    return {
        "summary": summary,
        "requestBody": {"required": True, "content": _json(asked)},
        "responses": {"200": {"description": "Done.", "content": _json(told)}, **refusals},
    }


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _rows(schema: dict[str, Any]) -> str:
    rows = []
    for name, field in schema["properties"].items():
        known = " · ".join(field.get("enum", ()))
        need = "required" if name in schema["required"] else ""
        about = field.get("description", "") or known
        rows.append(f"<tr><th>{name}<td>{field['type']}<td>{need}<td>{about}")
    return f"<table>{''.join(rows)}</table>"


PAGE = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>summarizer {__version__}</title>
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
pre {{ padding: .75rem; border: 1px solid; border-radius: .4rem; overflow-x: auto }}
th, td {{ text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top }}
</style>
<h1>summarizer {__version__}</h1>
<p>Summaries of Russian articles, each sentence traced to its source. For programs:
<a href="/openapi.json">openapi.json</a>; is it at work: <a href="/health">health</a>.
<h2>POST /summarize</h2>
{_rows(SUMMARIZE)}
<pre>curl -s localhost:8000/summarize -H 'content-type: application/json' \\
  -d '{{"text": "Мост через Каменку открыли в мае. Его строили два года.", "sentences": 1}}'</pre>
<p>At most one of sentences, words, ratio, length. The answer has the summary and, of each of its
sentences, the source sentences that it was written from.
<h2>POST /check</h2>
{_rows(CHECK)}
<p>The answer lists the numbers, dates, names, quotations and negations of the summary that the
article does not support.
<h2>Errors</h2>
<pre>{{"error": {{"type": "LanguageError", "message": "…"}}}}</pre>
<table>{"".join(f"<tr><th>{status}<td>{why}" for status, why in _REFUSALS.items())}</table>
</html>
"""
