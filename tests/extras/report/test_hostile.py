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


def harm(browser):
    """Return what is not as it should be on the page that is open."""
    found = browser.run(HARM)
    good = {"pwned": None, "strange": [], "scripts": 1, "styles": 1, "loaded": []}
    wrong = {name: found[name] for name, value in good.items() if found[name] != value}
    if complaints := browser.complaints():
        wrong["console"] = complaints
    for size in (PHONE, DESKTOP):
        browser.look(size)
        if overflow := browser.overflow():
            wrong[f"overflow at {size[0]}"] = overflow[:3]
    return wrong


def test_there_are_enough():
    assert len(set(ALL)) == len(ALL) >= 60


@pytest.mark.parametrize("text", ALL, ids=lambda text: ascii(text[:24]))
def test_nothing_runs_loads_or_breaks(browser, tmp_path, text):
    entries = hostile(text)
    shown = " ".join(visible(text).split())
    page = tmp_path / "page.html"
    write_page(page, entries[0])
    browser.open(page)
    line = browser.one("a.line")
    browser.hover(line)
    assert harm(browser) == {}
    assert " ".join(browser.texts("a.line")[0].split()) == shown
    assert " ".join(browser.texts("h1")[0].split()) == shown
    assert LEAD in browser.texts(".source")[0]

    batch = write_report(tmp_path, entries)
    browser.open(batch)
    assert harm(browser) == {}
    assert " ".join(browser.texts(".row.failed h3")[0].split())[-50:] in shown
    assert len(browser.all(".row")) == 3
    browser.one("#done .row h3 a").send_keys("\n")
    browser.wait_for("#view:not([hidden])")
    assert harm(browser) == {}
    assert " ".join(browser.texts("#article h1")[0].split()) == shown
    assert LEAD in browser.texts(".source")[0]
