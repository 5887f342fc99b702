"""Names of the classification codes that entries use."""

from budgets.entered import CODE, Entries, rows_of
from budgets.entries.parts import LINES, LISTS
from budgets.entries.schema import group_of
from budgets.models.classification import names_of

GROUPS = tuple(part.key for part in (*LINES, *LISTS))


def code_names(kind: str, year: int, *entries: Entries) -> dict[str, str]:
    """Names of the functional and economic codes in the lines, by code, in one query; a code is in one list only."""
    used: set[str] = set()
    for key in GROUPS:
        group = group_of(kind, key)
        codes = [field.name for field in group.fields if field.kind == CODE and field.name != "unit"]
        rows = [row for each in entries for row in rows_of(each, group)] if codes else []
        used |= {str(row[name]) for row in rows for name in codes if row.get(name)}
    return {code: name for scheme in names_of(year, code__in=used).values() for code, name in scheme.items()}
