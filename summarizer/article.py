"""Stage 2: clean text → title, paragraphs of the body, the conclusion that is already there.

A page as people paste it carries a photo credit, share buttons, its title twice, its own
«Заключение». Nothing is cut out of the text: an article is a set of spans in it.
"""

import re
from dataclasses import dataclass

from summarizer.data import litter
from summarizer.document import Role
from summarizer.words import tokenize

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
_FINAL_STOP = re.compile(r"[.…;:,][»\")\]]*$")
_SENTENCE_END = re.compile(r"[.!?…;:,][»\")\]]*$")
_LITTER = re.compile("|".join(f"(?:{line})" for line in litter.LINES), re.IGNORECASE)
_RELATED = re.compile(
    r"(?:^|\n)(?:также по теме|читайте также|материалы по теме) ?:?$", re.IGNORECASE
)
_BREAKS_OFF = re.compile(r"(?:\.\.\.|…)$")
_HEADING_MARKS = re.compile(
    r"(?:#{1,6} |\d{1,2}(?:\.\d{1,2}){0,2}[.)]? |[IVX]{1,5}[.)] |\*\*|__|[—–-] )+"
)
_COMMENTS = re.compile(litter.COMMENTS, re.IGNORECASE | re.MULTILINE)
_REFERENCES = re.compile(litter.REFERENCE_HEADINGS, re.IGNORECASE)
_BOILERPLATE = re.compile(litter.BOILERPLATE_HEADINGS, re.IGNORECASE)
_REFERENCE_ITEM = re.compile(r"^\[?\d{1,3}[\].)]|//|https?:")
_CONCLUSION_HEADING = re.compile(litter.CONCLUSION_HEADINGS, re.IGNORECASE)
_CONCLUSION_OPENING = re.compile(litter.CONCLUSION_OPENING, re.IGNORECASE)

_LONGEST_LITTER = 700  # characters; no pattern needs more
_TITLE_WORDS = 25
_HEADING_WORDS = 15
_BOILERPLATE_SHARE = 2.5  # the whole is at most so much longer than what stands before
_MOST_TYPOS = 2
_PUNCTUATION = 40
_TYPO_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the body: ``article.text[start:stop]``."""

    start: int
    stop: int
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """Where title, body and own conclusion stand in ``text``."""

    text: str
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    conclusion: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    stop: int
    text: str


def parse(text: str, title: str | None = None) -> Article:
    """Take a clean text apart.

    Args:
        text: what ``clean`` returned.
        title: the title, where the caller has it apart from the text; the first line is then
            taken for a title only where it repeats it. Without it, the first line is the title
            when it is short, has no final full stop, and a body follows.
    """
    lines = [
        _Line(match.start(), match.end(), match.group())
        for match in _LINE.finditer(text)
        if not is_litter(match.group())
    ]
    lines = without_teasers(text, lines[: _count_before_comments(text, lines)])
    if title is None and len(lines) > 1 and _looks_like_title(lines[0].text):
        title = _strip_marks(lines[0].text)
        lines = lines[1:]
    if title is not None:
        lines = [line for line in lines if not is_copy(line.text, title)]
    body, conclusion = _split_conclusion(lines)
    return Article(
        text=text,
        title=title,
        paragraphs=tuple(
            Paragraph(line.start, line.stop, _role(body, position))
            for position, line in enumerate(body)
        ),
        conclusion="\n".join(line.text for line in conclusion) or None,
    )


def _count_before_comments(text: str, lines: list[_Line]) -> int:
    """Return how many lines stand before the comments of readers: «Комментарии (12)»."""
    heading = _COMMENTS.search(text, int(len(text) / _BOILERPLATE_SHARE))
    if heading is None:
        return len(lines)
    return sum(line.start < heading.start() for line in lines)


def without_teasers(text: str, lines: list[_Line]) -> list[_Line]:
    """Drop what stands under «Также по теме» and breaks off: another article's title and lead."""
    teasers: set[int] = set()
    for n, line in enumerate(lines):
        before = text[lines[n - 1].stop if n else 0 : line.start].strip()
        if _RELATED.search(before):
            ends = (m for m in (n, n + 1) if m < len(lines) and _BREAKS_OFF.search(lines[m].text))
            teasers.update(range(n, next(ends, n - 1) + 1))
    return [line for n, line in enumerate(lines) if n not in teasers]


