"""The record of acts: appending to its chain, one at a time, and verifying it."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from budgets.composing.snapshot import snapshot
from budgets.models import Disclosure, Edition, Record
from budgets.models.record import FIRST

LOCK = 7_201_895_001  # any number that nothing else in the database locks


@transaction.atomic
def append(
    act: str,
    by: Any,
    address: str | None,
    disclosure: Disclosure | None,
    what: dict[str, Any] | None = None,
    reason: str = "",
) -> Record:
    """Add an entry at the end of the chain; it stands if and only if the transaction does that it is part of.

    ``what`` is text, whole numbers and lists and mappings of these, so that every database gives back the same.
    """
    _one_at_a_time()
    last = Record.objects.order_by("-number").first()
    entry = Record(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        act=act,
        by=by,
        who=(by.get_full_name() or by.get_username()) if by else "",
        address=Record._meta.get_field("address").to_python(address or None),
        disclosure_id=disclosure.pk if disclosure else None,
        slug=disclosure.slug if disclosure else "",
        version=disclosure.version if disclosure else 0,
        what=what or {},
        reason=reason,
        previous=last.digest if last else FIRST,
    )
    entry.digest = entry.computed()
    entry.save()
    return entry


def _one_at_a_time() -> None:
    """Keep others from appending until the transaction ends. On SQLite it was begun IMMEDIATE and is the only one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def verify() -> list[str]:
    """What is wrong with the record, in Chinese; empty if every entry is as it was written, none is missing, and every
    edition is as it was recorded when it was published."""
    published: dict[tuple[str, int], str] = {}
    with snapshot():
        return [*_broken(published), *_unrecorded(published)]


def _broken(published: dict[tuple[str, int], str]) -> Iterator[str]:
    """Entries that are not what they were or stand where they do not belong; collects what was published."""
    number, previous = 0, FIRST
    for entry in Record.objects.order_by("number").iterator(chunk_size=1000):
        if entry.number != number + 1:
            yield f"第 {number + 1} 条至第 {entry.number - 1} 条不见了"
        elif entry.previous != previous:
            yield f"第 {entry.number} 条与上一条接不上"
        if entry.computed() != entry.digest:
            yield f"第 {entry.number} 条的内容与摘要不符：写入后被改动过"
        number, previous = entry.number, entry.digest
        if "edition" in entry.what:
            published[entry.slug, entry.what["edition"]] = entry.what["sha256"]


def _unrecorded(published: dict[tuple[str, int], str]) -> Iterator[str]:
    for slug, number, sha256 in Edition.objects.order_by("slug", "number").values_list("slug", "number", "sha256"):
        recorded = published.pop((slug, number), None)
        if recorded is None:
            yield f"{slug} 第 {number} 版没有公开的记录"
        elif recorded != sha256:
            yield f"{slug} 第 {number} 版的 SHA-256 与公开时的记录不同"
    for slug, number in published:
        yield f"{slug} 第 {number} 版有公开的记录，但版次不见了"
