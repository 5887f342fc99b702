"""The public API: what it says, how it pages, what it refuses."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Amount
from budgets.editions import document_of, public_json
from budgets.extracts import MEASURES
from budgets.models import CatalogueEntry, CatalogueMeasure, Edition, Withdrawal
from budgets.seeding import sow
from tests.builders import publish_unprinted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]
V1 = "/api/v1"
SLUG = "410800-101-2024-budget"
LISTS = ("/disclosures/", "/lines/", "/measures/", "/regions/", "/departments/")
# The total that the lines of the whole flow add up to, by kind and direction.
TOTALS = {
    ("budget", "income"): "B01/income/total/amount",
    ("budget", "expenditure"): "B01/expenditure/total/amount",
    ("final", "income"): "F01/income/total/amount",
    ("final", "expenditure"): "F01/expenditure/total/amount",
}


def get(client: Client, path: str, **asked: Any) -> Any:
    response = client.get(V1 + path, asked)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def refused(client: Client, path: str, **asked: Any) -> dict[str, str]:
    """What is wrong, by parameter."""
    response = client.get(V1 + path, asked)
    assert response.status_code == 422
    return {field["name"]: field["message"] for field in response.json()["fields"]}


def pages(client: Client, path: str, **asked: Any) -> list[list[Any]]:
    """The items of every page, by the addresses that pages name."""
    found, address = [], f"{V1}{path}"
    body = client.get(address, asked).json()
    while True:
        found.append(body["items"])
        if body["next"] is None:
            return found
        body = client.get(body["next"]).json()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the samples are."""
    return tmp_path_factory.mktemp("samples")


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: Any, folder: Path) -> Iterator[list[Edition]]:
    """The samples, published once for all of these tests, each of which undoes what it does."""
    with (
        override_settings(EDITIONS_DIR=folder),
        patch("budgets.checks.report.checks", tuple),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        load_classification()
        yield [publish_unprinted(load_sample(data)) for data in samples()]
        transaction.set_rollback(True)


@pytest.fixture
def published(once: list[Edition], folder: Path, unchecked: None) -> Iterator[list[Edition]]:
    """The samples."""
    with override_settings(EDITIONS_DIR=folder):
        yield once


@pytest.fixture
def one(published: list[Edition]) -> Edition:
    """One of the samples."""
    return next(edition for edition in published if edition.slug == SLUG)


def withdraw(edition: Edition) -> None:
    Withdrawal.objects.create(
        disclosure=edition.disclosure, slug=edition.slug, number=edition.number, at=timezone.now(), reason="名单有误"
    )


def test_documents_are_listed_by_their_addresses(client: Client, published: list[Edition]) -> None:
    found = get(client, "/disclosures/")["items"]
    assert [item["slug"] for item in found] == sorted(edition.slug for edition in published)
    item = next(item for item in found if item["slug"] == SLUG)
    assert {**item["organisation"], "name": ""} == {
        "region": "410800",
        "region_name": "焦作市",
        "code": "101",
        "name": "",
    }
    assert client.get(item["urls"]["json"]).json()["sha256"] == item["sha256"]
    assert client.get(item["urls"]["page"]).status_code == client.get(item["urls"]["pdf"]).status_code == 200


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"region": "410800"}, 1),
        ({"region": "310107"}, 3),
        ({"department": "101"}, 3),
        ({"year": "2023"}, 2),
        ({"kind": "final"}, 2),
        ({"region": "310107", "kind": "budget", "year": "2024"}, 1),
        ({"q": "社会工作"}, 1),
        ({"q": "wanli"}, 2),
        ({"q": "没有这个名称"}, 0),
        ({"region": "410000"}, 0),
        ({"region": "410800", "department": "101"}, 1),
        ({"department": "410800-101"}, 1),
        ({"region": "310107", "department": "310107-wanli"}, 2),
    ],
)
def test_documents_are_filtered(client: Client, published: list[Edition], asked: dict[str, str], count: int) -> None:
    assert len(get(client, "/disclosures/", **asked)["items"]) == count


@pytest.mark.parametrize("path", ["/disclosures/", "/lines/", "/measures/"])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"region": "999999"}, "没有这个地区：999999"),
        ({"department": "410800-999"}, "没有这个部门：410800-999"),
        ({"region": "410800", "department": "wanli"}, "没有这个部门：wanli（地区 410800）"),
        ({"region": "410800", "department": "310107-wanli"}, "没有这个部门：310107-wanli（地区 410800）"),
    ],
)
def test_whoever_is_not_known_is_no_empty_list(
    client: Client, published: list[Edition], path: str, asked: dict[str, str], told: str
) -> None:
    answer = client.get(V1 + path, asked)
    assert (answer.status_code, answer.json()) == (404, {"status": 404, "message": told})


