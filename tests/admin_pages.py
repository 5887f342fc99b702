"""The administration as a browser without scripts meets it: pages opened, forms filled in and sent."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpResponse
from django.test import Client

from budgets.data.load import load_classification, load_sample, samples
from budgets.models import Budget, Department, Disclosure, FinalAccount, Post, ProjectPlan, Region, Unit
from budgets.models.post import PERMISSIONS, READER

Data = dict[str, str]
ADD = "/admin/budgets/budget/add/"
ADD_FINAL = "/admin/budgets/finalaccount/add/"
PAGES = {"budget": "budget", "final": "finalaccount"}


class FormReader(HTMLParser):
    """Collects what a form would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.data: Data = {}
        self.inside = False
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attributes}
        if tag == "form":
            self.inside = found.get("id", "").endswith("_form")
        elif self.inside and "name" in found and "disabled" not in found:
            self._control(tag, found)
        elif tag == "option" and self.select and ("selected" in found or self.select not in self.data):
            self.data[self.select] = found.get("value", "")

    def _control(self, tag: str, found: Data) -> None:
        kind = found.get("type", "text")
        if tag == "select":
            self.select = found["name"]
        elif tag == "textarea":
            self.textarea = found["name"]
            self.data[self.textarea] = ""
        elif (tag == "input" and kind not in ("submit", "checkbox")) or "checked" in found:
            self.data[found["name"]] = found.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea] += data.removeprefix("\n") if not self.data[self.textarea] else data


class Form:
    """The form of a page: ``data`` is what it would send."""

    def __init__(self, response: HttpResponse) -> None:
        reader = FormReader()
        reader.feed(response.content.decode())
        self.data = reader.data
        self.filled = {key.removesuffix("-id") for key, value in reader.data.items() if key.endswith("-id") and value}

    def add(self, prefix: str, **values: Any) -> str:
        """Fill in a new row of the inline ``prefix``, as the button for more rows would; the row's own prefix."""
        number = next(n for n in range(2000) if f"{prefix}-{n}" not in self.filled)
        row = f"{prefix}-{number}"
        self.filled.add(row)
        for name, value in self._blank(prefix).items():
            self.data.setdefault(f"{row}-{name}", value)
        self.fill(row, **values)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(max(number + 1, int(self.data[f"{prefix}-TOTAL_FORMS"])))
        return row

    def fill(self, row: str, **values: Any) -> None:
        """Type into the boxes of a row; a key says which box, ``None`` leaves one empty."""
        for name, value in values.items():
            assert f"{row}-{name}" in self.data, f"{row}-{name}"
            self.data[f"{row}-{name}"] = "" if value is None else str(value)

    def row_where(self, name: str, value: str, prefix: str = "[a-z_]+") -> str:
        """The prefix of the row (of one inline) whose hidden or visible box ``name`` holds ``value``."""
        return next(
            key.rpartition("-")[0]
            for key, found in self.data.items()
            if found == value and re.fullmatch(rf"{prefix}-\d+-{name}", key)
        )

    def _blank(self, prefix: str) -> Data:
        start = f"{prefix}-__prefix__-"
        return {key.removeprefix(start): value for key, value in self.data.items() if key.startswith(start)}


EVERYWHERE = "everywhere"


def reader(**options: Any) -> User:
    """Somebody who sees every department, those included that a test makes later."""
    user = User.objects.create_user(f"{EVERYWHERE}{User.objects.count()}", is_staff=True, **options)
    Post.objects.bulk_create(Post(user=user, role=READER, department=each) for each in Department.objects.all())
    return user


@receiver(post_save, sender=Department)
def _shown(instance: Department, created: bool, **options: Any) -> None:
    """A department to those who see every one."""
    if created:
        users = User.objects.filter(username__startswith=EVERYWHERE)
        Post.objects.bulk_create(Post(user=user, role=READER, department=instance) for user in users)


@pytest.fixture
def only_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Posts that allow nothing: what somebody may do is what was granted by name."""
    monkeypatch.setattr("budgets.models.post.PERMISSIONS", dict.fromkeys(PERMISSIONS, frozenset()))


def clerk(*permissions: str) -> Client:
    """A signed-in clerk of every department with every permission on the project's models but publishing, or a reader
    with those named."""
    user = reader()
    granted = Permission.objects.filter(content_type__app_label="budgets")
    granted = (
        granted.filter(codename__in=permissions)
        if permissions
        else granted.exclude(codename__in=("add_edition", "publish_disclosure"))
    )
    user.user_permissions.set(granted)
    client = Client()
    client.force_login(user)
    return client


def sample(slug: str) -> dict[str, Any]:
    """A shipped sample by its region, department, year and kind."""
    return next(data for data in samples() if slug_of(data) == slug)


def slug_of(data: dict[str, Any]) -> str:
    """The public address of a sample."""
    year = data["disclosure"]["year"]
    return f"{data['regions'][-1]['code']}-{data['department']['code']}-{year}-{data['kind']}"


def stored_sample(code: str = "410802-524-2024-budget") -> Disclosure:
    """A shipped sample in the database, with the code lists."""
    load_classification()
    return load_sample(sample(code))


def small_department() -> Department:
    """A department with one unit, and the code lists."""
    load_classification()
    region, _ = Region.objects.get_or_create(code="410802", name="解放区")
    department, _ = Department.objects.get_or_create(region=region, code="524", name="信访局")
    Unit.objects.get_or_create(department=department, code="524001", name="信访局")
    return department


def small_budget(year: int = 2024, **fields: Any) -> Budget:
    """An empty budget of that department."""
    return Budget.objects.create(department=small_department(), year=year, layout="henan-jiefang-budget", **fields)


def small_final(year: int = 2024, layout: str = "henan-zhongzhan-final") -> FinalAccount:
    """Its empty final accounts."""
    return FinalAccount.objects.create(department=small_department(), year=year, layout=layout)


def address(budget: Disclosure, page: str = "change") -> str:
    """Where the pages of a budget are."""
    return f"/admin/budgets/{PAGES[budget.kind]}/{budget.pk}/{page}/"


def plan_page(plan: ProjectPlan) -> str:
    """Where the page of a project of the year is."""
    return f"/admin/budgets/projectplan/{plan.pk}/change/"


def messages(response: HttpResponse) -> list[str]:
    """The messages of a page."""
    return [str(message) for message in response.context["messages"]]


def opened(client: Client, budget: Disclosure, unit: str = "") -> Form:
    """The form of a budget's page."""
    return Form(client.get(address(budget), {"unit": unit} if unit else {}))


def sent(client: Client, budget: Disclosure, form: Form, page: str = "change") -> HttpResponse:
    """What comes back when the form is sent with “保存并继续编辑”."""
    return client.post(address(budget, page), {**form.data, "_continue": "1"})


def function_line(amount: str | Decimal = "100.00", code: str = "2010101", **values: Any) -> dict[str, Any]:
    """What is typed for one line of the functional cut."""
    return {"function": code, "nature": "basic.staff.wages", "amount": amount, **values}


def errors(response: HttpResponse) -> list[str]:
    """The messages of a form that was not taken."""
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', response.content.decode(), re.S)
    return [
        re.sub(r"<[^>]+>", "", message) for found in lists for message in re.findall(r"<li>(.*?)</li>", found, re.S)
    ]
