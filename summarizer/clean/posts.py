"""What posts and transcripts carry: emoji, tags, @names and links in a row, time codes."""

import re
from collections.abc import Iterator

from summarizer.clean.traced import Edit, Traced
from summarizer.data.litter import CREDIT_IN_BRACKETS, CREDIT_IN_FRONT, POINTERS

_PICTURES = (
    r"\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u25a0-\u25ff\u203c\u2049\ufe0f\u200d\u20e3"
    r"\U000e0020-\U000e007f\u3030\u303d\u3297\u3299"
)
_ANY = re.compile(rf"[{_PICTURES}]")
_KEYCAP = re.compile(r"([0-9])\ufe0f?\u20e3")
_RUN = re.compile(rf"[{_PICTURES}](?:[ \t]*[{_PICTURES}])*[ \t]*")
_DIVIDER = "\U0001f539"  # stands for the number of an item inside a line
_BULLETS = "●▪■◦○►▶➤✓✔▫◆◾◽"
_HEARTS = frozenset("❤♥💙💚💛💜🧡🖤💓💕💖💗♡")
_STOP = re.compile(r"[.!?…:;,—–-][»\")]?$")
_CAPITAL = re.compile(r"[«„\"(]?[A-ZА-ЯЁ0-9#@]|$|\n|https?:")

_TAG = r"[#@][\w.-]*\w"
_SIGNS = ("#", "@", "http", "www.", "t.me/", "vk.com/")
_LINK = r"(?:https?://|www\.|t\.me/|vk\.com/)[^\s<>«»]+"
_MARK = rf"(?:{_TAG}|{_LINK})"
# Possessive: a link may hold the marks that part links, so a row could be cut in countless ways.
_NEXT = rf"(?:[ ,|/·]*+{_MARK})"
_MARKS = rf"(?>{_MARK}){_NEXT}*+"
# Two in a row, or one behind the last stop of a line.
_ROW = re.compile(
    rf"(?<![\w@#])(?>{_MARK}){_NEXT}{{1,49}}+[ ,|/·]*(?=[ \t]*(?:$|[А-ЯЁ\n]))", re.MULTILINE
)
_LAST = re.compile(rf"(?<=[.!?…»)]) +{_MARKS}[ ,|/·]*$", re.MULTILINE)
_FIRST = re.compile(rf"^(?:{_TAG}[ ,|/·]*)+(?=[А-ЯЁ«]|$)", re.MULTILINE)
_LINE_OF_LINKS = re.compile(rf"^[^\w\n]*{_MARKS}[ ,|/·]*$", re.MULTILINE)
_POINTER = re.compile(
    rf"(?:(?<=[.!?…»)]) +|^)(?:{POINTERS})(?: [а-яё]+){{0,4}} ?[:—–-]? ?{_MARKS}[ ,]*?\.?"
    r"(?=$| |\n)",
    re.MULTILINE | re.IGNORECASE,
)
_BRACKETED = re.compile(rf" ?\((?:см\. |источник: )?{_LINK}\)")
_TAG_LAST = re.compile(r"(?<=[а-яё\d»)])((?: #\w+)+)(?=[ \t]*$)", re.MULTILINE)
_TAGGED = re.compile(
    r"(?<=\s)#(?=[А-ЯЁа-яё]{2,})(?<!тегом #)(?<!теги #)(?<!тегу #)(?<!меткой #)|"
    r"(?<=\n)#(?=[А-ЯЁа-яё]{2,} )"
)
_FOOTER = re.compile(
    r"^(?=.{0,200}(?:@\w|https?:|t\.me))[^\n|]{1,60}(?:\|[^\n|]{1,60}){1,9}$", re.MULTILINE
)
_SMILE = re.compile(
    r"(?<=[\w!?.»)])[ \t]*[:;]-?\)+(?=[ \t]*(?:$|[А-ЯЁ«]))|"
    r"(?<=[а-яё])\){2,}(?=[ \t]*(?:$|[А-ЯЁ«]))",
    re.MULTILINE,
)
_NAMED = re.compile(r"(?:тег|метк)[а-яё]* *$", re.IGNORECASE)

