"""Reads a comparison: what the address asks for, settled by what is published, and the cells of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from budgets.site.compare.asked import KINDS, Asked, asked
from budgets.site.compare.cells import Compared, compared
from budgets.site.compare.figures import Figures, Line, figures, whole_of
from budgets.site.compare.notes import Notes, notes
from budgets.site.compare.subjects import Entry, Subject, entries, subjects

MOST_CELLS = 6000
UNKNOWN = "没有找到代码是 {who} 的部门或单位，没有列入。"
NOTHING = "{name}没有公开任何文件。"
NO_LINE = "没有“{line}”这一项主要数据，没有列入。"
TOO_MANY = "要比较的格子太多：只列出前 {shown} 行，共 {all} 行。请减少部门、年度，或者只选其中几行。"


@dataclass(frozen=True, slots=True)
class Read:
    """A comparison with its notes, the documents that it reads, the years that there are, what could not be taken."""

    compared: Compared
    notes: Notes
    entries: tuple[Entry, ...]
    years: tuple[int, ...]
    problems: tuple[str, ...]

    @property
    def asked(self) -> Asked:
        """What is compared."""
        return self.compared.asked

    @property
    def title(self) -> str:
        """What is compared, in words: whose, when, what."""
        names = [subject.name for subject in self.compared.subjects]
        whose = "、".join(names[:2]) + (f"等 {len(names)} 个部门" if len(names) > 2 else "")
        return f"{whose}：{self.when}{self.what}" if names else "比较"

    @property
    def what(self) -> str:
        """The line, where there is one alone, or else all of them together."""
        lines = self.compared.lines
        return lines[0].title if len(lines) == 1 else whole_of(self.asked).partition("（")[0]

    @property
    def when(self) -> str:
        """``2023—2024年预算``."""
        years = self.asked.years
        if not years:
            return ""
        return f"{years[0]}{f'–{years[-1]}' if len(years) > 1 else ''}年{KINDS[self.asked.kind]}"


def read(query: QueryDict) -> Read:
    """The comparison of an address, in a constant number of queries."""
    wanted = asked(query)
    found = subjects(wanted.who)
    every = entries(found)
    settled = wanted.settled((entry.year, entry.kind) for entry in every)
    settled = replace(settled, who=tuple(subject.who for subject in found))
    shown = tuple(entry for entry in every if entry.year in settled.years and entry.kind in settled.kinds)
    read = figures(settled, shown) if shown else Figures()
    lines, cut = _fitting(read, len(found) * len(settled.years) * len(settled.kinds))
    settled = replace(settled, lines=tuple(each for each in settled.lines if each not in read.unknown))
    made = compared(settled, _paged(found, every), shown, read, lines)
    problems = (*wanted.problems, *_unknown(wanted, found), *_empty(found, every), *_lines(read), *cut)
    years = tuple(sorted({entry.year for entry in every} | set(settled.years)))
    return Read(made, notes(made, read.notes), shown, years, problems)


def _fitting(read: Figures, columns: int) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """As many lines as a page can hold, and what is said if they are not all."""
    most = MOST_CELLS // max(columns, 1)
    if len(read.lines) <= most:
        return read.lines, ()
    return read.lines[:most], (TOO_MANY.format(shown=most, all=len(read.lines)),)


def _unknown(wanted: Asked, found: Sequence[Subject]) -> list[str]:
    known = {subject.who for subject in found}
    return [UNKNOWN.format(who=who) for who in wanted.who if who not in known]


def _empty(found: Sequence[Subject], every: Sequence[Entry]) -> list[str]:
    published = {entry.who for entry in every}
    return [NOTHING.format(name=subject.name) for subject in found if subject.who not in published]


def _paged(found: Sequence[Subject], every: Sequence[Entry]) -> list[Subject]:
    """The subjects, those that have published nothing without a page."""
    published = {entry.who for entry in every}
    return [subject if subject.who in published else replace(subject, page="") for subject in found]


def _lines(read: Figures) -> list[str]:
    return [NO_LINE.format(line=line) for line in read.unknown]
