"""One sentence of the article → one line of a conclusion, or the reason why it can be none.

Four passes, in this order, each parsed anew where it changed anything: source noise; speech and
attribution; compression; reference. Then what is not fit is refused.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from summarizer.data import phrases, reporting
from summarizer.document import Sentence
from summarizer.syntax import Token, Tree, parse
from summarizer.words import count_words, is_common_noun_form, lemma
from summarizer.write.cohesion import LEANING, content, has_loose_pronoun, is_credit, stands_beside
from summarizer.write.condense import condense
from summarizer.write.context import QUOTE_REACH, Context
from summarizer.write.edit import capitalize
from summarizer.write.fit import find_fault, strip_heading
from summarizer.write.noise import mend_typing, quote, strip_dateline, strip_discourse, strip_marks
from summarizer.write.reference import antecedent, genitive, is_human, resolve_pronoun, stem
from summarizer.write.replies import report_reply
from summarizer.write.speech import (
    attribute,
    credits_medium,
    find_attribution,
    fold_credit,
    front_report,
    passes_on,
    report_after_colon,
    report_speech,
    said_clause,
)

_WHO_SAID = re.compile(r"^(?:Как [^,]{3,80}, (?:что )?|[^,]{3,80}, что )")
_WHOSE_WORDS = re.compile(
    r"(По|Со) (?:(его|её|ее) )?(слов(?:ам)?|мнению|оценке|утверждению|данным)"
    r"(?: ([а-яё]+)(?: (?:агентства|издания|RT))?)?(?=,)"
)
_MEDIUM_WORDS = re.compile(r"По (?:его|её|ее|их) (?:словам|данным|информации|сведениям), (?=\w|«)")
_LEANING_PHRASE = re.compile(phrases.LEANING_PHRASES, re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a sentence can't stand in a conclusion."""

    reason: str


def rewrite(sentence: Sentence, context: Context) -> Line | Reject:
    """Rewrite one sentence to stand in a conclusion, or say why it can't."""
    index = sentence.index
    text = strip_marks(mend_typing(quote(strip_dateline(sentence.text))))
    stripped = strip_discourse(text)
    tree = context.tree_of(index) if stripped == sentence.text else parse([stripped])[0]
    if tree is None or not tree.tokens:
        return Reject("a heading, or too long to parse")
    tree = reread(tree, strip_heading(tree, context.text))
    credit = is_credit(tree.text)
    if credit and credits_medium(tree):
        return Reject("a medium's credit")
    sources = [sentence]
    reported = report(tree, index, context)
    if reported is None:
        return Reject("speech that can't be reported")
    following = context.credit_of(index) if reported == tree.text else None
    if following and (told := fold_credit(tree, following, context.text)):
        reported = told
        sources.append(context.document.sentences[index + 1])
    if reported != tree.text:
        tree = reread(tree, strip_discourse(reported))
    tree = reread(tree, condense(tree))
    resolved = resolve(tree, index, context)
    if resolved is not None:
        tree = reread(tree, resolved)
    first = context.is_first(index)
    if (fault := find_fault(tree, context.text, lead=first)) is not None:
        return Reject(fault)
    bound = stripped != text and phrases.FOLLOWS.match(text) is not None
    leans = (
        bound or credit or resolved is None or has_loose_pronoun(tree) or stands_beside(tree.text)
    )
    return Line(
        tuple(sources),
        tree,
        follows=context.before(index),
        leans=leans and not first,
        contrast=stripped != text and phrases.CONTRAST.match(text) is not None,
    )


def reread(tree: Tree, text: str) -> Tree:
    """Parse what a rule made of a sentence, if it made anything of it."""
    return tree if text == tree.text else parse([text])[0]


def report(tree: Tree, index: int, context: Context) -> str | None:
    """Return the sentence with its speech reported; None if it is speech that can't be."""
    article = context.text
    speaker = context.speaker_of(index)
    if speaker is not None:
        return report_reply(tree, speaker, article)
    reported = report_after_colon(tree, article)
    if reported is None:
        reported = report_speech(tree, article)
    if reported is not None:
        return reported or front_report(tree, article)
    if not context.is_quoted(index):
        return tree.text
    clause = said_clause(tree.text)  # from the middle of a quotation: whose words are they?
    if clause is None:
        return None
    for later in range(index + 1, index + QUOTE_REACH):
        closing = context.tree_of(later)
        if closing is None:
            return None
        if "»" in closing.text:
            attribution = find_attribution(closing)
            return attribute(closing, attribution, clause, article) if attribution else None
    return None


def resolve(tree: Tree, index: int, context: Context) -> str | None:
    """Name whom the sentence speaks of; None where only the sentence before tells."""
    text = tree.text
    its = _MEDIUM_WORDS.match(text)
    told = context.tree_of(context.before(index)) if its else None
    if its and told is not None and passes_on(told):
        return capitalize(text[its.end() :])
    words = _WHOSE_WORDS.match(text)
    if words and (words[2] or lemma(words[4] or "") in phrases.SPEAKERS):
        gender = "Fem" if words[2] in {"её", "ее"} else "Masc"
        who = antecedent(gender, index, context.people, context.tree_of)
        name = genitive(who, gender) if who and stem(who) not in map(stem, text.split()) else None
        return None if name is None else f"{words[1]} {words[3]} {name}{text[words.end() :]}"
    if any(t.lower in {"он", "она"} and t.rel.startswith("nsubj") for t in tree.tokens[:6]):
        return resolve_pronoun(tree, index, context.people, context.tree_of)
    first = next((t for t in tree.tokens if t.pos != "PUNCT"), None)
    if first is None or first.lower in LEANING or _LEANING_PHRASE.match(text):
        return None
    bare = bare_subject(tree)
    if bare is not None and lemma(bare.lower) not in phrases.KNOWN_ROLES:
        who = antecedent(bare.feats.get("Gender", ""), index, context.people, context.tree_of)
        stop = tree.subtree(bare)[-1].stop
        return None if who is None else text[: bare.start] + who + text[stop:]
    return text


def bare_subject(tree: Tree) -> Token | None:
    """Return a subject that only names a kind of person: «Генерал отметил …»"""
    if tree.root is None:
        return None
    for token in tree.children(tree.root, "nsubj", "nsubj:pass"):
        common = token.pos == "NOUN" and is_common_noun_form(token.lower)
        if common and is_human(token, token.feats.get("Gender", "")):
            quoted = token.index and tree.tokens[token.index - 1].text == "«"
            whose = {lemma(child.lower) for child in tree.children(token)}
            if whose <= reporting.MEDIA and not quoted:  # «собеседник агентства»
                return token
    return None
