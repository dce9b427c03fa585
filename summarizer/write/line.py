"""One sentence of the article → one line that can stand in a conclusion, or none."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.data import phrases
from summarizer.document import Document, Sentence
from summarizer.syntax import Token, Tree, parse
from summarizer.words import count_words, lemma
from summarizer.write.clauses import shorten
from summarizer.write.condense import condense
from summarizer.write.reference import (
    People,
    Person,
    antecedent,
    find_role,
    genitive,
    is_human,
    resolve_pronoun,
)
from summarizer.write.rules import (
    is_balanced,
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
    report_after_colon,
    report_speech,
    said_clause,
)

LONGEST = 48
"""A line of more words is left out."""

_HIS_WORDS = re.compile(r"По (его|её|ее) (словам|мнению|оценке|утверждению), ")
_THEIR_WORDS = re.compile(r"По (словам|мнению|оценке|утверждению|данным) ([а-яё]+)(?=,)")
_LEANING_PHRASE = re.compile(phrases.LEANING_PHRASES, re.IGNORECASE)
_LITTERED = re.compile(r"(?<![\d,.])\d{1,2} \d{1,2} [а-я]|``|''|\w\?\w|[«»]{3}|https?:|\*|…|^\S+ ?, (?:что|как) |^\S+(?: \S+)? со ссылкой на .{3,40}, ")
_ALWAYS_SMALL = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "ADV", "DET", "PRON", "VERB"})
_PRONOUNS = frozenset("он она оно они его её ее их ему ей им него неё нее них ним ней ними нему нём нем".split())
_PERIODS = frozenset("год месяц неделя день время период случай образ мера сторона связь".split())
_POINTING = frozenset("этот тот такой данный подобный указанный названный упомянутый вышеупомянутый".split())
_QUOTE_REACH = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the conclusion in the making.

    ``leans``: it is understood only behind the sentence before it in the article. ``contrast``:
    the article sets it against that sentence («однако»).
    """

    source: Sentence
    tree: Tree
    leans: bool = False
    contrast: bool = False

    @property
    def text(self) -> str:
        """The sentence as it stands now."""
        return self.tree.text

    @property
    def words(self) -> int:
        """Its length."""
        return count_words(self.tree.text)


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
        return None if tree is None or person.place >= sentences[index].stop else find_role(tree, person)

    def _is_text(self, index: int) -> bool:
        sentences = self.document.sentences
        return 0 <= index < len(sentences) and sentences[index].role == "text"

    def is_quoted(self, index: int) -> bool:
        """Whether a sentence begins or ends inside a quotation of several sentences."""
        here = self.document.sentences[index]
        near = self.document.sentences[max(0, index - _QUOTE_REACH) : index + _QUOTE_REACH]
        near = [s for s in near if s.paragraph == here.paragraph]
        for edge in (index, index + 1):
            before = quote(" ".join(s.text for s in near if s.index < edge))
            after = quote(" ".join(s.text for s in near if s.index >= edge))
            closing = after.find("»")
            if before.rfind("«") > before.rfind("»") and closing >= 0 and "«" not in after[:closing]:
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
    leans = resolved is None or has_loose_pronoun(tree)
    return Line(sentence, tree, leans, contrast) if is_fit(tree) else None


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


def has_loose_pronoun(tree: Tree) -> bool:
    """Whether a pronoun means something that the sentence has not named before it.

    >>> [has_loose_pronoun(t) for t in parse(["Мэр назвал её важной.", "Мэр продал свой дом и его сад."])]
    [True, False]
    """
    for token in tree.tokens:
        before = tree.tokens[: token.index]
        if token.lower in _PRONOUNS and token.pos in {"PRON", "DET"}:
            if not any(t.pos in {"NOUN", "PROPN"} and _agrees(token, t) for t in before):
                return True
        elif token.lower in {"это", "этого", "этому", "этим", "этом"} and token.pos == "PRON":
            previous = before[-1].text if before else ""
            if token.rel not in {"expl"} and previous not in {"—", "–", "-"} and not _announces(tree, token):
                return True
        elif lemma(token.lower) in _POINTING and token.rel in {"det", "amod"}:
            noun = tree.head(token)
            if noun is None or noun.pos not in {"NOUN", "PROPN"}:
                continue
            same = {lemma(t.lower) for t in before if t.pos in {"NOUN", "PROPN"}}
            relative = any(t.rel == "acl:relcl" for t in tree.children(noun))
            if lemma(noun.lower) not in same | _PERIODS and not relative and not before_clause(tree, token):
                return True
    return False


def _announces(tree: Tree, token: Token) -> bool:
    return re.match(r",? (?:что|как|когда|чтобы)\b", tree.text[token.stop :]) is not None


def before_clause(tree: Tree, token: Token) -> bool:
    """Whether a demonstrative stands in a subordinate clause behind its own main clause."""
    return any(t.pos == "SCONJ" and t.lower != "что" for t in tree.tokens[: token.index])


def _agrees(pronoun: Token, noun: Token) -> bool:
    if pronoun.lower in {"они", "их", "им", "них", "ним", "ними"} and not pronoun.has(Number="Sing"):
        return noun.has(Number="Plur") or pronoun.lower in {"им", "ним"}
    if pronoun.lower in {"её", "ее", "она", "ей", "неё", "нее", "ней"}:
        return noun.has(Gender="Fem", Number="Sing")
    return noun.has(Number="Sing") and noun.feats.get("Gender") in {"Masc", "Neut"}


def is_fit(tree: Tree) -> bool:
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
        if token.has(Mood="Imp") or (token.has(VerbForm="Fin") and token.feats.get("Person") in {"1", "2"}):
            return False
        if token.index and is_glued(tree, token):
            return False
    return True


def is_predicate_of(tree: Tree, root: Token) -> bool:
    """Whether a root makes a whole sentence: a finite verb, or a noun or adjective with a subject."""
    if root.has(VerbForm="Fin") or root.has(Variant="Short") or root.lower in phrases.PREDICATIVES:
        return True
    helpers = tree.children(root, "cop", "aux", "aux:pass", "nsubj", "nsubj:pass", "csubj")
    return bool(helpers) or any(
        t.has(VerbForm="Fin") for t in tree.tokens if t.rel == "root" or t.head == root.index and t.rel == "conj"
    )


def is_glued(tree: Tree, token: Token) -> bool:
    """Whether a heading ran into the sentence: «Все на борьбу Власти объявили …»"""
    before = tree.tokens[token.index - 1]
    return (
        token.text[:1].isupper()
        and token.text[1:].islower()
        and token.pos in _ALWAYS_SMALL
        and before.pos != "PUNCT"
        and before.text[-1:].isalnum()
        and len(token.text) > 1
    )
