"""Chinese labels of the figures that can be inserted into a typed text, in groups."""

from budgets.narrative.figures import NAMES

GROUPS = {
    "income": "收入",
    "expenditure": "支出",
    "fiscal": "财政拨款收支",
    "general": "一般公共预算支出",
    "basic": "一般公共预算基本支出",
    "fund": "政府性基金预算支出",
    "capital": "国有资本经营预算支出",
    "three_public": "“三公”经费",
    "running": "机关运行经费",
    "performance": "绩效目标",
    "procurement": "政府采购",
    "assets": "国有资产",
    "headcount": "机构和编制",
    "transfer": "专项转移支付",
    "projects": "项目",
    "units": "单位",
}
LABELS = {
    "total": "总计",
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
    "vehicles": "车辆",
    "purchase": "公务用车购置费",
    "operation": "公务用车运行费",
    "reception": "公务接待费",
    "goods": "货物",
    "works": "工程",
    "services": "服务",
    "buildings": "房屋建筑物",
    "office_equipment": "办公设备",
    "special_equipment": "专用设备",
    "cars_total": "车辆总数",
    "cars_general": "一般公务用车",
    "cars_law": "执法执勤用车",
    "cars_special": "特种专业技术用车",
    "cars_other": "其他用车",
    "large_general": "大型通用设备",
    "large_special": "大型专用设备",
    "offices": "内设机构",
    "institutions": "所属二级机构",
    "administrative": "行政编制",
    "referenced": "参公编制",
    "institution_posts": "事业编制",
    "retirees": "离退休人员",
    "count": "个数",
    "key_count": "重点项目个数",
}
OWN = {"three_public.vehicles": "公务用车购置及运行费"}


def label(name):
    """The label of one figure within its group."""
    return OWN.get(name) or LABELS[name.rpartition(".")[2]]


def groups():
    """(group, [(name in braces, label)]) of every figure that can be inserted."""
    found = {}
    for name in NAMES:
        found.setdefault(GROUPS[name.partition(".")[0]], []).append((f"{{{name}}}", label(name)))
    return tuple(found.items())