_COPYRIGHT = ("©", "(c)", "(C)", "(с)", "(С)")
_CREDIT = re.compile(rf"^{CREDIT_IN_FRONT}", re.MULTILINE)
_BRACKET = re.compile(r"[(\[](?:[Нн]а )?(?:[Фф]ото|[Вв]идео|[Ии]лл|[Сс]ним|[Ии]зоб|ФОТО|ВИДЕО)")
_CREDIT_INSIDE = re.compile(CREDIT_IN_BRACKETS, re.IGNORECASE)

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIME_CODE = re.compile(
    rf"^[ \t]*(?:[\[(]{_TIME}(?: ?(?:-->|[-–—]) ?{_TIME})?[\])]|{_TIME} ?(?:-->|→) ?{_TIME}|"
    r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)[ \t]*[-–—:|]?[ \t]*",
    re.MULTILINE,
)
# «2⏎00:00:04,100 --> 00:00:07,900» of subtitles, a bare «0:04» over each line of a transcript.
_CUE = re.compile(
    rf"(?:\AWEBVTT[^\n]*)?\n{{0,3}}^(?:\d{{1,5}}[ \t]*\n)?"
    rf"{_TIME}(?:[ \t]*-->[ \t]*{_TIME}[^\n]*|[ \t]*)\n",
    re.MULTILINE,
)
_CODE_IN_FRONT = re.compile(r"(?:\n|\A)(\d{1,2}:\d\d)[ \t]+(?=\w|«)")  # 0:05 Сегодня сажаем
_CUES = 3
_INNER_CODE = re.compile(r"[ \t]*\[\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\]")


def strip_posts(page: Traced) -> None:
    """«Каток открыт 🎉 Он работает до 22 #каток @zima» → «Каток открыт. Он работает до 22.»."""
    page.sub(_CREDIT, "", near=_COPYRIGHT)
    if _BRACKET.search(page.text):
        page.sub(_CREDIT_INSIDE, "")
    if ":" in page.text:
        for pattern in (_CUE, _CODE_IN_FRONT):
            codes = pattern.findall(page.text)
            if len(codes) >= _CUES and (pattern is _CUE or codes[0].startswith("0:")):
                page.sub(pattern, _cue)
    page.sub(_TIME_CODE, "", near=":")
    page.sub(_INNER_CODE, "", near="[")
    page.sub(_FOOTER, "", near="|")
    page.sub(_SMILE, _smile, near=(":)", ";)", ":-)", ";-)", "))"))
    if _ANY.search(page.text):
        page.sub(_KEYCAP, lambda match: f"{match.group(1)}. " if _opens_line(match) else _DIVIDER)
        page.apply(_pictures(page.text))
    if not any(sign in page.text for sign in _SIGNS):
        return
    for pattern in (_BRACKETED, _POINTER, _LINE_OF_LINKS, _ROW, _LAST, _FIRST):
        page.sub(pattern, "", near=_SIGNS)
    page.sub(_TAG_LAST, lambda match: None if _named(match) else "", near="#")
    page.sub(_TAGGED, "", near="#")


def _cue(match: re.Match[str]) -> str:
    """Return what parts two subtitles: a sentence that goes on is one line."""
    before = match.string[max(0, match.start() - 3) : match.start()]
    if not before:
        return ""
    return "\n" if _STOP.search(before) and not before.endswith((",", "—", "–", "-")) else " "


def _smile(match: re.Match[str]) -> str | None:
    """Return the stop that a smile stands for; None where it closes a bracket: «(см. (б))»."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    if line.count("(") > line.count(")"):
        return None
    return "" if line[-1:] in ".!?…" else "."


def _named(match: re.Match[str]) -> bool:
    return _NAMED.search(match.string[max(0, match.start() - 14) : match.start()]) is not None


def _opens_line(match: re.Match[str]) -> bool:
    return match.string[: match.start()].rpartition("\n")[2].strip() == ""


def _pictures(text: str) -> Iterator[Edit]:
    for match in _RUN.finditer(text):
        start = match.start()
        while start and text[start - 1] in " \t":
            start -= 1
        new = _picture(text, start, match.end())
        if new is not None:
            yield Edit(start, match.end(), new)


def _picture(text: str, start: int, stop: int) -> str | None:
    """Return what stands for a run of emoji: nothing, a space, or the full stop that it is."""
    run = text[start:stop]
    if all(mark in _BULLETS for mark in run.strip()):
        return None
    before = text[max(0, start - 3) : start]
    after = text[stop : stop + 8]
    if not before or before.endswith("\n"):
        return ""
    last = after == "" or after.startswith("\n")
    if _STOP.search(before):
        return "" if last else " "
    if _CAPITAL.match(after) and (last or not set(run) & _HEARTS):
        words = text[text.rfind("\n", 0, start) + 1 : start].split()
        if last and len(words) < 4:  # a heading with a picture
            return ""
        return "." if last else ". "
    return " " if after[:1].isalnum() or after[:1] in "«(—" else ""
