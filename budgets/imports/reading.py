"""Reads a file for a disclosure: what would be entered, what is to be said of it, and what it would make."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from budgets.checking import Examined, examine
from budgets.composing import compose, facts_of
from budgets.document import Document
from budgets.editions import draft
from budgets.entered import Entries
from budgets.entries import Change, Invalid, Mistake, changes, put, schema, taken
from budgets.importing.book import ERROR, WARNING, Problem, Problems
from budgets.importing.forms import entries_of
from budgets.importing.ledger import lines_of
from budgets.importing.reading import read_workbook
from budgets.imports.codes import unknown_codes
from budgets.imports.comparing import Difference, agree, differences
from budgets.imports.magnitudes import magnitudes
from budgets.imports.overlaying import overlaid
from budgets.imports.plausible import implausible
from budgets.imports.sources import Source, source
from budgets.layouts import load
from budgets.ledger import FULL, FUNCTION
from budgets.models import Disclosure, ExpenditureLine
from budgets.working import say

STEPS = 4  # of reading, as they are told to who waits
# Groups that say whose a file is: they are compared, never entered.
IDENTITY = ("kind", "regions", "department", "units")
# What of 公开文件 belongs to the address or to the region.
FIXED = ("year", "unit", "layout")


@dataclass(frozen=True, slots=True)
class Result:
    """What a file would do to a disclosure. ``document`` and what follows are missing where it has errors.

    ``entries`` holds the groups that would be entered; ``changed`` what that changes of what is entered now.
    """

    kind: str
    found: Source
    entries: Entries
    problems: tuple[Problem, ...]
    document: Document | None = None
    differing: tuple[Difference, ...] = ()
    changed: tuple[Change, ...] = ()
    examined: Examined | None = None

    @property
    def wrong(self) -> bool:
        """Whether something keeps it from being entered."""
        return any(problem.severity == ERROR for problem in self.problems)


def read(disclosure: Disclosure, content: bytes, filename: str) -> Result:
    """Everything about a file; ``Unreadable`` if it is none that can be read. Nothing is entered."""
    groups = schema(disclosure.kind)
    say("读取文件", 0, STEPS)
    workbook = read_workbook(content, filename)
    say("按表头和编码认表", 1, STEPS)
    found = source(workbook, disclosure.layout, disclosure.kind, groups)
    problems = Problems(list(found.problems))
    problems.found += implausible(found, disclosure)
    problems.found += magnitudes(found.tables, *_spent(disclosure))
    if any(problem.severity == ERROR for problem in problems):
        return Result(disclosure.kind, found, {}, tuple(problems))
    say("由表推回账目", 2, STEPS)
    try:
        before = taken(disclosure)
        entries = _entries(disclosure, before, found, problems)
        problems.found += unknown_codes(entries, found, disclosure.kind, disclosure.year)
        say("试着录入并核对", 3, STEPS)
        return _tried(disclosure, before, found, entries, problems)
    except Invalid as invalid:
        problems.found += (_placed(mistake, found, groups_named(disclosure)) for mistake in invalid.mistakes)
        return Result(disclosure.kind, found, {}, tuple(problems))


def _spent(disclosure: Disclosure) -> tuple[Decimal | None, Decimal | None]:
    """What the department is known to spend in a year, in yuan: by what is entered here, and at most elsewhere."""
    same = Disclosure.objects.filter(department=disclosure.department_id, unit=disclosure.unit_id)
    lines = ExpenditureLine.objects.filter(disclosure__in=same, cut__in=(FUNCTION, FULL))
    sums = lines.values("disclosure", "cut", "stage").annotate(whole=Sum("amount")).values_list("disclosure", "whole")
    here = [whole for other, whole in sums if other == disclosure.pk]
    elsewhere = [whole for other, whole in sums if other != disclosure.pk]
    return max(here, default=None), max(elsewhere, default=None)


def groups_named(disclosure: Disclosure) -> Mapping[str, str]:
    """What people call each group."""
    return {group.key: group.title for group in schema(disclosure.kind)}


@contextmanager
def trial(disclosure: Disclosure, entries: Entries) -> Iterator[Disclosure]:
    """The disclosure with the entries put into it, until the end of the block; then all is as it was."""
    with transaction.atomic():
        put(Disclosure.objects.locked().get(pk=disclosure.pk), entries)
        yield Disclosure.objects.get(pk=disclosure.pk)
        transaction.set_rollback(True)


def _entries(disclosure: Disclosure, before: Entries, found: Source, problems: Problems) -> Entries:
    """What would be entered: what is typed and listed; where the tables say something else, what the tables say."""
    stated = {**_own(found.typed, before), **found.lines}
    if not found.tables:
        return stated
    with trial(disclosure, stated) as tried:
        facts, known = facts_of(tried), taken(tried)
    made = {table.code: table for table in compose(facts, load(disclosure.layout)).tables()}
    changed = {code for code, read in found.tables.items() if code not in made or not agree(read, made[code])}
    if not changed:
        return stated
    _tell(changed, found, problems)
    formed = entries_of(found.tables, disclosure.layout)
    problems.found += formed.problems
    money: Entries = {}
    if not found.lines:
        inverted = lines_of(found.tables, disclosure.layout, facts.units, known)
        problems.found += inverted.problems
        money = inverted.entries
    return {**stated, **overlaid(known, formed.entries, changed), **money}


def _own(typed: Entries, now: Entries) -> Entries:
    """What is typed, without what says whose it is; what is fixed stays as it is ``now``."""
    entries = {key: value for key, value in typed.items() if key not in IDENTITY}
    if "disclosure" in entries:
        fixed = {key: value for key, value in now["disclosure"].items() if key in FIXED}
        entries["disclosure"] = {**entries["disclosure"], **fixed}
    if "texts" in entries:
        kept = {row["key"]: row for row in now.get("texts") or ()}
        entries["texts"] = [_with_words(row, kept.get(row["key"], {})) for row in entries["texts"]]
    return entries


def _with_words(row: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """A text that is withheld keeps its words, which no file carries."""
    return {**row, "text": kept["text"]} if row.get("withheld") and not row.get("text") and "text" in kept else row


def _tell(changed: set[str], found: Source, problems: Problems) -> None:
    """That tables count, where the file carries typed figures too and they differ."""
    for code in sorted(changed) if found.typed.keys() - {*IDENTITY, "disclosure"} else ():
        read = found.tables[code]
        problems.add("表内的数与工作表“事实”中的不同：以表为准", read.sheet, severity=WARNING)


def _tried(disclosure: Disclosure, before: Entries, found: Source, entries: Entries, problems: Problems) -> Result:
    """What the entries make, tried and taken back."""
    with trial(disclosure, entries) as tried:
        document = draft(tried)
        after = taken(tried)
        examined = examine(tried, document)
    return Result(
        disclosure.kind,
        found,
        entries,
        tuple(problems),
        document,
        differences(found.tables, document),
        changes(before, after, schema(disclosure.kind)),
        examined,
    )


def _placed(mistake: Mistake, found: Source, names: Mapping[str, str]) -> Problem:
    """A mistake with the row of the file from which it comes."""
    sheet, row = found.rows.get((mistake.group, mistake.row), ("", 0))
    what = names.get(mistake.group, mistake.group)
    which = f"第 {mistake.row + 1} 行" if mistake.row >= 0 and not row else ""
    return Problem(f"{what}{which}：{mistake.message}", sheet, row)
