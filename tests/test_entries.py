"""Entries: taken from the database and put back, complete; mistakes told before anything is written."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from budgets.composing import compose
from budgets.data.load import load_classification, load_sample, samples
from budgets.document import canonical
from budgets.editions import draft
from budgets.entered import Entries, entries_of, rows_of
from budgets.entries import Invalid, changes, made, merged, put, schema, taken
from budgets.entries.constraints import broken
from budgets.entries.parts import PARTS, Part
from budgets.entries.schema import group_of
from budgets.layouts import available, load
from budgets.models import (
    BalanceLine,
    Department,
    Disclosure,
    ExpenditureLine,
    IncomeLine,
    Project,
    ProjectPlan,
    Region,
    Unit,
)
from budgets.synthetic import facts
from tests.builders import budget, final
from tests.entered_facts import entries_of_facts

pytestmark = pytest.mark.django_db
SAMPLES = {f"{data['regions'][-1]['code']}-{data['disclosure']['year']}": data for data in samples()}
JIAOZUO, FINAL = SAMPLES["410800-2024"], SAMPLES["410803-2023"]
each_sample = pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES)
LAYOUTS = [key for key, _ in available()]


def trimmed(document: bytes) -> bytes:
    """The document with numbers written without trailing zeros: the database keeps two places of every one."""
    return re.sub(rb'(\.\d*?)0+"', lambda found: found[1].rstrip(b".") + b'"', document)


def erased(disclosure: Disclosure) -> None:
    """The database without the disclosure, its department and all regions."""
    department = disclosure.department
    Disclosure.objects.filter(pk=disclosure.pk).delete()
    department.projects.all().delete()
    Department.objects.filter(pk=department.pk).delete()
    while Region.objects.exists():
        Region.objects.filter(children=None).delete()


def small() -> Disclosure:
    """An empty budget of a department with two units; no lists of codes."""
    region = Region.objects.create(code="410800", name="焦作市")
    department = Department.objects.create(region=region, code="101", name="某局")
    for code in ("101001", "101002"):
        Unit.objects.create(department=department, code=code, name=f"单位{code}")
    return Disclosure.objects.create(kind="budget", department=department, year=2024, layout="henan-jiaozuo-budget")


def rows_stored() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of what was entered, in the order in which it was made, with positions but without numbers of rows."""
    stored: dict[str, list[tuple[Any, ...]]] = {}
    for part in PARTS:
        names = [field.name for field in part.model._meta.concrete_fields if not field.primary_key]
        plain = [name for name in names if not part.model._meta.get_field(name).is_relation]
        told = [name for name in plain if name != "updated_at"]
        stored[part.key] = list(part.model._default_manager.order_by("pk").values_list(*told))
    return stored


@each_sample
def test_what_is_taken_makes_the_same_document_and_rows_in_an_empty_database(data: Entries) -> None:
    load_classification()
    first = load_sample(data)
    entries, document, stored = json.loads(json.dumps(taken(first))), canonical(draft(first)), rows_stored()
    erased(first)
    second = made(entries)
    assert taken(second) == entries
    assert canonical(draft(second)) == document
    assert rows_stored() == stored


@pytest.mark.parametrize("layout", LAYOUTS)
def test_made_up_documents_come_back_as_well(layout: str) -> None:
    load_classification()
    made_up = facts(layout, 3)
    first = made(entries_of_facts(made_up, layout))
    entries, document, stored = taken(first), canonical(draft(first)), rows_stored()
    assert trimmed(document) == trimmed(canonical(compose(made_up, load(layout))))
    erased(first)
    second = made(entries)
    assert taken(second) == entries
    assert canonical(draft(second)) == document
    assert rows_stored() == stored


def test_a_unit_s_own_disclosure_comes_back_of_that_unit() -> None:
    whole = budget()
    unit = whole.department.units.last()
    assert unit is not None
    own = Disclosure.objects.create(
        kind="budget", department=whole.department, unit=unit, year=2024, layout=whole.layout
    )
    IncomeLine.objects.create(disclosure=own, unit=unit, amount="100.00", position=1)
    entries = taken(own)
    assert entries["disclosure"]["unit"] == unit.code
    own.delete()
    again = made(entries)
    assert again.unit == unit
    assert taken(again) == entries


def test_samples_that_exist_are_left_as_they_are() -> None:
    first = load_sample(JIAOZUO)
    first.income_lines.all().delete()
    again = load_sample(JIAOZUO)
    assert again.pk == first.pk
    assert taken(again)["income"] == []


