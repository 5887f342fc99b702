"""Between the tables of a budget, and between the cuts of the same money."""

from budgets.checks.book import Book
from budgets.checks.conditions import State, both, nothing, opposite, same
from budgets.checks.formula import equality
from budgets.checks.grounds import BUDGET_TABLES
from budgets.checks.model import AT_MOST, QUESTION

BUDGET = ("budget",)
HENAN, SHANGHAI = ("henan",), ("shanghai",)
SOURCES = (
    "B01/income/current.special/amount",
    "B01/income/current.own.service/amount",
    "B01/income/current.own.business/amount",
    "B01/income/current.own.superior/amount",
    "B01/income/current.own.subordinate/amount",
    "B01/income/current.own.other/amount",
)


def fiscal_only(book: Book) -> State:
    """Whether all of the money is 财政拨款, so that B04 tells the same as B01."""
    return same(book, ("B04/expenditure/total/total",), ("B01/expenditure/total/amount",))


def no_carried(book: Book) -> State:
    """Whether nothing of the general budget was carried over from last year."""
    return nothing(book, "B04/income/carried.general/amount")


def nothing_kept(book: Book) -> State:
    """Whether nothing of the year's money is carried on into the next: only then is spent what came in."""
    return nothing(book, "B01/expenditure/closing/amount", "B04/expenditure/closing/total")


def three_budgets(book: Book) -> State:
    """Whether B05, B10 and B11 together are all of the expenditure: nothing carried over but in B10 and B11, and no
    other funds."""
    return same(book, ("B03/合计/total",), ("B05/合计/total", "B10/合计/total", "B11/合计/total"))


def by_unit(book: Book) -> State:
    """Whether B07 and B12 together are all of the expenditure."""
    return same(book, ("B03/合计/total",), ("B07/合计/total", "B12/合计/total"))


def divided(book: Book) -> State:
    """Whether B08 tells the economic codes of projects too."""
    return bool(book.details("B08")) and not any(line.key.endswith("/project") for line in book.lines("B08"))


def undivided(book: Book) -> State:
    """Whether B08 has one row for all projects, so that the others are basic expenditure of the general budget."""
    projects = bool(book.details("B08")) and not divided(book)
    return both(projects, same(book, ("B03/合计/basic",), ("B06/合计/total",)))


def told_capital(book: Book) -> State:
    """Whether what is spent of 国有资本经营预算 is told by its table, or is nothing; and nothing is carried on."""
    places = ("expenditure/total/capital", "income/current.capital/amount", "income/carried.capital/amount")
    told = "B11" in book.tables or nothing(book, *(f"B04/{place}" for place in places))
    return both(told, nothing_kept(book))


