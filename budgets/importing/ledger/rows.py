"""What the rows of a read table are of: codes, units, items and projects, as fields of a line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from budgets.document import Row, Table
from budgets.facts import Facts, ProjectFact, UnitFact, project_key
from budgets.importing.cells import plain
from budgets.importing.ledger.groups import SOME_INDICATOR, layout_of
from budgets.importing.read import ReadTable
from budgets.layouts import TableLayout
from budgets.ledger import ITEM_KINDS, NATURES, Line
from budgets.tables import declared
from budgets.tables.cells import function_of
from budgets.tables.crosstab import CrossTab
from budgets.tables.declarations.by_economic import UNKNOWN_PROJECT
from budgets.tables.declarations.final_economic import TOTALS, EconomicListing
from budgets.tables.declarations.forms import ProjectTargets
from budgets.tables.declarations.shanghai import ProjectForms
from budgets.tables.registry import Declaration

BASIC, PROJECT = "basic", "project"
ITEM_KIND_OF = {plain(name): key for key, name in ITEM_KINDS.items()}
NATURE_OF = {plain(name): key for key, name in NATURES.items()}
DETAIL, SUBTOTAL = "detail", "subtotal"


@dataclass(frozen=True, slots=True)
class Own:
    """A row with money of its own: its name in its table, and a line with the fields that the row tells.

    ``natures`` are given where the row tells its nature itself.
    """

    name: str
    line: Line
    row: Row
    natures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is who: units by code and by name, codes of projects by name (and by name and unit)."""

    units: Mapping[str, str]
    projects: Mapping[tuple[str, str], str]

    def unit(self, told: str) -> str:
        """Code of the unit with this code or name; empty if it is none of the department's."""
        return self.units.get(plain(told), "")

    def project(self, name: str, unit: str) -> str:
        """Key of the project with this name."""
        named = plain(name)
        code = self.projects.get((named, unit)) or self.projects.get((named, ""), "")
        return project_key(code, name)


def directory(units: Sequence[UnitFact], projects: Sequence[ProjectFact]) -> Directory:
    """The directory of a department."""
    by_unit = {plain(unit.name): unit.code for unit in units} | {unit.code: unit.code for unit in units}
    coded = [project for project in projects if project.code]
    by_name = {(plain(project.name), ""): project.code for project in coded}
    return Directory(by_unit, by_name | {(plain(project.name), project.unit): project.code for project in coded})


def text(row: Row, *keys: str) -> str:
    """What the row says in these columns, one after another."""
    return "".join(cell for cell in (row.cells.get(key) for key in keys) if isinstance(cell, str)).strip()


def _economic(row: Row) -> str:
    return text(row, "economic") or text(row, "class", "section")


def _government(row: Row) -> str:
    return text(row, "government") or text(row, "government_class", "government_section")


BLANK_LINE = Line(Decimal("0.00"))
FIELDS = ("unit", "function", "economic", "government", "project", "item", "item_kind")
FULL_LINE = Line(Decimal(0), "1", "1", "1", "1", item="1", item_kind="1")


def told_by(made: Declaration) -> frozenset[str]:
    """The fields of a line that decide in which row of a table it stands; none for tables of other rows."""
    if isinstance(made, CrossTab):
        return frozenset(field for field in FIELDS if made.group(_other(field)) != made.group(FULL_LINE))
    if isinstance(made, EconomicListing):
        return frozenset({"economic"})
    return frozenset({"project"}) if isinstance(made, ProjectForms) else frozenset()


def _other(field: str) -> Line:
    changed: Any = {field: "2"}
    return replace(FULL_LINE, **changed)


def by_place(read: ReadTable) -> bool:
    """Whether the rows of a table are told by their places, because they have names only."""
    return "item" in told_by(declared()[read.form])


def named(table: Table, places: bool) -> Iterator[tuple[str, Row]]:
    """The rows with their names: their keys, or the places of the detail rows."""
    place = 0
    for _, row in table.rows():
        if places and row.kind == DETAIL:
            place += 1
            yield f"#{place}", row
        else:
            yield row.key, row


def own_rows(read: ReadTable, known: Directory) -> Iterator[Own]:
    """The rows that are no sums of others, in printed order."""
    made = declared()[read.form]
    if isinstance(made, CrossTab):
        yield from _of_crosstab(made, read, known)
    elif isinstance(made, EconomicListing):
        yield from _of_listing(read.table)
    elif isinstance(made, ProjectForms):
        yield from _of_forms(read.table, known)


def _of_crosstab(made: CrossTab, read: ReadTable, known: Directory) -> Iterator[Own]:
    layout, fields = layout_of(read.layout, read.code), told_by(made)
    rows = list(named(read.table, "item" in fields))
    if made.ladder and layout.options.get("subtotals"):
        rows = list(_lowest(rows, function_of if "function" in fields else _economic))
    for name, row in rows:
        if row.kind == DETAIL or (row.kind == SUBTOTAL and made.ladder and layout.options.get("subtotals")):
            yield _own(name, row, fields, known)


