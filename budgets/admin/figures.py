"""Chinese labels of the figures that can be inserted into a typed text, in groups."""

from functools import cache

from budgets.composing.stored import SHEETS_OF
from budgets.models import Disclosure
from budgets.narrative.figures import CELLS, NAMES

GROUPS = {
    "income": "收入",
    "expenditure": "支出",
    "fiscal": "财政拨款收支",
    "general": "一般公共预算支出",
    "basic": "一般公共预算基本支出",
    "fund": "政府性基金预算",
    "capital": "国有资本经营预算",
    "three_public": "“三公”经费",
    "three_public_budget": "“三公”经费预算数",
    "three_public_final": "“三公”经费决算数",
    "running": "机关运行经费",
    "performance": "绩效目标",
    "performance_management": "绩效管理情况",
    "evaluation": "整体绩效自评",
    "evaluated": "项目绩效自评",
    "procurement": "政府采购",
    "assets": "国有资产",
    "purchases": "拟购置资产",
    "headcount": "机构和编制",
    "transfer": "专项转移支付",
    "projects": "项目",
    "units": "单位",
}
LABELS = {
    "total": "总计",
    "current": "本年合计",
    "fiscal": "财政拨款",
    "income": "收入",
    "basic": "基本支出",
    "project": "项目支出",
    "staff": "人员经费",
    "public": "公用经费",
    "general": "一般公共预算",
    "fund": "政府性基金预算",
    "capital": "国有资本经营预算",
    "special": "财政专户管理资金",
    "service": "事业收入",
    "business": "事业单位经营收入",
    "superior": "上级补助收入",
    "subordinate": "附属单位上缴收入",
    "other": "其他",
    "carried": "上年结转结余",
    "carried_general": "上年结转：一般公共预算",
    "carried_fund": "上年结转：政府性基金预算",
    "carried_capital": "上年结转：国有资本经营预算",
    "abroad": "因公出国（境）费",
    "vehicles": "公务用车购置及运行费",
    "purchase": "公务用车购置费",
    "operation": "公务用车运行费",
    "reception": "公务接待费",
    "reception_domestic": "国内公务接待费",
    "cars_total": "车辆总数",
    "count": "个数",
    "remitted": "上缴上级支出",
    "subsidy": "对附属单位补助支出",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "score": "自评得分",
    "grade1": "第一档（优）的个数",
    "grade2": "第二档（良）的个数",
    "grade3": "第三档的个数",
    "grade4": "第四档的个数",
    "administrative": "行政单位个数",
    "referenced": "参公单位个数",
    "institution": "事业单位个数",
    "key_count": "重点项目个数",
}
# First letter of the codes of the tables of a kind, and what only that kind has besides its sheets.
TABLES = {Disclosure.BUDGET: "B", Disclosure.FINAL: "F"}
OWN = {"transfer": Disclosure.BUDGET, "evaluated": Disclosure.FINAL}
SHARED = ("projects", "units")
SHEETS = {name: sheet for sheets in SHEETS_OF.values() for name, sheet in sheets.items()}


def label(name):
    """The label of one figure within its group: as the sheet calls the field, or by the last part of its name."""
    group, _, part = name.partition(".")
    fields = {field.name: field for field in SHEETS[group]._meta.fields} if group in SHEETS else {}
    return str(fields[part].verbose_name) if part in fields else LABELS.get(part, part)


@cache
def groups(kind):
    """(group, [(name in braces, label)]) of every figure that can be inserted into texts of that kind."""
    found = {}
    for name in NAMES:
        group = name.partition(".")[0]
        if group in GROUPS and _of_kind(name, group, kind):
            found.setdefault(GROUPS[group], []).append((f"{{{name}}}", label(name)))
    return tuple(found.items())


def _of_kind(name, group, kind):
    if name in CELLS:
        return any(address.startswith(TABLES[kind]) for address in CELLS[name])
    return group in SHARED or group in SHEETS_OF[kind] or OWN.get(group) == kind
