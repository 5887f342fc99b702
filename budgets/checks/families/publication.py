"""Publication in time: within twenty days of the approval (批复) of the finance bureau."""

from collections.abc import Iterator
from datetime import timedelta

from budgets.checks.book import Book
from budgets.checks.grounds import OPENNESS
from budgets.checks.model import WARNING, Check, Comparison
from budgets.checks.texts import told

TERM = timedelta(days=20)


def _in_time(book: Book) -> Iterator[Comparison]:
    """Day of publication at most twenty days behind that of approval; a unit's days run from its department's 批复."""
    approved, published = book.context.approved, book.context.published
    if published is None:
        return
    if approved is None:
        yield told("没有批复日期，算不出公开期限", holds=None)
        return
    late = (published - approved - TERM).days
    words = f"{approved} 批复，最迟 {approved + TERM} 公开，公开日期是 {published}"
    yield told(words + (f"，晚了 {late} 天" if late > 0 else ""), holds=late <= 0)


CHECKS = (
    Check(
        "publication-01",
        "应在批复后 20 日内公开",
        _in_time,
        severity=WARNING,
        basis=OPENNESS,
    ),
)
