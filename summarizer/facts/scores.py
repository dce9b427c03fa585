"""Scores written with a dash: «победила 2–1» is 2:1; «2–3 года» is none."""

from collections.abc import Sequence

from summarizer.facts.tokens import Token

_DASHES = frozenset("-–—")
_SCORE = frozenset("счет счетом счета счете".split())
_HIGHEST = 200


def read_score(tokens: Sequence[Token], at: int) -> str:
    """Return the score that begins at a token as «2:1»; empty where none does.

    A row of two numbers is a score where the first is not the smaller one, or «счёт» stands
    before; a range grows.
    """
    row = tokens[at : at + 3]
    if len(row) < 3 or row[1].text not in _DASHES or row[2].kind != "number":
        return ""
    if row[0].stop != row[1].start or row[1].stop != row[2].start:
        return ""
    if not (row[0].text.isdigit() and row[2].text.isdigit()):
        return ""
    left, right = int(row[0].text), int(row[2].text)
    if max(left, right) > _HIGHEST:
        return ""
    counted = at > 0 and tokens[at - 1].folded in _SCORE
    return f"{left}:{right}" if counted or left >= right else ""
