"""The Document goes to JSON and back without loss, and its cells have addresses."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.document import Document, DocumentError, Number, anchor, from_json, sha256, split_address, to_json
from budgets.editions import draft
from budgets.layouts import available
from tests.builders import empty
from tests.published import HENAN_FINAL, SLUGS


@pytest.mark.django_db
@pytest.mark.parametrize("sample", SLUGS)
def test_json_and_back_changes_nothing(sample: str, documents: dict[str, Document]) -> None:
    document = replace(documents[sample], edition=3)
    through = from_json(json.loads(json.dumps(to_json(document), ensure_ascii=False)))
    assert through == document
    assert sha256(through) == sha256(document) == to_json(through)["sha256"]


@pytest.mark.django_db
@pytest.mark.parametrize("layout", [key for key, _ in available()])
def test_a_document_in_which_nothing_is_reported_comes_back_too(layout: str) -> None:
    document = draft(empty(layout))
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


@pytest.mark.django_db
def test_marks_and_rates_come_back_as_numbers_that_are_no_money(documents: dict[str, Document]) -> None:
    document = documents[HENAN_FINAL]
    (table,) = (t for s in to_json(document)["sections"] for t in s["tables"] if t["code"] == "F11")
    assert table["rows"][0]["cells"]["rate"] == {"value": "76", "text": "76%"}
    assert table["rows"][0]["cells"]["executed"] == {"yuan": "3800.00", "text": "0.38"}
    cells = [
        (panel.key, row.key, key, cell)
        for t in document.tables()
        for panel, row in t.rows()
        for key, cell in row.cells.items()
    ]
    through = from_json(json.loads(json.dumps(to_json(document))))
    again = [
        (panel.key, row.key, key, cell)
        for t in through.tables()
        for panel, row in t.rows()
        for key, cell in row.cells.items()
    ]
    found = [cell for *_, cell in cells if isinstance(cell, Number)]
    assert len(found) > 200 and again == cells


@pytest.mark.django_db
def test_json_has_the_agreed_shape(documents: dict[str, Document]) -> None:
    data = to_json(documents["410800-101-2024-budget"])
    assert data["slug"] == "410800-101-2024-budget"
    assert data["organisation"]["region"] == "410800"
    (table,) = (t for s in data["sections"] for t in s["tables"] if t["code"] == "B03")
    (row,) = (row for row in table["rows"] if row["key"] == "101/2013101")
    assert row["cells"]["total"] == {"yuan": "17281700.00", "text": "1,728.17"}
    assert row["cells"]["name"] == "行政运行"
    wages = next(column for column in table["columns"] if column["key"] == "basic.staff.wages")
    assert wages["heading"] == ["基本支出", "人员经费", "工资福利支出"]
    figures = [run for s in data["sections"] for p in s["paragraphs"] for run in p if "figure" in run]
    basic = next(run for run in figures if run["figure"] == "expenditure.basic")
    assert (basic["yuan"], basic["text"], basic["cell"]) == ("27335400.00", "2733.54", "B03/合计/basic")
    share = next(run for run in figures if run["figure"] == "expenditure.basic.share")
    assert share["text"] == "88.51" and "yuan" not in share


@pytest.mark.django_db
@pytest.mark.parametrize("sample", SLUGS)
def test_no_two_cells_have_the_same_anchor(sample: str, documents: dict[str, Document]) -> None:
    anchors = [
        anchor(f"{table.code}/{row.key}/{column.key}")
        for table in documents[sample].tables()
        for panel, row in table.rows()
        for column in panel.columns
        if column.key in row.cells
    ]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("data", [{}, {"slug": 1}, {"sections": None}, {"organisation": []}])
def test_what_is_no_document_is_refused(data: dict) -> None:
    with pytest.raises(DocumentError, match="JSON"):
        from_json(data)


@given(
    st.text(alphabet="ABF0123456789", min_size=1),
    st.text(min_size=1),
    st.text(alphabet="abc.", min_size=1),
)
def test_an_address_comes_apart_as_it_was_put_together(code: str, row: str, column: str) -> None:
    assert split_address(f"{code}/{row}/{column}") == (code, row, column)


def test_anchor_keeps_to_letters_digits_and_dots() -> None:
    assert anchor("B03/101/2013101/basic.staff") == "B03-101_2013101-basic.staff"
    assert anchor("B03/合计/basic") == "B03-__-basic"
