"""Every cell of every published table of the four budgets equals ours, but for what is known to be wrong in them."""

import pytest

from budgets.document import Document
from tests import published
from tests.comparison import NOT_OURS, differences, plain
from tests.published import SLUGS, number

pytestmark = pytest.mark.django_db

# What is known to be wrong in the published documents, by the number of the finding:
# (sample, table, our row, our column) → finding. "*" is every column.
WRONG = {
    ("410704-101", "B03", "101", "*"): "002-01",
    ("410704-101", "B04", "expenditure/current", "general"): "002-02",
    ("410704-101", "B04", "expenditure/current", "general.fiscal"): "002-02",
    ("410704-101", "B04", "expenditure/current", "capital"): "002-02",
    ("410704-101", "B04", "expenditure/223", "general"): "002-02",
    ("410704-101", "B04", "expenditure/223", "general.fiscal"): "002-02",
    ("410704-101", "B04", "expenditure/223", "capital"): "002-02",
    ("410704-101", "B04", "expenditure/total", "general"): "002-02",
    ("410704-101", "B04", "expenditure/total", "general.fiscal"): "002-02",
    ("410704-101", "B04", "expenditure/total", "capital"): "002-02",
    ("410704-101", "B04", "income/carried", "amount"): "002-03",
    ("410395-001", "B15", "41039524000000012849", "cost"): "003-01",
}
# Names that differ: (sample, published name) → finding, and ours.
RENAMED = {
    ("410395-001", "视频会商调度系延伸工程"): ("003-02", "视频会议调度系延伸工程"),
    ("410395-001", "《方志铭古今 续写新伊滨》视频片制作费"): ("003-30", "《方志铭古今续写新伊滨》视频片制作费"),
}


def finding(sample: str, code: str, row: str, column: str) -> str | None:
    return WRONG.get((sample, code, row, column)) or WRONG.get((sample, code, row, "*"))


CASES = [(sample, code) for sample in SLUGS for code in published.tables(sample)]


@pytest.mark.parametrize(("sample", "code"), CASES)
def test_every_published_cell_is_ours(sample: str, code: str, documents: dict[str, Document]) -> None:
    unexplained = [
        difference
        for difference in differences(sample, code, documents[sample])
        if not finding(sample, code, *difference[:2])
    ]
    assert not unexplained


@pytest.mark.parametrize("sample", SLUGS)
def test_every_exception_is_one(sample: str, documents: dict[str, Document]) -> None:
    """No cell is excused that agrees."""
    differing = {
        (code, row, column)
        for code in published.tables(sample)
        for row, column, _, _ in differences(sample, code, documents[sample])
    }
    excused = {key[1:] for key in WRONG if key[0] == sample}
    assert {(code, row) for code, row, column in excused if column == "*"} <= {(c, r) for c, r, _ in differing}
    assert {key for key in excused if key[2] != "*"} <= differing


@pytest.mark.parametrize(("sample", "code", "their_code"), list(NOT_OURS))
def test_rows_left_out_hold_no_money(sample: str, code: str, their_code: str) -> None:
    rows = [row for row in published.tables(sample)[code]["rows"] if their_code in row["codes"]]
    assert rows and all(number(text) == 0 for row in rows for text in row["cells"].values())


@pytest.mark.parametrize("sample", SLUGS)
def test_projects_are_called_as_published(sample: str, documents: dict[str, Document]) -> None:
    theirs = [
        row["labels"][0] if row["labels"][0] not in ("project", "unit") else row["labels"][1]
        for row in published.tables(sample)["B15"]["rows"]
        if "indicators" in row
    ]
    ours = [
        row.cells["name"] for row in documents[sample].table("B15").panels[0].rows if row.group and "name" in row.cells
    ]
    expected = [RENAMED.get((sample, name), ("", name))[1] for name in theirs]
    assert [plain(str(name)) for name in ours] == [plain(name) for name in expected]
