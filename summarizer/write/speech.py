"""Speech and attribution: who said it first, then «что», in the third person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.data import reporting
from summarizer.segment import split
from summarizer.syntax import Token, Tree
from summarizer.words import fold, is_common_noun_form, lemma, tokenize
from summarizer.write.casing import decapitalize, subordinate
from summarizer.write.cohesion import is_credit, leans
from summarizer.write.context import QUOTE_REACH, Scene
from summarizer.write.edit import Edit, Reject, finish, mend
from summarizer.write.noise import speaks_in_person, strip_discourse
from summarizer.write.replies import report_reply

_CLOSING = re.compile(r"[»\"“”]?[\s,.]*[»\"“”]?[\s,]*(?:[—–-]\s*)?$")
_TAIL = re.compile(r"[\s,.]*(?:[—–-]\s*)?$")  # of what was not quoted: «… перешёл в «Зарю», »
_QUOTED = re.compile(r"^[—–-]?\s*«(.+?)»?\s*$", re.DOTALL)
_DIRECT = re.compile(r"^«[^»]*»,? [—–-] |^[—–-] |^[^«»]*»,? [—–-] ")
_COLON_QUOTE = re.compile(r"^([^«»:]{3,260}): «(.+?)»?\.?$")
_ADDRESSEE = re.compile(reporting.ADDRESSEE)
_NAMED = re.compile(r"«|[A-Za-z]{2}")
_THEIR = re.compile(r"\b(?:его|её|ее|их)\b", re.IGNORECASE)
_ABOUT_THIS = re.compile(r"Об этом (?!.*(?:, однако|, но) )")
_ACCORDING = re.compile(
    r"\b(?:(?:по|со) (?:\w+ )?(?:слов|мнени|данн|оценк|информаци|сведени|верси)|согласно)",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(r"((?:[^ ,—]+ ){0,8}[^ ,—]+) ([а-яё]+), что (\w.*)")
_SHORTEST = 4
_LONGEST_PLACE = 16


@dataclass(frozen=True, slots=True)
class Attribution:
    """The clause that says who reported: ``tree.text[start:stop]``, its verb and its subject."""

    start: int
    stop: int
    verb: Token
    subject: Token | None


def find_attribution(tree: Tree) -> Attribution | None:
    """Find the reporting clause behind what is reported: «…, сообщил мэр.»"""
    for token in tree.tokens:
        if token.index < 2 or not is_reporting(token) or token.has(VerbForm="Part"):
            continue
        if token.lower == "следует" and not tree.text.startswith(" из ", token.stop):
            continue
        before = tree.tokens[token.index - 1]
        lead = tree.tokens[token.index - 2]
        adverb = before.pos == "ADV" and lead.text in ",—–-"
        if not (before.text in {",", "—", "–", "-"} or adverb):
            continue
        subject = next(
            (t for t in tree.children(token, "nsubj", "nsubj:pass") if t.index > token.index), None
        )
        if token.rel not in {"parataxis", "root"} and subject is None:
            continue
        inside = [t for t in tree.subtree(token) if t.index > token.index and t.pos != "PUNCT"]
        if subject is None and not (tells_place(token) or token.has(Tense="Pres")):
            continue
        if not inside or tree.children(token, "ccomp"):
            continue
        start = (lead if adverb else before).start
        last = max(t.index for t in inside)
        tail = tree.tokens[last + 1 :]
        if all(t.text not in {",", "—", "–", "-", ":"} and t.pos != "VERB" for t in tail):
            last = max([last, *(t.index for t in tail if t.pos != "PUNCT")])
        while last + 1 < len(tree.tokens) and tree.tokens[last + 1].text in '»")':
            last += 1
        return Attribution(start, tree.tokens[last].stop, token, subject)
    return None


def tells_place(verb: Token) -> bool:
    """Whether a verb without a subject says where it was said: «сообщили в мэрии»."""
    return verb.has(Number="Plur") or verb.lower.endswith("ся")


def is_told(token: Token) -> bool:
    """Whether a word can tell what happened: a finite verb, a short form."""
    return token.has(VerbForm="Fin") or token.has(Variant="Short")


def is_reporting(token: Token) -> bool:
    """Whether a token reports: a finite verb, «уверен»."""
    said = token.pos == "VERB" or token.has(Variant="Short")
    return said and lemma(fold(token.text)) in reporting.VERBS


def names_medium(tree: Tree, attribution: Attribution) -> bool:
    """Whether the clause only passes on what a medium says: «…, передаёт «Север».»

    A medium that is named and writes or thinks something itself is a source like others.
    """
    verb, subject = attribution.verb, attribution.subject
    clause = tree.text[verb.start : attribution.stop]
    lemmas = {lemma(form) for form in tokenize(_ADDRESSEE.sub("", clause).split(",")[0])}
    if subject is None:
        return len(lemmas) < 2 or not lemmas.isdisjoint(reporting.MEDIA - reporting.PLACES)
    relays = lemma(fold(verb.text)) in reporting.PASSING_ON
    if lemma(fold(subject.text)) not in reporting.MEDIA:
        quoted = tree.text[: subject.start].endswith("«")
        strange = not is_common_noun_form(subject.lower)  # not «Комитет»
        named = subject.pos == "PROPN" and not subject.has(Animacy="Anim") and strange
        return relays and (quoted or subject.text.isascii() or named)
    passed_on = relays or " со ссылкой " in clause or not lemmas.isdisjoint(reporting.AGENCIES)
    return passed_on or not _NAMED.search(clause)


def whole(tree: Tree, text: str | None) -> Edit | Reject:
    """Put a report in the place of a whole sentence."""
    return Edit(0, len(tree.text), text) if text else Reject("speech that can't be reported")


def medium_credit(tree: Tree, _: object) -> Iterator[Reject]:
    """«Об этом сообщает «Север»» says nothing."""
    if is_credit(tree.text) and credits_medium(tree):
        yield Reject("a medium's credit")


def reply(tree: Tree, scene: Scene) -> Iterator[Edit | Reject]:
    """«Орлов: Мост закрыли» → «Как говорит Орлов, мост закрыли», in a talk."""
    speaker = scene.context.speaker_of(scene.index)
    if speaker is not None:
        yield whole(tree, report_reply(tree, speaker, scene.context.text))


def colon(tree: Tree, scene: Scene) -> Iterator[Edit | Reject]:
    """«Мэр заявил: «Мост готов»» → «Мэр заявил, что мост готов»."""
    match = _COLON_QUOTE.match(tree.text)
    if match is None:
        return
    report = report_after_colon(tree, match[1], match[2], scene.context.text)
    if report or speaks_in_person(match[2]):
        yield whole(tree, report)


def direct_speech(tree: Tree, scene: Scene) -> Iterator[Edit | Reject]:
    """««Мост готов», — сообщил мэр» → «Мэр сообщил, что мост готов»; media that pass on go."""
    attribution = find_attribution(tree)
    article = scene.context.text
    if attribution is not None:
        report = report_speech(tree, attribution, article)
        yield whole(tree, report or front_report(tree, attribution, article))
    elif _DIRECT.match(tree.text):
        yield whole(tree, None)


def quotation(tree: Tree, scene: Scene) -> Iterator[Edit | Reject]:
    """«Мост готов» from the middle of a quotation → «Мэр сообщил, что мост готов»."""
    context, index = scene.context, scene.index
    if not context.is_quoted(index):
        return
    clause = said_clause(tree.text)
    later = map(context.tree_of, range(index + 1, index + QUOTE_REACH))
    closing = next((t for t in later if t is None or "»" in t.text), None)
    attribution = find_attribution(closing) if closing and clause else None
    if closing is None or clause is None or attribution is None:
        yield whole(tree, None)
    else:
        yield whole(tree, attribute(closing, attribution, clause, context.text))


def fold_credit(tree: Tree, scene: Scene) -> Iterator[Edit | Reject]:
    """«Мост готов. Об этом сообщил мэр» → «Мэр сообщил, что мост готов»; not where a medium did."""
    credit = scene.context.credit_of(scene.index)
    if credit is None or not _ABOUT_THIS.match(credit.text) or any(map(is_reporting, tree.tokens)):
        return
    said, subject = find_speaker(credit)
    clause = said_clause(tree.text)
    if said is None or clause is None or (subject is None and not tells_place(said)):
        return
    if subject is not None and (subject.index < said.index or subject.pos not in {"NOUN", "PROPN"}):
        return
    attribution = Attribution(said.start, len(credit.text.rstrip(" .")), said, subject)
    if names_medium(credit, attribution):
        return
    if subject is not None and not is_person(subject):  # «Об этом сообщил Комитет …»
        attribution = replace(attribution, subject=None)
    told = attribute(credit, attribution, clause, scene.context.text)
    if told is not None:
        yield whole(tree, told)


def report_speech(tree: Tree, attribution: Attribution, context: str) -> str | None:
    """Turn «Q», — сказал X. into X сказал, что q.; drop who passed it on. None if it can't be."""
    said, verb = tree.text[: attribution.start], attribution.verb
    clause = said_clause(said)
    rest = tree.text[attribution.stop :].strip()
    if clause is None or (rest.strip(" .,—–-»") and not can_go(tree, attribution, rest)):
        return None
    if not names_medium(tree, attribution):
        if _THEIR.search(tree.text[verb.stop : attribution.stop]) and not said.startswith("«"):
            rest = _ADDRESSEE.sub("", tree.text[verb.stop :].lstrip())
            return mend(f"{tree.text[: verb.stop]} {rest}")  # whose, is said before
        return attribute(tree, attribution, clause, context)
    words = tree.text[verb.start : attribution.stop]
    quoted = said.count("«") != said.count("»") or said.rstrip(" ,—–-").endswith("»")
    if not quoted or not _NAMED.search(words):
        return mend(finish(clause))
    return mend(subordinate(f"Как {words}, ", clause, context))


