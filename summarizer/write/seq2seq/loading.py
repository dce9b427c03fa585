"""Find a model, a folder or a name on the hub, and open it without running anything it brings.

A model of the hub is fetched as one snapshot of one commit: configuration, vocabulary and weights,
no code. Weights are safetensors; where a repository has none, ``pytorch_model.bin`` by torch's
weights-only reader, which refuses pickles that do more than hold tensors.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from summarizer.errors import MissingExtraError, WeightsError
from summarizer.write.seq2seq.conventions import Convention, find_convention

EXTRA = "seq2seq"

UNLIMITED = 1_000_000
"""transformers writes 10^30 for «no limit»."""

_NEEDED = ("torch", "transformers", "sentencepiece", "google.protobuf")
_DEFAULT_LIMIT = 512  # what T5 was trained with, where a tokenizer names no limit
_DESCRIPTIONS = ("*.json", "*.model", "*.txt", "*.spm", "*.jinja")
_SAFE = ("model*.safetensors",)
_OLD = ("pytorch_model*.bin",)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model that was found, all but its weights.

    ``limit`` is the most tokens that it reads; ``positions`` the most that it writes, which a
    ``causal`` model, a decoder alone, shares with what it reads.
    """

    name: str
    folder: Path
    config: Any
    tokenizer: Any
    convention: Convention
    limit: int
    positions: int
    causal: bool = False


def require_extra(purpose: str) -> None:
    """Raise MissingExtraError unless all that the ``seq2seq`` extra brings can be imported."""
    for module in _NEEDED:
        try:
            import_module(module)
        except ImportError as error:
            raise MissingExtraError(EXTRA, purpose) from error


def find_checkpoint(
    name: str,
    *,
    convention: Convention | None = None,
    revision: str | None = None,
    offline: bool = False,
) -> Checkpoint:
    """Find a model by the path of its folder or its name on the hub.

    Args:
        convention: how it wants to be asked, instead of what ``find_convention`` says.
        revision: commit, tag or branch of the hub; the main branch without it.
        offline: take what was downloaded before; ``HF_HUB_OFFLINE=1`` does the same.

    Raises:
        MissingExtraError: the ``seq2seq`` extra is not installed.
        WeightsError: no such model, or one that does not write text or needs own code.
    """
    require_extra(f"the model {name}")
    from transformers import AutoConfig, AutoTokenizer
    from transformers.models.auto import modeling_auto as auto

    folder = _fetch(name, revision, offline)
    with _refusals(name):
        config = AutoConfig.from_pretrained(folder, trust_remote_code=False)
    causal = config.model_type not in auto.MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES
    if causal and config.model_type not in auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES:
        raise WeightsError(Path(name), f"a {config.model_type} is no model that writes text")
    convention = convention or find_convention(name, folder, config)
    special = {} if convention.eos is None else {"eos_token": convention.eos}
    with _refusals(name):
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False, **special)
    read, written = _positions(config.get_text_config() if causal else config)
    stated = int(tokenizer.model_max_length)
    limit = convention.limit or (stated if stated < UNLIMITED else _DEFAULT_LIMIT)
    return Checkpoint(
        name,
        folder,
        config,
        tokenizer,
        convention,
        min(read, limit if not causal else UNLIMITED),
        min(written, UNLIMITED),
        causal,
    )


def load_model(checkpoint: Checkpoint, dtype: str = "float32") -> Any:
    """Load the weights, ready to generate, on the CPU; safetensors are mapped, not copied.

    Raises:
        WeightsError: there are none, they are damaged, or a pickle that would run code.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    kind = AutoModelForCausalLM if checkpoint.causal else AutoModelForSeq2SeqLM
    with _refusals(checkpoint.name), _quiet():
        model, loaded = kind.from_pretrained(
            checkpoint.folder,
            trust_remote_code=False,
            weights_only=True,
            dtype=getattr(torch, dtype),
            output_loading_info=True,
        )
    if missing := sorted(loaded["missing_keys"]):
        raise WeightsError(
            Path(checkpoint.name), f"{len(missing)} tensors are not in its weights: {missing[0]}, …"
        )
    return model.eval()


def _fetch(name: str, revision: str | None, offline: bool) -> Path:
    """Return the folder of a model: itself, or where the hub's cache has it now."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download

    def fetch(files: tuple[str, ...], commit: str | None) -> Path:
        return Path(
            snapshot_download(
                name,
                revision=commit,
                allow_patterns=list(files),
                ignore_patterns="*/*",
                local_files_only=offline,
            )
        )

    remedy = "Give a name on the hub (it is downloaded once) or a folder with the model's files."
    with _refusals(name, remedy):
        folder = fetch(_DESCRIPTIONS + _SAFE + ("*.safetensors.index.json",), revision)
        if not any(folder.glob(_SAFE[0])):
            fetch(_OLD, folder.name)
    return folder


def _positions(config: Any) -> tuple[int, int]:
    """Return how many tokens the encoder can read and the decoder write, by their positions."""
    encoder, decoder = getattr(config, "encoder", config), getattr(config, "decoder", config)
    read, written = (
        getattr(half, "max_position_embeddings", None) or UNLIMITED for half in (encoder, decoder)
    )
    if "roberta" in getattr(encoder, "model_type", ""):
        read -= 2  # its positions are counted from the padding token's number on
    return read, written


@contextmanager
def _refusals(name: str, remedy: str = "") -> Iterator[None]:
    """Turn what transformers and the hub raise of a model that cannot be used into our error."""
    from huggingface_hub.errors import HfHubHTTPError
    from safetensors import SafetensorError

    http_error = HfHubHTTPError.__bases__[0]  # of the client that this version of the hub uses
    try:
        yield
    except (
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        UnpicklingError,
        SafetensorError,
        http_error,
    ) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise WeightsError(Path(name), f"cannot be loaded: {reason} {remedy}".strip()) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers from drawing a progress bar while weights are read from the disk."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
