"""A comparison as files: one row a cell, with everything that the page can show of it.

CSV begins with the mark of UTF-8, without which Excel on Chinese Windows reads GBK; text that a spreadsheet would take
for a formula begins with an apostrophe.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from budgets.money import FEN, YUAN, round_half_up
from budgets.opendata.delimited import MARK, neutral
from budgets.site.amounts import place
from budgets.site.compare.asked import KINDS
from budgets.site.compare.cells import Cell, Compared
from budgets.site.compare.figures import TOTAL, WHOLE
from budgets.site.compare.notes import Notes

SUBTOTAL, DETAIL = "小计", "明细"
# The keys of JSON, and what the columns of the CSV are called.
COLUMNS = {
    "id": "部门（单位）代码",
    "name": "部门（单位）",
    "region": "地区",
    "year": "年度",
    "kind": "种类",
    "line": "行",
    "code": "科目编码",
    "title": "名称",
    "row": "行类型",
    "unit": "计量单位",
    "value": "数值",
    "missing": "没有数值的原因",
    "share_percent": "占比（%）",
    "share_of": "占什么的比",
    "change_since": "与哪一年比",
    "change": "增减",
    "change_percent": "增减率（%）",
    "not_compared": "不能计算的原因",
    "per_head_yuan": "人均（元）",
    "note": "口径",
    "source": "出处",
}


def records(compared: Compared, notes: Notes, absolute: Callable[[str], str]) -> list[dict[str, Any]]:
    """A record for each cell; numbers are decimal strings, money in yuan; ``None`` is what there is not."""
    texts = dict(notes.numbered)
    return [_record(cell, notes, texts, absolute) for cell in compared.all()]


def _record(cell: Cell, notes: Notes, texts: dict[int, str], absolute: Callable[[str], str]) -> dict[str, Any]:
    share, change, per_head = cell.share, cell.change, cell.per_head
    reasons = (share and share.why, change and change.why, per_head and per_head.why)
    note = notes.of_cell.get((cell.subject.who, cell.period, cell.line.key), notes.of_line.get(cell.line.key, 0))
    return {
        "id": cell.subject.who,
        "name": cell.subject.name,
        "region": cell.subject.region,
        "year": cell.period[0],
        "kind": cell.period[1],
        "line": cell.line.key,
        "code": cell.line.code or None,
        "title": cell.line.title,
        "row": _row(cell),
        "unit": cell.line.unit,
        "value": _number(cell.value.number, cell.line.unit == YUAN),
        "missing": cell.value.why or None,
        "share_percent": _percent(share and share.percent),
        "share_of": share.of if share else None,
        "change_since": change.since if change else None,
        "change": _number(change and change.difference, cell.line.unit == YUAN),
        "change_percent": _percent(change and change.percent),
        "not_compared": "；".join(reason for reason in reasons if reason) or None,
        "per_head_yuan": _percent(per_head and per_head.yuan),
        "note": texts.get(note),
        "source": absolute(place(cell.value.slug, cell.value.fragment)) if cell.value.fragment else None,
    }


def _row(cell: Cell) -> str | None:
    """Of an amount by code, what it is in its own document: the details of a document add up to its whole."""
    if cell.value.number is None or not (cell.line.code or cell.line.key == TOTAL):
        return None
    if cell.line.key == TOTAL:
        return WHOLE
    return SUBTOTAL if cell.value.subtotal else DETAIL


def _number(number: Decimal | None, money: bool) -> str | None:
    if number is None:
        return None
    return f"{number.quantize(FEN):f}" if money else f"{number.normalize():f}"


def _percent(number: Decimal | None) -> str | None:
    return None if number is None else f"{round_half_up(number, 2):f}"


def csv_of(compared: Compared, notes: Notes, absolute: Callable[[str], str]) -> str:
    """The comparison as CSV."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    writer.writerows(_cells(record) for record in records(compared, notes, absolute))
    return MARK + file.getvalue()


NUMBERS = ("value", "share_percent", "change", "change_percent", "per_head_yuan")


def _cells(record: dict[str, Any]) -> Iterator[object]:
    for key, value in record.items():
        if key == "kind":
            yield KINDS[value]
        else:
            yield value if key in NUMBERS else _harmless(value)


def _harmless(value: object) -> object:
    """Text that no spreadsheet takes for a formula."""
    return neutral(value) if isinstance(value, str) else value


def json_of(compared: Compared, notes: Notes, absolute: Callable[[str], str], address: str) -> str:
    """The comparison as JSON."""
    asked = compared.asked
    return json.dumps(
        {
            "address": address,
            "asked": {
                "d": asked.who,
                "year": asked.years,
                "kind": asked.kind,
                "by": asked.by,
                "level": asked.level,
                "line": asked.lines,
            },
            "problems": asked.problems,
            "notes": [*notes.general, *(text for _, text in notes.numbered)],
            "cells": records(compared, notes, absolute),
        },
        ensure_ascii=False,
        indent=1,
    )
