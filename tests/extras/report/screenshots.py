"""Pictures of every page, to be looked at: ``python -m tests.extras.report.screenshots DIR``."""

import base64
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from summarizer import SummarizerError, Summary
from summarizer.batch import find_articles, read_page
from summarizer.report import Entry, explained, write_page
from tests.extras.report.conftest import PHONE, Browser, write_report
from tests.extras.report.entries import SUMMARIZER, failed

ROOT = Path(__file__).parents[3]
FOLDERS = (ROOT / "examples" / "articles", ROOT / "benchmarks" / "data" / "articles")
LOOKS = {
    "desk": ((1360, 900), False),
    "dark": ((1360, 900), True),
    "phone": (PHONE, False),
    "phone-dark": (PHONE, True),
}


def summarize_all() -> list[Entry]:
    """Return entries of the examples and of the benchmark's articles, and some that fail."""
    entries = []
    for folder in FOLDERS:
        for path in find_articles(folder):
            page = read_page(path)
            try:
                result = SUMMARIZER.summarize(page.text, title=page.title)
            except SummarizerError as error:
                entries.append(Entry.of(path.name, error))
            else:
                entries.append(Entry.of(path.name, result, len(page.text) / 250_000))
    return [*entries, failed(), failed("the text is not Russian", "заметки/draft.md")]


def light_second_line(browser: Browser) -> None:
    browser.hover(browser.all("a.line")[1])


def tap_third_line(browser: Browser) -> None:
    line = browser.all("a.line")[2]
    browser.run("quote(pin(arguments[0])); uncover(arguments[0])", line)


def search_bridge(browser: Browser) -> None:
    browser.one("#query").send_keys("мост")
    browser.wait_for("#found:not(:empty)")


def stay(_: Browser) -> None:
    pass


def take_for_readme(browser: Browser, page: Path, picture: Path) -> Path:
    """Take the small picture that the README and docs/report.md show."""
    size, dark = LOOKS["desk"]
    browser.look(size, dark=dark)
    browser.open(page)
    light_second_line(browser)
    width, height = size
    top = browser.run("return scrollY")
    clip = {"x": 0, "y": top, "width": width, "height": height - 20, "scale": 0.7}
    taken = browser.driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"format": "webp", "quality": 80, "clip": clip}
    )
    picture.write_bytes(base64.b64decode(taken["data"]))
    return picture


def take(browser: Browser, folder: Path) -> list[Path]:
    """Take all pictures; return their files."""
    pages = Path(tempfile.mkdtemp())
    entries = summarize_all()
    litter = next(e for e in entries if e.source.startswith("08-page"))
    own = next(e for e in entries if isinstance(e.result, Summary) and e.result.document.conclusion)
    write_page(pages / "page.html", explained(litter, SUMMARIZER))
    write_page(pages / "own.html", explained(own, SUMMARIZER))
    index = write_report(pages / "batch", entries)
    parts = write_report(pages / "parts", entries, part=20)
    scenes: dict[str, tuple[Path, str, Callable[[Browser], None]]] = {
        "page": (pages / "page.html", "", light_second_line),
        "own": (pages / "own.html", "", tap_third_line),
        "batch": (index, "", stay),
        "search": (index, "", search_bridge),
        "article": (index, "#a20", stay),
        "parts": (parts, "", stay),
    }
    taken = []
    for scene, (path, part, act) in scenes.items():
        for look, (size, dark) in LOOKS.items():
            browser.look(size, dark=dark)
            browser.open(path, part)
            act(browser)
            taken.append(folder / f"{scene}-{look}.png")
            browser.driver.save_screenshot(str(taken[-1]))
        printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        taken.append(folder / f"{scene}.pdf")
        taken[-1].write_bytes(base64.b64decode(printed["data"]))
    return [*taken, take_for_readme(browser, pages / "page.html", folder / "readme.webp")]


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    browser = Browser()
    try:
        for path in take(browser, folder):
            print(path)  # noqa: T201
    finally:
        browser.driver.quit()


if __name__ == "__main__":
    main()
