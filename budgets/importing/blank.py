"""The tables of a layout without any figures: their columns, fixed rows and titles are what a file is compared with."""

from dataclasses import replace
from functools import cache

from budgets.document import Table
from budgets.facts import Facts, Names
from budgets.layouts import Layout, load
from budgets.tables import build

YEAR = 2000


def blank_facts(layout: Layout) -> Facts:
    """Facts of nobody, with nothing entered."""
    return Facts(
        slug="",
        kind=layout.kind,
        year=YEAR,
        region="",
        region_name="",
        code="",
        name="",
        short_name="",
        narrative_name="",
        is_unit=False,
        units=(),
        names=Names({}, {}, {}),
        income=(),
        expenditure=(),
    )


@cache
def blank_tables(key: str) -> dict[str, Table]:
    """The tables of a layout by code, as they stand with nothing entered; titles name the year ``YEAR``."""
    layout = load(key)
    facts = blank_facts(layout)
    return {table.code: build(facts, table) for table in layout.tables}


def empty_tables(key: str, year: int, code: str, name: str) -> tuple[Table, ...]:
    """The tables of a layout for a department to fill in, titled for its year."""
    layout = load(key)
    facts = replace(blank_facts(layout), year=year, code=code, name=name)
    return tuple(build(facts, table) for table in layout.tables)