@pytest.mark.parametrize("path", LISTS)
def test_pages_together_are_the_whole_list(client: Client, published: list[Edition], path: str) -> None:
    whole = get(client, path, limit=100)
    assert whole["next"] is whole["cursor"] is None
    by_page = pages(client, path, limit=3)
    assert len(by_page) > 1
    assert [item for page in by_page for item in page] == whole["items"]


def test_pages_stand_still_while_documents_are_published(client: Client, published: list[Edition]) -> None:
    before = get(client, "/disclosures/", limit=4)
    publish_unprinted(published[0].disclosure, reason="更正")
    after = client.get(before["next"]).json()["items"]
    slugs = [item["slug"] for item in (*before["items"], *after)]
    assert slugs == sorted({edition.slug for edition in published})


def test_a_document_is_given_as_it_was_frozen(client: Client, one: Edition) -> None:
    response = client.get(f"{V1}/disclosures/{one.slug}/")
    assert response.content == public_json(one) and response["ETag"] == f'"{one.sha256}"'
    known = client.get(f"{V1}/disclosures/{one.slug}/", headers={"if-none-match": response["ETag"]})
    assert known.status_code == 304 and not known.content


def test_editions_are_told_with_their_reasons(client: Client, one: Edition) -> None:
    second = publish_unprinted(one.disclosure, reason="更正人数")
    found = get(client, f"/disclosures/{one.slug}/editions/")["items"]
    assert [(each["edition"], each["reason"], each["live"]) for each in found] == [
        (2, "更正人数", True),
        (1, None, False),
    ]
    assert get(client, f"/disclosures/{one.slug}/")["edition"] == 2
    assert get(client, f"/disclosures/{one.slug}/", edition=1)["edition"] == 1
    withdraw(second)
    found = get(client, f"/disclosures/{one.slug}/editions/")["items"]
    assert [each["withdrawn"]["reason"] for each in found] == ["名单有误", "名单有误"]


def test_what_was_withdrawn_is_gone_with_its_reason(client: Client, one: Edition) -> None:
    withdraw(one)
    response = client.get(f"{V1}/disclosures/{one.slug}/")
    assert response.status_code == 410 and response.json()["reason"] == "名单有误"


def test_what_has_not_come_out_is_not_told(client: Client, one: Edition) -> None:
    later = timezone.now() + timedelta(days=1)
    Edition.objects.update(public_from=later)
    CatalogueEntry.objects.update(public_from=later)
    for path in ("", "editions/"):
        assert client.get(f"{V1}/disclosures/{one.slug}/{path}").status_code == 404
    for path in ("/disclosures/", "/lines/", "/measures/", "/departments/"):
        assert get(client, path)["items"] == []


def test_lines_add_up_to_the_totals_of_the_documents(client: Client, published: list[Edition]) -> None:
    for direction in ("income", "expenditure"):
        lines = get(client, "/lines/", direction=direction, limit=100)["items"]
        for edition in published:
            document = document_of(edition)
            code, _, rest = TOTALS[document.kind, direction].partition("/")
            total = document.table(code).cell(*rest.rsplit("/", 1))
            assert isinstance(total, Amount)
            assert sum(Decimal(line["yuan"]) for line in lines if line["slug"] == edition.slug) == total.yuan


def test_lines_are_filtered_by_the_nodes_of_trees(client: Client, one: Edition) -> None:
    here = {"region": one.slug.partition("-")[0]}
    every = get(client, "/lines/", **here)["items"]
    basic = get(client, "/lines/", **here, nature="basic")["items"]
    assert 0 < len(basic) < len(every) and all(line["nature"].startswith("basic") for line in basic)
    assert basic == [line for line in every if line["nature"].startswith("basic")]
    code = every[0]["code"][:3]
    assert get(client, "/lines/", **here, code=code)["items"] == [
        line for line in every if line["code"].startswith(code)
    ]


def test_lines_point_to_the_cells_of_the_page(client: Client, one: Edition) -> None:
    line = get(client, "/lines/")["items"][0]
    page, _, cell = line["url"].partition("#")
    assert f'id="{cell}"' in client.get(page).content.decode()


