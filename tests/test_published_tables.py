"""Every cell of every published table of the eight documents equals ours, but for what is known to be wrong there."""

import pytest

from budgets.document import Document
from tests import published
from tests.comparison import LOST, NOT_OURS, UNLABELLED, Difference, differences
from tests.published import HENAN_BUDGETS, HENAN_FINAL, SHANGHAI_FINAL, SLUGS, number, plain

pytestmark = pytest.mark.django_db

# What is known to be wrong in the published documents, by the number of the finding:
# (sample, table, our row, our column) → finding. "*" is every column.
# Slips of single characters are mended in tests/golden already: D1-24 (35.36.00), W24-07 (codes 2 and 7 for 02 and 07).
WRONG = {
    ("410704-101-2024-budget", "B03", "101", "*"): "002-01",
    ("410704-101-2024-budget", "B04", "expenditure/current", "general"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/current", "general.fiscal"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/current", "capital"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/223", "general"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/223", "general.fiscal"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/223", "capital"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/total", "general"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/total", "general.fiscal"): "002-02",
    ("410704-101-2024-budget", "B04", "expenditure/total", "capital"): "002-02",
    ("410704-101-2024-budget", "B04", "income/carried", "amount"): "002-03",
    ("410395-001-2024-budget", "B15", "41039524000000012849", "cost"): "003-01",
    # The totals of the table stand in the columns of 政府性基金 and 国有资本 too.
    ("410803-101-2023-final", "F04", "expenditure/current", "fund"): "D1-20",
    ("410803-101-2023-final", "F04", "expenditure/current", "capital"): "D1-20",
    ("410803-101-2023-final", "F04", "expenditure/total", "fund"): "D1-20",
    ("410803-101-2023-final", "F04", "expenditure/total", "capital"): "D1-20",
    # The sample mends what the self-evaluation says against the tables: indicators that another table computes, a task
    # by another name than its project, an executed amount that the system has otherwise.
    ("410803-101-2023-final", "F10", "indicators/6", "actual"): "D1-12",
    ("410803-101-2023-final", "F10", "indicators/8", "target"): "D1-10",
    ("410803-101-2023-final", "F10", "indicators/8", "actual"): "D1-10",
    ("410803-101-2023-final", "F10", "indicators/9", "actual"): "D1-11",
    ("410803-101-2023-final", "F10", "tasks/24", "name"): "D1-34",
    ("410803-101-2023-final", "F11", "19", "system"): "D1-09",
    # 当年财政拨款 of 11,419,043 in a project of 10,903,043.
    ("310107-wanli-2023-budget", "B15", "5/amounts/year.current", "amount"): "W23-06",
}
DISTRICT = "中国共产党焦作市中站区委员会办公室"
STREET = "上海市普陀区人民政府万里街道办事处"
# Names that differ: (sample, published name) → finding, and ours.
RENAMED = {
    ("410803-101-2023-final", "机关事业单位基本养老保险费"): ("D1-26", "机关事业单位基本养老保险缴费"),
    ("410803-101-2023-final", "公务招待费"): ("D1-26", "公务接待费"),
    ("410803-101-2023-final", "中国共产党焦作市站区委员会办公室"): ("D1-29", DISTRICT),
    ("410803-101-2023-final", "中国共产党焦作市中山区委员会办公室"): ("D1-29", DISTRICT),
    ("410803-101-2023-final", "中国共产党焦作市市中站区委员会办公室"): ("D1-29", DISTRICT),
    ("410803-101-2023-final", "中国共产党焦作市中站区委委员会办公室"): ("D1-29", DISTRICT),
    # The unit of the forms is called as the department is; among the units it is the 本部 (no finding has a number).
    ("310107-wanli-2023-budget", STREET): ("W23-unit", f"{STREET}（本部）"),
    ("410395-001-2024-budget", "视频会商调度系延伸工程"): ("003-02", "视频会议调度系延伸工程"),
    ("410395-001-2024-budget", "《方志铭古今 续写新伊滨》视频片制作费"): (
        "003-30",
        "《方志铭古今续写新伊滨》视频片制作费",
    ),
}


def finding(sample: str, code: str, row: str, column: str) -> str | None:
    return WRONG.get((sample, code, row, column)) or WRONG.get((sample, code, row, "*"))


def renamed(sample: str, difference: Difference) -> bool:
    """Whether two names differ as is known of them."""
    _, _, their, our = difference
    return RENAMED.get((sample, their), ("", ""))[1] == our


CASES = [(sample, code) for sample in SLUGS for code in published.tables(sample)]


@pytest.mark.parametrize(("sample", "code"), CASES)
def test_every_published_cell_is_ours(sample: str, code: str, documents: dict[str, Document]) -> None:
    unexplained = [
        difference
        for difference in differences(sample, code, documents[sample])
        if not finding(sample, code, *difference[:2]) and not renamed(sample, difference)
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


@pytest.mark.parametrize(("sample", "their_name"), [key for key in RENAMED if key[0] not in HENAN_BUDGETS])
def test_every_other_name_is_one(sample: str, their_name: str, documents: dict[str, Document]) -> None:
    found = [d for code in published.tables(sample) for d in differences(sample, code, documents[sample])]
    assert their_name in {their for _, _, their, _ in found}


@pytest.mark.parametrize(("sample", "code", "row"), list(LOST))
def test_rows_lost_in_the_text_are_in_ours_and_make_the_totals(
    sample: str, code: str, row: str, documents: dict[str, Document]
) -> None:
    table = documents[sample].table(code)
    (ours,) = (each for _, each in table.rows() if each.key == row)
    assert not any(ours.cells["label"] in their["labels"] for their in published.tables(sample)[code]["rows"])
    assert ours.cells["amount"] == table.cell(row.replace("total", "current"), "amount")


@pytest.mark.parametrize(("sample", "code", "label"), list(UNLABELLED))
def test_labels_lost_in_the_text_are_missing_there(sample: str, code: str, label: str) -> None:
    (their,) = (row for row in published.tables(sample)[code]["rows"] if label in row["labels"])
    assert their["labels"] == [label] and their["cells"]["合计"]


# D1-23: the published table ends with 30303 and 30218. What the text names beyond that is not reported; the rest is 0.
CUT_OFF = ("30226", "30227", "30228", "30231", "30305", "30399")
KNOWN_BEYOND = {"staff": "443.92", "public": "161.08", "307": "0.00"}


def test_rows_beyond_the_cut_are_not_reported_unless_they_can_be_told(documents: dict[str, Document]) -> None:
    theirs = {code for row in published.tables(HENAN_FINAL)["F06"]["rows"] for code in row["codes"]}
    ours = {row.key: row.cells["amount"] for _, row in documents[HENAN_FINAL].table("F06").rows()}
    beyond = {key: cell for key, cell in ours.items() if key not in theirs}
    assert theirs <= set(ours) and {key for key, cell in beyond.items() if cell is None} == set(CUT_OFF)
    told = {key: cell.text for key, cell in beyond.items() if cell is not None}
    assert {key: text for key, text in told.items() if key in KNOWN_BEYOND} == KNOWN_BEYOND
    assert all(number(text) == 0 for key, text in told.items() if key not in ("staff", "public"))


def test_no_table_of_shanghai_has_rows_that_were_not_published(documents: dict[str, Document]) -> None:
    theirs = published.tables(SHANGHAI_FINAL)["F06"]["rows"]
    assert len(theirs) == len(list(documents[SHANGHAI_FINAL].table("F06").rows()))


@pytest.mark.parametrize("sample", HENAN_BUDGETS)
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
