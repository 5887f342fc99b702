"""What changed in entries: a slip is exactly one change, told in words; renaming, inserting and moving are one too."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.data.load import load_classification, samples
from budgets.entered import AMOUNT, CHOICE, COUNT, DATE, MARK, YES, Entries, Field, Group, rows_of
from budgets.entries import Change, changes, code_names, schema
from budgets.entries.words import Words, alike

SAMPLES = samples()
JIAOZUO = next(data for data in SAMPLES if data["disclosure"]["layout"] == "henan-jiaozuo-budget")
FINAL = next(data for data in SAMPLES if data["disclosure"]["layout"] == "henan-zhongzhan-final")
WORDS = Words()


def told(before: Entries, after: Entries, **known: Any) -> tuple[Change, ...]:
    return changes(before, after, schema(before["kind"]), **known)


def slipped(value: Any, field: Field) -> Any:
    """Another value than this."""
    if field.kind == CHOICE:
        return next(known for known, _ in reversed(field.choices) if known != value)
    if field.kind == AMOUNT:
        return "987654.32" if value is None else f"{value}"[:-1] + ("8" if f"{value}"[-1] != "8" else "9")
    if field.kind in (COUNT, MARK):
        return 13 if value is None else float(value) + 1 if field.kind == MARK else int(value) + 1
    other = {DATE: "2031-07-01", YES: not value}
    return other.get(field.kind, f"{value or ''}改")


def places(entries: Entries) -> list[tuple[Group, int, Field]]:
    """Every field of every row that does not say where the row belongs."""
    return [
        (group, place, field)
        for group in schema(entries["kind"])
        for place in range(len(rows_of(entries, group)))
        for field in group.fields
        if not (group.key == "expenditure" and field.name == "cut")
        and not (group.key.startswith("projects.") and field.name == "project")
    ]


def held(entries: Entries, group: Group) -> list[dict[str, Any]]:
    """The rows themselves, as ``rows_of`` counts them."""
    above, _, name = group.key.rpartition(".")
    if above:
        found = (project.get(name) for project in entries[above])
        return [row for each in found for row in ([each] if isinstance(each, dict) else each or [])]
    if group.key == "expenditure":
        return [row for rows in entries["expenditure"].values() for row in rows]
    value = entries[group.key]
    return [value] if group.single else value


PLACES = [(data, place) for data in SAMPLES for place in places(data)]


@given(st.integers(0, len(PLACES) - 1))
def test_one_slip_is_one_change(drawn: int) -> None:
    before, (group, place, field) = PLACES[drawn]
    after = deepcopy(before)
    row = held(after, group)[place]
    old = row.get(field.name)
    row[field.name] = slipped(old if old not in (None, "") else field.default, field)
    (change,) = told(before, after)
    assert change.group_title.startswith(group.title)
    assert change.field_label == field.label
    if field.name not in ("unit", "project"):
        assert change.before == WORDS.shown(field, alike(field, old))
        assert change.after == WORDS.shown(field, alike(field, row[field.name]))


@given(st.integers(0, len(PLACES) - 1), st.booleans())
def test_one_row_more_or_less_is_one_change(drawn: int, more: bool) -> None:
    one, (group, place, _) = PLACES[drawn]
    if group.single and not group.key.startswith("projects."):
        return
    other = deepcopy(one)
    gone = held(other, group)[place]
    for rows in lists(other, group):
        rows[:] = [row for row in rows if row is not gone]
    for project in other["projects"]:
        if project.get(group.key.rpartition(".")[2]) is gone:
            project[group.key.rpartition(".")[2]] = None
    before, after = (other, one) if more else (one, other)
    (change,) = told(before, after)
    assert change.group_title.startswith(group.title)
    assert change.field_label == ""
    assert change.after.startswith("新增" if more else "删除")


def lists(entries: Entries, group: Group) -> list[list[Any]]:
    above, _, name = group.key.rpartition(".")
    if above:
        return [project[name] for project in entries[above] if isinstance(project.get(name), list)]
    value = entries[group.key]
    return list(value.values()) if group.key == "expenditure" else [value] if isinstance(value, list) else []


@pytest.mark.parametrize("data", SAMPLES, ids=[data["disclosure"]["layout"] for data in SAMPLES])
def test_nothing_changed_is_no_change_however_it_is_written(data: Entries) -> None:
    other = deepcopy(data)
    other["income"] = [
        {**row, "amount": row["amount"].removesuffix(".00"), "unit": row["unit"] or None} for row in data["income"]
    ]
    assert told(data, other) == told(other, data) == ()


def test_words_name_row_and_values() -> None:
    after = deepcopy(JIAOZUO)
    line = after["expenditure"]["function"][0]
    line["amount"] = "10631300.00"
    after["three_public"]["reception"] = None
    after["texts"][0]["withheld"] = True
    (spent, received, withheld) = told(JIAOZUO, after, codes={"2013101": "行政运行"})
    assert spent == Change(
        "支出·功能分类", "2013101 行政运行·工资福利支出", "金额", "10,631,200.00 元", "10,631,300.00 元"
    )
    assert received == Change("“三公”经费", "", "公务接待费", "39,500.00 元", "空")
    assert withheld == Change("文字说明", "机构设置", "依法不予公开", "否", "是")


def test_an_inserted_line_is_told_with_its_amount() -> None:
    after = deepcopy(FINAL)
    after["income"].insert(0, {"function": "2010101", "fund": "general.fiscal", "amount": "12.00"})
    assert told(FINAL, after) == (Change("收入", "2010101", "", "空", "新增：金额 12.00 元"),)
    assert told(after, FINAL) == (Change("收入", "2010101", "", "金额 12.00 元", "删除"),)


def test_a_project_that_is_renamed_everywhere_is_one_change() -> None:
    after = deepcopy(JIAOZUO)
    old = after["projects"][0]["code"]
    new = after["projects"][0]["code"] = old[:-1] + "X"
    for rows in after["expenditure"].values():
        for row in rows:
            if row.get("project") == old:
                row["project"] = new
    (change,) = told(JIAOZUO, after)
    assert (change.group_title, change.field_label, change.before, change.after) == ("年度项目", "项目编码", old, new)


def test_rows_below_a_project_name_it() -> None:
    after = deepcopy(JIAOZUO)
    after["projects"][1]["indicators"][0]["target"] = "≥1%"
    (change,) = told(JIAOZUO, after)
    project = JIAOZUO["projects"][1]
    assert change.row.startswith(f"{project['name']}（{project['code']}）·")
    assert change.field_label == "指标值"


@pytest.mark.parametrize("key", ["income", "tasks", "projects", "indicators"])
def test_another_order_is_one_change(key: str) -> None:
    after = deepcopy(FINAL)
    after[key].insert(0, after[key].pop())
    (change,) = told(FINAL, after)
    assert change.field_label == "顺序"


def test_only_what_the_later_contains_is_compared() -> None:
    row = JIAOZUO["expenditure"]["function"][0]
    assert told(JIAOZUO, {"income": JIAOZUO["income"]}) == ()
    removed = told(JIAOZUO, {"expenditure": {"function": [row]}})
    assert {change.group_title for change in removed} == {"支出·功能分类"}
    assert len(removed) == len(JIAOZUO["expenditure"]["function"]) - 1


def test_many_rows_that_all_changed_are_told_one_by_one() -> None:
    lines = [{"function": "2010101", "item": f"明细{n}", "nature": "basic", "amount": "1.00"} for n in range(3000)]
    other = [{**line, "item": f"另外{n}", "amount": f"{n}.50"} for n, line in enumerate(lines)]
    before, after = ({"kind": "budget", "expenditure": {"item": rows}} for rows in (lines, other))
    found = told(before, after)
    assert [change.after == "删除" for change in found] == [False] * 3000 + [True] * 3000


@pytest.mark.django_db
def test_names_of_codes_are_those_of_the_lists() -> None:
    load_classification()
    names = code_names("budget", 2024, JIAOZUO)
    assert names["2013101"] == "行政运行"
    assert names["30101"] == "基本工资"
