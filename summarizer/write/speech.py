"""Speech and attribution: who said it first, then «что», in the third person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.data import reporting
from summarizer.segment import split
from summarizer.syntax import Token, Tree
from summarizer.words import fold, is_common_noun_form, is_gerund, lemma, tokenize
from summarizer.write.casing import decapitalize, is_introduction, subordinate
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
_HEADED = re.compile(r"^[^«»:,]{3,80}[^«»:,—–-] «([А-ЯЁ][^«»]*\s(?:.*\s){5}.*)$", re.DOTALL)
_ADDRESSEE = re.compile(reporting.ADDRESSEE)
_NAMED = re.compile(r"«|[A-Za-z]{2}")
_ABOUT_THIS = re.compile(r"Об этом (?!.*(?:, однако|, но) )")
_THEIR = re.compile(r"\b(?:его|её|ее|их)\b", re.IGNORECASE)
_OPINION = re.compile(reporting.OPINION, re.IGNORECASE)
_ACCORDING = re.compile(
    r"\b(?:(?:по|со) (?:\w+ )?(?:слов|мнени|данн|оценк|информаци|сведени|верси)|согласно)",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(r"((?:[^ ,—]+ ){0,8}[^ ,—]+) ([а-яё]+), что (\w.*)")
_SAYS_SELF = re.compile(r"[»,] ?[—–-] ")
_SHORTEST = 4
_LONGEST_PLACE = 16
_AFTER_COMMA = re.compile(
    r"(?:в |на |о |об |из |с |для |до |от |по |к |за )?(?:котор\w+|что|чтобы|если|когда|где|куда|"
    r"откуда|почему|зачем|потому|поскольку|так как|хотя|но|а|однако|зато|как|пока|чем|кто|чей)\b",
    re.IGNORECASE,
)
"""What goes on after a comma of its own."""


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
        if subject is None and not (_tells_place(token) or token.has(Tense="Pres")):
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


def _tells_place(verb: Token) -> bool:
    """Whether a verb without a subject says where it was said: «сообщили в мэрии»."""
    return verb.has(Number="Plur") or verb.lower.endswith("ся")


def is_reporting(token: Token) -> bool:
    """Whether a token reports: a finite verb, «уверен»."""
    said = token.pos == "VERB" or token.has(Variant="Short")
    return said and lemma(fold(token.text)) in reporting.VERBS


def is_medium(tree: Tree, verb: Token, subject: Token | None, clause: str) -> bool:
    """Whether what reports is a medium that passes on what others say: «…, передаёт «Север».»

    A medium that is named and writes or thinks something itself is a source like others.

    Args:
        tree: the sentence.
        verb: the verb of reporting.
        subject: its subject, None in «…, сообщили в мэрии».
        clause: the text of both.
    """
    lemmas = {lemma(form) for form in tokenize(_ADDRESSEE.sub("", clause).split(",")[0])}
    if subject is None:
        return len(lemmas) < 2 or not lemmas.isdisjoint(reporting.MEDIA - reporting.PLACES)
    relays = lemma(fold(verb.text)) in reporting.PASSING_ON
    if lemma(fold(subject.text)) not in reporting.MEDIA:
        quoted = tree.text[: subject.start].endswith("«")
        strange = not is_common_noun_form(subject.lower)  # not «Комитет»
        named = subject.pos == "PROPN" and not subject.has(Animacy="Anim") and strange
        if not relays or not (quoted or subject.text.isascii() or named):
            return False
    passed_on = relays or " со ссылкой " in clause or not lemmas.isdisjoint(reporting.AGENCIES)
    return passed_on or not _NAMED.search(clause)


def names_medium(tree: Tree, attribution: Attribution) -> bool:
    """Whether the clause only passes on what a medium says: «…, передаёт «Север».»"""
    clause = tree.text[attribution.verb.start : attribution.stop]
    return is_medium(tree, attribution.verb, attribution.subject, clause)


def passes_on(tree: Tree) -> bool:
    """Whether a sentence is what a medium says, so that the medium is left out of its report."""
    attribution = find_attribution(tree)
    return attribution is not None and names_medium(tree, attribution)


def whole(tree: Tree, text: str | None) -> Edit | Reject:
    """Put a report in the place of a whole sentence."""
    return Edit(0, len(tree.text), text) if text else Reject("speech that can't be reported")


def credit(tree: Tree, _: object) -> Iterator[Reject]:
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


def speech(tree: Tree, scene: Scene) -> Iterator[Edit | Reject]:
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


def fold_credit(tree: Tree, scene: Scene) -> Iterator[Edit]:
    """«Мост готов. Об этом сообщил мэр» → «Мэр сообщил, что мост готов», where a person did."""
    following = scene.context.credit_of(scene.index)
    told = following and report_by_credit(tree, following, scene.context.text)
    if told:
        yield Edit(0, len(tree.text), told)


def report_speech(tree: Tree, attribution: Attribution, context: str) -> str | None:
    """Turn «Q», — сказал X. into X сказал, что q.; drop who passed it on. None if it can't be."""
    said = tree.text[: attribution.start]
    rest = tree.text[attribution.stop :].strip()
    if is_apposition(tree, attribution, rest):
        rest = ""
    if len(rest.strip(" .,—–-»")) > 2:  # «Q, — сказал X, — R».
        joined = re.match(r"^([,.]) ?[—–-] ?(.*)$", rest)
        if joined is None:
            return None
        said, mark, rest_of_it = said.rstrip(" ,—–-"), *joined.groups()
        if mark == "," and not _has_comma_between(said.lstrip("«"), rest_of_it):
            mark = ""  # of the clause that is gone: «Парк, — сказал мэр, — откроют в мае»
        said += f"{mark} {rest_of_it}"
    clause = said_clause(said)
    if clause is None:
        return None
    if not names_medium(tree, attribution):
        words = tree.text[attribution.verb.stop : attribution.stop]
        if _THEIR.search(words) and not said.startswith("«"):
            rest = _ADDRESSEE.sub("", tree.text[attribution.verb.stop :].lstrip())
            return mend(f"{tree.text[: attribution.verb.stop]} {rest}")  # whose, is said before
        return attribute(tree, attribution, clause, context)
    words = tree.text[attribution.verb.start : attribution.stop]
    quoted = said.count("«") != said.count("»") or said.rstrip(" ,—–-").endswith("»")
    if not quoted or not _NAMED.search(words):
        return mend(finish(clause))
    return mend(subordinate(f"Как {words}, ", clause, context))


