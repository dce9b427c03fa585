"""Nothing that stands in an article runs, loads, or breaks the page."""

import pytest

from summarizer.report import write_page
from summarizer.report.wording import visible
from tests.extras.report.conftest import DESKTOP, PHONE, write_report
from tests.extras.report.entries import hostile
from tests.extras.report.hostile import ALL
from tests.texts import LEAD

HARM = """
const strange = [...document.querySelectorAll("body *")].filter((e) =>
  /^(iframe|img|object|embed|link|base|form|video|audio|image|use|style|meta|marquee|xmp|math)$/i
    .test(e.localName) ||
  [...e.attributes].some((a) =>
    /^on|^style$|^src/i.test(a.name) || /^\\s*javascript:/i.test(a.value))
);
return {
  pwned: window.pwned ?? null,
  strange: strange.map((e) => e.outerHTML.slice(0, 100)),
  scripts: document.querySelectorAll("script:not([type='text/plain'])").length,
  styles: document.querySelectorAll("style").length,
  loaded: performance.getEntriesByType("resource").map((r) => r.name),
  headings: document.querySelectorAll("h1").length,
};
"""


def harm(browser, sizes=(DESKTOP, PHONE)):
    """Return what is not as it should be on the page that is open."""
    found = browser.run(HARM)
    good = {"pwned": None, "strange": [], "scripts": 1, "styles": 1, "loaded": []}
    wrong = {name: found[name] for name, value in good.items() if found[name] != value}
    if complaints := browser.complaints():
        wrong["console"] = complaints
    for size in sizes:
        browser.look(size)
        if overflow := browser.overflow():
            wrong[f"overflow at {size[0]}"] = overflow[:3]
    return wrong


def plainly(text):
    """Return what a page shows of a text, white space apart."""
    return " ".join(visible(text).split())


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A report of all of them at once: each as an article, and as a failure."""
    entries = [entry for text in ALL for entry in hostile(text)]
    return write_report(tmp_path_factory.mktemp("crowd"), entries)


def test_there_are_enough():
    assert len(set(ALL)) == len(ALL) >= 60


@pytest.mark.parametrize("text", ALL, ids=lambda text: ascii(text[:24]))
def test_nothing_runs_loads_or_breaks_on_a_page(browser, tmp_path, text):
    page = tmp_path / "page.html"
    write_page(page, hostile(text)[0])
    browser.open(page)
    browser.hover(browser.one("a.line"))
    assert harm(browser) == {}
    assert plainly(browser.texts("a.line")[0]) == plainly(text)
    assert plainly(browser.texts("h1")[0]) == plainly(text)
    assert LEAD in browser.texts(".source")[0]


def test_nothing_runs_loads_or_breaks_in_a_list(browser, crowd):
    browser.open(crowd)
    assert harm(browser) == {}
    assert list(map(plainly, browser.texts("#done .row .text"))) == [
        plainly(f"{text} {LEAD}") for text in ALL
    ]
    reasons = browser.texts("#failed .row .text[lang]")
    assert list(map(plainly, reasons)) == list(map(plainly, ALL))
    browser.one("#query").send_keys("script")
    browser.wait_for("#found:not(:empty)")
    assert harm(browser) == {}


def test_nothing_runs_loads_or_breaks_in_an_article_of_many(browser, crowd):
    browser.open(crowd)
    browser.look(PHONE)
    for number, text in enumerate(ALL):
        browser.run("location.hash = arguments[0]", f"#a{number}")
        browser.wait_for(f"#view:not([hidden])[data-number='{number}']")
        assert harm(browser, [PHONE]) == {}, text[:40]
        assert plainly(browser.texts("#article h1")[0]) == plainly(text)
        assert LEAD in browser.texts(".source")[0]


def test_nothing_runs_loads_or_breaks_in_the_index_of_parts(browser, tmp_path):
    entries = [entry for text in ALL for entry in hostile(text)]
    browser.open(write_report(tmp_path, entries, part=60))
    assert harm(browser) == {}
    browser.one("#query").send_keys("script")
    browser.wait_for("#hits .row")
    assert harm(browser) == {}
