"""Amounts, rates and differences in the tables that are ours rather than a document's: in 万元, rounded once."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from budgets.document import NOT_REPORTED
from budgets.formats.html import plain
from budgets.money import WAN, YUAN, NumberStyle
from budgets.years import ADJUSTED, Comparison, Found, Line, Stages

UNIT = WAN
MONEY = NumberStyle(unit=WAN, separators=True)
PERCENT = NumberStyle(unit=YUAN)
MARKS = NumberStyle(unit=YUAN, trim="all")
RATE = "完成率"
MISSING = mark_safe(f'<td class="missing">{NOT_REPORTED}</td>')
NONE = mark_safe('<td class="num">—</td>')
AGAINST_ADJUSTED = mark_safe(' <small class="base">对全年预算</small>')


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line with its cells."""

    line: Line
    cells: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The headings of the columns in which any line has something, and the lines with their cells there."""

    headings: tuple[str, ...]
    rows: tuple[Drawn, ...]


def grid(comparison: Comparison, actual: str) -> Grid:
    """A comparison, ready for a template; ``actual`` is what its column of 决算 is called."""
    headings = ("年初预算", "全年预算", actual, "差额", RATE)
    rows = [(line, cells(line.stages, line.measured)) for line in comparison.lines]
    kept = [any(own[place] not in (MISSING, NONE) for _, own in rows) for place in range(len(headings))]
    return Grid(
        tuple(compress(headings, kept)),
        tuple(Drawn(line, tuple(compress(own, kept))) for line, own in rows),
    )


def cells(stages: Stages, measured: bool = True) -> tuple[SafeString, ...]:
    """年初预算, 全年预算, 决算, 差额, 完成率."""
    amounts = tuple(cell(found) for found in (stages.initial, stages.adjusted, stages.actual))
    return (*amounts, *(_measured(stages) if measured else (NONE, NONE)))


def cell(found: Found) -> SafeString:
    """An amount that leads to its place in the document; what is not reported says so."""
    if found.yuan is None:
        return MISSING
    return format_html('<td class="num">{}</td>', linked(found))


def linked(found: Found) -> SafeString:
    """The amount as text, linked where it stands in a document."""
    assert found.yuan is not None
    text = format_html('<data value="{}">{}</data>', plain(found.yuan), MONEY.amount(found.yuan))
    if not found.fragment:
        return text
    return format_html('<a class="figure" href="{}">{}</a>', place(found.slug, found.fragment), text)


def place(slug: str, fragment: str) -> str:
    """The address of an element on the page of a document; without ``slug`` of the page that it is on."""
    return f"{reverse('site:disclosure', args=[slug]) if slug else ''}#{fragment}"


def _measured(stages: Stages) -> Iterator[SafeString]:
    """The difference and the rate, which say when they are measured against 全年预算."""
    against = AGAINST_ADJUSTED if stages.base == ADJUSTED else ""
    for number, text in ((stages.difference, _signed), (stages.rate, _percent)):
        yield NONE if number is None else format_html('<td class="num">{}{}</td>', text(number), against)


def _signed(yuan: Decimal) -> str:
    text = MONEY.amount(yuan)
    return f"+{text}" if yuan > 0 else text


def _percent(percent: Decimal) -> str:
    return f"{PERCENT.text(percent)}%"
