"""Editions: the one act of publishing, and what the public reads."""

from budgets.editions.publishing import Refused, draft, publish
from budgets.editions.reading import document_of, live, pdf_path, public_json

__all__ = ["Refused", "document_of", "draft", "live", "pdf_path", "public_json", "publish"]
