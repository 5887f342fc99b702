"""Every public page asks the database as often for many documents, departments, lines and projects as for few."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from budgets.models import Budget, Department, Disclosure, Project, Region
from budgets.site import page as drawn
from budgets.site import reading
from tests.builders import final, freeze, publish_unprinted, spend
from tests.public_pages import (
    CORRECTED,
    LAYOUT,
    NEIGHBOURS,
    PAGES,
    REGION,
    WHO,
    filled,
    project_code,
    publish_all,
    small,
)

pytestmark = pytest.mark.django_db


def asked() -> dict[str, tuple[int, int]]:
    """How often each page asks: when nothing of it is kept, and at once again."""
    client, found = Client(raise_request_exception=False), {}
    for page in PAGES:
        cache.clear()
        reading._kept.clear()
        drawn._RECENT.clear()
        found[page.name] = (queries(client, page.address), queries(client, page.address))
    return found


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def grow() -> None:
    """Several times as many of everything, where the pages show it."""
    for number in range(30, 45):
        freeze(small(f"9{number}"))
    more_regions()
    whole = Department.objects.get(region__code=REGION, code=NEIGHBOURS[0])
    repeated = Project.objects.get(code=project_code(NEIGHBOURS[0], 2024))
    for year in range(2020, 2024):
        freeze(more_of(whole, year, repeated))
        freeze(more_of(Department.objects.get(region__code=WHO[:6], code=WHO[7:]), year - 4))
    freeze(filled(final(NEIGHBOURS[0], year=2023)))
    for number in range(2, 6):
        unit = whole.units.create(code=f"{whole.code}00{number}", name=f"第{number}单位", position=number)
        freeze(filled(Budget.objects.create(department=whole, unit=unit, year=2024, layout=LAYOUT)))
    longer(Disclosure.objects.get(editions__slug=CORRECTED, editions__number=1))


def more_regions() -> None:
    """Regions with a department that has published."""
    above = Region.objects.get(code=REGION)
    for number in range(3):
        region = Region.objects.create(code=f"41089{number}", name=f"第{number}区", parent=above)
        for code in ("101", "102"):
            made = region.departments.create(code=code, name=f"第{number}区第{code}局")
            freeze(filled(Budget.objects.create(department=made, year=2024, layout=LAYOUT)))


def more_of(department: Department, year: int, *projects: Project) -> Budget:
    """The budget of another year, with projects of its own and those given."""
    made = filled(Budget.objects.create(department=department, year=year, layout=LAYOUT))
    unit = department.units.first()
    own = [department.projects.create(unit=unit, code="", name=f"{year}年第{number}项目") for number in range(5)]
    for each in (*own, *projects):
        made.project_plans.create(project=each)
        spend(made, "item", "3000.00", nature="project.target", project=each, unit=unit)
    return made


def longer(made: Disclosure) -> None:
    """Another edition, of many more lines."""
    for number in range(2, 30):
        spend(made, "function", "1000.00", function=f"20101{number:02}")
    publish_unprinted(made, "补列")


@pytest.mark.long
def test_no_page_asks_more_often_for_more() -> None:
    with override_settings(ROOT_URLCONF="tests.public_pages"):
        publish_all()
        few = asked()
        grow()
        many = asked()
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    most = {page.name: page.most for page in PAGES}
    assert {name: each for name, each in few.items() if max(each) > most[name]} == {}
