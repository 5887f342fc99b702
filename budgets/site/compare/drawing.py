"""A comparison as a table: departments side by side and years in a row.

Of one line alone, departments stand below one another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from budgets.formats.html import plain
from budgets.money import WAN, YUAN, NumberStyle
from budgets.site.amounts import MARKS, MONEY, PERCENT, place
from budgets.site.compare.asked import AMOUNT, CHANGE, KINDS, PER_HEAD, SHARE
from budgets.site.compare.cells import Cell, Change, Compared, PerHead, Period, Share
from budgets.site.compare.figures import TOTAL, Line, Value
from budgets.site.compare.notes import Notes
from budgets.site.compare.subjects import Subject

NONE = mark_safe("—")
SUBTOTAL = "小计，含其下各行"
BREAK = mark_safe("<br>")
BY_HEAD = NumberStyle(unit=YUAN, separators=True)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of columns, what stands small below it, and the page that it leads to."""

    text: str
    about: str = ""
    colspan: int = 1
    page: str = ""

    @property
    def scope(self) -> str:
        """What it is the heading of."""
        return "colgroup" if self.colspan > 1 else "col"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the heading, what stands small below it, the page that it leads to, its note, its cells."""

    text: str
    about: str
    code: str
    page: str
    note: int
    cells: tuple[SafeString, ...]
    subtotal: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own, or under none."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The table: what the first column is called, headings of the others, groups of rows, how many columns."""

    first: str
    heads: tuple[tuple[Head, ...], ...]
    groups: tuple[Group, ...]
    width: int


def drawn(compared: Compared, notes: Notes) -> Drawn:
    """The table of a comparison."""
    draw = _Draw(compared, notes)
    return draw.one_line() if len(compared.lines) == 1 else draw.lines()


def period_name(period: Period) -> str:
    """``2024年预算``."""
    return f"{period[0]}年{KINDS[period[1]]}"


def unit_of(compared: Compared) -> str:
    """The unit of the page: that of its one line, else of money, for lines of another unit say so."""
    counted = {line.unit for line in compared.lines} - {YUAN}
    if len(compared.lines) == 1 and counted:
        return f"计量单位：{counted.pop()}"
    return f"金额单位：{WAN}，由元换算，四舍五入"


class _Draw:
    """Draws a comparison."""

    def __init__(self, compared: Compared, notes: Notes) -> None:
        self.compared, self.notes = compared, notes
        self.show = _shown(compared)

    def one_line(self) -> Drawn:
        """Departments below one another, periods in a row."""
        line = self.compared.lines[0]
        heads = tuple(Head(period_name(period)) for period in self.compared.periods)
        rows = tuple(
            Row(who.name, who.about, "", _page(who), 0, tuple(self._cell(cell) for cell in self._of(line, [who])))
            for who in self.compared.subjects
        )
        return Drawn("部门", (heads,), (Group("", rows),), 1 + len(heads))

    def lines(self) -> Drawn:
        """Lines below one another, departments side by side, the periods of each in a row."""
        groups = tuple(
            Group(title, tuple(self._rows(list(own))))
            for title, own in groupby(self.compared.lines, key=lambda line: line.group)
        )
        width = 1 + len(self.compared.subjects) * len(self.compared.periods)
        return Drawn("数据" if groups[0].title else "科目", self._heads(), groups, width)

    def _heads(self) -> tuple[tuple[Head, ...], ...]:
        subjects, periods = self.compared.subjects, self.compared.periods
        names = tuple(Head(each.name, each.about, len(periods), _page(each)) for each in subjects)
        times = tuple(Head(period_name(period)) for _ in subjects for period in periods)
        return (names,) if len(periods) == 1 else (names, times)

    def _rows(self, lines: Sequence[Line]) -> Iterator[Row]:
        """The rows of a group; where there is no document, one cell stands for all of them."""
        for number, line in enumerate(lines):
            title = line.title if line.unit == YUAN else f"{line.title}（{line.unit}）"
            cells = tuple(
                self._cell(cell, 1 if cell.entry else len(lines))
                for cell in self._of(line, self.compared.subjects)
                if cell.entry or not number
            )
            about = SUBTOTAL if line.subtotal else ""
            note, indent = self.notes.of_line.get(line.key, 0), 1 if line.group else line.depth
            yield Row(title, about, line.code, self._alone(line), note, cells, line.subtotal, indent)

    def _alone(self, line: Line) -> str:
        """The address of the line alone."""
        return f"{reverse('site:compare')}?{self.compared.asked.alone(line.key).query}" if line.key != TOTAL else ""

    def _of(self, line: Line, subjects: Sequence[Subject]) -> Iterator[Cell]:
        for subject, period in product(subjects, self.compared.periods):
            yield self.compared.cells[subject.who, period, line.key]

    def _cell(self, cell: Cell, rowspan: int = 1) -> SafeString:
        note = self.notes.of_cell.get((cell.subject.who, cell.period, cell.line.key), 0)
        return cell_html(cell, self.show, note, rowspan)


