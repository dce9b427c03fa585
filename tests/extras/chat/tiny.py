"""A language model in one GGUF file, tiny and seeded: noise that llama.cpp runs."""

import gguf
import numpy as np

from tests.texts import BODY, POOL

CONTEXT = 4_096
LIES = "0123456789中文*#|"
_WIDTH, _INNER, _HEADS = 32, 64, 2
_TEMPLATE = (
    "{% for message in messages %}<s>{{ message['role'] }}\n{{ message['content'] }}</s>\n"
    "{% endfor %}{% if add_generation_prompt %}<s>assistant\n{% endif %}"
)


def build(path, seed=7, likes="", by=4.0):
    """Write the model; its pieces are bytes, letters and the words of the tests' texts.

    It writes the characters in ``likes`` whenever it may.
    """
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_feed_forward_length(_INNER)
    writer.add_block_count(1)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    pieces = _add_vocabulary(writer)
    size = len(pieces)
    noise = np.random.default_rng(seed)

    def add(name, *shape):
        writer.add_tensor(name, noise.normal(0, 0.3, shape).astype(np.float32))

    add("token_embd.weight", size, _WIDTH)
    output = noise.normal(0, 0.3, (size, _WIDTH)).astype(np.float32)
    output[[pieces.index(character) for character in likes]] *= by
    writer.add_tensor("output.weight", output)
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(_WIDTH, np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        add(f"blk.0.{name}.weight", _WIDTH, _WIDTH)
    add("blk.0.ffn_gate.weight", _INNER, _WIDTH)
    add("blk.0.ffn_up.weight", _INNER, _WIDTH)
    add("blk.0.ffn_down.weight", _WIDTH, _INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer):
    text = " ".join([BODY, *POOL])
    letters = sorted(set(text.replace(" ", "▁") + LIES))
    words = sorted({f"▁{word}" for word in text.split() if word.isalpha()})
    special = ["<unk>", "<s>", "</s>"]
    pieces = [*special, *(f"<0x{code:02X}>" for code in range(256)), *letters, *words]
    kinds = gguf.TokenType
    types = [kinds.UNKNOWN, kinds.CONTROL, kinds.CONTROL, *[kinds.BYTE] * 256]
    types += [kinds.NORMAL] * (len(pieces) - len(types))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores([-float(number) for number in range(len(pieces))])
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(_TEMPLATE)
    return pieces
