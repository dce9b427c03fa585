"""The sparse walk beside a dense one: the graph X·Xᵀ that the library never builds."""

import numpy as np
import pytest

from summarizer import summarize
from summarizer.pipeline import read
from summarizer.rank.centrality import Centrality
from summarizer.words import count_terms
from tests.texts import ARTICLE, POOL, compose, compose_long


def prepare(text, title=None):
    document = read(text, title=title)
    return document, count_terms([s.text for s in document.sentences], document.title)


def score(text, title=None, **options):
    return Centrality(**options).rank(*prepare(text, title)).scores


def dense_graph(terms):
    size, vocabulary = terms.shape
    matrix = np.zeros((size, vocabulary))
    matrix[terms.rows, terms.columns] = terms.counts
    rarity = np.log1p(size / np.maximum((matrix > 0).sum(axis=0), 1))
    matrix *= rarity
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix = np.divide(matrix, norms, out=np.zeros_like(matrix), where=norms > 0)
    title = np.zeros(vocabulary)
    title[terms.title] = rarity[terms.title]
    return matrix @ matrix.T, matrix @ title


def dense_prior(graph, likeness, position, title):
    prior = position / np.sqrt(1 + np.arange(len(graph)))
    if likeness.any():
        prior = prior + title * likeness / likeness.max()
    return prior / prior.sum()


def dense_walk(terms, damping, position, title):
    graph, likeness = dense_graph(terms)
    step = graph / np.maximum(graph.sum(axis=1), 1)  # a column is the step out of one sentence
    prior = dense_prior(graph, likeness, position, title)
    walk = prior
    for _ in range(30):
        following = (1 - damping) * prior + damping * step @ walk
        if np.abs(following - walk).sum() < 1e-4:
            break
        walk = following
    return walk / walk.max()


def dense_limit(terms, damping, position, title):
    graph, likeness = dense_graph(terms)
    step = graph / np.maximum(graph.sum(axis=1), 1)
    prior = dense_prior(graph, likeness, position, title)
    walk = np.linalg.solve(np.eye(len(graph)) - damping * step, (1 - damping) * prior)
    return walk / walk.max()


TEXTS = [ARTICLE, compose(120, 1), compose(200, 2), compose(400, 3), compose_long(150)]
texts = pytest.mark.parametrize("text", TEXTS, ids=["tram", "120", "200", "400", "long"])
weights = pytest.mark.parametrize(
    ("damping", "position", "title"),
    [(0.6, 2.0, 1.0), (0.85, 1.0, 0.0), (0.3, 0.5, 4.0), (0.0, 1.0, 1.0)],
)


@texts
@weights
def test_the_scores_are_those_of_the_dense_walk(text, damping, position, title):
    document, terms = prepare(text)
    scores = Centrality(damping, position, title).rank(document, terms).scores
    expected = dense_walk(terms, damping, position, title)
    np.testing.assert_allclose(scores, expected, rtol=0, atol=1e-6)


@texts
def test_the_walk_ends_near_its_limit(text):
    document, terms = prepare(text)
    expected = dense_limit(terms, 0.6, 2.0, 1.0)
    np.testing.assert_allclose(Centrality().rank(document, terms).scores, expected, atol=5e-3)


@texts
def test_the_greatest_score_is_one_and_all_are_finite_and_above_zero(text):
    scores = score(text)
    assert scores.max() == 1
    assert np.isfinite(scores).all()
    assert (scores > 0).all()


@texts
def test_two_calls_give_the_same_bytes(text):
    assert score(text).tobytes() == score(text).tobytes()


def test_the_defaults_of_the_class_are_those_of_the_name():
    summary = summarize(ARTICLE, ranker="centrality")
    found = [s.score for s in summary.document.sentences]
    np.testing.assert_array_equal(found, score(ARTICLE))


def test_by_the_graph_alone_equal_sentences_score_equally():
    text = "\n".join(["Мост открыли после долгого ремонта весной."] * 6)
    np.testing.assert_allclose(score(text, damping=1.0), np.ones(6), atol=1e-3)


def test_of_equal_sentences_the_earlier_is_first_chosen():
    lines = ["Мост открыли после долгого ремонта весной."] * 6
    summary = summarize("\n".join(lines), style="extract", sentences=1, ranker="centrality")
    assert [s.evidence[0].index for s in summary.sentences] == [0]


def test_a_document_of_sentences_without_terms_scores_alike():
    scores = score("Он и она. И не то. А что же ещё?")
    assert scores.tolist() == [1.0] * len(scores)


def test_a_sentence_without_terms_among_others_gets_only_its_prior():
    scores = score("Мост открыли весной. И не то. Мост ремонтировали до весны.")
    assert np.isfinite(scores).all()
    assert scores[1] == scores.min()


def test_one_sentence_scores_one():
    assert score("Мост открыт.").tolist() == [1.0]


def test_what_the_title_says_scores_more_with_it_than_without():
    text = "\n\n".join(POOL[:12])
    plain, titled = score(text), score(text, "Архивную мостовую нашли археологи под площадью")
    wanted = next(n for n, line in enumerate(POOL) if line.startswith("Археологи"))
    assert titled[wanted] > plain[wanted]


def test_a_sentence_that_others_come_back_to_gains_over_its_prior():
    text = (
        "Погода в крае переменчива. "
        "Паром через Сивуру возит жителей Заречья в больницу и школу. "
        "Осенью созревает клюква. "
        "Паром через Сивуру сломался, и школу в Заречье закрыли. "
        "Жители Заречья просят новый паром или мост через Сивуру."
    )
    gain = score(text) / score(text, damping=0.0)
    assert gain[3] > gain[2]
    assert gain[4] > gain[2]
