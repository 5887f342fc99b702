"""A statutory table on its own: the page, what can be sorted, and files that hold what the document holds."""

import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from budgets.document import NOT_REPORTED, Amount, Cell, Column, Document, Number, Panel, Row, Table
from budgets.document.codec import table_to_json
from budgets.formats.spreadsheet import FORMULA_LIKE
from budgets.formats.xlsx import xlsx_bytes
from budgets.formats.xlsx_single import table_xlsx
from budgets.models import Budget, Edition, ExpenditureLine, Withdrawal
from budgets.opendata.delimited import MARK, encoded, neutral, plain
from budgets.opendata.table import KEY, KIND, PART, headings, table_csv
from tests.a_year import sample
from tests.builders import budget, earn, freeze, spend

pytestmark = pytest.mark.django_db
SLUG = "410800-101-2024-budget"
PAGE = f"/d/{SLUG}/"


def lines(content: bytes) -> list[dict[str, str]]:
    """The lines of a CSV by heading; no heading stands twice."""
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(set(rows[0])) == len(rows[0]) and all(rows[0])
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def meant(text: str, cell: Cell) -> Cell:
    """What a text of the CSV says, where a cell of this kind is expected."""
    if text == NOT_REPORTED and cell is None:
        return None
    if isinstance(cell, Amount):
        return Amount(Decimal(text), cell.text)
    return Number(Decimal(text), cell.text) if isinstance(cell, Number) else plain(text)


def cells(table: Table) -> Iterator[tuple[Panel, Row, dict[str, str]]]:
    for panel, names in zip(table.panels, headings(table), strict=True):
        yield from ((panel, row, dict(names)) for row in panel.rows)


