"""Rules of the general budget: its total, its 类 and 项, basic expenditure; the other two budgets."""

from budgets.recognising.rules.funds import CARRIED, CARRIED_PARTS, NOT_FISCAL, THIS_YEAR
from budgets.recognising.rules.model import Rules

_TOTAL = (r"一般公共预算(?:财政)?(?:拨款)?(?:当年)?(?:拨款)?支出|年初预算", "general.total")
_PARTS = ((r"基本支出", "general.basic"), (r"项目支出", "general.project"))
GENERAL = Rules(amounts=(_TOTAL, *_PARTS), start="general.total", finders=("item", "class"))
GENERAL_FINAL = Rules(
    amounts=((r"一般公共预算(?:财政)?(?:拨款)?支出", "general.total"), *_PARTS),
    stages=((r"年初预算", "{}.initial"), (r"(?:全年|调整)预算", "{}.adjusted")),
    start="general.total",
    finders=("item", "class"),
    aliases={"general.total.initial": "general.initial", "general.total.adjusted": "general.adjusted"},
)

BASIC = Rules(
    amounts=(
        (r"人员经费", "basic.staff"),
        (r"公用经费", "basic.public"),
        (r"项目支出", "general.project"),
        (r"国有资本经营(?:预算)?", "capital.total"),
        (r"基本支出", "basic.total"),
    ),
    start="basic.total",
)

# Shanghai explains income, expenditure, the three budgets and every 项 in one section.
EXPLANATION = Rules(
    exact=CARRIED_PARTS,
    amounts=(
        *NOT_FISCAL,
        *THIS_YEAR,
        *CARRIED,
        (r"一般公共预算(?:财政)?(?:拨款)?(?:支出)?(?:预算)?", "fiscal.general"),
        (r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:支出)?(?:预算)?", "fiscal.fund"),
        (r"国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款)?(?:支出)?(?:预算)?", "fiscal.capital"),
        (r"财政拨款收入(?:预算)?", "income.fiscal"),
        (r"财政拨款支出(?:预算)?", "fiscal.total"),
        (r"财政专户", "income.special"),
        (r"事业收入(?:预算)?", "income.service"),
        (r"(?:事业单位)?经营收入(?:预算)?", "income.business"),
        (r"上级补助收入(?:预算)?", "income.superior"),
        (r"附属单位", "income.subordinate"),
        (r"其他收入(?:预算)?", "income.other"),
        (r"上年结转", "income.carried"),
        (r"收入预算", "income.total"),
        (r"支出预算", "expenditure.total"),
    ),
    finders=("item",),
    aliases={"income.fiscal.change": "fiscal.total.change", "income.fiscal.rate": "fiscal.total.rate"},
)

_OF_FUND = r"(?:预算)?(?:财政)?(?:拨款)?(?:安排的)?"
_ALONE = r"(?<![^，。；：])(?:本年)?支出|年初预算"
_FUND = (rf"政府性基金{_OF_FUND}(?:支出)?|{_ALONE}", "fund.total")
_RECEIVED = r"(?:预算)?(?:财政)?(?:拨款)?(?:当年|本年度?)?(?:财政)?(?:拨款)?收入"
FUND = Rules(amounts=((rf"政府性基金{_RECEIVED}", "income.fund"), *CARRIED, _FUND), start="fund.total")
FUND_FINAL = Rules(
    amounts=((rf"政府性基金{_RECEIVED}|(?<![^，。；：])本年收入", "fund.income"), *CARRIED, _FUND),
    start="fund.total",
)
CAPITAL = Rules(
    amounts=(
        (r"上年结转", "income.carried_capital"),
        (rf"国有资本(?:经营)?{_RECEIVED}", "income.capital"),
        *CARRIED,
        (rf"国有资本(?:经营)?{_OF_FUND}(?:支出)?|{_ALONE}", "capital.total"),
    ),
    start="capital.total",
)
