"""Examples of the checks of performance: targets, self-evaluation."""

from budgets.document import Section
from tests.checks.documents import Example, Examples, case, form, four, grid, panel, said

FUNDING = "label$ initial adjusted executed weight# rate# score#"
INDICATORS = "level1$ name$ target$ actual$ weight# score#"


def evaluation(
    code: str = "F10",
    total: tuple[str | None, ...] = ("总额", "100.00", "100.00", "72.00", "10", "72%", "7.20"),
    fiscal: tuple[str | None, ...] = ("财政拨款", "100.00", "100.00", "72.00", "-", "72%", "-"),
    first: tuple[str | None, ...] = ("产出", "甲", "≥95%", "95%", "50", "50"),
    second: tuple[str | None, ...] = ("效益", "乙", "提高", "100%", "40", "40"),
    sum_of: tuple[str | None, ...] = ("总分", "", "", "", "100", "97.20"),
    name: str = "",
) -> Section:
    """A form of self-evaluation with two indicators: of the department, or of a project of this name."""
    start = "1/" if name else ""
    nothing = ("0.00", "0.00", "0.00", "-", "0%", "-")
    head = [panel("label$ text$", {"1/head/1": ("项目名称", name)}, "1/head")] if name else []
    money = {
        f"{start}funding/total": total,
        f"{start}funding/fiscal": fiscal,
        f"{start}funding/special": ("专户", *nothing),
        f"{start}funding/own": ("单位", *nothing),
    }
    rows = {f"{start}indicators/1": first, f"{start}indicators/2": second, f"{start}indicators/total": sum_of}
    return form(code, *head, panel(FUNDING, money, f"{start}funding"), panel(INDICATORS, rows, f"{start}indicators"))


def total(
    executed: str | None = "72.00", rate: str | None = "72%", score: str | None = "7.20", weight: str = "10"
) -> tuple[str | None, ...]:
    """The line of totals of a form."""
    return ("总额", "100.00", "100.00", executed, weight, rate, score)


def final(*sections: Section) -> Example:
    """An example of final accounts."""
    return case(*sections, kind="final", year=2023)


def f03(executed: str) -> Section:
    """A table of expenditure of that total."""
    return grid("F03", "function@ name$ total basic project", {"合计": ("", "合计", executed, executed, "")})


SUMMARY = "name$ adjusted executed system rate# management# output# benefit# score# deviates$"


def summary(
    name: str = "甲项目",
    executed: str | None = "72.00",
    system: str | None = "72.00",
    rate: str | None = "72%",
    managed: str | None = "80%",
    output: str = "100%",
    score: str | None = "93.20",
    deviates: str = "否",
    adjusted: str = "100.00",
) -> Section:
    """A table of self-evaluated projects with one row."""
    row = (name, adjusted, executed, system, rate, managed, output, output, score, deviates)
    return grid("F11", SUMMARY, {"1": row})


def project(score: str | None = "7.20", whole: str = "97.20", executed: str = "72.00", name: str = "甲项目") -> Section:
    """A form of a project."""
    return evaluation(
        "F12",
        total(executed, f"{executed.removesuffix('.00')}%", score),
        sum_of=("总分", "", "", "", "100", whole),
        name=name,
    )


