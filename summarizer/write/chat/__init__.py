"""Any language model as a writer, held to what it reads.

    article → prompt → Endpoint, GGUF or Causal → wash → trace (evidence) → frame → Written

``write.model`` has what it shares with other models. What serves a model (the extras ``chat`` and
``gguf``) is imported when a writer is made.
"""

from summarizer.write.chat.writer import CausalWriter, ChatWriter, GGUFWriter

__all__ = ["CausalWriter", "ChatWriter", "GGUFWriter"]
