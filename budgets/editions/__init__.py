"""Editions: the one act of publishing, and what the public reads."""

from budgets.editions.publishing import CHANGED, Changed, Refused, draft, next_edition, publish
from budgets.editions.reading import document_of, live, pdf_path, public_json

__all__ = [
    "CHANGED",
    "Changed",
    "Refused",
    "document_of",
    "draft",
    "live",
    "next_edition",
    "pdf_path",
    "public_json",
    "publish",
]
