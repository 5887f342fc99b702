"""Publication in time: within twenty days of the approval (批复) of the finance bureau."""

from collections.abc import Iterator
from datetime import date, timedelta

from budgets.checks.book import Book
from budgets.checks.grounds import OPENNESS
from budgets.checks.model import WARNING, Check, Comparison
from budgets.checks.texts import told

TERM = timedelta(days=20)


def _in_time(book: Book) -> Iterator[Comparison]:
    """Day of publication at most twenty days behind that of approval; a unit's days run from its department's 批复.

    The day of publication, which is today for a draft, is not told: a finding must be the same tomorrow.
    """
    approved, published = book.context.approved, book.context.published
    if published is None:
        return
    if approved is None:
        yield told("没有批复日期，算不出公开期限", holds=None)
        return
    last = approved + TERM
    words = f"批复日 {_day(approved)}，最迟应在 {_day(last)}公开"
    yield told(words if published <= last else f"{words}，已过期限", holds=published <= last)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


CHECKS = (
    Check(
        "publication-01",
        "应在批复后 20 日内公开",
        _in_time,
        severity=WARNING,
        basis=OPENNESS,
    ),
)
