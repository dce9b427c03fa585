"""One sentence of the article → one line of a conclusion, or the reason why it can be none.

    sentence → source noise → speech and attribution → compression → reference → faults → line

A pass is a list of rules that read one tree; what they change is made at once and parsed anew.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from summarizer.data import phrases
from summarizer.document import Sentence
from summarizer.syntax import Tree, parse
from summarizer.words import count_words
from summarizer.write.cohesion import (
    content,
    has_loose_pronoun,
    is_credit,
    looks_back,
    stands_beside,
)
from summarizer.write.condense import also, brackets, contrast, media, relative_days, ties
from summarizer.write.context import Context, Scene
from summarizer.write.edit import Edit, Reject, apply
from summarizer.write.fit import find_fault, heading
from summarizer.write.noise import dateline, discourse, find_opening, marks, quotes, typing
from summarizer.write.people import stem
from summarizer.write.reference import find_anaphor, resolve
from summarizer.write.speech import (
    colon,
    direct_speech,
    fold_credit,
    medium_credit,
    quotation,
    reply,
)

Rule = Callable[[Tree, Scene], Iterable[Edit | Reject]]


PASSES: dict[str, tuple[Rule, ...]] = {
    "source noise": (dateline, marks, discourse, quotes, typing, heading),
    "speech": (medium_credit, reply, colon, direct_speech, quotation, fold_credit),
    "compression": (brackets, ties, relative_days, media, also, contrast),
    "reference": (resolve,),
}
"""All edits, in order; after them ``FAULTS`` refuse."""

ALTERNATIVES = frozenset({"speech"})
"""Passes that end with the first rule that has an edit."""

SPARING = frozenset({"compression"})
"""Passes that make no edits inside quotations."""

_SAID = re.compile(r"«(?:[^«»]+ ){3}[^»]+»")
_WHO_SAID = re.compile(r"^(?:Как [^,]{3,80}, (?:что )?|[^,]{3,80}, что )")


@dataclass(frozen=True)
class Line:
    """A sentence of the conclusion in the making.

    ``sources`` are what it was written from, the first of them what it tells. ``follows`` is the
    index of the sentence before it in the article, those that only say who told it left out.
    ``leans``: it is understood only behind another one. ``contrast``: the article sets it against
    what is before it.
    """

    sources: tuple[Sentence, ...]
    tree: Tree
    follows: int = field(default=-1, kw_only=True)
    leans: bool = field(default=False, kw_only=True)
    contrast: bool = field(default=False, kw_only=True)

    @property
    def source(self) -> Sentence:
        """The sentence that it tells."""
        return self.sources[0]

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
        """The lemmas of what it tells, and the stems of the people's names in it."""
        told = _WHO_SAID.sub("", self.text)
        names = (t for t in self.tree.tokens if t.pos == "PROPN" and t.has(Animacy="Anim"))
        return content(told) | {stem(token.text) for token in names if token.text in told}


def rewrite(sentence: Sentence, context: Context) -> Line | Reject:
    """Rewrite one sentence to stand in a conclusion, or say why it can't."""
    scene = Scene(context, sentence.index)
    tree = context.tree_of(sentence.index)
    if tree is None or not tree.tokens:
        return Reject("a heading, or too long to parse")
    fired: list[str] = []
    made: dict[str, Tree] = {}
    for stage in PASSES:
        edited = run(stage, tree, scene, fired)
        if isinstance(edited, Reject):
            context.fired.update(fired)
            return edited
        tree = made[stage] = edited
    context.fired.update(fired)
    clean, short, named = made["source noise"], made["compression"], tree
    first = context.is_first(sentence.index)
    fault = find_fault(named, lead=first, off=context.off)
    if fault is not None:
        context.fired[fault] += 1
        return Reject(fault)
    start = find_opening(sentence.text)
    tied = discourse.__name__ in fired
    leans = (
        (tied and phrases.FOLLOWS.match(sentence.text, start) is not None)
        or is_credit(clean.text)
        or (named is short and (looks_back(short.text) or find_anaphor(short) is not None))
        or has_loose_pronoun(named)
        or stands_beside(named.text)
    )
    sources = 1 + (fold_credit.__name__ in fired)
    return Line(
        context.document.sentences[sentence.index : sentence.index + sources],
        named,
        follows=context.before(sentence.index),
        leans=leans and not first,
        contrast=tied and phrases.CONTRAST.match(sentence.text, start) is not None,
    )


def run(stage: str, tree: Tree, scene: Scene, fired: list[str]) -> Tree | Reject:
    """Make the edits of a pass and parse what comes of them; note which rules had any."""
    edits: list[Edit] = []
    for rule in PASSES[stage]:
        if rule.__name__ in scene.context.off or (edits and stage in ALTERNATIVES):
            continue
        changes = list(rule(tree, scene))
        if stage in SPARING:
            changes = [edit for edit in changes if not is_said(edit, tree)]
        fired += [rule.__name__] * bool(changes)
        for change in changes:
            if isinstance(change, Reject):
                return change
            edits.append(change)
    return reread(tree, apply(tree.text, edits)) if edits else tree


def is_said(edit: Edit | Reject, tree: Tree) -> bool:
    """Whether an edit changes a quotation, not a name."""
    return isinstance(edit, Edit) and any(
        said.start() < edit.start and edit.stop < said.end() for said in _SAID.finditer(tree.text)
    )


def reread(tree: Tree, text: str) -> Tree:
    """Parse what a rule made of a sentence, if it made anything of it."""
    return tree if text == tree.text else parse([text])[0]
