"""Outcomes → pages that people look at. Never prints, never loads anything from the network.

``write_page`` writes one article's page, ``Report`` a folder of pages as entries stream in.
"""

from summarizer.report.entry import Entry, Failure, explained, read_entry
from summarizer.report.folder import Report, check_place
from summarizer.report.page import write_page

__all__ = [
    "Entry",
    "Failure",
    "Report",
    "check_place",
    "explained",
    "read_entry",
    "write_page",
]
