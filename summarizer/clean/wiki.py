"""The marks of a wiki, of Markdown and of LaTeX → plain text."""

import re

from summarizer.clean.traced import Edit, Traced

_EMPHASIS = re.compile(r"('{2,5})(?=[^\s'])((?:[^'\n]|'(?!'))+)\1")
_OUTER_LINK = re.compile(
    r"\[https?://[^\s\[\]]{1,2000} ([^\[\]\n]{0,500})\]|_{1,2}(?:NOTOC|TOC|FORCETOC)__()"
)
_BRACES = re.compile(r"\{\{|\}\}|\{\||\|\}")
_OPENERS = {"}}": "{{", "|}": "{|"}
_FIELD = re.compile(r"\n[ \t]*[|!][^\n]*|\n[ \t]*\}\}[^\n]*")
_OPEN_TEMPLATE = re.compile(
    r"^[ \t]*\{\{[^\n{}|]{1,80}(?:\|[^\n{}]*)?(?:\n[ \t]*[|!}][^\n]*)*", re.MULTILINE
)
_BRACKETS = re.compile(r"\[\[|\]\]")
_MEDIA = re.compile(
    r"\[\[ ?(?:файл|изображение|категория|file|image|category|медиа)[ _]?:", re.IGNORECASE
)
_LANGUAGE = re.compile(r"\[\[[a-z]{2,3}(?:-[a-z]+)?:[^\n\[\]]*\]\]")
_INNER_LINK = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_NOTE = re.compile(r"<ref\b[^<>]*/>|<ref\b[^<>]*>.{0,2000}?</ref>|<!--.{0,2000}?-->", re.DOTALL)
_HEADING = re.compile(r"^(={2,6}) ?([^=\n]{1,200}?) ?\1 *$", re.MULTILINE)
_SIGNS = ("[[", "{{", "{|", "''", "[http", "TOC__", "==", "<ref")
_FOOTNOTE = re.compile(r"(?<=[\w.,;:!?»)%])(?:\[(?:\d{1,3}|прим\. \d{1,3})\])+")  # РФ[12].
_MAGIC = re.compile(r"#(?:REDIRECT|ПЕРЕНАПРАВЛЕНИЕ)\b", re.IGNORECASE)


def strip_wiki(page: Traced) -> None:
    """«'''Мост''' у [[Лысая (гора)|Лысой]]{{нет АИ}}» → «Мост у Лысой»."""
    page.sub(_FOOTNOTE, "", near="[")
    if not any(sign in page.text for sign in _SIGNS):
        return
    if "''" in page.text:
        page.sub(_EMPHASIS, lambda match: match.group(2))
    if "[http" in page.text or "TOC__" in page.text:
        page.sub(_OUTER_LINK, lambda match: match.group(1) or "")
    if "<" in page.text:
        page.sub(_NOTE, "")
    if "{{" in page.text or "{|" in page.text:
        page.apply(_templates(page.text))
        page.sub(_OPEN_TEMPLATE, "")
        if "{{" in page.text or "}}" in page.text:
            page.sub(_FIELD, "")
    if "[[" in page.text:
        page.apply(_media(page.text))
        page.sub(_LANGUAGE, "")
        page.sub(_INNER_LINK, lambda match: match.group(2) or match.group(1).lstrip(":"))
    if "==" in page.text:
        page.sub(_HEADING, lambda match: match.group(2))


def _templates(text: str) -> list[Edit]:
    """Return the outermost «{{…}}» and tables «{|…|}»."""
    found: list[Edit] = []
    stack: list[tuple[str, int]] = []
    for match in _BRACES.finditer(text):
        mark = match.group()
        if mark in _OPENERS:
            if stack and stack[-1][0] == _OPENERS[mark]:
                start = stack.pop()[1]
                while found and found[-1].start >= start:
                    found.pop()
                found.append(Edit(start, match.end()))
        else:
            stack.append((mark, match.start()))
    return found


def _media(text: str) -> list[Edit]:
    """Return the outermost «[[Файл:…]]» and «[[Категория:…]]»; links may stand inside."""
    found: list[Edit] = []
    stack: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match.group() == "[[":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            if _MEDIA.match(text, start):
                while found and found[-1].start >= start:
                    found.pop()
                found.append(Edit(start, match.end()))
    return found