def _lowest(rows: Sequence[tuple[str, Row]], code_of: Callable[[Row], str]) -> Iterator[tuple[str, Row]]:
    """The rows of codes below which no other row stands."""
    above = {code[:length] for code in (code_of(row) for _, row in rows) for length in range(3, len(code))}
    yield from ((name, row) for name, row in rows if code_of(row) and code_of(row) not in above)


def _own(name: str, row: Row, fields: frozenset[str], known: Directory) -> Own:
    if "project" in fields:
        unit = known.unit(text(row, "unit"))
        project = known.project(text(row, "name"), unit)
        nature = NATURE_OF.get(plain(text(row, "kind")), PROJECT)
        return Own(name, replace(BLANK_LINE, unit=unit, project=project), row, (nature,))
    if "item" in fields:
        kind = ITEM_KIND_OF.get(plain(text(row, "kind")), "")
        unit = known.unit(text(row, "unit"))
        return Own(name, replace(BLANK_LINE, unit=unit, item=text(row, "item"), item_kind=kind), row, (BASIC,))
    if "function" in fields:
        return Own(name, replace(BLANK_LINE, function=function_of(row)), row)
    if "unit" in fields:
        return Own(name, replace(BLANK_LINE, unit=known.unit(text(row, "code")) or known.unit(text(row, "name"))), row)
    return _of_economic(name, row, fields)


def _of_economic(name: str, row: Row, fields: frozenset[str]) -> Own:
    economic = _economic(row)
    if not economic:
        nature = PROJECT if plain(text(row, "name", "economic_name")) == plain(UNKNOWN_PROJECT) else BASIC
        return Own(name, BLANK_LINE, row, (nature,))
    government = _government(row) if "government" in fields else ""
    return Own(name, replace(BLANK_LINE, economic=economic, government=government), row)


def _of_listing(table: Table) -> Iterator[Own]:
    """Codes with an amount; a 类 only where a 款 below it is not told."""
    rows = {row.key: row for _, row in table.rows() if row.key not in TOTALS}
    for key, row in rows.items():
        below = [own.cells.get("amount") for code, own in rows.items() if code != key and code.startswith(key)]
        if row.cells.get("amount") is not None and (not below or None in below):
            yield Own(key, replace(BLANK_LINE, economic=key), row)


def _of_forms(table: Table, known: Directory) -> Iterator[Own]:
    for panel in table.panels:
        place, _, part = panel.key.partition("/")
        if part == "head":
            unit, name, nature = _head(panel.rows)
            line = replace(BLANK_LINE, unit=known.unit(unit), project=known.project(name, known.unit(unit)))
            yield Own(f"{place}/amounts/year", line, panel.rows[0], (nature,))


def _head(rows: Sequence[Row]) -> tuple[str, str, str]:
    """Unit and name of the project that a form is of, and the nature that its category names."""
    told = {text(row, "label"): text(row, "text") for row in rows}
    nature = NATURE_OF.get(plain(told.get("项目类别", "")), PROJECT)
    return told.get("实施单位", ""), told.get("项目名称", ""), nature


def with_projects(base: Facts, tables: Mapping[str, ReadTable], known: Sequence[ProjectFact]) -> Facts:
    """The facts with the projects that the tables list, or those that are known already."""
    units = directory(base.units, ())
    found = [project for read in tables.values() for project in _projects(read, units, known)]
    return replace(base, projects=tuple(found or known))


def _projects(read: ReadTable, units: Directory, known: Sequence[ProjectFact]) -> Iterator[ProjectFact]:
    made = declared()[read.form]
    if isinstance(made, ProjectTargets):
        yield from _listed(read.table, units)
    elif isinstance(made, ProjectForms):
        codes = {plain(project.name): project.code for project in known}
        for panel in read.table.panels:
            if panel.key.endswith("/head"):
                unit, name, _ = _head(panel.rows)
                yield ProjectFact(codes.get(plain(name), ""), name, units.unit(unit), indicators=(SOME_INDICATOR,))


def _listed(table: Table, units: Directory) -> Iterator[ProjectFact]:
    unit = ""
    for _, row in table.rows():
        if row.kind == SUBTOTAL:
            unit = units.unit(text(row, "code")) or units.unit(text(row, "name"))
        elif row.kind == DETAIL and text(row, "name"):
            yield ProjectFact(text(row, "code"), text(row, "name"), unit)


def department_code(tables: Mapping[str, ReadTable]) -> str:
    """The code of the department, as its own row tells it; empty where no table has one."""
    for read in tables.values():
        made = declared()[read.form]
        if isinstance(made, CrossTab) and _has_department_row(made, layout_of(read.layout, read.code)):
            code = next((row.key for _, row in read.table.rows() if row.kind == SUBTOTAL), "")
            if code:
                return code
    return ""


def _has_department_row(made: CrossTab, layout: TableLayout) -> bool:
    return bool(layout.options.get("department_row", made.department_row))
