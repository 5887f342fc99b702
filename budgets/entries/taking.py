"""What was entered for a disclosure, taken from the database as plain data."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from budgets.entered import EXPENDITURE, Entries
from budgets.entries.parts import (
    BELOW,
    DISCLOSURE,
    IDENTITY,
    LINES,
    LISTS,
    OF_PROJECT,
    PLANS,
    PROJECT,
    SHEETS,
    UNPLANNED,
    Part,
    fields,
)
from budgets.ledger import CUTS
from budgets.models import Department, Disclosure, Project, Region

Row = dict[str, Any]
# From lines to the code of what they link to; a project without a code goes by its name.
LOOKUPS: dict[str, Any] = {
    "unit": F("unit__code"),
    PROJECT: Coalesce(NullIf("project__code", Value("")), "project__name"),
}
OF_PLAN = {"unit": F("project__unit__code"), "code": F("project__code"), "name": F("project__name")}


def taken(disclosure: Disclosure) -> Entries:
    """Everything that is entered for a disclosure, in a fixed number of queries; the same for the same records."""
    found = Disclosure.objects.select_related("department__region__parent__parent__parent", "unit")
    return _taken(found.get(pk=disclosure.pk))


def _taken(disclosure: Disclosure) -> Entries:
    income, expenditure, balances = LINES
    return {
        "kind": disclosure.kind,
        **_identity(disclosure.department),
        DISCLOSURE.key: _particulars(disclosure),
        income.key: _rows(income, disclosure.income_lines),
        EXPENDITURE: _expenditure(expenditure, disclosure),
        balances.key: _rows(balances, disclosure.balance_lines),
        **{part.key: _sheet(part, disclosure) for part in SHEETS if disclosure.kind in part.kinds},
        **{part.key: _rows(part, _of_department(part, disclosure)) for part in LISTS},
        PLANS.key: _projects(disclosure),
        UNPLANNED.key: _rows(UNPLANNED, _unplanned(disclosure)),
    }


def _identity(department: Department) -> Entries:
    _, own, units = IDENTITY
    return {
        "regions": [
            {"code": region.code, "name": region.name, "parent": region.parent.code if region.parent else ""}
            for region in _chain(department.region)
        ],
        own.key: {name: getattr(department, name) for name in fields(own)},
        units.key: [dict(zip(fields(units), row, strict=True)) for row in department.units.values_list(*fields(units))],
    }


def _chain(region: Region) -> list[Region]:
    """From the highest region down to this one."""
    return [*(_chain(region.parent) if region.parent else ()), region]


def _particulars(disclosure: Disclosure) -> Row:
    own = {name: plain(getattr(disclosure, name)) for name in fields(DISCLOSURE) if name != "unit"}
    return {**own, "unit": disclosure.unit.code if disclosure.unit else ""}


def _rows(part: Part, records: Any) -> list[Row]:
    return [row for _, row in _keyed(part, records, F("pk"))]


def _keyed(part: Part, records: Any, key: Any) -> Iterator[tuple[Any, Row]]:
    """The rows of a part in printed order, each with the value of ``key`` (whose row it is)."""
    names = tuple(fields(part))
    looked_up = (_lookup(part, name) for name in names)
    for owner, *values in _ordered(part, records).values_list(key, *looked_up):
        yield owner, {name: plain(value, name) for name, value in zip(names, values, strict=True)}


def _lookup(part: Part, name: str) -> Any:
    if part.above and name in OF_PROJECT:
        return OF_PLAN[name]
    return LOOKUPS.get(name, F(name))


def _ordered(part: Part, records: Any) -> "QuerySet[Any]":
    placed = any(field.name == "position" for field in part.model._meta.concrete_fields)
    return records.order_by("position", "pk") if placed else records.order_by("pk")  # type: ignore[no-any-return]


def _sheet(part: Part, disclosure: Disclosure) -> Row | None:
    found = _rows(part, part.model._default_manager.filter(disclosure=disclosure))
    return found[0] if found else None


def _of_department(part: Part, disclosure: Disclosure) -> "QuerySet[Any]":
    """Rows of the disclosure; of those that projects have too, the department's."""
    own = part.model._default_manager.filter(disclosure=disclosure)
    return own.filter(plan=None) if any(field.name == "plan" for field in part.model._meta.fields) else own


def _expenditure(part: Part, disclosure: Disclosure) -> dict[str, list[Row]]:
    cuts: dict[str, list[tuple[int, Row]]] = {cut: [] for cut in CUTS}
    for position, row in _keyed(part, disclosure.expenditure_lines, F("position")):
        cuts[row.pop("cut")].append((position, row))
    return {cut: _placed(rows) for cut, rows in cuts.items()}


def _placed(rows: list[tuple[int, Row]]) -> list[Row]:
    """The rows, whose places become 1, 2, 3 … when they are put: places in the summary are told in the same count."""
    apart = any(row["summary_position"] is not None for _, row in rows)
    if apart and [position for position, _ in rows] != list(range(1, len(rows) + 1)):
        summary = [position if row["summary_position"] is None else row["summary_position"] for position, row in rows]
        for place, index in enumerate(sorted(range(len(rows)), key=summary.__getitem__), 1):
            rows[index][1]["summary_position"] = place
    return [row for _, row in rows]


def _projects(disclosure: Disclosure) -> list[Row]:
    plans = dict(_keyed(PLANS, disclosure.project_plans, F("pk")))
    for part in BELOW:
        below = _below(part, disclosure)
        for pk, row in plans.items():
            rows = below.get(pk, [])
            row[part.name] = (rows[0] if rows else None) if part.single else rows
    return list(plans.values())


def _below(part: Part, disclosure: Disclosure) -> dict[int, list[Row]]:
    found = defaultdict(list)
    for plan, row in _keyed(part, part.model._default_manager.filter(plan__disclosure=disclosure), F("plan")):
        found[plan].append(row)
    return found


def _unplanned(disclosure: Disclosure) -> "QuerySet[Project]":
    """Projects that lines of the disclosure name, though nothing was planned for them."""
    named = disclosure.expenditure_lines.filter(project__isnull=False).values("project")
    planned = disclosure.project_plans.values("project")
    return Project.objects.filter(pk__in=named).exclude(pk__in=planned)


def plain(value: Any, name: str = "") -> Any:
    """A value as JSON keeps it: decimals with two places, dates as ISO has them, links that lead nowhere empty."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None and name in LOOKUPS else value
