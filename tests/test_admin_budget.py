"""A whole budget, entered in the administration by its forms, is the budget that was loaded from the sample."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from budgets.document import canonical
from budgets.editions import draft
from budgets.ledger import CUTS
from budgets.models import Budget, Department, Disclosure, Project, ProjectPlan, Region, Unit
from tests.admin_pages import ADD, Form, clerk, errors, opened, sample, sent, small_budget, stored_sample

pytestmark = pytest.mark.django_db
Record = dict[str, Any]


def loaded_document(code: str) -> bytes:
    """The document of a sample that was loaded, and is taken away again."""
    with transaction.atomic():
        document = canonical(draft(stored_sample(code)))
        transaction.set_rollback(True)
    return document


def organisation(data: Record) -> Department:
    """What an administrator has set up before a clerk begins: region, department, units, projects."""
    region = None
    for row in data["regions"]:
        region = Region.objects.create(code=row["code"], name=row["name"], parent=region)
    department = Department.objects.create(region=region, **data["department"])
    for place, row in enumerate(data["units"]):
        Unit.objects.create(department=department, position=place, **row)
    for row in data["projects"]:
        unit = department.units.get(code=row["unit"])
        Project.objects.create(department=department, unit=unit, code=row["code"], name=row["name"])
    return department


def begun(client: Client, department: Department, data: Record) -> Disclosure:
    """The first page: which department, which year."""
    response = client.post(ADD, {"department": department.pk, "unit": "", **data["budget"]})
    assert response.status_code == 302, errors(response)
    return Budget.objects.get(department=department)


def linked(department: Department, row: Record) -> Record:
    """A row of the sample as it is typed: units and projects chosen, codes as they are."""
    links = {
        "unit": {unit.code: unit.pk for unit in department.units.all()},
        "project": {project.code: project.pk for project in department.projects.all()},
    }
    renamed = {("summary_position" if key == "position2" else key): value for key, value in row.items()}
    return {key: links[key].get(value, "") if key in links else value for key, value in renamed.items()}


def filled_in(form: Form, department: Department, data: Record) -> None:
    """Type everything but the indicators of the projects."""
    for row in data["income"]:
        form.add("income", **linked(department, row))
    for cut in CUTS:
        for row in data["expenditure"].get(cut, ()):
            form.add(cut, **linked(department, row))
    for row in data["running"]:
        form.add("running", **row)
    for prefix in ("tasks", "indicators"):
        for row in data[prefix]:
            form.add(prefix, **row)
    for sheet in ("three_public", "procurement", "assets", "headcount"):
        form.fill(f"{sheet}-0", **data[sheet])
    for prefix, key, name in (("prior", "subject", "prior"), ("texts", "key", "texts")):
        for row in data[name]:
            filled_row(form, prefix, key, row)
    for row in data["projects"]:
        typed = {key: row[key] for key in ("key_position", "purpose")}
        form.add("plans", project=department.projects.get(code=row["code"]).pk, **typed)


def filled_row(form: Form, prefix: str, key: str, row: Record) -> None:
    """Type into the row that is there for its key."""
    values = {name: value for name, value in row.items() if value is not False}
    form.fill(form.row_where(key, row[key]), **{k: v for k, v in values.items() if k != key and v != ""})


def indicators_filled_in(client: Client, budget: Disclosure, data: Record) -> None:
    """Type the indicators on the page of each project."""
    for row in data["projects"]:
        plan = ProjectPlan.objects.get(disclosure=budget, project__code=row["code"])
        address = f"/admin/budgets/projectplan/{plan.pk}/change/"
        form = Form(client.get(address))
        for indicator in row["indicators"]:
            form.add("indicators", **indicator)
        response = client.post(address, form.data)
        assert response.status_code == 302, errors(response)


@pytest.mark.parametrize("code", ["524", "101"])
def test_a_budget_entered_by_the_forms_is_the_same_document(code: str) -> None:
    loaded = loaded_document(code)
    data, client = sample(code), clerk()
    small_budget().delete()  # leaves the code lists
    Department.objects.all().delete()
    Region.objects.all().delete()
    department = organisation(data)
    budget = begun(client, department, data)
    form = opened(client, budget)
    filled_in(form, department, data)
    response = sent(client, budget, form)
    assert response.status_code == 302, errors(response)
    indicators_filled_in(client, budget, data)
    assert canonical(draft(Budget.objects.get())) == loaded


def test_saving_a_page_unchanged_changes_nothing() -> None:
    budget, client = stored_sample(), clerk()
    before = canonical(draft(budget))
    rows = sorted(budget.expenditure_lines.values_list("pk", "position"))
    response = sent(client, budget, opened(client, budget))
    assert response.status_code == 302, errors(response)
    assert canonical(draft(Budget.objects.get())) == before
    assert sorted(budget.expenditure_lines.values_list("pk", "position")) == rows


def test_a_second_budget_of_the_same_year_is_refused() -> None:
    budget = small_budget()
    fields = {"department": budget.department_id, "unit": "", "year": 2024, "layout": budget.layout}
    assert "该部门（单位）这一年度的预算已经建立：请在列表中打开它" in errors(clerk().post(ADD, fields))


def test_two_rows_may_swap_their_codes() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    for code in ("2010101", "2010102"):
        form.add("function", function=code, nature="basic.staff", amount="1")
    sent(client, budget, form)
    form = opened(client, budget)
    form.fill("function-0", function="2010102")
    form.fill("function-1", function="2010101")
    assert sent(client, budget, form).status_code == 302
    assert list(budget.expenditure_lines.values_list("function", flat=True)) == ["2010102", "2010101"]


def test_a_row_is_deleted_and_an_emptied_text_is_gone() -> None:
    budget, client = stored_sample(), clerk()
    form = opened(client, budget)
    form.data["function-0-DELETE"] = "on"
    form.fill(form.row_where("key", "duties"), text="")
    lines, texts = budget.expenditure_lines.count(), budget.texts.count()
    assert sent(client, budget, form).status_code == 302
    assert (budget.expenditure_lines.count(), budget.texts.count()) == (lines - 1, texts - 1)
