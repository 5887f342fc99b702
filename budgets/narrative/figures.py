"""The named figures of a narrative: each read from a cell of a table, or from a typed fact that no table prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from budgets import evaluation
from budgets.document import Amount, Cell, Number, Row, Table, split_address
from budgets.facts import Explanation, Facts, ProjectFact
from budgets.layouts import Layout
from budgets.ledger import ADJUSTED, FUNCTION, INITIAL, ITEM, At, Line, at_stage, cut_of, total
from budgets.money import added
from budgets.tables.cells import function_of
from budgets.tables.declarations.final_economic import STAFF_CLASSES

FUNDS = ("service", "business", "superior", "subordinate", "other")
THREE_PUBLIC = ("total", "abroad", "vehicles", "purchase", "operation", "reception")

# name: the cells that it is read from. The first that the document's tables have is the figure's; the others, where
# they hold the same amount, are led to where that one is not printed.
CELLS: Mapping[str, tuple[str, ...]] = {
    "income.total": ("B01/income/total/amount", "F01/income/total/amount"),
    "income.current": ("B01/income/current/amount", "F01/income/current/amount"),
    "income.fiscal": ("B01/income/current.fiscal/amount", "F02/合计/fiscal"),
    "income.general": ("B01/income/current.general/amount", "F01/income/current.general/amount"),
    "income.fund": ("B01/income/current.fund/amount", "F01/income/current.fund/amount"),
    "income.capital": ("B01/income/current.capital/amount", "F01/income/current.capital/amount"),
    "income.special": ("B01/income/current.special/amount",),
    **{f"income.{fund}": (f"B01/income/current.own.{fund}/amount", f"F02/合计/{fund}") for fund in FUNDS},
    "income.carried": ("B01/income/carried/amount",),
    "income.carried_general": ("B04/income/carried.general/amount",),
    "income.carried_fund": ("B04/income/carried.fund/amount",),
    "income.carried_capital": ("B04/income/carried.capital/amount",),
    "expenditure.total": ("B01/expenditure/total/amount", "F01/expenditure/total/amount"),
    "expenditure.current": ("B01/expenditure/current/amount", "F01/expenditure/current/amount"),
    "expenditure.basic": ("B03/合计/basic", "F03/合计/basic"),
    "expenditure.project": ("B03/合计/project", "F03/合计/project"),
    "expenditure.remitted": ("F03/合计/remitted",),
    "expenditure.business": ("F03/合计/business",),
    "expenditure.subsidy": ("F03/合计/subsidy",),
    "fiscal.total": ("B04/expenditure/total/total", "F04/expenditure/total/total"),
    "fiscal.general": ("B04/expenditure/total/general", "F04/expenditure/total/general"),
    "fiscal.fund": ("B04/expenditure/total/fund", "F04/expenditure/total/fund"),
    "fiscal.capital": ("B04/expenditure/total/capital", "F04/expenditure/total/capital"),
    "general.total": ("B05/合计/total", "F05/合计/total"),
    "general.basic": ("B05/合计/basic", "F05/合计/basic"),
    "general.project": ("B05/合计/project", "F05/合计/project"),
    "basic.total": ("B06/合计/total", "F05/合计/basic"),
    "basic.staff": ("B06/合计/staff", "F06/staff/amount"),
    "basic.public": ("B06/合计/public", "F06/public/amount"),
    "fund.total": ("B10/合计/total", "F07/合计/total"),
    "fund.income": ("F07/合计/income",),
    "capital.total": ("B11/合计/total", "F08/合计/total"),
    "capital.income": ("F08/合计/income",),
    **{f"three_public.{part}": (f"B09/合计/{part}",) for part in THREE_PUBLIC},
    **{f"three_public_budget.{part}": (f"F09/合计/budget.{part}",) for part in THREE_PUBLIC},
    **{f"three_public_final.{part}": (f"F09/合计/final.{part}",) for part in THREE_PUBLIC},
    "running.total": ("B13/合计/total", "B09/合计/running", "B06/合计/public", "F06/public/amount"),
    "performance.total": ("B14/amounts/total/amount", "B03/合计/total", "F03/合计/total"),
    "performance.basic": ("B14/amounts/basic/amount", "B03/合计/basic", "F03/合计/basic"),
    "performance.project": ("B14/amounts/project/amount", "B03/合计/project", "F03/合计/project"),
    "evaluation.initial": ("F10/funding/total/initial",),
    "evaluation.adjusted": ("F10/funding/total/adjusted",),
    "evaluation.executed": ("F10/funding/total/executed",),
    "evaluation.fiscal": ("F10/funding/fiscal/adjusted",),
    "evaluation.score": ("F10/indicators/total/score",),
}

CARS = ("general", "senior", "leaders", "confidential", "emergency", "law", "special", "retired", "other")
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
    "assets.cars_total": tuple(f"assets.cars_{kind}" for kind in CARS),
    "purchases.cars_total": tuple(f"purchases.cars_{kind}" for kind in CARS[1:]),
    "statement.total": tuple(f"statement.quarter{number}" for number in (1, 2, 3, 4)),
}
# name: the typed amount or cell that it starts from, and what is taken off.
DIFFERENCES: Mapping[str, tuple[str, str]] = {
    "three_public_final.reception_domestic": ("three_public_final.reception", "three_public_final.reception_foreign"),
}
MONEY = (
    *SUMS["procurement.total"],
    *SUMS["assets.total"],
    *SUMS["statement.total"],
    "procurement.reserved_sme",
    "procurement.reserved_micro",
    "procurement.awarded_sme",
    "procurement.awarded_micro",
    "procurement.reserved_awarded_sme",
    "procurement.reserved_awarded_micro",
    "procurement.open_awarded_sme",
    "three_public_final.reception_foreign",
    "performance_management.target_amount",
    "performance_management.tracked_amount",
    "performance_management.evaluated_amount",
)
GRADED = tuple(f"evaluated.grade{place}" for place in (1, 2, 3, 4))
COUNTS = (
    *SUMS["assets.cars_total"],
    *SUMS["purchases.cars_total"],
    "assets.large_general",
    "assets.large_special",
    "assets.large_equipment",
    "purchases.large_equipment",
    "headcount.offices",
    "headcount.institutions",
    "headcount.administrative",
    "headcount.referenced",
    "headcount.institution_posts",
    "headcount.retirees",
    "three_public_final.trips",
    "three_public_final.travellers",
    "three_public_final.cars_bought",
    "three_public_final.cars_kept",
    "three_public_final.foreign_groups",
    "three_public_final.foreign_guests",
    "three_public_final.domestic_groups",
    "three_public_final.domestic_guests",
    "performance_management.target_units",
    "performance_management.target_count",
    "performance_management.tracked_count",
    "performance_management.evaluated_count",
    "performance_management.average_score",
    "performance_management.grade1",
    "performance_management.grade2",
    "performance_management.grade3",
    "performance_management.grade4",
    "performance_management.problems",
    "performance_management.problems_solved",
    "performance_management.problems_open",
    "evaluated.count",
    "planned.count",
    *GRADED,
    "transfer.count",
    "projects.count",
    "projects.key_count",
    "units.count",
    "units.administrative",
    "units.referenced",
    "units.institution",
)

UNIT_KINDS = ("administrative", "referenced", "institution")
ZERO = Decimal("0.00")

# What a clerk may insert into a typed text.
NAMES = (*CELLS, *SUMS, *DIFFERENCES, *MONEY, *COUNTS, "planned.total")


@dataclass(frozen=True, slots=True)
class Value:
    """A named number: money in yuan or a count, and the printed cell that it comes from (empty where none is)."""

    name: str
    number: Decimal | None
    cell: str = ""
    money: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A functional 项 of the general budget: its amount, 年初预算, 全年预算, what is said of it."""

    code: str
    amount: Value
    initial: Value
    adjusted: Value
    explanation: Explanation


