"""PDF of a document: tagged for accessibility, with contents, bookmarks and our fonts."""

from budgets.document import Document
from budgets.formats.engine import render, render_by_default
from budgets.formats.fonts import replace_unprintable
from budgets.formats.pdf_html import pdf_html

VARIANT = "pdf/ua-1"


def pdf_bytes(document: Document) -> bytes:
    """The PDF of ``document`` (PDF/UA-1)."""
    return render(printable_html(document), pdf_variant=VARIANT)


def default_pdf_bytes(document: Document) -> bytes:
    """The same page as WeasyPrint makes it by default, untagged, for measurements."""
    return render_by_default(printable_html(document))


def printable_html(document: Document) -> str:
    """The page of ``document``, with ``〓`` for characters that our fonts lack: one of them spoils a font's text."""
    return replace_unprintable(pdf_html(document))
