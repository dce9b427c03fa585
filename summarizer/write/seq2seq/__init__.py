"""Any Russian sequence-to-sequence model as a writer, held to what it reads.

``write.model`` has what it shares with other models. Torch and transformers, the extra
``seq2seq``, are imported when a model is opened.
"""

from summarizer.write.seq2seq.conventions import Convention
from summarizer.write.seq2seq.generate import DTYPES
from summarizer.write.seq2seq.writer import RUNTIMES, Seq2SeqWriter

__all__ = ["DTYPES", "RUNTIMES", "Convention", "Seq2SeqWriter"]
