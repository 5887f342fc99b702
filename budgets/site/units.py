"""What each unit of a department gets: as the department's document has it, and as the units' own documents do."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.document import Document, Row, Table
from budgets.money import added
from budgets.site.neighbours import Neighbour
from budgets.years import NOWHERE, Found
from budgets.years.stages import in_cell

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, the amounts by the code of the unit, what the department's document has as the whole."""

    heading: str
    amounts: Mapping[str, Found]
    whole: Found

    @property
    def sum(self) -> Decimal | None:
        """Σ of the amounts of the units."""
        return added(*(found.yuan for found in self.amounts.values()))

    @property
    def difference(self) -> Decimal | None:
        """The whole less the sum; ``None`` where one of them is not known."""
        return None if self.whole.yuan is None or self.sum is None else self.whole.yuan - self.sum


@dataclass(frozen=True, slots=True)
class Units:
    """Units as (name, their own document if it is published, amounts by column), the columns, what must be known."""

    rows: tuple[tuple[str, Neighbour | None, tuple[Found, ...]], ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...]

    @property
    def uneven(self) -> bool:
        """Whether a sum of the units is not what the department has."""
        return any(column.difference for column in self.columns)


def units_of(
    document: Document, figures: Mapping[str, Found], published: Sequence[Neighbour], count: int | None
) -> Units | None:
    """The units of a department's document; none where neither it nor the catalogue names one beside the department.

    ``count`` is how many units the document takes in, ``None`` if it does not say.
    """
    tables = {table.code: table for table in document.tables()}
    names = _names(tables.get("B02"))
    if len(names) < 2 and not published:
        return None
    columns = [*_of_document(document, tables, names), *_of_units(figures, published)]
    own = {each.unit_code: each for each in published}
    codes = [*names, *(code for code in own if code not in names)]
    rows = [
        (names.get(code) or own[code].unit_name, own.get(code), tuple(c.amounts.get(code, NOWHERE) for c in columns))
        for code in codes
    ]
    return Units(tuple(rows), tuple(columns), tuple(_notes(columns, published, len(names) or count)))


def _names(table: Table | None) -> dict[str, str]:
    """The units of the table of income by unit: names by code."""
    rows = [row for _, row in table.rows() if row.kind == "detail"] if table else []
    return {str(row.cells["code"]): str(row.cells["name"]) for row in rows if row.cells.get("code")}


def _of_document(document: Document, tables: Mapping[str, Table], names: Mapping[str, str]) -> Iterator[Column]:
    if not names:
        return
    codes = {name: code for code, name in names.items()}
    yield _column("收入", document, tables["B02"], lambda row: str(row.cells.get("code")))
    for heading, code in (("基本支出", "B07"), ("项目支出", "B12")):
        if code in tables:
            column = _column(heading, document, tables[code], lambda row: codes.get(str(row.cells.get("unit")), ""))
            if column.amounts:
                yield column


def _column(heading: str, document: Document, table: Table, unit: Callable[[Row], str]) -> Column:
    """Σ of the detail rows of each unit; the cell itself where a unit has one row."""
    found: defaultdict[str, list[Found]] = defaultdict(list)
    whole = NOWHERE
    for _, row in table.rows():
        if row.kind == "total":
            whole = in_cell(document, table.code, row, TOTAL)
        elif row.kind == "detail" and unit(row):
            found[unit(row)].append(in_cell(document, table.code, row, TOTAL))
    return Column(heading, {code: _sum(each, table.code) for code, each in found.items()}, whole)


def _sum(found: Sequence[Found], table: str) -> Found:
    """The amount itself, or Σ of several, which leads to their table."""
    if len(found) == 1:
        return found[0]
    return replace(found[0], yuan=added(*(each.yuan for each in found)), fragment=table)


def _of_units(figures: Mapping[str, Found], published: Sequence[Neighbour]) -> Iterator[Column]:
    if published:
        amounts = {each.unit_code: each.figure("expenditure.total") for each in published}
        yield Column("单位文件的支出总计", amounts, figures.get("expenditure.total", NOWHERE))


def _notes(columns: Sequence[Column], published: Sequence[Neighbour], count: int | None) -> Iterator[str]:
    missing = (count or 0) - len(published)
    if published and missing > 0:
        yield f"共 {count} 个单位，{len(published)} 个公开了自己的文件，还有 {missing} 个没有，加起来不等于部门合计。"
    elif published and count is None:
        yield "文件没有写明有多少个单位；没有公开自己文件的单位不在其中。"
