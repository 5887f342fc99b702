"""Values of the cells of a form, as its table holds them: what is wrong with one is said of that cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.document import Cell
from budgets.document.vocabulary import NOT_REPORTED
from budgets.importing.book import ERROR, Problems, Sheet, Spot, Value
from budgets.importing.cells import NOTHING, amount_of, number_of, plain
from budgets.layouts import TableLayout
from budgets.money import AmountError
from budgets.tables import cells
from budgets.tables.declarations.evaluation import NONE, deviation, number, percent

ZERO = Decimal("0.00")
DASHES = (*(text for text in NOTHING if text), "-%")
LARGEST = Decimal(10) ** 9
# Digits that a spreadsheet keeps of a number; what a longer code was is lost.
DIGITS = 15


@dataclass(slots=True)
class Source:
    """A sheet being read as a form of ``layout``, its amounts in ``unit``.

    What has been taken is noted in ``places`` by row key and column key, what is to be said in ``problems``.
    """

    sheet: Sheet
    unit: str
    layout: TableLayout
    problems: Problems = field(default_factory=Problems)
    places: dict[tuple[str, str], Spot] = field(default_factory=dict)

    def say(self, message: str, spot: Spot, severity: str = ERROR) -> None:
        """Something about a cell, or with column 0 about a row."""
        self.problems.add(message, self.sheet.name, *spot, severity)

    def value(self, spot: Spot) -> Value:
        """What the cell holds; empty where it holds nothing."""
        return self.sheet.cells.get(spot, "")

    def place(self, key: str, row: int, columns: Mapping[str, int]) -> None:
        """Note where the values of a row stand."""
        self.places.update({(key, name): (row, column) for name, column in columns.items()})

    def text(self, spot: Spot, long: bool = False) -> str | None:
        """A text without the blanks around it, a short one without line breaks; ``None`` if it is not reported."""
        found = self.sheet.text(*spot).strip().replace("\r\n", "\n")
        if plain(found) == NOT_REPORTED:
            return None
        return found if long else re.sub(r"\s*\n\s*", "", found)

    def code(self, spot: Spot) -> str:
        """A code; one kept as a number of more digits than a spreadsheet holds is wrong."""
        value = self.value(spot)
        if isinstance(value, Decimal) and len(f"{value:f}") > DIGITS:
            self.say("编码存成了数字，后面的位数已经丢失：请改为文本格式后重新填写", spot)
            return ""
        found = plain(self.sheet.text(*spot))
        return "" if found in (*NOTHING, NOT_REPORTED) else found

    def amount(self, spot: Spot, zero: bool = False, panel: str = "") -> Cell:
        """An amount as the layout prints it; ``zero``: a blank means zero here."""
        value = self.value(spot)
        if plain(str(value)) == NOT_REPORTED:
            return None
        try:
            yuan = amount_of(value, self.unit)
        except AmountError as error:
            self.say(str(error), spot)
            return None
        return cells.amount_cell(ZERO if yuan is None and zero else yuan, self.layout.style(panel))

    def zeros(self, spots: Iterable[Spot], panel: str = "") -> bool:
        """Whether blanks among ``spots`` mean zero: the layout prints zero so, and at least one amount is given."""
        given = (plain(str(self.value(spot))) not in (*NOTHING, NOT_REPORTED) for spot in spots)
        return self.layout.style(panel).zero == "blank" and any(given)

    def mark(self, spot: Spot, nothing: Cell = None) -> Cell:
        """Marks as the layout prints them; a dash stays one, ``nothing`` is what a blank means."""
        return self._number(spot, nothing, NONE, lambda value: number(value, self.layout))

    def rate(self, spot: Spot, nothing: Cell = None) -> Cell:
        """A rate in percent; a dash and a blank are ``nothing``."""
        return self._number(spot, nothing, nothing, lambda value: percent(value, self.layout))

    def deviation(self, spot: Spot) -> Cell:
        """A deviation in percent."""
        return self._number(spot, NONE, NONE, lambda value: deviation(value, self.layout))

    def _number(self, spot: Spot, nothing: Cell, dash: Cell, printed: Callable[[Decimal], Cell]) -> Cell:
        value = self.value(spot)
        text = plain(str(value))
        if text == NOT_REPORTED:
            return None
        if text in DASHES:
            return dash
        try:
            found = number_of(value)
        except AmountError as error:
            self.say(str(error), spot)
            return None
        if found is not None and not (found.is_finite() and abs(found) < LARGEST):
            self.say(f"“{text[:20]}”不是分值、比率这样的数字", spot)
            return None
        return nothing if found is None else printed(found)
