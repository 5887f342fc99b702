"""Entries in one form, to compare them by."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from budgets.entered import AMOUNT, COUNT, MARK, YES, Entries, Field, Group, rows_of

Row = dict[str, Any]


def normal(entries: Entries, groups: Sequence[Group]) -> dict[str, list[Row]]:
    """The rows of every group in one form: two entries say the same exactly if these are equal.

    Left out are what is not reported, empty texts and 否, and groups without any row; amounts have two places, marks
    none that say nothing, texts no white space at their ends and line breaks of one kind.
    """
    found = {group.key: [_normal_row(row, group) for row in rows_of(entries, group)] for group in groups}
    return {key: rows for key, rows in found.items() if any(rows)}


def _normal_row(row: Row, group: Group) -> Row:
    made = {field.name: normal_value(field, row.get(field.name)) for field in group.fields}
    return {name: value for name, value in made.items() if value is not None}


def normal_value(field: Field, value: Any) -> Any:
    """A value of a field in the one form that it has; ``None`` for nothing."""
    if value is None or value == "" or value is False:
        return None
    if field.kind == AMOUNT:
        return f"{Decimal(value):.2f}"
    if field.kind == MARK:
        return shortest(Decimal(value))
    if field.kind in (COUNT, YES):
        return value
    return one_break(str(value)).strip() or None


def one_break(text: str) -> str:
    """A text with line breaks of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shortest(number: Decimal) -> str:
    """A number without zeros that say nothing."""
    return f"{number.normalize():f}"
