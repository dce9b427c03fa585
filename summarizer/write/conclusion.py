"""One concluding paragraph by rules: «В заключение можно отметить, что …»

Faithful by construction: each sentence is one of the article's, but for how it opens.
"""

from collections.abc import Sequence

from summarizer.data.phrases import CONNECTIVES, OPENING, OPENING_ANY
from summarizer.document import Document, Sentence
from summarizer.select import Budget
from summarizer.words import count_words
from summarizer.write import Draft, Written
from summarizer.write.rules import (
    decapitalize,
    is_statement,
    report_impersonally,
    stands_alone,
    strip_discourse,
    strip_marks,
    subordinate,
)


class Conclusion:
    """Open with the formula, tie what follows with connectives as the budget allows."""

    name = "rules"
    overhead = max(count_words(OPENING), count_words(OPENING_ANY))

    def accepts(self, sentence: str) -> bool:
        """Take sentences that can be understood without the one before them."""
        return stands_alone(sentence)

    def write(self, document: Document, chosen: Sequence[Sentence], budget: Budget) -> Written:
        """Return the chosen sentences, the first statement in front, as one paragraph."""
        context = document.text
        texts = [
            report_impersonally(strip_discourse(strip_marks(sentence.text))) for sentence in chosen
        ]
        first = next((n for n, text in enumerate(texts) if is_statement(text)), None)
        if first is None:
            written = [OPENING_ANY + decapitalize(texts[0], context), *texts[1:]]
            order = list(chosen)
        else:
            order = [chosen[first], *chosen[:first], *chosen[first + 1 :]]
            rest = texts[:first] + texts[first + 1 :]
            written = [subordinate(OPENING, texts[first], context), *rest]
        room = None if budget.words is None else budget.words - sum(map(count_words, written))
        written[1:] = _connect(written[1:], room, context)
        return Written(
            tuple(Draft(text, (sentence,)) for text, sentence in zip(written, order, strict=True))
        )


def _connect(sentences: list[str], room: int | None, context: str) -> list[str]:
    """Open every second statement with a connective, each once, while ``room`` words last."""
    connectives = list(CONNECTIVES)
    connected: list[str] = []
    for position, sentence in enumerate(sentences):
        cost = count_words(connectives[0]) if connectives else 0
        if position % 2 and cost and _bears_connective(sentence) and (room is None or cost <= room):
            connected.append(subordinate(connectives.pop(0), sentence, context))
            room = None if room is None else room - cost
        else:
            connected.append(sentence)
    return connected


def _bears_connective(sentence: str) -> bool:
    return is_statement(sentence) and not sentence.startswith("Было ")
