"""Entry in 元, or in 万元 by a switch, with the other unit beside each amount."""

from decimal import Decimal

import pytest

from budgets.document import canonical
from budgets.editions import draft
from budgets.models import Budget
from tests.admin_pages import Form, address, clerk, errors, function_line, opened, sent, small_budget, stored_sample

pytestmark = pytest.mark.django_db


def test_a_page_in_wan_yuan_reads_what_it_shows() -> None:
    budget, client = stored_sample(), clerk()
    before = canonical(draft(budget))
    form = opened(client, budget, "万元")
    assert form.data["function-0-amount"] == "68.29"
    form.fill("three_public-0", abroad=form.data["three_public-0-abroad"])
    form.data["function-0-amount"] = "68.2900"
    assert sent(client, budget, form).status_code == 302
    assert canonical(draft(Budget.objects.get())) == before


def test_an_amount_typed_in_wan_yuan_is_kept_to_the_fen() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget, "万元")
    form.add("function", **function_line("12.345678"))
    response = sent(client, budget, form)
    assert budget.expenditure_lines.get().amount == Decimal("123456.78")
    assert "unit=" in response.url
    assert Form(client.get(response.url)).data["function-0-amount"] == "12.345678"


def test_seven_decimals_of_wan_yuan_are_too_many_and_the_unit_stays() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget, "万元")
    form.add("function", **function_line("1.2345678"))
    response = sent(client, budget, form)
    assert "“1.2345678”的小数太多：以万元录入时最多 6 位小数（精确到分）" in errors(response)
    assert Form(response).data["amount_unit"] == "万元"
    assert Form(response).data["function-0-amount"] == "1.2345678"


@pytest.mark.parametrize(("unit", "echo"), [("元", "68.29 万元"), ("万元", "682,900.00 元")])
def test_the_other_unit_stands_beside_the_amount(unit: str, echo: str) -> None:
    budget, client = stored_sample(), clerk()
    page = client.get(address(budget), {"unit": unit}).content.decode()
    assert f'for="id_function-0-amount">{echo}</output>' in page


def test_the_name_stands_beside_the_code() -> None:
    budget, client = stored_sample(), clerk()
    page = client.get(address(budget)).content.decode()
    assert 'for="id_economic-0-economic">基本工资</output>' in page
    assert page.count("<datalist") == 3
