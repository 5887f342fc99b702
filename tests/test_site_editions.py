"""Editions as readers meet them: corrections and what they changed, a day from which they are seen, withdrawals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.document import Amount, Document, Text
from budgets.editions import live
from budgets.editions.changes import Change, changes
from budgets.models import Budget, Edition, ExpenditureLine, Withdrawal
from tests.builders import budget, earn, freeze, spend, taken_back

pytestmark = pytest.mark.django_db
SLUG = "410800-101-2024-budget"
PAGE = f"/d/{SLUG}/"


@pytest.fixture
def made() -> Budget:
    made = budget()
    earn(made, "700000.00")
    spend(made, "function", "700000.00", function="2013101")
    return made


def corrected(made: Budget) -> Edition:
    """A second edition with another amount."""
    freeze(made)
    ExpenditureLine.objects.filter(disclosure=made).update(amount=Decimal("710000.00"))
    return freeze(made, number=2, reason="支出漏报一万元")


def withdraw(made: Budget, number: int) -> Withdrawal:
    edition = Edition.objects.get(disclosure_id=made.pk, number=number)
    return taken_back(edition, datetime(2024, 3, 1, tzinfo=UTC))


def test_a_correction_is_told_with_its_reason_and_what_it_changed(client: Client, made: Budget) -> None:
    corrected(made)
    page = client.get(PAGE).content.decode()
    assert "更正理由：支出漏报一万元" in page and f'href="{PAGE}e2/changes/"' in page and "首次公开" in page
    told = client.get(f"{PAGE}e2/changes/").content.decode()
    assert "支出漏报一万元" in told and "700,000.00 元" in told and "710,000.00 元" in told
    assert f'href="{PAGE}e1/#B03-101_2013101-total"' in told and f'href="{PAGE}e2/#B03-101_2013101-total"' in told
    assert "第一版，没有" in client.get(f"{PAGE}e1/changes/").content.decode()


def test_an_edition_is_not_there_before_its_day(client: Client, made: Budget) -> None:
    freeze(made)
    later = freeze(made, number=2, reason="更正")
    Edition.objects.filter(pk=later.pk).update(public_from=timezone.now() + timedelta(days=1))
    assert [edition.number for edition in live()] == [1]
    assert "第 2 版" not in client.get(PAGE).content.decode()
    for address in ("e2/", "e2/changes/", "e2/checks/", "e2.json", "e2.pdf"):
        assert client.get(PAGE + address).status_code == 404
    Edition.objects.filter(pk=later.pk).update(public_from=timezone.now())
    assert "第 2 版" in client.get(PAGE).content.decode()


def test_a_withdrawn_document_keeps_its_page_and_gives_nothing_else(client: Client, made: Budget) -> None:
    corrected(made)
    withdraw(made, 2)
    assert not live().exists()
    for address in (PAGE, f"{PAGE}e1/", f"{PAGE}e2/", f"{PAGE}e2/changes/", f"{PAGE}checks/"):
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 200 and "撤下" in text and "含有不宜公开的内容" in text
        assert "700,000" not in text and "710,000" not in text and "70.00" not in text
    for ending in ("pdf", "json", "xlsx"):
        for address in (f"/d/{SLUG}.{ending}", f"{PAGE}e1.{ending}"):
            response = client.get(address)
            assert response.status_code == 410 and "含有不宜公开的内容" in response.content.decode()
    assert SLUG not in client.get("/disclosures/").content.decode()


def test_a_later_edition_is_public_again(client: Client, made: Budget) -> None:
    freeze(made)
    withdraw(made, 1)
    freeze(made, number=2, reason="删去不宜公开的内容")
    assert "第 2 版" in client.get(PAGE).content.decode()
    first = client.get(f"{PAGE}e1/").content.decode()
    assert "撤下" in first and f'href="{PAGE}"' in first
    assert "已撤下，不再比较" in client.get(f"{PAGE}e2/changes/").content.decode()


def test_a_page_asks_as_much_for_many_editions_as_for_one(client: Client, made: Budget) -> None:
    freeze(made)
    client.get(PAGE)  # draws it, which is kept
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    for number in range(2, 6):
        freeze(made, number=number, reason="更正")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(one) == len(many) <= 4


def cell_changed(document: Document, code: str, row: str, column: str) -> Document:
    """The document with one amount a yuan higher."""
    table = document.table(code)
    panels = []
    for panel in table.panels:
        rows = []
        for each in panel.rows:
            cell = each.cells.get(column)
            if each.key == row and isinstance(cell, Amount):
                each = replace(each, cells={**each.cells, column: replace(cell, yuan=cell.yuan + 1)})
            rows.append(each)
        panels.append(replace(panel, rows=tuple(rows)))
    new = replace(table, panels=tuple(panels))
    sections = [
        replace(section, tables=tuple(new if each.code == code else each for each in section.tables))
        for section in document.sections
    ]
    return replace(document, sections=tuple(sections))


def test_every_amount_that_changes_is_told_and_nothing_else(documents: dict[str, Document]) -> None:
    for document in documents.values():
        assert changes(document, document) == ()
        for table in document.tables():
            panel, row = next((panel, row) for panel, row in table.rows() if row.cells)
            amounts = [column.key for column in panel.columns if isinstance(row.cells.get(column.key), Amount)]
            for column in amounts[:2]:
                (found,) = changes(document, cell_changed(document, table.code, row.key, column))
                assert found.part.startswith(f"《{table.title}》") and found.after_id == found.before_id != ""
                assert found.before != found.after


def test_a_row_put_in_is_told_alone(documents: dict[str, Document]) -> None:
    document = documents["410800-101-2024-budget"]
    table = document.table("B14")
    indicators = table.panels[3]
    fewer = replace(indicators, rows=(*indicators.rows[:4], *indicators.rows[5:]))
    without = replace(table, panels=(*table.panels[:3], fewer))
    sections = [
        replace(section, tables=tuple(without if each.code == "B14" else each for each in section.tables))
        for section in document.sections
    ]
    found = changes(replace(document, sections=tuple(sections)), document)
    gone = indicators.rows[4]
    assert {change.before for change in found} == {None}
    assert {change.after for change in found} == {cell for cell in gone.cells.values() if cell}


def test_a_changed_paragraph_is_told_with_both_wordings(documents: dict[str, Document]) -> None:
    document = documents["410800-101-2024-budget"]
    place = next(place for place, section in enumerate(document.sections) if len(section.paragraphs) > 1)
    section = document.sections[place]
    other = replace(section, paragraphs=(section.paragraphs[0], (Text("另一段话。"),), *section.paragraphs[2:]))
    sections = (*document.sections[:place], other, *document.sections[place + 1 :])
    (found,) = changes(document, replace(document, sections=sections))
    was = "".join(run.text for run in section.paragraphs[1])
    id_ = f"s-{section.key}-2"
    assert found == Change(f"“{section.heading}”", "第 2 段", was, "另一段话。", id_, id_)
