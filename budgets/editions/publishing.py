"""``publish``: compose, freeze, store. Files are in place before the row appears."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from budgets import catalogue
from budgets.checking import Examined, examine
from budgets.checking.overrides import given_for_good
from budgets.checking.telling import checked_json, summary_json
from budgets.checks import Finding
from budgets.composing import compose, facts_of
from budgets.composing.snapshot import snapshot
from budgets.document import Document, canonical, sha256
from budgets.editions.files import Files
from budgets.entered import Entries
from budgets.entries import taken
from budgets.layouts import load
from budgets.models import Disclosure, Edition, EditionEntries
from budgets.working import say

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
    """The document as it stands now, unpublished; no save comes in between."""
    with snapshot():
        facts = facts_of(disclosure)
    return compose(facts, load(disclosure.layout))


def next_edition(disclosure: Disclosure) -> Document:
    """The draft with the number under which it would be published now."""
    return replace(draft(disclosure), edition=_next_number(disclosure.slug))


def publish(
    disclosure: Disclosure,
    by: Any,
    reason: str = "",
    expected: str | None = None,
    gate: bool = True,
    public_from: datetime | None = None,
    then: Callable[[Edition], None] = lambda edition: None,
) -> Edition:
    """Freeze the disclosure as its next edition, with what was entered and what the checks say of it.

    ``expected`` is the SHA-256 of the ``next_edition`` that was confirmed: ``Changed`` if it is another one by now.
    Readers see it from ``public_from`` on (at once, without one). ``then`` is done with it in the same transaction.

    The files are renamed into place within the transaction that adds the row: a reader never meets an edition without
    its files, and of two people who publish at once one fails on the number before it can replace a file. Killed at
    any moment, it leaves files that belong to no edition, which the next one replaces.
    ``ValueError`` if the address belongs to another disclosure (a unit with the code of a department); ``Refused`` if a
    contradiction is in it or a warning that no two people let stand, or do no longer when the row is added. Only a
    trial opens the ``gate``.
    """
    _refuse_taken(disclosure)
    say("合成文件")
    document, entries = _frozen(disclosure)
    if expected is not None and sha256(document) != expected:
        raise Changed
    say("勾稽检查")
    examined = examine(disclosure, document)
    _bar(examined, gate)
    files = Files(document, entries)
    try:
        say("存档")
        files.write()
        with transaction.atomic():
            Disclosure.objects.locked().get(pk=disclosure.pk)
            examined = replace(examined, overrides=given_for_good(disclosure))
            _bar(examined, gate)
            edition = _row(disclosure, examined, by, reason, public_from, files.digests)
            EditionEntries.objects.create(edition=edition, entries=entries)
            then(edition)
            files.place()
    finally:
        files.drop()
    return edition


def _frozen(disclosure: Disclosure) -> tuple[Document, Entries]:
    """The next edition and what was entered for it, as they stood at one moment."""
    with snapshot():
        return next_edition(disclosure), taken(disclosure)


def _bar(examined: Examined, gate: bool) -> None:
    if gate and examined.barriers:
        raise Refused(examined.barriers)


def _refuse_taken(disclosure: Disclosure) -> None:
    other = Edition.objects.filter(slug=disclosure.slug).exclude(disclosure_id=disclosure.pk).first()
    if other is not None:
        raise ValueError(f"公开地址 {disclosure.slug} 已属于{other.disclosure}：请改正部门或单位的代码")


def _next_number(slug: str) -> int:
    last = Edition.objects.filter(slug=slug).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _row(
    disclosure: Disclosure,
    examined: Examined,
    by: Any,
    reason: str,
    public_from: datetime | None,
    files: dict[str, str],
) -> Edition:
    checked = checked_json(examined)
    now = timezone.now()
    return store(
        disclosure,
        examined.document,
        published_at=now,
        public_from=public_from or now,
        published_by=by,
        reason=reason,
        checked=checked,
        summary=summary_json(checked),
        files=files,
    )


def store(disclosure: Disclosure, document: Document, **more: Any) -> Edition:
    """Add the edition that a document is, with ``more`` of its fields, and enter it into the catalogue."""
    layout, _, version = document.layout.partition("@")
    edition = Edition.objects.create(
        disclosure_id=disclosure.pk,
        slug=document.slug,
        number=document.edition,
        document=canonical(document).decode(),
        sha256=sha256(document),
        layout=layout,
        layout_version=int(version),
        **more,
    )
    catalogue.enter(edition, document)
    return edition