def test_taking_needs_the_same_number_of_queries_however_much_there_is() -> None:
    def needed(disclosure: Disclosure) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            taken(disclosure)
        return len(queries)

    few, many = needed(budget()), needed(load_sample(JIAOZUO))
    assert few == many <= 25
    assert needed(final()) == needed(load_sample(FINAL)) <= 25


def test_taking_again_gives_the_same_bytes() -> None:
    disclosure = load_sample(FINAL)
    assert json.dumps(taken(disclosure)) == json.dumps(taken(disclosure))


def test_places_in_the_summary_survive_positions_that_are_not_counted_from_one() -> None:
    disclosure = budget()
    codes = {"30101": (10, None), "30102": (20, None), "30103": (30, 5)}
    for economic, (position, summary) in codes.items():
        ExpenditureLine.objects.create(
            disclosure=disclosure, cut="economic", economic=economic, nature="basic.staff.wages",
            amount="1.00", position=position, summary_position=summary,
        )  # fmt: skip
    put(disclosure, taken(disclosure))
    kept = list(disclosure.expenditure_lines.order_by("position").values_list("economic", "position"))
    assert kept == [("30101", 1), ("30102", 2), ("30103", 3)]
    lines = disclosure.expenditure_lines.all()
    shown = sorted(lines, key=lambda o: o.position if o.summary_position is None else o.summary_position)
    assert [line.economic for line in shown] == ["30103", "30101", "30102"]


# What is contained is replaced, the rest is left.


@pytest.mark.parametrize("data", [JIAOZUO, FINAL], ids=["budget", "final"])
def test_each_group_is_replaced_alone(data: Entries) -> None:
    disclosure = load_sample(data)
    before = taken(disclosure)
    for group in schema(disclosure.kind):
        if "." in group.key or group.key in ("regions", "department", "units", "disclosure", "unplanned"):
            continue
        empty: Any = {"cuts": {cut: [] for cut in before["expenditure"]}, "single": None, "list": []}
        shape = "cuts" if group.key == "expenditure" else "single" if group.single else "list"
        put(disclosure, {group.key: empty[shape]})
        after = taken(disclosure)
        left = {key: value for key, value in after.items() if key not in (group.key, "unplanned")}
        assert left == {key: before[key] for key in left}
        assert after[group.key] == empty[shape]
        put(disclosure, {group.key: before[group.key], "unplanned": before["unplanned"]})
        assert taken(disclosure) == before


def test_a_cut_is_replaced_alone() -> None:
    disclosure = load_sample(JIAOZUO)
    before = taken(disclosure)
    row = before["expenditure"]["function"][0]
    put(disclosure, {"expenditure": {"function": [row], "item": []}})
    after = taken(disclosure)["expenditure"]
    assert after["function"] == [row]
    assert after["item"] == []
    assert after["economic"] == before["expenditure"]["economic"]


def line(**known: str) -> dict[str, str]:
    return {"function": "2010101", "economic": "30101", "nature": "basic.staff.wages", "amount": "5.00", **known}


def test_full_lines_and_those_of_other_cuts_replace_each_other_stage_by_stage() -> None:
    disclosure = final()
    put(disclosure, {"expenditure": {"function": [line(), line(stage="initial")], "economic": [line()]}})
    put(disclosure, {"expenditure": {"full": [line(amount="6.00")]}})
    cuts = taken(disclosure)["expenditure"]
    assert [row["stage"] for row in cuts["function"]] == ["initial"]
    assert not cuts["economic"] and len(cuts["full"]) == 1
    put(disclosure, {"expenditure": {"economic": [line()]}})
    cuts = taken(disclosure)["expenditure"]
    assert not cuts["full"] and len(cuts["economic"]) == 1 and len(cuts["function"]) == 1
    put(disclosure, {"expenditure": {"full": []}})
    assert taken(disclosure)["expenditure"] == cuts


def test_what_both_kinds_of_cut_hold_explicitly_is_kept_as_given() -> None:
    disclosure = budget()
    put(disclosure, {"expenditure": {"function": [line()], "full": [line()]}})
    entries = taken(disclosure)
    put(disclosure, entries)
    assert taken(disclosure) == entries
    assert entries["expenditure"]["function"] and entries["expenditure"]["full"]


