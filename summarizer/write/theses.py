"""Short lines that each can be read alone: theses, and a headline."""

import re
from collections.abc import Iterator

from summarizer.budget import Budget
from summarizer.document import Document, Sentence
from summarizer.errors import BudgetError
from summarizer.facts import ArticleFacts, find_unsupported
from summarizer.plan.model import judge
from summarizer.rank import Ranked
from summarizer.syntax import Tree
from summarizer.words import count_words
from summarizer.write import Draft, Written
from summarizer.write.compress import compress
from summarizer.write.context import Context
from summarizer.write.edit import Reject, finish, mend
from summarizer.write.fit import find_fault
from summarizer.write.line import Line, reread, rewrite
from summarizer.write.noise import is_statement, quote
from summarizer.write.plan import repeats
from summarizer.write.reference import introduce

FEWEST, MOST = 3, 7
"""Theses of an article, where no length is asked for."""

LONGEST_THESIS = 22
LONGEST_LEAD = 34
LONGEST_HEADLINE = 20
"""In words; the thesis that tells the main event may be longer than the others."""

_LOOKED_AT = 40
_MAIN = 3
"""So many sentences may tell the main event."""

_LEANS = re.compile(
    r"(?:Ранее|Сегодня|Вчера|Завтра|Накануне|На днях|Пока|Примечательно|Кстати|Так|Известно|Хотя|"
    r"И|А|Но|Речь ид[её]т|Впрочем|Некоторые|Также|Как|По последним данным|Отмечается|Сообщается)\b|"
    r"(?:\S+ ){0,3}(?:его|её|ее|их|ему|ей|им|он|она|они|эт\w+|тот|та|те)\b|"
    r".*(?:, что (?:потому|так|вот|да|нет|ну|это)\b|\b(?:об? эт(?:ом|их)|при этом)\b)"
)
_INDECLINABLE = re.compile(r"(?:[оеэиыую]|[иы]х)$")


class Theses:
    """«Ключевые тезисы»: the best sentences that can be read alone, each short, in their order."""

    name = "theses"
    separator = "\n"

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Return up to seven lines, three at least where the article is not very short.

        Raises:
            BudgetError: no sentence fits into the budget.
        """
        most = budget.sentences or MOST
        if budget.loose:
            most = min(most, MOST)
        room = budget.words
        kept: list[Line] = []
        for strict in (True, False):
            for line in lines_alone(document, ranking, LONGEST_THESIS, strict=strict):
                if len(kept) == (most if strict else min(most, FEWEST)):
                    break
                if repeats(line, kept) or (room is not None and line.words > room):
                    continue
                kept.append(line)
                room = None if room is None else room - line.words
            if len(kept) >= FEWEST:
                break
        if not kept:
            return Written((as_it_stands(document, ranking, budget),))
        kept.sort(key=lambda line: line.source.index)
        return Written(tuple(Draft(line.text, line.sources) for line in kept))


class Headline:
    """One sentence that says what happened, of at most twenty words.

    Where none that tells the main event can be made so short, the article's title says it.
    """

    name = "headline"

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Return the sentence.

        Raises:
            BudgetError: no sentence fits into the budget.
        """
        most = LONGEST_HEADLINE
        if budget.words is not None and not budget.loose:
            most = min(most, budget.words)
        main = find_main(document, ranking)
        lines = list(lines_alone(document, ranking, most, headline=True))
        best = next((line for line in lines if line.source.index in main), None)
        title = document.title
        if best is None and title and count_words(title) <= most:
            evidence = tuple(document.sentences[n] for n in main)
            facts = ArticleFacts.of(document.text, title)
            if not find_unsupported(finish(title), [s.text for s in evidence], facts):
                return Written((Draft(finish(title), evidence),))
        if best is None and lines:
            best = lines[0]
        if best is not None:
            return Written((Draft(best.text, best.sources),))
        if budget.words is not None and not budget.loose:
            return Written((as_it_stands(document, ranking, Budget(words=most)),))
        return Written((broken_off(document.sentences[main[0]], most),))


def broken_off(sentence: Sentence, most: int) -> Draft:
    """Return the beginning of a sentence that no rule can make short enough."""
    whole = quote(sentence.text).split()
    words = whole[:most]
    while len(words) > 1 and count_words(" ".join(words)) > most:
        words.pop()
    if words == whole:
        return Draft(finish(" ".join(words)), (sentence,))
    return Draft(f"{' '.join(words).rstrip(' ,;:—–-.…')}…", (sentence,))


def find_main(document: Document, ranking: Ranked) -> list[int]:
    """Return the sentences that likeliest tell the main event, likeliest first."""
    opening = judge(document, ranking).opening
    return sorted(ranking.candidates.tolist(), key=lambda n: (-opening[n], n))[:_MAIN]


def lines_alone(
    document: Document,
    ranking: Ranked,
    most: int,
    *,
    headline: bool = False,
    strict: bool = True,
) -> Iterator[Line]:
    """Yield lines of at most ``most`` words that need no other one, weightiest first.

    For a headline the chance counts most that a sentence tells the main event. If not ``strict``,
    they may be as long as a lead, impersonal, and open with a word that looks back.
    """
    judged = judge(document, ranking)
    worth = judged.worth + (2 * judged.opening if headline else 0) - judged.leaning
    order = sorted(ranking.candidates.tolist(), key=lambda n: (-worth[n], n))[:_LOOKED_AT]
    context = Context(document)
    context.read(order)
    facts = ArticleFacts.of(document.text, document.title)
    lead = find_main(document, ranking)[0]
    for index in order:
        longer = not headline and (index == lead or not strict)
        limit = max(most, LONGEST_LEAD) if longer else most
        line = rewrite(document.sentences[index], context)
        if isinstance(line, Reject) or line.leans or not is_statement(line.text):
            continue
        short = compress(line.tree, most) or compress(line.tree, limit)
        if short is None or find_fault(short) is not None:
            continue
        if strict and not is_whole(short):
            continue
        line = Line(line.sources, introduced(short, context, limit))
        if not find_unsupported(line.text, [source.text for source in line.sources], facts):
            yield line


def is_whole(tree: Tree) -> bool:
    """Whether a line says something of somebody, and nothing that only its neighbours explain."""
    return tree.subject is not None and _LEANS.match(tree.text) is None


def introduced(tree: Tree, context: Context, most: int) -> Tree:
    """Return a line with the first names of its people, if they fit and decline."""
    people = (t.text for t in tree.tokens if t.pos == "PROPN" and t.has(Animacy="Anim"))
    if any(map(_INDECLINABLE.search, people)):
        return tree
    named = mend(introduce(tree, context.people, set()))
    return reread(tree, named) if count_words(named) <= most else tree


def as_it_stands(document: Document, ranking: Ranked, budget: Budget) -> Draft:
    """Return the best sentence that fits as it stands: no rule could take one.

    Raises:
        BudgetError: none fits.
    """
    known = set(ranking.candidates.tolist())
    best = [document.sentences[n] for n in ranking.order.tolist() if n in known]
    for sentence in best:
        text = finish(mend(quote(sentence.text)))
        if budget.loose or budget.words is None or count_words(text) <= budget.words:
            return Draft(text, (sentence,))
    least = min(count_words(sentence.text) for sentence in best)
    raise BudgetError(
        f"no sentence of the text fits into {budget.words} words: ask for at least {least}"
    )
