"""WeasyPrint, kept to our own files and made quick: our fonts are loaded once, our page is read as XML."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from budgets.formats.fonts import STATIC

BASE = f"{STATIC.as_uri()}/"
_RENDERING = Lock()  # the fonts are shared, and Pango's font map is not made for threads


class StaticFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches ``data:`` addresses and the files of our own static folder; anything else is refused."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """What is at ``url``; ``ValueError`` if it is not ours."""
        return _static_file(url) if url.lower().startswith("file:") else super().fetch(url, headers)


def _static_file(url: str) -> URLFetcherResponse:
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    if parts.netloc or not path.is_relative_to(STATIC) or not path.is_file():
        raise ValueError(f"not one of our static files: {url}")
    kind = "text/css" if path.suffix == ".css" else "application/octet-stream"
    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


class Page(HTML):  # type: ignore[misc]
    """A page of ours: well-formed, so that a parser in C reads it, and with a base style sheet of our few elements.

    The general base style sheet has rules for the markers and footnotes of every element: thrice the styles.
    """

    def __init__(self, html: str) -> None:
        root = ElementTree.fromstring(html.removeprefix("<!DOCTYPE html>"))
        self.base_url = BASE
        self.url_fetcher = StaticFetcher()
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [base_style()]


@cache
def base_style() -> CSS:
    """What a browser does without being told, for the elements that a page of ours has."""
    return CSS(filename=STATIC / "css" / "pdf_base.css", url_fetcher=StaticFetcher())


@cache
def fonts() -> FontConfiguration:
    """The fonts of this process; loading them for every document takes a fifth of the time."""
    return FontConfiguration()


def render(html: str, **options: Any) -> bytes:
    """The PDF of a page of ours."""
    with _RENDERING, no_collector():
        written: bytes = Page(html).write_pdf(font_config=fonts(), **options)
    return written


def render_by_default(html: str) -> bytes:
    """The PDF of the same page with nothing but WeasyPrint's defaults: what ``render`` is measured against."""
    written: bytes = HTML(string=html, base_url=BASE, url_fetcher=StaticFetcher()).write_pdf()
    return written


@contextmanager
def no_collector() -> Iterator[None]:
    """Python's collector of cycles waits until the end: the boxes of a page are many, and all alive."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