def test_the_disclosure_s_own_particulars_are_put_and_the_bureau_s_dates_left() -> None:
    disclosure = budget()
    Disclosure.objects.filter(pk=disclosure.pk).update(approved_on="2024-01-20", due_on="2024-02-20")
    particulars = {"year": 2024, "layout": "henan-xinxiang-budget", "cover_date": "2024-03-01", "transfer_projects": 2}
    put(disclosure, {"disclosure": particulars})
    stored = Disclosure.objects.get(pk=disclosure.pk)
    assert (stored.layout, str(stored.cover_date), stored.transfer_projects) == (
        "henan-xinxiang-budget",
        "2024-03-01",
        2,
    )
    assert (str(stored.approved_on), str(stored.due_on)) == ("2024-01-20", "2024-02-20")
    assert disclosure.layout == "henan-xinxiang-budget"


@pytest.mark.parametrize("part", ["income", "prior", "projects", "three_public"])
def test_merging_foretells_what_is_entered_after_putting(part: str) -> None:
    disclosure = load_sample(JIAOZUO)
    before = taken(disclosure)
    entries = {part: None if part == "three_public" else deepcopy(before[part][:1])}
    expected = merged(before, entries)
    put(disclosure, entries)
    assert taken(disclosure) == expected


def test_merging_foretells_what_full_lines_replace() -> None:
    disclosure = load_sample(FINAL)
    before = taken(disclosure)
    entries = {"expenditure": {"full": [line(unit="101001")]}}
    expected = merged(before, entries)
    put(disclosure, entries)
    assert not changes(taken(disclosure), expected, schema("final"))
    assert not changes(expected, taken(disclosure), schema("final"))


# Projects belong to the department.


def project(**known: Any) -> dict[str, Any]:
    return {"unit": "101001", "code": "410800240000000000001", "name": "信息化建设", **known}


def test_projects_are_found_by_code_or_by_name_and_shared_over_the_years() -> None:
    disclosure = budget()
    later = budget(year=2025)
    put(disclosure, {"projects": [project(objective="甲"), project(code="", name="无编码项目")]})
    put(
        later,
        {
            "projects": [
                project(name="信息化建设（二期）", objective="乙", unit="101002"),
                project(code="", name="无编码项目"),
            ]
        },
    )
    assert Project.objects.count() == 2
    renamed = Project.objects.get(code="410800240000000000001")
    assert (renamed.name, renamed.unit.code) == ("信息化建设（二期）", "101002")
    assert [plan.objective for plan in renamed.plans.order_by("disclosure__year")] == ["甲", "乙"]
    put(later, {"projects": []})
    assert ProjectPlan.objects.filter(disclosure=disclosure).count() == 2
    assert Project.objects.count() == 2


def test_a_project_that_only_lines_name_is_taken_and_made_too() -> None:
    disclosure = budget()
    entries = {
        "unplanned": [project()],
        "expenditure": {"item": [line(project="410800240000000000001", nature="project.target")]},
    }
    put(disclosure, entries)
    assert not ProjectPlan.objects.exists()
    complete = taken(disclosure)
    assert complete["unplanned"] == [project()]
    disclosure.delete()
    Project.objects.all().delete()
    assert taken(made(complete)) == complete


# Mistakes.

