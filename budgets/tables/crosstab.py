"""Cross-tabs: rows by codes, columns as coordinates on the trees of nature and fund."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from budgets.document import Cell, Column, Panel, Row, Table
from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.ledger import EVERYTHING, FUNCTION, At, Line, cut_of, selected, total
from budgets.tables import cells


@dataclass(frozen=True)
class Label:
    """A column of text: what it says on the total row, on the department's row, and for a group of lines.

    For reading: ``fills`` is the field of a line (one of ``Line``, or ``unit_name``) that it gives; several columns
    that fill one code give its parts. ``heads`` is ``code`` or ``name`` where the department's row has that there.
    """

    key: str
    heading: tuple[str, ...]
    of: Callable[[Facts, Line], str]
    kind: str = "text"
    total: str = ""
    department: Callable[[Facts], str] = lambda facts: ""
    unit: Callable[[Facts, str], str] = lambda facts, code: ""
    width: int = 0
    fills: str = ""
    heads: str = ""


@dataclass(frozen=True)
class Measure:
    """A column of money at a coordinate."""

    key: str
    heading: tuple[str, ...]
    at: At = EVERYTHING


Lines = tuple[Line, ...]


@dataclass(frozen=True)
class CrossTab:
    """One cross-tab.

    ``read`` gives the lines of its one cut, ``scope`` which of them it covers; ``group`` is the row that a line
    belongs to. ``dimension`` (a code of the line) and ``ladder`` (lengths of the codes above) make subtotals where the
    layout asks for them; then rows stand in the order of codes. Columns add up the lines of the row at their
    coordinate. Amounts are not reported, rather than zero, where the functional cut has money within the scope and
    this table's cut has no line, or where it is not known whether a line belongs here.

    ``uncoded``, for reading, gives the nature that the lines of a row without a code have, by the name of the row.
    """

    code: str
    read: Callable[[Facts], Lines]
    scope: At
    group: Callable[[Line], str]
    labels: tuple[Label, ...]
    measures: tuple[Measure, ...]
    department_row: bool = True
    numbered: bool = False
    dimension: str = ""
    ladder: tuple[int, ...] = ()
    uncoded: Mapping[str, str] = field(default_factory=dict)

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The table; rows stand in the order of the first line of each."""
        found = self.read(facts)
        lines = tuple(line for line in found if selected(line, self.scope))
        missing = any(selected(line, self.scope) is None and line.amount for line in found) or (
            not lines and spent_elsewhere(facts, self.scope)
        )
        rows = tuple(self._rows(facts, layout, lines, missing))
        if layout.options.get("total_last"):
            rows = (*rows[1:], rows[0])
        panel = Panel(columns=cells.kept(self._columns(), layout), rows=tuple(_only(row, layout) for row in rows))
        return cells.table(facts, layout, (panel,), missing=missing)

    def _columns(self) -> Iterator[Column]:
        for label in self.labels:
            yield Column(label.key, label.heading, label.kind, label.width)
        for measure in self.measures:
            yield Column(measure.key, measure.heading)

    def _rows(self, facts: Facts, layout: TableLayout, lines: Lines, missing: bool) -> Iterator[Row]:
        amounts = self._amounts(lines, layout, missing)
        yield Row(cells.TOTAL, "total", self._labelled(lambda label: label.total) | amounts)
        if not lines or missing:
            return
        if self.has_department_row(layout):
            yield Row(facts.code, "subtotal", self._labelled(lambda label: label.department(facts)) | amounts)
        if layout.options.get("by_unit"):
            yield from self._unit_rows(facts, layout, lines)
        else:
            yield from self._detail_rows(facts, layout, lines, facts.code)

    def has_department_row(self, layout: TableLayout) -> bool:
        """Whether a row for the department stands below the total."""
        return bool(layout.options.get("department_row", self.department_row))

    def _unit_rows(self, facts: Facts, layout: TableLayout, lines: Lines) -> Iterator[Row]:
        for code, own in _grouped(lines, lambda line: line.unit).items():
            labels = self._labelled(partial(_unit, facts, code))
            yield Row(code or "-", "subtotal", labels | self._amounts(own, layout, False))
            yield from self._detail_rows(facts, layout, own, code or "-")

    def _detail_rows(self, facts: Facts, layout: TableLayout, lines: Lines, prefix: str) -> Iterator[Row]:
        if self.ladder and layout.options.get("subtotals"):
            yield from self._ladder_rows(facts, layout, lines, prefix)
            return
        for place, own in enumerate(_grouped(lines, self.group).values(), start=1):
            labels = self._labelled(partial(_of, facts, own[0]))
            row_key = self.row_key(layout, prefix, own[0], place)
            yield Row(row_key, "detail", labels | self._amounts(own, layout, False))

    def _ladder_rows(self, facts: Facts, layout: TableLayout, lines: Lines, prefix: str) -> Iterator[Row]:
        """Every code below the sums of the codes above it, in the order of codes."""
        sums: dict[str, list[Line]] = {}
        for line in sorted(lines, key=self._code_of):
            code = self._code_of(line)
            for length in (*(step for step in self.ladder if step < len(code)), len(code)):
                sums.setdefault(code[:length], []).append(line)
        for code, own in sums.items():
            kind = "subtotal" if len(code) in self.ladder else "detail"
            known: dict[str, Any] = {self.dimension: code}
            shown = replace(own[0], **known)
            cells_of = self._labelled(partial(_of, facts, shown)) | self._amounts(tuple(own), layout, False)
            level = sum(step < len(code) for step in self.ladder)
            yield Row(self._key(layout, prefix, code, 0), kind, cells_of, level=level)

    def _code_of(self, line: Line) -> str:
        return str(getattr(line, self.dimension))

    def _labelled(self, text: Callable[[Label], str]) -> dict[str, Cell]:
        return {label.key: text(label) for label in self.labels}

    def row_key(self, layout: TableLayout, prefix: str, line: Line, place: int) -> str:
        """Key of the row of a line, the ``place``-th (from 1) below the department or unit ``prefix``."""
        if self.numbered:
            return f"{line.unit or prefix}/{place}"
        return self._key(layout, prefix, self.group(line), place)

    def _key(self, layout: TableLayout, prefix: str, key: str, place: int) -> str:
        own = cells.key_of(key, place)
        return f"{prefix}/{own}" if self.has_department_row(layout) else own

    def _amounts(self, lines: Lines, layout: TableLayout, missing: bool) -> dict[str, Cell]:
        style = layout.style()
        sums = {m.key: None if missing else total(lines, m.at) for m in self.measures if layout.prints(m.key)}
        return {key: cells.amount_cell(yuan, style) for key, yuan in sums.items()}


def spent_elsewhere(facts: Facts, scope: At) -> bool:
    """Whether the functional cut has money within the scope, or was not entered either."""
    spent = cut_of(facts.expenditure, FUNCTION, facts.stage)
    return not spent or total(spent, scope) != 0


def _of(facts: Facts, line: Line, label: Label) -> str:
    return label.of(facts, line)


def _unit(facts: Facts, code: str, label: Label) -> str:
    return label.unit(facts, code)


def _only(row: Row, layout: TableLayout) -> Row:
    return replace(row, cells={key: cell for key, cell in row.cells.items() if layout.prints(key)})


def _grouped(lines: Lines, key: Callable[[Line], str]) -> Mapping[str, Lines]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return {name: tuple(own) for name, own in groups.items()}
