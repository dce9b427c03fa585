"""A grammar made for one article (GBNF, of llama.cpp; vLLM takes it too).

What it lets through is one paragraph of Cyrillic words, the numbers of the article and its words in
Latin letters. So an invented number, a list, Chinese or markup cannot be written at all. Numbers
keep a word or a mark between them: «12 500» cannot be made of «12» and «500».
"""

import re

from summarizer.write.model.held import find_numbers

MOST = 400
"""Numbers and Latin words, each, that a grammar holds; the first ones of a longer article."""

_LONGEST = 40
_EDGES = "«»\"'“”„().,;:!?…—–-"
_DIGIT = re.compile(r"\d")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_RULES = r"""
root ::= open? unit
unit ::= word after-word | number after-number
after-word ::= (gap unit | end)
after-number ::= (mark open? unit | " " open? word after-word | end)
gap ::= mark open? | " " open?
mark ::= [»")%,.;:!?…]{1,3} " " | " " [—–] " "
open ::= [«"(]
end ::= [»")%]? [.!?…] [»")]?
cyrillic ::= [а-яёА-ЯЁ]{1,32}
word ::= (cyrillic | symbol LATIN) ("-" cyrillic){0,3}
symbol ::= [№§°₽$€&]
""".strip()


def write_grammar(source: str) -> str:
    """Return the grammar of an article.

    >>> print(write_grammar("Завод Alfa дал 12 500 т").splitlines()[-2])
    latin ::= "Alfa"
    """
    source = " ".join(source.split())
    whole = sorted((number for number in find_numbers(source) if " " in number), key=len)
    for number in reversed(whole):
        source = source.replace(number, " ")
    tokens = list(dict.fromkeys(token.strip(_EDGES) for token in source.split()))
    numbers = [token for token in tokens if _DIGIT.search(token)]
    latin = [token for token in tokens if _LATIN.search(token) and not _DIGIT.search(token)]
    latin_rule, number_rule = _alternatives(latin), _alternatives([*whole, *numbers])
    rules = _RULES.replace(" LATIN", " | latin" if latin_rule else "")
    if not number_rule:
        rules = rules.replace(" | number after-number", "")
        rules = re.sub(r"\nafter-number .*", "", rules)
    made = [rules]
    if latin_rule:
        made.append(f"latin ::= {latin_rule}")
    if number_rule:
        made.append(f'number ::= ({number_rule}) ("-" cyrillic)?')
    return "\n".join(made)


def _alternatives(texts: list[str]) -> str:
    """Return a rule's right side; what holds quotation marks or is no word is left out."""
    fit = [text for text in texts if 0 < len(text) <= _LONGEST and text.isprintable()]
    escaped = (text.replace("\\", "\\\\").replace('"', '\\"') for text in fit[:MOST])
    return " | ".join(f'"{text}"' for text in escaped)