LONG = "长" * 121
WRONG: list[tuple[Entries, str, int, str, str]] = [
    (
        {"income": [{"fund": "general", "amount": "1.00"}, {"fund": "nothing", "amount": "1.00"}]},
        "income", 1, "fund", "没有“nothing”这一项",
    ),
    ({"income": [{"amount": ""}]}, "income", 0, "amount", "必须填写"),
    ({"income": [{"amount": "十万"}]}, "income", 0, "amount", "不是金额"),
    ({"income": [{"amount": "1.001"}]}, "income", 0, "amount", "小数太多"),
    ({"income": [{"amount": "1" + "0" * 30}]}, "income", 0, "amount", "过大"),
    ({"income": [{"amount": "9" * 5000}]}, "income", 0, "amount", "太长"),
    ({"income": [{"amount": "-1.00"}]}, "income", 0, "amount", "金额不能为负数"),
    ({"income": [{"amount": True}]}, "income", 0, "amount", "不是金额"),
    ({"income": [{"amount": {"fen": 1}}]}, "income", 0, "amount", "应是一个值"),
    ({"income": [{"amount": "1.00", "unit": "999"}]}, "income", 0, "unit", "没有代码为“999”的单位"),
    (
        {"income": [{"amount": "1.00", "function": "20101"}, {"amount": "1.00", "function": "2010"}]},
        "income", 1, "function", "功能分类编码是三位",
    ),
    ({"income": [{"amount": "1.00", "function": "20101011"}]}, "income", 0, "function", "太长：最多 7 个字"),
    ({"income": [{"amount": "1.00"}, {"amount": "2.00", "origin": "current"}]}, "income", 1, "", "完全相同"),
    ({"income": [{"amount": "1.00", "money": "1.00"}]}, "income", 0, "money", "没有这一栏"),
    ({"income": [7]}, "income", 0, "", "应是一行内容"),
    ({"income": {"amount": "1.00"}}, "income", -1, "", "应是多行内容"),
    ({"expenditure": [line()]}, "expenditure", -1, "", "应是多行内容"),
    ({"expenditure": {"cuts": [line()]}}, "expenditure", -1, "cut", "没有这种口径"),
    (
        {"expenditure": {"function": [line()], "economic": [line(), line(economic="")]}},
        "expenditure", 2, "economic", "要填部门经济分类",
    ),
    ({"expenditure": {"function": [line(function="")]}}, "expenditure", 0, "function", "要有功能分类编码"),
    ({"expenditure": {"item": [line()]}}, "expenditure", 0, "item", "要填明细名称"),
    ({"expenditure": {"item": [line(item="工资"), line(item="工资")]}}, "expenditure", 1, "", "完全相同"),
    ({"expenditure": {"item": [line(project="没有的项目")]}}, "expenditure", 0, "project", "没有项目“没有的项目”"),
    ({"expenditure": {"function": [line(summary_position="第一")]}}, "expenditure", 0, "summary_position", "不是整数"),
    ({"expenditure": {"function": [line(amount="-0.01")]}}, "expenditure", 0, "amount", "金额不能为负数"),
    ({"balances": [{"kind": "opening", "fund": "own", "amount": "1"}] * 2}, "balances", 1, "", "完全相同"),
    ({"three_public": {"abroad": "-1"}}, "three_public", -1, "abroad", "金额不能为负数"),
    ({"three_public": []}, "three_public", -1, "", "应是一行内容"),
    ({"three_public_final": {}}, "three_public_final", -1, "", "没有这一组内容"),
    ({"assets": {"cars_law": -1}}, "assets", -1, "cars_law", "不能为负数"),
    ({"assets": {"cars_law": 2147483648}}, "assets", -1, "cars_law", "过大"),
    ({"assets": {"cars_law": "1.5"}}, "assets", -1, "cars_law", "不是整数"),
    ({"assets": {"as_of": "2024年"}}, "assets", -1, "as_of", "不是日期"),
    (
        {"performance_management": {"average_score": "100.5"}},
        "performance_management", -1, "average_score", "不能大于 100",
    ),
    ({"performance_management": {"average_score": "NaN"}}, "performance_management", -1, "average_score", "不是数字"),
    ({"running": [{"economic": "302", "amount": "1"}]}, "running", 0, "economic", "五位数字"),
    ({"running": [{"economic": "30201", "amount": "1"}] * 2}, "running", 1, "economic", "已经填过"),
    ({"prior": [{"subject": "income.total", "amount": "1", "change": "1"}]}, "prior", 0, "amount", "填其中一个"),
    ({"prior": [{"subject": "income.total"}]}, "prior", 0, "amount", "填其中一个"),
    ({"prior": [{"subject": "income", "amount": "1"}]}, "prior", 0, "subject", "没有“income”这一项"),
    ({"texts": [{"key": "duties", "withheld": True}]}, "texts", 0, "ground", "要写明依据"),
    ({"texts": [{"key": "duties", "withheld": "是"}]}, "texts", 0, "withheld", "是 或 否"),
    ({"texts": [{"key": "duties"}, {"key": "duties"}]}, "texts", 1, "key", "已经填过"),
    ({"texts": [{"key": "duties", "text": "甲\x00乙"}]}, "texts", 0, "text", "不能保存的字符"),
    ({"texts": [{"key": "duties", "text": "\ud800"}]}, "texts", 0, "text", "不能保存的字符"),
    ({"explanations": [{"function": "2010101"}] * 2}, "explanations", 1, "function", "已经填过"),
    ({"tasks": [{"name": LONG, "content": "甲"}]}, "tasks", 0, "name", "最多 120 个字，现有 121 个"),
    ({"tasks": [{"name": "任务", "content": " "}]}, "tasks", 0, "content", "必须填写"),
    ({"indicators": [{"level1": "产出", "name": "数量", "weight": "101"}]}, "indicators", 0, "weight", "不能大于 100"),
    ({"funding": [{"source": ""}, {"source": ""}]}, "funding", 1, "source", "已经填过"),
    ({"projects": [project(unit="999")]}, "projects", 0, "unit", "没有代码为“999”的单位"),
    ({"projects": [project(name="")]}, "projects", 0, "name", "必须填写"),
    ({"projects": [project(code="12")]}, "projects", 0, "code", "项目编码是六位以上"),
    ({"projects": [project(), project(name="另一个")]}, "projects", 1, "code", "已有这个编码"),
    ({"projects": [project(code=""), project(code="")]}, "projects", 1, "name", "没有编码的项目"),
    (
        {"projects": [project(key_position=1), project(code="", key_position=1)]},
        "projects", 1, "key_position", "序号重复",
    ),
    ({"projects": [project(key_position=40000)]}, "projects", 0, "key_position", "过大"),
    ({"projects": [project(starts_on="2024-02-30")]}, "projects", 0, "starts_on", "不是日期"),
    ({"projects": [project(indicators=[{"name": "数量"}])]}, "projects.indicators", 0, "level1", "必须填写"),
    ({"projects": [project(indicators={})]}, "projects.indicators", -1, "", "应是多行内容"),
    ({"projects": [project(funding=[{"initial": "-1"}])]}, "projects.funding", 0, "initial", "金额不能为负数"),
    (
        {"projects": [project(funding=[{"source": "own"}]), project(code="", funding=[{"source": "own"}] * 2)]},
        "projects.funding", 2, "source", "已经填过",
    ),
    (
        {"projects": [project(management=[{"aspect": "use", "score": "6"}])]},
        "projects.management", 0, "score", "不能大于 5",
    ),
    ({"projects": [project(management=[{"aspect": "use"}] * 2)]}, "projects.management", 1, "aspect", "已经填过"),
    ({"projects": [project(evaluation={"has_form": 1})]}, "projects.evaluation", 0, "has_form", "是 或 否"),
    (
        {"projects": [project(), project(code="", statement={"quarter1": "-1"})]},
        "projects.statement", 0, "quarter1", "金额不能为负数",
    ),
    ({"projects": [project(history=[])]}, "projects", 0, "history", "没有这一栏"),
    ({"unplanned": [project(code="", name=LONG)]}, "unplanned", 0, "name", "最多 120 个字"),
    ({"units": [{"code": "101009", "name": "新单位"}]}, "units", 0, "code", "请先由管理员建立"),
    ({"kind": "final"}, "kind", -1, "", "“部门决算”的内容"),
    ({"regions": [{"code": "410000", "name": "河南省"}]}, "regions", 0, "code", "“410000”的内容"),
    ({"department": {"code": "102", "name": "别的部门"}}, "department", -1, "code", "“102”的内容"),
    ({"disclosure": {"year": 2023, "layout": "henan-jiaozuo-budget"}}, "disclosure", -1, "year", "“2023”的内容"),
    (
        {"disclosure": {"year": 2024, "unit": "101001", "layout": "henan-jiaozuo-budget"}},
        "disclosure", -1, "unit", "“101001”的内容",
    ),
    (
        {"disclosure": {"year": 2024, "layout": "shanghai-final"}},
        "disclosure", -1, "layout", "没有“shanghai-final”这一项",
    ),
    ({"sheets": []}, "sheets", -1, "", "没有这一组内容"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "group", "row", "field", "message"), WRONG)
