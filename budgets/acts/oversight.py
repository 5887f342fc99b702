"""What the finance bureau does: dates of a disclosure, and publishing a region's approved ones for one day."""

import logging
from datetime import date, datetime
from typing import Any, NamedTuple

from budgets.acts.performing import Done, perform
from budgets.acts.publication import publish
from budgets.acts.refusing import DATES, ActRefused
from budgets.models import Disclosure, Edition, Region
from budgets.models.disclosure import APPROVED
from budgets.working import part

log = logging.getLogger(__name__)
BROKEN = "系统出错，没有公开：请把时间和文件名称告诉管理员"


class Outcome(NamedTuple):
    """What became of one disclosure: its edition, or in Chinese why it was not published."""

    disclosure: Disclosure
    edition: Edition | None = None
    refused: str = ""


def oversee(
    disclosure: Disclosure, by: Any, approved_on: date | None, due_on: date | None, address: str | None = None
) -> None:
    """Set both dates: 批复日期, and 公开期限 where another than twenty days later is given."""
    if approved_on and due_on and due_on < approved_on:
        raise ActRefused("公开期限早于批复日期：请核对两个日期", DATES)
    said = {"approved_on": str(approved_on or ""), "due_on": str(due_on or "")}
    perform(
        "oversee",
        disclosure,
        by,
        address,
        lambda now: Done({"approved_on": approved_on, "due_on": due_on}, said),
    )
    disclosure.approved_on, disclosure.due_on = approved_on, due_on


def publish_region(
    region: Region, year: int, kind: str, public_from: datetime | None, by: Any, address: str | None = None
) -> list[Outcome]:
    """Publish all approved disclosures of a region for one day, each by itself: what is refused holds no other up."""
    seen = Disclosure.objects.for_user(by).filter(department__region=region, year=year, kind=kind, state=APPROVED)
    approved = list(seen.select_related("department__region", "unit").order_by("department__code", "unit__code"))
    found = []
    for number, disclosure in enumerate(approved, start=1):
        with part(f"第 {number} 份，共 {len(approved)} 份，{disclosure}", number - 1, len(approved)):
            found.append(_outcome(disclosure, public_from, by, address))
    return found


def _outcome(disclosure: Disclosure, public_from: datetime | None, by: Any, address: str | None) -> Outcome:
    try:
        return Outcome(disclosure, publish(disclosure, by, address, public_from))
    except ValueError as refused:
        return Outcome(disclosure, refused=str(refused))
    except Exception:  # the others are to be published all the same
        log.exception("没有公开：%s", disclosure)
        return Outcome(disclosure, refused=BROKEN)
