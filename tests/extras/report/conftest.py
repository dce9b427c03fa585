"""One headless Chromium (Debian's) for all tests of the pages."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from benchmarks.chromium import open_chromium
from summarizer.report import Entry, Report, write_page
from tests.extras.report.entries import failed, good, many, with_own_conclusion

DESKTOP = (1280, 900)
PHONE = (360, 740)
PATIENCE = 5  # seconds


class Browser:
    """What the tests ask of a browser, and no more."""

    def __init__(self) -> None:
        self.driver = open_chromium()
        self.driver.set_script_timeout(PATIENCE)

    def look(self, size: tuple[int, int] = DESKTOP, *, dark: bool = False, media: str = "") -> None:
        """Set the window, the colours, the medium."""
        width, height = size
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE},
        )
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": features}
        )

    def open(self, path: Path, part: str = "") -> None:
        """Open a file as if for the first time, and forget what the console said before."""
        self.driver.get("about:blank")
        self.complaints()
        self.driver.get(path.as_uri() + part)
        if part:
            self.wait_for("#view:not([hidden]) h1")

    def complaints(self) -> list[str]:
        """Return what the console has said since it was asked last."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def run(self, script: str, *arguments: object) -> object:
        """Return what a script returns."""
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return [
            str(text)
            for text in self.run(  # type: ignore[attr-defined]
                "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
                selector,
            )
        ]

    def wait_for(self, selector: str) -> None:
        """Wait until something fits ``selector``."""
        found = self.driver.execute_async_script(
            """
            const [selector, done] = arguments;
            const until = performance.now() + 4000;
            (function look() {
              if (document.querySelector(selector)) done(true);
              else if (performance.now() > until) done(false);
              else setTimeout(look, 10);
            })();
            """,
            selector,
        )
        assert found, f"nothing fits {selector}"

    def pointer(self) -> webdriver.ActionChains:
        return webdriver.ActionChains(self.driver, duration=0)

    def hover(self, part: WebElement) -> None:
        """Point at the first letters of ``part``, which may be long."""
        self.run("arguments[0].scrollIntoView({ block: 'center' })", part)
        x, y = self.run(  # type: ignore[misc]
            """
            const box = arguments[0].getClientRects()[0];
            if (box.top < 0) scrollBy(0, box.top - 20);
            const now = arguments[0].getClientRects()[0];
            return [now.left + Math.min(4, now.width / 2), now.top + now.height / 2];
            """,
            part,
        )
        self.driver.execute_cdp_cmd(
            "Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y}
        )

    def press(self, *keys: str) -> None:
        self.pointer().send_keys(*keys).perform()

    def overflow(self) -> list[str]:
        """Return what sticks out of the window to the right."""
        found = self.run(
            """
            const width = document.documentElement.clientWidth;
            const root = document.documentElement;
            const out = [...document.querySelectorAll("body *")].filter((e) => {
              const box = e.getBoundingClientRect();
              return box.width && box.right > width + 1 && !e.closest(".hush, .wide, script");
            }).map((e) => e.outerHTML.slice(0, 80));
            if (root.scrollWidth > width) out.push(`the page: ${root.scrollWidth} > ${width}`);
            return out;
            """
        )
        assert isinstance(found, list)
        return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    browser = Browser()
    yield browser
    browser.driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The browser as on a desk, in daylight."""
    chromium.look()
    return chromium


def write_report(folder: Path, entries: Iterable[Entry], part: int = 2_000) -> Path:
    with Report(folder, part=part) as report:
        for entry in entries:
            report.add(entry)
    return report.index


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one article that has a conclusion of its own."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    write_page(path, with_own_conclusion())
    return path


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of twenty-odd articles, two of which failed."""
    entries = [*many(20), good(), failed(), with_own_conclusion(), failed(source="ещё.html")]
    return write_report(tmp_path_factory.mktemp("batch"), entries)


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of three parts."""
    entries = [*many(5), failed(), good(), failed(source="ещё.html")]
    return write_report(tmp_path_factory.mktemp("parts"), entries, part=3)
