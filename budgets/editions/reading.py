"""What the public side reads: editions, their documents and files. Never a draft."""

import json
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from budgets.document import Document, from_json
from budgets.models import Edition


def live() -> QuerySet[Edition]:
    """The live edition of every disclosure: the newest that has come out and was not withdrawn."""
    return Edition.objects.live().select_related("disclosure__department__region")


def document_of(edition: Edition) -> Document:
    """The frozen document of an edition."""
    return from_json(json.loads(edition.document))


def public_json(edition: Edition) -> bytes:
    """The frozen document in the public JSON shape, with its SHA-256."""
    return with_sha256(edition.document, edition.sha256)


def with_sha256(document: str, sha256: str) -> bytes:
    """The canonical text of a document as the public gets it: with its SHA-256 at the end."""
    body = {**json.loads(document), "sha256": sha256}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def file_path(slug: str, number: int, ending: str) -> Path:
    """Where the file of an edition with that ending is kept."""
    return Path(settings.EDITIONS_DIR) / slug / f"e{number}.{ending}"


def pdf_path(slug: str, number: int) -> Path:
    """Where the PDF of an edition is kept."""
    return file_path(slug, number, "pdf")