def front_report(tree: Tree, attribution: Attribution, context: str) -> str | None:
    """Put in front who said it, word by word: «Q, сообщил X.» → «Как сообщил X, q.»

    None where somebody is quoted, or the sentence goes on behind the clause.
    """
    if tree.text[attribution.start] != ",":
        return None
    said = tree.text[: attribution.start]
    whole = said[:1] != "«" and said.count("«") == said.count("»")
    if not whole or speaks_in_person(tree.text):
        return None
    words = tree.text[attribution.verb.start :].rstrip(" .")
    if attribution.subject is None or attribution.subject.has(Animacy="Anim"):
        words = _ADDRESSEE.sub("", words)
    return mend(f"Как {words}, {decapitalize(said, context)}.")


def front_speaker(tree: Tree, context: str) -> str:
    """Let no «что» stand under that of the formula: «X сообщил, что q.» → «Как сообщил X, q.»

    >>> from summarizer.syntax import parse
    >>> front_speaker(parse(["Мэр Пётр Орлов сообщил, что мост открыт."])[0], "")
    'Как сообщил мэр Пётр Орлов, мост открыт.'
    """
    found = _SAID_THAT.match(tree.text)
    verb = tree.root
    if found is None or verb is None or found[2] != verb.text:
        return tree.text
    if verb.pos != "VERB" or not is_reporting(verb):
        return tree.text
    who = decapitalize(found[1], context, tree)
    return f"Как {found[2]} {who}, {decapitalize(found[3], context)}"


