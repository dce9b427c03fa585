"""Links that leave docs/ lead to the repository, where the site cannot hold what they show."""

import re

from mkdocs.config.defaults import MkDocsConfig


def on_page_markdown(markdown: str, *, config: MkDocsConfig, **_: object) -> str:
    """Put the repository's address before every link to a file outside of docs/."""
    return re.sub(r"\]\(\.\./(?=[^)]+\))", f"]({config.repo_url}/blob/main/", markdown)
