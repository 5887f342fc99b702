"""A workbook as lines of JSON, one for the file and one for each sheet: what the child process answers."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from budgets.importing.book import Sheet, Value, Workbook


def lines_of(workbook: Workbook) -> Iterator[str]:
    """The lines, without their ends."""
    yield _json({"name": workbook.name, "kind": workbook.kind, "sheets": len(workbook.sheets)})
    for sheet in workbook.sheets:
        yield _json(
            {
                "name": sheet.name,
                "cells": [[*spot, *_pair(value)] for spot, value in sheet.cells.items()],
                "merged": sheet.merged,
                "hidden_rows": sorted(sheet.hidden_rows),
                "hidden_columns": sorted(sheet.hidden_columns),
                "visible": sheet.visible,
            }
        )


def workbook_of(lines: list[bytes]) -> Workbook:
    """The workbook; ``ValueError`` or ``KeyError`` where the lines are not complete."""
    head = json.loads(lines[0])
    if len(lines) != head["sheets"] + 1:
        raise ValueError("sheets are missing")
    return Workbook(head["name"], head["kind"], tuple(_sheet(json.loads(line)) for line in lines[1:]))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def _pair(value: Value) -> tuple[str, int]:
    return (value, 0) if isinstance(value, str) else (str(value), 1)


def _sheet(data: dict[str, Any]) -> Sheet:
    return Sheet(
        data["name"],
        {(row, column): Decimal(text) if number else text for row, column, text, number in data["cells"]},
        tuple((top, left, bottom, right) for top, left, bottom, right in data["merged"]),
        frozenset(data["hidden_rows"]),
        frozenset(data["hidden_columns"]),
        data["visible"],
    )
