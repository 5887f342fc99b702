"""Writes lines of money as one list, a row for each line with everything that is known of it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from budgets.entered import AMOUNT, Entries, Field, Group, rows_of
from budgets.formats.sheets import HEADING, NOTE, TEXT, TITLE, PlainSheet, SheetCell
from budgets.importing.entered import words
from budgets.importing.entered.shape import PROJECT
from budgets.importing.entered.values import written

NAME, NOTES = "收支明细", "一行一笔，金额以元计。收支一栏填收入、支出，或结转结余的种类；口径空白即全部维度。"
KIND_WORDS = {words.INCOME: "收入", words.EXPENDITURE: "支出"}
HEADS = {words.KIND: "收支", "unit": "单位编码", words.UNIT_NAME: "单位名称", PROJECT: "项目编码"}
HEADS |= {words.PROJECT_NAME: "项目名称"}
# The columns that come first and in this order; further fields of lines follow.
ORDER = (
    words.KIND,
    "unit",
    words.UNIT_NAME,
    "cut",
    "stage",
    "function",
    "economic",
    "government",
    "nature",
    "fund",
    "origin",
    PROJECT,
    words.PROJECT_NAME,
    "item",
    "item_kind",
    "amount",
)
WIDTHS = (14, 12, 34, 14, 14, 12, 14, 14, 24, 30, 12, 24, 34, 30, 12, 18, 12)
PROJECT_CODE = re.compile(r"[0-9A-Za-z]{6,}")
# What a spreadsheet takes for a formula when it opens a CSV; a quote before it keeps it a text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"

Cells = list[SheetCell]


def line_groups(groups: Sequence[Group]) -> dict[str, Group]:
    """The groups of lines by key."""
    return {group.key: group for group in groups if group.key in (words.INCOME, words.EXPENDITURE, words.BALANCES)}


def line_sheet(entries: Entries, groups: Sequence[Group]) -> PlainSheet:
    """All lines of entries as a list."""
    head: list[Cells] = [[SheetCell(NAME, TITLE)], [SheetCell(NOTES, NOTE)], []]
    return PlainSheet(NAME, [*head, *_listed(entries, groups)], WIDTHS)


def lines_csv(entries: Entries, groups: Sequence[Group]) -> bytes:
    """All lines of entries as CSV in UTF-8 with a byte order mark; formulas are neutralised."""
    target = io.StringIO()
    writer = csv.writer(target)
    for row in _listed(entries, groups):
        writer.writerow([_csv(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def _csv(cell: SheetCell) -> str:
    if isinstance(cell.value, Decimal):
        return f"{cell.value:f}"
    text = cell.value or ""
    return QUOTE + text if text.startswith(FORMULA) else text


def quoted(text: str) -> str:
    """A text of which ``unquoted`` gives the text again."""
    return QUOTE + text if text.startswith(QUOTE) and text[1:].startswith((QUOTE, *FORMULA)) else text


def unquoted(text: str) -> str:
    """A text without the quote that keeps it from being a formula."""
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith((QUOTE, *FORMULA)) else text


def _listed(entries: Entries, groups: Sequence[Group]) -> Iterator[Cells]:
    by_key = line_groups(groups)
    fields = {field.name: field for group in by_key.values() for field in group.fields if field.name != "kind"}
    columns = [name for name in ORDER if name in fields or name in HEADS]
    columns += [name for name in fields if name not in columns]
    yield [SheetCell(_heading(name, fields), HEADING) for name in columns]
    names = _Names(entries)
    for group in by_key.values():
        for row in rows_of(entries, group):
            yield [_cell(name, group, row, fields, names) for name in columns]


def _heading(name: str, fields: Mapping[str, Field]) -> str:
    label = HEADS.get(name) or fields[name].label
    return f"{label}（元）" if name in fields and fields[name].kind == AMOUNT else label


class _Names:
    """What units and projects are called in the entries."""

    def __init__(self, entries: Entries) -> None:
        self.units = {unit["code"]: unit["name"] for unit in entries.get("units", ())}
        projects = (*entries.get("projects", ()), *entries.get("unplanned", ()))
        self.projects = {project["code"]: project["name"] for project in projects if project.get("code")}
        self.uncoded = {project["name"] for project in projects if not project.get("code")}

    def project(self, key: str) -> tuple[str, str]:
        """Code and name of what a line names."""
        if key in self.projects:
            return key, self.projects[key]
        return (key, "") if PROJECT_CODE.fullmatch(key) and key not in self.uncoded else ("", key)


def _cell(name: str, group: Group, row: Mapping[str, Any], fields: Mapping[str, Field], names: _Names) -> SheetCell:
    if name == words.KIND:
        own = next((field for field in group.fields if field.name == "kind"), None)
        return written(own, row.get("kind")) if own else SheetCell(KIND_WORDS[group.key])
    if name == words.UNIT_NAME:
        return SheetCell(names.units.get(row.get("unit")))
    if name in (PROJECT, words.PROJECT_NAME):
        found = names.project(str(row.get(PROJECT) or ""))[name == words.PROJECT_NAME]
        return SheetCell(quoted(found) or None)
    cell = written(fields[name], row.get(name))
    return SheetCell(quoted(cell.value), TEXT) if isinstance(cell.value, str) else cell
