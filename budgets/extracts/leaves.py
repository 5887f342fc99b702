"""The leaves of a document: every cut of its money at its finest grain, without subtotals."""

from collections.abc import Iterator

from budgets.document import Amount, Document, cell_address
from budgets.extracts.tabled import Reader
from budgets.extracts.vocabulary import CAPITAL, ECONOMIC, EXPENDITURE, FLOW, FUND, GENERAL, INCOME, PROJECT, Leaf

# Cut, direction, and the tables that have it: the first of them that reports its total.
SOURCES = (
    (FLOW, INCOME, ("B02", "B01", "F02")),
    (FLOW, EXPENDITURE, ("B03", "F03")),
    (GENERAL, EXPENDITURE, ("B05", "F05")),
    (ECONOMIC, EXPENDITURE, ("B06", "F06")),
    (FUND, EXPENDITURE, ("B10", "F07")),
    (CAPITAL, EXPENDITURE, ("B11", "F08")),
    (PROJECT, EXPENDITURE, ("B12",)),
)
# Money carried in and out, which is in the totals of income and expenditure: table, row, kind of balance.
CARRIED_IN_AND_OUT = {
    INCOME: (("F01", "reserve", "reserve"), ("F01", "opening", "opening")),
    EXPENDITURE: (
        ("F01", "distribution", "distribution"),
        ("F01", "closing", "closing"),
        ("B01", "closing", "budgeted_closing"),
    ),
}


def leaves(document: Document) -> Iterator[Leaf]:
    """Every leaf of every cut that the document has, in printed order, without amounts of zero.

    The leaves of a cut and direction add up to the total of its table, those of ``FLOW`` with the balances to 收入总计
    and 支出总计. Rows and columns are divided only where their parts are reported and add up to them exactly.
    """
    reader = Reader(document)
    for cut, direction, codes in SOURCES:
        found = (list(reader.leaves(code, cut, direction)) for code in codes)
        yield from next((each for each in found if each), [])
        if cut == FLOW:
            yield from _balances(reader, direction)


def _balances(reader: Reader, direction: str) -> Iterator[Leaf]:
    for code, key, balance in CARRIED_IN_AND_OUT[direction]:
        for _, row in reader.tables[code].rows() if code in reader.tables else ():
            cell = row.cells.get("amount")
            if row.key == f"{direction}/{key}" and isinstance(cell, Amount) and cell.yuan:
                place, name = cell_address(code, row.key, "amount"), str(row.cells["label"])
                yield Leaf(FLOW, direction, "", name, cell.yuan, place, balance=balance)
