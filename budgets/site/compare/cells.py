"""One cell of a comparison: what a document says, its share, its change, by head, and why what is not there is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from budgets.money import share
from budgets.site.compare.asked import BUDGET, FINAL, KINDS, Asked
from budgets.site.compare.figures import Figures, Line, Value
from budgets.site.compare.subjects import Entry, Subject

Period = tuple[int, str]
RUNNING = "running.total"
POSTS = ("headcount.administrative", "headcount.referenced")
OTHER = {BUDGET: FINAL, FINAL: BUDGET}


@dataclass(frozen=True, slots=True)
class Share:
    """Percent of what it is a share of; without a number, why."""

    percent: Decimal | None
    of: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Against the year ``since``: the difference and the rate in percent; without one of them, why."""

    since: int
    difference: Decimal | None = None
    percent: Decimal | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class PerHead:
    """Yuan for each post; without a number, why."""

    yuan: Decimal | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of a subject's period: the value and what is made of it."""

    subject: Subject
    period: Period
    line: Line
    entry: Entry | None
    value: Value
    share: Share | None = None
    change: Change | None = None
    per_head: PerHead | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison: whose, when, on which lines, and a cell for each."""

    asked: Asked
    subjects: tuple[Subject, ...]
    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    cells: Mapping[tuple[str, Period, str], Cell] = field(default_factory=dict)

    def all(self) -> list[Cell]:
        """Every cell: line by line, in each subject by subject, from the first period to the last."""
        places = product(self.lines, self.subjects, self.periods)
        return [self.cells[subject.who, period, line.key] for line, subject, period in places]


def compared(
    asked: Asked, subjects: Sequence[Subject], entries: Sequence[Entry], figures: Figures, lines: Sequence[Line]
) -> Compared:
    """The comparison of ``lines`` by ``figures`` of ``entries``."""
    periods = tuple((year, kind) for year in asked.years for kind in asked.kinds)
    known = {(entry.who, entry.year, entry.kind): entry for entry in entries}
    make = _Make(periods, known, figures)
    cells = {
        (subject.who, period, line.key): make.cell(subject, period, line)
        for line in lines
        for subject in subjects
        for period in periods
    }
    return Compared(asked, tuple(subjects), periods, tuple(lines), cells)


class _Make:
    """Makes the cells of a comparison."""

    def __init__(
        self, periods: Sequence[Period], known: Mapping[tuple[str, int, str], Entry], figures: Figures
    ) -> None:
        self.periods, self.known, self.figures = periods, known, figures

    def cell(self, subject: Subject, period: Period, line: Line) -> Cell:
        """The cell of a line."""
        entry = self.known.get((subject.who, *period))
        value = self._value(subject, period, line)
        return Cell(
            subject,
            period,
            line,
            entry,
            value,
            self._share(entry, line, value),
            self._change(subject, period, line, value),
            self._per_head(entry, line, value),
        )

    def _value(self, subject: Subject, period: Period, line: Line) -> Value:
        entry = self.known.get((subject.who, *period))
        return self.figures.values[entry.key, line.key] if entry else Value(why=self._unpublished(subject, period))

    def _unpublished(self, subject: Subject, period: Period) -> str:
        year, kind = period
        other = self.known.get((subject.who, year, OTHER[kind]))
        return f"未公开（只有{KINDS[OTHER[kind]]}，阶段不同，不能代替）" if other else "未公开"

    def _share(self, entry: Entry | None, line: Line, value: Value) -> Share | None:
        whole = self.figures.whole(entry.key, line.key) if entry else None
        if whole is None or value.number is None:
            return None
        of = self.figures.title(self.figures.wholes[line.key])
        if whole.number is None:
            return Share(None, of, f"没有公布{of}，不能算占比")
        percent = share(value.number, whole.number)
        return Share(percent, of, "" if percent is not None else f"{of}为零，没有占比")

    def _change(self, subject: Subject, period: Period, line: Line, value: Value) -> Change | None:
        """Against the period of the same kind that stands before it; none for the first."""
        earlier = [each for each in self.periods if each[1] == period[1] and each[0] < period[0]]
        if not earlier or value.number is None:
            return None
        since, _ = earlier[-1]
        base = self._value(subject, earlier[-1], line)
        if base.number is None:
            return Change(since, why=f"不能与{since}年比：{since}年{base.why}")
        difference = value.number - base.number
        percent = share(difference, abs(base.number))
        return Change(since, difference, percent, "" if percent is not None else f"{since}年为零，没有增减率")

    def _per_head(self, entry: Entry | None, line: Line, value: Value) -> PerHead | None:
        """Of 机关运行经费 alone: posts are told of no other money."""
        if entry is None or line.key != RUNNING or value.number is None:
            return None
        yuan = self.figures.per_head.get(entry.key)
        return PerHead(yuan, "" if yuan is not None else self._no_posts(entry))

    def _no_posts(self, entry: Entry) -> str:
        """Which of the posts a document does not tell, or that there are none."""
        untold = [self.figures.title(key) for key in POSTS if self.figures.values[entry.key, key].number is None]
        return f"没有公布{'和'.join(untold)}，不能算人均" if untold else "公布的编制数为零，不能算人均"
