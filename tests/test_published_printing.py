"""Numbers are printed as each layout prints them: separators, decimals, blanks and zeros, cell by cell."""

from collections.abc import Iterator

import pytest

from budgets.document import Document
from tests import published
from tests.comparison import differences, same_amount, same_print
from tests.published import SLUGS

pytestmark = pytest.mark.django_db

# (sample, table, row, column; "*" is any) → number of the finding on the way that the published cell is printed.
ODD = {
    ("410802-524-2024-budget", "B03", "*", "basic.staff"): "004-28",
    ("410802-524-2024-budget", "B03", "*", "basic.public"): "004-28",
    ("410395-001-2024-budget", "B01", "expenditure/closing", "amount"): "003-26",
    # One 0.00 in an empty table.
    ("410803-101-2023-final", "F08", "合计", "basic"): "D1-37",
    # One 0 in a column of 0.00.
    ("410803-101-2023-final", "F10", "indicators/15", "deviation"): "D1-25",
    # The fourth of five forms has no separators (no finding has a number for it).
    **{
        ("310107-wanli-2023-budget", "B15", f"4/amounts/{row}", "amount"): "W23-print"
        for row in ("total", "total.fiscal", "year", "year.current")
    },
}
CASES = [(sample, code) for sample in SLUGS for code in published.printed(sample)]


def misprints(sample: str, code: str, document: Document) -> Iterator[tuple[str, str, str, str]]:
    """Cells that are printed otherwise than published though the amount is the same."""
    wrong = {found[:2] for found in differences(sample, code, document, same_amount)}
    for found in differences(sample, code, document, same_print):
        if found[:2] not in wrong:
            yield found


@pytest.mark.parametrize(("sample", "code"), CASES)
def test_cells_are_printed_as_published(sample: str, code: str, documents: dict[str, Document]) -> None:
    odd = {key[2:] for key in ODD if key[:2] == (sample, code)}
    found = list(misprints(sample, code, documents[sample]))
    assert [cell for cell in found if not odd & {(cell[0], cell[1]), ("*", cell[1])}] == []
    assert {column for _, column in odd} <= {cell[1] for cell in found}
