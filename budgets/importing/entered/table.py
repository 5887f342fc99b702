"""Reads one block of the sheet 事实: a table, or labels with what is beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from budgets.entered import AMOUNT, Field, Group
from budgets.importing.book import NOTICE, WARNING, Problems, Spot, Value
from budgets.importing.cells import number_of, plain, unit_in
from budgets.importing.entered import shape
from budgets.importing.entered.blocks import Block, Cells
from budgets.importing.entered.values import Wrong, taken
from budgets.money import YUAN, AmountError


@dataclass(slots=True)
class ReadRow:
    """A row as it was read: the values of its fields, where it and each of them stands, its 序号 (0: none), and which
    fields were told to be wrong."""

    sheet: str
    row: int
    ordinal: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Spot] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def read_block(block: Block, group: Group, problems: Problems) -> list[ReadRow]:
    """The rows of a block; a block without any row has none."""
    if not block.rows:
        problems.add(f"“【{group.title}】”下面没有表头", block.sheet, block.row)
        return []
    return _vertical(block, group, problems) if shape.is_vertical(group) else _table(block, group, problems)


def _table(block: Block, group: Group, problems: Problems) -> list[ReadRow]:
    (heading_row, headings), *rows = block.rows
    columns = _columns(block, group, heading_row, headings, problems)
    if not columns:
        return []
    units = {column: unit_in(str(headings[column])) or YUAN for column, one in columns.items() if one.kind == AMOUNT}
    found = [_row(block, row, headings, columns, units, problems) for row in rows]
    kept = [row for row in found if row.values or row.wrong]
    _same_ordinal(kept, group, problems)
    return kept


def _columns(block: Block, group: Group, row: int, headings: Cells, problems: Problems) -> dict[int, Field]:
    """The field of every column; every field needs a column, or what it held would be lost unseen."""
    fields = {plain(field.label): field for field in shape.short_fields(group)}
    beside = {plain(shape.ORDINAL), plain(shape.HINT), *(plain(shape.name_heading(field)) for field in fields.values())}
    columns: dict[int, Field] = {}
    for column, value in headings.items():
        word = shape.heading_word(str(value))
        found = fields.get(plain(str(value))) or fields.get(word)
        if found and found in columns.values():
            problems.add(f"表头“{value}”重复", block.sheet, row, column)
        elif found:
            columns[column] = found
        elif word not in beside:
            problems.add(f"不认识“{value}”一栏，没有读取", block.sheet, row, column, NOTICE)
    missing = [field.label for field in fields.values() if field not in columns.values()]
    if missing:
        problems.add(f"【{group.title}】缺少表头：{'、'.join(missing)}", block.sheet, row)
    return columns


def _row(
    block: Block,
    filled: tuple[int, Cells],
    headings: Cells,
    columns: Mapping[int, Field],
    units: Mapping[int, str],
    problems: Problems,
) -> ReadRow:
    number, cells = filled
    row = ReadRow(block.sheet, number, places={one.name: (number, column) for column, one in columns.items()})
    for column, value in cells.items():
        heading = str(headings.get(column, ""))
        if column in columns:
            _take(row, columns[column], value, units.get(column, YUAN), problems)
        elif plain(heading) == shape.ORDINAL:
            row.ordinal = ordinal_of(value, block.sheet, (number, column), problems)
        elif not heading:
            problems.add(f"“{value}”上面没有表头，没有读取", block.sheet, number, column, WARNING)
    return row


def _take(row: ReadRow, field: Field, value: Value, unit: str, problems: Problems) -> None:
    try:
        found = taken(field, value, unit)
    except (Wrong, AmountError) as wrong:
        row.wrong.add(field.name)
        problems.add(f"{field.label}：{wrong}", row.sheet, *row.places[field.name])
    else:
        if found is not None:
            row.values[field.name] = found


def ordinal_of(value: Value, sheet: str, spot: Spot, problems: Problems) -> int:
    """The number of a row; 0 and an error where it is none."""
    try:
        number = number_of(value)
    except AmountError:
        number = None
    if number is None or not number.is_finite() or number != number.to_integral_value() or number < 1:
        problems.add(f"{shape.ORDINAL}“{value}”不是 1、2、3……", sheet, *spot)
        return 0
    return int(number)


def _same_ordinal(rows: list[ReadRow], group: Group, problems: Problems) -> None:
    """Numbers tell which row a text belongs to: they are told apart where there are texts."""
    seen: dict[int, int] = {}
    for row in rows if shape.long_fields(group) else ():
        if row.ordinal and row.ordinal in seen:
            problems.add(
                f"【{group.title}】{shape.ORDINAL} {row.ordinal} 与第 {seen[row.ordinal]} 行重复", row.sheet, row.row
            )
        seen.setdefault(row.ordinal, row.row)


def _vertical(block: Block, group: Group, problems: Problems) -> list[ReadRow]:
    (heading_row, headings), *rows = block.rows
    at = {plain(str(value)): column for column, value in headings.items()}
    missing = [word for word in (shape.ITEM, shape.CONTENT) if word not in at]
    if missing:
        problems.add(f"【{group.title}】缺少表头：{'、'.join(missing)}", block.sheet, heading_row)
        return []
    read = ReadRow(block.sheet, block.row, ordinal=1)
    for number, cells in rows:
        _labelled(read, number, cells, (at[shape.ITEM], at[shape.CONTENT]), group, problems)
    absent = [one.label for one in shape.short_fields(group) if one.name not in read.places]
    if absent:
        problems.add(f"【{group.title}】缺少这些行：{'、'.join(absent)}", block.sheet, block.row)
    return [read] if read.values or read.wrong else []


def _labelled(read: ReadRow, number: int, cells: Cells, at: tuple[int, int], group: Group, problems: Problems) -> None:
    """One label with its value."""
    fields = {shape.heading_word(field.label): field for field in shape.short_fields(group)}
    label = str(cells.get(at[0], ""))
    one = fields.get(shape.heading_word(label))
    if one is None:
        if label or at[1] in cells:
            problems.add(f"不认识“{label}”一行，没有读取", read.sheet, number, at[0], NOTICE)
    elif one.name in read.places:
        problems.add(f"“{label}”重复", read.sheet, number, at[0])
    else:
        read.places[one.name] = (number, at[1])
        if at[1] in cells:
            unit = unit_in(label) if one.kind == AMOUNT else ""
            _take(read, one, cells[at[1]], unit or YUAN, problems)