EXAMPLES: Examples = {
    "performance-01": four(
        final(evaluation()),
        final(evaluation(fiscal=("财政拨款", "100.00", "90.00", "72.00", "-", "72%", "-"))),
        final(evaluation(fiscal=("财政拨款", "100.00", "100.00", "72.01", "-", "72%", "-"))),
        final(evaluation(total=total(executed=None))),
    ),
    "performance-02": four(
        final(evaluation()),
        final(evaluation(total=total(rate="62%"))),
        final(evaluation(total=("总额", "3.00", "3.00", "2.00", "10", "66.67%", "6.67"))),
        final(evaluation(total=total(rate=None), fiscal=("财政拨款", "1", "1", None, "-", "72%", "-"))),
    ),
    "performance-03": four(
        final(evaluation()),
        final(evaluation(first=("产出", "甲", "≥95%", "95%", "55", "50"))),
        final(evaluation(first=("产出", "甲", "≥95%", "95%", "49.5", "49.5"), second=("", "乙", "", "", "40.5", "40"))),
        final(evaluation(total=("总额", "100.00", "100.00", "72.00", None, "72%", "7.20"))),
    ),
    "performance-04": four(
        final(evaluation()),
        final(evaluation(sum_of=("总分", "", "", "", "100", "98.20"))),
        final(evaluation(sum_of=("总分", "", "", "", "100", "97.21"))),
        final(evaluation(sum_of=("总分", "", "", "", "100", None))),
    ),
    "performance-05": four(
        final(evaluation()),
        final(evaluation(first=("产出", "甲", "≥95%", "95%", "50", "51"))),
        final(evaluation(total=total(score="10"), first=("产出", "甲", "≥95%", "95%", "50", "50"))),
        final(
            evaluation(
                first=("产出", "甲", "≥95%", "95%", None, "50"),
                second=("效益", "乙", "提高", "100%", None, "1"),
                total=("总额", "1", "1", "1", None, "72%", "7.20"),
            )
        ),
    ),
    "performance-06": four(
        final(evaluation()),
        final(evaluation(total=total(score="8.00"))),
        final(evaluation(total=("总额", "848.64", "848.64", "611.70", "10", "72.08%", "7.21"))),
        final(evaluation(total=total(score=None))),
    ),
    "performance-07": four(
        final(evaluation(), f03("72.00")),
        final(evaluation(), f03("73.00")),
        final(evaluation(total=total(executed="72")), f03("72.00")),
        final(evaluation(total=total(executed=None)), f03("72.00")),
    ),
    "performance-08": four(
        final(summary()),
        final(summary(system="54.20")),
        final(summary(system="72")),
        final(summary(system=None)),
    ),
    "performance-09": four(
        final(summary()),
        final(summary(score="95.20")),
        final(summary(executed="66.67", rate="66.67%", system="66.67", score="92.67")),
        final(summary(managed="-")),
    ),
    "performance-10": four(
        final(summary(score="97.20"), project()),
        final(summary(score="93.20"), project()),
        final(summary(score="97.2"), project()),
        final(summary(score=None), project()),
    ),
    "performance-11": four(
        final(project()),
        final(project(score="8.00")),
        final(project(score="7.2")),
        final(project(score=None)),
    ),
    "performance-12": four(
        final(summary(), project()),
        final(summary(name="乙项目"), project()),
        final(summary(name="甲项目(一期)"), project(name="甲项目（一期）")),
        final(summary()),
    ),
    "performance-13": four(
        final(summary()),
        final(summary(executed="0.00", system="0.00", rate="0%", score="86.00")),
        final(summary(executed="0.00", output="99%")),
        final(summary(executed=None)),
    ),
    "performance-14": four(
        final(summary()),
        final(summary(rate="62%")),
        final(summary(executed="66.66", rate="66.67%", adjusted="99.99")),
        final(summary(rate=None)),
    ),
}


def task(content: str, adjusted: str | None = "98.68") -> Example:
    """A task with its text, and the project of the same name in the summary."""
    tasks_of = form("F10", panel("name$ content$ result$", {"tasks/1": ("甲项目", content, "")}, "tasks"))
    return final(tasks_of, summary(adjusted=adjusted or "", executed="67.12") if adjusted else nothing_budgeted())


def nothing_budgeted() -> Section:
    """A summary of projects whose budget is not reported."""
    return grid("F11", SUMMARY, {"1": ("甲项目", None, "67.12", "67.12", "-", "80%", "-", "-", "-", "否")})


