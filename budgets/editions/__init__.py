"""Editions: the one act of publishing, and what the public reads."""

from budgets.editions.publishing import draft, publish
from budgets.editions.reading import document_of, live, numbered, pdf_path

__all__ = ["document_of", "draft", "live", "numbered", "pdf_path", "publish"]
