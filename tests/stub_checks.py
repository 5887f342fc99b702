"""Checks made for one test, so that it does not hang on those that there are: income against expenditure of B01."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from budgets.checks import CONTRADICTION, QUESTION, WARNING, Check
from budgets.checks.book import Book
from budgets.checks.model import RULE, Comparison, Operand, Side
from budgets.models import Budget
from tests.builders import budget, earn, spend

INCOME, EXPENDITURE = ("B01", "income/total", "amount"), ("B01", "expenditure/total", "amount")
TITLE = "收入总计应等于支出总计"
BASIS = "预算法第十二条"


def equal(book: Book) -> Iterator[Comparison]:
    """Total income is total expenditure."""
    yield Comparison(_side(book, INCOME), _side(book, EXPENDITURE))


def nearly(book: Book) -> Iterator[Comparison]:
    """Total income against itself in a coarser print: 尾差."""
    spot = book.spot(*INCOME)
    coarse = replace(spot, number=(spot.number or Decimal(0)) + 50, step=Decimal(1000))
    yield Comparison(_side(book, INCOME), Side((Operand(coarse),)))


def missing(book: Book) -> Iterator[Comparison]:
    """Total income against a table that there is not."""
    yield Comparison(_side(book, INCOME), _side(book, ("B99", "合计", "total")))


def worded(book: Book) -> Iterator[Comparison]:
    """A rule about words."""
    yield Comparison(Side(words="封面标题", text=book.document.title), Side(), RULE, holds=False)


def _side(book: Book, place: tuple[str, str, str]) -> Side:
    return Side((Operand(book.spot(*place)),))


EQUAL = Check("try-01", TITLE, equal, severity=CONTRADICTION, basis=BASIS)
DOUBTFUL = Check("try-02", TITLE, equal, severity=WARNING, basis=BASIS)
ASKED = Check("try-03", TITLE, equal, severity=QUESTION, basis=BASIS)
NEARLY = Check("try-04", "收入总计前后应一致", nearly, basis=BASIS)
MISSING = Check("try-05", "收入总计应等于另一张表", missing)
WORDED = Check("try-06", "标题应完整", worded, severity=WARNING)

Only = Callable[..., None]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Only:
    """Call it with the checks that there shall be."""

    def these(*checks: Check) -> None:
        monkeypatch.setattr("budgets.checks.report.checks", lambda: checks)

    return these


def unequal(code: str = "101") -> Budget:
    """A budget of 70 in income and 60 in expenditure (万元)."""
    made = budget(code=code)
    earn(made, "700000.00")
    spend(made, "function", "600000.00", function="2013101")
    return made


def mend(made: Budget) -> None:
    """Make expenditure what income is."""
    made.expenditure_lines.update(amount=Decimal("700000.00"))
