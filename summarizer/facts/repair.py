"""Stage 6: no unsupported fact leaves the library, whatever the writer."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.data.phrases import OPENING
from summarizer.document import Document, Sentence
from summarizer.facts.align import Aligner
from summarizer.facts.article import ArticleFacts
from summarizer.facts.verify import Unsupported, find_unsupported
from summarizer.words import count_words
from summarizer.write import Draft, Written
from summarizer.write.casing import subordinate
from summarizer.write.cohesion import stands_alone
from summarizer.write.noise import is_statement


def guard(document: Document, written: Written, words: int | None = None) -> Written:
    """Hold every draft to its evidence.

    A draft that claims what its evidence does not support gives way to the sentence of its
    evidence that is nearest to it, as it stands, or is left out where that sentence is in the
    text already, leans on another one, or does not fit into ``words``. The text never ends up
    empty. The notes say which sentence was changed and why.
    """
    if all(draft.text in (s.text for s in draft.evidence) for draft in written.drafts):
        return written
    facts = ArticleFacts.of(document.text, document.title)
    findings = [_examine(draft, document, facts) for draft in written.drafts]
    if not any(findings):
        return written
    kept = [draft for draft, bad in zip(written.drafts, findings, strict=True) if not bad]
    told = {sentence.index for draft in kept for sentence in draft.evidence}
    room = None if words is None else words - sum(count_words(draft.text) for draft in kept)
    drafts: list[Draft] = []
    notes: list[str] = []
    for number, (draft, bad) in enumerate(zip(written.drafts, findings, strict=True), 1):
        if not bad:
            drafts.append(draft)
            continue
        repaired = _repair(draft, document, told, room)
        if repaired is not None:
            drafts.append(repaired)
            told.add(repaired.evidence[0].index)
            room = None if room is None else room - count_words(repaired.text)
        notes.append(
            _note(number, bad, "left out" if repaired is None else "taken from the source")
        )
    if not drafts:
        drafts = [_as_it_stands(written.drafts[0], document)]
        notes[0] = _note(1, findings[0], "taken from the source")
    return replace(written, drafts=tuple(drafts), notes=(*written.notes, *notes))


def _examine(draft: Draft, document: Document, facts: ArticleFacts) -> tuple[Unsupported, ...]:
    evidence = [sentence.text for sentence in draft.evidence]
    cited = evidence or facts.find_evidence(draft.text)
    return find_unsupported(draft.text, cited, facts)


def _repair(draft: Draft, document: Document, told: set[int], room: int | None) -> Draft | None:
    """Return the nearest sentence of the evidence that can stand for the draft, if any can."""
    for sentence in _nearest(draft, draft.evidence or document.sentences):
        text = _open(draft, sentence, document)
        if (
            sentence.index not in told
            and stands_alone(sentence.text)
            and (room is None or count_words(text) <= room)
        ):
            return Draft(text, (sentence,))
    return None


def _as_it_stands(draft: Draft, document: Document) -> Draft:
    nearest = _nearest(draft, draft.evidence or document.sentences)
    sentence = nearest[0] if nearest else (draft.evidence or document.sentences)[0]
    return Draft(sentence.text, (sentence,))


def _nearest(draft: Draft, evidence: Sequence[Sentence]) -> list[Sentence]:
    order = Aligner([sentence.text for sentence in evidence]).align(draft.text)
    return [evidence[index] for index in order]


def _open(draft: Draft, sentence: Sentence, document: Document) -> str:
    """Keep the formula that opens a conclusion."""
    if draft.text.startswith(OPENING) and is_statement(sentence.text):
        return subordinate(OPENING, sentence.text, document.text)
    return sentence.text


def _note(number: int, bad: Sequence[Unsupported], done: str) -> str:
    pieces = ", ".join(f"«{found.text}» ({found.kind}: {found.reason})" for found in bad)
    return f"sentence {number} {done}, for it claimed {pieces}"
