"""Examples of the checks against last year's edition and the budget of the year."""

import gc
import weakref

from budgets.checks import Context, check
from budgets.document import Document, Section
from tests.checks.documents import Example, Examples, case, document, form, four, grid, panel, said


def income(amount: str | None, year: int = 2023, kind: str = "budget") -> Document:
    """Last year's edition with its total of income."""
    code = "B01" if kind == "budget" else "F01"
    table = form(code, panel("label$ amount", {"income/total": ("收入总计", amount)}, "income"))
    return document(table, year=year, kind=kind)


def changed(previous: str | None, amount: str = "1261.66", change: str = "84.41", rate: str = "7.17") -> Example:
    """This year's total with its change, and last year's edition."""
    words = f"2024年收入总计{amount}万元，支出总计{amount}万元，与2023年预算相比，收支增加{change}万元，增长{rate}%。"
    table = form("B01", panel("label$ amount", {"income/total": ("收入总计", amount)}, "income"))
    text = said("overall", words, heading="一、收入支出预算总体情况说明")
    return case(text, table, context=Context(previous=income(previous)))


def vehicles(prior: str, previous: str | None) -> Example:
    """“三公” of last year as it is told, and as it was published."""
    words = f"2024年“三公”经费预算为11.00万元，上年预算数为{prior}万元。"
    now = grid("B09", "total", {"合计": ("11.00",)})
    before = document(grid("B09", "total", {"合计": (previous,)}), year=2023)
    text = said("three_public", words, heading="七、“三公”经费支出情况说明")
    return case(text, now, context=Context(previous=before))


def opening(amount: str, closing: str | None) -> Example:
    """What a final account opens with, and what the last one closed with."""
    return case(_balance(amount, "0.00"), kind="final", context=Context(previous=_closed(closing)))


def _balance(start: str | None, end: str | None) -> Section:
    income_side = panel("label$ amount", {"income/opening": ("年初结转和结余", start)}, "income")
    return form("F01", income_side, panel("label$ amount", {"expenditure/closing": ("年末", end)}, "expenditure"))


def _closed(closing: str | None) -> Document:
    return document(_balance("0.00", closing), kind="final", year=2023)


def initial(amount: str, budgeted: str | None) -> Example:
    """年初预算 as final accounts tell it, and the budget of the year."""
    words = f"2024年度一般公共预算财政拨款支出年初预算为{amount}万元，支出决算为600.00万元，完成年初预算的90.00%。"
    text = said("general_items", words, heading="（三）一般公共预算财政拨款支出决算具体情况")
    budget = document(grid("B05", "name$ total", {"合计": ("合计", budgeted)}))
    return case(text, kind="final", context=Context(budget=budget))


def planned(amount: str, budgeted: str | None) -> Example:
    """“三公” budgets of final accounts in Shanghai, and those of the budget."""
    table = grid("F09", "budget.total final.total", {"合计": (amount, "20.00")})
    budget = document(grid("B09", "total", {"合计": (budgeted,)}))
    return case(table, kind="final", layout="shanghai-final@1", context=Context(budget=budget))


EXAMPLES: Examples = {
    "earlier-01": four(changed("1177.25"), changed("1170.00"), changed("1177.26"), changed(None)),
    "earlier-02": four(changed("1177.25"), changed("1000.00"), changed("1177.90"), changed(None)),
    "earlier-03": four(
        vehicles("11.00", "11.00"), vehicles("11.00", "12.00"), vehicles("11", "11.00"), vehicles("11.00", None)
    ),
    "earlier-04": four(opening("5.00", "5.00"), opening("5.00", "6.00"), opening("5", "5.00"), opening("5.00", None)),
    "earlier-05": four(
        initial("611.70", "611.70"), initial("611.70", "813.27"), initial("611.7", "611.70"), initial("611.70", None)
    ),
    "earlier-06": four(
        planned("22.91", "22.91"), planned("22.91", "47.91"), planned("22.9", "22.90"), planned("22.91", None)
    ),
}


def test_the_earlier_document_is_kept_no_longer_than_the_report() -> None:
    found, context = changed("1177.25")()
    report = check(found, context)
    kept = [weakref.ref(book) for book in (report.book, report.book.kept["previous"])]
    del report
    gc.collect()
    assert [each() for each in kept] == [None, None]
