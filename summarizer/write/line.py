"""One sentence of the article → one line that can stand in a conclusion, or none."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.data import phrases, reporting
from summarizer.document import Document, Sentence
from summarizer.syntax import Token, Tree, parse
from summarizer.words import count_words, lemma
from summarizer.write.clauses import shorten
from summarizer.write.condense import condense
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
    is_balanced,
    is_capitalized_inside,
    is_statement,
    mend_typing,
    quote,
    speaks_in_person,
    strip_dateline,
    strip_discourse,
    strip_marks,
)
from summarizer.write.speech import (
    attribute,
    find_attribution,
    is_reporting,
    report_after_colon,
    report_speech,
    said_clause,
)

LONGEST = 48
"""A line of more words is left out."""

_HIS_WORDS = re.compile(r"По (его|её|ее) (словам|мнению|оценке|утверждению), ")
_THEIR_WORDS = re.compile(r"По (словам|мнению|оценке|утверждению|данным) ([а-яё]+)(?=,)")
_LEANING_PHRASE = re.compile(phrases.LEANING_PHRASES, re.IGNORECASE)
_LITTERED = re.compile(
    r"(?<![\d,.])\d{1,2} \d{1,2} [а-я]|``|''|\w\?\w|[«»]{3}|https?:|\*|…|^\S+ ?, (?:что|как) |^\S+(?: \S+)? со ссылкой на .{3,40}, "
)
_ALWAYS_SMALL = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "ADV", "DET", "PRON", "VERB"})
_QUOTE_REACH = 8


@dataclass(frozen=True)
class Line:
    """A sentence of the conclusion in the making.

    ``leans``: it is understood only behind the sentence before it in the article. ``contrast``:
    the article sets it against that sentence («однако»). ``credit``: it only says who told it.
    ``needs`` are the lemmas and stems of what it takes for named.
    """

    source: Sentence
    tree: Tree
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
        for edge in (index, index + 1):
            before = quote(" ".join(s.text for s in near if s.index < edge))
            after = quote(" ".join(s.text for s in near if s.index >= edge))
            closing = after.find("»")
            if (
                before.rfind("«") > before.rfind("»")
                and closing >= 0
                and "«" not in after[:closing]
            ):
                return True
        return False


def rewrite(sentence: Sentence, desk: Desk) -> Line | None:
    """Rewrite one sentence to stand in a conclusion; None where it can't.

    Marks, datelines and ties are taken off, speech is reported, what carries nothing is cut,
    pronouns get their names.
    """
    text = strip_marks(mend_typing(quote(strip_dateline(sentence.text))))
    stripped = strip_discourse(text)
    contrast = stripped != text and phrases.CONTRAST.match(text) is not None
    tree = desk.tree_of(sentence.index) if stripped == sentence.text else parse([stripped])[0]
    if tree is None or not tree.tokens:
        return None
    reported = report(tree, sentence.index, desk)
    if reported is None:
        return None
    if reported != tree.text:
        tree = parse([strip_discourse(reported)])[0]
    for lighten in (condense, shorten):
        lighter = lighten(tree)
        if lighter != tree.text:
            tree = parse([lighter])[0]
    resolved = resolve(tree, sentence.index, desk)
    if resolved is not None and resolved != tree.text:
        tree = parse([resolved])[0]
    if not is_fit(tree, desk.document.text):
        return None
    credit = is_credit(tree.text)
    if credit and credits_medium(tree):
        return None
    if desk.is_first(sentence.index):  # nothing can stand before it
        return Line(sentence, tree, leans=resolved is None)
    leans = credit or resolved is None or has_loose_pronoun(tree) or stands_beside(tree)
    return Line(sentence, tree, leans, contrast, credit, find_needs(tree, desk.people))


def report(tree: Tree, index: int, desk: Desk) -> str | None:
    """Return the sentence with its speech reported; None if it is speech that can't be."""
    context = desk.document.text
    reported = report_after_colon(tree, context)
    if reported is None:
        reported = report_speech(tree, context)
    if reported is not None:
        return reported or None
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
        if token.pos == "NOUN" and is_human(token, token.feats.get("Gender", "")):
            quoted = token.index and tree.tokens[token.index - 1].text == "«"
            if not tree.children(token) and not quoted:
                return token
    return None


def is_fit(tree: Tree, context: str) -> bool:
    """Whether a sentence can stand in a conclusion: whole, in the third person, not a monster."""
    text = tree.text
    if not tree.tokens or tree.root is None or not is_balanced(text) or not is_statement(text):
        return False
    if speaks_in_person(text) or count_words(text) > LONGEST or _LITTERED.search(text):
        return False
    if not is_predicate_of(tree, tree.root):
        return False
    depth = 0
    for token in tree.tokens:
        depth += (token.text == "«") - (token.text == "»")
        if depth:
            continue
        if (
            disagrees(tree, token)
            or token.has(Mood="Imp")
            or (token.has(VerbForm="Fin") and token.feats.get("Person") in {"1", "2"})
        ):
            return False
        if token.index and is_glued(tree, token, context):
            return False
    return True


def credits_medium(tree: Tree) -> bool:
    """Whether «Об этом сообщает …» names a medium and no human being."""
    said = next((t for t in tree.tokens if is_reporting(t)), None)
    subject = next(iter(tree.children(said, "nsubj")), None) if said else None
    return (
        subject is None
        or not subject.has(Animacy="Anim")
        or lemma(subject.lower) in reporting.MEDIA
    )


def disagrees(tree: Tree, verb: Token) -> bool:
    """Whether a typo parts a verb from its subject: «продукция известили»"""
    if verb.pos != "VERB" or not verb.has(VerbForm="Fin", Number="Plur"):
        return False
    subjects = tree.children(verb, "nsubj")
    if len(subjects) != 1 or not subjects[0].has(Number="Sing") or subjects[0].pos != "NOUN":
        return False
    return (
        not any(
            t.rel in {"conj", "cc", "nummod", "nummod:gov", "appos"} or t.lower in {"с", "со"}
            for t in tree.subtree(subjects[0])
        )
        and lemma(subjects[0].lower) not in phrases.QUANTITIES
    )


def is_predicate_of(tree: Tree, root: Token) -> bool:
    """Whether a root makes a whole sentence: a finite verb, or a noun or adjective with a subject."""
    if root.has(VerbForm="Fin") or root.has(Variant="Short") or root.lower in phrases.PREDICATIVES:
        return True
    helpers = tree.children(root, "cop", "aux", "aux:pass", "nsubj", "nsubj:pass", "csubj")
    return bool(helpers) or any(
        t.has(VerbForm="Fin")
        for t in tree.tokens
        if t.rel == "root" or (t.head == root.index and t.rel == "conj")
    )


def is_glued(tree: Tree, token: Token, context: str) -> bool:
    """Whether a heading ran into the sentence: «Все на борьбу Власти объявили …»"""
    before = tree.tokens[token.index - 1]
    if before.pos == "PUNCT" or not before.text[-1:].isalnum() or len(token.text) < 2:
        return False
    if not token.text[:1].isupper() or not token.text[1:].islower():
        return False
    if token.pos in _ALWAYS_SMALL:
        return not token.has(VerbForm="Part")
    small = re.search(rf"(?<![\w«-]){token.lower}(?![\w-])", context) is not None
    return (
        token.pos == "ADJ"
        and small
        and not is_capitalized_inside(token.text, context, but=before.text)
    )
