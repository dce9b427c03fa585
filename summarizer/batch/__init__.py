"""Many articles → a stream of outcomes, and files. Never prints.

    folder · tables → Item → readers → Summarizer.map → Record → journal → texts · lines

``summarize_batch`` carries a ``Plan`` out with processes on this machine, or on a cluster of Ray;
``summarizer.batch.ray.summarize_parts`` does so from store to store. ``summarize_items`` is the
step from articles to records that every engine shares. ``read_page`` reads one file.
"""

from summarizer.batch.folder import find_articles
from summarizer.batch.options import Fields, Plan, SummaryOptions
from summarizer.batch.readers import read_page
from summarizer.batch.records import Item, Record, summarize_items
from summarizer.batch.run import Outcome, Progress, Run, summarize_batch

__all__ = [
    "Fields",
    "Item",
    "Outcome",
    "Plan",
    "Progress",
    "Record",
    "Run",
    "SummaryOptions",
    "find_articles",
    "read_page",
    "summarize_batch",
    "summarize_items",
]
