"""Letting a warning of the checks stand, as acts: said by one, confirmed by another, taken back; each recorded."""

from typing import Any

from budgets.acts.performing import Done, perform
from budgets.checking import overrides
from budgets.checks import Finding
from budgets.models import Disclosure


def explain(disclosure: Disclosure, finding: Finding, reason: str, by: Any, address: str | None = None) -> None:
    """说明提醒: why a warning may stand. ``OverrideRefused`` if it cannot."""

    def work(now: Disclosure) -> Done:
        overrides.request(now, finding, reason, by)
        return Done(what=_said_of(finding))

    perform("explain", disclosure, by, address, work, reason)


def confirm(disclosure: Disclosure, finding: Finding, by: Any, address: str | None = None) -> None:
    """确认提醒的说明, as the second person. ``OverrideRefused`` if there is nothing for them to confirm."""

    def work(now: Disclosure) -> Done:
        overrides.confirm(now, finding, by)
        return Done(what=_said_of(finding))

    perform("confirm", disclosure, by, address, work)


def unexplain(disclosure: Disclosure, digest: str, by: Any, address: str | None = None) -> None:
    """撤回提醒的说明, by the digest of the override."""

    def work(now: Disclosure) -> Done:
        overrides.withdraw(now, digest, by)
        return Done(what={"override": digest})

    perform("unexplain", disclosure, by, address, work)


def _said_of(finding: Finding) -> dict[str, Any]:
    return {"check": finding.check, "message": finding.message, "override": overrides.digest(finding)}
