"""A region's year to take away: sums that are those of the documents, a package that validates, nothing not public."""

import csv
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from frictionless import Package, system

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Amount, Document, anchor
from budgets.formats.anchors import ids_of
from budgets.models import Budget, Disclosure
from budgets.opendata.tidy import FIELDS, HEADINGS
from tests.builders import budget, earn, freeze, publish_unprinted, put_off, spend, taken_back

pytestmark = pytest.mark.django_db
HERE = "/regions/410800/2024/"
# Where a document has its totals of income and expenditure.
TOTALS = {
    "收入": (("B01", "income/total"), ("F01", "income/total")),
    "支出": (("B01", "expenditure/total"), ("F01", "expenditure/total")),
}


def content(client: Client, address: str) -> bytes:
    response: Any = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content(client, address).decode("utf-8-sig"), newline="")))


def small(code: str = "101", amount: str = "700000.00", **more: Any) -> Budget:
    """A budget of one item, published."""
    made = budget(code, **more)
    earn(made, amount)
    spend(made, "function", amount, function="2013101")
    return made


def total(document: Document, direction: str) -> Decimal:
    for code, key in TOTALS[direction]:
        if code in {table.code for table in document.tables()}:
            cell = document.table(code).cell(key, "amount")
            assert isinstance(cell, Amount)
            return cell.yuan
    raise AssertionError("the document has no totals")


@pytest.fixture
def published(documents: dict[str, Document]) -> dict[str, Document]:
    """The eight samples, published here."""
    load_classification()
    for data in samples():
        publish_unprinted(load_sample(data))
    return documents


def test_the_rows_of_each_document_add_up_to_its_totals(client: Client, published: dict[str, Document]) -> None:
    places = {(document.organisation.region, document.year) for document in published.values()}
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for region, year in places:
        for row in rows(client, f"/regions/{region}/{year}/data.csv"):
            assert (row["地区代码"], row["年度"]) == (region, str(year)) and row["单元格"] and row["阶段"]
            sums[row["文件编号"], row["收支"]] += Decimal(row["金额"])
    wanted = {(slug, side): total(document, side) for slug, document in published.items() for side in TOTALS}
    assert dict(sums) == wanted


def test_every_row_leads_to_its_cell_and_names_its_codes(client: Client, published: dict[str, Document]) -> None:
    for slug, document in published.items():
        ids = ids_of(document)
        found = rows(client, f"/regions/{document.organisation.region}/{document.year}/data.csv")
        own = [row for row in found if row["文件编号"] == slug]
        assert [int(row["序号"]) for row in own] == sorted({int(row["序号"]) for row in own})
        for row in own:
            assert anchor(row["单元格"]) in ids
            assert row["网址"] == f"http://testserver/d/{slug}/e1/#{anchor(row['单元格'])}"
            for code, name in (("类代码", "类"), ("款代码", "款"), ("项代码", "项"), ("资金来源代码", "资金来源")):
                assert bool(row[code]) == bool(row[name]), (slug, row)
            if row["支出性质代码"]:
                assert row["支出性质一级"]
        assert any(row["项代码"] == "2013101" or row["项"] for row in own)


def test_the_package_validates_and_says_what_the_files_are(
    client: Client, published: dict[str, Document], tmp_path: Path
) -> None:
    places = {(document.organisation.region, document.year) for document in published.values()}
    for region, year in places:
        folder = tmp_path / f"{region}-{year}"
        with ZipFile(BytesIO(content(client, f"/regions/{region}/{year}/data.zip"))) as archive:
            archive.extractall(folder)
        described = (folder / "datapackage.json").read_bytes()
        assert described == content(client, f"/regions/{region}/{year}/datapackage.json")
        whole = (folder / "data.csv").read_bytes()
        assert whole == content(client, f"/regions/{region}/{year}/data.csv")
        (resource,) = json.loads(described)["resources"]
        assert resource["bytes"] == len(whole)
        assert resource["hash"] == f"sha256:{hashlib.sha256(whole).hexdigest()}"
        with system.use_context(trusted=True):
            package = Package(str(folder / "datapackage.json"))
            report = package.validate()
            read = package.get_resource("data").read_rows()
        assert report.valid, report.flatten(["type", "message"])
        assert len(read) == resource["rowCount"] > 0
        assert all(isinstance(row["金额"], Decimal) and isinstance(row["年度"], int) for row in read)


def test_the_package_tells_a_wrong_row(client: Client, tmp_path: Path) -> None:
    freeze(small())
    with ZipFile(BytesIO(content(client, f"{HERE}data.zip"))) as archive:
        archive.extractall(tmp_path)
    data = tmp_path / "data.csv"
    data.write_text(data.read_text("utf-8").replace("年初预算", "调整预算"), "utf-8")
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert not report.valid


