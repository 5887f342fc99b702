"""By when disclosures have to be public, of many at once, and how late they were. One rule for readers and offices."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q

from budgets.models.disclosure import DAYS_TO_PUBLISH, Disclosure

Key = tuple[str, int, int]


def key_of(disclosure: Disclosure) -> Key:
    """What a unit's disclosure shares with its department's."""
    return disclosure.kind, disclosure.department_id, disclosure.year


def departments_own(disclosures: Iterable[Disclosure]) -> dict[Key, Disclosure]:
    """Of units' disclosures those of their departments, by ``key_of``: the twenty days run from the department's 批复.

    One query.
    """
    wanted = {key_of(each) for each in disclosures if each.unit_id}
    if not wanted:
        return {}
    rows = Disclosure.objects.filter(
        unit=None, department__in={key[1] for key in wanted}, year__in={key[2] for key in wanted}
    )
    found = {key_of(each): each for each in rows.only("kind", "department", "year", "approved_on", "due_on", "unit")}
    return {key: each for key, each in found.items() if key in wanted}


def deadline(disclosure: Disclosure, own: Mapping[Key, Disclosure]) -> date | None:
    """``Disclosure.deadline`` without a query; ``own`` are ``departments_own``."""
    if disclosure.unit_id is None or disclosure.due_on or disclosure.approved_on:
        return disclosure.deadline
    whole = own.get(key_of(disclosure))
    return whole.deadline if whole else None


def approved(disclosure: Disclosure, own: Mapping[Key, Disclosure]) -> date | None:
    """The day of 批复, for a unit without one its department's."""
    whole = own.get(key_of(disclosure)) if disclosure.unit_id else None
    return disclosure.approved_on or (whole.approved_on if whole else None)


def days_late(due: date | None, came_out: date | None, today: date) -> int | None:
    """Days from the deadline until it was public for the first time, or until today; ``None`` if it is not late."""
    day = came_out or today
    return (day - due).days if due and day > due else None


def passed(today: date) -> Q:
    """Disclosures with a deadline of their own that lies before ``today``."""
    approved = Q(due_on__isnull=True, approved_on__lt=today - timedelta(days=DAYS_TO_PUBLISH))
    return Q(due_on__lt=today) | approved