EXAMPLES |= {
    "performance-16": four(
        final(evaluation(), summary()),
        final(evaluation(), summary(adjusted="720.00")),
        final(evaluation(), summary(executed="72")),
        final(evaluation(total=("总额", "100.00", None, None, "10", "72%", "7.20")), summary()),
    ),
    "performance-15": four(
        task("需支付值班费，合计98.68万元。"),
        task("需支付值班费，合计99.4万元。"),
        task("需支付值班费，合计98.680万元。"),
        task("需支付值班费，合计99.4万元。", None),
    ),
}


def department(target: str = "≥80%", name: str = "政府采购执行率", explanation: str = "") -> Section:
    """A table of the department's targets with one indicator."""
    rows = {
        "indicator.1": ("投入管理指标", name, target, explanation),
        "indicator.2": ("", "绩效监控完成率", "100%", ""),
    }
    return form("B14", panel("level1$ name$ target$ explanation$", rows, "indicators"))


def bought(text: str) -> Section:
    """What the narrative says of procurement."""
    return said("procurement", text, heading="（二）政府采购支出情况")


BOUGHT = "2024年政府采购预算安排{}万元，其中：政府采购货物预算{}万元、政府采购工程预算0万元、政府采购服务预算0万元。"
SPENT = (
    "2023年度政府采购支出总额{}万元，其中：政府采购货物支出{}万元、政府采购工程支出0.00万元、政府采购服务支出0.00万元。"
)


def actual(name: str, value: str | None, target: str = "≤99%", **more: tuple[str | None, ...]) -> Section:
    """A self-evaluation of the department with one indicator and its actual value."""
    return evaluation(first=("投入", name, target, value, "50", "50"), **more)  # type: ignore[arg-type]


def three_public(budget: str | None, spent: str | None) -> Section:
    """“三公” of the final accounts."""
    return grid("F09", "budget.total final.total", {"合计": (budget, spent)})


def moved(name: str, value: str | None, adjusted: str | None = "104.35", executed: str = "72.00") -> Example:
    """An indicator that is worked out again from the money."""
    money = ("总额", "100.00", adjusted, executed, "10", "69%", "6.90")
    return final(actual(name, value, total=money))


EXAMPLES |= {
    "performance-21": four(
        case(department(), bought(BOUGHT.format("8.70", "8.70"))),
        case(department(), bought(BOUGHT.format("0", "0"))),
        case(department(), bought(BOUGHT.format("0.01", "0.01"))),
        case(department()),
    ),
    "performance-22": four(
        final(actual("政府采购执行率", "80%"), bought(SPENT.format("8.70", "8.70"))),
        final(actual("政府采购执行率", "80%"), bought(SPENT.format("0.00", "0.00"))),
        final(actual("政府采购执行率", "80%"), bought(SPENT.format("0.01", "0.01"))),
        final(actual("政府采购执行率", "80%")),
    ),
    "performance-23": four(
        final(actual("“三公经费”控制率", "100%"), three_public("12.22", "12.22")),
        final(actual("“三公经费”控制率", "99%"), three_public("12.22", "12.22")),
        final(actual("“三公经费”控制率", "99.99%"), three_public("12.22", "12.219")),
        final(actual("“三公经费”控制率", "99%"), three_public("12.22", None)),
    ),
    "performance-24": four(
        moved("预算调整率", "4.35%"),
        moved("预算调整率", "0%"),
        moved("预算调整率", "4.3%"),
        moved("预算调整率", "0%", None),
    ),
    "performance-25": four(
        moved("结转结余率", "28%", "100.00"),
        moved("结转结余率", "0%", "100.00"),
        moved("结转结余率", "28.0%", "100.00"),
        moved("结转结余率", "0%", None),
    ),
    "performance-26": four(
        moved("预算执行率", "72%", "100.00"),
        moved("预算执行率", "90%", "100.00"),
        moved("预算执行率", "72.0%", "100.00"),
        moved("预算执行率", "90%", None),
    ),
    "performance-27": four(
        case(department(name="绩效自评完成率", explanation="绩效自评完成率=已自评项目数/项目总数")),
        case(department(name="绩效自评完成率", explanation="部门绩效监控完成率=已监控项目数/项目总数")),
        case(department(name="绩效自评完成率", explanation="部门绩效自评完成率=（参照绩效监控完成率=…）")),
        case(department(name="绩效自评完成率")),
    ),
}