def test_the_descriptor_has_what_readers_of_fiscal_data_need(client: Client) -> None:
    freeze(small())
    found = json.loads(content(client, f"{HERE}datapackage.json"))
    assert found["created"].startswith("2024-02-01") and found["licenses"][0]["path"].startswith("https://")
    assert found["sources"] == [
        {"title": "焦作市某局2024年度部门预算，第 1 版", "path": "http://testserver/d/410800-101-2024-budget/e1/"}
    ]
    (resource,) = found["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert tuple(fields) == HEADINGS and all(field["description"] for field in fields.values())
    meanings = [field["columnType"] for field in fields.values() if "columnType" in field]
    assert len(set(meanings)) == len(meanings) and {"value", "direction", "phase:id", "date:fiscal-year"} <= {*meanings}
    assert "不能相加" in found["description"]


def test_documents_of_units_are_in_a_file_of_their_own(client: Client) -> None:
    whole = small()
    freeze(whole)
    unit = whole.department.units.first()
    own = Budget.objects.create(department=whole.department, unit=unit, year=2024, layout=whole.layout)
    earn(own, "300000.00")
    spend(own, "function", "300000.00", function="2013101")
    freeze(own)
    assert {row["金额"] for row in rows(client, f"{HERE}data.csv")} == {"700000.00"}
    found = rows(client, f"{HERE}units.csv")
    assert {row["金额"] for row in found} == {"300000.00"}
    assert {(row["单位代码"], row["单位"]) for row in found} == {(unit.code, unit.name)}
    names = [resource["name"] for resource in json.loads(content(client, f"{HERE}datapackage.json"))["resources"]]
    assert names == ["data", "units"]
    assert "不能相加" in client.get(f"{HERE}data/").content.decode()


def test_only_live_editions_of_the_year_and_region_are_in_it(client: Client) -> None:
    made = small()
    freeze(made)
    spend(made, "function", "1000.00", function="2080505")
    earn(made, "1000.00", fund="general.transfer")
    second = freeze(made, number=2, reason="漏报")
    freeze(small("102", year=2023))
    found = rows(client, f"{HERE}data.csv")
    assert {row["版次"] for row in found} == {"2"} and {row["部门代码"] for row in found} == {"101"}
    put_off(second, timezone.now() + timedelta(days=1))
    assert {row["版次"] for row in rows(client, f"{HERE}data.csv")} == {"1"}


def test_nothing_withdrawn_is_in_it(client: Client) -> None:
    edition = freeze(small())
    other = freeze(small("102", "5000.00"))
    taken_back(edition, timezone.now())
    assert {row["部门代码"] for row in rows(client, f"{HERE}data.csv")} == {"102"}
    taken_back(other, timezone.now())
    for address in ("data/", "data.csv", "units.csv", "data.zip", "datapackage.json"):
        assert client.get(HERE + address).status_code == 404


def test_a_name_that_begins_like_a_formula_stays_a_name(client: Client) -> None:
    made = small()
    made.department.name = '=HYPERLINK("http://x")'
    made.department.save()
    freeze(made)
    assert {row["部门"] for row in rows(client, f"{HERE}data.csv")} == {'\'=HYPERLINK("http://x")'}


def test_the_page_says_what_is_in_it(client: Client) -> None:
    freeze(small())
    page = client.get(f"{HERE}data/").content.decode()
    assert "1 份文件" in page and "焦作市某局2024年度部门预算" in page and page.count("70.00") == 2
    for field in FIELDS:
        assert f'<th scope="row">{field.name}</th>' in page
    for address in ("data.csv", "data.zip", "datapackage.json"):
        assert f'href="{HERE}{address}"' in page
    assert "units.csv" not in page and "style=" not in page


def test_the_page_leads_to_other_years(client: Client) -> None:
    for year in (2023, 2024):
        freeze(small(year=year))
    assert 'href="/regions/410800/2023/data/"' in client.get(f"{HERE}data/").content.decode()


def test_who_has_it_is_told_so_until_something_changes(client: Client) -> None:
    made = small()
    freeze(made)
    addresses = [f"{HERE}{name}" for name in ("data.csv", "data.zip", "datapackage.json")]
    tags = {address: client.get(address)["ETag"] for address in addresses}
    assert len(set(tags.values())) == len(tags)
    for address, tag in tags.items():
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    freeze(made, number=2, reason="改名")
    for address, tag in tags.items():
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("name", ["data/", "data.csv", "data.zip", "datapackage.json"])
def test_it_asks_as_much_of_the_database_for_one_document_as_for_many(client: Client, name: str) -> None:
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            content(client, HERE + name)
        return len(queries)

    made: list[Disclosure] = [small()]
    freeze(made[0])
    one = asked()
    for code in ("102", "103", "104"):
        freeze(small(code))
    assert asked() == one <= 8


def data_block(page: str) -> Iterator[dict[str, Any]]:
    for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
        yield json.loads(found)


def test_the_page_tells_machines_what_the_data_are(client: Client) -> None:
    freeze(small())
    (found,) = data_block(client.get(f"{HERE}data/").content.decode())
    assert found["@type"] == "Dataset" and found["temporalCoverage"] == "2024" and found["isAccessibleForFree"] is True
    assert found["spatialCoverage"] == {"@type": "AdministrativeArea", "name": "焦作市", "identifier": "410800"}
    for each in found["distribution"]:
        answer = client.get(each["contentUrl"].removeprefix("http://testserver"))
        assert answer.status_code == 200 and answer["Content-Type"].startswith(each["encodingFormat"])
