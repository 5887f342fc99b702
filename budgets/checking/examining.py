"""What the checks say of a draft, and what of it stands against publishing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from budgets.checking.context import context_of
from budgets.checking.lists import lists_shipped
from budgets.checking.overrides import digest, given, may_be_overridden
from budgets.checks import CONTRADICTION, FAILS, Context, Finding, Report, check
from budgets.document import Document
from budgets.models import CheckOverride, Disclosure


@dataclass
class Examined:
    """A document with what the checks say of it, and the overrides that were given, by digest."""

    document: Document
    report: Report
    overrides: Mapping[str, CheckOverride] = field(default_factory=dict)

    def override(self, finding: Finding) -> CheckOverride | None:
        """What was said of a warning as it now is."""
        return self.overrides.get(digest(finding)) if self.overrides and may_be_overridden(finding) else None

    def overridden(self, finding: Finding) -> bool:
        """Whether two people let a warning stand."""
        override = self.override(finding)
        return override is not None and override.confirmed

    @cached_property
    def barriers(self) -> list[Finding]:
        """What stands against publishing: contradictions, and warnings that no two people let stand."""
        return [finding for finding in self._asserted() if not self.overridden(finding)]

    @cached_property
    def void(self) -> list[CheckOverride]:
        """Overrides of values that have changed since."""
        now = {digest(finding) for finding in self._asserted() if may_be_overridden(finding)}
        return [override for override in self.overrides.values() if override.digest not in now]

    def _asserted(self) -> Iterator[Finding]:
        failing = (finding for finding in self.report.findings if finding.outcome == FAILS)
        return (each for each in failing if each.severity == CONTRADICTION or may_be_overridden(each))


def examine(disclosure: Disclosure, document: Document) -> Examined:
    """What the checks say of the document of a disclosure, knowing what the database knows."""
    return Examined(document, check(document, context_of(disclosure)), given(disclosure))


def examine_alone(document: Document) -> Examined:
    """What the checks say of a document by itself, with nothing but the shipped lists: the same at any time."""
    return Examined(document, check(document, Context(lists=lists_shipped())))
