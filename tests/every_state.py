"""A department with a disclosure of each kind in each state, secrets in what is not public, and people around it."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils import timezone

from budgets import acts
from budgets.models import (
    CheckOverride,
    Department,
    Disclosure,
    DisclosureText,
    EconomicMapping,
    FunctionExplanation,
    Project,
    ProjectPlan,
    Region,
    Upload,
)
from budgets.models.disclosure import APPROVED, DRAFT, PUBLISHED, SUBMITTED, WITHDRAWN
from budgets.models.post import CLERK, OFFICER, READER, REVIEWER
from tests.builders import budget, department, earn, final, project, spend
from tests.workplace import ADDRESS, bring, person, unprinted

SCHEDULED, CORRECTED = "scheduled", "corrected"
YEARS = {
    DRAFT: 2027,
    SUBMITTED: 2026,
    APPROVED: 2025,
    CORRECTED: 2024,
    PUBLISHED: 2023,
    SCHEDULED: 2022,
    WITHDRAWN: 2021,
}
FUNCTION = "2013101"
SECRET = "未公开的字样"  # in every text that the public must not read
AMOUNT = "73191234.00"  # in every amount of the same
PRINTED = ("73191234", "73,191,234", "7,319.12", "7319.12")
SECRETS = (SECRET, *PRINTED)
SEEN = "公开的字样"
SEEN_PROJECT = f"{SEEN}项目2023budget"


@dataclass
class Known:
    """The department, its disclosures by kind and state, people by role."""

    department: Department
    neighbour: Department
    of: dict[tuple[str, str], Disclosure]
    people: dict[str, User]
    uploads: dict[str, Upload]
    idle: Project


def people(here: Department, there: Department, elsewhere: Region) -> dict[str, User]:
    """Somebody for each way to stand to the department."""
    return {
        "postless": person("postless"),
        "neighbour": person("neighbour", (CLERK, there), (REVIEWER, there)),
        "elsewhere": person("elsewhere", (OFFICER, elsewhere)),
        "reader": person("reader", (READER, here)),
        "clerk": person("clerk", (CLERK, here)),
        "reviewer": person("reviewer", (REVIEWER, here)),
        "officer": person("officer", (OFFICER, here.region)),
        "superuser": person("superuser", superuser=True),
        "leaver": person("leaver"),
    }


def in_every_state() -> Known:
    """Checks have to be patched away: nothing adds up."""
    here, there = department("101"), department("102")
    EconomicMapping.objects.get_or_create(economic="30101", government="50101")
    some = people(here, there, Region.objects.create(code="410704", name="凤泉区"))
    found = {
        (kind, state): _brought(make(year=year), state, some)
        for kind, make in ((Disclosure.BUDGET, budget), (Disclosure.FINAL, final))
        for state, year in YEARS.items()
    }
    for each in found.values():
        if each.state != PUBLISHED or each.year != YEARS[PUBLISHED]:
            _override(each, some)
    uploads = {kind: _upload(found[kind, DRAFT], some["clerk"]) for kind in (Disclosure.BUDGET, Disclosure.FINAL)}
    idle = Project.objects.create(department=here, unit=here.units.first(), code="", name=f"{SECRET}备用项目")
    return Known(here, there, found, some, uploads, idle)


def _brought(made: Disclosure, state: str, some: dict[str, User]) -> Disclosure:
    """A disclosure in a state; what readers see of it holds no secret."""
    clerk, reviewer = some["clerk"], some["reviewer"]
    seen = state in (PUBLISHED, CORRECTED)
    _filled(made, "100000.00" if seen else AMOUNT, SEEN if seen else SECRET)
    if state == SCHEDULED:
        bring(made, APPROVED, clerk, reviewer)
        with unprinted():
            acts.publish(made, reviewer, ADDRESS, timezone.now() + timedelta(days=9))
    elif state == CORRECTED:
        bring(made, PUBLISHED, clerk, reviewer)
        acts.correct(made, clerk, f"{SECRET}更正理由", ADDRESS)
        made.income_lines.update(amount=AMOUNT)
    else:
        bring(made, state, clerk, reviewer)
    return made


def _filled(made: Disclosure, amount: str, text: str) -> None:
    earn(made, amount)
    spend(made, "function", amount, function=FUNCTION)
    DisclosureText.objects.create(disclosure=made, key="duties", text=f"{text}职责")
    DisclosureText.objects.create(
        disclosure=made, key="structure", text=f"{SECRET}机构", withheld=True, ground="保密法"
    )
    FunctionExplanation.objects.create(disclosure=made, function=FUNCTION, purpose=f"{text}用途", reason=f"{text}原因")
    planned = project(made, "", f"{text}项目{made.year}{made.kind}", made.department.units.first())
    ProjectPlan.objects.filter(project=planned).update(objective=f"{text}目标", purpose=f"{text}用途")


def _override(made: Disclosure, some: dict[str, User]) -> None:
    CheckOverride.objects.create(
        disclosure=made,
        check_id="try-01",
        key="try-01",
        digest=f"{made.pk:064}",
        message=f"{SECRET}提醒",
        reason=f"{SECRET}说明",
        requested_by=some["clerk"],
    )


def _upload(made: Disclosure, by: Any) -> Upload:
    text = f"{SECRET}职责（导入）"
    return Upload.objects.create(
        disclosure_id=made.pk,
        by=by,
        filename=f"{SECRET}.xlsx",
        size=1,
        sha256="0" * 64,
        version=Disclosure.objects.get(pk=made.pk).version,
        records={"texts": [{"key": "duties", "text": text, "withheld": False, "ground": ""}]},
        report={"problems": [], "tables": [], "changed": [], "counts": {}, "words": [[text, 1, text]]},
    )


def readable(response: HttpResponse) -> str:
    """What a response says, unpacked where it is a workbook or a Word file."""
    content = response.getvalue() if hasattr(response, "getvalue") else response.content
    parts = [content]
    if content[:2] == b"PK" and is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
    return b"\n".join(parts).decode(errors="replace")
