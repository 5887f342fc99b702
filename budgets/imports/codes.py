"""Codes of a file that no list of its year has: they are entered as they are, but somebody has to look at them."""

from collections.abc import Iterator, Mapping

from budgets.entered import Entries, rows_of
from budgets.entries import schema
from budgets.importing.book import WARNING, Problem
from budgets.importing.cells import plain
from budgets.imports.sources import Source
from budgets.models.classification import Code, names_of

GROUPS = ("income", "expenditure", "balances", "running", "explanations")
SCHEMES = {"function": Code.FUNCTIONAL, "economic": Code.ECONOMIC, "government": Code.GOVERNMENT}


def unknown_codes(entries: Entries, found: Source, kind: str, year: int) -> Iterator[Problem]:
    """One warning for each code, at the first place where the file has it."""
    names = names_of(year)
    if not any(names.values()):
        return
    titles = dict(Code.SCHEMES)
    for (field, code), where in _used(entries, found, kind).items():
        if code not in names[SCHEMES[field]]:
            sheet, row, column = (*where, 0) if where[0] else _place(found, code)
            yield Problem(f"“{code}”不在{titles[SCHEMES[field]]}科目中：请核对编码", sheet, row, column, WARNING)


def _used(entries: Entries, found: Source, kind: str) -> Mapping[tuple[str, str], tuple[str, int]]:
    """The codes by the fields in which they stand, with the sheet and row of those that were listed."""
    used: dict[tuple[str, str], tuple[str, int]] = {}
    for group in schema(kind):
        if group.key not in GROUPS or group.key not in entries:
            continue
        for number, row in enumerate(rows_of(entries, group)):
            for field in SCHEMES:
                if code := row.get(field):
                    used.setdefault((field, str(code)), found.rows.get((group.key, number), ("", 0)))
    return used


def _place(found: Source, code: str) -> tuple[str, int, int]:
    """The cell of a table that ends the code: the whole of it, or its last part."""
    for read in found.tables.values():
        for _, row in read.table.rows():
            texts = {key: plain(cell) for key, cell in row.cells.items() if isinstance(cell, str)}
            ends = [
                key for key, text in texts.items() if text and code.endswith(text) and code in "".join(texts.values())
            ]
            if ends:
                return (read.elsewhere.get(row.key, read.sheet), *read.place(row.key, ends[-1]))
    return ("", 0, 0)
