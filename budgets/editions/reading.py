"""What the public side reads: editions, their documents and files. Never a draft."""

import json
from pathlib import Path

from django.conf import settings
from django.db.models import Max, OuterRef, QuerySet, Subquery

from budgets.document import Document, from_json
from budgets.models import Edition


def live() -> QuerySet[Edition]:
    """The live edition of every disclosure: the one with the highest number."""
    newest = Edition.objects.filter(slug=OuterRef("slug")).values("slug").annotate(last=Max("number")).values("last")
    return Edition.objects.filter(number=Subquery(newest)).select_related("disclosure__department__region")


def document_of(edition: Edition) -> Document:
    """The frozen document of an edition."""
    return from_json(json.loads(edition.document))


def public_json(edition: Edition) -> bytes:
    """The frozen document in the public JSON shape, with its SHA-256."""
    body = {**json.loads(edition.document), "sha256": edition.sha256}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def pdf_path(slug: str, number: int) -> Path:
    """Where the PDF of an edition is kept."""
    return Path(settings.EDITIONS_DIR) / slug / f"e{number}.pdf"
