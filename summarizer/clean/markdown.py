"""Markdown in a text → plain text. markdown-it-py reads what stands inside a line."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from summarizer.clean.traced import Edit, Traced, lines_with

_INLINE = MarkdownIt("zero").enable(
    ["escape", "backticks", "strikethrough", "emphasis", "link", "image", "autolink"]
)
_INLINE.disable("text_join")  # an escaped sign stays a token of its own
_MARKED = re.compile(r"\*|_[^\W_]|[^\W_]_|~~|`|\]\(|<https?:|\\[*_#\[\]`~]")
_SIGNS = ("*", "_", "`", "\\", "~~", "](", "<http")
_LONGEST_LINE = 20_000
_IDENTIFIER = re.compile(r"[a-z0-9_]+", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"(?<![\w*])\*\*(?=\S)([^*\n]{1,1000}?)\*\*|\*\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*\*(?![\w*])"
)
_FENCE = re.compile(
    r"^ {0,3}```[^`\n]*\n((?:.*?\n)??)(?: {0,3}```[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_HEADING = re.compile(r"^ {0,3}#{1,6} +(?=\S)|(?<=\S) +#{2,6} *$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n {0,3}(?:={3,}|-{3,}) *(?=\n)")
_DEFINITION = re.compile(r"^ {0,3}\[\^?[^\[\]\n]{1,80}\]: *\S.*$", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\[[^\[\]\n]{0,80}\]|\[\^[^\[\]\n]{1,40}\]")
_TASK = re.compile(r"(?<=[-*] )\[[ xXхХ]\] ")
_SPOILER = re.compile(r"\|\|(?=\S)([^|\n]{1,500})(?<=\S)\|\|")
_NO_MARK = re.compile(r"(?<=\d)\*(?=\d)|\*(?=\.[a-z])")  # 2*3 · *.txt
_QUOTED = re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE)
_SENTENCE_END = re.compile("[а-яё»)][.!?…]")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_RULED = re.compile(r"^[ |:]*-{3,}(?:[ |:]+-{3,})*[ |:]*$", re.MULTILINE)

_LINES = (("#", _HEADING), ("---", _RULED), ("]:", _DEFINITION), (">", _QUOTED))
"""What must stand in a line, lest the pattern be looked for in vain."""


def strip_markdown(page: Traced) -> None:
    """«## Итоги», «**Мост** ~~закрыт~~ [открыт](https://…)» → «Итоги», «Мост открыт»."""
    if "```" in page.text:
        page.sub(_FENCE, _prose)
    if "\n---" in page.text or "\n===" in page.text:
        page.sub(_UNDERLINE, "")
    for mark, pattern in _LINES:
        page.sub(pattern, "", near=(mark,))
    page.sub(_TASK, r"", near=("- [", "* ["))
    page.sub(_SPOILER, lambda match: match.group(1), near=("||",))
    if "][" in page.text or "[^" in page.text:
        page.sub(_REFERENCE, lambda match: match.group(1) or "")
    edits: list[Edit] = []
    for start, stop in lines_with(page.text, _SIGNS):
        line = page.text[start:stop]
        if len(line) <= _LONGEST_LINE and _MARKED.search(line):
            edits += _read_line(line, start)
    page.apply(edits)
    if "**" in page.text:
        page.sub(_LEFT_OVER, lambda match: match.group(1) or match.group(2))


def _prose(fenced: re.Match[str]) -> str:
    """Return what stands in a fence where it is sentences, as copied out of a chat, not code."""
    inside = fenced.group(1)
    letters = sum(map(str.isalpha, inside))
    is_russian = 2 * len(_CYRILLIC.findall(inside)) > letters
    return inside if is_russian and _SENTENCE_END.search(inside) else ""


def _read_line(line: str, offset: int) -> list[Edit]:
    """Return the edits that leave of a line what Markdown would show of it."""
    line = _NO_MARK.sub("×", line)
    indent = len(line) - len(line.lstrip())
    bullet = re.match(r"\s*(?:[*+-]|\d{1,3}[.)])\s+", line)
    begin = bullet.end() if bullet else indent
    tokens = _INLINE.parseInline(line[begin:])[0].children or []
    if all(token.type == "text" for token in tokens):
        return []
    edits: list[Edit] = []
    position = begin
    for piece in _visible(tokens):
        found = line.find(piece, position)
        if found < 0:
            return []
        if found > position:
            edits.append(Edit(offset + position, offset + found))
        position = found + len(piece)
    if position < len(line):
        edits.append(Edit(offset + position, offset + len(line)))
    return edits


def _visible(tokens: list[Token]) -> list[str]:
    """Return the pieces of text that are shown: not what is struck out, no pictures."""
    shown: list[str] = []
    struck = 0
    for n, token in enumerate(tokens):
        struck += (token.type == "s_open") - (token.type == "s_close")
        if struck or token.type in {"image", "s_close"}:
            continue
        if token.type in {"text", "code_inline", "text_special"} and token.content:
            if n and tokens[n - 1].type == "link_open" and tokens[n - 1].info == "auto":
                continue
            shown.append(token.content)
        elif token.type in {"strong_open", "em_open"} and token.markup.startswith("_"):
            inside = tokens[n + 1].content if n + 1 < len(tokens) else ""
            if _IDENTIFIER.fullmatch(inside):  # имя __init__
                shown.append(token.markup)
        elif (
            token.type in {"strong_close", "em_close"}
            and token.markup.startswith("_")
            and _IDENTIFIER.fullmatch(tokens[n - 1].content)
        ):
            shown.append(token.markup)
    return shown
