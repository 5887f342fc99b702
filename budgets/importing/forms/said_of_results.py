"""What F11, F12 and B12 say, as entries of single projects: how they were judged, and which others there are."""

from budgets import evaluation
from budgets.evaluation import RATES
from budgets.facts import Evaluation, ProjectFact
from budgets.importing.book import NOTICE
from budgets.importing.forms import marks
from budgets.importing.forms.register import Project, Register, Seen, forms
from budgets.importing.forms.said import Path, Said, money, plain_number
from budgets.tables.declarations.evaluation import DEVIATES, number

MOST_MARKS = 70


def results(said: Said, known: Register) -> None:
    """F12: what a project's form says; the forms' order is that of the key projects where it is not the list's."""
    order = []
    seen = Seen(said)
    for form, labels in forms(said):
        at, project = known.enter(labels["项目名称"], known.unit(labels["实施单位"]))
        if seen.again(at, f"{form}/head/1", project, "text"):
            continue
        order.append(at)
        path: Path = ("projects", at)
        said.place((*path, "name"), f"{form}/head/1", "text")
        project["objective"] = said.text(f"{form}/goals/1", "expected")
        said.place((*path, "objective"), f"{form}/goals/1", "expected")
        project["indicators"] = marks.indicators(said, f"{form}/indicators", (*path, "indicators"), kinds=True)
        project["funding"] = marks.funding(said, f"{form}/funding/", (*path, "funding"))
        project["management"] = marks.management(said, f"{form}/management/", (*path, "management"))
        own = project.setdefault("evaluation", {})
        own |= {"has_form": True, "result": said.text(f"{form}/goals/1", "achieved")}
        said.place((*path, "evaluation", "result"), f"{form}/goals/1", "achieved")
    if order != sorted(order):
        said.tell("项目自评表的顺序与汇总表不同：按自评表的顺序编为重点项目序号")
        for place, at in enumerate(order, start=1):
            known.projects[at]["key_position"] = place


def named(said: Said, known: Register) -> None:
    """F11: the projects of the list in its order, before its forms tell more of some."""
    seen = Seen(said)
    for key in said.rows:
        unit = said.text(key, "unit_code") or known.unit(said.text(key, "unit"))
        at, project = known.enter(said.text(key, "name"), unit)
        seen.again(at, key, project)
        said.record(("projects", at), key, {"name": "", "unit": ""}, {"unit": "unit_code"})


def summary(said: Said, known: Register) -> None:
    """F11: what the list says of each project; of those without a form also its rates and marks."""
    said.tell("项目自评汇总表没有部门评价得分；没有自评表的项目没有各项指标")
    done: set[int] = set()
    for key in said.rows:
        unit = said.text(key, "unit_code") or known.unit(said.text(key, "unit"))
        at, project = known.enter(said.text(key, "name"), unit)
        if at in done:
            continue
        done.add(at)
        path: Path = ("projects", at)
        own = project.setdefault("evaluation", {"has_form": False})
        values = {part: said.text(key, part) for part in ("category", "division")}
        values["system_executed"] = money(said.yuan(key, "system")) or ""
        told = {part: value for part, value in values.items() if value}
        own |= said.record((*path, "evaluation"), key, told, {"system_executed": "system"})
        if own["has_form"]:
            _agree(said, key, project)
        else:
            _alone(said, key, path, project)


def _agree(said: Said, key: str, project: Project) -> None:
    """Say where the list differs from the form of a project, which counts."""
    done = evaluation.execution(marks.facts(project["funding"]))
    said.compare("全年预算数", said.yuan(key, "adjusted"), done.adjusted, key, "adjusted")
    said.compare("全年执行数", said.yuan(key, "executed"), done.executed, key, "executed")


def _alone(said: Said, key: str, path: Path, project: Project) -> None:
    """What only the list says of a project: its money, rates, and marks where they do not follow."""
    adjusted, executed = (money(said.yuan(key, name)) for name in ("adjusted", "executed"))
    values = {"source": "", "initial": None, "adjusted": adjusted, "executed": executed}
    project["funding"] = [said.record((*path, "funding", 0), key, values, {})] if adjusted or executed else []
    rates = {f"{kind}_rate": said.number(key, kind) for kind in RATES}
    known = {name: value for name, value in rates.items() if value is not None}
    columns = {f"{kind}_rate": kind for kind in RATES}
    told = {name: plain_number(value) for name, value in known.items()}
    project["evaluation"] |= said.record((*path, "evaluation"), key, told, columns)
    found = Evaluation(
        rates={kind: rate for kind in RATES if (rate := rates[f"{kind}_rate"]) is not None},
        funding=marks.facts(project["funding"]),
    )
    _score(said, key, path, project, evaluation.result(ProjectFact("", project["name"], "", evaluation=found)))


def _score(said: Said, key: str, path: Path, project: Project, own: evaluation.Result) -> None:
    """The marks for indicators, where the total does not follow from the rates."""
    printed = said.number(key, "score")
    if said.text(key, "deviates") not in ("", DEVIATES[own.deviates]):
        said.say(f"按得分率应为“{DEVIATES[own.deviates]}”，以计算的为准", key, "deviates")
    if printed is None or said.cell(key, "score") == number(own.score, said.layout):
        return
    score = None
    if own.execution.score is not None and own.management is not None:
        score = printed - own.execution.score - own.management
    if score is None or not 0 <= score <= MOST_MARKS:
        said.say("自评得分不能由执行率、资金管理情况得分率和指标得分构成：得分没有取用", key, "score")
        return
    said.say(f"指标得分没有列出，按自评得分推算为 {score:f}", key, "score", NOTICE)
    project["evaluation"]["indicator_score"] = plain_number(score)
    said.place((*path, "evaluation", "indicator_score"), key, "score")


def listed(said: Said, known: Register, planned: bool) -> list[Project]:
    """B12: the projects that no other form names, as those that only lines name; ``planned``: B15 was read."""
    found: list[Project] = []
    for row in said.rows.values():
        name, unit = said.text(row.key, "name"), known.unit(said.text(row.key, "unit"))
        if row.kind != "detail" or not name or known.find(name, unit) is not None:
            continue
        if planned:
            said.say(f"项目“{name}”不在项目绩效目标表中", row.key, "name")
        said.place(("unplanned", len(found), "name"), row.key, "name")
        found.append({"unit": unit, "code": "", "name": name})
    return found
