"""By when disclosures have to be public, of many at once."""

from django.utils import timezone

from budgets.models import Disclosure


def key_of(disclosure):
    """What a unit's disclosure shares with its department's."""
    return disclosure.kind, disclosure.department_id, disclosure.year


def departments_own(disclosures):
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


def deadline(disclosure, own):
    """``Disclosure.deadline`` without a query; ``own`` are ``departments_own``."""
    if disclosure.unit_id is None or disclosure.due_on or disclosure.approved_on:
        return disclosure.deadline
    whole = own.get(key_of(disclosure))
    return whole.deadline if whole else None


def approved(disclosure, own):
    """The day of 批复, for a unit without one its department's."""
    whole = own.get(key_of(disclosure)) if disclosure.unit_id else None
    return disclosure.approved_on or (whole.approved_on if whole else None)


def told(day, today=None):
    """``(words, whether it is late)`` of the days that are left; nothing without a deadline."""
    if day is None:
        return "", False
    left = (day - (today or timezone.localdate())).days
    if left < 0:
        return f"已迟 {-left} 天", True
    return (f"还有 {left} 天" if left else "今天到期"), False