def test_a_mistake_names_group_row_and_field_and_nothing_is_written(
    entries: Entries, group: str, row: int, field: str, message: str
) -> None:
    disclosure = small()
    before, stored = taken(disclosure), rows_stored()
    right: Entries = {} if "tasks" in entries else {"tasks": [{"name": "任务", "content": "内容"}]}
    with pytest.raises(Invalid) as refused:
        put(disclosure, entries | right)
    (mistake,) = refused.value.mistakes
    assert (mistake.group, mistake.row, mistake.field) == (group, row, field)
    assert message in mistake.message
    assert taken(disclosure) == before
    assert rows_stored() == stored


def test_lines_of_a_unit_s_disclosure_name_no_other_unit() -> None:
    whole = budget()
    own = Disclosure.objects.create(
        kind="budget", department=whole.department, unit=Unit.objects.get(code="101001"), year=2024, layout=whole.layout
    )
    put(own, {"income": [{"unit": "101001", "amount": "1.00"}, {"unit": "", "amount": "1.00"}]})
    with pytest.raises(Invalid) as refused:
        put(own, {"income": [{"unit": "101002", "amount": "1.00"}]})
    assert "只公开单位“101001”" in refused.value.mistakes[0].message


def test_all_mistakes_are_told_at_once_and_no_more_than_two_hundred() -> None:
    disclosure = budget()
    with pytest.raises(Invalid) as refused:
        put(disclosure, {"income": [{"amount": "无"}], "tasks": [{}], "three_public": {"abroad": "-1"}})
    assert [(o.group, o.field) for o in refused.value.mistakes] == [
        ("income", "amount"),
        ("three_public", "abroad"),
        ("tasks", "name"),
        ("tasks", "content"),
    ]
    with pytest.raises(Invalid) as refused:
        put(disclosure, {"tasks": [{}] * 300})
    assert len(refused.value.mistakes) == 200