def _has_comma_between(said: str, following: str) -> bool:
    """Whether the halves of speech that a clause cut in two had a comma of their own."""
    first, _, _ = following.partition(" ")
    after = _AFTER_COMMA.match(following) is not None or is_gerund(first.lower())
    return after or is_introduction(said)


def front_report(tree: Tree, attribution: Attribution, context: str) -> str | None:
    """Put in front who said it, word by word: «Q, сообщил X.» → «Как сообщил X, q.»

    None where somebody is quoted, or the sentence goes on behind the clause.
    """
    if tree.text[attribution.start] != ",":
        return None
    said = tree.text[: attribution.start]
    whole = said[:1] != "«" and said.count("«") == said.count("»")
    if not whole or speaks_in_person(tree.text) or _SAYS_SELF.search(tree.text):
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


def is_apposition(tree: Tree, attribution: Attribution, rest: str) -> bool:
    """Whether what follows the clause only says who that is: «…, заявил мэр, глава совета.»

    Not so where it goes on with what is reported: «Мост, считает мэр, нужен.»
    """
    if rest.startswith(", котор"):
        return True
    before = [token for token in tree.tokens if token.stop <= attribution.start]
    told = any(token.has(VerbForm="Fin") or token.has(Variant="Short") for token in before)
    return (
        told
        and not tree.text.startswith("«")
        and re.match(r"(?:, [а-яё\d]|во? |со? )", rest) is not None
    )


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
            and (_OPINION.match(text) or not speaks_in_person(text))
        ):
            return finish(text)
    return None


def unquote(said: str) -> str:
    """Take speech out of the quotation marks round it, and out of a heading that ran into it.

    >>> unquote("«Мост «Заря» готов"), unquote("«Заря» не готова к матчу")
    ('Мост «Заря» готов', '«Заря» не готова к матчу')
    """
    depth = 0
    opening = said.find("«")
    for place in range(max(opening, 0), len(said)):
        depth += (said[place] == "«") - (said[place] == "»")
        if opening >= 0 and not depth and place < len(said) - 1:
            return said  # a name: the first quotation ends inside
    match = _HEADED.match(said) or _QUOTED.match(said)
    return match.group(1) if match else said


def attribute(tree: Tree, attribution: Attribution, clause: str, context: str) -> str | None:
    """Put the one who speaks in front: «X сказал, что q.» or «Как сообщили в Y, q.»"""
    if attribution.subject is None:
        return attribute_to_place(tree, attribution, clause, context)
    subject = tree.subtree(attribution.subject)
    if subject[-1].index - subject[0].index + 1 != len(subject):
        return None
    who = name_speaker(tree, subject)
    if who is None:
        return None
    verb = attribution.verb
    opinion = _OPINION.match(clause)
    if opinion:
        word = opinion.group(1).lower()
        said = reporting.OPINION_VERBS.get(word)
        if said is None or "не " in opinion.group() or verb.has(Number="Plur"):
            return None
        return mend(f"{who} {said}, что {clause[opinion.end() :]}")
    if lemma(fold(verb.text)) in reporting.WITHOUT_CLAUSE or tree.children(verb, "obj"):
        return None  # «…, процитировал X»: whose words? «…, объяснил свой выбор X»
    said = f"{who} {verb.text} {circumstance(tree, attribution, subject)}".strip()
    return mend(subordinate(f"{said}, что ", clause, context))