CHECKS = (
    equality(
        "budget-60",
        "收支预算表与支出预算表：每类支出应相等",
        "B01/expenditure/{class_row}/amount",
        "B03/[function:{class_row}]/total",
        each="class_row:B01",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-61",
        "收支预算表与支出预算表：本年支出合计应等于支出合计",
        "B01/expenditure/current/amount",
        "B03/合计/total",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-62",
        "收支预算总表与支出预算总表：支出总计应相等",
        "B01/expenditure/total/amount",
        "B03/合计/total",
        kinds=BUDGET,
        layouts=SHANGHAI,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-63",
        "收支预算表与收入预算表：收入总计应相等",
        "B01/income/total/amount",
        "B02/合计/total",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-64",
        "收支预算表与收入预算表：每项本年收入应相等",
        "B01/income/{source}/amount",
        "B02/合计/{source}",
        each="source:B01",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-65",
        "收支预算表与收入预算表：本年收入合计、上年结转应相等",
        "B01/income/{origin}/amount",
        "B02/合计/{origin}.total",
        each="origin=current,carried",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-66",
        "收支预算总表与收入预算总表：财政拨款收入应相等",
        "B01/income/current.fiscal/amount",
        "B02/合计/fiscal",
        kinds=BUDGET,
        layouts=SHANGHAI,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-67",
        "收支预算总表与收入预算总表：每项其他来源的收入应相等",
        "B01/income/current.own.{fund}/amount",
        "B02/合计/{fund}",
        each="fund=service,business,other",
        kinds=BUDGET,
        layouts=SHANGHAI,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-68",
        "收支预算表与财政拨款收支表：每项本年拨款应相等",
        "?B04/income/{source}/amount",
        "B01/income/{source}/amount",
        each="source:B01",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-69",
        "财政拨款收支表与收入预算表：每项上年结转应相等",
        "?B04/income/carried.{fund}/amount",
        "B02/合计/carried.{fund}",
        each="fund=general,fund,capital,special,own",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-70",
        "财政拨款收支表与收支预算表：每类支出应相等（全部为财政拨款时）",
        "B04/expenditure/{class_row}/total",
        "B01/expenditure/{class_row}/amount",
        each="class_row:B04",
        when=fiscal_only,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-71",
        "财政拨款收支表与收支预算表：财政拨款安排的每类支出不应多于该类支出",
        "B04/expenditure/{class_row}/total",
        "B01/expenditure/{class_row}/amount",
        each="class_row:B04",
        relation=AT_MOST,
        when=opposite(fiscal_only),
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-72",
        "一般公共预算支出表：合计应等于财政拨款收支表的一般公共预算减上年结转（本表只含当年财政拨款）",
        "B05/合计/total",
        "B04/expenditure/total/general - ?B04/income/carried.general/amount",
        when=nothing_kept,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-73",
        "一般公共预算支出表与财政拨款收支表：每类支出应相等（没有上年结转时）",
        "B04/expenditure/{class_row}/general",
        "B05/[function:{class_row}]/total",
        each="class_row:B04",
        when=no_carried,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-74",
        "支出合计应等于一般公共预算、上年结转、政府性基金、国有资本经营预算和其他资金安排的支出之和",
        "B03/合计/total",
        "B05/合计/total + B01/income/carried/amount - B04/income/carried.fund/amount"
        " - B04/income/carried.capital/amount + B10/合计/total + ?B11/合计/total + " + " + ".join(SOURCES),
        when=told_capital,
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-75",
        "支出合计应等于财政拨款和其他资金安排的支出之和",
        "B03/合计/total",
        "B05/合计/total + B10/合计/total + B11/合计/total + ?B01/income/current.own.service/amount"
        " + ?B01/income/current.own.business/amount + ?B01/income/current.own.other/amount",
        kinds=BUDGET,
        layouts=SHANGHAI,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-76",
        "各项各列：一般公共预算支出不应多于全部支出",
        "B05/[function:{item}]/{column}",
        "B03/[function:{item}]/{column}",
        each="item:B05 column:B05",
        relation=AT_MOST,
        when=opposite(three_budgets),
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-77",
        "各项各列：支出预算表应等于三本预算的支出表之和（没有其他资金时）",
        "B03/[function:{item}]/{column}",
        "B05/[function:{item}]/{column} + ?B10/[function:{item}]/{column} + ?B11/[function:{item}]/{column}",
        each="item:B03 column:B03",
        when=three_budgets,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-78",
        "基本支出表：合计应等于一般公共预算支出表的基本支出",
        "B06/合计/total",
        "B05/合计/basic",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-79",
        "基本支出表：人员经费应等于一般公共预算支出表的工资福利支出加对个人和家庭的补助",
        "B06/合计/staff",
        "B05/合计/basic.staff.wages + B05/合计/basic.staff.family",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-80",
        "基本支出表：公用经费应等于一般公共预算支出表的商品和服务支出加资本性支出",
        "B06/合计/public",
        "B05/合计/basic.public.goods + B05/合计/basic.public.capital",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-81",
        "一般公共预算支出表的工资福利支出应等于基本支出表 301 各科目之和",
        "B05/合计/basic.staff.wages",
        "B06/[economic:301]/total",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-82",
        "一般公共预算支出表的对个人和家庭的补助应等于基本支出表 303 各科目之和",
        "B05/合计/basic.staff.family",
        "B06/[economic:303]/total",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-83",
        "一般公共预算支出表的商品和服务支出应等于基本支出表 302 各科目之和",
        "B05/合计/basic.public.goods",
        "B06/[economic:302]/total",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-84",
        "一般公共预算支出表的资本性支出应等于基本支出表其余科目之和",
        "B05/合计/basic.public.capital",
        "B06/[not_economic:301,302,303]/total",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-85",
        "基本支出明细表：本年一般公共预算应等于基本支出表合计",
        "B07/合计/general",
        "B06/合计/total",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-86",
        "基本支出明细表与基本支出表：人员类、公用经费的口径",
        "B07/[kind:人员类]/general",
        "B06/合计/staff",
        severity=QUESTION,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-87",
        "收入预算表：每个单位的总计应等于它的基本支出加项目支出",
        "B02/{row}/total",
        "B07/[begins:{code}]/total + B12/[unit:{name}]/total",
        each="named_row:B02",
        when=by_unit,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-88",
        "支出经济分类汇总表：总计应等于支出预算表合计",
        "B08/合计/total",
        "B03/合计/total",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-89",
        "支出经济分类汇总表：每本预算的支出应等于财政拨款收支表的本年拨款",
        "B08/合计/{fund}",
        "B04/income/current.{fund}/amount",
        each="fund=general,fund,capital",
        when=nothing_kept,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-90",
        "支出经济分类汇总表：上年结转应等于收支预算表的上年结转",
        "B08/合计/carried",
        "B01/income/carried/amount",
        when=nothing_kept,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-91",
        "支出经济分类汇总表：每项其他资金应等于收支预算表的该项收入",
        "B08/合计/{source}",
        "B01/income/current.{source}/amount",
        each="source=special,own.service,own.business,own.superior,own.subordinate,own.other",
        when=nothing_kept,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-92",
        "逐科目：一般公共预算基本支出不应多于全部支出",
        "B06/[pair:{pair}]/total",
        "B08/[pair:{pair}]/total",
        each="pair:B06",
        relation=AT_MOST,
        when=opposite(undivided),
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-93",
        "逐科目：支出经济分类汇总表的基本支出应等于基本支出表",
        "B08/[pair:{pair}]/total",
        "B06/[pair:{pair}]/total",
        each="pair:B08",
        when=undivided,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-94",
        "支出经济分类汇总表的项目支出应等于支出预算表的项目支出",
        "B08/[ends:project]/total",
        "B03/合计/project",
        when=undivided,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-95",
        "“三公”经费：公务接待费应等于支出经济分类汇总表 30217 一般公共预算",
        "B09/合计/reception",
        "B08/[economic:30217]/general",
        when=divided,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-96",
        "“三公”经费：公务用车运行费应等于支出经济分类汇总表 30231 一般公共预算",
        "B09/合计/operation",
        "B08/[economic:30231]/general",
        when=divided,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-97",
        "“三公”经费：因公出国（境）费应等于支出经济分类汇总表 30212 一般公共预算",
        "B09/合计/abroad",
        "B08/[economic:30212]/general",
        when=divided,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-98",
        "“三公”经费：公务用车购置费应等于支出经济分类汇总表 30913、31013 一般公共预算",
        "B09/合计/purchase",
        "B08/[economic:30913,31013]/general",
        when=divided,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-99",
        "“三公”经费：公务接待费不应少于基本支出表 30217",
        "B06/[economic:30217]/total",
        "B09/合计/reception",
        relation=AT_MOST,
        when=opposite(divided),
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-100",
        "“三公”经费：公务用车运行费不应少于基本支出表 30231",
        "B06/[economic:30231]/total",
        "B09/合计/operation",
        relation=AT_MOST,
        when=opposite(divided),
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-101",
        "“三公”经费：因公出国（境）费不应少于基本支出表 30212",
        "B06/[economic:30212]/total",
        "B09/合计/abroad",
        relation=AT_MOST,
        when=opposite(divided),
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-102",
        "政府性基金支出预算表：合计应等于财政拨款收支表的政府性基金",
        "B10/合计/total",
        "B04/expenditure/total/fund - ?B04/expenditure/closing/fund",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-103",
        "国有资本经营支出预算表：合计应等于财政拨款收支表的国有资本经营预算",
        "B11/合计/total",
        "B04/expenditure/total/capital - ?B04/expenditure/closing/capital",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-104",
        "项目支出预算表：合计应等于支出预算表的项目支出",
        "B12/合计/total",
        "B03/合计/project",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-105",
        "项目支出预算表：其他运转类项目之和应等于支出预算表的其他运转类",
        "B12/[kind:其他运转类]/total",
        "B03/合计/project.operating",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-106",
        "项目支出预算表：特定目标类项目之和应等于支出预算表的特定目标类",
        "B12/[kind:特定目标类]/total",
        "B03/合计/project.target",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-107",
        "项目支出预算表：本年一般公共预算应等于一般公共预算支出表的项目支出",
        "B12/合计/general",
        "B05/合计/project",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-108",
        "项目支出预算表：政府性基金应等于政府性基金支出预算表的项目支出",
        "B12/合计/fund + B12/合计/carried.fund",
        "B10/合计/project",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-109",
        "项目支出预算表：国有资本经营预算应等于国有资本经营支出预算表的项目支出",
        "B12/合计/capital + B12/合计/carried.capital",
        "B11/合计/project",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-110",
        "机关（机构）运行经费：合计不应多于一般公共预算基本支出的公用经费",
        "B13/合计/total",
        "B06/合计/public",
        relation=AT_MOST,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-111",
        "机关（机构）运行经费：每个科目不应多于基本支出表的同一科目（口径可由地区另定）",
        "B13/{detail}/total",
        "B06/[economic:{detail}]/total",
        each="detail:B13",
        relation=AT_MOST,
        severity=QUESTION,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-112",
        "“三公”经费和机关运行经费表：机关运行经费不应多于基本支出的公用经费",
        "B09/合计/running",
        "B06/合计/public",
        relation=AT_MOST,
        kinds=BUDGET,
        layouts=SHANGHAI,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-113",
        "整体绩效目标表：预算总额应等于收入总计",
        "B14/amounts/total/amount",
        "B01/income/total/amount",
        when=nothing_kept,
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-114",
        "整体绩效目标表：基本支出、项目支出应等于支出预算表",
        "B14/amounts/{nature}/amount",
        "B03/合计/{nature}",
        each="nature=basic,project",
        kinds=BUDGET,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-115",
        "项目绩效目标表：合计应等于支出预算表的项目支出",
        "B15/合计/total",
        "B03/合计/project",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-116",
        "项目绩效目标表与项目支出预算表：每个项目的资金应相等",
        "B15/[ends:{project}]/total",
        "B12/[ends:{project}]/total",
        each="project:B15",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-117",
        "项目绩效目标表与项目支出预算表：每个项目的政府预算资金应相等",
        "B15/[ends:{project}]/fiscal",
        "B12/[ends:{project}]/general + B12/[ends:{project}]/fund + B12/[ends:{project}]/capital"
        " + B12/[ends:{project}]/carried.general + B12/[ends:{project}]/carried.fund"
        " + B12/[ends:{project}]/carried.capital",
        each="project:B15",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-118",
        "项目绩效目标表与项目支出预算表：每个项目的专户资金、单位资金应相等",
        "B15/[ends:{project}]/{fund}",
        "B12/[ends:{project}]/{fund}",
        each="project:B15 fund=special,own",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-119",
        "项目绩效目标表：每个单位的项目资金应等于项目支出预算表中该单位的项目之和",
        "B15/{row}/total",
        "B12/[unit:{name}]/total",
        each="named_subtotal:B15",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
    equality(
        "budget-120",
        "收支预算表与财政拨款收支表：单位资金应等于各项单位资金之和",
        "?B04/income/current.own/amount",
        "B01/income/current.own.service/amount + B01/income/current.own.business/amount"
        " + B01/income/current.own.superior/amount + B01/income/current.own.subordinate/amount"
        " + B01/income/current.own.other/amount",
        kinds=BUDGET,
        layouts=HENAN,
        basis=BUDGET_TABLES,
    ),
)