def _shown(compared: Compared) -> tuple[str, ...]:
    """What is shown in cells: beside amounts nothing of which no cell has any."""
    show = compared.asked.show
    if AMOUNT not in show:
        return show
    return tuple(each for each in show if each == AMOUNT or any(getattr(cell, each) for cell in compared.all()))


def _page(subject: Subject) -> str:
    return reverse("site:department", args=[subject.page]) if subject.page else ""


def cell_html(cell: Cell, show: Sequence[str], note: int = 0, rowspan: int = 1) -> SafeString:
    """A cell: the value, below it what is made of it; or why there is none."""
    if cell.value.number is None:
        spans = format_html(' rowspan="{}"', rowspan) if rowspan > 1 else ""
        return format_html('<td class="missing"{}>{}</td>', spans, cell.value.why)
    parts = list(filter(None, (DRAW[each](cell) for each in show))) or [NONE]
    if cell.value.parts > 1 and AMOUNT in show:
        parts.append(format_html('<small class="base">{} 项之和</small>', cell.value.parts))
    if note:
        parts.append(format_html('<small class="base"><a href="#note-{0}" target="_self">注{0}</a></small>', note))
    return format_html('<td class="num">{}</td>', format_html_join(BREAK, "{}", ((part,) for part in parts)))


def number_text(line: Line, value: Value) -> str:
    """A number as the page shows it: money in 万元, counts as they are."""
    assert value.number is not None
    return MONEY.amount(value.number) if line.unit == YUAN else MARKS.text(value.number)


def _amount(cell: Cell) -> SafeString:
    text = format_html('<data value="{}">{}</data>', plain(cell.value.number), number_text(cell.line, cell.value))
    if not cell.value.fragment:
        return text
    told = format_html(' title="由 {} 项相加"', cell.value.parts) if cell.value.parts > 1 else ""
    return format_html('<a class="figure" href="{}"{}>{}</a>', place(cell.value.slug, cell.value.fragment), told, text)


def _share(cell: Cell) -> SafeString | str:
    return share_html(cell.share) if cell.share else ""


def share_html(share: Share) -> SafeString:
    """A share, and of what it is one."""
    if share.percent is None:
        return _none(share.why)
    return format_html(
        '<span class="share"><small class="base">占{}</small> {}%</span>', share.of, PERCENT.text(share.percent)
    )


def _change(cell: Cell) -> SafeString | str:
    return change_html(cell.change, cell.line) if cell.change else ""


def change_html(change: Change, line: Line) -> SafeString:
    """The difference and the rate, or why there is none."""
    if change.difference is None:
        return _none(change.why)
    money = line.unit == YUAN
    difference = (MONEY.amount if money else MARKS.text)(change.difference)
    rate = change.why if change.percent is None else f"{_sign(change.percent)}{PERCENT.text(change.percent)}%"
    text = f"{_sign(change.difference)}{difference}"
    return format_html(
        '<small class="base">增减</small> <span class="change">{}</span> <small class="base">（{}）</small>', text, rate
    )


def _per_head(cell: Cell) -> SafeString | str:
    return per_head_html(cell.per_head) if cell.per_head else ""


def per_head_html(per_head: PerHead) -> SafeString:
    """Yuan for each post, or why it is not known."""
    if per_head.yuan is None:
        return _none(per_head.why)
    yuan = BY_HEAD.text(per_head.yuan)
    return format_html('<small class="base">人均</small> <span class="head">{} 元/人</span>', yuan)


def _none(why: str) -> SafeString:
    return format_html('<small class="why">{}</small>', why)


def _sign(number) -> str:
    return "+" if number > 0 else ""


DRAW = {AMOUNT: _amount, SHARE: _share, CHANGE: _change, PER_HEAD: _per_head}
