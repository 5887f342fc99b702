"""How an act is done: the disclosure locked and read again, the act allowed, its work done, its entry appended."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import transaction

from budgets.acts.record import append
from budgets.acts.refusing import ActRefused, reason_of, refusal
from budgets.acts.table import ACTS
from budgets.models import Disclosure
from budgets.models.disclosure import DECIDED

NOBODY: dict[str, Any] = {"submitted_by": None, "approved_by": None, "digest": ""}


class Done(NamedTuple):
    """What an act changed in the fields of the disclosure, and what the record says of it."""

    changes: dict[str, Any] = {}
    what: dict[str, Any] = {}


Work = Callable[[Disclosure], Done]


def nothing(disclosure: Disclosure) -> Done:
    """The work of an act that changes nothing but the state."""
    return Done()


def locked(disclosure: Disclosure) -> Disclosure:
    """The disclosure as it is now, kept from other acts until the transaction ends."""
    rows = Disclosure.objects.locked().select_related("department__region", "unit")
    found = rows.filter(pk=disclosure.pk).first()
    if found is None:
        raise ActRefused(f"{disclosure}已被删除：请回到列表")
    return found


@transaction.atomic
def perform(
    name: str, disclosure: Disclosure, by: Any, address: str | None, work: Work = nothing, reason: str = ""
) -> None:
    """Do the act whole or not at all: ``work`` and its entry in the record. ``ActRefused`` if it may not be done.

    ``disclosure`` has the new state afterwards.
    """
    now, given = locked(disclosure), reason_of(name, reason)
    refused = refusal(name, now, by)
    if refused:
        raise refused
    done = work(now)
    state = ACTS[name].to or now.state
    change(now, {"state": state, **done.changes})
    append(name, by, address, now, done.what, given)
    tell(disclosure, now)


def change(disclosure: Disclosure, changes: dict[str, Any]) -> None:
    """Write what an act decides; a save of what was entered never does."""
    Disclosure.objects.filter(pk=disclosure.pk).update(**changes)
    for name, value in changes.items():
        setattr(disclosure, name, value)


def tell(disclosure: Disclosure, now: Disclosure) -> None:
    """Give the caller's ``disclosure`` what has been decided."""
    for name in DECIDED:
        setattr(disclosure, name, getattr(now, name))
