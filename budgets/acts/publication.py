"""Publication and after: publishing what was approved, opening a correction, withdrawing."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from budgets import catalogue, editions
from budgets.acts.performing import NOBODY, Done, perform
from budgets.acts.refusing import CHECKS, CONTENT, ActRefused, newest_of, refusal
from budgets.acts.review import lapsing, refuse_changed
from budgets.entries import put
from budgets.models import Disclosure, Edition, EditionEntries, Withdrawal
from budgets.models.disclosure import PUBLISHED

MEANWHILE = "另一人刚刚公开了新版次：请看过再决定"


def publish(
    disclosure: Disclosure,
    by: Any,
    address: str | None = None,
    public_from: datetime | None = None,
    expected: str | None = None,
) -> Edition:
    """公开 what was approved as the next edition, seen from ``public_from`` on (at once, if ``None``).

    ``expected`` is the SHA-256 of the ``editions.next_edition`` that was shown to whoever publishes. The reason of the
    correction that the draft was opened with becomes the edition's. The files are made before anything is locked;
    state, edition and entry in the record are written together.
    """
    now = Disclosure.objects.select_related("department__region", "unit").get(pk=disclosure.pk)
    refused = refusal("publish", now, by)
    if refused:
        raise refused
    with lapsing(disclosure, address):
        refuse_changed(now)
        return _published(disclosure, now.correction, by, address, public_from, expected)


def _published(
    disclosure: Disclosure,
    reason: str,
    by: Any,
    address: str | None,
    public_from: datetime | None,
    expected: str | None,
) -> Edition:
    """``editions.publish``, with the act performed in the transaction that adds the edition's row."""

    def recorded(edition: Edition) -> None:
        def work(now: Disclosure) -> Done:
            refuse_changed(now)
            return Done({"correction": ""}, _said_of(edition))

        perform("publish", disclosure, by, address, work, reason)

    try:
        return editions.publish(
            disclosure, by=by, reason=reason, expected=expected, public_from=public_from, then=recorded
        )
    except editions.Refused as refused:
        raise ActRefused(str(refused), CHECKS) from refused
    except editions.Changed as changed:
        raise ActRefused(str(changed), CONTENT) from changed
    except IntegrityError as taken:
        raise ActRefused(MEANWHILE) from taken


def _said_of(edition: Edition) -> dict[str, Any]:
    """What the record keeps of an edition, for ``verify``."""
    return {
        "edition": edition.number,
        "sha256": edition.sha256,
        "public_from": edition.public_from.isoformat(),
    }


def correct(disclosure: Disclosure, by: Any, reason: str, address: str | None = None) -> None:
    """更正: a draft again, holding what was entered for the newest edition; ``reason`` will stand on the next one."""

    def work(now: Disclosure) -> Done:
        newest = newest_of(now)
        kept = EditionEntries.objects.filter(edition=newest).first()
        if kept is not None:
            put(now, kept.entries)
        changes = {"correction": reason.strip(), "version": now.version + 1, **NOBODY}
        return Done(changes, {"from": newest.number if newest else 0})

    perform("correct", disclosure, by, address, work, reason)


def withdraw(disclosure: Disclosure, by: Any, reason: str, address: str | None = None) -> None:
    """撤下 all editions so far, whose pages then say why. A correction that is being prepared goes on."""

    def work(now: Disclosure) -> Done:
        newest = newest_of(now)
        assert newest is not None  # or there would be nothing to withdraw
        Withdrawal.objects.create(
            disclosure_id=now.pk,
            slug=newest.slug,
            number=newest.number,
            at=timezone.now(),
            by=by,
            reason=reason.strip(),
        )
        catalogue.withdrawn(now, newest.slug)
        return Done({} if now.state == PUBLISHED else {"state": now.state}, {"to": newest.number})

    perform("withdraw", disclosure, by, address, work, reason)
