"""Forms as finance bureaus print them: labels at the side, several in a row, levels merged, one form under another."""

from decimal import Decimal

from budgets.document import Amount, Table
from budgets.importing.blank import blank_tables
from budgets.importing.book import Problem, Sheet, Spot, Value
from budgets.importing.forms import entries_of, read_form
from budgets.importing.read import ReadTable
from budgets.layouts import load
from tests.growth import BY_LENGTH, growth

Rows = tuple[tuple[Value, ...], ...]


def sheet_of(rows: Rows, merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    cells: dict[Spot, Value] = {
        (row, column): value
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    }
    return Sheet("表", cells, merged)


def read(sheet: Sheet, code: str, key: str, unit: str = "万元") -> tuple[ReadTable, tuple[Problem, ...]]:
    layout = load(key).table(code)
    found, problems = read_form(layout.form, sheet, 1, sheet.height, layout, key, blank_tables(key)[code], unit)
    assert found is not None
    return found, problems


def yuan(table: Table, row: str, column: str) -> Decimal | None:
    cell = table.cell(row, column)
    assert cell is None or isinstance(cell, Amount)
    return cell.yuan if isinstance(cell, Amount) else None


TARGETS: Rows = (
    ("本级部门(单位)整体绩效目标表",),
    ("(2024年度)",),
    ("部门(单位)名称", "", "市委办"),
    ("年度履职目标", "完成各项任务。\n做好服务。"),
    ("年度主要任务", "任务名称", "主要内容"),
    ("", "基本支出", "按时发放\n工资"),
    ("", "运转保障\n经费", "支付业务经费"),
    ("预算情况", "部门预算总额(万元)", "", "1,070.0"),
    ("", "1、资金来源：", "(1) 政府预算资金", Decimal(1070)),
    ("", "", "(2) 财政专户管理资金"),
    ("", "", "(3) 单位资金"),
    ("", "2、资金结构：", "(1) 基本支出", Decimal("562.6")),
    ("", "", "(2) 项目支出", Decimal("507.4")),
    ("一级指标", "二级指标", "三级指标", "指标值", "指标值说明"),
    ("投入管理指标", "工作目标管理", "年度履职目标相关性", "相关", "说明一"),
    ("", "", "工作任务科学性", "科学", "说明二"),
    ("", "预算和财务管理", "专项资金细化率", "≥90%", "说明三"),
    ("产出指标", "重点工作任务完成", "调研次数", Decimal(25), "说明四"),
)


def test_targets_of_a_department() -> None:
    found, problems = read(sheet_of(TARGETS), "B14", "henan-luoyang-budget")
    assert not problems
    assert found.table.panels[0].columns[1].heading == ("市委办",)
    assert yuan(found.table, "amounts/total", "amount") == Decimal(10_700_000)
    assert yuan(found.table, "amounts/own", "amount") == 0  # 洛阳 leaves zero blank
    assert yuan(found.table, "amounts/project", "amount") == Decimal(5_074_000)
    said = entries_of({"B14": found}, "henan-luoyang-budget")
    assert not said.problems
    assert said.entries["texts"] == [
        {"key": "objective", "text": "完成各项任务。\n做好服务。", "withheld": False, "ground": ""}
    ]
    assert [task["name"] for task in said.entries["tasks"]] == ["基本支出", "运转保障经费"]
    levels = [(each["level1"], each["level2"], each["target"]) for each in said.entries["indicators"]]
    assert levels == [
        ("投入管理指标", "工作目标管理", "相关"),
        ("投入管理指标", "工作目标管理", "科学"),
        ("投入管理指标", "预算和财务管理", "≥90%"),
        ("产出指标", "重点工作任务完成", "25"),
    ]
    assert said.places["indicators", 2, "target"] == ("表", 17, 4)


def test_a_second_level_left_blank_stays_blank_where_merged_cells_tell() -> None:
    rows = (*TARGETS[:15], ("", "", "没有二级指标的", "科学", "说明"), *TARGETS[16:])
    found, _ = read(sheet_of(rows, ((15, 1, 17, 1),)), "B14", "henan-luoyang-budget")
    assert found.table.cell("indicator.2", "level1") == "投入管理指标"
    assert found.table.cell("indicator.2", "level2") == ""


def form(name: str, kept: str, score: str) -> Rows:
    return (
        ("项目单位自评表",),
        ("项目名称", name),
        ("主管部门", "某委员会办公室", "", "实施单位", "某委员会办公室"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率 %", "得分"),
        ("", "年度资金总额（万元）：", "0.5", "0.5", kept, "10", "76", "7.6"),
        ("", "政府性预算资金", "0.5", "0.5", kept, "-", "76", "-"),
        ("", "财政专户管理资金", "0", "0", "0", "-", "0", "-"),
        ("", "单位资金", "0", "0", "0", "-", "0", "-"),
        ("资金管理情况", "", "情况说明", "", "", "分值", "得分", "存在问题和改进措施"),
        ("", "安排科学性", "科学", "", "", "5", "4"),
        ("", "拨付合规性", "合规", "", "", "5", "4"),
        ("", "使用规范性", "规范", "", "", "5", "4"),
        ("", "预算绩效管理情况", "已纳入", "", "", "5", "4"),
        ("年度总体目标", "预期目标", "", "", "实际完成情况"),
        ("", "支付通信费。", "", "", "已支付。"),
        (
            *("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"),
            *("分值", "得分", "偏差度 %", "偏差原因分析及改进措施"),
        ),
        ("", "成本指标", "经济成本指标"),
        ("", "", "社会成本指标"),
        ("", "产出指标", "数量指标", "故障次数", "≤0次", "0次", "20", "20", "0.00%"),
        ("", "", "质量指标", "完成质量", "提高", "100%", "20", "18", "-10.00%", "人手不足"),
        ("", "效益指标", "社会效益指标", "满意率", "≥90%", "45%", "30", "15", "-50.00%"),
        ("总分", "", "", "", "", "", "100", score),
    )


def test_forms_of_evaluated_projects() -> None:
    rows = (*form("应急移动通信费", "0.38", "76.6"), *form("2023年改革办\n工作经费", "0.5", "79"))
    found, problems = read(sheet_of(rows), "F12", "henan-zhongzhan-final")
    assert not problems
    assert [panel.title for panel in found.table.panels if panel.key.endswith("head")] == [
        "应急移动通信费",
        "2023年改革办工作经费",
    ]
    said = entries_of({"F12": found}, "henan-zhongzhan-final")
    assert not said.problems
    project = said.entries["projects"][0]
    assert (project["name"], project["unit"], project["objective"]) == (
        "应急移动通信费",
        "某委员会办公室",
        "支付通信费。",
    )
    assert project["evaluation"] == {"has_form": True, "result": "已支付。"}
    assert project["funding"][0] == {
        "source": "fiscal",
        "initial": "5000.00",
        "adjusted": "5000.00",
        "executed": "3800.00",
    }
    assert [item["score"] for item in project["management"]] == ["4"] * 4
    marks = [(each["level1"], each["name"], each["score"], each["deviation"]) for each in project["indicators"]]
    # What follows from target and actual value is left to be worked out; what does not was judged.
    assert marks == [
        ("产出", "故障次数", None, None),
        ("产出", "完成质量", "18", "-10"),
        ("效益", "满意率", None, None),
    ]


def test_marks_that_differ_from_what_follows_are_taken_as_judged() -> None:
    rows = form("应急移动通信费", "0.38", "76.6")
    changed = tuple(tuple("28" if value == "15" else value for value in row) for row in rows)
    found, _ = read(sheet_of(changed), "F12", "henan-zhongzhan-final")
    (project,) = entries_of({"F12": found}, "henan-zhongzhan-final").entries["projects"]
    assert [each["score"] for each in project["indicators"]] == [None, "18", "28"]


PLAN: Rows = (
    ("财政项目支出绩效目标填报表",),
    ("（2023年度）",),
    ("项目名称", "新建服务中心", "项目性质", "阶段性项目", "项目类别", "特定目标类"),
    ("主管部门", "某街道办事处", "", "实施单位", "某街道办事处"),
    ("计划开始日期", "2023年1月1日", "", "计划完成日期", "2023-12-31"),
    ("项目资金（元）", "项目资金总额", "4,100,000.00", "年度资金申请总额", "4,000,000.00"),
    ("", "", "", "其中：当年财政拨款", "3,900,000.00"),
    ("", "其中：财政资金", "4,000,000.00", "上年结转资金", "0.00"),
    ("", "其他资金", "100,000.00", "其他资金", "50.00"),
    ("项目绩效目标", "项目总目标", "", "年度总体目标"),
    ("", "建成。", "", "开工。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度(/项目)指标值"),
    ("", "产出指标", "数量指标", "建筑面积", "≥13459.00(平方米)"),
    ("", "", "质量指标", "完工及时率", "及时率"),
    ("", "满意度指标", "服务对象满意度指标", "居民满意度", "满意度"),
)


def test_targets_of_a_project_in_shanghai() -> None:
    again = tuple(tuple("另一项目" if value == "新建服务中心" else value for value in row) for row in PLAN)
    found, problems = read(sheet_of((*PLAN, *again)), "B15", "shanghai-2023-budget", "元")
    assert not problems
    expected = {"total": 4_100_000, "total.other": 100_000, "year": 4_000_000, "year.carried": 0, "year.other": 50}
    assert {key: yuan(found.table, f"1/amounts/{key}", "amount") for key in expected} == expected
    said = entries_of({"B15": found}, "shanghai-2023-budget")
    first, second = said.entries["projects"]
    assert (first["name"], second["name"]) == ("新建服务中心", "另一项目")
    assert (first["starts_on"], first["ends_on"], first["character"]) == ("2023-01-01", "2023-12-31", "阶段性项目")
    assert (first["total_fiscal"], first["total_other"]) == ("4000000.00", "100000.00")
    assert (first["goal"], first["objective"]) == ("建成。", "开工。")
    assert [(each["level1"], each["level2"]) for each in first["indicators"]] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_a_day_that_is_none_and_a_project_that_comes_twice() -> None:
    rows = tuple(tuple("年底前" if value == "2023-12-31" else value for value in row) for row in PLAN)
    found, problems = read(sheet_of((*rows, *PLAN)), "B15", "shanghai-2023-budget", "元")
    assert not problems
    said = entries_of({"B15": found}, "shanghai-2023-budget")
    errors = [(each.row, each.column, each.message[:12]) for each in said.problems if each.severity == "error"]
    assert errors == [(5, 5, "“年底前”不是日期，请写"), (18, 2, "项目“新建服务中心”在第")]
    assert len(said.entries["projects"]) == 1


def test_evaluation_of_a_department() -> None:
    rows: Rows = (
        ("部门整体支出绩效自评情况表",),
        ("2024 年 09 月",),
        ("部门(单位)名称", "", "某委员会办公室"),
        ("部门整体支出情况 (万元)", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "部门预算总额", "813.27", "848.64", "611.7", "10", "72.08 %", "8.01"),
        ("", "资金来源: (1) 财政拨款", "813.27", "848.64", "611.7", "-", "72.08 %", "-"),
        ("", "(2) 财政专户管理资金", "0", "0", "0", "-", "0.00%", "-"),
        ("", "(3) 单位资金", "0", "0", "0", "-", "0.00%", "-"),
        ("年度履职目标", "预期目标", "", "", "实际完成情况"),
        ("", "依法不予公开（涉密）。", "", "", "完成。"),
        ("年度主要任务",),
        ("任务名称", "", "主要内容", "", "实际完成情况"),
        ("通信费", "", "通信费", "", "已支付"),
        ("绩效指标",),
        (
            *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"),
            *("分值", "得分", "偏差度", "偏差原因分析及改进措施"),
        ),
        ("效益指标", "满意度", "群众满意度", "≥96%", "100%", "90", "90", "0.00%"),
        ("总分", "", "", "", "", "100", "98.01"),
    )
    found, problems = read(sheet_of(rows), "F10", "henan-zhongzhan-final")
    assert not problems
    assert found.table.cell("funding/special", "rate") == "0.00%"
    said = entries_of({"F10": found}, "henan-zhongzhan-final")
    assert not said.problems
    objective, result = said.entries["texts"]
    assert (objective["withheld"], objective["ground"], objective["text"]) == (True, "涉密", "")
    assert (result["key"], result["text"]) == ("objective_result", "完成。")
    assert [row["source"] for row in said.entries["funding"]] == ["fiscal", "special", "own"]
    assert said.entries["indicators"][0]["score"] is None


def test_three_public_where_the_total_is_not_the_sum() -> None:
    rows: Rows = (
        ("“三公”经费预算数", "", "", "", "", "", "机关运行经费预算数"),
        ("合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费"),
        ("", "", "", "小计", "购置费", "运行费"),
        (Decimal(9), Decimal(1), Decimal(2), Decimal(5), Decimal(2), Decimal(3), Decimal(7)),
    )
    found, problems = read(sheet_of(rows), "B09", "shanghai-budget")
    assert not problems
    said = entries_of({"B09": found}, "shanghai-budget")
    assert [(each.row, each.column) for each in said.problems] == [(4, 1)]
    assert said.entries["three_public"]["operation"] == "30000.00"
    assert said.entries["running"] == [{"economic": "", "amount": "70000.00"}]


def test_time_grows_with_the_number_of_forms() -> None:
    def act(size: int) -> object:
        rows = tuple(row for place in range(size) for row in form(f"项目{place}", "0.38", "76.6"))
        found, _ = read(sheet_of(rows), "F12", "henan-zhongzhan-final")
        return entries_of({"F12": found}, "henan-zhongzhan-final")

    assert growth(act, 400) < BY_LENGTH
