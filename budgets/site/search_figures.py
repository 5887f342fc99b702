"""The figures that a search names, as the page of the search shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets.catalogue.figures import Figures
from budgets.extracts.measures import MONEY
from budgets.models import CatalogueMeasure
from budgets.site.amounts import UNIT, linked, place
from budgets.site.compare.asked import Asked
from budgets.years import Found


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: whose it is, in which document, what leads to its place there."""

    who: str
    document: str
    figure: SafeString


@dataclass(frozen=True, slots=True)
class DrawnFigures:
    """The figures of a measure, whether there are more, and the address of the comparison of this line, with what it
    is called."""

    title: str
    unit: str
    rows: tuple[Row, ...]
    more: bool
    compare: str
    compared: str


def drawn_figures(figures: Figures) -> DrawnFigures:
    """The figures with the comparison of their departments, of the year and kind that were asked for."""
    measure = figures.measure
    who = tuple(f"{department.region.code}-{department.code}" for department in figures.departments)
    years = (figures.year,) if figures.year else ()
    asked = Asked(who=who, years=years, kind=figures.kind, lines=(measure.key,))
    return DrawnFigures(
        title=measure.title,
        unit=f"金额（{UNIT}）" if measure.unit == MONEY else f"数量（{measure.unit}）",
        rows=tuple(map(_row, figures.found)),
        more=figures.more,
        compare=f"{reverse('site:compare')}?{asked.query}",
        compared=f"{'各年' if figures.named else '这些部门'}的{measure.title}：比较和下载",
    )


def _row(found: CatalogueMeasure) -> Row:
    entry = found.entry
    return Row((entry.unit or entry.department).name, f"{entry.year}年{entry.get_kind_display()}", _figure(found))


def _figure(found: CatalogueMeasure) -> SafeString:
    """The amount, or the count as it is, linked to its place."""
    slug = found.entry.slug
    if found.amount is not None:
        return linked(Found(found.amount, slug, found.fragment))
    assert found.value is not None
    return format_html(
        '<a class="figure" href="{}">{}</a>', place(slug, found.fragment), f"{found.value.normalize():f}"
    )
