"""What a file says, before anything is compared: typed facts, lines of money, tables, each with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgets.entered import Entries, Group
from budgets.importing.book import ERROR, WARNING, Problem, Sheet, Workbook
from budgets.importing.entered import Entered, is_facts, is_line_list, read_facts, read_lines
from budgets.importing.read import Reading, ReadTable
from budgets.importing.tables import recognise
from budgets.imports.blanks import filled

Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A file: ``typed`` is what its sheets 事实 and 文本 say, ``lines`` what its lists of lines say, ``tables`` its
    tables by code. ``rows`` gives the sheet and row of an entry by its group and number, for what was typed or
    listed. ``empty`` are tables that were left blank: they say nothing, not even that there is nothing."""

    typed: Entries
    lines: Entries
    reading: Reading
    tables: Mapping[str, ReadTable] = field(default_factory=dict)
    empty: tuple[ReadTable, ...] = ()
    rows: dict[Spot, Spot] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def source(workbook: Workbook, layout: str, kind: str, groups: Sequence[Group]) -> Source:
    """Sort the sheets of a file and read each as what it is."""
    facts = [sheet for sheet in workbook.sheets if is_facts(sheet)]
    lists = [sheet for sheet in workbook.sheets if sheet not in facts and is_line_list(sheet)]
    others = tuple(sheet for sheet in workbook.sheets if sheet not in facts and sheet not in lists)
    typed = read_facts(facts, groups) if facts else Entered({})
    listed = _listed(lists, groups)
    reading = recognise(replace(workbook, sheets=others), layout, kind)
    tables = filled(reading.tables)
    strange = _strange(others, reading)
    problems = (*_hidden(facts, lists), *typed.problems, *listed.problems, *reading.problems, *strange)
    found = Source(
        typed.entries,
        listed.entries,
        reading,
        tables,
        tuple(read for code, read in reading.tables.items() if code not in tables),
        {**typed.rows, **listed.rows},
        problems,
    )
    return replace(found, problems=(*problems, *_empty(found)))


def _listed(sheets: Sequence[Sheet], groups: Sequence[Group]) -> Entered:
    """The list of lines; a file has one."""
    if len(sheets) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet in sheets)
        return Entered({}, {}, (Problem(f"文件中有几张收支明细：{names}。请留一张", severity=ERROR),))
    return read_lines(sheets[0], groups) if sheets else Entered({})


def _hidden(*sheets: Iterable[Sheet]) -> Iterable[Problem]:
    for sheet in (sheet for each in sheets for sheet in each if not sheet.visible):
        yield Problem("这张工作表是隐藏的，也读了进来：请核对", sheet.name, severity=WARNING)


def _strange(sheets: Sequence[Sheet], reading: Reading) -> Iterable[Problem]:
    """Sheets with numbers in several columns that are no table of ours; a list of contents has them in one."""
    for sheet in sheets:
        spots = [spot for spot, value in sheet.cells.items() if isinstance(value, Decimal)]
        if sheet.name in reading.strangers and len({column for _, column in spots}) > 1:
            message = "这张工作表里有数，但认不出是哪一张表（表名、表头或必需的栏不对），没有读入"
            yield Problem(message, sheet.name, *min(spots), severity=WARNING)


def _empty(found: Source) -> Iterable[Problem]:
    if not (found.typed or found.lines or found.reading.tables or any(p.severity == ERROR for p in found.problems)):
        names = "、".join(f"“{name}”" for name in found.reading.strangers)
        yield Problem(f"文件中没有认出任何一张表（工作表：{names or '无'}）。请按公开的表式或下载的空白表填写")
