"""chrF and BERTScore-like similarity, beside ROUGE for those who ask."""

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from benchmarks.similarity import get_similarity


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """A tiny seeded BERT over eight words, saved as a folder."""
    folder = tmp_path_factory.mktemp("bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "мост", "открыт", "паром", "ушёл"]
    tokenizer = Tokenizer(models.WordLevel({w: n for n, w in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]"
    ).save_pretrained(folder)
    torch.manual_seed(1)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    BertModel(BertConfig(vocab_size=8, intermediate_size=16, **sizes)).save_pretrained(folder)
    return folder


def test_chrf_of_a_text_and_itself_is_100():
    signature, chrf = get_similarity("chrf")
    assert signature.startswith("chrF2|sacrebleu-")
    assert chrf("Мост открыт.", ["Мост открыт."]) == pytest.approx(100)
    assert chrf("Мост открыт.", ["Паром ушёл."]) < 30
    assert chrf("", ["Паром ушёл."]) == 0


def test_of_several_references_the_best_counts_for_chrf():
    _, chrf = get_similarity("chrf")
    assert chrf("Мост открыт.", ["Паром ушёл.", "Мост открыт."]) == pytest.approx(100)


def test_likeness_by_an_encoder(encoder):
    signature, likeness = get_similarity(f"bert:{encoder}")
    assert signature.startswith("bertscore-f1|")
    same = likeness("мост открыт", ["мост открыт"])
    assert same == pytest.approx(100, abs=1e-3)
    assert likeness("мост открыт", ["паром ушёл"]) < same
    assert likeness("мост открыт", ["паром ушёл", "мост открыт"]) == pytest.approx(same)
    assert likeness("", ["мост открыт"]) == 0


def test_likeness_is_greedy_matching_of_unit_vectors(encoder):
    _, likeness = get_similarity(f"bert:{encoder}")
    left, right = likeness._embed("мост открыт ушёл"), likeness._embed("паром мост")
    assert left.shape == (3, 16)
    cosines = [[float((a * b).sum()) for b in right] for a in left]
    precision = sum(max(row) for row in cosines) / 3
    recall = sum(max(column) for column in zip(*cosines, strict=True)) / 2
    expected = 200 * precision * recall / (precision + recall)
    assert likeness("мост открыт ушёл", ["паром мост"]) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("name", ["bleu", "bert:/no/such/folder"])
def test_what_is_not_there_is_refused(name):
    with pytest.raises(ValueError, match=r"no similarity|cannot be opened"):
        get_similarity(name)
