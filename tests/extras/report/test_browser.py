"""What people do with the pages, done in a real browser."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.extras.report.conftest import PHONE
from tests.extras.report.entries import OWN, TITLE
from tests.texts import LEAD


def lit(browser, kind):
    return browser.texts(f"{kind}.on")


def evidence(browser, line):
    names = line.get_attribute("data-evidence").split()
    return [browser.one(f"#p{name}").text for name in names]


# One article.


def test_nothing_is_lit_at_first(browser, page):
    browser.open(page)
    assert lit(browser, "") == []
    assert browser.complaints() == []


def test_the_highlight_follows_the_pointer(browser, page):
    browser.open(page)
    lines = browser.all("a.line")
    assert len(lines) > 2
    for line in lines[:3]:
        browser.hover(line)
        assert lit(browser, "a.line") == [line.text]
        assert lit(browser, ".src") == evidence(browser, line)
        assert len(browser.all("rect.on")) == len(evidence(browser, line))
    browser.hover(browser.one("h1"))
    assert lit(browser, "") == []


def test_pointing_at_the_source_lights_what_was_written_from_it(browser, page):
    browser.open(page)
    source = browser.one(".src")
    browser.hover(source)
    number = browser.one(".src + sup a").text
    assert lit(browser, "a.line") == [browser.one(f"#s{number}").text]


def test_tab_and_arrows_walk_through_the_summary(browser, page):
    browser.open(page)
    lines = browser.all("a.line")
    browser.press(Keys.TAB)
    for step, place in [
        ("", 0),
        (Keys.ARROW_DOWN, 1),
        (Keys.ARROW_RIGHT, 2),
        (Keys.ARROW_UP, 1),
        (Keys.ARROW_LEFT, 0),
        (Keys.ARROW_LEFT, 0),
        (Keys.END, len(lines) - 1),
        (Keys.HOME, 0),
        (Keys.TAB, 1),
    ]:
        if step:
            browser.press(step)
        assert browser.driver.switch_to.active_element == lines[place]
        assert lit(browser, "a.line") == [lines[place].text]
        assert lit(browser, ".src") == evidence(browser, lines[place])
    browser.press(Keys.ESCAPE)
    assert lit(browser, "") == []


def test_focus_can_be_seen(browser, page):
    browser.open(page)
    browser.press(Keys.TAB)
    outline = browser.run("return getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_a_click_brings_the_evidence_into_sight_and_keeps_it_lit(browser, page):
    browser.look((1280, 420))
    browser.open(page)
    line = browser.all("a.line")[-1]
    line.click()
    browser.hover(browser.one("h2"))
    assert lit(browser, ".src") == evidence(browser, line)
    assert browser.run("return inSight(document.querySelector('.src.on'))")
    assert not browser.driver.current_url.count("#")


def test_a_number_in_the_source_leads_back_to_the_summary(browser, page):
    browser.open(page)
    number = browser.all(".src + sup a")[-1]
    goal = browser.one(f"#s{number.text}")
    number.click()
    assert browser.driver.switch_to.active_element == goal


def test_a_tap_on_a_phone_quotes_the_evidence(browser, page):
    browser.look(PHONE)
    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        browser.open(page)
        line = browser.all("a.line")[2]
        browser.run("arguments[0].scrollIntoView({ block: 'end' })", line)
        box = browser.run("return arguments[0].getClientRects()[0].toJSON()", line)
        point = {"x": box["x"] + 30, "y": box["y"] + 8}
        for kind, points in (("touchStart", [point]), ("touchEnd", [])):
            browser.driver.execute_cdp_cmd(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
            )
        browser.wait_for(".peek:not([hidden])")
        assert browser.one(".peek-text").text == " … ".join(evidence(browser, line))
        assert line.rect["y"] + line.rect["height"] <= browser.one(".peek").rect["y"]
        browser.one(".peek-go").click()
        browser.wait_for(".peek[hidden]")
        assert browser.run("return inSight(document.querySelector('.src.on'))")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_a_screen_reader_hears_the_evidence_with_the_sentence(browser, page):
    browser.open(page)
    for line in browser.all("a.line"):
        named = line.get_attribute("aria-describedby").split()
        assert [browser.one(f"#{name}").text for name in named] == evidence(browser, line)


def test_both_conclusions_stand_on_the_page(browser, page):
    browser.open(page)
    assert browser.one("h1").text == TITLE
    assert OWN in browser.one(".own").text
    assert browser.one(".own").rect["x"] == browser.one(".ours").rect["x"]


def test_the_page_can_be_read_without_scripts(browser, page):
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(page)
        line = browser.one("a.line")
        assert line.is_displayed()
        assert LEAD in browser.one(".source").text
        line.click()
        assert browser.driver.current_url.endswith(line.get_attribute("href").rpartition("/")[2])
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [(320, 640), PHONE, (768, 1024), (1280, 900), (2560, 1300)])
def test_nothing_sticks_out_at_any_width(browser, page, batch, parts, size, dark):
    browser.look(size, dark=dark)
    for path, part in [(page, ""), (batch, ""), (batch, "#a3"), (parts, "")]:
        browser.open(path, part)
        assert browser.overflow() == []


def test_paper_shows_everything_in_one_column(browser, page):
    browser.look((794, 1123), media="print")
    browser.open(page)
    assert not any(part.is_displayed() for part in browser.all(".tools, .peek, .walk"))
    assert browser.one(".source").rect["y"] > browser.one(".ours").rect["y"]
    assert browser.one(".side").value_of_css_property("max-height") == "none"


# Many articles.


def shown(browser):
    return browser.texts("#done .row h3")


def search(browser, words):
    query = browser.one("#query")
    query.clear()
    query.send_keys(words)
    wait_until_listed(browser)


def wait_until_listed(browser):
    browser.driver.execute_async_script("setTimeout(arguments[0], 90)")


def test_failures_come_first_and_say_why(browser, batch):
    browser.open(batch)
    first = browser.all(".row")[0]
    assert "failed" in first.get_attribute("class")
    assert "the text is empty" in first.text
    assert browser.texts(".row.failed h3") == ["пустая.txt", "ещё.html"]
    assert browser.complaints() == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("трамвай", 2),
        ("ТРАМВАЙ озера", 2),
        ("трамвай обзор", 0),
        ("обзор-0007", 1),
        ("новости/трамвай-2", 1),
        ("  ", 22),
        ("<script>", 0),
        (".*", 0),
        ("\\", 0),
    ],
)
def test_search_filters(browser, batch, words, found):
    browser.open(batch)
    search(browser, words)
    assert len(shown(browser)) == found


def test_search_takes_one_letter_for_the_other(browser, batch):
    browser.open(batch)
    search(browser, "еще.html")
    assert browser.texts(".row h3") == ["ещё.html"]
    assert browser.one("#found").text == "Найдено: 1"


def test_found_words_are_tinted(browser, batch):
    browser.open(batch)
    search(browser, "озера")
    assert browser.run("return CSS.highlights.get('found').size") > 0
    search(browser, " ")
    assert browser.run("return CSS.highlights.get('found').size") == 0


def test_filters_tell_kinds_apart(browser, batch):
    browser.open(batch)
    browser.one("input[value=failed]").click()
    assert shown(browser) == []
    assert len(browser.all(".row")) == 2
    browser.one("input[value=own]").click()
    assert shown(browser) == [TITLE]
    assert browser.all("#failed .row") == []
    browser.one("input[value='']").click()
    assert len(browser.all(".row")) == 24


@pytest.mark.parametrize(
    ("key", "figure", "falling"),
    [
        ("words", "words", False),
        ("-words", "words", True),
        ("-source", "source", True),
        ("-seconds", "seconds", True),
    ],
)
def test_the_list_can_be_put_in_order(browser, batch, key, figure, falling):
    browser.open(batch)
    browser.one(f"#order option[value='{key}']").click()
    values = browser.run(
        "return [...document.querySelectorAll('#done .row')].map((r) => +r.dataset[arguments[0]])",
        figure,
    )
    assert len(values) == 22
    assert values == sorted(values, reverse=falling)


def test_an_article_opens_and_the_list_comes_back(browser, batch):
    browser.open(batch)
    row = browser.all("#done .row")[-1]
    title = row.find_element("css selector", "h3").text
    browser.run("arguments[0].scrollIntoView()", row)
    row.find_element("css selector", "h3 a").click()
    browser.wait_for("#view:not([hidden])")
    assert browser.one("#article h1").text == title
    assert browser.driver.title == title
    assert browser.driver.switch_to.active_element == browser.one("#article h1")
    assert not browser.one("#index").is_displayed()
    browser.driver.back()
    browser.wait_for("#index:not([hidden])")
    assert browser.all("#article *") == []
    assert browser.driver.switch_to.active_element == row.find_element("css selector", "h3 a")


def test_the_highlight_works_in_an_article_of_many(browser, batch):
    browser.open(batch, "#a20")
    line = browser.one("a.line")
    browser.hover(line)
    assert lit(browser, ".src") == evidence(browser, line)


def test_one_walks_from_article_to_article_as_they_are_listed(browser, batch):
    browser.open(batch)
    search(browser, "трамвай")
    titles = shown(browser)
    browser.one("#done .row h3 a").click()
    browser.wait_for("#view:not([hidden])")
    assert browser.one("#previous").get_attribute("aria-disabled") == "true"
    first = browser.one("#article .meta").text
    browser.one("#next").click()
    browser.wait_for("#next[aria-disabled]")
    assert browser.one("#article h1").text == titles[1]
    assert browser.one("#article .meta").text != first


def test_a_slash_leads_to_the_search(browser, batch):
    browser.open(batch)
    browser.press("/")
    assert browser.driver.switch_to.active_element == browser.one("#query")
    assert browser.one("#query").get_attribute("value") == ""


def test_the_list_can_be_read_without_scripts(browser, batch):
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(batch)
        assert not browser.one("#query").is_displayed()
        assert LEAD[1:] in browser.one("#done").text
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_index_of_parts_leads_to_each_and_back(browser, parts):
    browser.open(parts)
    assert browser.texts(".row.failed h3") == ["пустая.txt", "ещё.html"]
    links = browser.all(".parts a")
    assert [link.text for link in links] == ["1", "2", "3"]
    links[1].click()
    browser.wait_for("#index")
    assert len(browser.all(".row")) == 3
    browser.one("[rel=next]").click()
    browser.wait_for("a[href='part-0002.html']")
    browser.one("a[href='index.html']").click()
    browser.wait_for(".parts")
    assert browser.complaints() == []


def test_the_index_of_parts_searches_in_all_of_them(browser, parts):
    browser.open(parts)
    browser.one("#query").send_keys("ТРАМВАЙ")
    browser.wait_for("#hits .row")
    assert browser.one("#found").text == "Найдено: 1"
    assert browser.texts("#hits h3") == [TITLE]
    assert not browser.one("#rest").is_displayed()
    browser.one("#hits a").click()
    browser.wait_for("#view:not([hidden]) h1")
    assert browser.one("#article h1").text == TITLE
    assert browser.complaints() == []


def test_a_failure_found_in_the_index_of_parts_leads_to_its_row(browser, parts):
    browser.open(parts)
    browser.one("#query").send_keys("еще.html")
    browser.wait_for("#hits .row")
    browser.one("#hits a").click()
    browser.wait_for("#failed")
    assert browser.texts(".row:target h3") == ["ещё.html"]


def test_nothing_found_is_said(browser, parts):
    browser.open(parts)
    browser.one("#query").send_keys("дирижабль")
    browser.wait_for("#found:not(:empty)")
    assert browser.one("#found").text == "Найдено: 0"
    browser.one("#query").send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE)
    browser.wait_for("#found:empty")
    assert browser.one("#rest").is_displayed()
