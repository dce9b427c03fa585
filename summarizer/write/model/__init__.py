"""What every writer that is a model shares, whatever runs the model.

    sentences → fit (what is read) → Engine → trace (evidence) → frame → Written

``held`` keeps numbers to the source while transformers writes.
"""

from summarizer.write.model.engine import Engine, Reply, Request
from summarizer.write.model.writer import ModelWriter

__all__ = ["Engine", "ModelWriter", "Reply", "Request"]
