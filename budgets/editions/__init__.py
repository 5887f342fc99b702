"""Editions: the one act of publishing, and what the public reads."""

from budgets.editions.publishing import CHANGED, Changed, Refused, draft, next_edition, publish, store
from budgets.editions.reading import document_of, file_path, live, pdf_path, public_json

__all__ = [
    "CHANGED",
    "Changed",
    "Refused",
    "document_of",
    "draft",
    "file_path",
    "live",
    "next_edition",
    "pdf_path",
    "public_json",
    "publish",
    "store",
]
