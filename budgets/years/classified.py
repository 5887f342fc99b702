"""The general budget by functional 类, 款 and 项, its basic part by economic 类 and 款."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from budgets.document import Document, Figure, Row, Section
from budgets.tables.cells import function_of
from budgets.years.comparison import EMPTY, Comparison, Side, Sides, classified
from budgets.years.stages import Found, in_cell, in_text, together

TABLES = ("B05", "B06", "F05", "F06")
FUNCTIONS, ECONOMICS = (3, 5), (3,)
ECONOMIC_CODES = (("economic",), ("code",), ("class", "section"))
NAMES = ("economic_name", "name")
ITEM = re.compile(r"item\.(?P<code>\d+)(?:\.(?P<stage>initial|adjusted))?")
WHOLE = "general."

ALONE = "只有一份文件列出的科目，另一份文件的一栏写“未公开”：文件没有说明是零，还是并入或改列了别的科目。"
LEFT_OUT = "各阶段金额都是零或者都未公开的科目不列。"
TOLD = "年初预算取自决算的情况说明{why}。"
NO_TABLE = "：预算没有公开按功能分类的金额"
SCOPE = "年初预算只含当年一般公共预算拨款，决算还含使用上年结转资金的支出，完成率因此可以超过 100%。"
NO_ADJUSTED = "全年预算没有按{cut}公开。"
BASIC_ONLY = "只比较一般公共预算基本支出：决算不公开项目支出的经济分类。"
UNEVEN = "文件印出的合计、小计与所列各行之和不等的，以文件印出的为准。"
UNDIVIDED = "决算有的类没有全部分到款：类的金额大于所列各款之和。"
SUMMED = "公开文件用几行列出同一科目的，金额由本页相加，链接指向整张表。"


def by_function(budget: Document | None, final: Document | None, names: Mapping[str, str]) -> Comparison:
    """年初预算 of the budget (B05) or else as the final account tells it, 全年预算 as it tells it, 决算 (F05).

    A 项 of which the table of the final account has no row is as its narrative tells it.
    ``names`` are those of codes for which neither document prints one.
    """
    published = _side(budget, "B05", function_of, "total")
    told = {stage: _told(final, stage) for stage in ("initial", "adjusted")}
    sides = Sides(
        initial=published if published.known else told["initial"],
        adjusted=told["adjusted"],
        actual=_completed(_side(final, "F05", function_of, "total"), _told(final, "")),
    )
    printed = {**_names(budget, "B05", function_of), **_names(final, "F05", function_of)}
    lines = classified(sides, FUNCTIONS, {**names, **printed})
    notes = []
    if published.known and final:
        notes.append(SCOPE)
    if not published.known and told["initial"].known:
        notes.append(TOLD.format(why=NO_TABLE if budget else ""))
    return Comparison(lines, (*notes, *_common(budget, final, sides, "功能分类")))


def by_economic(budget: Document | None, final: Document | None, names: Mapping[str, str]) -> Comparison:
    """年初预算 (B06) and 决算 (F06) of the general budget's basic expenditure; no document tells 全年预算."""
    sides = Sides(
        initial=_side(budget, "B06", _economic_of, "total"),
        actual=_side(final, "F06", _economic_of, "amount"),
    )
    printed = {**_names(budget, "B06", _economic_of), **_names(final, "F06", _economic_of)}
    lines = classified(sides, ECONOMICS, {**names, **printed})
    notes = [BASIC_ONLY]
    if sides.actual.known and any(found.yuan is None for found in sides.actual.rows.values()):
        notes.append(UNDIVIDED)
    return Comparison(lines, (*notes, *_common(budget, final, sides, "经济分类")))


def _common(budget: Document | None, final: Document | None, sides: Sides, cut: str) -> Iterator[str]:
    """What is to be known of both tables."""
    if budget and final:
        yield ALONE
    yield LEFT_OUT
    if any(found.fragment in TABLES for side in sides.all() for found in side.rows.values()):
        yield SUMMED
    if any(side.uneven for side in sides.all()):
        yield UNEVEN
    if final and not sides.adjusted.known:
        yield NO_ADJUSTED.format(cut=cut)


CodeOf = Callable[[Row], str]


def _economic_of(row: Row) -> str:
    """The departmental economic code of a row, whether it is printed in one column or in two."""
    keys = next(keys for keys in ECONOMIC_CODES if keys[0] in row.cells or keys == ECONOMIC_CODES[-1])
    return "".join(part for part in (row.cells.get(key) for key in keys) if isinstance(part, str))


def _side(document: Document | None, table: str, code_of: CodeOf, column: str) -> Side:
    """A column of a table by code: rows of one code added up, sums where one row prints them."""
    rows: dict[str, list[Found]] = defaultdict(list)
    sums: dict[str, list[Found]] = defaultdict(list)
    for row in _rows(document, table):
        assert document is not None
        found, code = in_cell(document, table, row, column), code_of(row)
        if row.kind == "detail":
            rows[code or _label(row)].append(found)
        elif code or row.key == "合计":
            sums[code].append(found)
    return Side(
        {code: together(found, table) for code, found in rows.items()},
        {code: found[0] for code, found in sums.items() if len(found) == 1},
    )


def _label(row: Row) -> str:
    """The name that a row prints; its key where it prints none."""
    names = (row.cells.get(key) for key in NAMES)
    return next((name.strip() for name in names if isinstance(name, str) and name.strip()), row.key)


def _names(document: Document | None, table: str, code_of: CodeOf) -> dict[str, str]:
    """The names that a table prints beside its codes; a row without a code goes by its name."""
    rows = [row for row in _rows(document, table) if row.kind != "total"]
    return {code_of(row) or _label(row): _label(row) for row in rows}


def _rows(document: Document | None, table: str) -> Iterator[Row]:
    """The rows of a table; none where the document does not print it."""
    for printed in document.tables() if document else ():
        if printed.code == table:
            yield from (row for _, row in printed.rows())


def _told(document: Document | None, stage: str) -> Side:
    """The amounts of a stage by 项 as the narrative of a final account tells them, and their total."""
    rows: dict[str, Found] = {}
    sums: dict[str, Found] = {}
    for section, figure in _figures(document):
        assert document is not None
        named = ITEM.fullmatch(figure.name)
        if named and (named["stage"] or "") == stage:
            rows.setdefault(named["code"], in_text(document, section, figure))
        elif figure.name == f"{WHOLE}{stage}":
            sums.setdefault("", in_text(document, section, figure))
    return Side(rows, sums) if rows or sums else EMPTY


def _completed(printed: Side, told: Side) -> Side:
    """A column with the amounts that only the narrative tells."""
    known = {*printed.rows, *printed.sums}
    more = {code: found for code, found in told.rows.items() if code not in known and found.yuan is not None}
    return replace(printed, rows={**printed.rows, **more})


def _figures(document: Document | None) -> Iterator[tuple[Section, Figure]]:
    for section in document.sections if document else ():
        for paragraph in section.paragraphs:
            yield from ((section, run) for run in paragraph if isinstance(run, Figure))
