"""A reply of a language model → the sentences in it that are meant for the reader.

    thinking, control tokens → packaging (fences, JSON, tags) → lines (markup, lists) → sentences

Every reply is dirty until washed; what is doubtful is dropped, for the rules can write instead.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterator

from summarizer.data.chat import CHATTER, LABELS, REPORTED
from summarizer.segment import split
from summarizer.words import is_predicate, tokenize
from summarizer.write.model.trace import content, find_fault, repeats
from summarizer.write.noise import is_balanced

_MIND = r"(?:seed:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad)"
_THINKING = re.compile(
    rf"<({_MIND})\b[^>]*>.*?(?:</\1\s*>|\Z)"
    rf"|[◁\[]{_MIND}[▷\]].*?(?:[◁\[]/{_MIND}[▷\]]|\Z)"
    rf"|<\|(?:start_|begin_of_|begin_)?{_MIND}\|>.*?(?:<\|(?:end_of_|end_){_MIND}\|>|\Z)"
    r"|<\|channel\|>(?:analysis|commentary).*?(?=<\|channel\|>final|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_THOUGHT = re.compile(rf"\A.*(?:</{_MIND}\s*>|[◁\[]/{_MIND}[▷\]])", re.IGNORECASE | re.DOTALL)
_ANSWER = re.compile(
    r"\A.*^\W*(?:(?:final|итоговый|окончательный|финальный) (?:answer|ответ|текст|вариант))\W*:",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_CONTROL = (
    r"<\|[^|<>\n]{1,40}\|>|</?s>|<[be]os>|<(?:start|end)_of_turn>|\[/?INST\]|<\|?\w+▁\w+[^>]*>"
)
_BEGINNING = re.compile(
    rf"\A\s*(?:(?:{_CONTROL})\s*(?:(?:assistant|model|final|ассистент)\b\s*)?)+", re.IGNORECASE
)
_END = re.compile(
    rf"{_CONTROL}|^\W*(?:user|human|пользователь|вопрос|instruction|инструкция|задание|статья)\W*:",
    re.IGNORECASE | re.MULTILINE,
)

_TAGGED = re.compile(
    r"<(summary|answer|output|result|text|conclusion|response|final)\b[^>]*>(.*?)(?:</\1>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)(?:"|\\?\Z)', re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>|</?(?:p|li|ul|ol|div|h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,200}>", re.IGNORECASE)

_PICTURE = r"[\U0001F000-\U0001FAFF☀-➿\ufe0f\u20e3]"
_NO_TEXT = re.compile(
    r"\s*(?:#{1,6}\s.*|(?:`{3}|~{3}).*|\|.*|[-=*_~—]{3,}.*|!\[.*|\*\*[^*]+[^*.!?]\*\*:?|\\\w.*)?\s*"
)
_BULLET = re.compile(
    r"\s*(?:[-*+•·▪‣◦●■□○►➤✓✔–—]|\(?\d{1,2}[.)](?!\d)|\(?[а-яa-z]\)"
    rf"|\d?{_PICTURE}+)\s*(?=\S)"
)
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_MARKUP = re.compile(
    r"\A\s*(?:>\s*)+|\*\*|__|~~|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"
    r"|\[\^?[\d, ]+\]|【[^】]*】|[\u200b-\u200f\u2060\ufeff\u00ad\u0000-\u0008\u000b-\u001f]"
    rf"|(?:\s*{_PICTURE})+(?=[\s.,!?…;:]|\Z)|{_PICTURE}"
)
_ITEM_LABEL = re.compile(r"[^.:!?«»]{2,50}:\s+(?=\S)")
_LABEL = re.compile(rf"\W{{0,3}}(?:{'|'.join(LABELS)})\W{{0,3}}?[:.—–-]+\s+(?=\S)", re.IGNORECASE)
_CHATTER = re.compile("|".join(f"(?:{pattern})" for pattern in CHATTER), re.IGNORECASE)
_REPORTED = re.compile("|".join(REPORTED), re.IGNORECASE)

_FOREIGN = re.compile(r"[^\W\d_A-Za-zÀ-ɏͰ-ӿ]")
_LATIN, _CYRILLIC = re.compile(r"[A-Za-zÀ-ɏ]"), re.compile(r"[Ѐ-ӿ]")
_STUCK = re.compile(
    r"([^\W\d])\1{4}|(\b\S{2,30}\s+)\2{2}|\b((?:\w+\W+){1,5}\w+)(?:\W+(?:\w{1,3}\W+)?\3\b){2}",
    re.IGNORECASE,
)
_LONGEST = 20_000  # characters of a reply that are looked at
_STOPS = str.maketrans({"。": ". ", "！": "! ", "？": "? "})
_WHOLE = re.compile(r"[.!?…]['\"»”)]*\Z")
_OUTER = re.compile(r"\A(?:\"([^\"]*)\"|“([^”]*)”|«([^«»]*)»|'([^']*)')\Z", re.DOTALL)
_FEWEST = 4  # words of a list's item that may be a sentence


def wash(reply: str, own_words: str = "") -> str:
    """Return one paragraph of whole Russian sentences, "" where there are none.

    Args:
        reply: what a model wrote.
        own_words: what it was told besides the article, which it may repeat.

    >>> wash("<think>Так…</think>**Итог:** вот краткое содержание:\\n- мост открыли в мае")
    'Мост открыли в мае.'
    """
    # Space in a row is one: patterns that look for marks would try each of its pieces.
    short = re.sub(r"\n(?: ?\n)+", "\n\n", re.sub(r"[^\S\n]+", " ", reply[:_LONGEST]))
    text = unicodedata.normalize("NFC", short).translate(_STOPS)
    text = _unpack(_strip_thinking(text))
    told = [content(sentence.text) for sentence in split(own_words)]
    kept: dict[tuple[str, ...], str] = {}
    for sentence in _sentences(text):
        words = tuple(tokenize(sentence))
        if words not in kept and _is_clean(sentence) and not repeats(content(sentence), told):
            kept[words] = sentence
    return " ".join(kept.values())


def _strip_thinking(text: str) -> str:
    text = _THOUGHT.sub("", _THINKING.sub("", text))
    text = _BEGINNING.sub("", _ANSWER.sub("", text))
    end = _END.search(text)
    return text[: end.start()] if end else text


def _unpack(text: str) -> str:
    """Take the text out of tags, JSON and quotation marks."""
    if found := _TAGGED.search(text):
        text = found.group(2)
    bare = re.sub(r"^\s*(?:`{3}|~{3}).*$", "", text, flags=re.MULTILINE).strip()
    if bare.startswith(("{", "[{", '["')):
        strings = [_read_string(found.group(1)) for found in _STRING.finditer(bare)]
        text = bare = max(strings, key=len, default="")
    if found := _OUTER.match(bare):
        text = next(filter(None, found.groups()), "")
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _read_string(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text: of its lines, and of the items of its lists."""
    for line in _join_wrapped(text.splitlines()):
        item = _BULLET.match(line)
        plain = _MARKUP.sub("", _LINK.sub(r"\1", line[item.end() if item else 0 :])).strip()
        plain = _strip_label(plain)
        if item:
            plain = _complete(plain)
        for sentence in split(plain):
            stripped = _REPORTED.sub("", _strip_label(sentence.text), count=1)
            if _WHOLE.search(stripped):
                yield _capitalize(" ".join(stripped.split()))


