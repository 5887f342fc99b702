"""A whole disclosure, entered in the administration by its forms, is the one that was loaded from the sample."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from budgets.data.load import samples
from budgets.document import canonical
from budgets.editions import draft
from budgets.layouts import available
from budgets.models import Budget, Department, Disclosure, Project, ProjectPlan, Region, Unit
from tests.admin_pages import (
    ADD,
    ADD_FINAL,
    Form,
    clerk,
    errors,
    opened,
    sample,
    sent,
    slug_of,
    small_budget,
    stored_sample,
)

pytestmark = pytest.mark.django_db
Record = dict[str, Any]
SHEETS = (
    "three_public",
    "three_public_final",
    "procurement",
    "assets",
    "purchases",
    "headcount",
    "performance_management",
)
PRESETS = (("prior", "subject"), ("texts", "key"), ("funding", "source"))
LISTS = ("running", "tasks", "indicators", "explanations", "balances")
PLAN = ("key_position", "purpose", "objective")
PARTICULARS = ("goal", "character", "category", "starts_on", "ends_on", "total_fiscal", "total_other")
STAGES = {"initial": "initial", "adjusted": "adjusted"}
PRINTABLE = [slug_of(data) for data in samples() if data["disclosure"]["layout"] in dict(available())]


def loaded_document(slug: str) -> bytes:
    """The document of a sample that was loaded, and is taken away again."""
    with transaction.atomic():
        document = canonical(draft(stored_sample(slug)))
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
    add = ADD if data["kind"] == "budget" else ADD_FINAL
    fields = {key: "" if value is None else value for key, value in data["disclosure"].items()}
    response = client.post(add, {"department": department.pk, "unit": "", **fields})
    assert response.status_code == 302, errors(response)
    return Disclosure.objects.get(department=department)


def typed(form: Form, prefix: str, row: Record, links: Record) -> Record:
    """What of a row of the sample the page has boxes for: units and projects chosen, codes as they are."""
    renamed = {("summary_position" if key == "position2" else key): value for key, value in row.items()}
    chosen = {key: links[key].get(value, "") if key in links else value for key, value in renamed.items()}
    return {key: value for key, value in chosen.items() if f"{prefix}-{key}" in form.data}


def links_of(department: Department) -> Record:
    return {
        "unit": {unit.code: unit.pk for unit in department.units.all()},
        "project": {project.code or project.name: project.pk for project in department.projects.all()},
    }


def added(form: Form, prefix: str, row: Record, links: Record) -> None:
    form.add(prefix, **typed(form, f"{prefix}-__prefix__", row, links))


def filled_in(form: Form, department: Department, data: Record) -> None:
    """Type everything but what is typed on the pages of the projects."""
    links = links_of(department)
    for row in data["income"]:
        added(form, "income", row, links)
    for cut, rows in data["expenditure"].items():
        for row in rows:
            added(form, STAGES.get(row.get("stage", "") if data["kind"] == "final" else "", cut), row, links)
    for prefix in LISTS:
        for row in data.get(prefix, ()):
            added(form, prefix, row, links)
    for sheet in SHEETS:
        form.fill(f"{sheet}-0", **typed(form, f"{sheet}-0", data.get(sheet, {}), links))
    for prefix, key in PRESETS:
        for row in data.get(prefix, ()):
            filled_row(form, prefix, key, row)
    for row in data["projects"]:
        project = links["project"][row["code"] or row["name"]]
        added(form, "plans", {"project": project} | {key: row.get(key) or "" for key in PLAN}, {})


def filled_row(form: Form, prefix: str, key: str, row: Record) -> None:
    """Type into the row that is there for its key."""
    found = form.row_where(key, row[key], prefix)
    for name, value in row.items():
        if value is True:
            form.data[f"{found}-{name}"] = "on"
        elif name != key and value not in ("", False):
            form.fill(found, **{name: value})


def plans_filled_in(client: Client, disclosure: Disclosure, data: Record) -> None:
    """Type what belongs on the page of each project."""
    for row in data["projects"]:
        plan = ProjectPlan.objects.get(disclosure=disclosure, project__code=row["code"], project__name=row["name"])
        address = f"/admin/budgets/projectplan/{plan.pk}/change/"
        form = Form(client.get(address))
        plan_filled_in(form, row)
        response = client.post(address, form.data)
        assert response.status_code == 302, errors(response)


def plan_filled_in(form: Form, row: Record) -> None:
    form.data |= {key: row.get(key) or "" for key in PARTICULARS if key in form.data}
    for indicator in row["indicators"]:
        added(form, "indicators", indicator, {})
    for prefix, key in (("funding", "source"), ("management", "aspect")):
        for line in row.get(prefix, ()):
            filled_row(form, prefix, key, line)
    for sheet in ("evaluation", "statement"):
        values = row.get(sheet, {})
        form.fill(f"{sheet}-0", **typed(form, f"{sheet}-0", {k: v for k, v in values.items() if k != "has_form"}, {}))
        if values.get("has_form"):
            form.data[f"{sheet}-0-has_form"] = "on"


@pytest.mark.parametrize("slug", PRINTABLE)
def test_a_disclosure_entered_by_the_forms_is_the_same_document(slug: str) -> None:
    loaded = loaded_document(slug)
    data, client = sample(slug), clerk()
    small_budget().delete()  # leaves the code lists
    Department.objects.all().delete()
    Region.objects.all().delete()
    department = organisation(data)
    disclosure = begun(client, department, data)
    form = opened(client, disclosure)
    filled_in(form, department, data)
    response = sent(client, disclosure, form)
    assert response.status_code == 302, errors(response)
    plans_filled_in(client, disclosure, data)
    assert canonical(draft(Disclosure.objects.get())) == loaded


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
