"""LaTeX in a text → plain text: the commands that articles use."""

import re

from summarizer.clean.traced import Traced
from summarizer.data.latex import SIGNS

_LATEX = re.compile(
    r"\\(?:begin|end|section|subsection|chapter|title|text\w{2}|emph|cite\w?|ref|label|item|footnote|document\w+|use\w+|%|,|No|"
    r"ldots|dots|circ|times|cdot|pm|frac|approx|leq?|geq?|quad|par|\(|\[)|\$[^$\n]{0,80}[\\^_][^$\n]{0,80}\$"
)
_PREAMBLE = re.compile(r"\A.*?\\begin\{document\}", re.DOTALL)
_END = re.compile(r"\\end\{document\}.*\Z", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_DROPPED = re.compile(
    r"[ ~]?\\(?:cite[a-z]?|ref|eqref|label|usepackage|documentclass|bibliography\w*|"
    r"includegraphics|vspace|hspace|pagestyle|input|footnote|index|date|author|caption|url)\*?"
    r"(?:\[[^\[\]\n]{0,200}\])?\{[^{}]{0,500}\}"
)
_FLOAT = re.compile(
    r"\\begin\{(equation|align|figure|table|tabular|thebibliography|verbatim|lstlisting)\*?\}.{0,5000}?\\end\{\1\*?\}",
    re.DOTALL,
)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[^{}\n]{1,40}\}(?:\[[^\]\n]{0,80}\])?")
_HEADING = re.compile(r"\\(?:chapter|(?:sub){0,2}section|title|paragraph)\*?\{([^{}\n]{0,300})\}")
_WRAPPED = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|sf|rm|sl|normal)?|emph|underline|mbox|bf|it|mathrm|mathbf)\{([^{}]{0,1000})\}"
)
_MATH = re.compile(
    r"\$\$?([^$\n]{1,200})\$\$?|\\\(([^\n]{1,200}?)\\\)|\\\[(.{1,500}?)\\\]", re.DOTALL
)
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]{1,60})\}\{([^{}]{1,60})\}")
_DEGREES = re.compile(r" ?\^\{?\\circ\}?")
_POWER = re.compile(r"\^\{?([23])\}?(?!\d)")
_GROUP = re.compile(r"[\^_]\{([^{}]{0,60})\}")
_SIGN = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])")
_MATHEMATICAL = re.compile(r"[\\^_=<>]|^[A-Za-z0-9+\-*/ ().,{}]{1,12}$")
_CYRILLIC_WORD = re.compile(r"[а-яё]{3}", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([%&_#${}])")
_LINE = re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?|\\newline\b|\\par\b ?")
_ITEM = re.compile(r"\\item(?:\[[^\]\n]{0,80}\])? ?")
_TILDE = re.compile(r"(?<=\S)~(?=\S)")
_DASH = re.compile(r'"---|"--[-~*]|(?<!-)-{2,3}(?!-)')
_THIN = re.compile(r"\\[,;:! ]")
_LEFT = re.compile(r"\\[A-Za-z]+\*? ?|[{}]")


def strip_latex(page: Traced) -> None:
    """«85~$^\\circ$C», «\\textbf{Мост} \\cite{orlov}» → «85 °C», «Мост»."""
    if ("\\" not in page.text and "$" not in page.text) or not _LATEX.search(page.text):
        return
    for pattern in (_PREAMBLE, _END, _COMMENT, _FLOAT, _DROPPED):
        page.sub(pattern, "")
    for pattern in (_HEADING, _WRAPPED, _WRAPPED):
        page.sub(pattern, lambda match: match.group(1))
    page.sub(_MATH, _formula)
    page.sub(_ESCAPED, lambda match: match.group(1))
    page.sub(_ENVIRONMENT, "")
    page.sub(_LINE, "\n")
    page.sub(_ITEM, "• ")
    page.sub(_THIN, " ")
    page.recast(_TILDE.sub(" ", page.text))
    page.sub(_DASH, "—")
    page.sub(_SIGN, lambda match: SIGNS.get(match.group(1)))
    page.sub(re.compile("<<"), "«")
    page.sub(re.compile(">>"), "»")
    page.sub(_LEFT, "")


def _formula(match: re.Match[str]) -> str | None:
    inside = next(group for group in match.groups() if group is not None)
    if not _MATHEMATICAL.search(inside) or _CYRILLIC_WORD.search(_WRAPPED.sub("", inside)):
        return None
    return formula(inside)


def formula(text: str) -> str:
    """Write a formula in plain signs.

    >>> formula(r"^\\circ"), formula(r"5\\times10^{6}"), formula(r"H_{2}O")
    ('°', '5×10^6', 'H2O')
    """
    text = _FRACTION.sub(r"\1/\2", text)
    text = _WRAPPED.sub(r"\1", text)
    text = _DEGREES.sub("°", text)
    text = _POWER.sub(lambda match: "²" if match.group(1) == "2" else "³", text)
    text = _GROUP.sub(lambda match: ("^" if match.group()[0] == "^" else "") + match.group(1), text)
    text = _SIGN.sub(lambda match: SIGNS.get(match.group(1), ""), text)
    text = _THIN.sub(" ", text)
    return re.sub(r"[{}]|(?<=\w)_(?=\w)|\\%(?=)", lambda m: "%" if m.group() == "\\%" else "", text)
