"""ROUGE beside what it wraps, and on Russian where the original sees nothing."""

import unicodedata
from collections import Counter
from importlib.metadata import version

import numpy as np
import pytest
import rouge_score.rouge_scorer
import snowballstemmer

from benchmarks.rouge import METRICS, MODES, Rouge
from summarizer.words import lemma, tokenize
from tests.texts import POOL, SENTENCES

WORD_MODES = ("lemma", "plain", "stem")
modes = pytest.mark.parametrize("mode", WORD_MODES)
stemmer = snowballstemmer.stemmer("russian")
TEXT = " ".join(SENTENCES[:4])


def f1(hypothesis, *references, mode="plain"):
    return {name: s.f1 for name, s in Rouge(mode).score(hypothesis, references).items()}


class Tokenizer:
    """The same words, written down once more."""

    def __init__(self, mode):
        self.mode = mode

    def tokenize(self, text):
        forms = tokenize(unicodedata.normalize("NFC", text))
        if self.mode == "lemma":
            return [lemma(form) for form in forms]
        return [stemmer.stemWord(form) for form in forms] if self.mode == "stem" else forms


def pairs(count=340):  # 1,020 over the three modes
    generator = np.random.default_rng(20_260)
    for _ in range(count):
        chosen = generator.permutation(len(POOL))
        sizes = generator.integers(1, 8, size=2)
        shared = generator.integers(0, 3)
        left, right = chosen[: sizes[0]], chosen[sizes[0] - shared : sizes[0] - shared + sizes[1]]
        yield "\n".join(POOL[n] for n in left), "\n".join(POOL[n] for n in right)


@modes
def test_identical_russian_texts_score_100(mode):
    assert f1(TEXT, TEXT, mode=mode) == pytest.approx(dict.fromkeys(METRICS, 100))


@modes
def test_only_a_shared_number_scores_little(mode):
    scores = f1(
        "Паром перевёз 340 пассажиров через холодный пролив.",
        "На заводе по переработке льна трудятся 340 человек из двух районов.",
        mode=mode,
    )
    assert 0 < scores["rouge1"] < 15
    assert scores["rouge2"] == 0


@modes
def test_different_texts_score_almost_nothing(mode):
    assert f1("Паром утонул.", "Завод построили.", mode=mode)["rouge1"] == 0


@modes
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace("ё", "е").replace("Ё", "Е"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(",", "").replace("«", '"').replace("»", '"'),
    ],
    ids=["case", "yo", "NFD", "marks"],
)
def test_case_yo_unicode_form_and_marks_make_no_difference(mode, change):
    text = "Берёзовский завод «Ёлка» выпустил, наконец, йогурт с мёдом"
    assert f1(change(text), text, mode=mode)["rouge2"] == pytest.approx(100)


@modes
@pytest.mark.parametrize("hypothesis", ["", "   ", "…", "!!!"])
def test_an_empty_hypothesis_scores_0(mode, hypothesis):
    assert f1(hypothesis, TEXT, mode=mode) == dict.fromkeys(METRICS, 0)


def test_forms_of_one_word_are_equal_by_lemma_only():
    left, right = "Мосты открыты", "Мост открыли"
    assert f1(left, right, mode="plain")["rouge1"] == 0
    assert f1(left, right, mode="lemma")["rouge1"] == pytest.approx(100)


def test_of_several_references_the_best_counts():
    alone = f1(TEXT, TEXT)["rouge1"]
    assert f1(TEXT, "Паром утонул.", TEXT, "Завод построили.")["rouge1"] == alone
    assert f1(TEXT, "Паром утонул.", TEXT) == f1(TEXT, TEXT, "Паром утонул.")


def test_the_original_tokenizer_sees_no_russian_and_ours_does():
    original = rouge_score.rouge_scorer.RougeScorer(["rouge1"])
    assert original.score("Мост открыт", "Мост открыт")["rouge1"].fmeasure == 0
    assert f1("Мост открыт", "Мост открыт")["rouge1"] == pytest.approx(100)


