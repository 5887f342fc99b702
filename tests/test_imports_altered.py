"""Files that people changed, filled in or saved otherwise: what they say is entered, and nothing else."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from budgets.data.load import load_classification, load_sample
from budgets.document import Amount, Document, canonical
from budgets.editions import draft
from budgets.editions.files import workbook
from budgets.entries import made, put, taken
from budgets.formats.xlsx import xlsx_bytes
from budgets.imports.downloads import DOWNLOADS
from budgets.imports.reading import Result, read
from budgets.layouts import available
from budgets.models import Disclosure
from budgets.synthetic import facts
from tests.admin_pages import stored_sample
from tests.entered_facts import entries_of_facts
from tests.importing.bad_contents import (
    TABLES,
    TARGET,
    WHOLE,
    cell,
    edited,
    everywhere,
    in_yuan,
    multiplied,
    sample_file,
)
from tests.test_imports import SAMPLES, emptied, told

pytestmark = pytest.mark.django_db
LAYOUTS = [key for key, _ in available()]


def after(disclosure: Disclosure, result: Result) -> Document:
    """The document when a file was taken over."""
    assert not result.wrong, [str(problem) for problem in result.problems]
    put(disclosure, result.entries)
    return draft(Disclosure.objects.get(pk=disclosure.pk))


def tables(document: Document) -> dict[str, object]:
    return {table.code: table.panels for table in document.tables()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_full_lines_and_whole_workbooks_of_made_up_documents_come_back(layout: str) -> None:
    load_classification()
    disclosure = made(entries_of_facts(facts(layout, 21), layout))
    before, entries = draft(disclosure), taken(disclosure)
    lines = DOWNLOADS["lines"].make(disclosure)
    again = emptied(entries, disclosure)
    result = read(again, workbook(before, entries), "全部.xlsx")
    assert (told(result), result.differing) == ([], ())
    assert canonical(after(again, result)) == canonical(before)
    put(again, {key: {} if key == "expenditure" else [] for key in ("income", "expenditure", "balances")})
    result = read(again, lines, "明细.csv")
    assert told(result) == []
    assert canonical(after(again, result)) == canonical(before)


@pytest.mark.parametrize("slug", SAMPLES)
def test_an_empty_form_says_nothing(slug: str) -> None:
    load_classification()
    disclosure = load_sample(SAMPLES[slug])
    result = read(disclosure, DOWNLOADS["template"].make(disclosure), "空白.xlsx")
    assert (told(result), result.differing, result.changed) == ([], (), ())
    assert result.found.tables == {}
    missing = {table.code for table in draft(disclosure).tables()} - {read.code for read in result.found.empty}
    assert missing <= {"B15", "F12"}  # where each project has a form of its own, an empty one has none


def test_a_form_that_was_filled_in_gives_its_tables() -> None:
    before = sheets_of(sample_file(TARGET, TABLES))
    disclosure = stored_sample(TARGET)
    document = draft(disclosure)
    book = openpyxl.load_workbook(io.BytesIO(DOWNLOADS["template"].make(disclosure)))
    titles = [sheet.title for sheet in book.worksheets if sheet.title in before and "绩效" not in sheet.title]
    for title in titles:
        fill(book[title], before[title])
    again = emptied(taken(disclosure), disclosure)
    result = read(again, saved(book), "填好.xlsx")
    assert result.differing == ()
    found = tables(after(again, result))
    for code in ("B01", "B02", "B03", "B04", "B05", "B06", "B08", "B09", "B10", "B11"):
        assert found[code] == tables(document)[code], code


def sheets_of(content: bytes) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets}


def fill(form: Worksheet, published: Worksheet) -> None:
    """Type into the empty cells what is published, one row below: the form has a line of advice above."""
    for row in published.iter_rows():
        for each in row:
            place = form.cell(each.row + 1, each.column)
            if each.value is not None and isinstance(place, openpyxl.cell.cell.Cell) and place.value is None:
                place.value = each.value


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_one_cell_that_was_changed_is_what_changes() -> None:
    disclosure = stored_sample(TARGET)
    title = next(sheet for sheet in sheets_of(sample_file(TARGET, WHOLE)) if "三公" in sheet)

    def change(book: openpyxl.Workbook) -> None:
        book[title]["F5"] = book[title]["A5"] = 0.83

    result = read(disclosure, edited(change, WHOLE), "预算.xlsx")
    assert result.differing == ()
    assert [(each.group_title, each.before, each.after) for each in result.changed] == [
        ("“三公”经费", "7,300.00 元", "8,300.00 元")
    ]
    assert [problem.sheet for problem in result.problems if "以表为准" in problem.message] == [title]


def test_a_consistent_change_of_expenditure_is_entered() -> None:
    disclosure = stored_sample(TARGET)
    document = draft(disclosure)
    document_yuan = Decimal("1000.00")
    spots = {"部门支出预算表": "FGHI", "一般公共预算支出预算表": "FGH"}

    def change(book: openpyxl.Workbook) -> None:
        for title, columns in spots.items():
            for column in columns:
                for row, step in ((8, "0.1"), (10, "-0.1")):
                    found = book[title][f"{column}{row}"]
                    found.value = float(Decimal(str(found.value)) + Decimal(step))
        for title, columns in (("部门收支预算表", "D"), ("财政拨款收支预算表", "DEF")):
            for row in book[title].iter_rows():
                label = str(row[2].value or "")
                step = "0.1" if "一般公共服务" in label else "-0.1" if "社会保障和就业" in label else ""
                for column in columns if step else "":
                    place = book[title][f"{column}{row[0].row}"]
                    place.value = float(Decimal(str(place.value)) + Decimal(step))

    result = read(disclosure, edited(change), "预算.xlsx")
    assert (told(result), result.differing) == ([], ())
    found = {table.code: table for table in after(disclosure, result).tables()}["B03"]
    earlier = {table.code: table for table in document.tables()}["B03"]
    moved = {
        row.key: cell.yuan - was.yuan
        for (_, row), (_, old) in zip(found.rows(), earlier.rows(), strict=True)
        if isinstance(cell := row.cells["total"], Amount) and isinstance(was := old.cells["total"], Amount)
    }
    assert {key: yuan for key, yuan in moved.items() if yuan} == {
        "524/2010350": document_yuan,
        "524/2080505": -document_yuan,
    }


@pytest.mark.parametrize("kind", [WHOLE, TABLES])
@pytest.mark.parametrize("slug", SAMPLES)
def test_the_same_workbook_over_what_is_there_changes_nothing(slug: str, kind: str) -> None:
    disclosure = stored_sample(slug)
    result = read(disclosure, sample_file(slug, kind), "预算.xlsx")
    assert (result.wrong, result.differing, result.changed) == (False, (), ())


def test_the_same_tables_in_yuan_change_nothing() -> None:
    disclosure = stored_sample(TARGET)
    result = read(disclosure, edited(lambda book: [in_yuan(sheet) for sheet in book.worksheets]), "预算.xlsx")
    assert (result.wrong, result.differing, result.changed) == (False, (), ())


def test_tables_saved_as_xls_change_nothing() -> None:
    disclosure = stored_sample(TARGET)
    book = xlwt.Workbook(encoding="utf-8")
    for title, sheet in sheets_of(sample_file(TARGET, TABLES)).items():
        page = book.add_sheet(title[:31])
        for row in sheet.iter_rows():
            for each in row:
                if each.value is not None:
                    page.write(each.row - 1, each.column - 1, each.value)
    target = io.BytesIO()
    book.save(target)
    result = read(disclosure, target.getvalue(), "预算.xls")
    assert (result.wrong, result.differing, result.changed) == (False, (), ())


def test_one_table_as_csv_is_read_as_that_table() -> None:
    disclosure = stored_sample(TARGET)
    sheet = sheets_of(sample_file(TARGET, TABLES))["部门支出预算表"]
    target = io.StringIO()
    csv.writer(target).writerows([each.value for each in row] for row in sheet.iter_rows())
    result = read(disclosure, target.getvalue().encode("gb18030"), "支出.csv")
    assert list(result.found.tables) == ["B03"]
    assert (result.wrong, result.differing, result.changed) == (False, (), ())


def test_yuan_under_wan_is_doubted_where_nothing_is_known() -> None:
    disclosure = stored_sample(TARGET)
    content = edited(lambda book: [multiplied(sheet, Decimal(10000)) for sheet in book.worksheets])
    again = emptied(taken(disclosure), disclosure)
    result = read(again, content, "预算.xlsx")
    assert any("把元填进了万元" in message for message in told(result))


def test_a_form_of_another_year_that_was_never_seen() -> None:
    """Shanghai's tables with other titles and headings, for a year that no sample is of."""
    disclosure = stored_sample("310107-wanli-2024-budget")
    before = draft(disclosure)

    def change(book: openpyxl.Workbook) -> None:
        everywhere(book, "2024", "2026")
        everywhere(book, "单位名称：", "编制部门：")
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Sheet{number}"

    content = edited(change, TABLES, "310107-wanli-2024-budget")
    entries = taken(disclosure)
    entries["disclosure"]["year"] = 2026
    result = read(again := emptied(entries, disclosure), content, "2026.xlsx")
    assert result.differing == ()
    found = tables(after(again, result))
    for code in ("B01", "B02", "B03", "B04", "B05", "B06", "B09"):
        assert amounts(found[code]) == amounts(tables(before)[code]), code


def amounts(panels: object) -> list[object]:
    return [
        (row.key, key, content.yuan)
        for panel in panels  # type: ignore[attr-defined]
        for row in panel.rows
        for key, content in row.cells.items()
        if isinstance(content, Amount)
    ]


def test_what_is_read_leaves_the_database_as_it_is() -> None:
    disclosure = stored_sample(TARGET)
    before = taken(disclosure)
    read(disclosure, cell("部门支出预算表", "I8", 69.29), "预算.xlsx")
    assert taken(Disclosure.objects.get(pk=disclosure.pk)) == before
    assert xlsx_bytes(draft(disclosure)) == sample_file(TARGET, TABLES)
