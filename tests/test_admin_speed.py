"""The entry page stays quick at 300 lines: as many queries as at 30."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.models import Budget, Code
from tests.admin_pages import address, clerk, function_line, opened, sent, small_budget

pytestmark = pytest.mark.django_db
BATCHES = 8  # statements that write 300 lines together


def with_lines(client: Client, year: int, count: int) -> Budget:
    """A budget with lines, typed by the form."""
    budget = small_budget(year)
    items = Code.objects.filter(scheme=Code.FUNCTIONAL, code__regex=r"^\d{7}$").values_list("code", flat=True)
    form = opened(client, budget)
    for code in items[:count]:
        form.add("function", **function_line(code=code))
    assert sent(client, budget, form).status_code == 302
    assert budget.expenditure_lines.count() == count
    return budget


def queries_to_open(client: Client, budget: Budget) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address(budget))
    return len(queries)


def queries_to_send(client: Client, budget: Budget, amount: str = "") -> int:
    form = opened(client, budget)
    for key in [key for key in form.data if key.endswith("-amount") and amount and form.data[key]]:
        form.data[key] = amount
    with CaptureQueriesContext(connection) as queries:
        assert sent(client, budget, form).status_code == 302
    return len(queries)


def test_opening_and_saving_take_as_many_queries_at_300_lines_as_at_30() -> None:
    client = clerk()
    few, many = with_lines(client, 2024, 30), with_lines(client, 2026, 300)
    assert queries_to_open(client, many) == queries_to_open(client, few) <= 40
    assert queries_to_send(client, many) == queries_to_send(client, few) <= 50
    assert queries_to_send(client, many, "5.00") <= queries_to_send(client, few, "5.00") + BATCHES
