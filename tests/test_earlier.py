"""What final accounts and budgets take from editions that were published before them, and what stays as typed."""

from decimal import Decimal

import pytest

from budgets.document import Document, Figure
from budgets.editions import document_of, draft
from budgets.layouts import load
from budgets.models import Budget, Disclosure, FinalAccount, PriorAmount
from tests.builders import budget, earn, final, publish_unprinted, spend

pytestmark = pytest.mark.django_db

BUDGET = "410800-101-2024-budget"


def planned(amount: str = "500000.00", **known: object) -> Budget:
    """A budget of one 项."""
    made = budget(**known)
    earn(made, amount)
    spend(made, "function", amount, function="2013101")
    return made


def accounted(year: int = 2024, typed: str = "999900.00", spent: str = "400000.00") -> FinalAccount:
    """Final accounts of the same 项 with a budget that somebody typed."""
    made = final(year=year)
    earn(made, spent, function="2013101")
    spend(made, "function", typed, function="2013101", stage="initial")
    spend(made, "function", spent, function="2013101")
    return made


def figure(document: Document, name: str) -> Figure:
    return next(each for each in document.figures() if each.name == name)


def test_a_typed_budget_counts_until_the_budget_is_published() -> None:
    planned()
    document = draft(accounted())
    assert figure(document, "general.initial").text == "99.99"
    assert "source.initial" not in document.meta


def test_the_budget_comes_from_its_edition_and_the_document_names_it() -> None:
    publish_unprinted(planned())
    document = draft(accounted())
    assert figure(document, "general.initial").text == figure(document, "item.2013101.initial").text == "50.00"
    assert figure(document, "general.total.completion").text == "80.00"
    assert document.meta["source.initial"] == f"{BUDGET}/e1"
    assert document.table("F03").cell("合计", "total").text == "40.00"


def test_a_correction_of_the_budget_reaches_drafts_and_no_edition() -> None:
    made, accounts = planned(), accounted()
    publish_unprinted(made)
    frozen = publish_unprinted(accounts)
    spend(made, "function", "300000.00", function="2013102")
    assert figure(draft(accounts), "general.initial").text == "50.00"
    publish_unprinted(made, reason="更正")
    document = draft(accounts)
    assert (figure(document, "general.initial").text, document.meta["source.initial"]) == ("80.00", f"{BUDGET}/e2")
    published = document_of(frozen)
    assert (figure(published, "general.initial").text, published.meta["source.initial"]) == ("50.00", f"{BUDGET}/e1")


def test_final_accounts_of_which_only_the_budget_is_known_report_no_expenditure() -> None:
    publish_unprinted(planned())
    document = draft(final())
    assert figure(document, "general.initial").text == "50.00"
    assert document.table("F01").cell("expenditure/total", "amount") is None


def test_the_budget_of_another_year_department_or_unit_is_not_taken() -> None:
    publish_unprinted(planned(year=2023))
    publish_unprinted(planned(code="102"))
    own = budget(code="103")
    own.unit = own.department.units.first()
    own.save()
    spend(own, "function", "500000.00", function="2013101")
    publish_unprinted(own)
    whole = final(code="103")
    spend(whole, "function", "1.00", function="2013101")
    for document in (draft(accounted()), draft(whole)):
        assert "source.initial" not in document.meta


def typed_prior(made: Disclosure, subject: str, basis: str) -> None:
    PriorAmount.objects.create(disclosure=made, subject=subject, amount=Decimal("990000.00"), basis=basis)


def last_year_of(document: Document, name: str) -> str | None:
    base = figure(document, f"{name}.change").base
    return base and base.text


@pytest.mark.parametrize(("basis", "text"), [("budget", "50.00"), ("executed", "99.00"), ("final", "99.00")])
def test_last_years_budget_comes_from_its_edition_unless_it_is_of_another_kind(basis: str, text: str) -> None:
    publish_unprinted(planned(year=2023))
    made = planned("700000.00")
    typed_prior(made, "income.total", basis)
    document = draft(made)
    assert last_year_of(document, "income.total") == text
    assert document.meta["source.prior"] == "410800-101-2023-budget/e1"


