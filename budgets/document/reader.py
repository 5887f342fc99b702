"""Reads a Document from JSON, whoever wrote it: what is no document is refused with its place, in Chinese."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from budgets.document.vocabulary import (
    Amount,
    Base,
    Cell,
    Column,
    Document,
    Figure,
    Number,
    Organisation,
    Panel,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Text,
)

Json = dict[str, Any]
Read = TypeVar("Read")

# What a file may hold at most, whoever wrote it; a disclosure comes nowhere near.
LARGEST_FILE = 20 * 1024 * 1024
LONGEST_PARAGRAPH = 100_000
MOST_PARAGRAPHS, MOST_TABLES, MOST_CELLS = 5_000, 200, 200_000
MOST_DIGITS = 15
# Six of 万元; more than whole 分 are none.
MOST_DECIMALS_YUAN = 2
KINDS = ("budget", "final")
COLUMN_KINDS = ("amount", "number", "text", "code")
ROW_KINDS = ("total", "subtotal", "detail", "heading", "blank")
ARRANGEMENTS = ("beside", "stacked")
YEARS = (1949, 2100)
MANY = 10_000
# Seventeen digits hold every amount that can be stored; fifty decimals every quotient that is worked out: twenty-eight
# digits behind the zeros of the smallest share.
_DECIMAL = re.compile(r"-?\d{1,17}(?:\.\d{1,50})?", re.ASCII)
# What a printed number shows behind its point tells how exact it is; more places than these are none.
_PLACES = 6
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


class DocumentError(ValueError):
    """The JSON is not a document; the message names the place."""

    def __init__(self, wrong: str, place: str = "") -> None:
        self.wrong, self.place = wrong, place
        super().__init__(f"不是公开文件的 JSON：{place or '最外层'} {wrong}")

    def within(self, outer: str) -> "DocumentError":
        """The same, told from further out."""
        dot = "." if self.place and not self.place.startswith("[") else ""
        return DocumentError(self.wrong, f"{outer}{dot}{self.place}")


def from_bytes(content: bytes) -> Document:
    """The document in a file: UTF-8 JSON, within the limits."""
    if len(content) > LARGEST_FILE:
        raise DocumentError(f"超过 {LARGEST_FILE // 1024 // 1024} MB，太大", "文件")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("不是 UTF-8 编码的文字", f"文件第 {error.start + 1} 字节") from error
    document = from_json(_parsed(text))
    _refuse_excess(document)
    return document


def _parsed(text: str) -> Any:
    """What the JSON says, its numbers exact."""
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise DocumentError("不是 JSON", f"文件第 {error.lineno} 行第 {error.colno} 列") from error
    except RecursionError as error:
        raise DocumentError("套叠太深", "文件") from error
    except DocumentError:
        raise
    except ValueError as error:  # whole numbers of thousands of digits
        raise DocumentError("有大得离谱的数", "文件") from error


def _no_number(name: str) -> NoReturn:
    raise DocumentError(f"有 {name}，不是数", "文件")


def from_json(data: Any) -> Document:
    """The document that ``to_json`` wrote, or anybody in the same shape; ``DocumentError`` for anything else."""
    who = _read_organisation(_inner(_object(data), "organisation"))
    return Document(
        slug=_text(data, "slug", ""),
        title=_text(data, "title", ""),
        organisation=who,
        year=_whole(data, "year", YEARS),
        kind=_one_of(data, "kind", KINDS),
        unit=_text(data, "unit", ""),
        layout=_text(data, "layout", ""),
        date=_text(data, "date", ""),
        edition=_whole(data, "edition", (0, MANY), 0),
        meta=_meta(data),
        sections=_each(_read_section, data, "sections"),
    )


def _read_organisation(who: Json) -> Organisation:
    try:
        return Organisation(
            _text(who, "region", ""), _text(who, "region_name", ""), _text(who, "code", ""), _text(who, "name")
        )
    except DocumentError as error:
        raise error.within("organisation") from None


def _meta(data: Json) -> dict[str, str]:
    found = data.get("meta")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise DocumentError("应是对象", "meta")
    try:
        return {_writable(key): _text(found, key) for key in found}
    except DocumentError as error:
        raise error.within("meta") from None


def _read_section(data: Any) -> Section:
    return Section(
        key=_text(_object(data), "key", ""),
        heading=_text(data, "heading", ""),
        level=_whole(data, "level", (1, 6), 1),
        paragraphs=_each(_read_paragraph, data, "paragraphs", optional=True),
        tables=_each(table_from_json, data, "tables", optional=True),
    )


def _read_paragraph(runs: Any) -> Paragraph:
    return _list(_read_run, runs)


def _read_run(data: Any) -> Run:
    if "figure" not in _object(data):
        return Text(_text(data, "text"))
    base = data.get("base")
    return Figure(
        name=_text(data, "figure"),
        text=_printed(data),
        yuan=_number(data, "yuan", optional=True),
        value=_number(data, "value", optional=True),
        cell=_address(data),
        unit=_text(data, "unit", ""),
        base=None if base is None else _read_base(_inner(data, "base")),
    )


def _read_base(data: Json) -> Base:
    try:
        return Base(_known(data, "yuan"), _printed(data))
    except DocumentError as error:
        raise error.within("base") from None


def table_from_json(data: Any) -> Table:
    """The table that ``table_to_json`` wrote: ``columns`` and ``rows``, or ``panels`` where it has several."""
    alone = "panels" not in _object(data)
    return Table(
        code=_text(data, "code"),
        number=_text(data, "number", ""),
        title=_text(data, "title", ""),
        unit=_text(data, "unit", ""),
        arrangement=_one_of(data, "arrangement", ARRANGEMENTS, "beside"),
        panels=(_read_panel(data, alone=True),) if alone else _each(_read_panel, data, "panels"),
        notes=_each(_writable, data, "notes", optional=True),
    )


def _read_panel(data: Any, alone: bool = False) -> Panel:
    return Panel(
        key="" if alone else _text(_object(data), "key", ""),
        title="" if alone else _text(data, "title", ""),
        columns=_each(_read_column, data, "columns"),
        rows=_each(_read_row, data, "rows"),
    )


def _read_column(data: Any) -> Column:
    return Column(
        _text(_object(data), "key"),
        _each(_writable, data, "heading"),
        _one_of(data, "kind", COLUMN_KINDS),
        _whole(data, "width", (0, MANY), 0),
        _text(data, "number", ""),
    )


def _read_row(data: Any) -> Row:
    cells = _inner(_object(data), "cells")
    key, kind = _text(data, "key"), _one_of(data, "kind", ROW_KINDS, "detail")
    return Row(key, kind, _read_cells(cells), _text(data, "group", ""), _whole(data, "level", (0, 9), 0))


def _read_cells(cells: Json) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    try:
        for key, cell in cells.items():
            found[_writable(key)] = _read_cell(cell)
    except DocumentError as error:
        raise error.within(f"cells.{list(cells)[len(found)]}") from None
    return found


def _read_cell(data: Any) -> Cell:
    if data is None:
        return None
    if isinstance(data, str):
        return _writable(data)
    if "yuan" in _object(data):
        return Amount(_known(data, "yuan"), _printed(data))
    return Number(_known(data, "value"), _printed(data))


# Parts: each refuses with the name under which it looked


def _object(data: Any) -> Json:
    if not isinstance(data, dict):
        raise DocumentError("应是对象")
    return data


def _inner(data: Json, key: str) -> Json:
    if not isinstance(data.get(key), dict):
        raise DocumentError("应是对象" if key in data else "缺少", key)
    found: Json = data[key]
    return found


def _each(read: Callable[[Any], Read], data: Json, key: str, optional: bool = False) -> tuple[Read, ...]:
    if optional and data.get(key) is None:
        return ()
    if key not in data:
        raise DocumentError("缺少", key)
    return _list(read, data[key], key)


def _list(read: Callable[[Any], Read], items: Any, key: str = "") -> tuple[Read, ...]:
    if not isinstance(items, (list, tuple)):
        raise DocumentError("应是数组", key)
    found: list[Read] = []
    try:
        for item in items:
            found.append(read(item))
    except DocumentError as error:
        raise error.within(f"{key}[{len(found)}]") from None
    return tuple(found)


def _writable(text: Any, key: str = "") -> str:
    """A text that can be written again: no half of a character, no NUL."""
    if not isinstance(text, str):
        raise DocumentError("应是文字", key)
    if _UNWRITABLE.search(text):
        raise DocumentError("有不成字符的编码", key)
    return text


def _text(data: Json, key: str, default: str | None = None) -> str:
    found = data.get(key)
    if found is None and default is not None:
        return default
    if key not in data:
        raise DocumentError("缺少", key)
    return _writable(found, key)


def _address(data: Json) -> str:
    """The address of the cell of a figure; empty where it has none."""
    found = _text(data, "cell", "")
    if found and found.count("/") < 2:
        raise DocumentError("不是单元格地址", "cell")
    return found


def _one_of(data: Json, key: str, known: tuple[str, ...], default: str | None = None) -> str:
    found = _text(data, key, default)
    if found not in known:
        raise DocumentError(f"应是 {'、'.join(known)} 之一", key)
    return found


def _whole(data: Json, key: str, between: tuple[int, int], default: int | None = None) -> int:
    found = data.get(key)
    if found is None and default is not None:
        return default
    if isinstance(found, str) and re.fullmatch(r"\d{1,6}", found, re.ASCII):
        found = int(found)
    if type(found) is not int:
        raise DocumentError("应是整数" if key in data else "缺少", key)
    if not between[0] <= found <= between[1]:
        raise DocumentError(f"应在 {between[0]} 至 {between[1]} 之间", key)
    return found


def _number(data: Json, key: str, optional: bool = False) -> Decimal | None:
    """An exact number: a decimal in words, or a number of JSON."""
    found = data.get(key)
    if found is None and optional:
        return None
    if isinstance(found, bool) or not isinstance(found, (str, int, float, Decimal)):
        raise DocumentError("应是数" if key in data else "缺少", key)
    text = found if isinstance(found, str) else _written(found)
    if not _DECIMAL.fullmatch(text):
        raise DocumentError(f"“{text[:20]}”不是数，或者大得离谱", key)
    return Decimal(text)


def _written(number: int | float | Decimal) -> str:
    if isinstance(number, Decimal):
        # An exponent would be written out, a thousand million zeros if it says so.
        return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < 40 else str(number)
    return str(number) if abs(number) < 10**17 else "…"


def _known(data: Json, key: str) -> Decimal:
    found = _number(data, key)
    assert found is not None
    return found


def _printed(data: Json) -> str:
    """The printed text of a number."""
    text = _text(data, "text", "")
    if len(text.rstrip("%％").partition(".")[2]) > _PLACES:
        raise DocumentError(f"小数超过 {_PLACES} 位", "text")
    return text


# Limits: what is a document, but more than any check should have to look at


def _refuse_excess(document: Document) -> None:
    """``DocumentError`` with the place for what goes beyond the limits."""
    sections = _placed("sections", document.sections)
    paragraphs = [each for place, own in sections for each in _placed(f"{place}.paragraphs", own.paragraphs)]
    tables = [each for place, own in sections for each in _placed(f"{place}.tables", own.tables)]
    cells = [(f"{place}.{where}", cell) for place, table in tables for where, cell in _cells(table)]
    _refuse_many("段落", [place for place, _ in paragraphs], MOST_PARAGRAPHS)
    _refuse_many("表", [place for place, _ in tables], MOST_TABLES)
    _refuse_many("单元格", [place for place, _ in cells], MOST_CELLS)
    for place, paragraph in paragraphs:
        _refuse_paragraph(paragraph, place)
    for place, cell in cells:
        if isinstance(cell, Amount):
            _refuse_amount(cell.yuan, f"{place}.yuan")
        elif isinstance(cell, Number):
            _refuse_number(cell.value, f"{place}.value")


def _placed(name: str, items: Sequence[Read]) -> list[tuple[str, Read]]:
    return [(f"{name}[{number}]", item) for number, item in enumerate(items)]


def _cells(table: Table) -> Iterator[tuple[str, Cell]]:
    """Every cell of a table with its place in the JSON."""
    alone = len(table.panels) == 1 and not table.panels[0].key
    for place, panel in _placed("panels", table.panels):
        for where, row in _placed("rows" if alone else f"{place}.rows", panel.rows):
            for key, cell in row.cells.items():
                yield f"{where}.cells.{key}", cell


def _refuse_many(what: str, places: list[str], most: int) -> None:
    if len(places) > most:
        raise DocumentError(f"{what}超过 {most} 个，太多", places[most])


def _refuse_paragraph(paragraph: Paragraph, place: str) -> None:
    if sum(len(run.text) for run in paragraph) > LONGEST_PARAGRAPH:
        raise DocumentError(f"一段超过 {LONGEST_PARAGRAPH} 字，太长", place)
    for own, run in _placed(place, paragraph):
        if isinstance(run, Figure):
            _refuse_amount(run.yuan, f"{own}.yuan")
            _refuse_number(run.value, f"{own}.value")
            _refuse_amount(run.base.yuan if run.base else None, f"{own}.base.yuan")


def _refuse_amount(yuan: Decimal | None, place: str) -> None:
    _refuse_number(yuan, place)
    if yuan is not None and yuan != round(yuan, MOST_DECIMALS_YUAN):
        raise DocumentError("小数超过 6 位（万元）", place)


def _refuse_number(number: Decimal | None, place: str) -> None:
    if number is not None and abs(number) >= 10**MOST_DIGITS:
        raise DocumentError(f"整数部分超过 {MOST_DIGITS} 位，大得离谱", place)
