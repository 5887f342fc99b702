"""Examples of the check of publication in time."""

from datetime import date

from budgets.checks import Context
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