def test_amounts_of_final_accounts_may_be_negative() -> None:
    disclosure = final()
    put(disclosure, {"expenditure": {"function": [line(amount="-5.00")]}, "income": [{"amount": "-1.00"}]})
    assert taken(disclosure)["expenditure"]["function"][0]["amount"] == "-5.00"


def entered_models() -> Iterator[Part]:
    """Every group that ``put`` writes."""
    for part in PARTS:
        if part.key not in ("regions", "department", "units", "disclosure"):
            yield part


def test_every_constraint_of_what_is_entered_is_judged_before_the_database_does() -> None:
    """One that is neither a condition on fields of a row nor an identity of rows would meet the database first."""
    judged = {
        constraint.name
        for part in entered_models()
        for model in (part.model, part.above)
        for constraint in (model._meta.constraints if model else ())
        if isinstance(constraint, models.CheckConstraint | models.UniqueConstraint)
    }
    every = {
        constraint.name
        for part in entered_models()
        for model in (part.model, part.above)
        for constraint in (model._meta.constraints if model else ())
    }
    assert judged == every
    for part in entered_models():
        kind = part.kinds[0]
        assert list(broken(part, group_of(kind, part.key), [])) == []


@pytest.mark.parametrize("missing", ["kind", "regions", "department", "units", "disclosure"])
def test_nothing_is_made_of_entries_that_do_not_say_whose_they_are(missing: str) -> None:
    with pytest.raises(Invalid) as refused:
        made({key: value for key, value in JIAOZUO.items() if key != missing})
    assert refused.value.mistakes[0].group == missing
    assert not Region.objects.exists() and not Disclosure.objects.exists()


def test_what_is_wrong_in_the_figures_undoes_the_making_too() -> None:
    with pytest.raises(Invalid):
        made({**JIAOZUO, "income": [{"amount": "无"}]})
    assert not Region.objects.exists() and not BalanceLine.objects.exists()


def test_making_replaces_what_an_existing_disclosure_holds() -> None:
    first = load_sample(JIAOZUO)
    again = made({**JIAOZUO, "income": []})
    assert again.pk == first.pk
    assert taken(again)["income"] == []


# The description for people.


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_the_schema_describes_everything_that_is_taken(kind: str) -> None:
    disclosure = load_sample(JIAOZUO if kind == "budget" else FINAL)
    entries, groups = taken(disclosure), {group.key: group for group in schema(kind)}
    assert {key for key in groups if "." not in key} | {"kind"} == set(entries)
    for group in groups.values():
        for row in rows_of(entries, group):
            assert set(row) == {field.name for field in group.fields}
        assert len({field.label for field in group.fields}) == len(group.fields)
        for field in group.fields:
            assert len({label for _, label in field.choices}) == len(field.choices)
    assert len({group.title for group in groups.values()}) == len(groups)


@each_sample
def test_flat_rows_go_back_where_they_belong(data: Entries) -> None:
    disclosure = load_sample(data)
    entries, groups = taken(disclosure), schema(disclosure.kind)
    again = entries_of({group.key: rows_of(entries, group) for group in groups}, groups)
    filled = {cut: rows for cut, rows in entries["expenditure"].items() if rows}
    assert again == {**{key: value for key, value in entries.items() if key != "kind"}, "expenditure": filled}
