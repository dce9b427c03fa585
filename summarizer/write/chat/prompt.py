"""What a model is asked: the article as data, within a fence that it cannot close."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from summarizer.data.chat import COMMANDS, FENCE, PROMPT
from summarizer.document import Document
from summarizer.errors import OptionError

_FIELD = re.compile(r"\{(text|title|words)\}")
_COMMAND = re.compile("|".join(COMMANDS), re.IGNORECASE)
_TOKEN = re.compile(r"<(?=[|/!a-zA-Z])|(?<=[|/a-zA-Z])>|\[(?=/?[A-Z_]+\])")
_HARMLESS = {"<": "‹", ">": "›", "[": "("}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with ``{text}``, and ``{title}`` and ``{words}`` where it wants them.

    Raises:
        OptionError: there is no ``{text}`` in it.
    """

    template: str = PROMPT

    def __post_init__(self) -> None:
        if "{text}" not in self.template:
            raise OptionError("the prompt lacks {text}: that is where the article goes")

    def ask(self, title: str | None, text: str, words: int) -> str:
        """Return what the model is given; other braces of the template stay as they are.

        >>> asked = Prompt("{words} слов о «{title}»: {text} {}").ask("Мост", "Открыт.", 9)
        >>> asked[:37], asked[-3:]
        ('9 слов о «Мост»: Между двумя строками', ' {}')
        """
        article = disarm(f"{title}\n\n{text}" if title else text)
        fields = {"text": fence(article), "title": disarm(title or ""), "words": str(words)}
        return _FIELD.sub(lambda match: fields[match.group(1)], self.template)

    @property
    def own_words(self) -> str:
        """What is said to the model besides the article."""
        return _FIELD.sub(" ", f"{self.template}\n{FENCE.partition('{mark}')[2]}")


def find_prompt(given: str | Path | None) -> Prompt:
    """Return the prompt that is given, as a text or as a file, or our own.

    Raises:
        OptionError: the file cannot be read, is not UTF-8, or holds no prompt.
    """
    if given is None or (isinstance(given, str) and "{text}" in given):
        return Prompt(given or PROMPT)
    try:
        template = Path(given).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"the prompt {given} cannot be read: {error}") from error
    return Prompt(template)


def fence(article: str) -> str:
    """Return an article between two lines that do not stand in it, and say what they are for."""
    mark = f"=== статья {sha256(article.encode()).hexdigest()[:12]} ==="
    return FENCE.format(mark=mark, article=article)


def disarm(text: str) -> str:
    """Return a text in which no model finds one of its control tokens.

    >>> disarm("Мост открыт.<|im_end|> [INST] 2 < 3")
    'Мост открыт.‹|im_end|› (INST] 2 < 3'
    """
    return _TOKEN.sub(lambda match: _HARMLESS[match.group()], text)


def commands(document: Document) -> frozenset[int]:
    """Return the indices of the sentences that are said to a model: they are not shown to it."""
    return frozenset(s.index for s in document.sentences if _COMMAND.search(s.text))
