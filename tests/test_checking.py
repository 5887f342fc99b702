"""What the checks may know of a disclosure, from the database; and what is told of what they said."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.checking import context_of, examine, examine_alone
from budgets.checking.telling import checked_json, finding_json
from budgets.checks import Check, Finding
from budgets.checks.book import Book
from budgets.checks.model import SHARE, Comparison, Operand, Side
from budgets.document import Document
from budgets.editions import draft
from budgets.formats.anchors import ids_of, place_id
from budgets.formats.page import body_html
from budgets.models import Budget, Department, Disclosure, FinalAccount, Region, Unit
from tests.builders import budget, earn, final, freeze, spend
from tests.published import SLUGS
from tests.stub_checks import EQUAL, INCOME, NEARLY, Only, unequal

pytestmark = pytest.mark.django_db


def of_unit(model: type[Disclosure], place: int, year: int = 2024) -> Disclosure:
    """A document of one of the department's units."""
    department = Department.objects.get(code="101")
    unit = department.units.get(position=place)
    layout = "henan-jiaozuo-budget" if model is Budget else "henan-zhongzhan-final"
    return model.objects.create(department=department, unit=unit, year=year, layout=layout)


def test_the_editions_that_a_document_is_compared_with() -> None:
    this, last = final(year=2024), final(year=2023)
    planned, earlier = budget(year=2024), budget(year=2023)
    for made in (last, planned, earlier):
        freeze(made)
    freeze(last, 2)
    own = [of_unit(FinalAccount, place) for place in (2, 1)]
    for made in (*own, of_unit(Budget, 1), of_unit(FinalAccount, 1, 2023)):
        freeze(made)
    freeze(final(code="102", year=2023))
    found = context_of(this)
    assert found.previous and (found.previous.slug, found.previous.edition) == ("410800-101-2023-final", 2)
    assert found.budget and found.budget.slug == planned.slug
    assert [document.organisation.code for document in found.units] == ["101001", "101002"]
    of_one = context_of(own[1])
    assert of_one.previous and of_one.previous.slug == "410800-101001-2023-final"
    assert of_one.budget and of_one.budget.slug == "410800-101001-2024-budget" and of_one.units == ()
    of_budget = context_of(planned)
    assert of_budget.previous and of_budget.previous.slug == earlier.slug and of_budget.budget is None
    assert [document.slug for document in of_budget.units] == ["410800-101001-2024-budget"]


def test_where_nothing_is_published_nothing_is_known() -> None:
    found = context_of(budget())
    assert (found.previous, found.budget, found.units) == (None, None, ())


def test_the_names_of_others_are_long_and_no_part_of_the_own_name() -> None:
    made = budget()
    Department.objects.filter(pk=made.department_id).update(name="焦作市财政局机关服务中心")
    region = Region.objects.get()
    other = Department.objects.create(region=region, code="102", name="焦作市审计局")
    for code, name in (("103", "财政局"), ("104", "焦作市财政局")):
        Department.objects.create(region=region, code=code, name=name)
    Unit.objects.create(department=other, code="102001", name="审计培训中心")
    Unit.objects.filter(code="101001").update(name="财政干部学校")
    assert context_of(Budget.objects.get()).others == ("审计培训中心", "焦作市审计局")
    assert "财政干部学校" in context_of(of_unit(Budget, 2)).others


def test_its_dates() -> None:
    made = budget()
    Budget.objects.update(approved_on=date(2024, 2, 5))
    found = context_of(Budget.objects.get(pk=made.pk))
    assert (found.approved, found.published) == (date(2024, 2, 5), timezone.localdate())


def test_the_context_takes_as_many_queries_for_many_units() -> None:
    made = budget(units=9)
    counts = []
    for place in (1, 2, 3):
        freeze(of_unit(Budget, place))
        with CaptureQueriesContext(connection) as queries:
            context_of(made)
        counts.append(len(queries))
    assert counts == [5, 5, 5]


@pytest.mark.parametrize("sample", SLUGS)
def test_every_id_is_on_the_page(sample: str, documents: dict[str, Document]) -> None:
    document = documents[sample]
    page, ids = body_html(document), ids_of(document)
    assert all(f'id="{each}"' in page for each in ids)


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("B01/income/total/amount", "B01-income_total-amount"),
        ("B01/none/amount", "B01"),
        ("B99/none/amount", ""),
        ("B01", "B01"),
        ("income.1.1", "s-income-1"),
        ("income.99.1", "s-income"),
        ("none.1.1", ""),
        ("", ""),
    ],
)
def test_where_an_address_leads(address: str, there: str) -> None:
    assert place_id(address, ids_of(draft(unequal()))) == there


def test_what_an_edition_keeps(only: Only) -> None:
    only(EQUAL, NEARLY)
    made = unequal()
    found = checked_json(examine(made, draft(made)))
    assert set(found) == {"counts", "asked", "equalities", "checks", "findings"}
    assert [check["counts"]["不符"] for check in found["checks"]] == [1, 0]
    (link,) = found["findings"][0]["left"]["links"]
    assert link["id"] == "B01-income_total-amount" and "收入总计" in link["words"]


def test_a_rate_that_is_worked_out_of_amounts_is_no_money(only: Only) -> None:
    def share(book: Book):  # type: ignore[no-untyped-def]
        spot = book.spot(*INCOME)
        rate = next(claim.spot for claim in book.claims if not claim.spot.money and claim.spot.number is not None)
        yield Comparison(Side((Operand(rate),)), Side((Operand(spot), Operand(spot))), SHARE)

    only(Check("try-08", "占比", share))
    made = unequal()
    earn(made, "0.00", unit=made.department.units.first())
    spend(made, "economic", "600000.00", economic="30101", government="50101")
    found: list[Finding] = examine_alone(draft(made)).report.findings
    told = finding_json(found[0])
    assert (told["left"]["yuan"], told["right"]["yuan"]) == (None, None)
    assert told["left"]["value"] is not None and told["right"]["value"] == "100.00"
