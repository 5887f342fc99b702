"""What the documents themselves say of the changes that are compared, in their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from budgets.extracts import Explained, explained
from budgets.site.amounts import place
from budgets.site.compare.asked import LENGTHS, OF_GENERAL
from budgets.site.compare.cells import Compared, Period
from budgets.site.compare.figures import TOTAL, Line
from budgets.site.compare.subjects import Entry, Subject
from budgets.site.reading import documents

# So many documents are parsed for a page at most: the newest.
MOST_DOCUMENTS = 24
FEWER = "只读了最近的 {most} 份文件里的说明，共 {all} 份；请减少部门或年度。"


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of a line: its words, and their address."""

    subject: Subject
    period: Period
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A line, and what is said of it."""

    line: Line
    said: tuple[Said, ...]


def reasons(compared: Compared, entries: Sequence[Entry]) -> tuple[list[Reason], str]:
    """What ``entries`` say of every line compared, and what is said if they were too many. One query at most."""
    newest = sorted(entries, key=lambda entry: (-entry.year, entry.who))[:MOST_DOCUMENTS]
    read = dict(zip([entry.key for entry in newest], documents(newest), strict=True))
    subjects = {subject.who: subject for subject in compared.subjects}
    ordered = [entry for who in subjects for entry in sorted(newest, key=_when) if entry.who == who]
    said = {
        line: tuple(
            _said(subjects[entry.who], entry, each) for entry in ordered for each in explained(read[entry.key], figure)
        )
        for line in compared.lines
        if (figure := _figure(compared, line))
    }
    found = [Reason(line, own) for line, own in said.items() if own]
    over = FEWER.format(most=MOST_DOCUMENTS, all=len(entries)) if len(entries) > MOST_DOCUMENTS else ""
    return found, over


def _when(entry: Entry) -> Period:
    return entry.year, entry.kind


def _figure(compared: Compared, line: Line) -> str:
    """The name by which documents explain a line: a measure, or a 项 of the general budget."""
    if not line.code:
        return "" if line.key == TOTAL else line.key
    told = compared.asked.by == OF_GENERAL and len(line.code) == LENGTHS["item"]
    return f"item.{line.code}" if told else ""


def _said(subject: Subject, entry: Entry, each: Explained) -> Said:
    return Said(subject, (entry.year, entry.kind), each.text, place(entry.slug, each.fragment))
