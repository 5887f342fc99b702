"""What not even those who may come in can do: reach over, reach past the acts, read too early."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from budgets import acts
from budgets.models import Budget, Department, Disclosure, DisclosureText, Project, ProjectPlan, Upload
from budgets.models.post import CLERK, OFFICER, READER, REVIEWER
from tests.admin_pages import address, opened, plan_page, sent
from tests.builders import budget, department, earn, project, spend
from tests.every_state import readable
from tests.workplace import ADDRESS, bring, person, unprinted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def here() -> Budget:
    """A budget with a project in it."""
    made = budget("101")
    earn(made, "100000.00")
    spend(made, "function", "100000.00", function="2013101")
    project(made, "", "值班经费", made.department.units.first(), objective="按时值班")
    return made


@pytest.fixture
def there(here: Budget) -> Department:
    return department("102")


# Of two departments, in one of which somebody only reads


def test_who_only_reads_there_makes_nothing_there(here: Budget, there: Department) -> None:
    both = client_of(person("两处", (CLERK, there), (READER, here.department)))
    whose = {"department": here.department_id, "unit": "", "year": 2030, "layout": "henan-jiaozuo-budget"}
    assert both.post("/admin/budgets/budget/add/", whose).status_code == 200
    unit = here.department.units.first()
    named = {"department": here.department_id, "unit": unit.pk, "code": "", "name": "新项目"}
    assert both.post("/admin/budgets/project/add/", named).status_code == 200
    assert (Budget.objects.count(), Project.objects.count()) == (1, 1)


def test_who_only_reads_there_moves_nothing_there(here: Budget, there: Department) -> None:
    both = client_of(person("两处", (CLERK, there), (READER, here.department)))
    own = Project.objects.create(department=there, unit=there.units.first(), code="", name="自己的项目")
    moved = {"department": here.department_id, "unit": here.department.units.first().pk, "code": "", "name": "移走"}
    assert both.post(f"/admin/budgets/project/{own.pk}/change/", moved).status_code == 200
    own.refresh_from_db()
    assert own.department == there


# Past the acts


@pytest.mark.parametrize("way", ["page", "list"])
@pytest.mark.parametrize("state", ["draft", "submitted", "published"])
def test_a_project_of_a_year_goes_only_by_the_page_that_records_it(here: Budget, state: str, way: str) -> None:
    clerk, reviewer = person("编制人", (CLERK, here.department)), person("审核人", (REVIEWER, here.department))
    bring(here, state, clerk, reviewer)
    plan = here.project_plans.get()
    if way == "page":
        client_of(clerk).post(plan_page(plan).replace("change", "delete"), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [plan.pk], "post": "yes"}
        client_of(clerk).post("/admin/budgets/projectplan/", chosen)
    assert ProjectPlan.objects.filter(pk=plan.pk).exists()


def test_an_import_of_another_disclosure_is_not_taken_over_by_its_number(here: Budget) -> None:
    other = Budget.objects.create(department=here.department, year=2023, layout=here.layout)
    upload = Upload.objects.create(disclosure_id=other.pk, filename="a.xlsx", size=1, sha256="0" * 64, version=1)
    clerk = client_of(person("编制人", (CLERK, here.department)))
    page = f"{address(here, 'import')}{upload.pk}/"
    assert [clerk.get(page).status_code, clerk.post(page, {"seen": "1"}).status_code] == [404, 404]
    assert Upload.objects.get().state == Upload.STAGED


def test_what_acts_decide_is_not_typed(here: Budget) -> None:
    clerk = client_of(person("编制人", (CLERK, here.department)))
    form = opened(clerk, here)
    form.data |= {"state": "published", "version": "99", "digest": "0" * 64, "approved_on": "2024-01-01"}
    form.data |= {"due_on": "2030-01-01", "correction": "没有", "kind": "final", "submitted_by": "1"}
    assert sent(clerk, here, form).status_code == 302
    now = Disclosure.objects.get(pk=here.pk)
    assert (now.state, now.version, now.digest, now.approved_on, now.due_on) == ("draft", 1, "", None, None)
    assert (now.correction, now.kind, now.submitted_by) == ("", "budget", None)


def test_rows_and_projects_of_another_department_cannot_be_named_in_a_form(here: Budget, there: Department) -> None:
    other = Budget.objects.create(department=there, year=2024, layout=here.layout)
    spend(other, "function", "5.00", function="2013101")
    line = other.expenditure_lines.get()
    clerk = client_of(person("编制人", (CLERK, here.department)))
    form = opened(clerk, here)
    form.data["function-0-id"] = str(line.pk)
    form.data["function-0-amount"] = "9.00"
    sent(clerk, here, form)
    foreign = Project.objects.create(department=there, unit=there.units.first(), code="", name="别人的项目")
    form = opened(clerk, here)
    form.add("plans", project=foreign.pk)
    assert sent(clerk, here, form).status_code == 200
    line.refresh_from_db()
    assert (str(line.amount), line.disclosure_id) == ("5.00", other.pk)
    assert not foreign.plans.exists()


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "-1", "x"])
def test_a_version_that_is_no_number_is_no_error(here: Budget, typed: str) -> None:
    clerk = client_of(person("编制人", (CLERK, here.department)))
    form = opened(clerk, here)
    form.data["entered_version"] = typed
    assert sent(clerk, here, form).status_code in (200, 302)


# What lists and searches tell


def test_a_list_offers_no_departments_of_others(here: Budget, there: Department) -> None:
    Department.objects.filter(pk=here.department_id).update(name="隔壁的局")
    clerk = client_of(person("编制人", (CLERK, there), (CLERK, department("103"))))
    for model in ("project", "projectplan", "budget", "edition", "department"):
        assert "隔壁的局" not in clerk.get(f"/admin/budgets/{model}/").content.decode(), model


@pytest.mark.parametrize(
    "query",
    [
        "disclosure__submitted_by__password__startswith=p",
        "disclosure__department__posts__user__username=x",
        "project__department__name__startswith=焦",
    ],
)
def test_a_list_is_not_asked_for_what_it_does_not_show(here: Budget, query: str) -> None:
    clerk = client_of(person("编制人", (CLERK, here.department)))
    assert clerk.get(f"/admin/budgets/projectplan/?{query}").status_code in (302, 400)


@pytest.mark.parametrize("field", ["project", "disclosure"])
def test_completion_knows_only_ones_own(here: Budget, there: Department, field: str) -> None:
    stranger = client_of(person("别人", (CLERK, there)))
    asked = {"app_label": "budgets", "model_name": "projectplan", "field_name": field, "term": ""}
    answer = stranger.get("/admin/autocomplete/", asked)
    assert answer.status_code == 403 or answer.json()["results"] == []


# Too early, or not any more


def public_pages(slug: str) -> list[str]:
    endings = ["/", ".json", ".pdf", ".xlsx", "/checks/", "/e1/", "/e1.json", "/e1.pdf", "/e1.xlsx", "/e1/checks/"]
    return [f"/d/{slug}{ending}" for ending in (*endings, "/e1/changes/")]


def lists(slug: str) -> list[str]:
    region, code, year, _ = slug.split("-")
    who = f"{region}-{code}"
    return ["/", "/projects/", f"/departments/{who}/", f"/departments/{who}/{year}/"]


def test_a_scheduled_edition_is_nowhere_before_its_time(here: Budget) -> None:
    clerk, reviewer = person("编制人", (CLERK, here.department)), person("审核人", (REVIEWER, here.department))
    bring(here, "approved", clerk, reviewer)
    with unprinted():
        acts.publish(here, reviewer, ADDRESS, timezone.now() + timedelta(days=3))
    client = Client()
    for page in public_pages(here.slug):
        assert [client.get(page).status_code, client.head(page).status_code] == [404, 404], page
    for page in lists(here.slug):
        shown = client.get(page).content.decode()
        assert "值班经费" not in shown and "焦作市" not in shown and ">2024" not in shown, page


def test_a_withdrawn_edition_is_not_given_again_to_who_has_it(here: Budget) -> None:
    clerk, reviewer = person("编制人", (CLERK, here.department)), person("审核人", (REVIEWER, here.department))
    bring(here, "published", clerk, reviewer)
    client, slug = Client(), here.slug
    tags = {page: client.get(page).headers.get("ETag", "") for page in (*public_pages(slug), *lists(slug))}
    acts.withdraw(here, reviewer, "误公开", ADDRESS)
    for page, tag in tags.items():
        for answer in (client.get(page), client.head(page), client.get(page, headers={"If-None-Match": tag})):
            assert answer.status_code != 304, page
            assert "值班经费" not in b"".join(answer).decode(errors="replace"), page


# What is sent


def test_more_than_a_workbook_can_be_is_refused_before_it_is_read(here: Budget) -> None:
    client = Client()
    head = {"CONTENT_LENGTH": str(10**10)}
    answer = client.post("/admin/login/", {"file": SimpleUploadedFile("a.xlsx", b"x")}, **head)
    assert answer.status_code in (400, 413)


def test_names_of_files_are_only_text(here: Budget) -> None:
    clerk = client_of(person("编制人", (CLERK, here.department)))
    name = '"><script>alert(1)</script>\r\nX-Evil: 1.xlsx'
    answer = clerk.post(address(here, "import"), {"file": SimpleUploadedFile(name, b"PK\x03\x04nothing")})
    assert "<script>alert" not in answer.content.decode() and "X-Evil" not in answer.headers


def test_a_text_that_is_withheld_is_in_no_file(here: Budget) -> None:
    DisclosureText.objects.create(disclosure=here, key="duties", text="不予公开的职责", withheld=True, ground="保密法")
    reader = client_of(person("查看人", (READER, here.department)))
    for which in ("workbook", "template", "lines", "word"):
        assert "不予公开的职责" not in readable(reader.get(f"{address(here, 'files')}{which}/")), which
    clerk, reviewer = person("编制人", (CLERK, here.department)), person("审核人", (REVIEWER, here.department))
    bring(here, "approved", clerk, reviewer)
    acts.publish(here, reviewer, ADDRESS)
    for ending in ("/", ".json", ".xlsx", "/checks/"):
        answer = Client().get(f"/d/{here.slug}{ending}")
        assert answer.status_code == 200 and "不予公开的职责" not in readable(answer), ending


TYPED = "<script>alert(1)</script>"


def test_what_is_typed_is_text_wherever_it_is_shown(here: Budget) -> None:
    Project.objects.update(name=TYPED)
    Department.objects.filter(pk=here.department_id).update(name=f"局{TYPED}")
    here.department.units.update(name=f"单位{TYPED}")
    here.project_plans.update(objective=TYPED, purpose=TYPED)
    DisclosureText.objects.create(disclosure=here, key="duties", text=TYPED)
    clerk, reviewer = person("编制人", (CLERK, here.department)), person("审核人", (REVIEWER, here.department))
    acts.submit(here, clerk, ADDRESS)
    acts.send_back(here, reviewer, TYPED, ADDRESS)
    officer, writing = client_of(person("财政局", (OFFICER, here.department.region))), client_of(clerk)
    pages = [address(here, page) for page in ("change", "preview", "checks", "history", "import")]
    pages += ["/admin/", "/admin/budgets/budget/", "/admin/budgets/project/", plan_page(here.project_plans.get())]
    shown = {page: writing.get(page) for page in pages}
    shown |= {page: officer.get(page) for page in ("/admin/board/410800/", "/admin/board/410800/publish/")}
    bring(here, "published", clerk, reviewer)
    shown |= {page: Client().get(page) for page in (f"/d/{here.slug}/", f"/d/{here.slug}/checks/", *lists(here.slug))}
    for page, answer in shown.items():
        assert answer.status_code == 200 and TYPED not in answer.content.decode(), page


def test_no_cell_of_a_list_of_lines_is_a_formula(here: Budget) -> None:
    Project.objects.update(name="=1+1")
    spend(here, "full", "1.00", project=Project.objects.get(), function="2013101", unit=here.department.units.first())
    reader = client_of(person("查看人", (READER, here.department)))
    told = reader.get(f"{address(here, 'files')}lines/").content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(StringIO(told)) for cell in line]
    assert any("1+1" in cell for cell in cells) and not [cell for cell in cells if cell.startswith("=")]
