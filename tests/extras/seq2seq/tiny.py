"""Models as a repository of the hub holds them, tiny and seeded, with a vocabulary of our texts."""

import io
import json

import sentencepiece
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BartConfig,
    BertConfig,
    EncoderDecoderConfig,
    MBartConfig,
    MT5Config,
    PreTrainedTokenizerFast,
    T5Config,
)
from transformers.models.auto import AutoModelForSeq2SeqLM

from tests.texts import POOL, SENTENCES

VOCABULARY = 400
_LAYERS = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 16,
    "decoder_ffn_dim": 16,
    "max_position_embeddings": 200,
}
_T5 = {"d_model": 16, "d_kv": 8, "d_ff": 16, "num_layers": 1, "num_heads": 2}
_T5_PIECES = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
_BART_PIECES = {"unk_id": 0, "bos_id": 1, "eos_id": 2, "pad_id": -1}
_BERT = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 16,
    "max_position_embeddings": 200,
}


def build(folder, kind, **settings):
    """Write a model of a ``kind``; ``settings`` are of its tokenizer."""
    folder.mkdir(parents=True)
    config = globals()[f"_{kind}"](folder, {"model_max_length": 128} | settings)
    torch.manual_seed(7)
    AutoModelForSeq2SeqLM.from_config(config).save_pretrained(folder)
    return folder


def _t5(folder, settings, of=T5Config, **more):
    _sentencepiece(folder / "spiece.model", _T5_PIECES)
    _describe(folder, {"tokenizer_class": "T5Tokenizer"} | settings)
    return of(vocab_size=500, decoder_start_token_id=0, **_T5, **more)


def _mt5(folder, settings):
    gated = {"feed_forward_proj": "gated-gelu", "tie_word_embeddings": False}
    return _t5(folder, settings, MT5Config, **gated)


def _mbart(folder, settings):
    _sentencepiece(folder / "sentencepiece.bpe.model", _BART_PIECES)
    _describe(folder, {"tokenizer_class": "MBartTokenizer"} | settings)
    return MBartConfig(vocab_size=500, **_LAYERS)


def _mbart50(folder, settings):
    _sentencepiece(folder / "sentencepiece.bpe.model", _BART_PIECES)
    _describe(folder, {"tokenizer_class": "MBart50Tokenizer"} | settings)
    return MBartConfig(vocab_size=500, decoder_start_token_id=2, **_LAYERS)


def _bart(folder, settings):
    """BART with its own kind of vocabulary: pieces of bytes."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([*POOL, *SENTENCES], trainer)
    from tokenizers.decoders import ByteLevel

    tokenizer.decoder = ByteLevel()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        **settings,
    ).save_pretrained(folder)
    return BartConfig(vocab_size=VOCABULARY, forced_bos_token_id=0, **_LAYERS)


def _bert2bert(folder, settings):
    """An encoder-decoder of two BERTs, as old checkpoints are: its start is not stated."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trainer = trainers.WordPieceTrainer(
        vocab_size=VOCABULARY, special_tokens=special, show_progress=False
    )
    tokenizer.train_from_iterator([*POOL, *SENTENCES], trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary = tokenizer.get_vocab()
    lines = sorted(vocabulary, key=vocabulary.__getitem__)
    (folder / "vocab.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "tokenizer.json").unlink()
    _describe(folder, {"tokenizer_class": "BertTokenizer", "do_lower_case": False} | settings)
    encoder = BertConfig(vocab_size=len(vocabulary), **_BERT)
    decoder = BertConfig(
        vocab_size=len(vocabulary), is_decoder=True, add_cross_attention=True, **_BERT
    )
    return EncoderDecoderConfig.from_encoder_decoder_configs(encoder, decoder)


def _sentencepiece(path, special):
    vocabulary = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*POOL, *SENTENCES]),
        model_writer=vocabulary,
        vocab_size=VOCABULARY,
        num_threads=1,
        minloglevel=2,
        **special,
    )
    path.write_bytes(vocabulary.getvalue())


def _describe(folder, settings):
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