@pytest.mark.parametrize(("basis", "text"), [("final", "40.00"), ("budget", "99.00")])
def test_last_years_final_accounts_come_from_their_edition(basis: str, text: str) -> None:
    publish_unprinted(accounted(year=2023))
    publish_unprinted(planned(year=2023))
    made = accounted(spent="500000.00")
    typed_prior(made, "general.total", basis)
    document = draft(made)
    assert last_year_of(document, "general.total") == text
    assert last_year_of(document, "income.total") == "40.00"
    assert document.meta["source.prior"] == "410800-101-2023-final/e1"


def test_last_years_amounts_stay_as_typed_until_they_are_published() -> None:
    planned(year=2023)
    made = planned("700000.00")
    typed_prior(made, "income.total", "budget")
    document = draft(made)
    assert last_year_of(document, "income.total") == "99.00" and document.meta == {}


def test_what_last_years_edition_did_not_report_stays_as_typed() -> None:
    before = budget(year=2023)
    spend(before, "function", "500000.00", function="2013101", nature="basic")
    publish_unprinted(before)
    made = planned("700000.00")
    made.running_cost_lines.create(economic="30201", amount=Decimal("10000.00"))
    typed_prior(made, "running.total", "budget")
    assert last_year_of(draft(made), "running.total") == "99.00"


def test_the_sample_of_2024_takes_its_amounts_from_the_edition_of_2023(documents: dict[str, Document]) -> None:
    document = documents["310107-wanli-2024-budget"]
    assert document.meta["source.prior"] == "310107-wanli-2023-budget/e1"
    before = documents["310107-wanli-2023-budget"].table("B01").cell("income/total", "amount")
    assert figure(document, "fiscal.total.change").base.yuan == before.yuan


def test_last_years_running_costs_are_those_that_it_told() -> None:
    """They stand in no table of 中站, whose F06 tells another amount."""
    before, made = accounted(year=2023), accounted()
    for disclosure, amount in ((before, "600000.00"), (made, "660000.00")):
        spend(disclosure, "economic", "1000000.00", economic="30201", nature="basic.public.goods")
        disclosure.running_cost_lines.create(economic="", amount=Decimal(amount))
    publish_unprinted(before)
    document = draft(made)
    assert figure(document, "running.total").text == "66.00"
    assert figure(document, "running.total.rate").text == "10.00"


def test_money_that_the_budget_does_not_part_by_item_stays_in_its_total() -> None:
    made = planned(layout="shanghai-budget")
    spend(made, "function", "300000.00", function="20131")
    publish_unprinted(made)
    document = draft(accounted())
    assert figure(document, "general.initial").text == "80.00"
    assert figure(document, "general.total.completion").text == "50.00"


def test_a_published_budget_of_another_fund_only_is_a_budget_of_nothing() -> None:
    made = budget()
    spend(made, "function", "500000.00", function="2120801", nature="project", fund="fund")
    publish_unprinted(made)
    assert figure(draft(accounted()), "general.initial").text == "0.00"


def test_what_was_not_entered_yet_is_not_told_as_nothing_spent() -> None:
    publish_unprinted(planned())
    assert figure(draft(final()), "item.2013101").text == "未公开"


def test_what_the_budget_leaves_out_was_budgeted_at_nothing() -> None:
    publish_unprinted(planned())
    made = accounted()
    spend(made, "function", "10000.00", function="2080505")
    assert figure(draft(made), "item.2080505.initial").text == "0.00"


def test_appropriations_are_not_compared_where_the_layouts_count_other_funds() -> None:
    publish_unprinted(planned(year=2023, layout="henan-jiefang-budget"))
    same, other = (load(layout).table("B04").options["funds"] for layout in ("henan-jiefang-budget", "shanghai-budget"))
    made = planned(layout="shanghai-budget")
    assert any(each.name == "fiscal.total.change" for each in draft(made).figures()) == (same == other)
