"""Examples of the checks of a department against its budget units."""

import gc
import weakref

from budgets.checks import Context, check
from budgets.document import Document, Section
from tests.checks.documents import Example, Examples, case, document, form, four, grid, panel

BY_ITEM = "class@ section@ item@ name$ total basic project"


def spending(total: str | None, basic: str | None, item: str | None = None) -> Section:
    """A table of expenditure with one item, which is all of it unless said otherwise."""
    project = "0.00"
    rows = {
        "合计": ("", "", "", "合计", total, basic, project),
        "101/2013101": ("201", "31", "01", "行政运行", item or total, item or basic, project),
    }
    return grid("B03", BY_ITEM, rows)


def unit(code: str, total: str | None, income: str | None = None) -> Document:
    """The budget of a unit."""
    table = form("B01", panel("label$ amount", {"income/total": ("收入总计", income or total)}, "income"))
    return document(table, spending(total, total), code=code, name=f"单位{code}", slug=code)


def department(first: str | None, second: str, *units: Document, total: str = "30.00", item: str = "") -> Example:
    """A department of two units with what its B02 says of them."""
    rows = {"101/101001": ("101001", "单位101001", first), "101/101002": ("101002", "单位101002", second)}
    return case(
        grid("B02", "code@ name$ total", rows), spending(total, total, item or None), context=Context(units=units)
    )


ONE, OTHER = unit("101001", "10.00"), unit("101002", "20.00")

EXAMPLES: Examples = {
    "unit-01": four(
        department("10.00", "20.00", ONE, OTHER),
        department("10.00", "20.00", ONE, OTHER, item="31.00"),
        department("10.00", "20.00", ONE, OTHER, item="30.01"),
        department("10.00", "20.00", ONE),
    ),
    "unit-02": four(
        department("10.00", "20.00", ONE, OTHER),
        department("10.00", "20.00", ONE, OTHER, total="31.00"),
        department("10.00", "20.00", ONE, OTHER, total="30.01"),
        department("10.00", "20.00", ONE),
    ),
    "unit-03": four(
        department("10.00", "20.00", ONE, OTHER),
        department("10.50", "20.00", ONE, OTHER),
        department("10", "20.00", ONE, OTHER),
        department(None, "20.00", unit("101001", "10.00"), unit("101009", "20.00")),
    ),
}


def test_the_documents_of_the_units_are_read_once_and_kept_no_longer_than_the_report() -> None:
    found, context = department("10.00", "20.00", ONE, OTHER)()
    report = check(found, context)
    assert [unit.document.organisation.code for unit in report.book.kept["units"]] == ["101001", "101002"]
    kept = [weakref.ref(book) for book in (report.book, *report.book.kept["units"])]
    del report
    gc.collect()
    assert [each() for each in kept] == [None, None, None]