def can_go(tree: Tree, attribution: Attribution, rest: str) -> bool:
    """Whether what follows the clause can go: «…, заявил мэр, глава совета», «…, заявил мэр. — …»

    Not so where it goes on with what is reported: «Мост, считает мэр, нужен.»
    """
    told = any(is_told(token) for token in tree.tokens if token.stop <= attribution.start)
    plain = told and not tree.text.startswith("«")
    follows = r", [а-яё\d]|во? |со? |\. ?[—–-] " if plain else r", котор|\. ?[—–-] "
    return re.match(follows, rest) is not None


def said_clause(said: str) -> str | None:
    """Return what was said without quotation marks; of several sentences the first that serves."""
    said = said.strip()
    whole = not said.startswith("«") and said.count("«") == said.count("»")
    said = unquote((_TAIL if whole else _CLOSING).sub("", said).strip()).strip(" —–-,")
    if said.count("«") != said.count("»"):
        return None
    for sentence in split(said):
        text = strip_discourse(sentence.text.strip())
        if (
            len(text.split()) >= _SHORTEST
            and not text.endswith(("!", "?", "…", ":"))
            and not leans(text)
            and not speaks_in_person(text)
        ):
            return finish(text)
    return None


def unquote(said: str) -> str:
    """Take speech out of the quotation marks round it.

    >>> unquote("«Мост «Заря» готов"), unquote("«Заря» не готова к матчу")
    ('Мост «Заря» готов', '«Заря» не готова к матчу')
    """
    depth = 0
    for place in range(max(said.find("«"), 0), len(said)):
        depth += (said[place] == "«") - (said[place] == "»")
        if "«" in said and not depth and place < len(said) - 1:
            return said  # a name: the first quotation ends inside
    match = _QUOTED.match(said)
    return match.group(1) if match else said


