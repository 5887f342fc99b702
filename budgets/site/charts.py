"""Charts, declared as data: a table of exact yuan, how it is drawn, and a sentence that says what is to be seen.

``templates/site/parts/chart.html`` renders each; ``static/js/charts.js`` draws what it reads in the table and nothing
else, so that picture and table cannot disagree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from budgets.money import share
from budgets.site.amounts import MONEY, NONE, PERCENT, UNIT, cell
from budgets.years import Found

# How charts.js draws. ``TABLE`` is no picture: amounts below zero have no area and no width.
BARS, LINES, TREEMAP, SANKEY, TABLE = "bars", "lines", "treemap", "sankey", "table"
# How a series is filled, told apart without colour.
HOLLOW, HATCHED, SOLID, DOTTED, CROSSED = "hollow", "hatched", "solid", "dotted", "crossed"


# So many bars are drawn; a table of more rows shows the largest.
MOST = 12


@dataclass(frozen=True, slots=True)
class Series:
    """A column that is drawn: its heading in the table, and its filling."""

    heading: str
    filling: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart's table: name, an amount for every heading (``None``: nothing belongs there), code, depth.

    ``kind`` is as of a document's row.
    """

    name: str
    amounts: tuple[Found | None, ...]
    code: str = ""
    level: int = 0
    kind: str = "detail"

    def cells(self) -> Iterator[SafeString]:
        """The cells of the amounts."""
        return (NONE if found is None else cell(found) for found in self.amounts)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. Its table is its own: ``first`` and ``headings`` above ``groups`` of rows; or that of the page which
    the element with the id ``over`` names.

    ``rate`` is the heading of a column of the table whose text is written beside the last series. Of a hierarchy the
    ``leaves`` are drawn, or else the rows of the first level.
    """

    key: str
    kind: str
    says: str
    series: tuple[Series, ...]
    title: str = ""
    first: str = ""
    headings: tuple[str, ...] = ()
    groups: tuple[tuple[Row, ...], ...] = ()
    notes: tuple[str, ...] = ()
    over: str = ""
    rate: str = ""
    leaves: bool = False

    @property
    def unit(self) -> str:
        """The unit of the table."""
        return UNIT

    @property
    def most(self) -> int:
        """How many bars are drawn."""
        return MOST

    @property
    def drawn(self) -> str:
        """The series as charts.js reads them."""
        return " ".join(f"{series.heading}:{series.filling}" for series in self.series)


def wan(yuan: Decimal) -> str:
    """An amount in a sentence."""
    return f"{MONEY.amount(yuan)} {UNIT}"


def percent(part: Decimal, whole: Decimal) -> str:
    """A share in a sentence."""
    found = share(part, whole)
    return "" if found is None else f"{PERCENT.text(found)}%"


def added_up(found: Sequence[Found]) -> Found:
    """Σ of amounts that are all known; the amount itself, with its place, where it stands alone."""
    return found[0] if len(found) == 1 else Found(sum((each.yuan for each in found if each.yuan), Decimal("0.00")))