def test_money_has_two_decimals_and_counts_no_more_than_they_need(client: Client, one: Edition) -> None:
    found = CatalogueMeasure.objects.filter(entry=one.pk)
    keys = list(found.filter(key__in=[measure.key for measure in MEASURES]).values_list("key", flat=True))[:4]
    for key, value in zip(keys, ("90", "91", "2.5", "0"), strict=True):
        found.filter(key=key).update(amount=Decimal("2733.50"), value=Decimal(value))
    items = [item for item in get(client, "/measures/")["items"] if item["slug"] == one.slug and item["key"] in keys]
    assert {item["key"]: item["value"] for item in items} == dict(zip(keys, ("90", "91", "2.5", "0"), strict=True))
    assert {item["yuan"] for item in items} == {"2733.50"}
    assert all(re.fullmatch(r"-?[0-9]+\.[0-9]{2}", line["yuan"]) for line in get(client, "/lines/")["items"])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(("/disclosures/", name) for name in ("q", "region", "department", "cursor")),
        *(("/lines/", name) for name in ("code", "nature", "fund", "cursor")),
        ("/measures/", "key"),
        ("/regions/", "cursor"),
        ("/departments/", "region"),
        ("/departments/", "cursor"),
    ],
)
def test_a_nul_is_refused(client: Client, published: list[Edition], path: str, name: str) -> None:
    for text in ("a\0b", "\0"):
        assert refused(client, path, **{name: text})[name].startswith("格式应是")


def test_units_own_documents_are_left_out_of_sums(client: Client) -> None:
    load_classification()
    sow(10, 1, force=True)
    units = {item["slug"] for item in get(client, "/disclosures/", limit=100)["items"] if item["unit_of"]}
    (region,) = {slug.partition("-")[0] for slug in units}
    here = {"region": region, "limit": 100}
    assert not units & {line["slug"] for line in get(client, "/lines/", **here)["items"]}
    assert units <= {line["slug"] for line in get(client, "/lines/", **here, units="true")["items"]}


@pytest.mark.parametrize(
    ("asked", "name", "message"),
    [
        ({"limit": "1001"}, "limit", "不能大于 1000"),
        ({"limit": "0"}, "limit", "不能小于 1"),
        ({"limit": "x"}, "limit", "应是整数"),
        ({"kind": "other"}, "kind", "只能是 'budget'、'final'"),
        ({"region": "41"}, "region", "格式应是 ^[0-9]{6}$"),
        ({"cursor": "%00"}, "cursor", "格式应是"),
        ({"kinds": "budget"}, "kinds", "没有这个参数"),
    ],
)
def test_slips_are_refused_in_chinese(client: Client, asked: dict[str, str], name: str, message: str) -> None:
    assert refused(client, "/disclosures/", **asked)[name].startswith(message)


@pytest.mark.parametrize(
    "path", ["/", "/nothing/", "/disclosures/nothing/", f"/disclosures/{SLUG}/", "/disclosures/a b/"]
)
def test_every_address_speaks_json_to_every_page(client: Client, path: str) -> None:
    response = client.get(V1 + path)
    assert response["Content-Type"].startswith("application/json")
    assert response["Access-Control-Allow-Origin"] == "*" and not response.cookies
    if response.status_code != 200:
        assert response.json()["status"] == response.status_code and response.json()["message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(f"{V1}/disclosures/")
    assert response.status_code == 405 and response["Allow"] == "GET, HEAD, OPTIONS" and response.json()["message"]


def test_another_page_may_ask_whether_it_knows_the_list(client: Client, one: Edition) -> None:
    before = client.options(f"{V1}/disclosures/")
    assert before.status_code == 204 and "If-None-Match" in before["Access-Control-Allow-Headers"]
    tag = client.get(f"{V1}/disclosures/")["ETag"]
    assert client.get(f"{V1}/disclosures/", headers={"if-none-match": tag}).status_code == 304
    assert client.head(f"{V1}/disclosures/").status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_queries_do_not_grow_with_what_is_published(client: Client, path: str) -> None:
    load_classification()
    counts = []
    for departments in (1, 3):
        sow(departments, 2, force=True)
        with CaptureQueriesContext(connection) as queries:
            assert get(client, path)["items"]
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5


def test_the_description_is_openapi_in_chinese(client: Client) -> None:
    described = get(client, "/openapi.json")
    assert described["openapi"].startswith("3.1") and "部门预算" in described["info"]["title"]
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["summary"] and operation["description"]
            assert all(parameter["description"] for parameter in operation["parameters"])