def test_the_csv_of_every_table_says_what_the_document_says(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for table in document.tables():
            found = lines(table_csv(table))
            wanted = list(cells(table))
            assert len(found) == len(wanted)
            for line, (_, row, names) in zip(found, wanted, strict=True):
                assert plain(line[KEY]) == row.key
                read = {key: meant(line[name], row.cells[key]) for key, name in names.items() if key in row.cells}
                assert read == row.cells, (document.slug, table.code, row.key)
                empty = set(line) - {PART, KEY, KIND} - {names[key] for key in row.cells}
                assert not any(line[name] for name in empty)


def test_the_json_of_every_table_is_that_of_the_document_and_the_sheet_is_that_of_its_workbook(
    documents: dict[str, Document],
) -> None:
    for document in documents.values():
        whole = load_workbook(BytesIO(xlsx_bytes(document)))
        for table in document.tables():
            alone = load_workbook(BytesIO(table_xlsx(document, table.code)))
            (sheet,) = alone.worksheets
            values = [[cell.value for cell in row] for row in sheet.iter_rows()]
            assert values == [[cell.value for cell in row] for row in whole[sheet.title].iter_rows()]
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        with pytest.raises(KeyError):
            table_xlsx(document, "B99")


def test_headings_that_are_alike_are_told_apart() -> None:
    column = Column("a", ("金额",)), Column("b", ("金额",)), Column("c", ("",)), Column("d", (KEY,), "text")
    panel = Panel(column, (Row("1", "detail", {"a": Amount(Decimal("1.00"), "1")}),))
    (line,) = lines(table_csv(Table("B99", "表", "元", (panel,))))
    assert line == {
        KEY: "1",
        KIND: "明细",
        "金额（元）": "1.00",
        "金额（元）（2）": "",
        "c（元）": "",
        f"{KEY}（2）": "",
    }


@given(st.text())
def test_no_text_is_a_formula_and_every_text_comes_back(text: str) -> None:
    assert plain(neutral(text)) == text
    assert not neutral(text).startswith(FORMULA_LIKE)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")), min_size=2)))
def test_what_is_written_piece_by_piece_is_read_as_a_whole(rows: list[list[str]]) -> None:
    content = b"".join(encoded(rows, at_once=2)).decode()
    assert content.startswith(MARK)
    assert list(csv.reader(StringIO(content.removeprefix(MARK), newline=""))) == rows


# On the site


@pytest.fixture
def made() -> Budget:
    made = budget()
    earn(made, "700000.00")
    spend(made, "function", "500000.00", function="2013101")
    spend(made, "function", "200000.00", function="2080505")
    return made


def corrected(made: Budget) -> Edition:
    freeze(made)
    ExpenditureLine.objects.filter(disclosure=made, function="2080505").update(amount=Decimal("210000.00"))
    return freeze(made, number=2, reason="支出漏报一万元")


def test_a_table_has_a_page_with_its_files_and_leads_back(client: Client, made: Budget) -> None:
    freeze(made)
    page = client.get(f"{PAGE}tables/B03/").content.decode()
    assert '<h1 id="B03">2024年部门支出预算表</h1>' in page and f'href="{PAGE}#B03"' in page
    assert 'id="B03-101_2013101-total">50.00</td>' in page
    for ending in ("csv", "xlsx", "json"):
        (address,) = set(re.findall(rf'<a href="({PAGE}e1/tables/B03\.{ending})"', page))
        response = client.get(address)
        assert response.status_code == 200 and f"{SLUG}-e1-B03.{ending}" in response["Content-Disposition"]
        assert response.content == client.get(f"{PAGE}tables/B03.{ending}").content
    assert "style=" not in page and "<style" not in page


def test_the_files_hold_what_is_published(client: Client, made: Budget) -> None:
    edition = freeze(made)
    (table,) = [
        table
        for section in json.loads(edition.document)["sections"]
        for table in section["tables"]
        if table["code"] == "B03"
    ]
    assert json.loads(client.get(f"{PAGE}tables/B03.json").content) == table
    rows = lines(client.get(f"{PAGE}tables/B03.csv").content)
    assert {row[KEY]: row["总计（元）"] for row in rows}["101/2080505"] == "200000.00"
    book = load_workbook(BytesIO(client.get(f"{PAGE}tables/B03.xlsx").content))
    assert len(book.worksheets) == 1 and 20 in [cell.value for row in book.active.iter_rows() for cell in row]


def test_the_page_of_a_document_leads_to_its_tables_and_the_preview_does_not(client: Client, made: Budget) -> None:
    from django.template.loader import render_to_string

    from budgets.editions import draft
    from budgets.site.page import page_context

    freeze(made)
    for address in (PAGE, f"{PAGE}e1/"):
        page = client.get(address).content.decode()
        found = re.findall(r'<a href="(tables/B03[./][a-z]*)"', page)
        assert found == ["tables/B03/", "tables/B03.csv", "tables/B03.xlsx", "tables/B03.json"]
        for each in found:
            assert client.get(address + each).status_code == 200
    assert "tables/" not in render_to_string("disclosure.html", page_context(draft(made)))


def leaves(page: str, column: int) -> list[str]:
    """A column of the list of detail rows, as it stands."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page.partition('id="leaves"')[2], re.S)
    found = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in rows]
    return [re.sub(r"<[^>]*>", "", row[column]).strip() for row in found if row]


def test_detail_rows_can_be_sorted_and_lead_to_their_cells(client: Client, made: Budget) -> None:
    freeze(made)
    address = f"{PAGE}tables/B03/"
    plainly = client.get(address).content.decode()
    (heading,) = re.findall(r'<a href="\?sort=(total)">总计（万元）</a>', plainly)
    up = client.get(f"{address}?sort={heading}").content.decode()
    down = client.get(f"{address}?sort=-{heading}").content.decode()
    place = [
        re.sub(r"<[^>]*>", "", head)
        for head in re.findall(r"<th scope=\"col\".*?</th>", up.partition('id="leaves"')[2], re.S)
    ].index("总计（万元）")
    assert leaves(up, place) == ["20.00", "50.00"] and leaves(down, place) == ["50.00", "20.00"]
    assert 'href="#B03-101_2013101-total"' in up and 'aria-sort="ascending"' in up
    assert client.get(f"{address}?sort=nonsense&page=99&per_page=1").status_code == 200


def test_the_parts_of_a_statement_are_sorted_apart(client: Client, made: Budget) -> None:
    freeze(made)
    page = client.get(f"{PAGE}tables/B01/?sort=-amount&p2-sort=-amount").content.decode()
    assert "收入的明细行" in page and "支出的明细行" in page
    assert page.count('aria-sort="descending"') == 2


def test_what_is_printed_in_two_halves_is_sorted_as_a_whole(client: Client) -> None:
    freeze(sample("310107-social-work-2024-final"))
    page = client.get("/d/310107-social-work-2024-final/tables/F06/?sort=-amount").content.decode()
    assert page.count('class="list leaves"') == 1 and ">明细行</h2>" in page
    codes, amounts = leaves(page, 0), [Decimal(text or "0") for text in leaves(page, 2)]
    assert amounts == sorted(amounts, reverse=True) and amounts[0] > 0
    assert {"30101", "30102", "30107", "30201"} <= set(codes)


def test_a_cell_that_is_printed_blank_is_blank_in_the_list(client: Client) -> None:
    made = freeze(sample("410800-101-2024-budget"))
    page = client.get(f"{PAGE}tables/B06/").content.decode()
    assert made.slug == SLUG and "" in leaves(page, 5) and "0.00" not in leaves(page, 5)


def test_a_table_that_is_not_there_says_which_are(client: Client, made: Budget) -> None:
    freeze(made)
    page = client.get(f"{PAGE}tables/B99/")
    assert (
        page.status_code == 404 and 'href="../B03/"' in page.content.decode() and "canonical" not in str(page.content)
    )
    file = client.get(f"{PAGE}tables/B99.csv")
    assert file.status_code == 404 and "B03 2024年部门支出预算表" in file.content.decode()
    assert client.get("/d/410800-999-2024-budget/tables/B03/").status_code == 404


def test_an_older_edition_keeps_its_tables(client: Client, made: Budget) -> None:
    corrected(made)
    old, new = (client.get(f"{PAGE}{way}tables/B03/").content.decode() for way in ("e1/", ""))
    assert "20.00" in old and "已有更新的版本" in old and "21.00" in new and "已有更新的版本" not in new
    for page in (old, new):
        assert re.findall('<link rel="canonical" href="([^"]*)"', page) == [f"http://testserver{PAGE}tables/B03/"]
    assert b"200000.00" in client.get(f"{PAGE}e1/tables/B03.csv").content
    assert b"210000.00" in client.get(f"{PAGE}tables/B03.csv").content


def test_of_a_withdrawn_edition_the_page_says_so_and_the_files_are_gone(client: Client, made: Budget) -> None:
    corrected(made)
    Withdrawal.objects.create(
        disclosure_id=made.pk, slug=SLUG, number=2, at=Edition.objects.first().public_from, reason="含有不宜公开的内容"
    )
    for way in ("", "e1/", "e2/"):
        page = client.get(f"{PAGE}{way}tables/B03/")
        assert page.status_code == 200 and "含有不宜公开的内容" in page.content.decode()
        assert "20.00" not in page.content.decode() and "canonical" not in page.content.decode()
        for ending in ("csv", "xlsx", "json"):
            assert client.get(f"{PAGE}{way}tables/B03.{ending}").status_code == 410


@pytest.mark.parametrize("address", ["tables/B03/", "tables/B03.csv", "tables/B03.xlsx", "e1/tables/B03.json"])
def test_who_has_it_is_told_so_and_it_takes_two_queries(
    client: Client, made: Budget, address: str, django_assert_num_queries: object
) -> None:
    freeze(made)
    with django_assert_num_queries(2):  # type: ignore[operator]
        tag = client.get(PAGE + address)["ETag"]
    assert client.get(PAGE + address, headers={"If-None-Match": tag}).status_code == 304


def test_every_table_of_a_random_document_can_be_taken(documents: dict[str, Document]) -> None:
    from budgets.synthetic import document

    made = document("henan-jiaozuo-budget", 7)
    for table in made.tables():
        assert len(lines(table_csv(table))) == len(list(table.rows()))
        assert table_to_json(table)["code"] == table.code
