"""A folder of articles → a stream of outcomes. Never prints.

``read_page`` reads one file, ``summarize_folder`` a tree of them.
"""

from summarizer.batch.folder import Outcome, summarize_folder
from summarizer.batch.source import find_articles, read_page

__all__ = ["Outcome", "find_articles", "read_page", "summarize_folder"]
