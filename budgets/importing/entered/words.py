"""What budget systems and clerks call the columns and values of a line list; all as ``cells.plain`` makes them."""

from collections.abc import Mapping

INCOME, EXPENDITURE, BALANCES = "income", "expenditure", "balances"
KIND, UNIT_NAME, PROJECT_NAME, IGNORED = "kind", "unit_name", "project_name", ""
PARTS = ("类", "款", "项")

# What is called so in the first row of headings has columns 编码 and 名称, or 类, 款, 项, below it.
TREES: dict[str, tuple[str, ...]] = {
    "function": (
        "功能分类",
        "功能分类科目",
        "功能科目",
        "支出功能分类",
        "支出功能分类科目",
        "支出功能科目",
        "政府支出功能分类",
        "政府支出功能分类科目",
    ),
    "economic": (
        "部门经济分类",
        "部门经济分类科目",
        "部门经济科目",
        "部门预算经济分类",
        "部门预算支出经济分类",
        "部门预算支出经济分类科目",
        "部门支出经济分类",
        "部门支出经济分类科目",
        "支出经济分类",
        "支出经济分类科目",
        "经济分类",
        "经济分类科目",
        "经济科目",
    ),
    "government": (
        "政府经济分类",
        "政府经济分类科目",
        "政府经济科目",
        "政府预算经济分类",
        "政府预算支出经济分类",
        "政府预算支出经济分类科目",
        "政府支出经济分类",
        "政府支出经济分类科目",
    ),
}
CODE_ENDINGS = ("", "编码", "代码", "科目编码", "科目代码")
NAME_ENDINGS = ("名称", "科目名称")
COLUMNS: dict[str, tuple[str, ...]] = {
    KIND: ("收支", "收支类型", "收支类别", "收支标识", "收/支", "收支结转结余"),
    "unit": ("单位", "单位编码", "单位代码", "预算单位", "预算单位编码", "预算单位代码"),
    UNIT_NAME: ("单位名称", "预算单位名称"),
    "cut": ("口径", "分类口径"),
    "stage": ("阶段", "预算阶段", "指标阶段"),
    "function": ("科目编码", "科目代码", "功能科目编码", "项级科目编码"),
    "nature": ("支出性质", "支出类型", "支出类别", "项目类别", "项目类型", "支出分类", "基本/项目"),
    "fund": ("资金来源", "资金性质", "资金性质名称", "资金来源名称", "资金类别", "资金类型"),
    "origin": ("本年/结转", "指标来源", "资金年度", "预算来源", "是否结转", "指标类型"),
    "project": ("项目", "项目编码", "项目代码"),
    PROJECT_NAME: ("项目名称",),
    "item": ("明细名称", "明细", "支出明细", "明细项目", "支出内容", "事项名称"),
    "item_kind": ("明细类型", "类型"),
    "amount": (
        "金额",
        "预算数",
        "预算金额",
        "指标金额",
        "批复金额",
        "支出金额",
        "收入金额",
        "决算数",
        "决算金额",
        "执行数",
    ),
    IGNORED: ("序号", "行号", "行次", "科目名称", "年度", "预算年度", "部门", "部门名称", "部门编码", "主管部门"),
}

KINDS = {
    "收": INCOME,
    "收入": INCOME,
    "本年收入": INCOME,
    "支": EXPENDITURE,
    "支出": EXPENDITURE,
    "本年支出": EXPENDITURE,
}
FUNDS = {
    "一般公共预算资金": "general",
    "一般公共预算拨款": "general.fiscal",
    "一般公共预算财政拨款": "general.fiscal",
    "一般公共预算拨款收入": "general.fiscal",
    "一般公共预算经费拨款": "general.fiscal",
    "经费拨款": "general.fiscal",
    "一般公共预算上级专项转移支付": "general.transfer",
    "上级专项转移支付资金": "general.transfer",
    "政府性基金": "fund",
    "政府性基金预算资金": "fund",
    "政府性基金预算拨款": "fund",
    "政府性基金预算财政拨款": "fund",
    "政府性基金预算拨款收入": "fund",
    "国有资本经营预算资金": "capital",
    "国有资本经营预算拨款": "capital",
    "国有资本经营预算财政拨款": "capital",
    "国有资本经营预算拨款收入": "capital",
    "财政专户管理资金收入": "special",
    "财政专户资金": "special",
    "专户资金": "special",
    "教育收费": "special",
    "教育收费资金": "special",
    "事业收入资金": "own.service",
    "经营收入": "own.business",
    "经营收入资金": "own.business",
    "事业单位经营收入资金": "own.business",
    "上级补助": "own.superior",
    "上级补助收入资金": "own.superior",
    "附属单位上缴": "own.subordinate",
    "附属单位上缴收入资金": "own.subordinate",
    "其他收入资金": "own.other",
}
ORIGINS = {
    "当年": "current",
    "当年预算": "current",
    "当年拨款": "current",
    "本年预算": "current",
    "本年拨款": "current",
    "年初预算安排": "current",
    "结转": "carried",
    "结转结余": "carried",
    "上年结转结余": "carried",
    "上年结转资金": "carried",
    "以前年度结转": "carried",
}
NATURES = {
    "工资福利": "basic.staff.wages",
    "工资和福利支出": "basic.staff.wages",
    "对个人和家庭的补助支出": "basic.staff.family",
    "对个人和家庭补助": "basic.staff.family",
    "对个人和家庭补助支出": "basic.staff.family",
    "商品和服务": "basic.public.goods",
    "人员支出": "basic.staff",
    "人员类": "basic.staff",
    "人员类项目": "basic.staff",
    "公用支出": "basic.public",
    "日常公用经费": "basic.public",
    "公用经费项目": "basic.public",
    "运转类公用经费": "basic.public",
    "运转类公用经费项目": "basic.public",
    "其他运转类项目": "project.operating",
    "特定目标类项目": "project.target",
    "上缴上级": "remitted",
    "对附属单位补助": "subsidy",
}
CUTS = {
    "全维": "full",
    "全部": "full",
    "功能": "function",
    "按功能分类": "function",
    "经济": "economic",
    "按经济分类": "economic",
    "项目": "item",
    "明细": "item",
    "按项目": "item",
}
STAGES = {
    "年初": "initial",
    "年初预算数": "initial",
    "全年": "adjusted",
    "全年预算数": "adjusted",
    "调整预算": "adjusted",
}
STAGES |= {"决算": "final", "决算数": "final", "执行": "final", "执行数": "final"}
ITEM_KINDS = {"人员": "staff", "人员经费": "staff", "公用": "public", "公用类": "public"}
VALUES: Mapping[str, Mapping[str, str]] = {
    "fund": FUNDS,
    "origin": ORIGINS,
    "nature": NATURES,
    "cut": CUTS,
    "stage": STAGES,
    "item_kind": ITEM_KINDS,
}

# Of a basic line whose nature is left out: what its economic 类 decides (基本支出 only).
NATURE_OF_CLASS = {
    "301": "basic.staff.wages",
    "303": "basic.staff.family",
    "302": "basic.public.goods",
    "307": "basic.public",
    "309": "basic.public.capital",
    "310": "basic.public.capital",
}

TOTALS = ("合计", "总计", "总合计", "收入合计", "支出合计", "收入总计", "支出总计", "本年合计")
SUBTOTALS = ("小计", "本页小计", "本页合计", "单位小计", "部门小计", "分类小计")
# Columns of published tables; a line list has one amount on a line.
NOT_IN_A_LIST = ("合计", "总计", "小计")
