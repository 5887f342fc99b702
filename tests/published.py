"""The eight published documents as carried into the tests: what their tables and sentences say, cell by cell."""

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"
HENAN_BUDGETS = ("410800-101-2024-budget", "410802-524-2024-budget", "410704-101-2024-budget", "410395-001-2024-budget")
SHANGHAI_BUDGETS = ("310107-wanli-2023-budget", "310107-wanli-2024-budget")
HENAN_FINAL, SHANGHAI_FINAL = "410803-101-2023-final", "310107-social-work-2024-final"
# One of each kind, where reading all takes long.
OF_EACH_KIND = (HENAN_BUDGETS[0], SHANGHAI_BUDGETS[1], HENAN_FINAL)
SLUGS = (*HENAN_BUDGETS, *SHANGHAI_BUDGETS, HENAN_FINAL, SHANGHAI_FINAL)


@cache
def tables(sample: str) -> dict[str, Any]:
    """Tables by code: rows with codes, labels and cells (as printed, without separators)."""
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


def plain(label: str) -> str:
    """A label without what the extraction and the publishers do to brackets, blanks and colons."""
    return re.sub(r"[\s（）()：:]", "", label)
