"""``publish``: compose, freeze, store. Files are in place before the row appears."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from budgets.composing import compose, facts_of
from budgets.document import Document, canonical, sha256
from budgets.editions.reading import pdf_path
from budgets.formats.pdf import pdf_bytes
from budgets.layouts import load
from budgets.models import Disclosure, Edition


def draft(disclosure: Disclosure) -> Document:
    """The document as it stands now, unpublished."""
    return compose(facts_of(disclosure), load(disclosure.layout))


def publish(disclosure: Disclosure, by: Any, reason: str = "") -> Edition:
    """Freeze the disclosure as its next edition.

    The file is renamed into place within the transaction that adds the row: a reader never meets an edition without
    its file, and of two people who publish at once one fails on the number before it can replace a file.
    """
    number = _next_number(disclosure.slug)
    document = replace(draft(disclosure), edition=number)
    final = pdf_path(document.slug, number)
    partial = _written(final, pdf_bytes(document))
    try:
        with transaction.atomic():
            edition = _row(disclosure, document, by, reason)
            partial.replace(final)
    finally:
        partial.unlink(missing_ok=True)
    return edition


def _next_number(slug: str) -> int:
    last = Edition.objects.filter(slug=slug).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _row(disclosure: Disclosure, document: Document, by: Any, reason: str) -> Edition:
    layout, _, version = document.layout.partition("@")
    return Edition.objects.create(
        disclosure_id=disclosure.pk,
        slug=document.slug,
        number=document.edition,
        document=canonical(document).decode(),
        sha256=sha256(document),
        layout=layout,
        layout_version=int(version),
        published_at=timezone.now(),
        published_by=by,
        reason=reason,
    )


def _written(final: Path, content: bytes) -> Path:
    """The content on the disk under a name of its own beside ``final``."""
    final.parent.mkdir(parents=True, exist_ok=True)
    partial = final.with_suffix(f".{uuid4().hex}.part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return partial