@modes
def test_the_scores_are_those_of_rouge_score_with_the_same_words(mode):
    ours = Rouge(mode)
    theirs = rouge_score.rouge_scorer.RougeScorer(list(METRICS), tokenizer=Tokenizer(mode))
    for hypothesis, reference in pairs():
        found = ours.score(hypothesis, [reference])
        expected = theirs.score(reference, hypothesis)
        for name in METRICS:
            score = found[name]
            assert (score.precision, score.recall, score.f1) == pytest.approx(
                tuple(100 * value for value in expected[name]), abs=1e-9
            )


@modes
def test_the_scores_are_those_of_the_definition(mode):
    """ROUGE-N by multisets and ROUGE-L by a table of subsequences, written here from the paper."""
    words = Tokenizer(mode).tokenize
    for hypothesis, reference in list(pairs())[:40]:
        found = Rouge(mode).score(hypothesis, [reference])
        left, right = words(hypothesis), words(reference)
        for n in (1, 2, 3):
            grams = [Counter(zip(*(w[k:] for k in range(n)), strict=False)) for w in (left, right)]
            matches = (grams[0] & grams[1]).total()
            score = found[f"rouge{n}"]
            assert score.precision == pytest.approx(
                100 * matches / max(grams[0].total(), 1), abs=1e-9
            )
            assert score.recall == pytest.approx(100 * matches / max(grams[1].total(), 1), abs=1e-9)
        table = np.zeros((len(left) + 1, len(right) + 1), dtype=int)
        for i, a in enumerate(left):
            for j, b in enumerate(right):
                table[i + 1, j + 1] = (
                    table[i, j] + 1 if a == b else max(table[i, j + 1], table[i + 1, j])
                )
        expected = 200 * table[-1, -1] / (len(left) + len(right))
        assert found["rougeL"].f1 == pytest.approx(expected, abs=1e-9)


def test_gazeta_counts_sets_of_tokens_with_marks():
    # {мост, «,»} against {мост, «,», открыт}: 2 of 2 and 2 of 3
    score = Rouge("gazeta").score("Мост, мост, мост", ["Мост, открыт"])["rouge1"]
    assert (score.precision, score.recall) == (100, pytest.approx(200 / 3))
    assert score.f1 == pytest.approx(80, abs=1e-4)


def test_gazeta_knows_no_lemmas():
    assert f1("Мосты открыты", "Мост открыли", mode="gazeta")["rouge1"] == 0


@pytest.mark.parametrize("hypothesis", ["", "  ", "...", ". ."])
def test_gazeta_scores_an_empty_hypothesis_0(hypothesis):
    assert f1(hypothesis, TEXT, mode="gazeta") == {"rouge1": 0, "rouge2": 0, "rougeL": 0}


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="gazeta"):
        Rouge("words")


def test_precision_and_recall_are_not_mixed_up():
    score = Rouge("plain").score("Мост", ["Мост открыли вчера утром"])["rouge1"]
    assert (score.precision, score.recall) == (100, 25)


def test_sentences_are_compared_one_by_one_in_lsum():
    first, second = "Мост открыли весной.", "Паром ушёл на зимовку."
    scores = f1(f"{second} {first}", f"{first} {second}")
    assert scores["rougeLsum"] == pytest.approx(100)
    assert scores["rougeL"] < 100


@modes
def test_the_signature_names_everything_that_decides(mode):
    signature = Rouge(mode).signature(7)
    tools = {"plain": None, "lemma": "pymorphy3", "stem": "snowballstemmer"}
    assert f"mode:{mode}" in signature
    assert f"rouge-score-{version('rouge-score')}" in signature
    assert "ё=е" in signature
    if tools[mode]:
        assert f"{tools[mode]}-{version(tools[mode])}" in signature


def test_no_two_modes_share_a_signature():
    assert len({Rouge(mode).signature(7) for mode in MODES}) == len(MODES)
