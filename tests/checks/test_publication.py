"""Examples of the check of publication in time."""

from datetime import date

from budgets.checks import Context, check
from tests.checks.documents import Example, Examples, case, four


def published(approved: date | None, day: date | None) -> Example:
    """A document approved and published on these days."""
    return case(context=Context(approved=approved, published=day))


APPROVED = date(2024, 2, 8)

EXAMPLES: Examples = {
    "publication-01": four(
        published(APPROVED, date(2024, 2, 20)),
        published(APPROVED, date(2024, 2, 29)),
        published(APPROVED, date(2024, 2, 28)),
        published(None, date(2024, 2, 20)),
    )
}


def test_a_finding_is_the_same_on_the_next_day() -> None:
    told = []
    for day in (29, 30):
        document, context = published(APPROVED, date(2024, 3, day))()
        told += [each for each in check(document, context).findings if each.check == "publication-01"]
    assert len(told) == 2 and len({(each.key, each.message) for each in told}) == 1
    assert "批复日 2024年2月8日，最迟应在 2024年2月28日公开，已过期限" in told[0].message
