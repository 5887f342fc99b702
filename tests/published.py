"""The four published budgets as carried into the tests: what their tables and sentences say, cell by cell."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"
SLUGS = ("410800-101", "410802-524", "410704-101", "410395-001")


@cache
def tables(sample: str) -> dict[str, Any]:
    """Tables by code: rows with codes, labels and cells (万元 as printed, without separators)."""
    return json.loads((GOLDEN / f"{sample}.tables.json").read_text(encoding="utf-8"))


@cache
def printed(sample: str) -> dict[str, Any]:
    """The same tables with their cells exactly as printed: separators, zeros and blanks."""
    texts = json.loads((GOLDEN / f"{sample}.printed.json").read_text(encoding="utf-8"))
    return {
        code: {"rows": [{**row, "cells": cells} for row, cells in zip(table["rows"], texts[code], strict=True)]}
        for code, table in tables(sample).items()
        if code in texts
    }


@cache
def narrative(sample: str) -> list[dict[str, Any]]:
    """Sections of the explanation with their numbers and units in reading order."""
    return json.loads((GOLDEN / f"{sample}.narrative.json").read_text(encoding="utf-8"))


def number(text: str | None) -> Decimal:
    """A printed number; a blank is zero (the totals of these tables add up)."""
    return Decimal((text or "0").replace(",", ""))
