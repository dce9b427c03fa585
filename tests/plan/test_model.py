import numpy as np
import pytest

from summarizer.pipeline import read
from summarizer.plan.features import COLUMNS, LEANING, PAIR, find_names, look, quoted_share
from summarizer.plan.model import OUTPUTS, judge, load_planner
from summarizer.rank import get_ranker, rank
from summarizer.rank.features import sentence_features
from summarizer.rank.learned import load_model
from summarizer.syntax import word_vectors
from tests.texts import ARTICLE, LEAD, compose

STORY = (
    "Мост закрыли\n\n"
    "В Заречном 5 мая закрыли мост через реку Белую, сообщил министр транспорта Пётр Орлов. "
    "Он отметил, что опоры повредил лёд. Орлов пообещал, что паром пустят через неделю. "
    "Погода стоит тёплая. Кроме того, школьники катались на лодках."
)


def prepare(text):
    document = read(text)
    return document, rank(get_ranker("learned"), document)


def seen(text):
    document, ranking = prepare(text)
    lexicon = load_model().lexicon.of(ranking.terms.lemmas)
    base = sentence_features(document, ranking.terms, lexicon)
    return look(document, ranking, base, lexicon.rarity, word_vectors())


def test_every_column_has_a_name_and_is_finite():
    found = seen(STORY)
    assert found.sentences.shape == (5, len(COLUMNS))
    assert found.pairs.shape == (10, len(PAIR) + len(LEANING) + 1)
    assert np.isfinite(found.sentences).all()
    assert np.isfinite(found.pairs).all()


def test_a_pair_is_a_sentence_and_one_before_it():
    found = seen(STORY)
    assert (found.later > found.earlier).all()
    near = found.pairs[:, PAIR.index("next to it")] == 1
    assert (found.later[near] - found.earlier[near] == 1).all()
    assert near.sum() == 4


def test_the_networks_answer_for_every_sentence_and_pair():
    chances, hosts = load_planner().chances(*prepare(STORY))
    assert chances.shape == (5, len(OUTPUTS))
    assert ((chances > 0) & (chances < 1)).all()
    assert not np.triu(hosts).any()


def test_the_main_event_is_worth_most_and_a_pronoun_leans_on_it():
    judged = judge(*prepare(STORY))
    assert judged.worth.argmax() == 0
    assert judged.leaning[1] > judged.leaning[0]
    assert judged.hosts[1, 0] > 0.5


def test_one_sentence_can_be_judged_and_the_same_text_twice_alike():
    assert judge(*prepare(LEAD)).worth.shape == (1,)
    first, second = (judge(*prepare(compose(300))) for _ in range(2))
    assert np.array_equal(first.worth, second.worth)
    assert np.array_equal(judge(*prepare(ARTICLE)).hosts, judge(*prepare(ARTICLE)).hosts)


@pytest.mark.parametrize(
    ("text", "stems", "full"),
    [
        ("Мэр Пётр Орлов уехал.", {"мэр", "пет", "орл"}, {"пет", "орл"}),
        ("Мост открыт.", set(), set()),
        ("Анна Серова купила паром.", {"анн", "сер"}, {"сер"}),
    ],
)
def test_names_are_found_inside_a_sentence(text, stems, full):
    names = find_names(text)
    assert {stem[:3] for stem in names.stems} == stems
    assert {stem[:3] for stem in names.full} == full


def test_the_share_of_a_quotation_is_counted():
    assert quoted_share("«Мост»") == 1
    assert quoted_share("Мост.") == 0


def test_vectors_are_navecs_and_an_unknown_word_has_none():
    found = word_vectors().of(["мост", "ъыъ"])
    assert found.shape == (2, word_vectors().width)
    assert found[0].any()
    assert not found[1].any()
