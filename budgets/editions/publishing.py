"""``publish``: compose, freeze, store. Files are in place before the row appears."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

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

    ``ValueError`` if nothing has changed since the last edition. The number is taken in the transaction that writes
    the row, so two people publishing at once cannot both have it.
    """
    number = _next_number(disclosure.slug)
    document = replace(draft(disclosure), edition=number)
    _store(pdf_path(document.slug, number), pdf_bytes(document))
    layout, _, version = document.layout.partition("@")
    with transaction.atomic():
        return Edition.objects.create(
            disclosure_id=disclosure.pk,
            slug=document.slug,
            number=number,
            document=canonical(document).decode(),
            sha256=sha256(document),
            layout=layout,
            layout_version=int(version),
            published_at=timezone.now(),
            published_by=by,
            reason=reason,
        )


def _next_number(slug: str) -> int:
    last = Edition.objects.filter(slug=slug).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _store(path: Path, content: bytes) -> None:
    """Write a file whole: into a neighbour, to the disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
