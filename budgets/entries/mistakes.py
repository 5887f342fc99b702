"""Mistakes in entries, told to the person who made them with group, row and field."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 200


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. ``row`` counts from 0 in ``budgets.entered.rows_of``; -1 where there is only one row.

    ``field`` is empty if it concerns the whole row, and ``row`` is -1 too if it concerns the whole group.
    """

    group: str
    row: int
    field: str
    message: str


class Invalid(ValueError):
    """Entries that cannot be put: ``mistakes``, at most 200 of them, all found before anything was written."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)[:MOST]
        super().__init__("；".join(mistake.message for mistake in self.mistakes[:3]))
