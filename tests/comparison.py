"""Compares a document of ours with a published one, cell by cell; the published one as carried into the tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from budgets.document import Amount, Document, Panel, Row, Table
from tests import forms, published
from tests.published import HENAN_BUDGETS, number, plain

BY_FUNCTION = {
    "合计": "total",
    "基本支出": "basic",
    "人员经费": "basic.staff",
    "工资福利支出": "basic.staff.wages",
    "对个人和家庭的补助": "basic.staff.family",
    "公用经费": "basic.public",
    "商品和服务支出": "basic.public.goods",
    "资本性支出": "basic.public.capital",
    "项目支出": "project",
    "其他运转类": "project.operating",
    "特定目标类": "project.target",
}
BY_ITEM = {
    "合计": "total",
    "一般公共预算": "general",
    "政府性基金预算": "fund",
    "国有资本经营预算": "capital",
    "结转/一般公共预算": "carried.general",
    "结转/政府性基金预算": "carried.fund",
    "结转/国有资本经营预算": "carried.capital",
    "财政专户管理资金": "special",
}
FLOW = {
    "年初结转和结余": "opening",
    "本年收入": "income",
    "本年支出/合计": "total",
    "本年支出/基本支出": "basic",
    "本年支出/项目支出": "project",
    "年末结转和结余": "closing",
    "合计": "total",
    "基本支出": "basic",
}
THREE_PUBLIC = {
    "合计": "total",
    "因公出国（境）费": "abroad",
    "公务用车/小计": "vehicles",
    "公务用车/购置": "purchase",
    "公务用车/运行": "operation",
    "公务接待费": "reception",
}
# Published heading → our column, table by table.
COLUMNS: dict[str, dict[str, str]] = {
    "B02": {
        "合计": "total",
        "合计/一般公共预算": "all.general",
        "合计/政府性基金": "all.fund",
        "合计/国有资本经营预算": "all.capital",
        "合计/财政专户管理资金": "all.special",
        "本年收入/合计": "current.total",
        "本年收入/一般公共预算/小计": "current.general",
        "本年收入/一般公共预算/其中：财政拨款": "current.general.fiscal",
        "本年收入/政府性基金": "current.fund",
        "本年收入/国有资本经营预算": "current.capital",
        "本年收入/财政专户管理资金收入": "current.special",
        "本年收入/事业收入": "current.own.service",
        "本年收入/事业单位经营收入": "current.own.business",
        "本年收入/上级补助收入": "current.own.superior",
        "本年收入/附属单位上缴收入": "current.own.subordinate",
        "本年收入/其他收入": "current.own.other",
        "上年结转结余/合计": "carried.total",
        "上年结转结余/一般公共预算": "carried.general",
        "上年结转结余/政府性基金": "carried.fund",
        "上年结转结余/国有资本经营预算": "carried.capital",
        "上年结转结余/财政专户管理资金": "carried.special",
        "上年结转结余/单位资金": "carried.own",
        "财政拨款收入": "fiscal",
        "事业收入": "service",
        "事业单位经营收入": "business",
        "其他收入": "other",
    },
    "B03": BY_FUNCTION,
    "B05": BY_FUNCTION,
    "B06": {"合计": "total", "人员经费": "staff", "公用经费": "public"},
    "B07": BY_ITEM,
    "B08": {"合计": "total", "一般公共预算": "general", "其中：财政拨款": "general.fiscal"},
    "B09": {**THREE_PUBLIC, "机关运行经费": "running"},
    "B10": BY_FUNCTION,
    "B11": BY_FUNCTION,
    "B12": BY_ITEM,
    "B13": {"合计": "total"},
    "B15": {"合计": "total", "一般公共预算": "fiscal", "政府预算资金": "fiscal", "财政专户管理资金": "special"},
    "F02": {
        "合计": "total",
        "其中：财政拨款": "fiscal",
        "上级补助收入": "superior",
        "事业收入": "service",
        "经营收入": "business",
        "附属单位上缴收入": "subordinate",
        "其他收入": "other",
    },
    "F03": {
        "合计": "total",
        "基本支出": "basic",
        "项目支出": "project",
        "上缴上级支出": "remitted",
        "经营支出": "business",
        "对附属单位补助支出": "subsidy",
    },
    "F05": {"合计": "total", "基本支出": "basic", "项目支出": "project"},
    "F06": {"决算数": "amount"},
    "F07": FLOW,
    "F08": FLOW,
    "F09": {
        f"{heading}/{part}": f"{side}.{key}"
        for heading, side in (("预算数", "budget"), ("决算数", "final"))
        for part, key in THREE_PUBLIC.items()
    },
}
STATEMENT = {
    "合计": "total",
    "一般公共预算": "general",
    "其中：财政拨款": "general.fiscal",
    "其中：上级专项转移支付安排支出": "general.transfer",
    "政府性基金": "fund",
    "国有资本经营预算": "capital",
    "政府性基金预算财政拨款": "fund",
    "国有资本经营预算财政拨款": "capital",
}
KINDS = {"cost": "成本", "output": "产出", "benefit": "效益", "satisfaction": "满意度"}

# Published rows that ours does not have: (sample, table, code) → finding.
NOT_OURS = {("410704-101-2024-budget", "B10", "2013101"): "002-43"}
# Our rows that the published text has lost: (sample, table, row) → finding.
LOST = {
    ("410803-101-2023-final", "F01", "income/total"): "D1-22",
    ("410803-101-2023-final", "F01", "expenditure/total"): "D1-22",
}
# Rows of a statement that lost the label of their other side in the text: (sample, table, label) → finding, label.
UNLABELLED = {
    ("410803-101-2023-final", "F04", "本年收入合计"): ("D1-21", "本年支出合计"),
    ("410803-101-2023-final", "F04", "年初财政拨款结转和结余"): ("D1-21", "年末财政拨款结转和结余"),
    ("410803-101-2023-final", "F04", "总计"): ("D1-21", "总计"),
}


# (row, column, published, ours)
Difference = tuple[str, str, str, str]


@dataclass(frozen=True)
class Same:
    """Where the published cells are taken from, and when a printed text counts as equal to ours."""

    source: Callable[[str], dict[str, Any]]
    equal: Callable[[str, str], bool]


same_amount = Same(published.tables, lambda theirs, ours: number(theirs) == number(ours))
same_print = Same(published.printed, lambda theirs, ours: theirs == ours)


def differences(sample: str, code: str, document: Document, same: Same = same_amount) -> Iterator[Difference]:
    """(row, column, published, ours) of every cell that differs; ``same`` says what counts as equal."""
    table = document.table(code)
    if code in ("B01", "B04", "F01", "F04"):
        yield from statement_differences(sample, table, same)
    elif code == "B14":
        yield from target_differences(sample, table)
    elif code == "F06":
        yield from listing_differences(sample, table, same)
    elif code == "F11" or table.arrangement == "stacked":
        yield from forms.differences({**published.tables(sample)[code], **same.source(sample)[code]}, table, same.equal)
    else:
        yield from row_differences(sample, table, same)


def row_differences(sample: str, table: Table, same: Same) -> Iterator[Difference]:
    theirs = [row for row in same.source(sample)[table.code]["rows"] if not left_out(sample, table.code, row)]
    ours = [row for row in table.panels[0].rows if not row.group or "code" in row.cells]
    if table.code == "B09" and not theirs:
        theirs = [{"codes": [], "labels": [], "cells": {}}]
    assert len(theirs) == len(ours), (table.code, len(theirs), len(ours))
    for their, our in zip(theirs, ours, strict=True):
        if their["codes"] and codes(our):
            assert codes(our) == their["codes"]
        if sample not in HENAN_BUDGETS:
            assert codes(our) == their["codes"]
            yield from name_differences(their, our)
        yield from cell_differences(their["cells"], our, COLUMNS[table.code], same)
        if "indicators" in their:
            yield from indicator_differences(their, our, table)


def name_differences(their: dict[str, Any], our: Row) -> Iterator[Difference]:
    if their["labels"] and plain(str(our.cells["name"])) != plain(their["labels"][-1]):
        yield our.key, "name", their["labels"][-1], str(our.cells["name"])


def listing_differences(sample: str, table: Table, same: Same) -> Iterator[Difference]:
    """Of a fixed list of codes in groups side by side, which the published table reads line by line."""
    ours = {row.key if row.kind == "total" else row.cells["code"]: row for _, row in table.rows()}
    totals = {"人员经费合计": "staff", "公用经费合计": "public"}
    for their in same.source(sample)[table.code]["rows"]:
        our = ours[their["codes"][0] if their["codes"] else totals[their["labels"][0]]]
        yield from name_differences(their, our)
        yield from cell_differences(their["cells"], our, COLUMNS[table.code], same)


def left_out(sample: str, code: str, row: dict[str, Any]) -> bool:
    return any((sample, code, their) in NOT_OURS for their in row["codes"])


def cell_differences(
    cells: dict[str, str | None], our: Row, columns: dict[str, str], same: "Same"
) -> Iterator[Difference]:
    for heading, text in cells.items():
        cell = our.cells.get(columns[heading])
        shown = cell.text if isinstance(cell, Amount) else ""
        if not same.equal(text or "", shown):
            yield our.key, columns[heading], text or "", shown


def codes(row: Row) -> list[str]:
    """The codes of one of our rows, as the published rows have them."""
    cells = {key: cell for key, cell in row.cells.items() if isinstance(cell, str)}
    functional = "".join(cells.get(key, "") for key in ("class", "section", "item")) if "class" in cells else ""
    functional = functional or ("" if "economic" in cells else cells.get("function", ""))
    government = cells.get("government", "") or cells.get("government_class", "") + cells.get("government_section", "")
    found = [functional, cells.get("economic", ""), government, "" if functional else cells.get("code", "")]
    return [code for code in found if code]


def statement_differences(sample: str, table: Table, same: Same) -> Iterator[Difference]:
    left, right = table.panels
    their_left, their_right = sides(sample, table, same)
    for panel, theirs, columns in ((left, their_left, {"收入/金额": "amount"}), (right, their_right, None)):
        ours = [row for row in panel.rows if row.cells["label"] and (sample, table.code, row.key) not in LOST]
        assert [row.cells["label"] for row in ours] == [label for label, _ in theirs]
        for our, (_, cells) in zip(ours, theirs, strict=True):
            yield from cell_differences(*split(cells, columns, our), same)


def split(
    cells: dict[str, str | None], columns: dict[str, str] | None, our: Row
) -> tuple[dict[str, str | None], Row, dict[str, str]]:
    """The cells of one side of a published row and the columns that they stand in."""
    if columns:
        return {"收入/金额": cells["收入/金额"]}, our, columns
    right = {key: text for key, text in cells.items() if key != "收入/金额"}
    return right, our, {**STATEMENT, "支出/金额": "amount"}


def sides(sample: str, table: Table, same: Same) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """The published rows told apart by side, each with the label that ours has for it."""
    expected = [
        [row.cells["label"] for row in panel.rows if row.cells["label"] and (sample, table.code, row.key) not in LOST]
        for panel in table.panels
    ]
    found: tuple[list[tuple[str, Any]], list[tuple[str, Any]]] = ([], [])
    for row in same.source(sample)[table.code]["rows"]:
        labels = list(row["labels"])
        labels += [UNLABELLED[key][1] for label in labels if (key := (sample, table.code, label)) in UNLABELLED]
        for side in (0, 1):
            done, ours = found[side], expected[side]
            if labels and len(done) < len(ours) and plain(labels[0]) == plain(ours[len(done)]):
                done.append((ours[len(done)], row["cells"]))
                labels.pop(0)
        assert not labels, (sample, table.code, labels)
    return found


def target_differences(sample: str, table: Table) -> Iterator[Difference]:
    (ours,) = (panel for panel in table.panels if panel.key == "indicators")
    theirs = published.tables(sample)["B14"]["rows"]
    assert len(ours.rows) == len(theirs)
    for our, their in zip(ours.rows, theirs, strict=True):
        for column, text in (("name", their["labels"][-1]), ("target", their["target"])):
            if plain(str(our.cells[column])) != plain(text):
                yield our.key, column, text, str(our.cells[column])


def indicator_differences(their: dict[str, Any], our: Row, table: Table) -> Iterator[Difference]:
    group: Panel = table.panels[0]
    rows = [row for row in group.rows if row.group == our.key]
    for key, kind in KINDS.items():
        ours = [(str(r.cells[f"{key}.name"]), str(r.cells[f"{key}.target"])) for r in rows if r.cells[f"{key}.name"]]
        published_ones = [(i["name"], i["target"]) for i in their["indicators"] if i["kind"] == kind]
        if [tuple(map(plain, pair)) for pair in ours] != [tuple(map(plain, pair)) for pair in published_ones]:
            yield our.key, key, str(published_ones), str(ours)
