"""Letting a warning stand: one person gives the reason, a second confirms, and both only for the values they saw."""

import hashlib
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from budgets.checks import FAILS, WARNING, Finding, Place
from budgets.models import CheckOverride, Disclosure

# Characters of a reason, which the public reads.
LONGEST = 500


class OverrideRefused(ValueError):
    """What was asked for is not to be had; the message says why."""


def digest(finding: Finding) -> str:
    """What an override is bound to: the check, its printed numbers, the texts read, and both sides as they are told."""
    sides = [_bound(finding.left), _bound(finding.right)]
    bound = [finding.check, finding.operands, finding.read, sides]
    return hashlib.sha256(json.dumps(bound, ensure_ascii=False).encode()).hexdigest()


def _bound(side: Place) -> list[str]:
    """A side: where, what it is called, as printed, its value. Of words, only what it is called may tell it from
    others: several findings of one check may look at one table."""
    value = "" if side.value is None else f"{side.value:f}"
    return [side.address, side.words, side.text, value]


def may_be_overridden(finding: Finding) -> bool:
    """Warnings that are 不符: a contradiction never, and what is not asserted needs none."""
    return finding.severity == WARNING and finding.outcome == FAILS


def given(disclosure: Disclosure) -> dict[str, CheckOverride]:
    """The overrides of a disclosure by digest, those included that no longer fit."""
    return {override.digest: override for override in _of(disclosure)}


def given_for_good(disclosure: Disclosure) -> dict[str, CheckOverride]:
    """The same within a transaction, until whose end none of them is withdrawn."""
    return {override.digest: override for override in _of(disclosure).select_for_update(of=("self",))}


def _of(disclosure: Disclosure) -> QuerySet[CheckOverride]:
    known = CheckOverride.objects.filter(disclosure=disclosure.pk)
    return known.select_related("requested_by", "confirmed_by")


def request(disclosure: Disclosure, finding: Finding, reason: str, by: Any) -> CheckOverride:
    """Say why a warning may stand."""
    _allow(disclosure, by, "explain_disclosure")
    if not may_be_overridden(finding):
        raise OverrideRefused("只有“提醒”可以说明理由后公开；矛盾必须改正")
    if not reason.strip():
        raise OverrideRefused("请写明理由")
    if len(reason.strip()) > LONGEST:
        raise OverrideRefused(f"理由最多 {LONGEST} 字，会随公开文件公布")
    override, made = CheckOverride.objects.get_or_create(
        disclosure_id=disclosure.pk,
        digest=digest(finding),
        defaults={
            "check_id": finding.check,
            "key": finding.key,
            "message": finding.message,
            "reason": reason.strip(),
            "requested_by": by,
        },
    )
    if not made:
        raise OverrideRefused("这条提醒已经有人说明了理由")
    return override


def confirm(disclosure: Disclosure, finding: Finding, by: Any) -> CheckOverride:
    """Confirm, as a second person, what was said of a warning."""
    _allow(disclosure, by, "confirm_disclosure")
    override = CheckOverride.objects.filter(disclosure=disclosure.pk, digest=digest(finding)).first()
    if override is None or not may_be_overridden(finding):
        raise OverrideRefused("这条提醒没有待确认的说明")
    if override.requested_by_id == by.pk:
        raise OverrideRefused("说明和确认要由两个人做：请另一人确认")
    waiting = CheckOverride.objects.filter(pk=override.pk, confirmed_at=None).exclude(requested_by=by.pk)
    if not waiting.update(confirmed_by=by, confirmed_at=timezone.now()):
        raise OverrideRefused("这条说明已经确认过了")
    override.refresh_from_db()
    return override


def withdraw(disclosure: Disclosure, which: str, by: Any) -> None:
    """Take back an override, by its digest: whoever may say or confirm one may."""
    _allow(disclosure, by, "explain_disclosure", "confirm_disclosure")
    if not CheckOverride.objects.filter(disclosure=disclosure.pk, digest=which).delete()[0]:
        raise OverrideRefused("这条说明已经撤回")


def _allow(disclosure: Disclosure, by: Any, *permissions: str) -> None:
    """``PermissionDenied`` unless ``by`` has one of the permissions."""
    if not any(disclosure.may(by, permission) for permission in permissions):
        raise PermissionDenied