class Ledgerbook:
    """Looks figures up by name in the tables of a document and the typed facts behind it."""

    def __init__(self, facts: Facts, layout: Layout, tables: Mapping[str, Table], printed: Iterable[str]) -> None:
        self.facts = facts
        self.layout = layout
        self.tables = tables
        self.printed = frozenset(printed)

    def value(self, name: str) -> Value:
        """The figure with this name; ``KeyError`` if there is none."""
        if name in CELLS:
            return self._from_cells(name, CELLS[name])
        if name in SUMS:
            return self._sum(name, SUMS[name])
        if name in DIFFERENCES:
            whole, part = (self.value(each).number for each in DIFFERENCES[name])
            return Value(name, None if whole is None or part is None else whole - part)
        if name == "planned.total":
            return self.planned()
        if name in MONEY:
            return Value(name, self.facts.money.get(name))
        if name in COUNTS:
            return self._count(name)
        raise KeyError(name)

    def classes(self) -> list[tuple[str, Value]]:
        """(functional 类, amount) of every non-zero 类 of the general budget, in the order of codes."""
        found = []
        for code in sorted({function_of(row)[:3] for row in self._details()}):
            value = self._class(code)
            if value.number:
                found.append((code, value))
        return found

    def items(self) -> list[Item]:
        """Every 项 of the general budget with money at one of the stages, in the order of codes."""
        initial, adjusted = (self._staged(stage) for stage in (INITIAL, ADJUSTED))
        amounts = self._item_amounts()
        # What a table leaves out is zero where the table tells its total; a published budget is told whole.
        left_out = Value("", None if self.value("general.total").number is None else ZERO)
        budgeted = ZERO if "initial" in self.facts.sources else None
        items = [
            Item(
                code,
                replace(amounts.get(code, left_out), name=f"item.{code}"),
                Value(f"item.{code}.initial", initial.get(code, budgeted)),
                Value(f"item.{code}.adjusted", adjusted.get(code)),
                self.facts.explanations.get(code, Explanation()),
            )
            for code in sorted((amounts.keys() | initial.keys() | adjusted.keys()) - {""})
        ]
        return [each for each in items if each.amount.number != 0 or each.initial.number or each.adjusted.number]

    def _item_amounts(self) -> dict[str, Value]:
        """What the table of the general budget prints, by 项."""
        table = self._general()
        code = table.code if table else ""
        return {
            function_of(row): Value("", _number(row.cells.get("total")), self._link((f"{code}/{row.key}/total",)))
            for row in self._details()
        }

    def stage_total(self, stage: str) -> Value:
        """Σ of the general budget at 年初预算 or 全年预算, not reported where no line is known."""
        amounts = self._staged(stage)
        return Value(f"general.{stage}", sum(amounts.values(), ZERO) if amounts else None)

    def _staged(self, stage: str) -> dict[str, Decimal]:
        """Amount of every 项 of the general budget at a stage that is not the document's own."""
        if stage == self.facts.stage:
            return {}
        by_code: dict[str, list[Line]] = {}
        for line in at_stage(self.facts.expenditure, stage):
            if line.cut == FUNCTION:
                by_code.setdefault(line.function, []).append(line)
        sums = {code: total(lines, At(fund="general")) for code, lines in by_code.items()}
        return {code: amount for code, amount in sums.items() if amount is not None}

    def _general(self) -> Table | None:
        """The table of the general budget by 项."""
        return self.tables.get("B05") or self.tables.get("F05")

    def _details(self) -> list[Row]:
        table = self._general()
        return [row for _, row in table.rows() if row.kind == "detail"] if table else []

    def sections(self, column: str) -> list[str]:
        """Names of the economic 款 with money for ``staff`` or ``public``, each once, in printed order."""
        return list(dict.fromkeys(name for name, amount in self._sections(column) if amount))

    def undivided(self, column: str) -> bool:
        """Whether a 款 of that column is not reported."""
        return any(amount is None for _, amount in self._sections(column))

    def _sections(self, column: str) -> list[tuple[str, Decimal | None]]:
        if "B06" in self.tables:
            rows = [row for _, row in self.tables["B06"].rows() if row.kind == "detail"]
            names = [str(row.cells.get("economic_name") or row.cells.get("name")) for row in rows]
            return [(name, _number(row.cells.get(column))) for name, row in zip(names, rows, strict=True)]
        rows = [row for _, row in self.tables["F06"].rows() if row.kind == "detail"] if "F06" in self.tables else []
        own = [row for row in rows if str(row.cells["code"]).startswith(STAFF_CLASSES) == (column == "staff")]
        return [(str(row.cells["name"]), _number(row.cells["amount"])) for row in own]

    def project(self, project: ProjectFact) -> Value:
        """The amount of a project in B12."""
        rows = [row for _, row in self.tables["B12"].rows() if row.kind == "detail"] if "B12" in self.tables else []
        own = [row for row in rows if _is_of(row, project)]
        address = f"B12/{own[0].key}/total" if own else ""
        return Value(f"project.{project.key}", self._at(address) if own else None, self._link((address,)))

    def planned(self) -> Value:
        """Σ of the yearly money of the projects whose targets are printed, in yuan."""
        keys = {project.key for project in self.facts.projects if project.indicators}
        lines = [line for line in cut_of(self.facts.expenditure, ITEM, self.facts.stage) if line.project in keys]
        return Value("planned.total", total(lines) if lines else None)

    def _class(self, code: str) -> Value:
        table = self._general()
        own = f"{table.code if table else ''}/{code}/total"
        amounts = [_number(row.cells["total"]) for row in self._details() if function_of(row)[:3] == code]
        summed = None if None in amounts else sum((a for a in amounts if a), ZERO)
        number = self._at(own) if self._cells(own) else summed
        candidates = [
            own,
            f"B04/expenditure/{code}/general",
            f"B01/expenditure/{code}/amount",
            f"F04/expenditure/{code}/general",
        ]
        same = [address for address in candidates if self._at(address) == number]
        return Value(f"general.class.{code}", number, self._link(same))

    def _from_cells(self, name: str, addresses: Sequence[str]) -> Value:
        found = [(address, cell) for address in addresses for cell in self._cells(address)]
        if not found:
            return Value(name, None)
        first = found[0][1]
        same = [address for address, cell in found if _number(cell) == _number(first)]
        return Value(name, _number(first), self._link(same), money=not isinstance(first, Number))

    def _link(self, addresses: Iterable[str]) -> str:
        return next((each for each in addresses if each and split_address(each)[0] in self.printed), "")

    def _at(self, address: str) -> Decimal | None:
        return next((_number(cell) for cell in self._cells(address)), None)

    def _cells(self, address: str) -> list[Cell]:
        """The cell at an address; none if the tables have none there."""
        code, row_key, column_key = split_address(address)
        try:
            return [self.tables[code].cell(row_key, column_key)]
        except KeyError:
            return []

    def _sum(self, name: str, parts: Sequence[str]) -> Value:
        values = [self.value(part) for part in parts]
        if values[0].money:
            return Value(name, added(*(value.number for value in values)))
        # Kinds of things of which a form has no row are none: a count adds up those that it has.
        numbers = [value.number for value in values if value.number is not None]
        return Value(name, sum(numbers, Decimal(0)) if numbers else None, money=False)

    def _count(self, name: str) -> Value:
        number = self._derived.get(name, self.facts.counts.get(name))
        cell = self._link(("B12/合计/total", "B15/合计/total")) if name == "projects.count" else ""
        return Value(name, None if number is None else Decimal(number), cell, money=False)

    @cached_property
    def _derived(self) -> dict[str, int]:
        """Counts that nobody enters: units, projects, and how many self-evaluated ones have each grade."""
        facts = self.facts
        found = [evaluation.result(project).score for project in facts.projects if project.evaluation]
        grades = [evaluation.grade(score, self.layout.grades) for score in found if score is not None]
        return {
            "projects.count": len({*facts.project_names, *(p.key for p in facts.projects)}),
            "projects.key_count": sum(1 for project in facts.projects if project.key_position),
            "units.count": len(facts.units),
            **{f"units.{kind}": sum(unit.kind == kind for unit in facts.units) for kind in UNIT_KINDS},
            "planned.count": sum(1 for project in facts.projects if project.indicators),
            "evaluated.count": len(found),
            **{name: grades.count(grade) for name, (grade, _) in zip(GRADED, self.layout.grades, strict=False)},
        }


def _is_of(row: Row, project: ProjectFact) -> bool:
    """Whether a row is a project's: by its code, or by its name where it has no code."""
    if project.code:
        return row.key.endswith(f"/{project.code}")
    return row.cells.get("name") == project.name


def _number(cell: object) -> Decimal | None:
    if isinstance(cell, Number):
        return cell.value
    return cell.yuan if isinstance(cell, Amount) else None
