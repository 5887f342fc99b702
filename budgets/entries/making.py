"""Disclosures made from entries, with the regions, department and units that they name."""

from typing import Any

from django.db import transaction

from budgets.entered import Entries
from budgets.entries.checking import Known, Row, checked
from budgets.entries.mistakes import Invalid, Mistake
from budgets.entries.parts import DISCLOSURE
from budgets.entries.putting import put
from budgets.entries.shape import KIND, UNKNOWN_KIND, kind_of
from budgets.models import Department, Disclosure, Region, Unit

NEEDED = ("regions", "department", "units", DISCLOSURE.key)
MISSING = "没有写明这一组内容：说不清是谁的文件"
NO_PARENT = "上级区划“{}”不在前面的行中"


@transaction.atomic
def made(entries: Entries) -> Disclosure:
    """The disclosure that entries are of, found or created with its regions, department and units, and put.

    Regions, departments and units that exist stay as they are. Raises ``Invalid`` as ``put`` does.
    """
    kind = kind_of(entries)
    if not kind:
        raise Invalid([Mistake(KIND, -1, "", UNKNOWN_KIND)])
    rows = _identity(kind, entries)
    department = _department(rows)
    units = _units(department, rows["units"])
    own = rows[DISCLOSURE.key][0]
    known = Disclosure.objects.filter(kind=kind, department=department, year=own["year"], unit=units.get(own["unit"]))
    particulars = {**own, "unit": units.get(own["unit"])}
    disclosure = known.first() or Disclosure.objects.create(kind=kind, department=department, **particulars)
    put(disclosure, entries)
    return disclosure


def found(entries: Entries) -> Disclosure | None:
    """The disclosure that entries are of, if it exists."""
    own, regions = entries[DISCLOSURE.key], entries["regions"]
    wanted: dict[str, Any] = {"unit__code": own["unit"]} if own.get("unit") else {"unit": None}
    return Disclosure.objects.filter(
        kind=entries[KIND],
        department__region__code=regions[-1]["code"],
        department__code=entries["department"]["code"],
        year=own["year"],
        **wanted,
    ).first()


def _identity(kind: str, entries: Entries) -> dict[str, list[Row]]:
    """The cleaned rows of what tells whose entries they are; ``Invalid`` with all that is wrong with the entries."""
    missing = [Mistake(key, -1, "", MISSING) for key in NEEDED if not entries.get(key)]
    if missing:
        raise Invalid(missing)
    codes = frozenset(str(row.get("code")) for row in entries["units"] if isinstance(row, dict))
    answer = checked(kind, {key: entries[key] for key in NEEDED}, Known(units=codes))
    mistakes = [*answer.mistakes, *_orphans(answer.rows["regions"])]
    if mistakes:
        raise Invalid(mistakes)
    return answer.rows


def _orphans(regions: list[Row]) -> list[Mistake]:
    """Regions whose parent does not stand before them."""
    orphans = []
    for index, row in enumerate(regions):
        before = {above.get("code") for above in regions[:index]}
        if row.get("parent") and row["parent"] not in before:
            orphans.append(Mistake("regions", index, "parent", NO_PARENT.format(row["parent"])))
    return orphans


def _department(rows: dict[str, list[Row]]) -> Department:
    regions: dict[str, Region] = {}
    for row in rows["regions"]:
        parent = regions.get(row["parent"])
        named = {"name": row["name"], "parent": parent}
        regions[row["code"]], _ = Region.objects.get_or_create(code=row["code"], defaults=named)
    own = {**rows["department"][0]}
    region = regions[rows["regions"][-1]["code"]]
    return Department.objects.get_or_create(region=region, code=own.pop("code"), defaults=own)[0]


def _units(department: Department, rows: list[Row]) -> dict[str, Unit]:
    for position, row in enumerate(rows, 1):
        named = {"name": row["name"], "kind": row["kind"], "position": position}
        Unit.objects.get_or_create(department=department, code=row["code"], defaults=named)
    return {unit.code: unit for unit in department.units.all()}
