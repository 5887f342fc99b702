"""Rules of the totals: all income and expenditure, income, expenditure, fiscal appropriations."""

from budgets.recognising.rules.funds import CARRIED, CARRIED_PARTS, NOT_FISCAL, THIS_YEAR
from budgets.recognising.rules.model import UNNAMED, Rules

_BOTH = r"收入?(?:总计)?(?:[、和与及])?支出?(?:总计|预算总计|决算总计)?(?=[各均共分增减持上下比较为]|$)"
OVERALL = Rules(
    exact=CARRIED_PARTS,
    amounts=(
        (_BOTH, "income.total"),
        *NOT_FISCAL,
        *THIS_YEAR,
        *CARRIED,
        (r"财政拨款(?:预算)?收入(?:预算)?(?:总计|合计)?", "income.fiscal"),
        (r"一般公共预算(?:财政)?(?:拨款)?收入(?:预算)?", "income.general"),
        (r"政府性基金(?:预算)?(?:财政)?(?:拨款)?收入(?:预算)?", "income.fund"),
        (r"国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款)?收入(?:预算)?", "income.capital"),
        (r"财政专户[^，。；：]*收入(?:预算)?(?:总计|合计)?", "income.special"),
        (r"其他(?:资金)?收入(?:预算)?(?:总计|合计)?", UNNAMED),
        (r"(?:上年|年初)结转(?:资金|结余|和)*", "income.carried"),
        (r"基本支出", "expenditure.basic"),
        (r"项目支出", "expenditure.project"),
        (r"收入(?:预算|决算)?(?:总计|合计)|总收入", "income.total"),
        (r"支出(?:预算|决算)?(?:总计|合计)|总支出", "expenditure.total"),
    ),
    start="income.total",
    aliases={"expenditure.total.change": "income.total.change", "expenditure.total.rate": "income.total.rate"},
)

_PARTS = (
    *NOT_FISCAL,
    *CARRIED,
    (r"上年结转(?:和?结余)?(?:收入)?|年初结转", "income.carried"),
    (r"财政专户|专户管理", "income.special"),
    (r"一般公共预算(?:财政)?(?:拨款)?(?:收入)?", "income.general"),
    (r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入)?", "income.fund"),
    (r"国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款)?(?:收入)?", "income.capital"),
    (r"财政拨款(?:收入)?", "income.fiscal"),
    (r"上级补助(?:收入)?", "income.superior"),
    (r"(?:事业单位)?经营收入", "income.business"),
    (r"附属单位", "income.subordinate"),
    (r"事业收入", "income.service"),
    (r"其他收入", "income.other"),
)
INCOME = Rules(
    exact=CARRIED_PARTS,
    amounts=((r"收入(?:预算)?(?:合计|总计|总额)|总收入", "income.total"), *_PARTS),
    start="income.total",
)
INCOME_FINAL = Rules(
    exact=CARRIED_PARTS,
    amounts=((r"收入(?:决算)?(?:合计|总计|总额)|总收入", "income.current"), *_PARTS),
    start="income.current",
)

_SPENT = (
    (r"基本支出", "expenditure.basic"),
    (r"项目支出", "expenditure.project"),
    (r"上缴上级(?:支出)?", "expenditure.remitted"),
    (r"对?附属单位补助(?:支出)?", "expenditure.subsidy"),
    (r"经营支出", "expenditure.business"),
)
EXPENDITURE = Rules(
    amounts=((r"支出(?:预算)?(?:合计|总计|总额)|总支出", "expenditure.total"), *_SPENT),
    start="expenditure.total",
)
EXPENDITURE_FINAL = Rules(
    amounts=((r"支出(?:决算)?(?:合计|总计|总额)|总支出", "expenditure.current"), *_SPENT),
    start="expenditure.current",
)

_BOTH_SIDES = r"收入?(?:预算)?[、和与及]?支出?(?:预算)?总计"
FISCAL = Rules(
    exact=CARRIED_PARTS,
    amounts=(
        *NOT_FISCAL,
        *THIS_YEAR,
        *CARRIED,
        (r"(?:当年|本年度?)财政拨款收入|财政拨款(?:当年|本年度?)收入", "income.fiscal"),
        (r"结转|结余", UNNAMED),
        (rf"一般公共预算(?:财政)?(?:拨款)?(?:{_BOTH_SIDES})?", "fiscal.general"),
        (rf"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:{_BOTH_SIDES})?", "fiscal.fund"),
        (rf"国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款)?(?:{_BOTH_SIDES})?", "fiscal.capital"),
        (r"财政拨款", "fiscal.total"),
        (_BOTH_SIDES, "fiscal.total"),
    ),
    start="fiscal.total",
    finders=("item",),
)
