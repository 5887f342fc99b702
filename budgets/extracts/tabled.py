"""The leaves of one table, found through its declaration: what its columns and rows are, not where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from budgets.document import Document, Row, Table, cell_address
from budgets.extracts.printed import WHOLE, Printed, amount, text, yuan
from budgets.extracts.trees import divisions, finest
from budgets.extracts.vocabulary import UNDIVIDED, Leaf
from budgets.ledger import FUND_GROUPS, NATURES, At
from budgets.tables import declared
from budgets.tables.crosstab import CrossTab
from budgets.tables.declarations.final_economic import SCOPE, STAFF_CLASSES, TOTALS, EconomicListing
from budgets.tables.registry import Declaration
from budgets.tables.statement import Statement, income_coordinate
from budgets.years import code_of, identified, mentions

AMOUNT = "amount"
_NATURES = {name: path for path, name in NATURES.items()}
_GROUPS = {nodes: name for name, nodes in FUND_GROUPS.items()}


@dataclass(frozen=True)
class Reader:
    """Reads the leaves of a document's tables."""

    document: Document

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables by their codes."""
        return {table.code: table for table in self.document.tables()}

    def leaves(self, code: str, cut: str, direction: str) -> Iterator[Leaf]:
        """The leaves of a table, which add up to its total; none without the table, or if its total is not reported."""
        table = self.tables.get(code)
        made = _declaration(table) if table else None
        if table and isinstance(made, CrossTab):
            yield from self._of_crosstab(Printed(table, made), cut, direction)
        elif table and isinstance(made, EconomicListing):
            yield from _of_listing(table, cut, direction)
        elif table and isinstance(made, Statement):
            yield from _of_statement(table, cut, direction)

    def _of_crosstab(self, printed: Printed, cut: str, direction: str) -> Iterator[Leaf]:
        code, scope = printed.table.code, printed.made.scope
        for place in printed.finest_rows():
            row = printed.rows[place]
            nature = _NATURES.get(printed.filled(row, "nature"), "") or scope.nature
            for column in printed.finest_columns(row):
                at = printed.places[column]
                yield Leaf(
                    cut,
                    direction,
                    code=printed.code(row) or self._projects.get((code, row.key), ""),
                    name=UNDIVIDED if row.kind == "total" else printed.name(row),
                    yuan=amount(row, column),
                    cell=cell_address(code, row.key, column),
                    nature=_known(at.nature or nature),
                    fund=_fund(at) or _fund(scope),
                    origin=at.origin or scope.origin,
                    unit=self._unit(printed, place),
                )

    def _unit(self, printed: Printed, place: int) -> str:
        """The code of the unit whose row it is; the row of the department tells no unit."""
        row, code = printed.rows[place], printed.units[place]
        own = printed.filled(row, "unit") or self._units.get(printed.filled(row, "unit_name"), "")
        return own or ("" if code == self.document.organisation.code else code)

    @cached_property
    def _units(self) -> Mapping[str, str]:
        """The codes of units by their names, as the table of income by unit has them."""
        table = self.tables.get("B02")
        made = _declaration(table) if table else None
        if not table or not isinstance(made, CrossTab):
            return {}
        printed = Printed(table, made)
        details = [row for row in printed.rows if row.kind == "detail"]
        return {printed.filled(row, "unit_name"): printed.filled(row, "unit") for row in details}

    @cached_property
    def _projects(self) -> Mapping[tuple[str, str], str]:
        """The codes of projects by table and key of a row."""
        return {
            (mention.table, mention.key): code_of(found)
            for found in identified(mentions(self.document)).values()
            for mention in found
        }


def _declaration(table: Table) -> Declaration | None:
    """The declaration that a table was made by: the first of its code that has all of its columns."""
    made = [each for each in declared().values() if each.code.partition(".")[0] == table.code]
    return next((each for each in made if not isinstance(each, CrossTab) or _fits(each, table)), None)


def _fits(made: CrossTab, table: Table) -> bool:
    known = {label.key for label in made.labels} | {measure.key for measure in made.measures}
    return all(column.key in known for panel in table.panels for column in panel.columns)


def _of_listing(table: Table, cut: str, direction: str) -> Iterator[Leaf]:
    """F06: 人员经费合计 and 公用经费合计, below each the 类 that it takes in, below these their 款."""
    rows = {row.key: row for _, row in table.rows()}
    for total in [key for key in TOTALS if key in rows]:
        own = [key for key in rows if key not in TOTALS and key.startswith(STAFF_CLASSES) == (total == "staff")]
        for key in _finest_codes(total, own, rows):
            yield Leaf(
                cut,
                direction,
                code=text(rows[key], "code"),
                name=text(rows[key], "name"),
                yuan=amount(rows[key], AMOUNT),
                cell=cell_address(table.code, key, AMOUNT),
                nature=TOTALS[total].nature,
                fund=_fund(SCOPE),
            )


def _finest_codes(total: str, codes: Sequence[str], rows: Mapping[str, Row]) -> list[str]:
    """The finest codes that add up to a total; a code lies below the one that it begins with."""
    parts = {code: [each for each in codes if each != code and each.startswith(code)] for code in codes}
    inner = {each for below in parts.values() for each in below}
    parts[total] = [code for code in codes if code not in inner]
    return finest(total, lambda key: [parts[key]], lambda key: yuan(rows[key], AMOUNT))


def _of_statement(table: Table, cut: str, direction: str) -> Iterator[Leaf]:
    """A side of a statement whose rows are origins and funds."""
    rows = {row.key: row for _, row in table.rows() if row.key.startswith(f"{direction}/") and AMOUNT in row.cells}
    places = {key: income_coordinate(key.partition("/")[2]) for key in rows}
    ways, total = divisions(places), f"{direction}/{WHOLE}"
    for key in finest(total, lambda key: ways[key], lambda key: yuan(rows[key], AMOUNT)) if total in rows else ():
        yield Leaf(
            cut,
            direction,
            code="",
            name=UNDIVIDED if key == total else text(rows[key], "label"),
            yuan=amount(rows[key], AMOUNT),
            cell=cell_address(table.code, key, AMOUNT),
            fund=_fund(places[key]),
            origin=places[key].origin,
        )


def _fund(at: At) -> str:
    """The node of a coordinate, or the name of the funds that it takes together."""
    return at.fund if isinstance(at.fund, str) else _GROUPS.get(at.fund, "")


def _known(nature: str) -> str:
    """A path on the tree of nature; tables that show flows put the flow before it."""
    while nature and nature not in NATURES:
        nature = nature.partition(".")[2]
    return nature
