"""The entry page stays quick at 300 lines: as many queries as at 30.

Opening it composes and checks the draft (30); saving reads what was entered before and after, for the record (50).
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.models import Code, Disclosure, PerformanceIndicator, Project
from tests.admin_pages import address, clerk, function_line, opened, plan_page, sent, small_budget, small_final

pytestmark = pytest.mark.django_db
BATCHES = 8  # statements that write 300 lines together


def with_lines(client: Client, budget: Disclosure, count: int) -> Disclosure:
    """A disclosure with lines, typed by the form."""
    items = Code.objects.filter(scheme=Code.FUNCTIONAL, code__regex=r"^\d{7}$").values_list("code", flat=True)
    form = opened(client, budget)
    for code in items[:count]:
        form.add("function", **function_line(code=code))
    assert sent(client, budget, form).status_code == 302
    assert budget.expenditure_lines.count() == count
    return budget


def queries_to_open(client: Client, budget: Disclosure) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address(budget))
    return len(queries)


def queries_to_send(client: Client, budget: Disclosure, amount: str = "") -> int:
    form = opened(client, budget)
    for key in [key for key in form.data if key.endswith("-amount") and amount and form.data[key]]:
        form.data[key] = amount
    with CaptureQueriesContext(connection) as queries:
        assert sent(client, budget, form).status_code == 302
    return len(queries)


@pytest.mark.long
@pytest.mark.parametrize("begun", [small_budget, small_final])
def test_opening_and_saving_take_as_many_queries_at_300_lines_as_at_30(begun: Callable[[int], Disclosure]) -> None:
    client = clerk()
    few, many = with_lines(client, begun(2024), 30), with_lines(client, begun(2026), 300)
    assert queries_to_open(client, many) == queries_to_open(client, few) <= 45 + 30
    assert queries_to_send(client, many) == queries_to_send(client, few) <= 65 + 50
    assert queries_to_send(client, many, "5.00") <= queries_to_send(client, few, "5.00") + BATCHES


def test_the_page_of_a_project_takes_as_many_queries_with_many_indicators() -> None:
    client, final = clerk(), small_final()
    unit = final.department.units.get()
    counts = []
    for count in (0, 2, 60):
        project = Project.objects.create(department=final.department, unit=unit, name=f"项目{count}")
        plan = final.project_plans.create(project=project)
        final.indicators.bulk_create(
            PerformanceIndicator(disclosure=final, plan=plan, level1="产出", name=str(n)) for n in range(count)
        )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(plan_page(plan)).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]  # the first page looks up kinds of content
