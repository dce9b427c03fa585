"""Whatever a writer claims, the pipeline lets out what the article supports."""

import pytest

from summarizer import check, summarize
from summarizer.data.phrases import OPENING
from summarizer.facts import ArticleFacts, find_unsupported, guard
from summarizer.pipeline import read
from summarizer.select import select
from summarizer.words import count_words
from summarizer.write import Draft, Written
from tests.texts import ARTICLE, BRIDGES, DEPOT, LEAD, SCHEDULE

DOCUMENT = read(ARTICLE)
SENTENCE = {sentence.text: sentence for sentence in DOCUMENT.sentences}


def draft(text, *sources):
    return Draft(text, tuple(SENTENCE[source] for source in sources))


class Inventing:
    """A writer that puts ``wrong`` for ``right``, and sees nothing amiss."""

    name = "inventing"

    def __init__(self, right, wrong):
        self.right, self.wrong = right, wrong

    def write(self, document, ranking, budget):
        chosen = (document.sentences[n] for n in select(ranking, budget))
        drafts = (Draft(s.text.replace(self.right, self.wrong), (s,)) for s in chosen)
        return Written(tuple(drafts), ("written by a machine",))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("6,4 км", "64 км"),
        ("6,4 км", "6,4 м"),
        ("2,1 млрд", "2,1 млн"),
        ("14 июня", "15 июня"),
        ("2023", "2024"),
        ("Лесогорске", "Кедровом"),
        ("Ольга Дёмина", "Анна Дёмина"),
        ("считает", "не считает"),
        ("«Кристалл»", "«Алмаз»"),
        ("восемь", "девять"),
    ],
)
def test_an_invention_does_not_leave_the_library(right, wrong):
    summary = summarize(ARTICLE, ratio=1, writer=Inventing(right, wrong))
    assert wrong not in summary.text
    assert right in summary.text
    assert check(ARTICLE, summary.text) == ()
    assert summary.notes[0] == "written by a machine"
    assert any("taken from the source" in note for note in summary.notes[1:])


def test_a_writer_that_invents_nothing_is_left_alone():
    summary = summarize(ARTICLE, ratio=1, writer=Inventing("", ""))
    assert summary.notes == ("written by a machine",)


def test_a_text_without_faults_is_returned_as_it_is():
    written = Written((draft(LEAD, LEAD), draft("Ветка обошлась в 2,1 млрд руб.", BRIDGES)))
    assert guard(DOCUMENT, written) is written


def test_a_faulty_draft_gives_way_to_its_evidence():
    written = guard(DOCUMENT, Written((draft(LEAD, LEAD), draft("Ветка в 7 км.", BRIDGES))))
    assert [d.text for d in written.drafts] == [LEAD, BRIDGES]
    assert written.notes == (
        "sentence 2 taken from the source, for it claimed "
        "«7 км» (number: no such number in the source)",
    )


def test_of_several_sources_the_nearest_one_is_taken():
    faulty = draft("Депо на Садовой получило девять составов.", SCHEDULE, DEPOT)
    written = guard(DOCUMENT, Written((draft(LEAD, LEAD), faulty)))
    assert written.drafts[1].text == DEPOT
    assert written.drafts[1].evidence == (SENTENCE[DEPOT],)


def test_a_source_that_is_told_already_is_not_told_twice():
    faulty = draft("Ветка в 7 км.", BRIDGES)
    written = guard(DOCUMENT, Written((draft(BRIDGES, BRIDGES), faulty)))
    assert [d.text for d in written.drafts] == [BRIDGES]
    assert "sentence 2 left out" in written.notes[0]


def test_the_opening_stays():
    faulty = draft(f"{OPENING}ветку длиной 7 км строили три года.", BRIDGES)
    written = guard(DOCUMENT, Written((faulty,)))
    assert written.drafts[0].text == f"{OPENING}ветку{BRIDGES.removeprefix('Ветку')}"


def test_the_words_asked_for_are_kept():
    kept, faulty = draft(LEAD, LEAD), draft("Ветка в 7 км.", BRIDGES)
    written = guard(DOCUMENT, Written((kept, faulty)), count_words(LEAD) + 5)
    assert [d.text for d in written.drafts] == [LEAD]


@pytest.mark.parametrize("words", [None, 1])
def test_the_text_is_never_empty(words):
    written = guard(DOCUMENT, Written((draft("Ветка в 7 км.", BRIDGES),)), words)
    assert [d.text for d in written.drafts] == [BRIDGES]


def test_a_draft_without_evidence_is_held_to_the_article():
    written = guard(DOCUMENT, Written((Draft(f"{LEAD} Вот так.", ()), Draft("Ветка в 7 км.", ()))))
    assert [d.text for d in written.drafts] == [f"{LEAD} Вот так.", BRIDGES]


def test_nothing_written_stays_nothing():
    assert guard(DOCUMENT, Written(())) == Written(())


def test_a_number_must_stand_in_the_evidence_a_name_in_the_article():
    facts = ArticleFacts.of(DOCUMENT.text, DOCUMENT.title)
    text = "Ольга Дёмина рассказала о трамвае до Лесогорска за 2,1 млрд руб. в 2023 году."
    (bad,) = find_unsupported(text, [DEPOT], facts)
    assert (bad.kind, bad.text) == ("number", "2,1 млрд руб")
    assert find_unsupported(text, [BRIDGES], facts) == ()


def test_the_title_counts():
    facts = ArticleFacts.of("Рейсы начнутся осенью.", "Паром до Кедрова за 40 минут")
    assert (
        find_unsupported("Паром идёт до Кедрова 40 минут.", ["Рейсы начнутся осенью."], facts) == ()
    )


def test_what_stands_in_the_evidence_is_never_looked_into():
    facts = ArticleFacts.of("", None)
    assert find_unsupported("12 мая", ["Было 12 мая."], facts) == ()