def is_litter(line: str) -> bool:
    """Whether a line belongs to the page, not to the article.

    >>> is_litter("Фото: пресс-служба мэрии"), is_litter("Реклама подорожала на 5 %.")
    (True, False)
    """
    return len(line) <= _LONGEST_LITTER and _LITTER.fullmatch(line) is not None


def is_copy(line: str, title: str) -> bool:
    """Whether ``line`` says what ``title`` says, but for case, «ё», punctuation and typos.

    >>> is_copy("МОСТ ОТКРЫТ.", "Мост открыт"), is_copy("Мост закрыт", "Мост открыт")
    (True, False)
    """
    if len(line) > 2 * len(title) + _PUNCTUATION:
        return False
    words, title_words = tokenize(line), tokenize(title)
    if words == title_words:
        return True
    if len(words) != len(title_words) or len(words) < 4:
        return False
    differing = [
        (left, right) for left, right in zip(words, title_words, strict=True) if left != right
    ]
    return len(differing) <= _MOST_TYPOS and all(is_typo(*pair) for pair in differing)


def is_typo(left: str, right: str) -> bool:
    """Whether two words are one letter apart: changed, missing, or swapped with its neighbour.

    >>> is_typo("премьер", "примьер"), is_typo("открыт", "закрыт"), is_typo("2023", "2024")
    (True, False, False)
    """
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < _TYPO_LETTERS or len(longer) - len(shorter) > 1:
        return False
    if not (left.isalpha() and right.isalpha()):  # another number is another fact
        return False
    start = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    rest, other = left[start:], right[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or swapped == other


def _looks_like_title(line: str) -> bool:
    return (
        len(_WORD.findall(line)) <= _TITLE_WORDS
        and not _FINAL_STOP.search(line)
        and not line.startswith(("—", "–", "-", "•", "|"))
        and _LETTER.search(line) is not None
    )


def _strip_marks(heading: str) -> str:
    """Take numbering and Markdown off a heading: «## 5. Выводы:» → «Выводы»."""
    marks = _HEADING_MARKS.match(heading)
    return heading[marks.end() if marks else 0 :].rstrip("*_:. —–-") or heading


def _looks_like_heading(line: str) -> bool:
    return not _SENTENCE_END.search(line) and len(_WORD.findall(line)) <= _HEADING_WORDS


def _role(lines: list[_Line], position: int) -> Role:
    return "heading" if len(lines) > 1 and _looks_like_heading(lines[position].text) else "text"


def _split_conclusion(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """Split the article's own conclusion off its end: (body, conclusion)."""
    lines = _drop_boilerplate(_drop_references(lines))
    size = sum(len(line.text) for line in lines)
    shown = [n for n, line in enumerate(lines) if _looks_like_heading(line.text)]
    last_heading = next((n for n in reversed(shown) if n < len(lines) - 1), -1)
    headings = set(shown)
    seen = 0
    for position, line in enumerate(lines[:-1]):
        if (
            position >= last_heading
            and seen * 2 >= size
            and _CONCLUSION_HEADING.fullmatch(_strip_marks(line.text))
        ):
            return lines[:position], lines[position + 1 :]
        seen += len(line.text)
    # A signature may stand behind the last paragraph.
    last = max((n for n in range(len(lines)) if n not in headings), default=0)
    if last > 0 and _CONCLUSION_OPENING.match(lines[last].text):
        return lines[:last] + lines[last + 1 :], [lines[last]]
    return lines, []


def _drop_references(lines: list[_Line]) -> list[_Line]:
    """Leave out a list of sources at the end of a paper: a heading, then nothing but items."""
    for position in range(len(lines) - 1, 0, -1):
        text = lines[position].text
        if _REFERENCES.fullmatch(_strip_marks(text)):
            return lines[:position]
        if not _REFERENCE_ITEM.search(text):
            break
    return lines


def _drop_boilerplate(lines: list[_Line]) -> list[_Line]:
    """Leave out what a company says of itself at the end of a release: «О компании»."""
    size = sum(len(line.text) for line in lines)
    seen = 0
    for position, line in enumerate(lines):
        heading = _BOILERPLATE.fullmatch(_strip_marks(line.text))
        if position and heading and seen * _BOILERPLATE_SHARE >= size:
            return lines[:position]
        seen += len(line.text)
    return lines
