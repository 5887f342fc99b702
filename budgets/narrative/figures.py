"""The named figures of a narrative: each read from a cell of a table, or from a typed fact that no table prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Amount, Table, split_address
from budgets.facts import Facts
from budgets.money import added

# name: the cell that it is read from; further cells with the same amount stand in where the first is not printed.
CELLS: Mapping[str, tuple[str, ...]] = {
    "income.total": ("B01/income/total/amount",),
    "income.general": ("B01/income/current.general/amount",),
    "income.fund": ("B01/income/current.fund/amount",),
    "income.capital": ("B01/income/current.capital/amount",),
    "income.special": ("B01/income/current.special/amount",),
    "income.service": ("B01/income/current.own.service/amount",),
    "income.business": ("B01/income/current.own.business/amount",),
    "income.superior": ("B01/income/current.own.superior/amount",),
    "income.subordinate": ("B01/income/current.own.subordinate/amount",),
    "income.other": ("B01/income/current.own.other/amount",),
    "income.carried": ("B01/income/carried/amount",),
    "income.carried_general": ("B04/income/carried.general/amount",),
    "income.carried_fund": ("B04/income/carried.fund/amount",),
    "income.carried_capital": ("B04/income/carried.capital/amount",),
    "expenditure.total": ("B01/expenditure/total/amount",),
    "expenditure.basic": ("B03/合计/basic",),
    "expenditure.project": ("B03/合计/project",),
    "fiscal.general": ("B04/expenditure/total/general",),
    "fiscal.fund": ("B04/expenditure/total/fund",),
    "fiscal.capital": ("B04/expenditure/total/capital",),
    "general.total": ("B05/合计/total",),
    "general.basic": ("B05/合计/basic",),
    "general.project": ("B05/合计/project",),
    "basic.total": ("B06/合计/total",),
    "basic.staff": ("B06/合计/staff",),
    "basic.public": ("B06/合计/public",),
    "fund.total": ("B10/合计/total",),
    "capital.total": ("B11/合计/total",),
    "three_public.total": ("B09/合计/total",),
    "three_public.abroad": ("B09/合计/abroad",),
    "three_public.vehicles": ("B09/合计/vehicles",),
    "three_public.purchase": ("B09/合计/purchase",),
    "three_public.operation": ("B09/合计/operation",),
    "three_public.reception": ("B09/合计/reception",),
    "running.total": ("B13/合计/total", "B06/合计/public"),
    "performance.total": ("B14/amounts/total/amount", "B03/合计/total"),
    "performance.basic": ("B14/amounts/basic/amount", "B03/合计/basic"),
    "performance.project": ("B14/amounts/project/amount", "B03/合计/project"),
}

# name: the typed amounts or counts that it adds up (itself, where it stands alone).
SUMS: Mapping[str, tuple[str, ...]] = {
    "procurement.total": ("procurement.goods", "procurement.works", "procurement.services"),
    "assets.total": (
        "assets.buildings",
        "assets.vehicles",
        "assets.office_equipment",
        "assets.special_equipment",
        "assets.other",
    ),
    "assets.cars_total": ("assets.cars_general", "assets.cars_law", "assets.cars_special", "assets.cars_other"),
}
MONEY = (*SUMS["procurement.total"], *SUMS["assets.total"])
COUNTS = (
    *SUMS["assets.cars_total"],
    "assets.large_general",
    "assets.large_special",
    "headcount.offices",
    "headcount.institutions",
    "headcount.administrative",
    "headcount.referenced",
    "headcount.institution_posts",
    "headcount.retirees",
    "transfer.count",
    "projects.count",
    "projects.key_count",
    "units.count",
)

# What a clerk may insert into a typed text.
NAMES = (*CELLS, *SUMS, *MONEY, *COUNTS)


@dataclass(frozen=True, slots=True)
class Value:
    """A named number: money in yuan or a count, and the printed cell that it comes from (empty where none is)."""

    name: str
    number: Decimal | None
    cell: str = ""
    money: bool = True


class Ledgerbook:
    """Looks figures up by name in the tables of a document and the typed facts behind it."""

    def __init__(self, facts: Facts, tables: Mapping[str, Table], printed: Iterable[str]) -> None:
        self.facts = facts
        self.tables = tables
        self.printed = frozenset(printed)

    def value(self, name: str) -> Value:
        """The figure with this name; ``KeyError`` if there is none."""
        if name in CELLS:
            return self._from_cells(name, CELLS[name])
        if name in SUMS:
            return self._sum(name, SUMS[name])
        if name in MONEY:
            return Value(name, self.facts.money.get(name))
        if name in COUNTS:
            return self._count(name)
        raise KeyError(name)

    def classes(self) -> list[tuple[str, Value]]:
        """(functional 类, amount) of every non-zero 类 of the general budget, in the order of codes."""
        found = []
        for code in sorted({str(row.cells["class"]) for _, row in self.tables["B05"].rows() if row.kind == "detail"}):
            value = self._class(code)
            if value.number:
                found.append((code, value))
        return found

    def sections(self, column: str) -> list[str]:
        """Names of the economic 款 with money in a column of B06, each once, in printed order."""
        names = [
            str(row.cells["economic_name"])
            for _, row in self.tables["B06"].rows()
            if row.kind == "detail" and _number(row.cells.get(column))
        ]
        return list(dict.fromkeys(names))

    def project(self, code: str) -> Value:
        """The amount of a project in B12."""
        address = f"B12/{self.facts.code}/{code}/total"
        return Value(f"project.{code}", self._at(address), self._link((address,)))

    def _class(self, code: str) -> Value:
        rows = [row for _, row in self.tables["B05"].rows() if row.kind == "detail" and row.cells["class"] == code]
        amounts = [_number(row.cells["total"]) for row in rows]
        number = None if None in amounts else sum((a for a in amounts if a), Decimal("0.00"))
        candidates = [f"B04/expenditure/{code}/general", f"B01/expenditure/{code}/amount"]
        same = [address for address in candidates if self._at(address) == number]
        return Value(f"general.class.{code}", number, self._link(same))

    def _from_cells(self, name: str, addresses: Sequence[str]) -> Value:
        number = self._at(addresses[0])
        same = [address for address in addresses if self._at(address) == number]
        return Value(name, number, self._link(same))

    def _link(self, addresses: Iterable[str]) -> str:
        return next((address for address in addresses if split_address(address)[0] in self.printed), "")

    def _at(self, address: str) -> Decimal | None:
        code, row_key, column_key = split_address(address)
        try:
            return _number(self.tables[code].cell(row_key, column_key))
        except KeyError:
            return None

    def _sum(self, name: str, parts: Sequence[str]) -> Value:
        values = [self.value(part) for part in parts]
        if values[0].money:
            return Value(name, added(*(value.number for value in values)))
        # Kinds of things of which a form has no row are none: a count adds up those that it has.
        numbers = [value.number for value in values if value.number is not None]
        return Value(name, sum(numbers, Decimal(0)) if numbers else None, money=False)

    def _count(self, name: str) -> Value:
        key = tuple(project for project in self.facts.projects if project.key_position)
        derived = {
            "projects.count": len({*self.facts.project_names, *(p.code for p in self.facts.projects)}),
            "projects.key_count": len(key),
            "units.count": len(self.facts.units),
        }
        number = derived.get(name, self.facts.counts.get(name))
        cell = self._link(("B12/合计/total", "B15/合计/total")) if name == "projects.count" else ""
        return Value(name, None if number is None else Decimal(number), cell, money=False)


def _number(cell: object) -> Decimal | None:
    return cell.yuan if isinstance(cell, Amount) else None
