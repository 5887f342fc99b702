"""Reads a line list: a row for each line of money, its columns known by their headings."""

from collections.abc import Mapping, Sequence

from budgets.entered import Group
from budgets.importing.book import NOTICE, Problems, Sheet
from budgets.importing.entered import words
from budgets.importing.entered.headings import Headings, headings_of, spread
from budgets.importing.entered.line_rows import LineRows
from budgets.importing.entered.lines import line_groups
from budgets.importing.entered.reading import Entered

# Columns that need not be there, and what their absence means.
UNSAID = {
    words.KIND: "没有“收支”一栏：全部按支出读取",
    "cut": "没有“口径”一栏：全部按“全部维度”读取",
    "origin": "没有“本年／结转”一栏：全部按本年读取",
}


def is_line_list(sheet: Sheet, groups: Sequence[Group] = ()) -> bool:
    """Whether a sheet is a line list, by its headings."""
    return headings_of(sheet, groups) is not None


def read_lines(
    sheet: Sheet, groups: Sequence[Group], unit: str = "", units: Mapping[str, str] | None = None
) -> Entered:
    """The lines of a list as entries (``income``, ``expenditure``, ``balances``), with what is wrong.

    ``unit`` (元 or 万元) is what the amounts are in where the sheet does not say it; ``units`` gives the codes of units
    that are named without one. A row with an error is not among the entries.
    """
    problems = Problems()
    found = headings_of(sheet, groups)
    if found is None:
        problems.add("没有找到收支明细的表头：要有一栏金额，并有科目、资金来源等栏", sheet.name)
        return Entered({}, problems=tuple(problems))
    _tell_headings(sheet, found, problems)
    money = _money(sheet, found, unit, problems)
    if not money:
        return Entered({}, problems=tuple(problems))
    rows = LineRows(sheet.name, line_groups(groups), found, money, units or {}, problems)
    rows.read(spread(sheet))
    return rows.entered()


def _tell_headings(sheet: Sheet, found: Headings, problems: Problems) -> None:
    for column, text in found.strangers:
        problems.add(f"不认识“{text}”一栏，没有读取", sheet.name, found.row, column, NOTICE)
    for column, text in found.doubled:
        problems.add(f"“{text}”与另一栏重复：请只留一栏", sheet.name, found.row, column)
    for name, message in UNSAID.items():
        if name not in found.columns:
            problems.add(message, sheet.name, found.row, severity=NOTICE)


def _money(sheet: Sheet, found: Headings, unit: str, problems: Problems) -> str:
    """What the amounts are in; empty, with an error, if nothing says it or if it is said in two ways."""
    said = {name for name, _ in found.units} | ({unit} if unit else set())
    if len(said) == 1:
        return said.pop()
    if said:
        problems.add("金额单位有两种说法（元、万元）：请改成一种", sheet.name, *found.units[-1][1])
    else:
        column = found.columns["amount"][0]
        problems.add("没有写明金额单位：请在表头写“金额（元）”或“金额（万元）”", sheet.name, found.row, column)
    return ""
