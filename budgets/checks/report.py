"""Runs the checks on a document: outcomes counted, findings told in Chinese, culprits named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from budgets.checks.book import Book
from budgets.checks.context import NOTHING, Context
from budgets.checks.judging import judge
from budgets.checks.messages import Finding, finding
from budgets.checks.model import (
    CONTRADICTION,
    FAILS,
    HOLDS,
    NUMERICAL,
    OUTCOMES,
    ROUNDING,
    UNKNOWN,
    WARNING,
    Check,
    Judged,
)
from budgets.checks.ranking import Suspect, suspects
from budgets.checks.registry import checks
from budgets.document import Document


@dataclass
class Report:
    """What the checks say of a document: every comparison judged."""

    book: Book
    judged: tuple[Judged, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many comparisons have each outcome."""
        found = Counter(each.outcome for each in self.judged)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @cached_property
    def equalities(self) -> dict[str, int]:
        """The same of relations between printed numbers only."""
        found = Counter(each.outcome for each in self.judged if each.comparison.relation in NUMERICAL)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @cached_property
    def suspects(self) -> list[Suspect]:
        """The numbers that may be wrong, the likeliest first."""
        return suspects(self.judged)

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything that does not simply hold: contradictions first, then warnings, questions, 尾差, 无法核对."""
        better = {suspect.spot.address: suspect for suspect in self.suspects}
        found = [finding(each, better) for each in self.judged if each.outcome != HOLDS]
        return sorted(found, key=lambda each: (_RANK[each.outcome], _GRAVITY.get(each.severity, 2)))

    def failing(self, severity: str) -> list[Finding]:
        """Findings that are 不符, of one severity."""
        return [each for each in self.findings if each.outcome == FAILS and each.severity == severity]

    @property
    def contradictions(self) -> list[Finding]:
        """What must not be published."""
        return self.failing(CONTRADICTION)

    @property
    def warnings(self) -> list[Finding]:
        """What may be published when two people say why."""
        return self.failing(WARNING)

    def by_check(self) -> Iterator[tuple[Check, list[Judged]]]:
        """The comparisons of every check that says something about the document, in the order of ids."""
        found: dict[str, list[Judged]] = {}
        for each in self.judged:
            found.setdefault(each.check.id, []).append(each)
        for own in found.values():
            yield own[0].check, own


_RANK = {FAILS: 0, ROUNDING: 2, UNKNOWN: 1}
_GRAVITY = {CONTRADICTION: 0, WARNING: 1}


def check(document: Document, context: Context = NOTHING) -> Report:
    """Judges a document, wherever it came from."""
    book = Book(document, context)
    return Report(book, tuple(judged(book, checks())))


def judged(book: Book, which: tuple[Check, ...]) -> Iterator[Judged]:
    """Every comparison of these checks that applies to the document."""
    for each in which:
        if each.applies(book):
            for comparison in each.compare(book):
                found = judge(each, comparison)
                book.touched.update(spot.address for spot in found.spots)
                yield found
