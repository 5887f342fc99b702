"""The five documents as published: what is wrong in them is found at its place, what holds is not reported.

Ids are those of the list of findings on these documents: D0 = 410800-101, D1 = 410803-101, 002 = 410704-101,
003 = 410395-001, 004 = 410802-524.
"""

from functools import cache

import pytest

from budgets.checks import CONTRADICTION, FAILS, QUESTION, ROUNDING, UNKNOWN, Finding, Report, check
from tests.published_documents import SLUGS, load

SLUG = {
    "D0": "410800-101-2024-budget",
    "D1": "410803-101-2023-final",
    "002": "410704-101-2024-budget",
    "003": "410395-001-2024-budget",
    "004": "410802-524-2024-budget",
}
# Finding: the check that finds it, and words or an address that name its place.
FOUND = {
    "D0-01": ("budget-111", "B13/30217/total"),
    "D0-03": ("text-50", "政府采购预算安排0万元"),
    "D0-05": ("performance-36", "5 个项目没有成本指标"),
    "D0-06": ("performance-40", "调查研究、学习考察经费市委法律顾问"),
    "D0-07": ("text-51", "水电费、物业费"),
    "D0-11": ("text-52", "市专用通讯局办公经费"),
    "D0-12": ("text-52", "中共焦作历史经费"),
    "D0-14": ("wording-07", "中共焦作中国共产党焦作市委员会办公室"),
    "D0-19": ("complete-02", "十四、本级部门整体绩效目标表"),
    "D0-20": ("complete-15", "12 张表没有表号"),
    "D0-22": ("code-16", "医疗卫生与计划生育支出"),
    "D0-24": ("wording-19", "国有资本经营预算支出预算情况说明"),
    "D0-26": ("wording-08", "0项目0万元"),
    "D0-28": ("wording-17", "旅费"),
    "D0-30": ("code-14", "41080022000000045202"),
    "D0-32": ("performance-35", "中共焦作历史经费"),
    "D0-35": ("wording-15", "14.5"),
    "D1-01": ("text-28", "overall.1.5"),
    "D1-02": ("text-28", "running.1.5"),
    "D1-03": ("text-01", "basic.1.1"),
    "D1-04": ("text-07", "general_items.1.1"),
    "D1-05": ("text-01", "F10/funding/fiscal/adjusted"),
    "D1-06": ("text-04", "为 22"),
    "D1-07": ("final-67", "169.49 万元"),
    "D1-08": ("text-06", "保有量为10辆"),
    "D1-09": ("performance-08", "F11/19/system"),
    "D1-10": ("performance-23", "控制率"),
    "D1-11": ("performance-22", "政府采购执行率"),
    "D1-12": ("performance-24", "4.35"),
    "D1-13": ("performance-25", "27.92"),
    "D1-14": ("performance-06", "F10/funding/total/score"),
    "D1-15": ("performance-15", "98.68 万元"),
    "D1-16": ("text-53", "没有内设机构"),
    "D1-17": ("text-54", "部门整体支出绩效评价"),
    "D1-18": ("performance-13", "通信设备换装项目"),
    "D1-20": ("final-20", "F04/expenditure/total/capital"),
    "D1-22": ("final-01", "F01/income/total/amount"),
    "D1-23": ("final-21", "F06/302/amount"),
    "D1-24": ("wording-04", "35.36.00"),
    "D1-25": ("wording-16", "100.0"),
    "D1-26": ("code-11", "公务招待费"),
    "D1-28": ("complete-13", "第一部分"),
    "D1-29": ("wording-24", "中山区"),
    "D1-31": ("code-15", "F05/2210201/basic"),
    "D1-34": ("performance-40", "通信设备换装"),
    "D1-41": ("wording-13", "占政府采购支出总额的0.00%"),
    "002-01": ("budget-24", "B03/101/total"),
    "002-02": ("budget-39", "B04/expenditure/total/capital"),
    "002-03": ("budget-29", "B04/income/carried/amount"),
    "002-04": ("text-01", "income.1.3"),
    "002-05": ("text-01", "expenditure.1.3"),
    "002-06": ("text-01", "expenditure.1.7"),
    "002-07": ("text-09", "fiscal.1.1"),
    "002-09": ("text-01", "general.1.1"),
    "002-10": ("text-24", "general.1.5"),
    "002-11": ("text-20", "basic.1.1"),
    "002-12": ("text-24", "basic.1.5"),
    "002-13": ("text-01", "basic.1.1"),
    "002-14": ("complete-07", "国有资本经营"),
    "002-19": ("performance-21", "政府采购执行率"),
    "002-20": ("performance-27", "绩效监控完成率"),
    "002-24": ("performance-35", "完成时间"),
    "002-28": ("performance-34", "质量合格率"),
    "002-29": ("wording-03", "。。"),
    "002-30": ("wording-02", "以下情况金额为0"),
    "002-31": ("wording-18", "国有资产占用情况。"),
    "002-33": ("wording-27", "第 4 段"),
    "002-34": ("complete-08", "B01"),
    "002-35": ("complete-14", "B06"),
    "002-37": ("code-17", "302"),
    "002-38": ("code-16", "医疗卫生与计划生育支出"),
    "002-39": ("code-16", "文化体育旅游与传媒"),
    "002-42": ("wording-06", "国防支出（"),
    "002-43": ("code-07", "2013101"),
    "002-44": ("budget-23", "B03/合计/total"),
    "002-45": ("budget-23", "B03/合计/project.operating"),
    "002-46": ("budget-23", "B05/合计/project"),
    "002-47": ("budget-60", "B01/expenditure/201/amount"),
    "002-49": ("budget-53", "B15/合计/total"),
    "002-53": ("wording-05", "<p>"),
    "002-56": ("complete-02", "预算单位构成情况"),
    "002-57": ("complete-01", "支出经济分类汇总表"),
    "002-58": ("complete-01", "项目支出预算表"),
    "002-59": ("complete-01", "部门收入预算表"),
    "003-01": ("performance-31", "≤15.93元"),
    "003-02": ("performance-38", "视频会商调度系延伸工程"),
    "003-03": ("performance-33", "维护时间"),
    "003-04": ("performance-33", "≥1年"),
    "003-05": ("performance-32", "≤1篇"),
    "003-08": ("performance-21", "三公经费控制率"),
    "003-09": ("performance-21", "部门绩效评价完成率"),
    "003-14": ("wording-10", "比2023年保持一致"),
    "003-15": ("wording-17", "政府基金预算"),
    "003-17": ("complete-02", "政府性基金"),
    "003-18": ("complete-02", "国有资本经营"),
    "003-19": ("complete-02", "项目绩效目标汇总表"),
    "003-20": ("complete-02", "预算单位构成情况"),
    "003-21": ("code-16", "医疗卫生与计划生育支出"),
    "003-22": ("code-16", "文化体育旅游与传媒"),
    "003-24": ("budget-114", "B14/amounts/project/amount"),
    "003-25": ("budget-116", "B15/41039524000000012833/total"),
    "003-27": ("wording-17", "旅费"),
    "003-28": ("wording-20", "507.37万元,"),
    "003-37": ("performance-41", "365天"),
    "003-38": ("code-14", "20"),
    "003-40": ("complete-01", "部门收入预算表"),
    "003-41": ("complete-01", "支出经济分类汇总表"),
    "003-42": ("complete-01", "机构运转经费预算表"),
    "004-01": ("text-40", "离休费"),
    "004-02": ("code-11", "医疗保险缴费"),
    "004-04": ("budget-86", "B06/合计/staff"),
    "004-05": ("performance-36", "4 个项目没有成本指标"),
    "004-06": ("text-51", "水电费、物业费"),
    "004-10": ("performance-21", "专项资金细化率"),
    "004-12": ("text-24", "general.1.17"),
    "004-13": ("wording-09", "0辆0"),
    "004-14": ("wording-07", "办事处处"),
    "004-15": ("code-15", "B06/30109.50102/total"),
    "004-25": ("wording-17", "旅费"),
    "004-26": ("wording-11", "下降0%"),
    "004-34": ("complete-01", "财政拨款收支预算表"),
    "004-35": ("complete-01", "国有资本经营支出预算表"),
}
ROUNDINGS = {"002-44", "002-45", "002-46", "002-47", "002-49", "003-24", "003-25", "004-12"}
# Contradictions that no equality between printed numbers, names or words shows.
MISSED = {
    "D0-04": "the cost target equals the whole amount, and only the purpose in words speaks against it",
    "002-08": "last year's amounts are not in the document; both growth rates follow from their own amounts",
    "002-15": "the pair of codes is a permitted one; only the amounts by kind of unit would show it",
    "002-16": "as 002-15",
    "002-17": "9.00 of B09 is at least the 2.20 of B06, and the table of projects is not in the document",
    "002-18": "plausibility: depends on the local list of what is procured centrally",
    "003-07": "the reasons are words; what they name is not said to be the whole of the change",
    "003-10": "tasks and indicators have no name in common that could be compared",
    "003-11": "2101101 and 2101103 together are 30110; no printed number says that a part should stand in 30111",
    "003-35": "as 002-18",
    "004-03": "that 离休费 holds 取暖费 follows from the names of items only",
    "004-07": "7.72 is at most 公用经费, and what counts as 运行经费 is the region's to say",
    "004-08": "three sentences on subordinate units, told in words of their own",
    "004-18": "as 002-15",
}
CONTRADICTIONS = {
    *(f"D0-{n:02}" for n in (1, 3, 4, 5, 6)),
    *(f"D1-{n:02}" for n in (*range(1, 13), 15, 16, 17, 18)),
    *(f"002-{n:02}" for n in (*range(1, 20), 38)),
    *(f"003-{n:02}" for n in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 21, 35)),
    *(f"004-{n:02}" for n in (1, 3, 4, 5, 6, 7, 8, 10, 15, 18)),
}
# Places of contradictions and warnings that are true: of the findings above, and what follows from them.
# complete-02 of 001 is D1-28 in the list of contents.
TRUE = {"wording-12", "wording-26", "complete-02", "complete-04", "complete-11", "complete-12"}
FOLLOWING = {
    "410704-101-2024-budget": {"budget-27", "budget-72", "budget-73", "text-20", "text-41", "text-44"},
    "410803-101-2023-final": {"final-16", "final-17", "final-54", "final-55", "text-20"},
}


