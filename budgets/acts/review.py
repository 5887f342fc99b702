"""Before publication: a draft is edited, submitted, taken back, sent back or approved."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from budgets.acts.performing import NOBODY, Done, change, locked, perform, tell
from budgets.acts.record import append
from budgets.acts.refusing import CHECKS, CONTENT, ActRefused
from budgets.acts.table import LAPSE
from budgets.checking import examine
from budgets.checks import CONTRADICTION
from budgets.document import sha256
from budgets.editions import draft
from budgets.models import Disclosure
from budgets.models.disclosure import APPROVED, DRAFT, SUBMITTED

LAPSED = "提交之后内容有变化，提交和审核已作废：请编制人核对后重新提交"


def edited(disclosure: Disclosure, by: Any, address: str | None = None, what: dict[str, Any] | None = None) -> None:
    """Figures, facts or texts are saved: the version counts on, and what was submitted or approved is no longer.

    To be called in the transaction of the save, which is undone with it; ``what`` tells the record which rows.
    """

    def work(now: Disclosure) -> Done:
        void = {"void": now.state} if now.state in (SUBMITTED, APPROVED) else {}
        return Done({"version": now.version + 1, **NOBODY}, {**(what or {}), **void})

    perform("edit", disclosure, by, address, work)


def submit(disclosure: Disclosure, by: Any, address: str | None = None) -> None:
    """提交审核: bind what is to be approved by its SHA-256.

    A contradiction has to be mended first. A warning that two people have not yet let stand does not keep a draft from
    its reviewer, who may be the one to confirm it; it blocks publication.
    """

    def work(now: Disclosure) -> Done:
        document = draft(now)
        standing = [each for each in examine(now, document).barriers if each.severity == CONTRADICTION]
        if standing:
            told = "".join(f"\n{number}. {each.message}" for number, each in enumerate(standing, start=1))
            raise ActRefused(f"勾稽检查有 {len(standing)} 处矛盾，改正后才能提交：{told}", CHECKS)
        digest = sha256(document)
        return Done({"submitted_by": by, "approved_by": None, "digest": digest}, {"sha256": digest})

    perform("submit", disclosure, by, address, work)


def recall(disclosure: Disclosure, by: Any, address: str | None = None) -> None:
    """撤回提交, by whoever submitted."""
    perform("recall", disclosure, by, address, lambda now: Done(NOBODY))


def send_back(disclosure: Disclosure, by: Any, reason: str, address: str | None = None) -> None:
    """退回修改, with the reason that the clerk reads."""
    perform("return", disclosure, by, address, lambda now: Done(NOBODY), reason)


def approve(disclosure: Disclosure, by: Any, address: str | None = None) -> None:
    """审核通过, by somebody else than who submitted, of what was submitted: if it has changed, it is a draft again."""

    def work(now: Disclosure) -> Done:
        refuse_changed(now)
        return Done({"approved_by": by}, {"sha256": now.digest})

    with lapsing(disclosure, address):
        perform("approve", disclosure, by, address, work)


class ContentChanged(ActRefused):
    """What was submitted is not what is there now."""

    def __init__(self) -> None:
        super().__init__(LAPSED, CONTENT)


def refuse_changed(disclosure: Disclosure) -> None:
    """``ContentChanged`` unless the draft is what was submitted; amounts may also come from the editions of others."""
    if sha256(draft(disclosure)) != disclosure.digest:
        raise ContentChanged


@contextmanager
def lapsing(disclosure: Disclosure, address: str | None) -> Iterator[None]:
    """Make a draft again of what turns out to have changed since it was submitted."""
    try:
        yield
    except ContentChanged:
        _lapse(disclosure, address)
        raise


@transaction.atomic
def _lapse(disclosure: Disclosure, address: str | None) -> None:
    now = locked(disclosure)
    if now.state in (SUBMITTED, APPROVED) and sha256(draft(now)) != now.digest:
        void = {"void": now.state}
        change(now, {"state": DRAFT, **NOBODY})
        append(LAPSE, None, address, now, void)
    tell(disclosure, now)
