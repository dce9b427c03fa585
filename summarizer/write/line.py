"""One sentence of the article → one line of a conclusion, or the reason why it can be none.

    sentence → source noise → speech and attribution → compression → reference → faults → line

A pass is a list of rules that read one tree; what they change is made at once and parsed anew.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from summarizer.data import phrases
from summarizer.document import Sentence
from summarizer.syntax import Tree, parse
from summarizer.words import count_words
from summarizer.write import condense, fit, noise, reference, speech
from summarizer.write.cohesion import (
    content,
    has_loose_pronoun,
    is_credit,
    looks_back,
    stands_beside,
)
from summarizer.write.context import Context, Scene
from summarizer.write.edit import Edit, Reject, apply
from summarizer.write.people import stem
from summarizer.write.reference import find_anaphor

Rule = Callable[[Tree, Scene], Iterable[Edit | Reject]]


class Pass(NamedTuple):
    """Rules that read the same tree: all of them, or, ``first``, up to one that has an edit.

    Where it ``spares`` quotations, edits inside them are not made.
    """

    rules: tuple[Rule, ...]
    first: bool = False
    spares: bool = False


PASSES = {
    "source noise": Pass(
        (
            noise.dateline,
            noise.marks,
            noise.discourse,
            noise.quotes,
            noise.typing,
            noise.compounds,
            fit.heading,
        )
    ),
    "speech": Pass(
        (
            speech.credit,
            speech.reply,
            speech.colon,
            speech.speech,
            speech.quotation,
            speech.fold_credit,
        ),
        first=True,
    ),
    "compression": Pass(
        (
            condense.brackets,
            condense.ties,
            condense.relative_days,
            condense.media,
            condense.also,
            condense.contrast,
        ),
        spares=True,
    ),
    "reference": Pass((reference.drop_medium, reference.name), first=True),
}
"""All edits, in order; after them ``fit.FAULTS`` refuse."""

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
    trees = [tree]
    for stage in PASSES.values():
        edited = run(stage, trees[-1], scene, fired)
        if isinstance(edited, Reject):
            break
        trees.append(edited)
    context.fired.update(fired)
    if isinstance(edited, Reject):
        return edited
    _, clean, _, short, named = trees
    first = context.is_first(sentence.index)
    fault = fit.find_fault(named, context.text, lead=first, off=context.off)
    if fault is not None:
        context.fired[fault] += 1
        return Reject(fault)
    start = noise.find_opening(sentence.text)
    tied = noise.skip_discourse(sentence.text, start) > start
    leans = (
        (tied and phrases.FOLLOWS.match(sentence.text, start) is not None)
        or is_credit(clean.text)
        or (named is short and (looks_back(short.text) or find_anaphor(short) is not None))
        or has_loose_pronoun(named)
        or stands_beside(named.text)
    )
    folded = speech.fold_credit.__name__ in fired
    return Line(
        (sentence, *context.document.sentences[sentence.index + 1 :][:folded]),
        named,
        follows=context.before(sentence.index),
        leans=leans and not first,
        contrast=tied and phrases.CONTRAST.match(sentence.text, start) is not None,
    )


def run(stage: Pass, tree: Tree, scene: Scene, fired: list[str]) -> Tree | Reject:
    """Make the edits of a pass and parse what comes of them; note which rules had any."""
    edits: list[Edit] = []
    for rule in stage.rules:
        if rule.__name__ in scene.context.off or (edits and stage.first):
            continue
        changes = [edit for edit in rule(tree, scene) if not (stage.spares and is_said(edit, tree))]
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
