"""Outcomes → pages that people look at. Never prints, never loads anything from the network.

``write_page`` writes one article's page, ``Report`` a folder of pages as entries stream in.
"""

from summarizer.report.entry import Entry, explained
from summarizer.report.folder import Report, check_place
from summarizer.report.page import write_page

__all__ = ["Entry", "Report", "check_place", "explained", "write_page"]
