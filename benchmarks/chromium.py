"""Debian's Chromium, without a window."""

import os
import shutil
from typing import Any


def open_chromium() -> Any:
    """Start a headless Chromium through selenium; quit it when done.

    Raises:
        ValueError: there is no chromium or chromedriver, or selenium is not installed.
    """
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        raise ValueError("no Chromium: apt-get install chromium chromium-driver")
    try:
        from selenium import webdriver
    except ImportError as error:
        raise ValueError("no selenium: pip install 'zaklyuchenie[browser]'") from error
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    if os.geteuid() == 0:  # Chromium does not sandbox itself as root
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
