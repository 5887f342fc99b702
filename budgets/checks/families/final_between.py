"""Between the tables of final accounts."""

from decimal import Decimal

from budgets.checks.book import Book
from budgets.checks.formula import equality
from budgets.checks.grounds import FINAL_TABLES, NARRATIVE
from budgets.checks.model import AT_MOST, QUESTION

FINAL = ("final",)


def _number(book: Book, address: str) -> Decimal:
    spot = book.at(address)
    return spot.number if spot and spot.number is not None else Decimal(0)


def fiscal_only(book: Book) -> bool:
    """Whether all expenditure is 财政拨款 of the three budgets."""
    parts = sum((_number(book, f"{code}/合计/total") for code in ("F05", "F07", "F08")), Decimal(0))
    return abs(_number(book, "F03/合计/total") - parts) <= 500


CHECKS = (
    equality(
        "final-40",
        "收入决算表与收入支出决算总表：本年收入合计应相等",
        "F02/合计/total",
        "F01/income/current/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-41",
        "收入决算表与收入支出决算总表：财政拨款收入应等于三本预算的拨款之和",
        "F02/合计/fiscal",
        "F01/income/current.general/amount + F01/income/current.fund/amount + F01/income/current.capital/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-42",
        "收入决算表与收入支出决算总表：上级补助、经营、附属单位上缴、其他收入应相等",
        "F02/合计/{fund}",
        "F01/income/current.own.{fund}/amount",
        each="fund=superior,business,subordinate,other",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-43",
        "收入决算表与收入支出决算总表：事业收入应相等",
        "F02/合计/service",
        "F01/income/current.service/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-44",
        "支出决算表与收入支出决算总表：本年支出合计应相等",
        "F03/合计/total",
        "F01/expenditure/current/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-45",
        "支出决算表与收入支出决算总表：每类支出应相等",
        "F01/expenditure/{class_row}/amount",
        "F03/[function:{class_row}]/total",
        each="class_row:F01",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-46",
        "财政拨款收支决算总表与收入支出决算总表：每本预算的本年拨款应相等",
        "F04/income/current.{fund}/amount",
        "F01/income/current.{fund}/amount",
        each="fund=general,fund,capital",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-47",
        "财政拨款收支决算总表：一般公共预算的每类支出应等于一般公共预算支出决算表",
        "F04/expenditure/{class_row}/general",
        "F05/[function:{class_row}]/total",
        each="class_row:F04",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-48",
        "财政拨款收支决算总表：政府性基金的每类支出应等于政府性基金决算表",
        "F04/expenditure/{class_row}/fund",
        "F07/[function:{class_row}]/total",
        each="class_row:F04",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-49",
        "财政拨款收支决算总表：国有资本经营预算的每类支出应等于国有资本经营预算决算表",
        "F04/expenditure/{class_row}/capital",
        "F08/[function:{class_row}]/total",
        each="class_row:F04",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-50",
        "一般公共预算支出决算表：合计应等于财政拨款收支决算总表的一般公共预算本年支出",
        "F05/合计/total",
        "F04/expenditure/current/general",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-51",
        "一般公共预算支出决算表：基本支出应等于基本支出决算明细表的人员经费加公用经费",
        "F05/合计/basic",
        "F06/staff/amount + F06/public/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-52",
        "各行各列：一般公共预算支出不应多于全部支出",
        "F05/{row}/{column}",
        "F03/{row}/{column}",
        each="row:F05 column:F05",
        relation=AT_MOST,
        when=lambda book: not fiscal_only(book),
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-53",
        "各行各列：支出决算表应等于三本预算的支出决算表之和（没有其他资金时）",
        "F03/{row}/{column}",
        "?F05/{row}/{column} + ?F07/{row}/{column} + ?F08/{row}/{column}",
        each="row:F03 column=total,basic,project",
        when=fiscal_only,
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-54",
        "政府性基金决算表：本年支出应等于财政拨款收支决算总表的政府性基金",
        "F07/合计/total",
        "F04/expenditure/current/fund",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-55",
        "国有资本经营预算决算表：本年支出应等于财政拨款收支决算总表的国有资本经营预算",
        "F08/合计/total",
        "F04/expenditure/current/capital",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-56",
        "政府性基金决算表：年初结转应等于财政拨款收支决算总表的政府性基金年初结转",
        "F07/合计/opening",
        "F04/income/opening.fund/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-57",
        "政府性基金决算表：本年收入应等于财政拨款收支决算总表的政府性基金拨款",
        "F07/合计/income",
        "F04/income/current.fund/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-58",
        "政府性基金决算表：年末结转应等于财政拨款收支决算总表的政府性基金年末结转",
        "F07/合计/closing",
        "F04/expenditure/closing/fund",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-59",
        "国有资本经营预算决算表：年初结转应等于财政拨款收支决算总表",
        "F08/合计/opening",
        "F04/income/opening.capital/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-60",
        "国有资本经营预算决算表：本年收入应等于财政拨款收支决算总表",
        "F08/合计/income",
        "F04/income/current.capital/amount",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-61",
        "国有资本经营预算决算表：年末结转应等于财政拨款收支决算总表",
        "F08/合计/closing",
        "F04/expenditure/closing/capital",
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-62",
        "“三公”经费决算：公务接待费不应少于基本支出决算明细表 30217",
        "F06/30217/amount",
        "F09/合计/final.reception",
        relation=AT_MOST,
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-63",
        "“三公”经费决算：公务用车运行维护费不应少于基本支出决算明细表 30231",
        "F06/30231/amount",
        "F09/合计/final.operation",
        relation=AT_MOST,
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-64",
        "“三公”经费决算：因公出国（境）费不应少于基本支出决算明细表 30212",
        "F06/30212/amount",
        "F09/合计/final.abroad",
        relation=AT_MOST,
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-65",
        "“三公”经费决算：公务用车购置费不应少于基本支出决算明细表 31013",
        "F06/31013/amount",
        "F09/合计/final.purchase",
        relation=AT_MOST,
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-66",
        "财政拨款收支决算总表与收入支出决算总表：财政拨款安排的每类支出不应多于该类支出",
        "F04/expenditure/{class_row}/total",
        "F01/expenditure/{class_row}/amount",
        each="class_row:F04",
        relation=AT_MOST,
        kinds=FINAL,
        basis=FINAL_TABLES,
    ),
    equality(
        "final-67",
        "自评项目的全年执行数之和与支出决算表的项目支出（口径可以不同）",
        "F11/[details]/executed",
        "F03/合计/project",
        relation=AT_MOST,
        severity=QUESTION,
        kinds=FINAL,
        basis=NARRATIVE,
    ),
)