def attribute(tree: Tree, attribution: Attribution, clause: str, context: str) -> str | None:
    """Put the one who speaks in front: «X сказал, что q.» or «Как сообщили в Y, q.»

    None where that is not simple: he is told of in a clause, he speaks of something else.
    """
    verb = attribution.verb
    if attribution.subject is None:
        words = _ADDRESSEE.sub("", tree.text[verb.start : attribution.stop])
        if len(words.split()) > _LONGEST_PLACE or " том" in words or ", " in words:
            return None
        return mend(f"Как {decapitalize(words, context)}, {decapitalize(clause, context)}")
    subject = tree.subtree(attribution.subject)
    who = name_speaker(tree, subject)
    if who is None or subject[-1].index - subject[0].index + 1 != len(subject):
        return None
    if lemma(fold(verb.text)) in reporting.WITHOUT_CLAUSE or tree.children(verb, "obj"):
        return None  # «…, процитировал X»: whose words? «…, объяснил свой выбор X»
    said = f"{who} {verb.text} {circumstance(tree, attribution, subject)}".strip()
    return mend(subordinate(f"{said}, что ", clause, context))


def name_speaker(tree: Tree, subject: Sequence[Token]) -> str | None:
    """Return who speaks, without a clause about him; None where that can't be told apart."""
    who = tree.text[subject[0].start : subject[-1].stop].rstrip(" ,")
    if "," not in who:
        name = next((t for t in subject if t.pos == "PROPN" and t.has(Animacy="Anim")), None)
        leans = name and any(lemma(t.lower) in reporting.RELATIVE for t in subject)
        return tree.text[name.start : subject[-1].stop] if name and leans else who
    clause = next((t for t in subject if t.rel in {"acl", "acl:relcl", "advcl"}), None)
    if clause is None:
        return who if subject[-1].pos == "PROPN" else None
    head, _, _ = who.partition(",")
    named = any(t.pos == "PROPN" for t in subject if t.stop <= subject[0].start + len(head))
    return head if named and clause.start > subject[0].start + len(head) else None


def circumstance(tree: Tree, attribution: Attribution, subject: Sequence[Token]) -> str:
    """Return how or where somebody said it, the medium left out: «на встрече с жителями»."""
    between = tree.text[attribution.verb.stop : subject[0].start].strip(" ,—–")
    tail = tree.text[subject[-1].stop : attribution.stop].split(",")[0].strip()
    return _ADDRESSEE.sub("", f"{between} {tail}".strip()).strip()


def report_after_colon(tree: Tree, who: str, quoted: str, context: str) -> str | None:
    """Turn X сказал: «Q». into X сказал, что q.; None if it can't be."""
    if ", что " in who:  # «Мэр отметил, что мост готов: «…»
        return mend(finish(who))
    verb = next((t for t in reversed(tree.tokens) if t.stop <= len(who) and is_reporting(t)), None)
    clause = said_clause(f"«{quoted}»")
    if clause is None or verb is None or tree.children(verb, "obj"):
        return None
    about = re.search(r" об? \w", who[verb.stop :])
    if about or lemma(fold(verb.text)) in reporting.WITHOUT_CLAUSE:
        return None
    return mend(subordinate(f"{who}, что ", clause, context))


def credits_medium(tree: Tree) -> bool:
    """Whether «Об этом сообщает …» names a medium and no human being."""
    _, subject = find_speaker(tree)
    return subject is None or not is_person(subject)


def find_speaker(tree: Tree) -> tuple[Token | None, Token | None]:
    """Return the first verb of reporting and its subject."""
    said = next((t for t in tree.tokens if is_reporting(t)), None)
    return said, next(iter(tree.children(said, "nsubj")), None) if said else None


def is_person(subject: Token) -> bool:
    """Whether who reports is a human being, and no «корреспондент»."""
    return subject.has(Animacy="Anim") and lemma(fold(subject.text)) not in reporting.MEDIA


def attributes(tree: Tree) -> bool:
    """Whether a sentence tells who said what it says, or where it is from.

    >>> from summarizer.syntax import parse
    >>> [attributes(t) for t in parse(["По словам мэра, мост готов.", "Мост уже готов."])]
    [True, False]
    """
    return _ACCORDING.search(tree.text) is not None or any(map(is_reporting, tree.tokens))
