"""axe-core finds nothing serious in any page, by day, by night, on a phone."""

from importlib.resources import files

import pytest

from tests.extras.report.conftest import DESKTOP, PHONE

AXE = (files("selenium_axe_python") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}


def examine(browser):
    """Return the rules that the page breaks gravely, with the first element that does."""
    browser.run(AXE)
    found = browser.driver.execute_async_script(
        """
        const done = arguments[0];
        axe.run(document, { resultTypes: ["violations"] }).then(
          (result) => done(result.violations), (error) => done(String(error)));
        """
    )
    assert isinstance(found, list), found
    return {rule["id"]: rule["nodes"][0]["html"][:200] for rule in found if rule["impact"] in GRAVE}


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("kind", ["page", "batch", "article", "parts"])
def test_nothing_serious(browser, page, batch, parts, kind, size, dark):
    browser.look(size, dark=dark)
    path, part = {
        "page": (page, ""),
        "batch": (batch, ""),
        "article": (batch, "#a20"),
        "parts": (parts, ""),
    }[kind]
    browser.open(path, part)
    assert examine(browser) == {}


def test_nothing_serious_while_a_sentence_is_lit(browser, page):
    browser.open(page)
    browser.hover(browser.one("a.line"))
    browser.run("document.getAnimations().forEach((a) => a.finish())")
    assert examine(browser) == {}


def test_nothing_serious_while_something_is_searched(browser, batch):
    browser.open(batch)
    browser.one("#query").send_keys("трамвай")
    browser.wait_for("#found:not(:empty)")
    assert examine(browser) == {}


def test_axe_sees_what_is_wrong(browser, page):
    browser.open(page)
    browser.run("document.querySelector('main').append(document.createElement('input'))")
    assert "label" in examine(browser)
