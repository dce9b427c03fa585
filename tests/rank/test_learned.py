import numpy as np
import pytest

from summarizer import Summarizer, summarize
from summarizer.errors import OptionError
from summarizer.pipeline import DEFAULT_RANKER, read
from summarizer.rank import get_ranker
from summarizer.rank.features import SENTENCE_GROUPS, _occurrence, collect, sentence_features
from summarizer.rank.learned import MODEL, Learned, load_model
from summarizer.rank.lexicon import bucket
from summarizer.select import BIGRAM_WEIGHT, SALIENCE_WEIGHT, Expected
from summarizer.weights import find_model
from summarizer.words import count_terms

ARTICLE = (
    "Паром вернулся на реку\n\n"
    "В Кедровке снова ходит паром, он перевозит за день 300 человек. Рейсы отменили весной.\n"
    "«Мы ждали парома полгода», — сказала жительница Анна Орлова. Паром ходит до ноября.\n"
    "Ремонт парома обошёлся в 12 млн руб. Деньги на ремонт дала область."
)


def prepare(text=ARTICLE, title=None):
    document = read(text, title=title)
    return document, count_terms([s.text for s in document.sentences], document.title)


def test_it_is_the_default():
    assert DEFAULT_RANKER == "learned"
    assert summarize(ARTICLE).method == "learned+rules"


def test_scores_are_chances_one_a_sentence():
    document, terms = prepare()
    scores = Learned().rank(document, terms).scores
    assert scores.shape == (len(document.sentences),)
    assert ((scores > 0) & (scores < 1)).all()


def test_the_lead_that_repeats_the_title_is_worth_more_than_the_rest():
    document, terms = prepare()
    assert int(np.argmax(Learned().rank(document, terms).scores)) == 0


@pytest.mark.parametrize(
    "text", ["Паром ходит.", "Паром.", "Он и она.", "Я.", "Да. Нет. Да.", ARTICLE * 30]
)
def test_any_document_is_ranked(text):
    document, terms = prepare(text)
    ranking = Learned().rank(document, terms)
    assert np.isfinite(ranking.scores).all()
    assert np.isfinite(ranking.concepts.lemma_chances).all()
    assert np.isfinite(ranking.concepts.bigram_chances).all()


def test_features_have_the_names_that_the_groups_give_them():
    document, terms = prepare()
    features = sentence_features(document, terms, load_model().lexicon.of(terms.lemmas))
    assert features.shape == (len(document.sentences), sum(map(len, SENTENCE_GROUPS.values())))
    columns = [name for names in SENTENCE_GROUPS.values() for name in names]
    assert len(set(columns)) == len(columns)
    assert features[:, columns.index("first")].tolist() == [1, 0, 0, 0, 0, 0]
    assert features[:, columns.index("opens with quotation")].tolist() == [0, 0, 1, 0, 0, 0]
    assert features[:, columns.index("money")].tolist() == [0, 0, 0, 0, 1, 0]
    assert features[1, columns.index("share from title")] == 0
    assert features[0, columns.index("share of title")] > 0.5


def test_what_moved_a_score_is_said_by_group():
    summarizer = Summarizer()
    document = summarizer.summarize(ARTICLE).document
    explained = summarizer.explain(document)
    assert [set(moved) for moved in explained] == [set(SENTENCE_GROUPS)] * len(document.sentences)
    assert explained[0]["title"] > explained[1]["title"]


def test_what_is_no_document_is_not_explained():
    with pytest.raises(OptionError, match=r"summary\.document, a Document, not str"):
        Summarizer().explain(ARTICLE)


def test_a_ranker_that_cannot_explain_says_so():
    summarizer = Summarizer(ranker="lead")
    with pytest.raises(OptionError, match="does not explain"):
        summarizer.explain(read(ARTICLE))


def test_occurrences_are_counted():
    keys = np.array([7, 3, 7, 7, 3, 9])
    assert _occurrence(keys).tolist() == [0, 0, 1, 2, 1, 0]
    assert _occurrence(keys[:0]).tolist() == []


def test_bigrams_do_not_cross_sentences():
    _, terms = prepare("Трамвай идёт. Мост стоит.")
    pairs = {(terms.lemmas[a], terms.lemmas[b]) for a, b in collect(terms).pairs.tolist()}
    assert pairs == {("трамвай", "идти"), ("мост", "стоить")}


def test_cells_of_the_lexicon_do_not_change_between_runs():
    assert (bucket("паром"), bucket("мост")) == (130796, 106466)


def test_expected_rouge_is_what_the_chances_say():
    document, terms = prepare()
    ranking = Learned().rank(document, terms)
    value = Expected(ranking.scores, ranking.concepts, terms, length=20.0)
    value.add(0)
    summary = [0, 2]
    tokens = [t for n in summary for t in terms.tokens[terms.starts[n] : terms.starts[n + 1]]]
    chances = ranking.concepts.lemma_chances
    held: dict[int, int] = {}
    matches = 0.0
    for token in tokens:
        place = held.get(token, 0)
        matches += chances[token, place] if place < chances.shape[1] else 0
        held[token] = place + 1
    cells = zip(ranking.concepts.bigram_rows, ranking.concepts.bigram_ids, strict=True)
    pairs = {pair for row, pair in cells if row in summary}
    pair_matches = sum(ranking.concepts.bigram_chances[pair] for pair in pairs)
    expected = (
        2 * matches / (len(tokens) + 20)
        + BIGRAM_WEIGHT * 2 * pair_matches / (len(tokens) + 20)
        + SALIENCE_WEIGHT * ranking.scores[summary].mean()
    )
    assert value.of_each()[2] == pytest.approx(expected, rel=1e-5)


def test_the_weights_are_light():
    assert sum(path.stat().st_size for path in find_model(MODEL).iterdir()) <= 1_000_000


def test_the_registry_knows_it():
    assert get_ranker("learned").name == "learned"
