import numpy as np

from summarizer.document import Document
from summarizer.pipeline import read
from summarizer.rank.lead import Lead
from summarizer.words import count_terms
from tests.texts import ARTICLE, SENTENCES


def score(document):
    return Lead().rank(document, count_terms([s.text for s in document.sentences])).scores


def test_the_first_sentence_scores_one_and_the_others_fall_evenly():
    scores = score(read(ARTICLE))
    size = len(SENTENCES)
    np.testing.assert_allclose(scores, [1 - n / size for n in range(size)])


def test_every_score_is_above_zero():
    assert (score(read(ARTICLE)) > 0).all()


def test_one_sentence_scores_one():
    assert score(read("Мост открыт.")).tolist() == [1.0]


def test_no_sentences_have_no_scores():
    assert score(Document("", None, (), None)).tolist() == []


def test_likeness_to_what_is_chosen_costs_nothing():
    document = read(ARTICLE)
    ranking = Lead().rank(document, count_terms([s.text for s in document.sentences]))
    assert (ranking.redundancy, ranking.concepts) == (0.0, None)