def attribute_to_place(
    tree: Tree, attribution: Attribution, clause: str, context: str
) -> str | None:
    """«…, сообщили в мэрии» → «Как сообщили в мэрии, …»; None where it is not that simple."""
    words = _ADDRESSEE.sub("", tree.text[attribution.verb.start : attribution.stop])
    simple = len(words.split()) <= _LONGEST_PLACE and " том" not in words and ", " not in words
    if not simple or _OPINION.match(clause):
        return None
    return mend(f"Как {decapitalize(words, context)}, {decapitalize(clause, context)}")


def circumstance(tree: Tree, attribution: Attribution, subject: Sequence[Token]) -> str:
    """Return how or where somebody said it, the medium left out: «на встрече с жителями»."""
    verb = attribution.verb
    between = tree.tokens[verb.index + 1 : subject[0].index]
    rest = tree.text[between[0].start : between[-1].stop].strip(" ,—–") if between else ""
    tail = tree.text[subject[-1].stop : attribution.stop].split(",")[0].strip()
    if tail.count("«") != tail.count("»"):
        tail = tail.strip(" »")
    return _ADDRESSEE.sub("", f"{rest} {tail}".strip()).strip()


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


def report_after_colon(tree: Tree, who: str, quoted: str, context: str) -> str | None:
    """Turn X сказал: «Q». into X сказал, что q.; None if it can't be."""
    if ", что " in who:  # «Мэр отметил, что мост готов: «…»
        return mend(finish(who))
    verbs = [t for t in tree.tokens if t.stop <= len(who) and is_reporting(t)]
    if (
        not verbs
        or re.search(r" об? \w", who[verbs[-1].stop :])
        or tree.children(verbs[-1], "obj")
        or lemma(fold(verbs[-1].text)) in reporting.WITHOUT_CLAUSE
    ):
        return None
    clause = said_clause(f"«{quoted}»")
    if clause is None or _OPINION.match(clause):
        return None
    return mend(subordinate(f"{who}, что ", clause, context))


def report_by_credit(tree: Tree, credit: Tree, context: str) -> str | None:
    """Say in a sentence who told it, as the one behind it does; None where a medium did.

    >>> from summarizer.syntax import parse
    >>> report_by_credit(*parse(["Мост через реку готов.", "Об этом сообщил мэр Пётр Орлов."]), "")
    'Мэр Пётр Орлов сообщил, что мост через реку готов.'
    >>> report_by_credit(*parse(["Мост через реку готов.", "Об этом сообщили в мэрии."]), "")
    'Как сообщили в мэрии, мост через реку готов.'
    """
    if not _ABOUT_THIS.match(credit.text) or any(map(is_reporting, tree.tokens)):
        return None
    said = next((t for t in credit.tokens if is_reporting(t)), None)
    clause = said_clause(tree.text)
    if said is None or clause is None:
        return None
    subject = next(iter(credit.children(said, "nsubj")), None)
    attribution = Attribution(said.start, len(credit.text.rstrip(" .")), said, subject)
    if names_medium(credit, attribution):
        return None
    if subject is None:
        told = _tells_place(said)
        return attribute_to_place(credit, attribution, clause, context) if told else None
    if subject.index < said.index or subject.pos not in {"NOUN", "PROPN"}:
        return None
    if not subject.has(Animacy="Anim"):
        return attribute_to_place(credit, attribution, clause, context)
    return attribute(credit, attribution, clause, context)


def credits_medium(tree: Tree) -> bool:
    """Whether «Об этом сообщает …» names a medium and no human being."""
    said = next((t for t in tree.tokens if is_reporting(t)), None)
    subject = next(iter(tree.children(said, "nsubj")), None) if said else None
    return (
        subject is None
        or not subject.has(Animacy="Anim")
        or lemma(fold(subject.text)) in reporting.MEDIA
    )


def attributes(tree: Tree) -> bool:
    """Whether a sentence tells who said what it says, or where it is from.

    >>> from summarizer.syntax import parse
    >>> [attributes(t) for t in parse(["По словам мэра, мост готов.", "Мост уже готов."])]
    [True, False]
    """
    return _ACCORDING.search(tree.text) is not None or any(map(is_reporting, tree.tokens))
