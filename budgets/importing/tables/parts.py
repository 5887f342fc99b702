"""Makes parts of pieces: their unit, what blanks mean, and what is wrong with their columns."""

from collections.abc import Iterator
from decimal import Decimal

from budgets.document import Column
from budgets.importing.book import NOTICE, WARNING, Problem, Problems, letters
from budgets.importing.cells import NOTHING, plain
from budgets.importing.tables.choose import Piece
from budgets.importing.tables.codes import WIDTHS
from budgets.importing.tables.money import ZERO
from budgets.importing.tables.part import Part
from budgets.importing.tables.said import unit_said
from budgets.money import FACTOR, WAN, YUAN
from budgets.tables.crosstab import CrossTab

LARGE = Decimal(1_000_000)  # ten billion yuan, if it were 万元: no department of a county has that
EMPTY = ("空表", "无数据", "没有数据", "没有使用", "没有安排")


def part_of(piece: Piece, before: Part | None, start: int, problems: Problems) -> Part | None:
    """The part that a piece is; ``None`` where its columns or unit cannot be used, which is then told.

    ``before`` is the part of the same table above it or on another sheet; ``start`` the first row that may say the
    unit.
    """
    best, page = piece.best, piece.page
    said = unit_said(page, page.between(start, best.head.last))
    if said and said not in FACTOR:
        problems.add(f"金额单位是{said}：只能读万元或元", page.name, best.head.first)
        return None
    printed = best.known.layout.style().unit
    unit = said or (before.unit if before else printed)
    title = next(iter(page.texts(best.title_row)), "") if best.title_row else ""
    part = Part(page, best.known, best.head, best.fit, piece.last, unit, title, _blank(piece), repeated=piece.repeated)
    if not said and not before:
        _doubtful_unit(part, problems)
    sound = _tell_columns(part, problems)
    return part if sound else None


def _values(part: Part | Piece) -> Iterator[object]:
    fit, head = (part.best.fit, part.best.head) if isinstance(part, Piece) else (part.fit, part.head)
    columns = [place for place, (_, column) in fit.columns.items() if column.kind == "amount"]
    for row in part.page.between(head.last + 1, part.last):
        if not part.page.numbers_columns(row):
            yield from (part.page.rows[row].get(column, "") for column in columns)


def _blank(piece: Piece) -> Decimal | None:
    """What a row without amounts says: nothing is zero in a table that has amounts, or says that it has none."""
    if any(isinstance(value, Decimal) or _digits(value) for value in _values(piece)):
        return ZERO
    below = (text for row in piece.page.between(piece.best.head.last + 1, piece.last) for text in piece.page.texts(row))
    says_so = any(word in text for text in below for word in EMPTY)
    return ZERO if says_so or piece.best.known.layout.empty_note else None


def _digits(value: object) -> bool:
    return isinstance(value, str) and plain(value) not in NOTHING and any(mark.isdigit() for mark in value)


def _doubtful_unit(part: Part, problems: Problems) -> None:
    """Say that the unit is a guess, and whether the amounts look otherwise."""
    amounts = [abs(value) for value in _values(part) if isinstance(value, Decimal) and value]
    if not amounts:
        return
    row = part.head.first
    whole = all(value == value.to_integral_value() for value in amounts)
    if part.unit == WAN and max(amounts) >= LARGE:
        problems.add("表上没有写金额单位，按万元读入，但金额像是以元为单位", part.page.name, row, severity=WARNING)
    elif part.unit == YUAN and not whole and max(amounts) < LARGE / 10:
        problems.add("表上没有写金额单位，按元读入，但金额像是以万元为单位", part.page.name, row, severity=WARNING)
    else:
        problems.add(f"表上没有写金额单位，按{part.unit}读入", part.page.name, row, severity=NOTICE)


def _tell_columns(part: Part, problems: Problems) -> bool:
    """Say which columns are none of the table's, fit twice or are missing; whether the rows can be read."""
    name, head = part.page.name, part.head
    for one, other in part.fit.rivals:
        columns = f"{letters(one)}列和{letters(other)}列"
        problems.add(f"{columns}的标题都像是同一列，分不清", name, head.rows.get(other, head.last), other)
    for column in part.fit.strange:
        if any(column in part.page.rows[row] for row in part.rows()):
            heading = "／".join(head.paths[column])
            message = f"“{heading}”这一列不在这张表里，没有读入"
            problems.add(message, name, head.rows.get(column, head.last), column, WARNING)
    missing = _missing(part)
    for text in missing:
        problems.add(f"缺少“{text}”这一列", name, head.last)
    for text in _unsaid(part) if not missing else ():
        problems.add(f"缺少“{text}”这一列：按没有填报读入", name, head.last, severity=WARNING)
    return not missing and not part.fit.rivals


def _missing(part: Part) -> list[str]:
    """Headings of the columns without which the rows cannot be told, and of sides without amounts."""
    table = part.known.declaration
    missing: list[str] = []
    for place, panel in enumerate(part.known.blank.panels):
        found = {column.key for column in part.columns(place).values()}
        needed = _coded(table, panel.columns) if isinstance(table, CrossTab) else [{"label"}]
        lost = {min(keys, key=[c.key for c in panel.columns].index) for keys in needed if not keys & found}
        missing += ["／".join(column.heading) for column in panel.columns if column.key in lost]
        if not part.amounts(place):
            missing.append("／".join(next(column for column in panel.columns if column.kind == "amount").heading))
    return missing


def _unsaid(part: Part) -> Iterator[str]:
    """Headings of the columns of money that the sheet does not have."""
    for place, panel in enumerate(part.known.blank.panels):
        found = {column.key for column in part.columns(place).values()}
        lost = (column for column in panel.columns if column.kind == "amount" and column.key not in found)
        yield from ("／".join(dict.fromkeys(column.heading)) for column in lost)


def _coded(table: CrossTab, columns: tuple[Column, ...]) -> list[set[str]]:
    """The columns that tell the rows of a cross-tab apart: of each of its codes, else the item, else the unit."""
    printed = {column.key for column in columns}
    for fields in (tuple(WIDTHS), ("item",), ("unit",)):
        keys = [{label.key for label in table.labels if label.fills == name} & printed for name in fields]
        if any(keys):
            return [each for each in keys if each]
    return []


def hidden(piece: Piece) -> Iterator[Problem]:
    """Rows and columns of a table that are hidden and have something in them."""
    sheet, page = piece.page.sheet, piece.page
    rows = [row for row in page.between(piece.first, piece.last) if row in sheet.hidden_rows]
    if rows:
        listed = "、".join(map(str, rows[:10])) + ("等" if len(rows) > 10 else "")
        yield Problem(f"第 {listed} 行是隐藏的，里面有内容：请取消隐藏或删除", sheet.name, rows[0])
    filled = {column for row in page.between(piece.first, piece.last) for column in page.rows[row]}
    for column in sorted(filled & sheet.hidden_columns):
        yield Problem(
            f"{letters(column)} 列是隐藏的，里面有内容：请取消隐藏或删除", sheet.name, piece.best.head.first, column
        )