TARGETS = (
    "code@ name$ total cost.name$ cost.target$ output.name$ output.target$ satisfaction.name$ satisfaction.target$"
)
CODE = "410801240000000000001"


def b15(
    cost: tuple[str, str] = ("成本", "≤15.93万元"),
    output: tuple[str, str] = ("设备数量", "≥2台"),
    satisfied: tuple[str, str] = ("群众满意度", "≥90%"),
    name: str = "内网改造",
    amount: str | None = "15.93",
) -> Section:
    """A table of targets with one project."""
    return grid("B15", TARGETS, {CODE: (CODE, name, amount, *cost, *output, *satisfied)})


def b12(name: str = "内网改造", amount: str = "15.93", code: str = CODE, **more: tuple[str, ...]) -> Section:
    """A table of projects."""
    return grid("B12", "kind$ name$ total", {f"101/{code}": ("其他运转类", name, amount), **more})


def tasks(name: str) -> Section:
    """A table of the department's targets with one task."""
    return form("B14", panel("name$ content$", {"task.1": (name, "做好工作")}, "tasks"))


PROMISED = said("performance", "各项目预期完成的成本指标、产出指标和满意度指标等情况。", heading="（三）预算绩效情况")

EXAMPLES |= {
    "performance-31": four(
        case(b15()), case(b15(("成本", "≤15.93元"))), case(b15(("单位成本", "≤15.94元"))), case(b12())
    ),
    "performance-32": four(
        case(b15()),
        case(b15(output=("设备数量", "≤2台"))),
        case(b15(output=("故障数量", "≤2次"))),
        case(b12()),
    ),
    "performance-33": four(
        case(b15(output=("完成时间", "≤60天"))),
        case(b15(output=("计划完成时间", "≥1年"))),
        case(b15(output=("档案存放", "≥1年"))),
        case(b12()),
    ),
    "performance-34": four(
        case(b15()),
        case(b15(output=("质量合格率", "合格"))),
        case(b15(output=("工作效率", "提高"))),
        case(b12()),
    ),
    "performance-35": four(case(b15()), case(b15(output=("无", "0"))), case(b15(cost=("", ""))), case(b12())),
    "performance-36": four(
        case(b15(), PROMISED),
        case(b15(cost=("", "")), PROMISED),
        case(b15(cost=("成本", "")), PROMISED),
        case(b15(cost=("", ""))),
    ),
    "performance-37": four(
        case(b15()),
        case(b15(("", ""), ("", ""), ("", ""))),
        case(b15(("", ""), ("", ""), ("群众满意度", "≥90%"))),
        case(b12()),
    ),
    "performance-38": four(
        case(b12(), b15()),
        case(b12("视频会议调度系统"), b15(name="视频会商调度系统")),
        case(b12("内网 改造(一期)"), b15(name="内网改造（一期）")),
        case(b15()),
    ),
    "performance-39": four(
        case(b12(), b15()),
        case(b12(**{"101/410801240000000000002": ("特定目标类", "会费", "1.00")}), b15()),
        case(b12(amount="0.00"), b15()),
        case(b15()),
    ),
    "performance-40": four(
        case(tasks("内网改造项目"), b12("内网改造项目")),
        case(tasks("调研经费内网改造项目"), b12("内网改造项目")),
        case(tasks("保障机关运转"), b12("内网改造项目")),
        case(b12()),
    ),
    "performance-41": four(
        case(b15(output=("值班天数", "366天"))),
        case(b15(output=("值班天数", "365天"))),
        case(b15(output=("值班天数", "≥365天"))),
        case(b12()),
    ),
}
