"""What B15 says, as entries of single projects: what they are, what they are for, what they are to reach."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from budgets.document import Row
from budgets.evaluation import KINDS
from budgets.importing.book import ERROR
from budgets.importing.cells import plain
from budgets.importing.forms.register import Register, Seen, forms
from budgets.importing.forms.said import Path, Said, money
from budgets.money import added
from budgets.tables.declarations.shanghai import HEAD

DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
DATES = ("starts_on", "ends_on")
TOTALS = {"total_fiscal": "total.fiscal", "total_other": "total.other"}


def targets(said: Said, known: Register) -> None:
    """B15: projects with code and name, four kinds of indicators; their money is the ledger's."""
    said.tell("项目绩效目标表没有二级指标、重点项目和主要用途：需要的要另外填写")
    unit, seen = "", Seen(said)
    groups: dict[int, list[Row]] = {}
    for row in said.rows.values():
        if row.kind == "subtotal":
            unit = said.text(row.key, "code")
        elif row.group == row.key:
            at, project = known.enter(said.text(row.key, "name"), unit, said.text(row.key, "code"))
            seen.again(at, row.key, project)
            said.record(("projects", at), row.key, {"code": "", "name": ""}, {})
        if row.group:
            groups.setdefault(at, []).append(row)
    for at, rows in groups.items():
        known.projects[at]["indicators"] = list(_targets(said, ("projects", at, "indicators"), rows))


def _targets(said: Said, path: Path, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The indicators in the rows of a project, kind by kind."""
    named = [(kind, key, row.key) for kind, key in KINDS.items() for row in rows if said.text(row.key, f"{key}.name")]
    for place, (kind, key, row) in enumerate(named):
        values = {"level1": kind, **{part: said.text(row, f"{key}.{part}") for part in ("name", "target")}}
        columns = {"level1": f"{key}.name", "name": f"{key}.name", "target": f"{key}.target"}
        yield said.record((*path, place), row, values, columns)


def plans(said: Said, known: Register) -> None:
    """B15 of Shanghai: what a project is, its money over the years, its goals and indicators."""
    said.tell("项目绩效目标表没有项目经费情况说明和分季度用款计划：需要的要另外填写")
    seen = Seen(said)
    for form, labels in forms(said):
        at, project = known.enter(labels["项目名称"], known.unit(labels["实施单位"]))
        if seen.again(at, f"{form}/head/1", project, "text"):
            continue
        path: Path = ("projects", at)
        said.place((*path, "name"), f"{form}/head/1", "text")
        for place, (label, name) in list(enumerate(HEAD, start=1))[1:]:
            project[name] = _detail(said, f"{form}/head/{place}", name, labels[label])
            said.place((*path, name), f"{form}/head/{place}", "text")
        project |= said.record(path, f"{form}/goals/1", _goals(said, form), {})
        project |= _whole(said, path, f"{form}/amounts/")
        columns = ("level1", "level2", "name", "target")
        project["indicators"] = [
            said.record((*path, "indicators", number_), key, {name: said.text(key, name) for name in columns}, {})
            for number_, key in enumerate(said.details(f"{form}/indicators"))
        ]


def _goals(said: Said, form: str) -> dict[str, str]:
    return {name: said.text(f"{form}/goals/1", name) for name in ("goal", "objective")}


def _detail(said: Said, row: str, name: str, text: str) -> str | None:
    """A particular of a project; a day is told if it is none."""
    if name not in DATES:
        return text
    day = _day(plain(text))
    if text and day is None:
        said.say(f"“{text}”不是日期，请写成 2024-01-31 这样", row, "text", ERROR)
    return day


def _day(text: str) -> str | None:
    found = DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _whole(said: Said, path: Path, prefix: str) -> dict[str, str | None]:
    """Money of all years; this year's is that of the budget."""
    amounts = {name: said.yuan(prefix + key, "amount") for name, key in TOTALS.items()}
    for name, key in TOTALS.items():
        said.place((*path, name), prefix + key, "amount")
    total = said.yuan(f"{prefix}total", "amount")
    said.compare("项目资金总额", total, added(*amounts.values()), f"{prefix}total", "amount")
    return {name: money(yuan) for name, yuan in amounts.items()}
