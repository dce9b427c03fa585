"""Hand-made pages, keys and readings."""

from collections import Counter
from html.parser import HTMLParser

from benchmarks.judge import Key, Place, Reading, Verdict, arrange, make_items, render_page

PAIR = ["--systems", "centrality,formula+lead-raw:40"]


HOSTILE = "<script>alert(1)</script></style>\"'&{{ 7*7 }}{% raw %}\u202eтсом"


class Parsed(HTMLParser):
    """The tags of a page and its text outside of script and style."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text, self.attributes, self.last = Counter(), "", [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.last = tag
        self.attributes += attrs

    def handle_data(self, data):
        if self.last not in {"script", "style"}:
            self.text += data


def page_of(example, summaries=("Мост.", "Парк."), systems=("a", "b")):
    return render_page(make_items([example], [summaries], systems, arrange(1, 1)))


def key_of(*shown, systems=("A", "B")):
    places = tuple(Place(str(n), article, pair) for n, (article, pair) in enumerate(shown, 1))
    return Key("0", "tiny", 1, systems, "own length", "abc", places)


def reading_of(key, choices, reader="one"):
    verdicts = {p.item: Verdict(p, c) for p, c in zip(key.items, choices, strict=True) if c}
    return Reading(reader, verdicts, len(key.items) - len(verdicts))


TWICE = key_of(
    ("x", ("A", "B")), ("y", ("B", "A")), ("z", ("A", "B")),
    ("x", ("B", "A")), ("y", ("A", "B")), ("z", ("B", "A")),
)  # fmt: skip
