"""The picture of a comparison of one line: bars over the table that the page has anyway."""

from decimal import Decimal

from budgets.money import WAN, YUAN
from budgets.site.charts import BARS, CROSSED, DOTTED, HATCHED, HOLLOW, SOLID, Chart, Series
from budgets.site.compare.asked import AMOUNT
from budgets.site.compare.cells import Cell, Compared, Period
from budgets.site.compare.drawing import number_text, period_name
from budgets.site.compare.figures import Line
from budgets.site.compare.notes import Notes

OVER = "compared"
# From the first period to the last; the last one is always solid.
FILLINGS = (CROSSED, DOTTED, HATCHED, HOLLOW, SOLID)


def chart(compared: Compared, notes: Notes) -> Chart | None:
    """Bars of every department, one for each period; none where there is nothing to see beside one another."""
    if len(compared.lines) != 1 or AMOUNT not in compared.asked.show:
        return None
    known = [cell for cell in compared.all() if cell.value.number is not None]
    periods = [period for period in compared.periods if any(cell.period == period for cell in known)]
    if len(known) < 2 or len(periods) > len(FILLINGS) or any(cell.value.number < 0 for cell in known):
        return None
    fillings = FILLINGS[-len(periods) :]
    series = tuple(Series(period_name(period), filling) for period, filling in zip(periods, fillings, strict=True))
    says = _says(compared.lines[0], known, periods[-1], ranked=not notes.of_cell and not notes.mixed)
    return Chart(key=OVER, kind=BARS, says=says, series=series, over=OVER)


def _says(line: Line, known: list[Cell], last: Period, ranked: bool) -> str:
    """The most and the least of the last period, if they are of one scope; or the periods of the only department."""
    if len({cell.subject.who for cell in known}) == 1:
        return f"{line.title}：{'，'.join(f'{period_name(cell.period)} {_amount(cell)}' for cell in known)}。"
    if not ranked:
        return f"各部门、单位的{line.title}，口径不同，不排先后，见表下的说明。"
    ordered = sorted((cell for cell in known if cell.period == last), key=_number)
    most, least = ordered[-1], ordered[0]
    told = f"{period_name(last)}的{line.title}最多的是{most.subject.name}，{_amount(most)}"
    return f"{told}。" if most is least else f"{told}；最少的是{least.subject.name}，{_amount(least)}。"


def _number(cell: Cell) -> Decimal:
    return cell.value.number or Decimal(0)


def _amount(cell: Cell) -> str:
    return f"{number_text(cell.line, cell.value)} {WAN if cell.line.unit == YUAN else cell.line.unit}"
