"""The browser: Debian's Chromium, with Chinese glyphs, that reaches nothing but this machine.

``open_page("/path")`` is all that most tests need: it opens a page of the live server, and at the end of the test fails
when a page broke the content security policy, threw an error or asked for something that is not there.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import ConsoleMessage, Error, Page, Response
from pytest_django.live_server_helper import LiveServer

# Playwright's synchronous interface keeps an event loop in this thread, and Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
  <alias binding="strong"><family>serif</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
</fontconfig>
"""


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font configuration with our own fonts: a bare machine has no Chinese ones, and would show boxes."""
    folder = tmp_path_factory.mktemp("fontconfig")
    file = folder / "fonts.conf"
    file.write_text(FONTS.format(fonts=settings.BASE_DIR / "static" / "fonts", cache=folder / "cache"))
    return file


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], fonts: Path) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ARGUMENTS,
        "env": {**os.environ, "FONTCONFIG_FILE": str(fonts)},
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of; the test fails if anything is left in the list at its end."""
    found: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    def failed(response: Response) -> None:
        if response.status >= 400:
            found.append(f"{response.status} {response.url}")

    def threw(error: Error) -> None:
        found.append(str(error))

    page.on("console", console)
    page.on("response", failed)
    page.on("pageerror", threw)
    yield found
    assert not found, "\n".join(found)


@pytest.fixture
def open_page(page: Page, live_server: LiveServer, complaints: list[str]) -> Callable[[str], Page]:
    """Open a path of the site and give the page."""

    def open_path(path: str) -> Page:
        page.goto(live_server.url + path)
        return page

    return open_path
