"""One sentence of the article → one line that can stand in a conclusion, or none."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.data import phrases
from summarizer.document import Document, Sentence
from summarizer.syntax import Token, Tree, parse
from summarizer.words import count_words, is_common_noun_form, lemma
from summarizer.write.clauses import shorten
from summarizer.write.commas import mend_commas
from summarizer.write.condense import condense
from summarizer.write.edit import capitalize
from summarizer.write.fit import is_fit, is_misspelt, is_teaser, strip_heading
from summarizer.write.needs import content, find_needs, has_loose_pronoun, is_credit, stands_beside
from summarizer.write.reference import (
    People,
    Person,
    antecedent,
    find_role,
    genitive,
    is_human,
    resolve_pronoun,
    stem,
)
from summarizer.write.rules import (
    close,
    mend_typing,
    quote,
    strip_dateline,
    strip_discourse,
    strip_marks,
)
from summarizer.write.speech import (
    attribute,
    credits_medium,
    find_attribution,
    front_report,
    passes_on,
    report_after_colon,
    report_speech,
    said_clause,
)

_HIS_WORDS = re.compile(r"По (его|её|ее) (словам|мнению|оценке|утверждению), ")
_MEDIUM_WORDS = re.compile(r"По (?:его|её|ее|их) (?:словам|данным|информации|сведениям), (?=\w|«)")
_THEIR_WORDS = re.compile(r"По (словам|мнению|оценке|утверждению|данным) ([а-яё]+)(?=,)")
_LEANING_PHRASE = re.compile(phrases.LEANING_PHRASES, re.IGNORECASE)
_QUOTE_REACH = 8


@dataclass(frozen=True)
class Line:
    """A sentence of the conclusion in the making.

    ``follows`` is the index of the sentence before it in the article, those that only say who told
    it left out. ``leans``: it is understood only behind that one. ``contrast``: the article sets it
    against that one («однако»). ``credit``: it only says who told it. ``needs`` are the lemmas and
    stems of what it takes for named.
    """

    source: Sentence
    tree: Tree
    follows: int = -1
    leans: bool = False
    contrast: bool = False
    credit: bool = False
    needs: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The sentence as it stands now."""
        return self.tree.text

    @property
    def words(self) -> int:
        """Its length."""
        return count_words(self.tree.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its lemmas, and the stems of the names in it."""
        return content(self.tree.text) | self.people

    @cached_property
    def people(self) -> frozenset[str]:
        """The stems of people's names in it."""
        return frozenset(
            stem(t.text) for t in self.tree.tokens if t.pos == "PROPN" and t.has(Animacy="Anim")
        )


class Desk:
    """What the rules look up in one article: trees of its sentences, its people, open quotes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.people = People(document.text)
        self.context = f"{document.title or ''}\n{document.text}"
        self._trees: dict[int, Tree] = {}

    def read(self, indices: Sequence[int]) -> None:
        """Parse sentences of the article together."""
        new = [n for n in indices if n not in self._trees and self._is_text(n)]
        texts = [self.document.sentences[n].text for n in new]
        self._trees.update(zip(new, parse(texts), strict=True))

    def tree_of(self, index: int) -> Tree | None:
        """Return the tree of a sentence of the article; None of a heading or of none."""
        if not self._is_text(index):
            return None
        self.read([index])
        return self._trees[index]

    def role_of(self, person: Person) -> str | None:
        """Return the post by which the article introduces a person; None if it gives none."""
        sentences = self.document.sentences
        index = bisect_right([s.start for s in sentences], person.place) - 1
        tree = self.tree_of(index)
        return (
            None
            if tree is None or person.place >= sentences[index].stop
            else find_role(tree, person)
        )

    def is_first(self, index: int) -> bool:
        """Whether no sentence stands before one, headings apart."""
        return not any(self._is_text(n) for n in range(index))

    def before(self, index: int) -> int:
        """Return the index of the sentence before one, without those that only say who told it."""
        found = index - 1
        while found >= 0 and is_credit(self.document.sentences[found].text):
            found -= 1
        return found

    def _is_text(self, index: int) -> bool:
        sentences = self.document.sentences
        return 0 <= index < len(sentences) and sentences[index].role == "text"

    def is_quoted(self, index: int) -> bool:
        """Whether a sentence begins or ends inside a quotation of several sentences."""
        here = self.document.sentences[index]
        text = quote(here.text)
        if text.startswith("«") and text.count("«") > text.count("»"):
            return True
        near = self.document.sentences[max(0, index - _QUOTE_REACH) : index + _QUOTE_REACH]
        near = tuple(s for s in near if s.paragraph == here.paragraph)
        return any(
            is_open(
                quote(" ".join(s.text for s in near if s.index < edge)),
                quote(" ".join(s.text for s in near if s.index >= edge)),
            )
            for edge in (index, index + 1)
        )


def is_open(before: str, after: str) -> bool:
    """Whether a quotation begins in one text and ends in the next; others may lie inside it.

    >>> is_open("Мэр сказал: «Мост готов.", "У «Зари» есть дорога».")
    True
    """
    depth = 0
    for mark in re.findall("[«»]", before):
        depth = max(0, depth + (1 if mark == "«" else -1))
    if not depth:
        return False
    inside = 0
    for mark in re.findall("[«»]", after):
        inside += 1 if mark == "«" else -1
        if inside < 0:
            return True
    return False


def rewrite(sentence: Sentence, desk: Desk) -> Line | None:
    """Rewrite one sentence to stand in a conclusion; None where it can't.

    Marks, datelines and ties are taken off, speech is reported, what carries nothing is cut,
    pronouns get their names.
    """
    text = close(strip_marks(mend_typing(quote(strip_dateline(sentence.text)))))
    stripped = strip_discourse(text)
    contrast = stripped != text and phrases.CONTRAST.match(text) is not None
    follows_on = stripped != text and phrases.FOLLOWS.match(text) is not None
    tree = desk.tree_of(sentence.index) if stripped == sentence.text else parse([stripped])[0]
    if tree is None or not tree.tokens:
        return None
    tree = reread(tree, strip_heading(tree, desk.context))
    tree = reread(tree, mend_commas(tree))
    reported = report(tree, sentence.index, desk)
    if reported is None:
        return None
    if reported != tree.text:
        tree = reread(tree, strip_discourse(reported))
    for lighten in (condense, shorten):
        tree = reread(tree, lighten(tree))
    resolved = resolve(tree, sentence.index, desk)
    if resolved is not None:
        tree = reread(tree, resolved)
    first = desk.is_first(sentence.index)
    if not is_fit(tree, desk.context, lead=first):
        return None
    credit = is_credit(tree.text)
    if credit and credits_medium(tree):
        return None
    if first:  # nothing can stand before it
        pronoun = any(t.lower in {"он", "она", "они"} for t in tree.tokens[:3])
        return Line(sentence, tree, leans=pronoun)
    if is_teaser(tree) or any(is_misspelt(token, desk.context) for token in tree.tokens):
        return None
    leans = (
        credit or follows_on or resolved is None or has_loose_pronoun(tree) or stands_beside(tree)
    )
    follows = desk.before(sentence.index)
    return Line(sentence, tree, follows, leans, contrast, credit, find_needs(tree, desk.people))


def reread(tree: Tree, text: str) -> Tree:
    """Parse what a rule made of a sentence, if it made anything of it."""
    return tree if text == tree.text else parse([text])[0]


def report(tree: Tree, index: int, desk: Desk) -> str | None:
    """Return the sentence with its speech reported; None if it is speech that can't be."""
    context = desk.context
    reported = report_after_colon(tree, context)
    if reported is None:
        reported = report_speech(tree, context)
    if reported is not None:
        return reported or front_report(tree, context)
    if not desk.is_quoted(index):
        return tree.text
    clause = said_clause(tree.text)  # from the middle of a quotation: whose words are they?
    if clause is None:
        return None
    for later in range(index + 1, index + _QUOTE_REACH):
        closing = desk.tree_of(later)
        if closing is None:
            return None
        if "»" in closing.text:
            attribution = find_attribution(closing)
            return attribute(closing, attribution, clause, context) if attribution else None
    return None


def resolve(tree: Tree, index: int, desk: Desk) -> str | None:
    """Name whom the sentence speaks of; None where only the sentence before tells."""
    text = tree.text
    its = _MEDIUM_WORDS.match(text)
    told = desk.tree_of(desk.before(index)) if its else None
    if its and told is not None and passes_on(told):
        return capitalize(text[its.end() :])
    his = _HIS_WORDS.match(text)
    if his:
        gender = "Masc" if his.group(1) == "его" else "Fem"
        who = antecedent(gender, index, desk.people, desk.tree_of)
        name = genitive(who, gender) if who else None
        return None if name is None else f"По {his.group(2)} {name}, {text[his.end() :]}"
    words = _THEIR_WORDS.match(text)
    if words and lemma(words.group(2)) in phrases.SPEAKERS:  # «По словам эксперта, …»: which one?
        who = antecedent("Masc", index, desk.people, desk.tree_of)
        name = genitive(who, "Masc") if who else None
        return None if name is None else f"По {words.group(1)} {name}{text[words.end() :]}"
    if any(t.lower in {"он", "она"} and t.rel.startswith("nsubj") for t in tree.tokens[:6]):
        return resolve_pronoun(tree, index, desk.people, desk.tree_of)
    first = next((t for t in tree.tokens if t.pos != "PUNCT"), None)
    if first is None or first.lower in phrases.LEANING or _LEANING_PHRASE.match(text):
        return None
    bare = bare_subject(tree)
    if bare is not None and lemma(bare.lower) not in phrases.KNOWN_ROLES:
        who = antecedent(bare.feats.get("Gender", ""), index, desk.people, desk.tree_of)
        return None if who is None else text[: bare.start] + who + text[bare.stop :]
    return text


def bare_subject(tree: Tree) -> Token | None:
    """Return a subject that only names a kind of person: «Генерал отметил …»"""
    if tree.root is None:
        return None
    for token in tree.children(tree.root, "nsubj", "nsubj:pass"):
        common = token.pos == "NOUN" and is_common_noun_form(token.lower)
        if common and is_human(token, token.feats.get("Gender", "")):
            quoted = token.index and tree.tokens[token.index - 1].text == "«"
            if not tree.children(token) and not quoted:
                return token
    return None
