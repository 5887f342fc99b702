"""``publish``: compose, freeze, store. Files are in place before the row appears."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from budgets.checking import Examined, examine
from budgets.checking.overrides import given_for_good
from budgets.checking.telling import checked_json, summary_json
from budgets.checks import Finding
from budgets.composing import compose, facts_of
from budgets.document import Document, canonical, sha256
from budgets.editions.reading import pdf_path
from budgets.formats.pdf import pdf_bytes
from budgets.layouts import load
from budgets.models import Disclosure, Edition

CHANGED = "确认之后内容或版次有变化：请重新核对再公开"


class Changed(ValueError):
    """What would be published is not what was confirmed."""

    def __init__(self) -> None:
        super().__init__(CHANGED)


class Refused(ValueError):
    """The checks stand against publishing; ``findings`` are what has to be mended or said something about."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        told = "".join(f"\n{number}. {each.message}" for number, each in enumerate(self.findings, start=1))
        super().__init__(f"勾稽检查有 {len(self.findings)} 处矛盾，或没有经两人说明的提醒：{told}")


def draft(disclosure: Disclosure) -> Document:
    """The document as it stands now, unpublished; read in one transaction, so that no save comes in between."""
    with transaction.atomic():
        facts = facts_of(disclosure)
    return compose(facts, load(disclosure.layout))


def next_edition(disclosure: Disclosure) -> Document:
    """The draft with the number under which it would be published now."""
    return replace(draft(disclosure), edition=_next_number(disclosure.slug))


def publish(
    disclosure: Disclosure, by: Any, reason: str = "", expected: str | None = None, gate: bool = True
) -> Edition:
    """Freeze the disclosure as its next edition, with what the checks say of it.

    ``expected`` is the SHA-256 of the ``next_edition`` that was confirmed: ``Changed`` if it is another one by now.

    The file is renamed into place within the transaction that adds the row: a reader never meets an edition without
    its file, and of two people who publish at once one fails on the number before it can replace a file.
    ``ValueError`` if the address belongs to another disclosure (a unit with the code of a department); ``Refused`` if a
    contradiction is in it or a warning that no two people let stand, or do no longer when the row is added. Only a
    trial opens the ``gate``.
    """
    _refuse_taken(disclosure)
    document = next_edition(disclosure)
    if expected is not None and sha256(document) != expected:
        raise Changed
    examined = examine(disclosure, document)
    _bar(examined, gate)
    final = pdf_path(document.slug, document.edition)
    partial = _written(final, pdf_bytes(document))
    try:
        with transaction.atomic():
            examined = replace(examined, overrides=given_for_good(disclosure))
            _bar(examined, gate)
            edition = _row(disclosure, examined, by, reason)
            partial.replace(final)
            _sync(final.parent)
    finally:
        partial.unlink(missing_ok=True)
    return edition


def _bar(examined: Examined, gate: bool) -> None:
    if gate and examined.barriers:
        raise Refused(examined.barriers)


def _refuse_taken(disclosure: Disclosure) -> None:
    other = Edition.objects.filter(slug=disclosure.slug).exclude(disclosure_id=disclosure.pk).first()
    if other is not None:
        raise ValueError(f"公开地址 {disclosure.slug} 已属于{other.disclosure}：请改正部门或单位的代码")


def _sync(folder: Path) -> None:
    """Write a folder's entries to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _next_number(slug: str) -> int:
    last = Edition.objects.filter(slug=slug).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _row(disclosure: Disclosure, examined: Examined, by: Any, reason: str) -> Edition:
    document = examined.document
    layout, _, version = document.layout.partition("@")
    checked = checked_json(examined)
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
        checked=checked,
        summary=summary_json(checked),
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