@cache
def report(slug: str) -> Report:
    return check(load(slug))


def names(finding: Finding, place: str) -> bool:
    addresses = {*finding.left.addresses, *finding.right.addresses}
    return place in addresses or place in finding.message


@pytest.mark.parametrize("id", FOUND)
def test_it_is_found_at_its_place(id: str) -> None:
    check_id, place = FOUND[id]
    hits = [
        each for each in report(SLUG[id[: id.index("-")]]).findings if each.check == check_id and names(each, place)
    ]
    assert hits
    wanted = {ROUNDING} if id in ROUNDINGS else {FAILS, UNKNOWN}
    assert {each.outcome for each in hits} <= wanted


def test_every_contradiction_is_found_or_its_reason_is_told() -> None:
    assert CONTRADICTIONS - FOUND.keys() == MISSED.keys()
    assert len(CONTRADICTIONS & FOUND.keys()) >= 49


def test_the_execution_score_is_a_question() -> None:
    hits = [each for each in report(SLUG["D1"]).findings if each.check == "performance-06"]
    assert [each.severity for each in hits] == [QUESTION]
    assert "90%" in hits[0].message
    assert "7.21" in hits[0].message


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_else_is_asserted(slug: str) -> None:
    known = {FOUND[id][0] for id in FOUND if SLUG[id[: id.index("-")]] == slug}
    asserted = {each.check for each in report(slug).findings if each.outcome == FAILS}
    assert asserted - known - TRUE - FOLLOWING.get(slug, set()) == set()


