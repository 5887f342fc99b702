"""Builders: small budgets and final accounts made for one test."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import User

from budgets import catalogue
from budgets.data.load import load_classification
from budgets.document import sha256
from budgets.editions import document_of, draft, publish, store
from budgets.editions.files import MAKERS
from budgets.layouts import load
from budgets.models import (
    Budget,
    Department,
    Disclosure,
    Edition,
    ExpenditureLine,
    FinalAccount,
    IncomeLine,
    Project,
    ProjectPlan,
    Region,
    Unit,
    Withdrawal,
)


def department(code: str = "101", units: int = 2) -> Department:
    """A department with units, and the lists of codes."""
    load_classification()
    region, _ = Region.objects.get_or_create(code="410800", defaults={"name": "焦作市"})
    department, made = Department.objects.get_or_create(region=region, code=code, defaults={"name": "焦作市某局"})
    if made:
        for place in range(1, units + 1):
            Unit.objects.create(department=department, code=f"{code}00{place}", name=f"第{place}单位", position=place)
    return department


def budget(code: str = "101", layout: str = "henan-jiaozuo-budget", year: int = 2024, units: int = 2) -> Budget:
    """An empty budget of a department with units."""
    return Budget.objects.create(department=department(code, units), year=year, layout=layout)


def final(code: str = "101", layout: str = "henan-zhongzhan-final", year: int = 2024, units: int = 2) -> FinalAccount:
    """Empty final accounts of a department with units."""
    return FinalAccount.objects.create(department=department(code, units), year=year, layout=layout)


def empty(layout: str) -> Disclosure:
    """An empty document of the layout's kind."""
    return final(layout=layout) if load(layout).kind == Disclosure.FINAL else budget(layout=layout)


def _stage(disclosure: Disclosure) -> dict[str, str]:
    return {"stage": "final" if disclosure.kind == Disclosure.FINAL else "initial"}


def spend(disclosure: Disclosure, cut: str, amount: str, **known: Any) -> ExpenditureLine:
    """A line of expenditure of its own stage; what is not named is not known, but for fund and nature."""
    known = {"fund": "general.fiscal", "nature": "basic.staff.wages", **_stage(disclosure), **known}
    return ExpenditureLine.objects.create(disclosure=disclosure, cut=cut, amount=Decimal(amount), **known)


def earn(disclosure: Disclosure, amount: str, **known: Any) -> IncomeLine:
    """A line of income of its own stage."""
    known = {"fund": "general.fiscal", **_stage(disclosure), **known}
    return IncomeLine.objects.create(disclosure=disclosure, amount=Decimal(amount), **known)


def project(disclosure: Disclosure, code: str, name: str, unit: Unit, **plan: Any) -> Project:
    """A project with its plan of the year."""
    made = Project.objects.create(department=disclosure.department, unit=unit, code=code, name=name)
    ProjectPlan.objects.create(disclosure=disclosure, project=made, **plan)
    return made


def approved(disclosure: Disclosure) -> Disclosure:
    """The disclosure, submitted by one person and approved by another, of what it holds now."""
    people = [User.objects.get_or_create(username=name)[0] for name in ("submitter", "approver")]
    digest = sha256(draft(disclosure))
    Disclosure.objects.filter(pk=disclosure.pk).update(
        state="approved", submitted_by=people[0], approved_by=people[1], digest=digest
    )
    disclosure.refresh_from_db()
    return disclosure


def publish_unprinted(disclosure: Disclosure, reason: str = "") -> Edition:
    """The act of publishing as it is, but for files that hold nothing, and whatever the checks say."""
    unprinted = {ending: lambda document, entries: b"%PDF-1.7" for ending in MAKERS}
    with patch("budgets.editions.files.MAKERS", unprinted):
        return publish(disclosure, by=None, reason=reason, gate=False)


def freeze(disclosure: Disclosure, number: int = 1, reason: str = "") -> Edition:
    """An edition as publishing makes it, but for the files."""
    document = replace(draft(disclosure), edition=number)
    return store(disclosure, document, published_at=datetime(2024, 2, number, tzinfo=UTC), reason=reason)


def put_off(edition: Edition, public_from: datetime) -> Edition:
    """The edition as if it had been published for another day."""
    Edition.objects.filter(pk=edition.pk).update(public_from=public_from)
    edition.refresh_from_db()
    catalogue.enter(edition, document_of(edition))
    return edition


def taken_back(edition: Edition, at: datetime, reason: str = "含有不宜公开的内容") -> Withdrawal:
    """The withdrawal of an edition and those before it, without the act that it is."""
    withdrawal = Withdrawal.objects.create(
        disclosure_id=edition.disclosure_id, slug=edition.slug, number=edition.number, at=at, reason=reason
    )
    catalogue.withdrawn(edition.disclosure, edition.slug)
    return withdrawal
