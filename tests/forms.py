"""Compares our forms with published ones: self-evaluations (F10–F12), targets of projects (Shanghai's B15).

What a publisher tells in sentences (goals, what became of them) is told in other words by the samples: not compared.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from budgets.document import NOT_REPORTED, Amount, Cell, Number, Row, Table
from tests.published import plain

NUMBER = re.compile(r"(?P<number>[\d,.]+)%?")
Published = dict[str, Any]
Difference = tuple[str, str, str, str]

FUNDING = {
    "item": "label",
    "begin": "initial",
    "full": "adjusted",
    "done": "executed",
    "weight": "weight",
    "rate": "rate",
    "score": "score",
}
LIST = {
    "单位编码": "unit_code",
    "单位名称": "unit",
    "主管部门编码": "department_code",
    "主管部门名称": "department",
    "项目名称": "name",
    "项目类型": "category",
    "资金归口处室": "division",
    "全年预算数": "adjusted",
    "全年执行数": "executed",
    "系统查询全年执行数": "system",
    "预算执行率": "rate",
    "资金管理情况得分率": "management",
    "成本指标得分率": "cost",
    "产出指标得分率": "output",
    "效益指标得分率": "benefit",
    "满意度指标得分率": "satisfaction",
    "自评得分": "score",
    "是否有偏差项目": "deviates",
}
JUDGED = ("name", "target", "actual", "weight", "score", "deviation")
HEAD = ("project", "nature", "category", "start", "end", "dept", "unit")


def differences(theirs: Published, table: Table, equal: Callable[[str, str], bool]) -> Iterator[Difference]:
    """(row, column, published, ours) of every text that differs; ``equal`` tells of two numbers whether they do."""
    found = {"F10": department, "F11": projects, "F12": evaluations, "B15": targets}[table.code]
    for (row, column), (their, our) in found(theirs, table).items():
        numbers = (NUMBER.fullmatch(plain(their)), NUMBER.fullmatch(plain(our)))
        if plain(their) != plain(our) and not (all(numbers) and equal(*(each["number"] for each in numbers if each))):
            yield row, column, their, our


Pairs = dict[tuple[str, str], tuple[str, str]]


def text(cell: Cell) -> str:
    """A cell as it is printed."""
    return cell.text if isinstance(cell, Amount | Number) else NOT_REPORTED if cell is None else cell


def rows(table: Table, key: str) -> list[Row]:
    """The rows of one panel."""
    (panel,) = (panel for panel in table.panels if panel.key.replace(".", "/") == key)
    return list(panel.rows)


def pairs(theirs: list[Published], ours: list[Row], columns: dict[str, str]) -> Pairs:
    """Published and our texts, row by row; both have as many."""
    assert len(theirs) == len(ours), (len(theirs), [row.key for row in ours])
    return {
        (our.key, column): (their[name] or "", text(our.cells[column]))
        for their, our in zip(theirs, ours, strict=True)
        for name, column in columns.items()
    }


def same(*names: str) -> dict[str, str]:
    """Columns that are called alike."""
    return dict(zip(names, names, strict=True))


def department(theirs: Published, table: Table) -> Pairs:
    *indicators, total = rows(table, "indicators")
    judged = [
        {
            **dict(zip(("level1", "level2", "name"), row["labels"], strict=True)),
            **{"weight": row["cells"]["分值"], "score": row["cells"]["得分"]},
            **{key: row[key] for key in ("target", "actual", "deviation")},
        }
        for row in theirs["rows"]
    ]
    return {
        **pairs(theirs["funds"], rows(table, "funding"), FUNDING),
        **pairs(theirs["tasks"], rows(table, "tasks"), same("name")),
        **pairs(judged, indicators, same("level1", "level2", *JUDGED)),
        **pairs([theirs["total"]], [total], same("weight", "score")),
    }


def projects(theirs: Published, table: Table) -> Pairs:
    return pairs([row["cells"] for row in theirs["rows"]], list(table.panels[0].rows), LIST)


def evaluations(theirs: Published, table: Table) -> Pairs:
    found: Pairs = {}
    for place, form in enumerate(theirs["forms"], start=1):
        *indicators, total = rows(table, f"{place}/indicators")
        kinds = [(row.cells["level1"], row.cells["level2"], bool(row.cells["name"])) for row in indicators]
        assert kinds == [(kind["lv1"], kind["lv2"], bool(kind["indicators"])) for kind in form["kinds"]]
        judged = [row for row in indicators if row.cells["name"]]
        head = [{"text": form[key]} for key in ("project", "dept", "unit")]
        found |= pairs(head, rows(table, f"{place}/head"), same("text"))
        funds = [{**fund, "item": fund["item"].replace("（万元）", "")} for fund in form["funds"]]
        found |= pairs(funds, rows(table, f"{place}/funding"), FUNDING)
        managed = [{**each, "aspect": each["item"]} for each in form["management"]]
        found |= pairs(managed, rows(table, f"{place}/management"), same("aspect", "weight", "score"))
        found |= pairs(form["indicators"], judged, {"lv2": "level2", **same(*JUDGED)})
        found |= pairs([form["total"]], [total], same("weight", "score"))
    assert len(table.panels) == 5 * len(theirs["forms"])
    return found


def targets(theirs: Published, table: Table) -> Pairs:
    found: Pairs = {}
    for place, (form, row) in enumerate(zip(theirs["forms"], theirs["rows"], strict=True), start=1):
        amounts = [{"amount": text} for text in row["cells"].values()]
        found |= pairs([{"text": form[key]} for key in HEAD], rows(table, f"{place}/head"), same("text"))
        found |= pairs(amounts, rows(table, f"{place}/amounts"), same("amount"))
        found |= pairs(
            form["indicators"], rows(table, f"{place}/indicators"), same("level1", "level2", "name", "target")
        )
    assert len(table.panels) == 4 * len(theirs["forms"])
    return found