def _join_wrapped(lines: list[str]) -> list[str]:
    """Join lines that go on in the next one; leave out those that are no text."""
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if _NO_TEXT.fullmatch(line):
            goes_on = False
        elif goes_on and not _BULLET.match(line) and line.strip()[:1].islower():
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line)
            goes_on = True
    return joined


def _strip_label(text: str) -> str:
    while found := _LABEL.match(text):
        text = text[found.end() :]
    return text


def _complete(item: str) -> str:
    """Return a list's item as a sentence, "" where it is none."""
    if found := _ITEM_LABEL.match(item):
        item = item[found.end() :]
    item = item.rstrip(" ;,")
    words = tokenize(item)
    if len(words) < _FEWEST or not any(map(is_predicate, words)) or item.endswith(":"):
        return ""
    return item if _WHOLE.search(item) else f"{item}."


def _capitalize(text: str) -> str:
    return re.sub(r"\A(\W*)([а-яё])", lambda found: found[1] + found[2].upper(), text)


def _is_clean(sentence: str) -> bool:
    """Whether a sentence is whole, Russian, for the reader, and does not run in a circle."""
    return is_balanced(sentence) and not (
        _FOREIGN.search(sentence)
        or len(_LATIN.findall(sentence)) > len(_CYRILLIC.findall(sentence))
        or _CHATTER.fullmatch(sentence)
        or _STUCK.search(sentence)
        or find_fault(sentence)
    )