def test_what_holds_in_000_is_not_reported() -> None:
    """No sum, share, growth or cross-table equality of the money tables is wrong but in the two lines of B13."""
    assert [each for each in report(SLUG["D0"]).findings if each.outcome == FAILS and each.operands] == [
        each for each in report(SLUG["D0"]).findings if each.check == "text-52"
    ]


@pytest.mark.parametrize(("slug", "holds"), [("003", 540), ("004", 380)])
def test_what_holds_in_003_and_004_is_not_reported(slug: str, holds: int) -> None:
    own = report(SLUG[slug])
    assert [each for each in own.contradictions if each.operands] == []
    assert own.equalities["相符"] >= holds


@pytest.mark.parametrize(
    "place",
    ["增长7.17%", "收入总计1261.66", "B14/amounts/total/amount", "B15/合计/total", "三公”经费预算为11.00"],
)
def test_what_holds_in_002_is_not_reported(place: str) -> None:
    wrong = [each for each in report(SLUG["002"]).findings if each.outcome == FAILS]
    assert not [each for each in wrong if place in each.left.addresses or place in each.left.words]


@pytest.mark.parametrize("place", ["F02", "F03", "F05", "F09", "F12"])
def test_tables_of_001_that_hold_are_not_reported(place: str) -> None:
    wrong = [each for each in report(SLUG["D1"]).findings if each.outcome == FAILS and each.severity == CONTRADICTION]
    assert not [each for each in wrong if any(address.startswith(f"{place}/") for address in each.left.addresses)]
