"""Line ends inside a sentence: «2,5⏎млн рублей»."""

import re

_BROKEN = re.compile(r"(?<![.!?…:;\n\r])[ \t]*(?:\r\n|\n|\r)(?=[ \t]*(?:[a-zа-яё]|[%‰°$€₽₴₸]))")


def mend_lines(text: str) -> str:
    """Put spaces where a line ends in the middle of a sentence; the length stays.

    A line goes on where the next one begins with a small letter or a unit.

    >>> mend_lines("Мост за 2,5\\nмлн рублей.\\nОн открыт.")
    'Мост за 2,5 млн рублей.\\nОн открыт.'
    """
    return _BROKEN.sub(lambda match: " " * len(match.group()), text)
